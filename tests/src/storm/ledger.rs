//! What was sent, what was acknowledged, and in which order: what the deliveries are held against.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};
use tt_contract::time::{Day, Millis};

/// The day it is in Vietnam.
pub(super) fn today() -> Day {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Millis(i64::try_from(since.as_millis()).unwrap_or_default()).day()
}

/// What was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A rating.
    Rating,
    /// A tip.
    Tip,
    /// A message that follows a tip.
    Message,
}

/// A moment of the storm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment {
    /// By a clock that only counts.
    count: u64,
    /// The day in Vietnam.
    pub(super) day: Day,
}

/// One submission.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) unit: String,
    pub(super) kind: Kind,
    /// When it was first sent.
    pub(super) at: Moment,
    /// When its sender first heard that it is kept.
    pub(super) acknowledged: Option<Moment>,
    /// The mark of the rating that took its place; it may be delivered or not.
    pub(super) changed_by: Option<String>,
    /// The SHA-256 of the file that goes with it.
    pub(super) file: Option<String>,
}

/// All submissions by their marks.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    clock: AtomicU64,
    sent: Mutex<BTreeMap<String, Sent>>,
    /// Attempts that brought no answer, or one that says to try again.
    pub(super) retries: AtomicU64,
    /// Answers above 499 that are no "try again".
    pub(super) failures: AtomicU64,
    /// Submissions after which the sender hears nothing more.
    pub(super) done: AtomicU64,
}

impl Ledger {
    /// The next moment.
    fn tick(&self) -> Moment {
        Moment { count: self.clock.fetch_add(1, Ordering::SeqCst), day: today() }
    }

    /// All that was sent.
    pub(super) fn sent(&self) -> MutexGuard<'_, BTreeMap<String, Sent>> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes what is about to be sent.
    pub(super) fn send(&self, mark: &str, unit: &str, kind: Kind, file: Option<String>) {
        let unit = unit.to_owned();
        let sent = Sent { unit, kind, at: self.tick(), acknowledged: None, changed_by: None, file };
        self.sent().insert(mark.to_owned(), sent);
    }

    /// Notes that `by` is about to take the place of `mark`.
    pub(super) fn change(&self, mark: &str, by: &str) {
        if let Some(sent) = self.sent().get_mut(mark) {
            sent.changed_by = Some(by.to_owned());
        }
    }

    /// Notes that it is kept.
    pub(super) fn acknowledge(&self, mark: &str) {
        let at = self.tick();
        if let Some(sent) = self.sent().get_mut(mark) {
            sent.acknowledged = Some(at);
        }
    }
}
