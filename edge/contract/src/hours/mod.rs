//! Opening hours in the syntax of OpenStreetMap, evaluated by the calendar of Vietnam.
//!
//! `24/7`, or rules parted by semicolons. A rule has days and times (`Mo-Fr 07:30-11:30,13:30-17:00`) or says `off`.
//! Days are any of years (`2027`), dates (`Apr 16-Oct 15`, `2027 Jan 10`, `easter`), ISO weeks (`week 1-53/2`), days of the
//! week (`Sa-Mo`, `Sa[1,3]`, `Su[-1]`) and public holidays (`PH`; `PH,Su` is either, `PH Su` is both); a rule without days
//! is for all of them. A time that closes no later than it opens closes on the next day (`22:00-06:00` is `22:00-30:00`).
//!
//! On a day that several rules name, the last of them holds, and what an earlier one began the night before ends at
//! midnight; a rule after a comma adds its times instead. Without a rule for them, public holidays are days like any
//! other. The zone is `Asia/Ho_Chi_Minh`. Read and evaluated as by the crate `opening-hours` and npm's `opening_hours`,
//! where these agree; `docs/decisions/0006-opening-hours.md` has what is refused, and why.

mod day;
mod days;
mod error;
mod parse;
mod turns;
mod weekly;

pub use days::{Dates, Days, MonthDay, Weekdays, Weeks, Years};
pub use error::{HoursError, Reason};
pub use turns::{Status, Turns};
pub use weekly::{OnHolidays, Run, Weekly};

use core::fmt;
use serde::{Deserialize, Serialize};

/// Minutes of a day.
pub const DAY_MIN: u16 = 24 * 60;

/// A span of time that begins on one day, at most 24 hours long. Made only by parsing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

/// Days, and what holds on them. Made only by parsing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    days: Days,
    /// In order, neither overlapping nor touching where that would make one longer than a day. None: closed.
    spans: Vec<Span>,
    /// Whether it adds to the rules before it, in place of what they say.
    adds: bool,
    /// A comment on `off`, for those who read the text.
    comment: Option<String>,
}

impl Rule {
    /// The days it is for.
    #[must_use]
    pub const fn days(&self) -> &Days {
        &self.days
    }

    /// When it is open on them; never if there are none.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Whether they are added to what the rules before say, and do not hold in their place.
    #[must_use]
    pub const fn adds(&self) -> bool {
        self.adds
    }
}

/// Opening hours. Shown in the form that is read, normalized.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hours {
    rules: Vec<Rule>,
}

impl Hours {
    /// The rules, the last of which holds.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Whether it is never closed.
    #[must_use]
    pub fn is_always(&self) -> bool {
        self.weekly().is_some_and(|weekly| weekly.is_always())
    }

    /// Whether it is never open, as far as the text says.
    #[must_use]
    pub fn is_never(&self) -> bool {
        self.rules.iter().all(|rule| rule.spans.is_empty())
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = self.days.to_string();
        let times = self.spans.iter().map(Span::to_string).collect::<Vec<_>>().join(",");
        match (self.spans.as_slice(), days.is_empty()) {
            ([Span::WHOLE_DAY], true) => f.write_str("24/7")?,
            ([], true) => f.write_str("off")?,
            ([], false) => write!(f, "{days} off")?,
            (_, true) => f.write_str(&times)?,
            (_, false) => write!(f, "{days} {times}")?,
        }
        self.comment.as_ref().map_or(Ok(()), |comment| write!(f, " \"{comment}\""))
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, rule) in self.rules.iter().enumerate() {
            let between = match (index, rule.adds) {
                (0, _) => "",
                (_, true) => ", ",
                (_, false) => "; ",
            };
            write!(f, "{between}{rule}")?;
        }
        Ok(())
    }
}
