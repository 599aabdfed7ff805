//! What a citizen sent, opened by the unit and held against the delivery that brought it.

use super::{Files, Lookup, Message, Recipient, Tip, Unsealed};
use crate::unit::UnitId;
use core::fmt;

/// A tip, or a message that says that it follows one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// A tip.
    Tip(Box<Tip>),
    /// A message. Whose it is shows [`Message::is_by_sender_of`].
    Message(Message),
}

/// Why an opened text is not what its delivery says.
#[derive(Debug)]
pub enum Misread {
    /// It is not JSON of the contract's form, or passes a limit of it.
    Malformed(serde_json::Error),
    /// It is a message where a tip was announced, a tip where a message was, or a reply.
    OtherKind,
    /// It is meant for another unit, or belongs to another tip.
    OtherTip,
}

impl Sent {
    /// Reads what was sealed, `json`, of a delivery of a tip or (`is_message`) a message to `unit`
    /// under `lookup`.
    /// Errors: [`Misread`].
    pub fn read(json: &str, is_message: bool, unit: &UnitId, lookup: Lookup) -> Result<Self, Misread> {
        let sent = match (serde_json::from_str(json).map_err(Misread::Malformed)?, is_message) {
            (Unsealed::Tip(tip), false) => Self::Tip(tip),
            (Unsealed::Message(message), true) => Self::Message(message),
            _ => return Err(Misread::OtherKind),
        };
        let own = match &sent {
            Self::Tip(tip) => (&tip.unit, tip.lookup),
            Self::Message(message) => (&message.unit, message.lookup),
        };
        (own == (unit, lookup)).then_some(sent).ok_or(Misread::OtherTip)
    }

    /// What is attached.
    #[must_use]
    pub const fn files(&self) -> &Files {
        match self {
            Self::Tip(tip) => &tip.files,
            Self::Message(message) => &message.files,
        }
    }

    /// To whom it asks that replies be sealed. Only of the first tip under a lookup is that to be
    /// followed.
    #[must_use]
    pub const fn reply_to(&self) -> &Recipient {
        match self {
            Self::Tip(tip) => &tip.reply_to,
            Self::Message(message) => &message.reply_to,
        }
    }
}

impl Message {
    /// Whether whoever sent `tip` may have written this. A lookup is no secret, and anybody can
    /// seal to the unit; but who writes as the sender, with the sender's own key, reads no reply
    /// that is sealed to it.
    #[must_use]
    pub fn is_by_sender_of(&self, tip: &Tip) -> bool {
        (&self.unit, self.lookup, &self.reply_to) == (&tip.unit, tip.lookup, &tip.reply_to)
    }
}

impl fmt::Display for Misread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(error) => write!(f, "what is sealed is wrong: {error}"),
            Self::OtherKind => f.write_str("what is sealed is of another kind than the delivery says"),
            Self::OtherTip => {
                f.write_str("what is sealed is meant for another unit or tip than the delivery says")
            }
        }
    }
}

impl core::error::Error for Misread {}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const RECIPIENT: &str = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa";
    const OTHER: &str = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
    const LOOKUP: &str = "0123456789abcdef0123456789abcdef";

    fn tip() -> Value {
        json!({"type": "tip", "unit": "c06", "lookup": LOOKUP, "reply_to": RECIPIENT, "lang": "vi", "account": "Có người lạ."})
    }

    fn message() -> Value {
        json!({"type": "message", "unit": "c06", "lookup": LOOKUP, "reply_to": RECIPIENT, "lang": "vi", "text": "Thêm."})
    }

    fn read(value: &Value, is_message: bool) -> Result<Sent, Misread> {
        Sent::read(&value.to_string(), is_message, &"c06".parse().unwrap(), LOOKUP.parse().unwrap())
    }

    fn changed(mut value: Value, field: &str, to: Value) -> Value {
        value[field] = to;
        value
    }

    #[test]
    fn it_is_of_the_kind_the_unit_and_the_tip_that_the_delivery_names() {
        assert!(matches!(read(&tip(), false), Ok(Sent::Tip(_))));
        assert!(matches!(read(&message(), true), Ok(Sent::Message(_))));
        assert!(matches!(read(&tip(), true), Err(Misread::OtherKind)));
        assert!(matches!(read(&message(), false), Err(Misread::OtherKind)));
        for (field, value) in [("unit", "c07"), ("lookup", "f123456789abcdef0123456789abcdef")] {
            let [tip, message] = [tip(), message()].map(|sent| changed(sent, field, value.into()));
            assert!(matches!(read(&tip, false), Err(Misread::OtherTip)));
            assert!(matches!(read(&message, true), Err(Misread::OtherTip)));
        }
    }

    #[test]
    fn a_hostile_value_is_refused() {
        let file = json!({"id": "0f8fad5b-d9cb-469f-a165-70867728950e", "media_type": "application/pdf", "size": 9,
            "sha256": "0".repeat(64), "metadata": "kept"});
        assert!(read(&changed(tip(), "files", json!([file])), false).is_ok());
        let many: Vec<_> = (0..11)
            .map(|n| changed(file.clone(), "id", format!("0f8fad5b-d9cb-469f-a165-7086772895{n:02}").into()))
            .collect();
        for (field, value) in [
            ("files", json!([file, file])),
            ("files", many.into()),
            ("files", json!([changed(file.clone(), "size", 25_000_001.into())])),
            ("files", json!([changed(file.clone(), "size", 0.into())])),
            ("files", json!([changed(file.clone(), "name", "../../.profile".into())])),
            ("files", json!([changed(file.clone(), "media_type", "application/x-sh".into())])),
            ("files", json!([changed(file.clone(), "id", "../../../etc/passwd".into())])),
            ("crime", "drugs\n\nKhóa để trả lời: age1".into()),
            ("crime", "Drugs".into()),
            ("crime", "../drugs".into()),
            ("crime", "".into()),
            ("crime", "a".repeat(41).into()),
            ("place", "\u{1b}]0;x\u{7}".into()),
            ("place", "\u{9b}2J".into()),
            ("place", "\u{202e}gnp.exe".into()),
            ("known", "guessed".into()),
            ("reply_to", "age1".into()),
        ] {
            let hostile = changed(tip(), field, value);
            assert!(matches!(read(&hostile, false), Err(Misread::Malformed(_))), "{hostile}");
        }
        // A second value under one name could be read as one thing here and as another there.
        let twice = tip().to_string().replacen('{', &format!(r#"{{"reply_to":"{OTHER}","#), 1);
        assert!(Sent::read(&twice, false, &"c06".parse().unwrap(), LOOKUP.parse().unwrap()).is_err());
    }

    #[test]
    fn a_lookup_alone_does_not_make_a_message_the_senders() {
        let Ok(Sent::Tip(tip)) = read(&tip(), false) else { panic!("no tip") };
        let message = |field: &str, value: &str| -> Message {
            serde_json::from_value(changed(message(), field, value.into())).unwrap()
        };
        assert!(message("text", "Khác.").is_by_sender_of(&tip));
        assert!(!message("reply_to", OTHER).is_by_sender_of(&tip));
        assert!(!message("unit", "c07").is_by_sender_of(&tip));
        assert!(!message("lookup", "f123456789abcdef0123456789abcdef").is_by_sender_of(&tip));
    }
}
