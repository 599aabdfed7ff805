//! Why one value was refused: a closed list, without the value itself.

use core::fmt;
use serde::Serialize;

/// What is wrong with a field. Its wire form is the snake-case name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A required field is not there.
    Missing,
    /// The value is of another JSON type.
    WrongType,
    /// A number lies outside its range; the limit is the highest value.
    OutOfRange,
    /// A text is longer than the limit.
    TooLong,
    /// A text is shorter than the limit.
    TooShort,
    /// The check character does not fit the rest: something was typed wrong.
    Mistyped,
    /// A control character, a bidirectional override or a replacement character.
    ForbiddenCharacter,
    /// The text has not the form asked for.
    Malformed,
    /// A field or a choice that does not exist.
    Unknown,
    /// A field was given twice.
    Duplicate,
}

/// A [`Kind`] and the limit that was passed, if there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub kind: Kind,
    /// The limit that was passed, in the unit of the field (characters, bytes, steps).
    pub limit: Option<u32>,
}

impl Fault {
    /// A fault without a limit.
    #[must_use]
    pub const fn new(kind: Kind) -> Self {
        Self { kind, limit: None }
    }

    /// A text longer than `limit`.
    #[must_use]
    pub fn too_long(limit: usize) -> Self {
        Self { kind: Kind::TooLong, limit: u32::try_from(limit).ok() }
    }

    /// A number outside `1..=limit`.
    #[must_use]
    pub const fn out_of_range(limit: u32) -> Self {
        Self { kind: Kind::OutOfRange, limit: Some(limit) }
    }
}

impl From<Kind> for Fault {
    fn from(kind: Kind) -> Self {
        Self::new(kind)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            Kind::Missing => "is missing",
            Kind::WrongType => "is of the wrong type",
            Kind::OutOfRange => "is out of range",
            Kind::TooLong => "is too long",
            Kind::TooShort => "is too short",
            Kind::Mistyped => "does not fit its check character",
            Kind::ForbiddenCharacter => "has a forbidden character",
            Kind::Malformed => "has not the form asked for",
            Kind::Unknown => "is unknown",
            Kind::Duplicate => "is given twice",
        })?;
        self.limit.map_or(Ok(()), |limit| write!(f, " (limit {limit})"))
    }
}

impl core::error::Error for Fault {}
