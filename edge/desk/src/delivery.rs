//! What the edge delivered: the body of a webhook, as it came, in a file.

use anyhow::{Context, Result, bail};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde::Deserialize;
use std::{
    fs,
    path::{Path, PathBuf},
};
use tt_contract::{
    event::{TIP_CREATED, TIP_MESSAGE},
    id::SubmissionId,
    tip::Lookup,
    unit::UnitId,
};

/// A delivery of `tip.created` or `tip.message`.
#[derive(Deserialize)]
pub(crate) struct Delivery {
    #[serde(rename = "type")]
    kind: String,
    pub(crate) data: Data,
}

/// What it says of the tip, as far as opening needs it.
#[derive(Deserialize)]
pub(crate) struct Data {
    /// The event's own.
    pub(crate) id: SubmissionId,
    pub(crate) unit: UnitId,
    pub(crate) lookup: Lookup,
    pub(crate) message: Option<SubmissionId>,
    sealed: String,
}

impl Delivery {
    /// Reads a file. Errors: it cannot be read, or is no delivery of a tip.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let bytes = fs::read(path).context("cannot be read")?;
        let head = Head::parse(&bytes).context("is not a delivery")?;
        if !head.is_tip() {
            bail!("is a delivery of {:?}, not of a tip", head.kind);
        }
        serde_json::from_slice(&bytes).context("is not a delivery of a tip")
    }

    /// The age file. Errors: it is not base64.
    pub(crate) fn sealed(&self) -> Result<Vec<u8>> {
        BASE64_STANDARD.decode(&self.data.sealed).context("what is sealed in it is not base64")
    }

    /// Whether it is a message that follows a tip.
    pub(crate) fn is_message(&self) -> bool {
        self.kind == TIP_MESSAGE
    }
}

/// What every delivery has.
#[derive(Deserialize)]
struct Head {
    #[serde(rename = "type")]
    kind: String,
    /// RFC 3339, whole hours, UTC, so that the order of texts is that of time.
    timestamp: Option<String>,
}

impl Head {
    fn parse(bytes: &[u8]) -> Result<Self> {
        Ok(serde_json::from_slice(bytes)?)
    }

    fn is_tip(&self) -> bool {
        matches!(self.kind.as_str(), TIP_CREATED | TIP_MESSAGE)
    }
}

/// The files that are meant by `paths`: themselves, and of folders every `.json` in them that is a
/// delivery of a tip. Tips come first, the earliest first, whatever they are called: what came
/// later does not take an earlier one's place, and a message finds its tip.
/// Errors: a folder cannot be read.
pub(crate) fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push((place(fs::read(path).ok().as_deref()), path.clone()));
            continue;
        }
        for entry in fs::read_dir(path).with_context(|| format!("{} cannot be read", path.display()))? {
            let entry = entry?.path();
            let is_json = entry.extension().is_some_and(|extension| extension == "json");
            if !is_json || !entry.is_file() {
                continue;
            }
            let bytes = fs::read(&entry).with_context(|| format!("{} cannot be read", entry.display()))?;
            // A folder may hold ratings as well.
            if Head::parse(&bytes).is_ok_and(|head| head.is_tip()) {
                files.push((place(Some(&bytes)), entry));
            }
        }
    }
    files.sort();
    files.dedup();
    Ok(files.into_iter().map(|(_, path)| path).collect())
}

/// By what deliveries are put in order; what has no time comes last.
fn place(bytes: Option<&[u8]>) -> (bool, bool, Option<String>) {
    let head = bytes.and_then(|bytes| Head::parse(bytes).ok());
    let is_tip = head.as_ref().is_some_and(|head| head.kind == TIP_CREATED);
    let timestamp = head.and_then(|head| head.timestamp);
    (!is_tip, timestamp.is_none(), timestamp)
}

/// The id of an event, which is the name of its file. Errors: it has none.
pub(crate) fn id(event: &str) -> Result<SubmissionId> {
    #[derive(Deserialize)]
    struct Event {
        data: Named,
    }
    #[derive(Deserialize)]
    struct Named {
        id: SubmissionId,
    }
    let event: Event = serde_json::from_str(event).context("an event has no id")?;
    Ok(event.data.id)
}
