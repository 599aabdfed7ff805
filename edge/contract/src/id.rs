//! Ids: of a submission, by which a repeat is known, and of a request that went wrong, by which its line in the log is found.

use crate::fault::{Fault, Kind};
use core::{fmt, str::FromStr};
use serde::{Deserialize, Serialize};
use uuid::{Builder, Uuid};

/// A random UUID (RFC 9562, version 4) that the sender makes once for one submission and keeps through all its tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SubmissionId(Uuid);

impl SubmissionId {
    /// Makes an id from 16 bytes of a cryptographic random source.
    #[must_use]
    pub fn from_random(bytes: [u8; 16]) -> Self {
        Self(Builder::from_random_bytes(bytes).into_uuid())
    }
}

impl FromStr for SubmissionId {
    type Err = Fault;

    /// Reads the hyphenated form of a version-4 UUID, in either case. Errors: [`Kind::Malformed`].
    fn from_str(text: &str) -> Result<Self, Fault> {
        let id = Uuid::try_parse(text).map_err(|_| Fault::new(Kind::Malformed))?;
        let hyphenated = text.len() == uuid::fmt::Hyphenated::LENGTH;
        (hyphenated && id.get_version_num() == 4).then_some(Self(id)).ok_or(Fault::new(Kind::Malformed))
    }
}

impl TryFrom<String> for SubmissionId {
    type Error = Fault;
    fn try_from(text: String) -> Result<Self, Fault> {
        text.parse()
    }
}

impl From<SubmissionId> for String {
    fn from(id: SubmissionId) -> Self {
        id.to_string()
    }
}

impl fmt::Display for SubmissionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_hyphenated().fmt(f)
    }
}

/// A random UUID (RFC 9562, version 4) for one request. It is drawn at the edge, says nothing of who asked, and stands in a
/// problem's `instance` and in the log's line, and nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct RequestId(SubmissionId);

impl RequestId {
    /// Makes an id from 16 bytes of a cryptographic random source.
    #[must_use]
    pub fn from_random(bytes: [u8; 16]) -> Self {
        Self(SubmissionId::from_random(bytes))
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
