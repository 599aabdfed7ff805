//! Each finding in words, for a webmaster.

mod en;
mod vi;

use crate::{Finding, Tool};
use tt_contract::lang::Lang;

/// A finding in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What was found.
    pub says: String,
    /// What to change; empty where there is nothing to change.
    pub change: String,
}

impl Words {
    fn new(says: impl Into<String>, change: impl Into<String>) -> Self {
        Self { says: says.into(), change: change.into() }
    }
}

impl Finding {
    /// The finding in `lang`. [`Finding::paste`] belongs below it.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Words {
        match lang {
            Lang::Vi => vi::words(&self.issue),
            Lang::En => en::words(&self.issue),
        }
    }
}

/// Names are the same in every language.
const fn name(tool: Tool) -> Option<&'static str> {
    match tool {
        Tool::WpRocket => Some("WP Rocket"),
        Tool::LiteSpeed => Some("LiteSpeed Cache"),
        Tool::Autoptimize => Some("Autoptimize"),
        Tool::RocketLoader => Some("Cloudflare Rocket Loader"),
        Tool::Perfmatters => Some("Perfmatters"),
        Tool::Consent | Tool::Other => None,
    }
}
