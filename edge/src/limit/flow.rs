//! Whether what comes over a connection comes fast enough to be waited for. Pure.

use super::{BODY_FLOOR_BYTES_PER_S, BODY_GRACE_MS};
use tt_contract::time::Millis;

/// A body on its way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flow {
    since: Millis,
    bytes: usize,
}

impl Flow {
    /// One that begins now.
    pub(crate) const fn new(now: Millis) -> Self {
        Self { since: now, bytes: 0 }
    }

    /// So many bytes more have come. Whether it is still worth waiting: after [`BODY_GRACE_MS`], what has come since the
    /// beginning must be [`BODY_FLOOR_BYTES_PER_S`] on average, which a phone on the slowest network exceeds; whoever sends a
    /// byte now and then to hold the connection does not.
    pub(crate) fn brings(&mut self, bytes: usize, now: Millis) -> bool {
        self.bytes = self.bytes.saturating_add(bytes);
        let counted_ms = now.0.saturating_sub(self.since.0).saturating_sub(BODY_GRACE_MS).max(0);
        let asked = counted_ms.saturating_mul(BODY_FLOOR_BYTES_PER_S) / 1000;
        i64::try_from(self.bytes).unwrap_or(i64::MAX) >= asked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drip_is_cut_and_a_slow_network_is_not() {
        let mut drip = Flow::new(Millis(0));
        let cut = (1..100).find(|n| !drip.brings(1, Millis(n * 10_000)));
        assert_eq!(cut, Some(4), "a byte each ten seconds is waited for until the grace is over");
        // 25 MB over GPRS at 3 kB a second.
        let mut slow = Flow::new(Millis(0));
        assert!((1..8_000).all(|n| slow.brings(3_000, Millis(n * 1_000))));
        // A pause at the start, then a network.
        let mut late = Flow::new(Millis(0));
        assert!(late.brings(0, Millis(29_000)) && late.brings(100_000, Millis(35_000)));
        assert!(Flow::new(Millis(5)).brings(0, Millis(0)), "a clock that went back");
    }
}
