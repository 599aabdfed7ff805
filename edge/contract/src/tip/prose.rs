//! What a citizen writes in a tip.

use crate::{
    fault::{Fault, Kind},
    limits::{ACCOUNT_CHARS, ACCOUNT_CHARS_MIN, DETAIL_CHARS, SHORT_CHARS},
    text,
};
use serde::{Deserialize, Serialize};

/// Text of `MIN` to `MAX` characters, counted and restricted as [`crate::text::Comment`] is, without blanks around it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Prose<const MIN: usize, const MAX: usize>(String);

/// The account of what happened.
pub type Account = Prose<ACCOUNT_CHARS_MIN, ACCOUNT_CHARS>;
/// A longer answer to one question, a later message, or a reply.
pub type Detail = Prose<1, DETAIL_CHARS>;
/// A short answer to one question.
pub type Short = Prose<1, SHORT_CHARS>;

impl<const MIN: usize, const MAX: usize> Prose<MIN, MAX> {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads what was typed; blank is nothing.
    /// Errors: [`Kind::TooShort`], [`Kind::TooLong`], [`Kind::ForbiddenCharacter`].
    pub fn optional(typed: &str) -> Result<Option<Self>, Fault> {
        let Some(read) = text::read(typed, MAX)? else { return Ok(None) };
        if read.chars().count() < MIN {
            return Err(Fault { kind: Kind::TooShort, limit: u32::try_from(MIN).ok() });
        }
        Ok(Some(Self(read)))
    }

    /// Reads what was typed. Errors: [`Kind::Missing`], and those of [`Prose::optional`].
    pub fn required(typed: &str) -> Result<Self, Fault> {
        Self::optional(typed)?.ok_or(Fault::new(Kind::Missing))
    }
}

/// How many characters of a limit `typed` uses, counted as [`Prose::optional`] counts.
#[must_use]
pub fn prose_length(typed: &str) -> usize {
    text::comment_length(typed)
}

impl<const MIN: usize, const MAX: usize> TryFrom<String> for Prose<MIN, MAX> {
    type Error = Fault;
    fn try_from(text: String) -> Result<Self, Fault> {
        Self::required(&text)
    }
}

impl<const MIN: usize, const MAX: usize> From<Prose<MIN, MAX>> for String {
    fn from(prose: Prose<MIN, MAX>) -> Self {
        prose.0
    }
}

/// Not shown: it is what must not be seen.
impl<const MIN: usize, const MAX: usize> core::fmt::Debug for Prose<MIN, MAX> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Prose(…)")
    }
}
