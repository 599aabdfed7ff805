//! Whom to call: the unit's numbers, and those of the whole country.

use super::{Name, PhoneNumber, Zalo, phone};
use crate::{hours::Hours, lang::Lang};
use serde::{Deserialize, Serialize};

/// A purpose for which a unit can be called (circular draft, art. 9(1)(e)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hotline {
    /// What it is for.
    pub purpose: Name,
    /// The numbers to call, the first to be tried first.
    pub numbers: Vec<Line>,
    /// What a caller should know or have at hand.
    pub note: Option<Name>,
    /// Where the same is answered on Zalo.
    pub zalo: Option<Zalo>,
}

/// One number of a hotline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The number.
    pub number: PhoneNumber,
    /// Who answers, where there are several.
    pub label: Option<Name>,
    /// When somebody answers.
    pub hours: Option<Hours>,
}

/// A number that is the same in the whole country, answered at any hour, and called without a prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Emergency {
    /// The number.
    pub number: &'static str,
    /// Whom it reaches.
    pub purpose: Purpose,
}

/// Whom an emergency number reaches, in each language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Purpose {
    /// In Vietnamese.
    pub vi: &'static str,
    /// In English.
    pub en: &'static str,
}

impl Emergency {
    /// The police, alone: a module that names no other carries no other's name.
    pub const POLICE: Self = Self { number: "113", purpose: Purpose { vi: "Công an", en: "Police" } };

    /// All of them, named as the services are: 114 by the Law on fire prevention, firefighting, rescue and salvage, 112 by
    /// what it has been for since September 2025. Every surface takes them from here, the loader at build time.
    pub const ALL: [Self; 5] = [
        Self::POLICE,
        Self {
            number: "114", purpose: Purpose { vi: "Chữa cháy, cứu nạn, cứu hộ", en: "Fire and rescue" }
        },
        Self { number: "115", purpose: Purpose { vi: "Cấp cứu", en: "Ambulance" } },
        Self { number: "111", purpose: Purpose { vi: "Bảo vệ trẻ em", en: "Child protection" } },
        Self {
            number: "112",
            purpose: Purpose {
                vi: "Sự cố, thiên tai, cứu nạn", en: "Incidents, disasters and rescue"
            },
        },
    ];

    /// The address of a link (RFC 3966).
    #[must_use]
    pub fn href(&self) -> String {
        format!("tel:{}", self.number)
    }

    /// The digits one by one, for a voice.
    #[must_use]
    pub fn spoken(&self) -> String {
        phone::spoken(self.number)
    }
}

impl Purpose {
    /// The text in `lang`.
    #[must_use]
    pub const fn get(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Vi => self.vi,
            Lang::En => self.en,
        }
    }
}
