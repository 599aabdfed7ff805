//! What the way back is doing, and what may happen next. Pure.

use crate::tip_off::{Opened, Reason, state::Files};
use tt_contract::problem::FieldError;

/// What is done with the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// It is written.
    Writing,
    /// It is to be sent as soon as its files have arrived.
    Waiting,
    /// It is sealed and sent; of work that was asked for so many per cent are done.
    Sending(Option<u8>),
    /// It has arrived.
    Written,
}

/// Where the focus belongs after a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Focus {
    /// The first field that is wrong.
    Wrong,
    /// What is said of asking or sending.
    Message,
    /// What has come of the tip.
    Timeline,
}

/// The whole state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct State {
    /// Whether script has taken over.
    pub(super) live: bool,
    /// Whether the timeline is asked for.
    pub(super) looking: bool,
    pub(super) opened: Option<Opened>,
    pub(super) phase: Phase,
    pub(super) errors: Vec<FieldError>,
    pub(super) failed: Option<Reason>,
    pub(super) focus: Option<Focus>,
}

/// What can happen.
#[derive(Clone, Debug)]
pub(super) enum Action {
    /// Script takes over.
    Arrive,
    /// The timeline is asked for.
    Look(Result<(), FieldError>),
    /// It has come.
    Opened(Opened),
    /// A message is to be sent.
    Write(Result<Files, FieldError>),
    /// The files have come on.
    Files(Files),
    /// Work is done.
    Working(u8),
    /// The message has arrived.
    Written,
    /// Something has failed.
    Failed(Reason),
}

impl State {
    pub(super) fn new(opened: Option<Opened>, errors: Vec<FieldError>) -> Self {
        let phase = Phase::Writing;
        Self { live: false, looking: false, opened, phase, errors, failed: None, focus: None }
    }

    /// Whether the message must not change, because it is on its way as it is.
    pub(super) const fn is_under_way(&self) -> bool {
        matches!(self.phase, Phase::Waiting | Phase::Sending(_))
    }

    /// The state after `action`.
    pub(super) fn after(&self, action: Action) -> Self {
        // The focus stays asked for until it is shown where it belongs: more may happen before that.
        let mut next = self.clone();
        match action {
            Action::Arrive => next.live = true,
            Action::Look(_) if self.looking || self.is_under_way() => {}
            Action::Look(Ok(())) => {
                next.looking = true;
                next.failed = None;
                next.errors.clear();
                next.focus = Some(Focus::Message);
            }
            Action::Look(Err(error)) | Action::Write(Err(error)) => {
                next.errors = vec![error];
                next.focus = Some(Focus::Wrong);
            }
            Action::Opened(opened) => {
                next.looking = false;
                next.opened = Some(opened);
                next.phase = Phase::Writing;
                next.focus = Some(Focus::Timeline);
            }
            Action::Write(Ok(_)) if self.is_under_way() => {}
            Action::Write(Ok(files)) => next.send(files),
            Action::Files(files) if self.phase == Phase::Waiting => next.send(files),
            Action::Working(percent) if matches!(self.phase, Phase::Sending(_)) => {
                next.phase = Phase::Sending(Some(percent));
            }
            // Too late to matter.
            Action::Files(_) | Action::Working(_) => {}
            Action::Written => {
                next.phase = Phase::Written;
                next.focus = Some(Focus::Message);
            }
            Action::Failed(reason) => {
                next.failed = Some(reason);
                if self.looking || self.is_under_way() {
                    next.focus = Some(Focus::Message);
                }
                next.looking = false;
                if self.is_under_way() {
                    next.phase = Phase::Writing;
                }
            }
        }
        next
    }

    fn send(&mut self, files: Files) {
        self.failed = None;
        self.errors.clear();
        self.phase = match files {
            Files::There => Phase::Sending(None),
            Files::Pending => Phase::Waiting,
            // It stands in the list, with what to do.
            Files::Refused => Phase::Writing,
        };
        self.focus = Some(Focus::Message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tt_contract::fault::{Fault, Kind};

    fn after(actions: impl IntoIterator<Item = Action>) -> State {
        actions.into_iter().fold(State::new(None, Vec::new()), |state, action| state.after(action))
    }

    #[test]
    fn a_mistyped_receipt_asks_nobody() {
        let error = FieldError::new("/receipt", Fault::new(Kind::Mistyped));
        let state = after([Action::Arrive, Action::Look(Err(error))]);
        assert!(!state.looking && state.opened.is_none());
        assert_eq!(state.focus, Some(Focus::Wrong));
    }

    #[test]
    fn a_timeline_comes_after_a_failure_too() {
        let failed = after([Action::Look(Ok(())), Action::Failed(Reason::Unreachable)]);
        assert!(!failed.looking && failed.failed.is_some());
        let opened = failed.after(Action::Look(Ok(()))).after(Action::Opened(Opened::default()));
        assert_eq!((opened.failed, opened.focus), (None, Some(Focus::Timeline)));
    }

    #[test]
    fn a_message_waits_for_its_files_and_is_sent_once() {
        let open = after([Action::Look(Ok(())), Action::Opened(Opened::default())]);
        let waiting = open.after(Action::Write(Ok(Files::Pending)));
        assert_eq!(waiting.phase, Phase::Waiting);
        let sending = waiting.after(Action::Files(Files::There));
        assert_eq!(sending.after(Action::Write(Ok(Files::There))).phase, Phase::Sending(None));
        assert_eq!(sending.after(Action::Written).phase, Phase::Written);
        assert_eq!(sending.after(Action::Failed(Reason::Busy)).phase, Phase::Writing);
    }
}
