//! The five levels, and what besides the whole may be rated.

use crate::fault::{Fault, Kind};
use serde::{Deserialize, Serialize};

/// A level of satisfaction, 1 (very dissatisfied) to 5 (very satisfied).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "u8")]
pub struct Level(u8);

impl Level {
    /// All levels, lowest first.
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// The number, 1 to 5.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }
}

impl TryFrom<i64> for Level {
    type Error = Fault;

    /// Errors: [`Kind::OutOfRange`] with the highest level.
    fn try_from(number: i64) -> Result<Self, Fault> {
        match u8::try_from(number) {
            Ok(n @ 1..=5) => Ok(Self(n)),
            _ => Err(Fault::out_of_range(5)),
        }
    }
}

impl core::str::FromStr for Level {
    type Err = Fault;

    /// Reads the decimal number of a form. Errors: [`Kind::WrongType`], [`Kind::OutOfRange`].
    fn from_str(text: &str) -> Result<Self, Fault> {
        let number: i64 = text.parse().map_err(|_| Fault::new(Kind::WrongType))?;
        Self::try_from(number)
    }
}

impl From<Level> for u8 {
    fn from(level: Level) -> Self {
        level.0
    }
}

/// What is rated besides the whole (circular draft, art. 4(4)(b)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Criterion {
    /// How the page looks and is used.
    Interface,
    /// What it says.
    Content,
    /// How well the service is done.
    Quality,
    /// How one is helped.
    Support,
}

impl Criterion {
    /// All criteria, in the order they are asked.
    pub const ALL: [Self; 4] = [Self::Interface, Self::Content, Self::Quality, Self::Support];

    /// The name of the field on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Interface => "interface",
            Self::Content => "content",
            Self::Quality => "quality",
            Self::Support => "support",
        }
    }

    /// The JSON pointer (RFC 6901) of the field.
    #[must_use]
    pub const fn pointer(self) -> &'static str {
        match self {
            Self::Interface => "/criteria/interface",
            Self::Content => "/criteria/content",
            Self::Quality => "/criteria/quality",
            Self::Support => "/criteria/support",
        }
    }
}

/// The levels given to the criteria; each may be left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criteria {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    interface: Option<Level>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    content: Option<Level>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quality: Option<Level>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    support: Option<Level>,
}

impl Criteria {
    /// The level given to one criterion.
    #[must_use]
    pub const fn get(&self, criterion: Criterion) -> Option<Level> {
        match criterion {
            Criterion::Interface => self.interface,
            Criterion::Content => self.content,
            Criterion::Quality => self.quality,
            Criterion::Support => self.support,
        }
    }

    /// Gives one criterion a level, or takes it away.
    pub const fn set(&mut self, criterion: Criterion, level: Option<Level>) {
        match criterion {
            Criterion::Interface => self.interface = level,
            Criterion::Content => self.content = level,
            Criterion::Quality => self.quality = level,
            Criterion::Support => self.support = level,
        }
    }

    /// Whether none was given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
