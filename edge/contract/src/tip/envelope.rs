//! What the edge sees of a tip or a message.

use super::{KeyId, Lookup};
use crate::{
    fault::{Fault, Kind},
    id::SubmissionId,
    lang::Lang,
    limits::SEALED_FILE_BYTES,
};
use core::str::FromStr;
use serde::{Deserialize, Serialize};

/// A sealed file that was put at the edge before, and how long it is. On the wire `id:size`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRef {
    /// Under what it lies.
    pub id: SubmissionId,
    /// Its length, sealed, in bytes: 1 to [`SEALED_FILE_BYTES`].
    pub size: u64,
}

impl FromStr for FileRef {
    type Err = Fault;

    /// Errors: [`Kind::Malformed`], [`Kind::TooLong`].
    fn from_str(text: &str) -> Result<Self, Fault> {
        let (id, size) = text.split_once(':').ok_or(Fault::new(Kind::Malformed))?;
        let digits = (1..=12).contains(&size.len()) && size.bytes().all(|byte| byte.is_ascii_digit());
        let size: u64 =
            size.parse().ok().filter(|size| digits && *size > 0).ok_or(Fault::new(Kind::Malformed))?;
        if size > SEALED_FILE_BYTES {
            return Err(Fault { kind: Kind::TooLong, limit: u32::try_from(SEALED_FILE_BYTES).ok() });
        }
        Ok(Self { id: id.parse()?, size })
    }
}

/// Who sealed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SealedBy {
    /// The citizen's browser: the edge could read nothing.
    Browser,
    /// The edge, for a browser without script, in the request that brought it.
    Edge,
}

/// What is known of the work a sender proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    /// None was asked for.
    NotAsked,
    /// It was done.
    Solved,
    /// It was asked for and is not there: a browser without script, or a machine.
    Missing,
}

/// All that the edge knows of a tip or a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// Which tip.
    pub lookup: Lookup,
    /// A message's own id, by which a repeat is known; a tip is known by its lookup.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<SubmissionId>,
    /// To which of the unit's keys it is sealed, as the sender says.
    pub keys: Vec<KeyId>,
    /// The age file, in standard base64 (RFC 4648, section 4).
    pub sealed: String,
    /// What is attached.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
    /// The language of the form.
    pub lang: Lang,
    /// Who sealed it.
    pub sealed_by: SealedBy,
    /// What work was proved.
    pub proof: Proof,
}
