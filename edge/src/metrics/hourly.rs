//! A count that tells the moment of nothing it counts. Pure.
//!
//! Whoever asks every few seconds for a live count of accepted ratings learns the second of each; with a portal's access log that
//! names the rater. So what an hour brought is shown once the hour has ended and the longest delay within which any unit lets
//! its ratings be released has passed as well: by then all of it was released, and the count says less than the events do, which
//! name their hour.

use std::collections::VecDeque;
use tt_contract::{
    limits::RELEASE_DELAY_MAX_S,
    time::{Hour, Millis},
};

/// A count by the hour.
#[derive(Debug, Default)]
pub(crate) struct Hourly {
    shown: u64,
    pending: VecDeque<(Hour, u64)>,
}

impl Hourly {
    /// Counts one.
    pub(crate) fn count(&mut self, now: Millis) {
        match self.pending.back_mut() {
            // Also where the clock went back: it is shown no earlier for that.
            Some((hour, count)) if *hour >= now.hour() => *count += 1,
            _ => self.pending.push_back((now.hour(), 1)),
        }
    }

    /// How many there were up to the last hour that may be shown.
    pub(crate) fn shown(&mut self, now: Millis) -> u64 {
        let released = Millis(now.0 - i64::from(RELEASE_DELAY_MAX_S) * 1000).hour();
        while let Some((_, count)) = self.pending.pop_front_if(|(hour, _)| *hour < released) {
            self.shown += count;
        }
        self.shown
    }

    /// As [`Hourly::shown`], and what was told once is not told again.
    pub(crate) fn take(&mut self, now: Millis) -> u64 {
        self.shown(now);
        std::mem::take(&mut self.shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;
    /// A full hour.
    const START: i64 = 498_700 * HOUR;

    #[test]
    fn nothing_is_shown_before_all_of_its_hour_was_released() {
        let mut count = Hourly::default();
        count.count(Millis(START));
        count.count(Millis(START + HOUR - 1));
        for now in [START, START + HOUR - 1, START + HOUR, START + 2 * HOUR - 1] {
            assert_eq!(count.shown(Millis(now)), 0, "{now}");
        }
        assert_eq!(count.shown(Millis(START + 2 * HOUR)), 2, "both at once");
        count.count(Millis(START + 2 * HOUR + 5));
        assert_eq!(count.shown(Millis(START + 4 * HOUR - 1)), 2);
        assert_eq!(count.shown(Millis(START + 9 * HOUR)), 3);
        assert_eq!((count.take(Millis(START + 9 * HOUR)), count.take(Millis(START + 99 * HOUR))), (3, 0));
    }

    #[test]
    fn it_changes_at_full_hours_only() {
        let mut count = Hourly::default();
        let (mut last, mut moved) = (0, 0);
        for step in 0..6_000_i64 {
            let now = Millis(START + step * 7_001);
            if step < 3_000 {
                count.count(now);
            }
            let shown = count.shown(now);
            if shown != last {
                assert!(now.0 % HOUR < 7_001, "moved within an hour, at {now:?}");
                (last, moved) = (shown, moved + 1);
            }
        }
        assert!(moved > 3 && last == 3_000, "{moved} {last}");
    }

    #[test]
    fn a_clock_that_went_back_shows_nothing_early() {
        let mut count = Hourly::default();
        count.count(Millis(START + HOUR));
        count.count(Millis(START));
        assert_eq!(count.shown(Millis(START + 3 * HOUR - 1)), 0);
        assert_eq!(count.shown(Millis(START + 3 * HOUR)), 2);
    }
}
