//! Who goes to a mailbox together, and who of them takes the others along.

use tt_contract::time::Millis;

/// Most ratings in one call.
const MOST: usize = 64;
/// After so long, who was to take a moment's ratings along is taken for lost, in milliseconds.
const LOST_MS: i64 = 1_000;

/// Those of one moment.
pub(super) struct Moment<T> {
    waiting: Vec<T>,
    /// When the last began who takes them along.
    since: Millis,
}

impl<T> Default for Moment<T> {
    fn default() -> Self {
        Self { waiting: Vec::new(), since: Millis(0) }
    }
}

impl<T> Moment<T> {
    /// Joins; says whether this one has to take all along, by [`Self::leave`], a moment later.
    pub(super) fn join(&mut self, one: T, now: Millis) -> bool {
        let first = self.waiting.len().is_multiple_of(MOST) || (now.0 - self.since.0).abs() > LOST_MS;
        if first {
            self.since = now;
        }
        self.waiting.push(one);
        first
    }

    /// Those that go now.
    pub(super) fn leave(&mut self) -> Vec<T> {
        self.waiting.drain(..self.waiting.len().min(MOST)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_goes_once_with_one_of_its_moment_and_no_more_than_most_at_once() {
        let mut moment = Moment::default();
        let firsts: Vec<_> = (0..150).filter(|&n| moment.join(n, Millis(0))).collect();
        assert_eq!(firsts, [0, 64, 128]);
        let mut gone = Vec::new();
        for left in [64, 64, 22] {
            let going = moment.leave();
            assert_eq!(going.len(), left);
            gone.extend(going);
        }
        assert_eq!(gone, (0..150).collect::<Vec<_>>());
        assert!(moment.leave().is_empty() && moment.join(150, Millis(0)), "a later moment is another");
    }

    #[test]
    fn between_two_who_go_nobody_is_left_without_one() {
        let mut moment = Moment::default();
        let mut firsts = 0;
        for n in 0..1_000 {
            firsts += usize::from(moment.join(n, Millis(0)));
            if n % 37 == 0 && firsts > 0 {
                moment.leave();
                firsts -= 1;
            }
            assert!(firsts * MOST >= moment.waiting.len());
        }
    }

    #[test]
    fn when_the_first_is_lost_a_later_one_takes_all_along() {
        let mut moment = Moment::default();
        assert!(moment.join(1, Millis(5)) && !moment.join(2, Millis(5 + LOST_MS)));
        assert!(moment.join(3, Millis(6 + LOST_MS)) && !moment.join(4, Millis(7 + LOST_MS)));
        assert!(moment.join(5, Millis(0)), "also when the clock was set back");
        assert_eq!(moment.leave(), [1, 2, 3, 4, 5]);
    }
}
