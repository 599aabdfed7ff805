//! What the rating's form is doing, and what may happen next. Pure.

use crate::submit::{Outcome, Reason};
use tt_contract::{fault::Kind, limits::COMMENT_CHARS, problem::FieldError};

/// The step the rater is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// Filling in the form.
    Editing,
    /// A try is under way.
    Sending,
    /// A try failed; the next comes by itself.
    Waiting(Reason),
    /// The edge has it.
    Thanked,
    /// Rated earlier today on this device.
    RatedToday,
}

/// The whole state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct State {
    pub(super) phase: Phase,
    /// Length of the comment, in characters as the contract counts them.
    pub(super) length: usize,
    /// What is wrong with the form.
    pub(super) errors: Vec<FieldError>,
    /// Whether the edge refused what seemed right here.
    pub(super) refused: bool,
    /// How often sending was begun since the form was last in the rater's hands.
    pub(super) tries: u32,
    /// What the focus should move to, once the view stands.
    pub(super) focus: Option<Focus>,
}

/// Where the focus belongs after a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Focus {
    /// The heading of the thanks.
    Thanks,
    /// The first level.
    Levels,
    /// The comment.
    Comment,
    /// The message that says what went wrong.
    Message,
}

/// What can happen.
#[derive(Clone, Debug)]
pub(super) enum Action {
    /// The comment now has this length.
    Typed(usize),
    /// A level was chosen.
    Chosen,
    /// The form is not as it must be.
    Invalid(Vec<FieldError>),
    /// A try begins.
    Send,
    /// A try has ended.
    Ended(Outcome),
    /// This device has rated this page today.
    Remembered,
    /// The rater wants to change what they sent.
    Change,
}

impl State {
    pub(super) fn new(errors: Vec<FieldError>, length: usize) -> Self {
        Self { phase: Phase::Editing, length, errors, refused: false, tries: 0, focus: None }
    }

    /// The kind of fault of the field at `pointer`.
    pub(super) fn error(&self, pointer: &str) -> Option<Kind> {
        self.errors.iter().find(|error| error.pointer == pointer).map(|error| error.code)
    }

    /// Characters left for the comment, or how many are too many.
    pub(super) fn room(&self) -> Result<usize, usize> {
        COMMENT_CHARS.checked_sub(self.length).ok_or(self.length.saturating_sub(COMMENT_CHARS))
    }

    /// Whether the form is shown.
    pub(super) fn form_is_open(&self) -> bool {
        !matches!(self.phase, Phase::Thanked | Phase::RatedToday)
    }

    /// Whether the form must not change, because it is on its way as it is.
    pub(super) fn is_under_way(&self) -> bool {
        matches!(self.phase, Phase::Sending | Phase::Waiting(_))
    }

    /// The state after `action`.
    pub(super) fn after(&self, action: Action) -> Self {
        let mut next = Self { focus: None, ..self.clone() };
        match action {
            Action::Typed(length) => {
                next.length = length;
                if next.room().is_ok() {
                    next.errors.retain(|error| error.pointer != "/comment");
                }
            }
            Action::Chosen => next.errors.retain(|error| error.pointer != "/level"),
            Action::Invalid(errors) => {
                next.phase = Phase::Editing;
                let of = |pointer| errors.iter().any(|error| error.pointer == pointer);
                next.focus = Some(if of("/level") {
                    Focus::Levels
                } else if of("/comment") {
                    Focus::Comment
                } else {
                    Focus::Message
                });
                next.refused = next.focus == Some(Focus::Message);
                next.errors = errors;
            }
            // A second press while one is under way changes nothing.
            Action::Send if self.phase == Phase::Sending => {}
            Action::Send => {
                next.phase = Phase::Sending;
                next.tries = self.tries.saturating_add(1);
                next.refused = false;
                next.errors = Vec::new();
            }
            Action::Ended(Outcome::Kept) => {
                next.phase = Phase::Thanked;
                next.tries = 0;
                next.length = 0;
                next.focus = Some(Focus::Thanks);
            }
            Action::Ended(Outcome::Again(reason)) => next.phase = Phase::Waiting(reason),
            Action::Ended(Outcome::Refused) => {
                next.phase = Phase::Editing;
                next.refused = true;
                next.tries = 0;
                next.focus = Some(Focus::Message);
            }
            // What the rater is in the middle of is not taken away.
            Action::Remembered if self.phase != Phase::Editing => {}
            Action::Remembered => next.phase = Phase::RatedToday,
            Action::Change => {
                next.phase = Phase::Editing;
                next.focus = Some(Focus::Levels);
            }
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tt_contract::fault::Fault;

    fn after(actions: impl IntoIterator<Item = Action>) -> State {
        actions.into_iter().fold(State::new(Vec::new(), 0), |state, action| state.after(action))
    }

    #[test]
    fn a_second_press_starts_no_second_try() {
        assert_eq!(after([Action::Send, Action::Send]).tries, 1);
    }

    #[test]
    fn a_failed_try_keeps_the_form_and_a_later_one_thanks() {
        let waiting = after([Action::Send, Action::Ended(Outcome::Again(Reason::Unreachable))]);
        assert!(waiting.form_is_open() && waiting.is_under_way());
        let thanked = waiting.after(Action::Send).after(Action::Ended(Outcome::Kept));
        assert_eq!((thanked.phase, thanked.focus), (Phase::Thanked, Some(Focus::Thanks)));
    }

    #[test]
    fn another_tab_does_not_take_a_form_that_is_on_its_way() {
        assert_eq!(after([Action::Send, Action::Remembered]).phase, Phase::Sending);
        assert_eq!(after([Action::Remembered]).phase, Phase::RatedToday);
    }

    #[test]
    fn an_error_goes_when_its_field_is_mended() {
        let missing = FieldError::new("/level", Fault::new(Kind::Missing));
        let state = after([Action::Invalid(vec![missing])]);
        assert_eq!(state.error("/level"), Some(Kind::Missing));
        assert_eq!(state.focus, Some(Focus::Levels));
        assert_eq!(state.after(Action::Chosen).error("/level"), None);
    }

    #[test]
    fn room_is_counted_down_and_then_over() {
        assert_eq!(after([Action::Typed(999)]).room(), Ok(1));
        assert_eq!(after([Action::Typed(1_001)]).room(), Err(1));
    }
}
