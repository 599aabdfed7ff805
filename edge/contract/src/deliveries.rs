//! How a unit's deliveries stand, as its own system, its operator and the metrics see it; and what is asked to be sent again.

use crate::{id::SubmissionId, time::Hour};
use serde::{Deserialize, Serialize};

/// Most held events that are named for one endpoint; their number counts all.
pub const HELD_SHOWN: usize = 20;

/// All endpoints of a unit, in the order of its file; after them those that are no longer in it, for which something waits.
///
/// Ratings that are not released yet are in no number: neither the count nor its moment says that somebody has just rated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deliveries {
    /// One for each.
    pub endpoints: Vec<AtEndpoint>,
}

/// How things stand at one endpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtEndpoint {
    /// Its name in the unit's file.
    pub name: String,
    /// Whether anything is sent to it.
    #[serde(flatten)]
    pub state: State,
    /// How many events wait to be sent, or to be fetched, or for the confirmation of the one that was just sent.
    pub waiting: u64,
    /// How many are held: they are sent again when somebody asks for it.
    pub held: u64,
    /// How many were confirmed since the mailbox is there.
    pub delivered: u64,
    /// The hour in which the oldest that waits or is held was released (a tip: came).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oldest: Option<Hour>,
    /// Why the latest attempt failed; absent once one succeeds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_error: Option<DeliveryError>,
    /// Some of the events that are held for themselves, because the endpoint refused them: at most [`HELD_SHOWN`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held_events: Vec<HeldEvent>,
}

/// Whether anything is sent to an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum State {
    /// What is due is sent.
    Open,
    /// It failed, and is tried again.
    Resting {
        /// In how many seconds.
        retry_after_s: u32,
    },
    /// It is left alone until somebody asks to send again; all that waits for it is held with it.
    Held {
        /// Why.
        reason: DeliveryError,
    },
}

impl State {
    /// Its name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Resting { .. } => "resting",
            Self::Held { .. } => "held",
        }
    }
}

/// Why an attempt to deliver failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum DeliveryError {
    /// It answered with a status that is no success.
    Status {
        /// Which.
        status: u16,
    },
    /// It sent the delivery elsewhere, which is not followed: the signature is for one address alone.
    Redirect {
        /// With which status.
        status: u16,
    },
    /// No whole answer came in time.
    Late,
    /// There was no connection, or it broke.
    Unreachable,
    /// There was a connection, but its certificate or its TLS is not to be trusted.
    Tls,
    /// It said success and went on with more than a confirmation is long.
    TooLarge,
    /// The secret that signs is not bound where the edge runs.
    NoSecret,
    /// The unit's file has no such endpoint any more.
    NoEndpoint,
}

impl DeliveryError {
    /// Its name on the wire and in the log.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Status { .. } => "status",
            Self::Redirect { .. } => "redirect",
            Self::Late => "late",
            Self::Unreachable => "unreachable",
            Self::Tls => "tls",
            Self::TooLarge => "too-large",
            Self::NoSecret => "no-secret",
            Self::NoEndpoint => "no-endpoint",
        }
    }

    /// The status of the answer, where it is that.
    #[must_use]
    pub const fn status(self) -> Option<u16> {
        match self {
            Self::Status { status } | Self::Redirect { status } => Some(status),
            _ => None,
        }
    }
}

/// An event that is held for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldEvent {
    /// Its `webhook-id`.
    pub id: SubmissionId,
    /// Why.
    pub error: DeliveryError,
}

/// What is to be sent again: everything that is held, or what of it these name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retry {
    /// At this endpoint alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    /// This event alone, by its `webhook-id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<SubmissionId>,
}

/// What came of a [`Retry`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retried {
    /// How many events are sent again.
    pub events: u64,
}
