//! What the unit has received: one line of JSON an attempt, read again at the next start.

use crate::private;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{
    fs::{self, File},
    io::Write,
    path::Path,
};

/// One attempt to deliver, as a line of the file holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Attempt {
    /// When it came, in milliseconds since 1970 (UTC).
    pub(super) at_ms: u64,
    /// The unit whose hook was called.
    pub(super) unit: String,
    /// The `webhook-id`.
    pub(super) id: String,
    #[serde(rename = "type")]
    pub(super) kind: String,
    /// Whether the signature and its time were right.
    pub(super) verified: bool,
    /// Whether it was answered with success.
    pub(super) accepted: bool,
    pub(super) data: Value,
}

/// One message, however often it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Delivery {
    /// The `webhook-id`.
    pub id: String,
    /// Such as `rating.created`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whether the signature was right, by the public library of Standard Webhooks.
    pub verified: bool,
    /// The event's data.
    pub data: Value,
    /// How often it came, refused attempts included.
    pub attempts: u32,
    /// Whether one attempt was answered with success; until then the edge tries again.
    pub accepted: bool,
    /// The unit whose hook was called.
    #[serde(skip)]
    pub unit: String,
    /// When it first came, in milliseconds since 1970 (UTC).
    #[serde(skip)]
    pub received_ms: u64,
}

/// The deliveries and the file that keeps them.
#[derive(Debug)]
pub(super) struct Inbox {
    deliveries: Vec<Delivery>,
    file: File,
}

impl Inbox {
    /// Opens `path`. Errors: it cannot be read or written.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let shown = path.display();
        if let Some(dir) = path.parent() {
            private::folder(dir).with_context(|| format!("cannot make {}", dir.display()))?;
        }
        let file = private::file().append(true).open(path);
        let mut file = file.with_context(|| format!("cannot write {shown}"))?;
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {shown}"))?;
        // A process that was killed may have left half a line: that attempt was not answered, so it comes again.
        if !text.is_empty() && !text.ends_with('\n') {
            file.write_all(b"\n")?;
        }
        let mut inbox = Self { deliveries: Vec::new(), file };
        text.lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .for_each(|attempt| inbox.count(attempt));
        Ok(inbox)
    }

    /// All messages, in the order in which they first came.
    pub(super) fn deliveries(&self) -> &[Delivery] {
        &self.deliveries
    }

    /// Keeps an attempt. Errors: the file cannot be written; then nothing has changed.
    pub(super) fn add(&mut self, attempt: Attempt) -> Result<()> {
        let mut line = serde_json::to_vec(&attempt)?;
        line.push(b'\n');
        self.file.write_all(&line).context("cannot keep a delivery")?;
        self.count(attempt);
        Ok(())
    }

    /// A repeat raises the count. What is not verified never counts with what is: anyone can send an id.
    fn count(&mut self, attempt: Attempt) {
        let Attempt { at_ms, unit, id, kind, verified, accepted, data } = attempt;
        let same = |known: &&mut Delivery| known.id == id && known.unit == unit && known.verified == verified;
        if let Some(known) = self.deliveries.iter_mut().find(same) {
            known.attempts += 1;
            known.accepted |= accepted;
        } else {
            let attempts = 1;
            self.deliveries.push(Delivery {
                id,
                kind,
                verified,
                data,
                attempts,
                accepted,
                unit,
                received_ms: at_ms,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn attempt(id: &str, verified: bool, accepted: bool) -> Attempt {
        let (unit, kind) = ("c06".to_owned(), "rating.created".to_owned());
        Attempt { at_ms: 1, unit, id: id.into(), kind, verified, accepted, data: json!({"level": 5}) }
    }

    fn counts(inbox: &Inbox) -> Vec<(&str, bool, u32, bool)> {
        inbox.deliveries().iter().map(|d| (d.id.as_str(), d.verified, d.attempts, d.accepted)).collect()
    }

    #[test]
    fn repeats_are_counted_and_kept_over_a_restart_even_after_half_a_line() {
        let dir = std::env::temp_dir().join(format!("tt-inbox-{}", std::process::id()));
        let path = dir.join("deliveries.jsonl");
        let mut inbox = Inbox::open(&path).unwrap();
        for a in [attempt("a", true, false), attempt("b", true, true), attempt("a", true, true)] {
            inbox.add(a).unwrap();
        }
        inbox.add(attempt("b", false, false)).unwrap();
        let expected = [("a", true, 2, true), ("b", true, 1, true), ("b", false, 1, false)];
        assert_eq!(counts(&inbox), expected);
        inbox.file.write_all(b"{\"at_ms\":3,\"un").unwrap();

        let mut again = Inbox::open(&path).unwrap();
        assert_eq!(counts(&again), expected);
        again.add(attempt("c", true, true)).unwrap();
        assert_eq!(Inbox::open(&path).unwrap().deliveries().len(), 4);
        fs::remove_dir_all(&dir).unwrap();
    }
}
