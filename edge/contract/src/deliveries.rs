//! How a unit's deliveries stand, as its own system, its operator and the metrics see it; and what is asked to be sent again.

use crate::{
    fault::{Fault, Kind},
    id::SubmissionId,
    time::Hour,
};
use core::{fmt, str::FromStr};
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
    /// How many events wait to be sent, or to be fetched, or for the confirmation of the one that was just sent; or for one that is held
    /// and that they take the place of.
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
    /// It said success with a web page: a login, a maintenance page, an application's index.
    WebPage,
    /// It said success with a body that cannot be read, as one that is not compressed as it says.
    Unreadable,
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
            Self::WebPage => "web-page",
            Self::Unreadable => "unreadable",
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

/// How far a unit has fetched its submissions. To the unit it is a text without a meaning, of at most 20 characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor(i64);

impl Cursor {
    /// The cursor after so many events.
    #[must_use]
    pub const fn of(place: i64) -> Self {
        Self(place)
    }

    /// After how many events it stands.
    #[must_use]
    pub const fn place(self) -> i64 {
        self.0
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "p{:x}", self.0)
    }
}

impl FromStr for Cursor {
    type Err = Fault;

    /// Reads what it is shown as. Errors: [`Kind::Malformed`].
    fn from_str(text: &str) -> Result<Self, Fault> {
        // 52 bits: numbers pass through JavaScript.
        let digits = text.strip_prefix('p').filter(|digits| (1..=13).contains(&digits.len()));
        let place = digits.and_then(|digits| i64::from_str_radix(digits, 16).ok()).map(Self);
        place.filter(|cursor| cursor.to_string() == text).ok_or(Fault::new(Kind::Malformed))
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_cursor_is_read_as_it_is_shown_and_no_otherwise() {
        for place in [0, 1, 255, 4_503_599_627_370_495] {
            assert_eq!(Cursor::of(place).to_string().parse(), Ok(Cursor::of(place)));
        }
        for wrong in ["", "p", "0", "p-1", "p01", "pA", "p+1", "p10000000000000", "p 1"] {
            assert!(wrong.parse::<Cursor>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_wire_is_flat_and_comes_back_as_it_was() {
        let at = AtEndpoint {
            name: "main".into(),
            state: State::Held { reason: DeliveryError::Status { status: 410 } },
            waiting: 0,
            held: 3,
            delivered: 9,
            oldest: "2026-11-22T04:00:00Z".parse().ok(),
            last_error: Some(DeliveryError::Tls),
            held_events: Vec::new(),
        };
        let wire = serde_json::to_value(&at).unwrap();
        assert_eq!(
            wire,
            json!({
                "name": "main", "state": "held", "reason": { "code": "status", "status": 410 }, "waiting": 0, "held": 3,
                "delivered": 9, "oldest": "2026-11-22T04:00:00Z", "last_error": { "code": "tls" }
            })
        );
        assert_eq!(serde_json::from_value::<AtEndpoint>(wire).unwrap(), at);
        assert!(serde_json::from_str::<Retry>(r#"{"all":true}"#).is_err());
    }
}
