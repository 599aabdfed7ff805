//! Opening hours: a bounded subset of the syntax that OpenStreetMap and schema.org share.
//!
//! `24/7`, or rules parted by semicolons: days (`Mo-Fr`, `Sa,Su`) with spans of time (`07:30-11:30,13:30-17:00`; a span
//! that ends before it begins ends the next day), and for public holidays `PH off` or `PH 08:00-11:00`. Without a rule
//! for them, public holidays are days like any other. The zone is `Asia/Ho_Chi_Minh`.

mod parse;
mod turns;

pub use turns::{Status, Turns};

use core::fmt;
use serde::{Deserialize, Serialize};

/// Minutes of a day.
pub const DAY_MIN: u16 = 24 * 60;
/// The days as the syntax writes them, Monday first.
const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

/// A span of time that begins on one day. Made only by parsing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    opens: u16,
    closes: u16,
}

impl Span {
    const WHOLE_DAY: Self = Self { opens: 0, closes: DAY_MIN };

    /// When it begins, in minutes since midnight, 0 to 1439.
    #[must_use]
    pub const fn opens(self) -> u16 {
        self.opens
    }

    /// When it ends, in minutes since the midnight before it began: more than [`DAY_MIN`] is the next day.
    #[must_use]
    pub const fn closes(self) -> u16 {
        self.closes
    }

    /// Whether it is a day from midnight to midnight.
    #[must_use]
    pub fn is_whole_day(self) -> bool {
        self == Self::WHOLE_DAY
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Midnight at the end of a day is 24:00; later than that, it is the next day's clock.
        let closes = if self.closes > DAY_MIN { self.closes - DAY_MIN } else { self.closes };
        write!(f, "{:02}:{:02}-{:02}:{:02}", self.opens / 60, self.opens % 60, closes / 60, closes % 60)
    }
}

/// What holds on public holidays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnHolidays {
    /// What holds on that day of the week.
    AsUsual,
    /// Closed.
    Off,
    /// These spans.
    At(Vec<Span>),
}

/// Opening hours. Shown in the form that is read, each day once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hours {
    /// Monday first; the spans of a day are in order and do not touch.
    week: [Vec<Span>; 7],
    holidays: OnHolidays,
}

/// Days of the week with the same spans: the first and the last day of each run, Monday 0.
pub type Run<'a> = (Vec<(usize, usize)>, &'a [Span]);

impl Hours {
    /// Whether it is never closed.
    #[must_use]
    pub fn is_always(&self) -> bool {
        self.holidays == OnHolidays::AsUsual && self.week.iter().all(|day| **day == [Span::WHOLE_DAY])
    }

    /// The days that are alike, in the order of the first of them; closed days are left out.
    #[must_use]
    pub fn runs(&self) -> Vec<Run<'_>> {
        let mut runs: Vec<Run<'_>> = Vec::new();
        for (day, spans) in self.week.iter().enumerate().filter(|(_, spans)| !spans.is_empty()) {
            match runs.iter_mut().find(|(_, known)| *known == spans.as_slice()) {
                Some((days, _)) => match days.last_mut() {
                    Some((_, last)) if *last + 1 == day => *last = day,
                    _ => days.push((day, day)),
                },
                None => runs.push((vec![(day, day)], spans)),
            }
        }
        runs
    }

    /// What holds on public holidays.
    #[must_use]
    pub const fn holidays(&self) -> &OnHolidays {
        &self.holidays
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_always() {
            return f.write_str("24/7");
        }
        let name = |day: usize| DAYS.get(day).copied().unwrap_or_default();
        let list = |spans: &[Span]| spans.iter().map(Span::to_string).collect::<Vec<_>>().join(",");
        let mut rules: Vec<String> = self
            .runs()
            .into_iter()
            .map(|(days, spans)| {
                let days: Vec<String> = days
                    .into_iter()
                    .map(|(first, last)| {
                        if first == last {
                            name(first).into()
                        } else {
                            format!("{}-{}", name(first), name(last))
                        }
                    })
                    .collect();
                format!("{} {}", days.join(","), list(spans))
            })
            .collect();
        match &self.holidays {
            OnHolidays::AsUsual => {}
            OnHolidays::Off => rules.push("PH off".into()),
            OnHolidays::At(spans) => rules.push(format!("PH {}", list(spans))),
        }
        f.write_str(&rules.join("; "))
    }
}
