//! What is sealed. None of it is ever seen by the edge, but for what it seals itself for a browser without script.
//!
//! Each is written with its `type`. Who reads passes over fields that are not known: a unit's program is older than the page.

use super::{Account, Detail, Files, KeyId, Lookup, Recipient, Short};
use crate::{lang::Lang, unit::UnitId};
use serde::{Deserialize, Serialize};

/// A tip, as the unit reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename = "tip")]
pub struct Tip {
    /// Whom it is for: a tip that turns up elsewhere is not meant.
    pub unit: UnitId,
    /// What the edge knows it by: binds the sealed text to its envelope.
    pub lookup: Lookup,
    /// To whom replies are sealed; its identity follows from the receipt.
    pub reply_to: Recipient,
    /// The language of the form.
    pub lang: Lang,
    /// What happened. The only answer that is asked for.
    pub account: Account,
    /// The kind of crime: an id of the unit's list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crime: Option<KeyId>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Short>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Short>,
    /// Who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<Detail>,
    /// How the sender knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Known>,
    /// Whether it is still going on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ongoing: Option<Ongoing>,
    /// How to reach the sender, who need not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Short>,
    /// What is attached, in the order of the form.
    #[serde(default, skip_serializing_if = "Files::is_empty")]
    pub files: Files,
}

/// How the sender knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Known {
    /// They saw or heard it.
    Witnessed,
    /// It happened to them.
    Victim,
    /// They were told.
    Told,
    /// They found it on the internet.
    Online,
    /// Otherwise.
    Other,
}

impl Known {
    /// All, in the order of the form.
    pub const ALL: [Self; 5] = [Self::Witnessed, Self::Victim, Self::Told, Self::Online, Self::Other];

    /// The name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Witnessed => "witnessed",
            Self::Victim => "victim",
            Self::Told => "told",
            Self::Online => "online",
            Self::Other => "other",
        }
    }
}

/// Whether it is still going on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ongoing {
    /// It is.
    Yes,
    /// It is over.
    No,
    /// The sender does not know.
    Unknown,
}

impl Ongoing {
    /// All, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::Unknown];

    /// The name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }
}

/// What the citizen adds later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename = "message")]
pub struct Message {
    /// Whom it is for.
    pub unit: UnitId,
    /// Which tip it belongs to.
    pub lookup: Lookup,
    /// To whom replies are sealed, as in the tip.
    pub reply_to: Recipient,
    /// The language of the form.
    pub lang: Lang,
    /// What is added.
    pub text: Detail,
    /// What is attached, in the order of the form.
    #[serde(default, skip_serializing_if = "Files::is_empty")]
    pub files: Files,
}

/// What the unit answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename = "reply")]
pub struct Reply {
    /// Who answers.
    pub unit: UnitId,
    /// Which tip is answered.
    pub lookup: Lookup,
    /// The answer.
    pub text: Detail,
}

impl Reply {
    /// The reply that was sealed, `json`, if it is this `unit`'s to this tip.
    #[must_use]
    pub fn read(json: &str, unit: &UnitId, lookup: Lookup) -> Option<Self> {
        let reply: Self = serde_json::from_str(json).ok()?;
        (reply.unit == *unit && reply.lookup == lookup).then_some(reply)
    }
}

/// Whatever was sealed, as it is read: told by its `type`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Unsealed {
    /// A tip.
    Tip(Box<Tip>),
    /// What a citizen added.
    Message(Message),
    /// A unit's answer.
    Reply(Reply),
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const RECIPIENT: &str = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa";

    fn read<T: serde::de::DeserializeOwned>(value: &Value) -> Option<T> {
        serde_json::from_str(&value.to_string()).ok()
    }

    #[test]
    fn what_is_written_is_read_and_told_by_its_type() {
        let lookup = "0123456789abcdef0123456789abcdef";
        let reply = json!({"type": "reply", "unit": "c06", "lookup": lookup, "text": "Cảm ơn."});
        let message = json!({"type": "message", "unit": "c06", "lookup": lookup, "reply_to": RECIPIENT, "lang": "vi", "text": "Thêm."});
        let tip = json!({"type": "tip", "unit": "c06", "lookup": lookup, "reply_to": RECIPIENT, "lang": "vi", "account": "Có người lạ."});
        let written = |json: String| json.parse::<Value>().unwrap();
        assert_eq!(written(serde_json::to_string(&read::<Reply>(&reply).unwrap()).unwrap()), reply);
        assert_eq!(written(serde_json::to_string(&read::<Message>(&message).unwrap()).unwrap()), message);
        assert_eq!(written(serde_json::to_string(&read::<Tip>(&tip).unwrap()).unwrap()), tip);
        assert!(matches!(read(&reply), Some(Unsealed::Reply(_))));
        assert!(matches!(read(&message), Some(Unsealed::Message(_))));
        assert!(matches!(read(&tip), Some(Unsealed::Tip(_))));
        let mut later = reply;
        later["mood"] = json!("new");
        assert!(matches!(read(&later), Some(Unsealed::Reply(_))));
        later["type"] = json!("tip");
        assert_eq!(read::<Unsealed>(&later), None);
    }
}
