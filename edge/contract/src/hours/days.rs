//! The days that a rule is for.

use crate::time::Day;
use core::fmt;

/// The days of the week as the syntax writes them, Monday first.
pub(super) const WEEKDAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
/// The months as the syntax writes them.
pub(super) const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Days: those that all lists name. An empty list names every day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// Years.
    pub years: Vec<Years>,
    /// Dates of a year.
    pub dates: Vec<Dates>,
    /// Weeks of a year.
    pub weeks: Vec<Weeks>,
    /// Days of the week.
    pub weekdays: Vec<Weekdays>,
    /// Whether public holidays are named.
    pub holidays: bool,
    /// Whether a day must be both: one of the days of the week and a public holiday. Else either will do.
    pub both: bool,
}

/// Years from the first to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Years {
    /// The first.
    pub first: u16,
    /// The last; the same for one year.
    pub last: u16,
}

/// A month (1 to 12) and a day of it (1 to 31).
pub type MonthDay = (u8, u8);

/// Dates of a year. Those that end before they begin go on into the next year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dates {
    /// Whole months (1 to 12), from the first to the last.
    Months(u8, u8),
    /// Each year from one date to another.
    Yearly(MonthDay, MonthDay),
    /// From one day to another.
    Once(Day, Day),
    /// Easter Sunday of the western churches.
    Easter,
}

/// Weeks of a year by ISO 8601, from the first to the last, in steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weeks {
    /// The first, from 1.
    pub first: u8,
    /// The last, up to 53.
    pub last: u8,
    /// 1 for every week, 2 for every other.
    pub step: u8,
}

/// Days of the week, Monday 0, from the first to the last; `Sa-Mo` goes over the week's end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weekdays {
    /// The first.
    pub first: usize,
    /// The last; the same for one day.
    pub last: usize,
    /// Which of the month: 1 the first, -1 the last. Every one if there are none; given for one day only.
    pub nth: Vec<i8>,
}

/// How a day is read: which is open where it is not decided, or worked in exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) weekday: usize,
    pub(super) holiday: bool,
}

impl Days {
    /// Whether they are told by days of the week and public holidays alone.
    pub(super) fn are_weekly(&self) -> bool {
        let every = self.weekdays.iter().all(|weekdays| weekdays.nth.is_empty());
        self.years.is_empty() && self.dates.is_empty() && self.weeks.is_empty() && every
    }

    /// Whether `day` is one of them, if it is read so.
    pub(super) fn contain(&self, day: Day, reading: Reading) -> bool {
        let (year, month, of_month) = day.civil();
        let any = |is_empty: bool, found: bool| is_empty || found;
        any(self.years.is_empty(), self.years.iter().any(|years| years.contain(year)))
            && any(self.dates.is_empty(), self.dates.iter().any(|dates| dates.contain(day)))
            && any(self.weeks.is_empty(), self.weeks.iter().any(|weeks| weeks.contain(day)))
            && self.of_week(reading, (year, month, of_month))
    }

    fn of_week(&self, reading: Reading, date: (i64, i64, i64)) -> bool {
        let named = self.weekdays.iter().any(|weekdays| weekdays.contain(reading.weekday, date));
        let holiday = self.holidays && reading.holiday;
        match (self.weekdays.is_empty(), self.holidays) {
            (true, false) => true,
            _ if self.both => named && holiday,
            _ => named || holiday,
        }
    }
}

impl Years {
    fn contain(self, year: i64) -> bool {
        (i64::from(self.first)..=i64::from(self.last)).contains(&year)
    }
}

impl Dates {
    fn contain(self, day: Day) -> bool {
        let (year, month, of_month) = day.civil();
        match self {
            Self::Months(first, last) => within(i64::from(first), i64::from(last), month),
            Self::Yearly(first, last) => {
                let pair = |(month, day): MonthDay| (i64::from(month), i64::from(day));
                within(pair(first), pair(last), (month, of_month))
            }
            Self::Once(first, last) => (first..=last).contains(&day),
            Self::Easter => easter(year) == (month, of_month),
        }
    }
}

