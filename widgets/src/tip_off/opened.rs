//! A timeline whose replies have been opened: by the browser or, without script, by the edge for one answer.

use tt_contract::{
    time::Day,
    tip::{By, Status},
};

/// What has come of a tip.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// Where it stands.
    pub status: Status,
    /// What happened, the oldest first.
    pub entries: Vec<OpenedEntry>,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedEntry {
    /// Whose it is.
    pub by: By,
    /// The day in Vietnam.
    pub day: Day,
    /// The status the unit gave it then.
    pub status: Option<Status>,
    /// The unit's reply.
    pub reply: OpenedReply,
}

/// A reply, as far as it can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenedReply {
    /// There is none.
    None,
    /// What it says.
    Text(String),
    /// It is not for this receipt, or damaged.
    Unreadable,
}
