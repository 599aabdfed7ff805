//! Vietnam's public holidays: `edge/holidays.toml`.

use crate::{
    time::Day,
    unit::{Invalid, Name},
};
use serde::{Deserialize, Serialize};

/// The public holidays of some years. Of any other day, and of those marked undecided, nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holidays {
    years: Vec<Year>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Year {
    year: i64,
    holidays: Vec<Holiday>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Holiday {
    name: Name,
    /// Days off.
    #[serde(default)]
    days: Vec<String>,
    /// Days of which it is not announced yet whether they are off.
    #[serde(default)]
    undecided: Vec<String>,
}

impl Holidays {
    /// Whether public offices have `day` off besides their week ends. Nothing if that is not known.
    #[must_use]
    pub fn is_off(&self, day: Day) -> Option<bool> {
        let (year, ..) = day.civil();
        let of_year = self.years.iter().find(|known| known.year == year)?;
        let is = |text: &String| text.parse() == Ok(day);
        if of_year.holidays.iter().any(|holiday| holiday.undecided.iter().any(is)) {
            return None;
        }
        Some(of_year.holidays.iter().any(|holiday| holiday.days.iter().any(is)))
    }

    /// Judges what no single field can. Errors: the date or the year that is wrong, with the reason.
    pub fn checked(self) -> Result<Self, Invalid> {
        let wrong = |key, reason| Err(Invalid { key, reason });
        let mut seen = Vec::new();
        for (index, Year { year, holidays }) in self.years.iter().enumerate() {
            if self.years.iter().take(index).any(|earlier| earlier.year >= *year) {
                return wrong("year", format!("{year} is not after the one before it"));
            }
            for (key, text) in holidays.iter().flat_map(|holiday| {
                let days = holiday.days.iter().map(|day| ("days", day));
                days.chain(holiday.undecided.iter().map(|day| ("undecided", day)))
            }) {
                let Ok(day) = text.parse::<Day>() else {
                    return wrong(key, format!("has {text}, which is no date of the form 2026-02-17"));
                };
                if day.civil().0 != *year {
                    return wrong(key, format!("has {text}, which is not in {year}"));
                }
                if seen.contains(&day) {
                    return wrong(key, format!("has {text}, which is there already"));
                }
                seen.push(day);
            }
        }
        Ok(self)
    }
}
