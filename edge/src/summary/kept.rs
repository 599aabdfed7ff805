//! What is known of each unit's ratings, and until when it may be told. Pure.
//!
//! An answer stands to the end of its stretch of the clock, not for a time since it was asked for: what a copy's age says is the
//! time of day, and not when somebody else looked.

use crate::limit::{SUMMARY_ASKED_MS, SUMMARY_S};
use std::{borrow::Cow, collections::HashMap, ops::Range};
use tt_contract::{time::Millis, unit::UnitId};

/// One for each unit that was asked for.
#[derive(Debug, Default)]
pub(super) struct Kept(HashMap<UnitId, Known>);

#[derive(Debug, Default)]
struct Known {
    /// What the mailbox said, level 1 first, or nothing where it failed; and while that is told, in milliseconds since 1970.
    told: Option<(Option<[u32; 5]>, Range<i64>)>,
    /// When it was last asked, while it has not answered.
    asked: Option<Millis>,
}

/// What is to be done for whoever asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// This is the answer; nothing where the mailbox has just failed.
    Told(Option<[u32; 5]>),
    /// The mailbox is to be asked, and [`Kept::keep`] told.
    Ask,
    /// Somebody else has just asked it.
    Wait,
}

impl Kept {
    /// What is to be done at `now` for whoever asks for `unit`. One whose question was never answered, because its sender went away, keeps
    /// the others for [`SUMMARY_ASKED_MS`] at most.
    pub(super) fn look(&mut self, unit: &UnitId, now: Millis) -> Look {
        if !self.0.contains_key(unit) {
            self.0.insert(unit.clone(), Known::default());
        }
        let Some(known) = self.0.get_mut(unit) else { return Look::Ask };
        if let Some((levels, _)) = known.told.as_ref().filter(|(_, told)| told.contains(&now.0)) {
            return Look::Told(*levels);
        }
        if known.asked.is_some_and(|asked| (0..SUMMARY_ASKED_MS).contains(&(now.0 - asked.0))) {
            return Look::Wait;
        }
        known.asked = Some(now);
        Look::Ask
    }

    /// Keeps what the mailbox said to the question of `asked`. A failure is told until the next may ask.
    pub(super) fn keep(&mut self, unit: &UnitId, levels: Option<[u32; 5]>, delay_s: u32, asked: Millis) {
        let end = if levels.is_some() { end(delay_s, asked) } else { asked.0 + SUMMARY_ASKED_MS };
        self.0.insert(unit.clone(), Known { told: Some((levels, asked.0..end)), asked: None });
    }
}

/// `Cache-Control` of an answer of `now`: no copy outlives what is kept here. Where ratings are released at once nobody keeps one.
pub(super) fn policy(delay_s: u32, now: Millis) -> Cow<'static, str> {
    match delay_s {
        0 => "no-store".into(),
        delay => format!("public, max-age={}", (end(delay, now) - now.0).div_euclid(1000)).into(),
    }
}

/// When the stretch of `now` ends, in milliseconds since 1970. Stretches are as long as the release delay, within [`SUMMARY_S`].
fn end(delay_s: u32, now: Millis) -> i64 {
    let length = i64::from(delay_s.clamp(*SUMMARY_S.start(), *SUMMARY_S.end())) * 1000;
    (now.0.div_euclid(length) + 1) * length
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The beginning of a minute.
    const NOW: Millis = Millis(1_795_320_000_000);
    const DELAY_S: u32 = 300;

    fn unit() -> UnitId {
        "c06".parse().unwrap()
    }

    fn at(ms: i64) -> Millis {
        Millis(NOW.0 + ms)
    }

    #[test]
    fn a_thousand_who_ask_are_one_question_a_minute() {
        let (mut kept, mut questions) = (Kept::default(), Vec::new());
        for ms in (0..180_000).step_by(60) {
            if kept.look(&unit(), at(ms)) == Look::Ask {
                questions.push(ms);
            }
            // The answer comes after the next have asked.
            if let Some(asked) = questions.last().filter(|asked| ms - **asked == 120) {
                kept.keep(&unit(), Some([0, 0, 0, 0, 9]), DELAY_S, at(*asked));
            }
        }
        assert_eq!(questions, [0, 60_000, 120_000]);
    }

    #[test]
    fn an_answer_stands_to_the_end_of_its_minute_here_and_in_every_copy() {
        let mut kept = Kept::default();
        let levels = Some([1, 2, 3, 4, 5]);
        assert_eq!(kept.look(&unit(), at(50_000)), Look::Ask);
        kept.keep(&unit(), levels, DELAY_S, at(50_000));
        assert_eq!(kept.look(&unit(), at(59_999)), Look::Told(levels));
        assert_eq!(kept.look(&"hvannd".parse().unwrap(), at(59_999)), Look::Ask, "each has its own");
        assert_eq!(kept.look(&unit(), at(60_000)), Look::Ask);
        assert_eq!(policy(DELAY_S, at(50_000)), "public, max-age=10");
        assert_eq!(policy(DELAY_S, at(59_999)), "public, max-age=0");
        assert_eq!(policy(DELAY_S, at(0)), "public, max-age=60");
    }

    #[test]
    fn a_shorter_delay_keeps_it_shorter_and_none_for_a_second() {
        for (delay_s, last) in [(0, 999), (1, 999), (3, 2_999), (86_400, 59_999)] {
            let mut kept = Kept::default();
            kept.keep(&unit(), Some([7; 5]), delay_s, NOW);
            assert_eq!(kept.look(&unit(), at(last)), Look::Told(Some([7; 5])), "{delay_s}");
            assert_eq!(kept.look(&unit(), at(last + 1)), Look::Ask, "{delay_s}");
        }
        assert_eq!(policy(0, NOW), "no-store");
    }

    #[test]
    fn a_mailbox_that_fails_or_is_silent_is_asked_once_a_second() {
        let mut kept = Kept::default();
        assert_eq!(kept.look(&unit(), at(0)), Look::Ask);
        assert_eq!(kept.look(&unit(), at(999)), Look::Wait);
        assert_eq!(kept.look(&unit(), at(1_000)), Look::Ask, "who asked went away");
        kept.keep(&unit(), None, DELAY_S, at(1_000));
        assert_eq!(kept.look(&unit(), at(1_999)), Look::Told(None));
        assert_eq!(kept.look(&unit(), at(2_000)), Look::Ask);
    }

    #[test]
    fn a_clock_that_was_set_back_keeps_nothing_for_ever() {
        let mut kept = Kept::default();
        kept.keep(&unit(), Some([7; 5]), DELAY_S, at(86_400_000));
        assert_eq!(kept.look(&unit(), NOW), Look::Ask);
        assert_eq!(kept.look(&unit(), at(-5)), Look::Ask, "nor is somebody of later waited for");
    }
}
