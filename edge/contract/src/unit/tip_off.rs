//! How a unit takes tips.

use super::{Name, WebAddress};
use crate::{
    limits::{
        CRIMES, KEYS, RELEASE_DELAY_DEFAULT_S, RELEASE_DELAY_MAX_S, RETENTION_DAYS_ADVISED,
        RETENTION_DAYS_DEFAULT, RETENTION_DAYS_MAX,
    },
    time::Day,
    tip::{Key, KeyId},
};
use serde::{Deserialize, Serialize};

/// The `[tip_off]` of a unit's file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TipOff {
    /// The keys to which tips are sealed, those of former times included, so that no page that is still open is refused.
    /// Without one that is valid the unit takes no tips.
    #[serde(default)]
    pub keys: Vec<Key>,
    /// The kinds of crime that are offered, in this order.
    #[serde(default)]
    pub crimes: Vec<Crime>,
    /// Where an official report (`tố giác`) is made, of which the outcome is told in writing; this is a `tin báo`.
    pub formal: Name,
    /// Where quick exit leads, if not to the weather.
    pub exit: Option<WebAddress>,
    /// For how many days everything of a tip is kept after its delivery.
    #[serde(default = "retention")]
    pub retention_days: u16,
    /// Seconds within which tips and messages are released, in the order in which they came; 0 is at
    /// once.
    #[serde(default = "release_delay")]
    pub release_delay_s: u32,
}

/// A kind of crime.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crime {
    /// By which the unit's system knows it.
    pub id: KeyId,
    /// What a citizen reads.
    pub name: Name,
}

/// Somebody who looks over a shoulder sees the weather.
const EXIT: &str = "https://nchmf.gov.vn/";

const fn retention() -> u16 {
    RETENTION_DAYS_DEFAULT
}

const fn release_delay() -> u32 {
    RELEASE_DELAY_DEFAULT_S
}

impl TipOff {
    /// The keys to which a tip is sealed on `day`.
    pub fn valid_keys(&self, day: Day) -> impl Iterator<Item = &Key> {
        self.keys.iter().filter(move |key| key.is_valid_on(day))
    }

    /// Where quick exit leads.
    #[must_use]
    pub fn exit(&self) -> &str {
        self.exit.as_ref().map_or(EXIT, WebAddress::as_str)
    }

    /// Advises against what is valid and does not serve. The key in the file, and the reason.
    pub(super) fn advice(&self) -> Option<(&'static str, String)> {
        (self.retention_days < RETENTION_DAYS_ADVISED).then(|| {
            let reason = format!(
                "is {}: handling a report may lawfully take about {RETENTION_DAYS_ADVISED} days (24 hours to classify it, \
                 20 days or two months to handle it, once two months more, 3 days to tell the result), and the answer \
                 would be deleted before; {RETENTION_DAYS_DEFAULT} is the default",
                self.retention_days
            );
            ("tip_off.retention_days", reason)
        })
    }

    /// Judges what no single field can. Errors: the key in the file, and the reason.
    pub(super) fn check(&self) -> Result<(), (&'static str, String)> {
        let twice = |ids: &[&KeyId]| {
            ids.iter().enumerate().any(|(index, id)| ids.iter().take(index).any(|one| one == id))
        };
        if self.keys.len() > KEYS {
            return Err(("tip_off.keys", format!("are more than {KEYS}")));
        }
        if twice(&self.keys.iter().map(|key| &key.id).collect::<Vec<_>>()) {
            return Err(("tip_off.keys", "use an id twice".into()));
        }
        if self.crimes.len() > CRIMES {
            return Err(("tip_off.crimes", format!("are more than {CRIMES}")));
        }
        if twice(&self.crimes.iter().map(|crime| &crime.id).collect::<Vec<_>>()) {
            return Err(("tip_off.crimes", "use an id twice".into()));
        }
        if !(1..=RETENTION_DAYS_MAX).contains(&self.retention_days) {
            return Err(("tip_off.retention_days", format!("is not 1 to {RETENTION_DAYS_MAX}")));
        }
        if self.release_delay_s > RELEASE_DELAY_MAX_S {
            return Err(("tip_off.release_delay_s", format!("is above {RELEASE_DELAY_MAX_S}")));
        }
        Ok(())
    }
}
