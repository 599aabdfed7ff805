//! Vietnam's public holidays: `edge/holidays.toml`.

use crate::{
    time::Day,
    unit::{Invalid, Name},
};
use serde::{Deserialize, Serialize};

/// Saturday among the days of the week, Monday 0.
const SATURDAY: usize = 5;

/// The public holidays of some years. Of any other day, and of those marked undecided, nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holidays {
    years: Vec<CalendarYear>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CalendarYear {
    year: i64,
    /// Saturdays that are worked in exchange for a day off.
    #[serde(default)]
    worked: Vec<String>,
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

/// The calendar's word on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind {
    /// A day like any other of its weekday.
    Usual,
    /// A public holiday, or a day off in place of one.
    Off,
    /// A Saturday on which public offices work in exchange for a day off.
    Worked,
    /// Not announced yet, or of a year that the file does not have.
    Undecided,
}

impl Holidays {
    /// The kind of `day`.
    #[must_use]
    pub fn kind(&self, day: Day) -> DayKind {
        let (year, ..) = day.civil();
        let Some(of_year) = self.years.iter().find(|known| known.year == year) else {
            return DayKind::Undecided;
        };
        let date = day.to_string();
        if of_year.worked.contains(&date) {
            DayKind::Worked
        } else if of_year.holidays.iter().any(|holiday| holiday.undecided.contains(&date)) {
            DayKind::Undecided
        } else if of_year.holidays.iter().any(|holiday| holiday.days.contains(&date)) {
            DayKind::Off
        } else {
            DayKind::Usual
        }
    }

    /// Whether public offices have `day` off besides their week ends. Nothing if that is not known.
    #[must_use]
    pub fn is_off(&self, day: Day) -> Option<bool> {
        match self.kind(day) {
            DayKind::Undecided => None,
            kind => Some(kind == DayKind::Off),
        }
    }

    /// Whether `day` counts as a working day: Monday to Friday less days off, and Saturdays worked in exchange. Nothing if
    /// that is not known.
    #[must_use]
    pub fn is_working_day(&self, day: Day) -> Option<bool> {
        let at_week_end = day.weekday() >= SATURDAY;
        match self.kind(day) {
            DayKind::Worked => Some(true),
            DayKind::Off => Some(false),
            DayKind::Usual => Some(!at_week_end),
            DayKind::Undecided => None,
        }
    }

    /// The days off from `first` to `last`.
    pub fn days_off(&self, first: Day, last: Day) -> impl Iterator<Item = Day> {
        (first.0..=last.0).map(Day).filter(move |day| self.kind(*day) == DayKind::Off)
    }

    /// Judges what no single field can. Errors: the date or the year that is wrong, with the reason.
    pub fn checked(self) -> Result<Self, Invalid> {
        let wrong = |key, reason| Err(Invalid { key, reason });
        let mut seen = Vec::new();
        for (index, CalendarYear { year, worked, holidays }) in self.years.iter().enumerate() {
            if self.years.iter().take(index).any(|earlier| earlier.year >= *year) {
                return wrong("year", format!("{year} is not after the one before it"));
            }
            let off = holidays.iter().flat_map(|holiday| {
                let days = holiday.days.iter().map(|day| ("days", day));
                days.chain(holiday.undecided.iter().map(|day| ("undecided", day)))
            });
            for (key, text) in off.chain(worked.iter().map(|day| ("worked", day))) {
                let Ok(day) = text.parse::<Day>() else {
                    return wrong(key, format!("has {text}, which is no date of the form 2026-02-17"));
                };
                if day.civil().0 != *year {
                    return wrong(key, format!("has {text}, which is not in {year}"));
                }
                if key == "worked" && day.weekday() != SATURDAY {
                    return wrong(key, format!("has {text}, which is no Saturday"));
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
