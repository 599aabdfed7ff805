//! Takes metadata out of files as they are read.

mod sniff;

use tt_contract::tip::{Cleaned, MediaType};

pub(crate) use sniff::media_type;

/// The file's structure breaks: nobody knows that the rest would be clean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Damaged;

/// What a file goes through.
pub(crate) enum Cleaner {
    /// Nothing is changed, and that is so said.
    Whole(Cleaned),
}

impl Cleaner {
    pub(crate) fn new(_media_type: MediaType, originals: bool) -> Self {
        Self::Whole(if originals { Cleaned::Kept } else { Cleaned::Unable })
    }

    /// Takes the next bytes and appends to `out` what stays of them.
    #[expect(clippy::unnecessary_wraps, reason = "cleaners of single types fail")]
    pub(crate) fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> Result<(), Damaged> {
        match self {
            Self::Whole(_) => out.extend_from_slice(bytes),
        }
        Ok(())
    }

    /// Whether the file was whole, and what became of its metadata.
    #[expect(clippy::unnecessary_wraps, reason = "cleaners of single types fail")]
    pub(crate) fn finish(&mut self) -> Result<Cleaned, Damaged> {
        match self {
            Self::Whole(cleaned) => Ok(*cleaned),
        }
    }
}
