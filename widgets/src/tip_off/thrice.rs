//! Shift, three times: the way out on a keyboard.

use tt_contract::time::Millis;

/// Within how many milliseconds the key is pressed three times.
const WITHIN_MS: i64 = 1_500;

/// When the key was pressed last, and the time before.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Thrice {
    earlier: Option<Millis>,
    last: Option<Millis>,
}

impl Thrice {
    /// A key was pressed anew at `now`. Says whether that was the third Shift in time; any other key begins anew, so that
    /// capital letters lead nowhere.
    pub(super) fn press(&mut self, key: &str, now: Millis) -> bool {
        if key != "Shift" {
            *self = Self::default();
            return false;
        }
        let third = self.earlier.is_some_and(|first| now.0.saturating_sub(first.0) <= WITHIN_MS);
        *self = Self { earlier: self.last, last: Some(now) };
        third
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn presses(all: &[(&str, i64)]) -> bool {
        let mut thrice = Thrice::default();
        all.iter().fold(false, |_, (key, at)| thrice.press(key, Millis(*at)))
    }

    #[test]
    fn three_in_time_and_nothing_between() {
        assert!(presses(&[("Shift", 0), ("Shift", 700), ("Shift", 1_500)]));
        assert!(presses(&[("Shift", 0), ("Shift", 1_400), ("Shift", 1_600), ("Shift", 2_000)]));
        assert!(!presses(&[("Shift", 0), ("Shift", 700), ("Shift", 1_501)]));
        assert!(!presses(&[("Shift", 0), ("Shift", 1)]));
        assert!(!presses(&[("Shift", 0), ("A", 1), ("Shift", 2), ("Shift", 3)]));
    }
}
