//! Where a unit's submissions go.

use super::{EndpointUrl, Widget, file::has_duplicate};
use crate::limits::{ENDPOINT_NAME_BYTES, RATINGS_PER_BATCH};
use core::fmt;
use serde::{Deserialize, Deserializer, Serialize};

/// A kind of event. Within one, tips keep their order; ratings have none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// Ratings of pages.
    Rating,
    /// Tips, and the messages that follow them.
    Tip,
}

impl Topic {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Rating, Self::Tip];
}

/// An endpoint of a unit: what is delivered there, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Table", into = "Table")]
pub struct Endpoint {
    /// A name that stays when the address changes; what waits for this endpoint is kept under it. 1 to
    /// [`ENDPOINT_NAME_BYTES`] bytes of a-z, 0-9 and `-`.
    pub name: String,
    /// What it gets, each once.
    pub events: Vec<Topic>,
    /// How it gets it.
    pub way: Way,
}

/// How an endpoint gets what is delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// By webhook (Standard Webhooks).
    Push(Push),
    /// It asks, with the unit's token, and acknowledges.
    Pull,
}

/// A webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Push {
    /// The address.
    pub url: EndpointUrl,
    /// The names of the bindings that hold its `whsec_…` secrets; each signs, so that one can be rotated.
    pub secrets: Vec<String>,
    /// Up to how many ratings come in one event, 1 to [`RATINGS_PER_BATCH`]; each in one of its own where that is nothing, or
    /// where a batch was refused.
    pub batch: Option<usize>,
}

impl Endpoint {
    /// Whether it gets events of this kind.
    #[must_use]
    pub fn takes(&self, topic: Topic) -> bool {
        self.events.contains(&topic)
    }

    /// Its webhook, if it is one.
    #[must_use]
    pub const fn push(&self) -> Option<&Push> {
        match &self.way {
            Way::Push(push) => Some(push),
            Way::Pull => None,
        }
    }

    /// The names of the bindings that hold its secrets.
    #[must_use]
    pub fn secrets(&self) -> &[String] {
        self.push().map_or(&[], |push| &push.secrets)
    }
}

/// As the unit's file has it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    name: String,
    url: Option<EndpointUrl>,
    #[serde(default)]
    secrets: Vec<String>,
    pull: Option<bool>,
    batch: Option<Batch>,
    events: Option<Vec<Topic>>,
}

/// `true`, or how many.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(untagged)]
enum Batch {
    Chosen(bool),
    UpTo(usize),
}

impl<'de> Deserialize<'de> for Batch {
    /// Of a form that does not say what it holds, how many: [`Endpoint`] is written with nothing else.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Chosen(bool),
            UpTo(usize),
        }
        if !from.is_human_readable() {
            return usize::deserialize(from).map(Self::UpTo);
        }
        Ok(match Written::deserialize(from)? {
            Written::Chosen(chosen) => Self::Chosen(chosen),
            Written::UpTo(most) => Self::UpTo(most),
        })
    }
}

/// What is wrong with an endpoint of a unit's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadEndpoint {
    /// `name` is not of its form.
    Name,
    /// `events` names none, or one twice.
    Events,
    /// There is neither `url` nor `pull = true`, or both, or what belongs to the one stands with the other.
    Way,
    /// `batch` is not within its bounds.
    Batch,
}

impl fmt::Display for BadEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name => write!(f, "`name` must be 1 to {ENDPOINT_NAME_BYTES} of a-z, 0-9 and -"),
            Self::Events => f.write_str("`events` must name at least one kind, each once"),
            Self::Way => f.write_str("needs `url` and `secrets`, or `pull = true` without them and `batch`"),
            Self::Batch => write!(f, "`batch` must be true or 1 to {RATINGS_PER_BATCH}"),
        }
    }
}

impl TryFrom<Table> for Endpoint {
    type Error = BadEndpoint;

    fn try_from(table: Table) -> Result<Self, BadEndpoint> {
        let Table { name, url, secrets, pull, batch, events } = table;
        let named = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !named || !(1..=ENDPOINT_NAME_BYTES).contains(&name.len()) {
            return Err(BadEndpoint::Name);
        }
        let events = events.unwrap_or_else(|| Topic::ALL.to_vec());
        let once = events.iter().enumerate().all(|(index, one)| !events.iter().take(index).any(|e| e == one));
        if events.is_empty() || !once {
            return Err(BadEndpoint::Events);
        }
        let batch = match batch {
            None | Some(Batch::Chosen(false)) => None,
            Some(Batch::Chosen(true)) => Some(RATINGS_PER_BATCH),
            Some(Batch::UpTo(most)) if (1..=RATINGS_PER_BATCH).contains(&most) => Some(most),
            Some(Batch::UpTo(_)) => return Err(BadEndpoint::Batch),
        };
        let way = match (url, pull.unwrap_or_default()) {
            (Some(url), false) => Way::Push(Push { url, secrets, batch }),
            (None, true) if secrets.is_empty() && batch.is_none() => Way::Pull,
            _ => return Err(BadEndpoint::Way),
        };
        Ok(Self { name, events, way })
    }
}

impl From<Endpoint> for Table {
    fn from(endpoint: Endpoint) -> Self {
        let Endpoint { name, events, way } = endpoint;
        let events = Some(events);
        match way {
            Way::Push(Push { url, secrets, batch }) => {
                Self { name, url: Some(url), secrets, pull: None, batch: batch.map(Batch::UpTo), events }
            }
            Way::Pull => Self { name, url: None, secrets: Vec::new(), pull: Some(true), batch: None, events },
        }
    }
}

/// Judges the endpoints of a unit together. Errors: the key in the file, and the reason.
pub(super) fn check(
    endpoints: &[Endpoint],
    widgets: &[Widget],
    tokens: &[String],
) -> Result<(), (&'static str, String)> {
    if endpoints.is_empty() || has_duplicate(endpoints.iter().map(|endpoint| &endpoint.name)) {
        return Err(("endpoints", "must have at least one, each with a name of its own".into()));
    }
    for (widget, topic) in [(Widget::Rating, Topic::Rating), (Widget::TipOff, Topic::Tip)] {
        if widgets.contains(&widget) && !endpoints.iter().any(|one| one.takes(topic)) {
            return Err(("endpoints", format!("none takes what the widget {} brings", widget.name())));
        }
    }
    match endpoints.iter().filter(|endpoint| endpoint.way == Way::Pull).count() {
        0 => {}
        1 if !tokens.is_empty() => {}
        1 => return Err(("tokens", "must name at least one: without, nobody could fetch".into())),
        _ => return Err(("endpoints", "are fetched from by more than one".into())),
    }
    let signs = |secrets: &[String]| !secrets.is_empty() && secrets.iter().all(|name| is_binding(name));
    if !endpoints.iter().filter_map(Endpoint::push).all(|push| signs(&push.secrets)) {
        return Err(("secrets", "must name at least one binding, in A-Z, 0-9 and _".into()));
    }
    Ok(())
}

/// Whether a binding may have this name.
pub(super) fn is_binding(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
}

/// What an operator may set in place of an endpoint of the file: another address, or all of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum EndpointOverride {
    /// Another address for a webhook.
    Address(EndpointUrl),
    /// Another endpoint, or one more.
    Whole(Endpoint),
}

impl From<EndpointUrl> for EndpointOverride {
    fn from(url: EndpointUrl) -> Self {
        Self::Address(url)
    }
}
