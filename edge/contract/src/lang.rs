//! The languages of the widgets.

use crate::fault::{Fault, Kind};
use core::str::FromStr;
use serde::{Deserialize, Serialize};

/// A language, as a BCP 47 tag. Vietnamese comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];

    /// The BCP 47 tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
}

impl FromStr for Lang {
    type Err = Fault;

    /// Reads a tag by its primary language: `en-GB` is English. Errors: [`Kind::Unknown`].
    fn from_str(tag: &str) -> Result<Self, Fault> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|lang| primary.eq_ignore_ascii_case(lang.tag()))
            .ok_or(Fault::new(Kind::Unknown))
    }
}