impl Weeks {
    fn contain(self, day: Day) -> bool {
        // A week is of the year that has its Thursday.
        let (year, ..) = Day(day.0 + 3 - i64::try_from(day.weekday()).unwrap_or_default()).civil();
        let thursday = day.0 + 3 - i64::try_from(day.weekday()).unwrap_or_default();
        let begin = Day::from_civil(year, 1, 1).map_or(thursday, |begin| begin.0);
        let week = (thursday - begin) / 7 + 1;
        let (first, last) = (i64::from(self.first), i64::from(self.last));
        (first..=last).contains(&week) && (week - first) % i64::from(self.step.max(1)) == 0
    }
}

impl Weekdays {
    fn contain(&self, weekday: usize, (year, month, of_month): (i64, i64, i64)) -> bool {
        let length = (28..=31).rev().find(|day| Day::from_civil(year, month, *day).is_some()).unwrap_or(28);
        let is = |nth: &i8| {
            let nth = i64::from(*nth);
            if nth > 0 { (of_month - 1) / 7 + 1 == nth } else { (length - of_month) / 7 + 1 == -nth }
        };
        within(self.first, self.last, weekday) && (self.nth.is_empty() || self.nth.iter().any(is))
    }
}

/// Whether `of` lies from `first` to `last`, on a dial that begins again after its end.
fn within<T: PartialOrd>(first: T, last: T, of: T) -> bool {
    if first <= last { first <= of && of <= last } else { first <= of || of <= last }
}

/// Month and day of Easter Sunday (Meeus, Jones and Butcher's algorithm for the Gregorian calendar).
const fn easter(year: i64) -> (i64, i64) {
    let (golden, century, of_century) = (year % 19, year / 100, year % 100);
    let epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let correction = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * correction + 114;
    (days / 31, days % 31 + 1)
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = vec![list(&self.years), list(&self.dates)];
        parts.push(if self.weeks.is_empty() { String::new() } else { format!("week {}", list(&self.weeks)) });
        let (weekdays, holidays) = (list(&self.weekdays), if self.holidays { "PH" } else { "" });
        let between = if self.both { " " } else { "," };
        parts.push(joined(&[weekdays, holidays.into()], between));
        f.write_str(&joined(&parts, " "))
    }
}

fn list<T: fmt::Display>(items: &[T]) -> String {
    items.iter().map(T::to_string).collect::<Vec<_>>().join(",")
}

/// The parts that are not empty.
fn joined(parts: &[String], between: &str) -> String {
    parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
}

impl fmt::Display for Years {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        range(f, &self.first, &self.last)
    }
}

impl fmt::Display for Dates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let month = |month: u8| MONTHS.get(usize::from(month) - 1).copied().unwrap_or_default();
        let date = |(of, day): MonthDay| format!("{} {day:02}", month(of));
        let dated = |day: Day| {
            let (year, of, day) = day.civil();
            let name = usize::try_from(of - 1).ok().and_then(|index| MONTHS.get(index)).copied();
            format!("{year} {} {day:02}", name.unwrap_or_default())
        };
        match *self {
            Self::Months(first, last) => range(f, &month(first), &month(last)),
            Self::Yearly(first, last) => range(f, &date(first), &date(last)),
            Self::Once(first, last) => range(f, &dated(first), &dated(last)),
            Self::Easter => f.write_str("easter"),
        }
    }
}

impl fmt::Display for Weeks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        range(f, &format_args!("{:02}", self.first), &format_args!("{:02}", self.last))?;
        if self.step > 1 { write!(f, "/{}", self.step) } else { Ok(()) }
    }
}

impl fmt::Display for Weekdays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |day: usize| WEEKDAYS.get(day).copied().unwrap_or_default();
        range(f, &name(self.first), &name(self.last))?;
        if self.nth.is_empty() { Ok(()) } else { write!(f, "[{}]", list(&self.nth)) }
    }
}

fn range<T: fmt::Display>(f: &mut fmt::Formatter<'_>, first: &T, last: &T) -> fmt::Result {
    let (first, last) = (first.to_string(), last.to_string());
    if first == last { f.write_str(&first) } else { write!(f, "{first}-{last}") }
}
