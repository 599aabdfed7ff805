//! Who a unit is and what it offers.

use crate::{
    fault::{Fault, Kind as FaultKind},
    limits::UNIT_ID_BYTES,
};
use core::{fmt, str::FromStr};
use serde::{Deserialize, Serialize};

/// The id of a unit: 1 to [`UNIT_ID_BYTES`] of `a-z`, `0-9` and single inner hyphens, such as `congan-thanhhoa`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UnitId(String);

impl UnitId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for UnitId {
    type Err = Fault;

    /// Errors: [`FaultKind::TooLong`], [`FaultKind::Malformed`].
    fn from_str(text: &str) -> Result<Self, Fault> {
        if text.len() > UNIT_ID_BYTES {
            return Err(Fault::too_long(UNIT_ID_BYTES));
        }
        let part = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        if !text.split('-').all(part) {
            return Err(Fault::new(FaultKind::Malformed));
        }
        Ok(Self(text.into()))
    }
}

impl TryFrom<String> for UnitId {
    type Error = Fault;
    fn try_from(text: String) -> Result<Self, Fault> {
        text.parse()
    }
}

impl From<UnitId> for String {
    fn from(id: UnitId) -> Self {
        id.0
    }
}

impl fmt::Display for UnitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The four kinds of unit with a portal (circular draft, art. 10 and 15).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Police of a province or city.
    ProvincialPolice,
    /// A unit directly under the ministry.
    Department,
    /// An academy or school of the people's police.
    Academy,
    /// A hospital under the ministry.
    Hospital,
}

/// The widgets there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Widget {
    /// Whom to call.
    Hotline,
    /// Satisfaction rating.
    Rating,
    /// Text size and help with reading.
    TextSize,
    /// The crime tip-off.
    TipOff,
}

impl Widget {
    /// All widgets, in the order a unit's page shows them.
    pub const ALL: [Self; 4] = [Self::Hotline, Self::TipOff, Self::Rating, Self::TextSize];

    /// The name in addresses and, after `tt-`, of the element.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hotline => "hotline",
            Self::Rating => "rating",
            Self::TextSize => "text-size",
            Self::TipOff => "tip-off",
        }
    }
}

impl FromStr for Widget {
    type Err = Fault;

    /// Errors: [`FaultKind::Unknown`].
    fn from_str(name: &str) -> Result<Self, Fault> {
        Self::ALL.into_iter().find(|widget| widget.name() == name).ok_or(Fault::new(FaultKind::Unknown))
    }
}
