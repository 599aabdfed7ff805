//! What the form is doing, and what may happen next. Pure.

use super::{Reason, field::LAST};
use tt_contract::{problem::FieldError, tip::Receipt};

/// What is done with the tip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// It is written.
    Writing,
    /// It is to be sent as soon as its files have arrived.
    Waiting,
    /// It is sealed and sent; the edge may have asked for work, of which so many per cent are done.
    Sending(Option<u8>),
    /// It has arrived.
    Sent(Receipt),
}

/// Whether danger has been spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Danger {
    /// Not yet.
    Unheard,
    /// 113 stands in front; after it the form goes on as it was asked to.
    InFront(Then),
    /// The citizen has seen it, and is not asked again.
    Seen,
}

/// What 113 came before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    /// The next step.
    Next,
    /// Sending.
    Send,
}

/// Where the focus belongs after a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Focus {
    /// The heading of the step.
    Heading,
    /// The first field that is wrong.
    Wrong,
    /// What 113 says.
    Danger,
    /// What is said of sending.
    Message,
    /// The receipt.
    Receipt,
}

/// The whole state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct State {
    /// Whether a portal's frame shows it, where it takes nothing before script has taken over.
    pub(super) framed: bool,
    /// Whether script has taken over; before, all steps stand on one page, but for a frame's.
    pub(super) live: bool,
    /// From 0, the guidance, to [`LAST`].
    pub(super) step: u8,
    pub(super) phase: Phase,
    pub(super) danger: Danger,
    pub(super) errors: Vec<FieldError>,
    /// Why it was not sent, or could not be.
    pub(super) failed: Option<Reason>,
    /// The receipt of the tip as it was before it was changed: so it has arrived, which nobody could say in time.
    pub(super) earlier: Option<Receipt>,
    pub(super) focus: Option<Focus>,
}

/// What can happen.
#[derive(Clone, Debug)]
pub(super) enum Action {
    /// Script takes over; something may have been written before.
    Arrive { written: bool },
    /// To the next step, if this one is right.
    Next { errors: Vec<FieldError>, dangerous: bool },
    /// The browser's history has come to this step.
    Came(u8),
    /// To be sent.
    Send { errors: Vec<FieldError>, dangerous: bool, files: Files },
    /// On, past 113.
    GoOn { files: Files },
    /// The files have come on.
    Files(Files),
    /// Not to be waited for any longer.
    StopWaiting,
    /// Something has failed.
    Failed(Reason),
    /// What seals is there.
    Ready,
    /// Work is done.
    Working(u8),
    /// It has arrived.
    Sent(Receipt),
    /// So it had arrived before it was changed.
    Earlier(Receipt),
}

/// How far the files are, taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Files {
    /// All there.
    There,
    /// Some are on their way.
    Pending,
    /// One cannot come along: the citizen has to see it.
    Refused,
}

impl State {
    pub(super) fn new(framed: bool, errors: Vec<FieldError>) -> Self {
        Self {
            framed,
            live: false,
            step: 0,
            phase: Phase::Writing,
            danger: Danger::Unheard,
            errors,
            failed: None,
            earlier: None,
            focus: None,
        }
    }

    /// Whether 113 stands in front.
    pub(super) const fn is_in_danger(&self) -> bool {
        matches!(self.danger, Danger::InFront(_))
    }

    /// Whether the form must not change, because it is on its way as it is.
    pub(super) const fn is_under_way(&self) -> bool {
        matches!(self.phase, Phase::Waiting | Phase::Sending(_))
    }

    /// Whether `step` is shown.
    pub(super) const fn shows(&self, step: u8) -> bool {
        self.step == step || !(self.live || self.framed)
    }

