//! Light, dark, or as the device is set.

use crate::fault::{Fault, Kind};
use core::{fmt, str::FromStr};

/// Light, dark, or as the device is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Look {
    /// Dark on light, as nearly all portals are.
    #[default]
    Light,
    /// Light on dark.
    Dark,
    /// By `prefers-color-scheme`.
    Auto,
}

impl Look {
    /// All looks.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Auto];

    /// The value of the attribute `theme`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Auto => "auto",
        }
    }
}

impl fmt::Display for Look {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Look {
    type Err = Fault;

    /// Errors: [`Kind::Unknown`].
    fn from_str(name: &str) -> Result<Self, Fault> {
        Self::ALL.into_iter().find(|look| look.name() == name).ok_or(Fault::new(Kind::Unknown))
    }
}
