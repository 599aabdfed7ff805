//! The seed's randomness, so that a storm can be raised again (`SplitMix64`).

/// 2⁶⁴ by the golden ratio.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// A source of numbers that follow from its seed.
#[derive(Clone, Debug)]
pub(super) struct Chance(u64);

impl Chance {
    /// The source of `seed` for one purpose. Where it begins is mixed too: states a few steps apart would be one stream, and
    /// two citizens would come to send the same id.
    pub(super) fn new(seed: u64, purpose: u64) -> Self {
        let start = Self(seed).next().wrapping_add(purpose);
        Self(Self(start).next())
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`.
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound.max(1)
    }

    /// Whether it hits, `percent` times of a hundred.
    pub(super) fn hits(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of `all`.
    pub(super) fn one<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let place = usize::try_from(self.below(all.len() as u64)).unwrap_or_default();
        all.get(place)
    }

    /// Sixteen bytes, for an id.
    pub(super) fn bytes(&mut self) -> [u8; 16] {
        let mut bytes = [0; 16];
        bytes.chunks_exact_mut(8).for_each(|half| half.copy_from_slice(&self.next().to_le_bytes()));
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_purposes_draw_the_same_numbers() {
        let drawn = |purpose| {
            let mut chance = Chance::new(5, purpose);
            std::iter::repeat_with(move || chance.next()).take(100)
        };
        let mut all: Vec<u64> = (0..2000).flat_map(drawn).collect();
        all.sort_unstable();
        assert!(all.is_sorted_by(|a, b| a < b));
    }
}
