//! Random numbers as arguments: what is drawn outside is used inside by pure code.

/// A number drawn evenly from [0, 1), in steps of 2⁻³².
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fraction(pub u32);

impl Fraction {
    /// An even choice among the whole numbers `0..=span`; 0 where `span` is negative.
    #[must_use]
    pub(crate) fn of(self, span: i64) -> i64 {
        let choices = i128::from(span.max(0)) + 1;
        // Below `choices`, so it fits.
        i64::try_from((choices * i128::from(self.0)) >> 32).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_choice_lies_within_its_span(drawn: u32, span in 0_i64..=i64::MAX) {
            prop_assert!((0..=span).contains(&Fraction(drawn).of(span)));
        }
    }

    #[test]
    fn both_ends_are_chosen() {
        assert_eq!(Fraction(0).of(300_000), 0);
        assert_eq!(Fraction(u32::MAX).of(300_000), 300_000);
        assert_eq!(Fraction(u32::MAX).of(-5), 0);
    }
}