    /// The state after `action`.
    pub(super) fn after(&self, action: Action) -> Self {
        // The focus stays asked for until it is shown where it belongs: more may happen before that.
        let mut next = self.clone();
        match action {
            Action::Arrive { written } => {
                next.live = true;
                next.step = u8::from(written);
            }
            _ if matches!(self.phase, Phase::Sent(_)) => {}
            Action::Next { .. } | Action::Send { .. } | Action::Came(_) if self.is_under_way() => {}
            Action::Next { errors, .. } | Action::Send { errors, .. } if !errors.is_empty() => {
                next.refuse(errors);
            }
            Action::Next { dangerous: true, .. } if self.danger == Danger::Unheard => next.warn(Then::Next),
            Action::Next { .. } => next.go(self.step.saturating_add(1).min(LAST)),
            Action::Came(step) => {
                // Back closes what 113 says too.
                if self.is_in_danger() {
                    next.danger = Danger::Seen;
                }
                next.go(step.min(LAST));
            }
            Action::Send { dangerous: true, .. } if self.danger == Danger::Unheard => next.warn(Then::Send),
            Action::Send { files, .. } => next.send(files),
            Action::GoOn { files } => {
                next.danger = Danger::Seen;
                match self.danger {
                    Danger::InFront(Then::Next) => next.go(self.step.saturating_add(1).min(LAST)),
                    Danger::InFront(Then::Send) => next.send(files),
                    Danger::Unheard | Danger::Seen => {}
                }
            }
            Action::Files(files) if self.phase == Phase::Waiting => next.send(files),
            Action::StopWaiting if self.phase == Phase::Waiting => {
                next.phase = Phase::Writing;
                next.focus = Some(Focus::Heading);
            }
            Action::Failed(reason) => {
                next.failed = Some(reason);
                if self.is_under_way() {
                    next.phase = Phase::Writing;
                    next.focus = Some(Focus::Message);
                }
            }
            Action::Ready => next.failed = None,
            Action::Working(percent) if matches!(self.phase, Phase::Sending(_)) => {
                next.phase = Phase::Sending(Some(percent));
            }
            // Too late to matter.
            Action::Files(_) | Action::StopWaiting | Action::Working(_) => {}
            Action::Sent(receipt) => {
                next.phase = Phase::Sent(receipt);
                next.danger = Danger::Seen;
                next.failed = None;
                next.earlier = None;
                next.focus = Some(Focus::Receipt);
            }
            // What was changed stays in the form, so that it can be added by the way back.
            Action::Earlier(receipt) => {
                next.phase = Phase::Writing;
                next.failed = None;
                next.earlier = Some(receipt);
                next.focus = Some(Focus::Message);
            }
        }
        next
    }

    fn go(&mut self, step: u8) {
        self.step = step;
        self.errors.clear();
        self.focus = Some(Focus::Heading);
    }

    fn warn(&mut self, then: Then) {
        self.errors.clear();
        self.danger = Danger::InFront(then);
        self.focus = Some(Focus::Danger);
    }

    /// Shows the first step in which something is wrong.
    fn refuse(&mut self, errors: Vec<FieldError>) {
        let wrong = super::Field::ALL
            .into_iter()
            .find(|field| errors.iter().any(|error| error.pointer == field.pointer()));
        self.step = wrong.map_or(self.step, super::Field::step);
        self.errors = errors;
        self.focus = Some(Focus::Wrong);
    }

