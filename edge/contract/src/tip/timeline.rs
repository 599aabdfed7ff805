//! What a citizen sees who comes back, and what a unit answers.

use crate::{id::SubmissionId, time::Day};
use serde::{Deserialize, Serialize};

/// Where a tip stands, as the unit says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The unit has it, or will.
    #[default]
    Received,
    /// It is being checked.
    Checking,
    /// It was passed on to those whose matter it is.
    PassedOn,
    /// Nothing more will be done here.
    Closed,
}

impl Status {
    /// All, in order.
    pub const ALL: [Self; 4] = [Self::Received, Self::Checking, Self::PassedOn, Self::Closed];

    /// The name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Checking => "checking",
            Self::PassedOn => "passed-on",
            Self::Closed => "closed",
        }
    }

    /// The status of this name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// Whose an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// The unit's.
    Unit,
    /// The citizen's own.
    Citizen,
}

/// One thing that happened to a tip, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Whose it is.
    pub by: By,
    /// The day in Vietnam, and no finer time.
    pub day: Day,
    /// The status the unit gave it then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// The unit's [`super::Reply`], an age file in standard base64. The citizen's own messages are not given back: they are
    /// sealed to the unit alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<String>,
}

/// `GET /v1/units/{unit}/tips/{lookup}/messages`. A lookup that is not known has the timeline of a tip without news.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    /// Where the tip stands.
    pub status: Status,
    /// What happened, the oldest first.
    pub entries: Vec<Entry>,
}

/// What a unit posts to `/v1/units/{unit}/tips/{lookup}/replies`: a status, a sealed [`super::Reply`], or both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// By which a repeat is known.
    pub id: SubmissionId,
    /// The new status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// The reply, an age file in standard base64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<String>,
}