    fn send(&mut self, files: Files) {
        self.failed = None;
        self.errors.clear();
        match files {
            Files::There => self.phase = Phase::Sending(None),
            Files::Pending => self.phase = Phase::Waiting,
            Files::Refused => {
                self.phase = Phase::Writing;
                self.go(super::Field::Files.step());
            }
        }
        if self.is_under_way() {
            self.focus = Some(Focus::Message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tt_contract::fault::{Fault, Kind};

    fn next(dangerous: bool) -> Action {
        Action::Next { errors: Vec::new(), dangerous }
    }

    fn send(files: Files) -> Action {
        Action::Send { errors: Vec::new(), dangerous: false, files }
    }

    fn after(actions: impl IntoIterator<Item = Action>) -> State {
        let start = State::new(false, Vec::new()).after(Action::Arrive { written: false });
        actions.into_iter().fold(start, |state, action| state.after(action))
    }

    fn receipt() -> Receipt {
        Receipt::from_random([7; 16])
    }

    #[test]
    fn all_steps_stand_until_script_takes_over() {
        let still = State::new(false, Vec::new());
        assert!((0..=LAST).all(|step| still.shows(step)));
        let framed = State::new(true, Vec::new());
        assert!((0..=LAST).filter(|step| framed.shows(*step)).eq([0]), "a frame takes nothing before");
        let live = after([]);
        assert!((0..=LAST).filter(|step| live.shows(*step)).eq([0]));
        assert_eq!(still.after(Action::Arrive { written: true }).step, 1);
    }

    #[test]
    fn danger_comes_to_the_front_once_and_stops_nothing() {
        let warned = after([next(false), next(true)]);
        assert!(warned.is_in_danger());
        assert_eq!((warned.step, warned.focus), (1, Some(Focus::Danger)));
        let on = warned.after(Action::GoOn { files: Files::There });
        assert_eq!((on.step, on.danger), (2, Danger::Seen));
        assert_eq!(on.after(next(true)).step, 3);
        let sent = after([Action::Send { errors: Vec::new(), dangerous: true, files: Files::There }]);
        assert!(sent.is_in_danger() && sent.phase == Phase::Writing);
        assert_eq!(sent.after(Action::GoOn { files: Files::There }).phase, Phase::Sending(None));
    }

    #[test]
    fn back_from_danger_is_back_in_the_form() {
        let back = after([next(false), next(true), Action::Came(0)]);
        assert_eq!((back.step, back.danger), (0, Danger::Seen));
    }

    #[test]
    fn the_first_wrong_step_is_shown() {
        let wrong = vec![
            FieldError::new("/contact", Fault::too_long(500)),
            FieldError::new("/account", Fault::new(Kind::Missing)),
        ];
        let state = after([next(false), next(false), Action::Next { errors: wrong, dangerous: true }]);
        assert_eq!((state.step, state.focus), (1, Some(Focus::Wrong)));
        assert!(!state.is_in_danger());
    }

    #[test]
    fn a_tip_waits_for_its_files_and_goes_by_itself() {
        let waiting = after([send(Files::Pending)]);
        assert_eq!(waiting.phase, Phase::Waiting);
        assert_eq!(waiting.after(Action::Files(Files::Pending)).phase, Phase::Waiting);
        assert_eq!(waiting.after(Action::Files(Files::There)).phase, Phase::Sending(None));
        let refused = waiting.after(Action::Files(Files::Refused));
        assert_eq!((refused.phase, refused.step), (Phase::Writing, 4));
        assert_eq!(waiting.after(Action::StopWaiting).phase, Phase::Writing);
    }

    #[test]
    fn a_second_press_and_the_history_change_nothing_under_way() {
        let sending = after([send(Files::There)]);
        for action in [send(Files::There), next(false), Action::Came(1), Action::StopWaiting] {
            let same = sending.after(action);
            assert_eq!((&same.phase, same.step), (&sending.phase, sending.step));
        }
        assert_eq!(sending.after(Action::Working(40)).phase, Phase::Sending(Some(40)));
    }

    #[test]
    fn a_failure_gives_the_form_back_and_a_receipt_stays() {
        let failed = after([send(Files::There), Action::Failed(Reason::Unreachable)]);
        assert_eq!((&failed.phase, failed.failed), (&Phase::Writing, Some(Reason::Unreachable)));
        let sent = failed.after(send(Files::There)).after(Action::Sent(receipt()));
        for action in [next(false), Action::Came(2), Action::Failed(Reason::Busy), send(Files::There)] {
            assert_eq!(sent.after(action).phase, Phase::Sent(receipt()));
        }
    }
}
