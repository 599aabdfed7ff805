//! The only time that is kept of a rater: the hour, in UTC; and the days of Vietnam, by which ratings are counted and
//! opening hours are meant.

use crate::fault::{Fault, Kind};
use core::{fmt, str::FromStr};
use serde::{Deserialize, Serialize};

const MS_PER_MINUTE: i64 = 60_000;
const MS_PER_HOUR: i64 = 3_600_000;
const MS_PER_DAY: i64 = 24 * MS_PER_HOUR;
/// `Asia/Ho_Chi_Minh` has been seven hours ahead of UTC, without summer time, since 1975.
const VIETNAM_AHEAD_MS: i64 = 7 * MS_PER_HOUR;

/// A moment, in milliseconds since 1970-01-01T00:00:00Z, from the clock that was passed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Millis(pub i64);

impl Millis {
    /// The hour this moment lies in.
    #[must_use]
    pub const fn hour(self) -> Hour {
        Hour(self.0.div_euclid(MS_PER_HOUR))
    }

    /// The day in Vietnam this moment lies in.
    #[must_use]
    pub const fn day(self) -> Day {
        Day((self.0 + VIETNAM_AHEAD_MS).div_euclid(MS_PER_DAY))
    }

    /// The minutes since midnight in Vietnam, 0 to 1439.
    #[must_use]
    pub const fn minute_of_day(self) -> i64 {
        (self.0 + VIETNAM_AHEAD_MS).rem_euclid(MS_PER_DAY) / MS_PER_MINUTE
    }
}

/// An hour of UTC, counted from 1970. Shown as RFC 3339 with minutes and seconds zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hour(i64);

impl Hour {
    /// The moment at which this hour begins.
    #[must_use]
    pub const fn start(self) -> Millis {
        Millis(self.0 * MS_PER_HOUR)
    }
}

impl FromStr for Hour {
    type Err = Fault;

    /// Reads what it is shown as. Errors: [`Kind::Malformed`].
    fn from_str(text: &str) -> Result<Self, Fault> {
        let malformed = Fault::new(Kind::Malformed);
        let (day, rest) = text.split_once('T').ok_or(malformed)?;
        let hour = rest.strip_suffix(":00:00Z").ok_or(malformed)?;
        let hour = hour.parse::<u8>().ok().filter(|hour| *hour < 24).map(i64::from).ok_or(malformed)?;
        let found = Self(day.parse::<Day>()?.0 * 24 + hour);
        (found.to_string() == text).then_some(found).ok_or(malformed)
    }
}

impl TryFrom<String> for Hour {
    type Error = Fault;
    fn try_from(text: String) -> Result<Self, Fault> {
        text.parse()
    }
}

impl From<Hour> for String {
    fn from(hour: Hour) -> Self {
        hour.to_string()
    }
}

impl fmt::Display for Hour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{:02}:00:00Z", Day(self.0.div_euclid(24)), self.0.rem_euclid(24))
    }
}

/// A calendar day, counted from 1970-01-01. Shown as `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(pub i64);

impl Day {
    /// Midnight in Vietnam, at which this day begins.
    #[must_use]
    pub const fn start(self) -> Millis {
        Millis(self.0 * MS_PER_DAY - VIETNAM_AHEAD_MS)
    }

    /// The day after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// The day of the week, Monday 0 to Sunday 6.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "what is left of a division by 7 fits anything")]
    pub const fn weekday(self) -> usize {
        // 1970-01-01 was a Thursday.
        (self.0 + 3).rem_euclid(7).unsigned_abs() as usize
    }

    /// Year, month (1 to 12) and day of the month (1 to 31).
    #[must_use]
    pub const fn civil(self) -> (i64, i64, i64) {
        // Days to a civil date, after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": eras of 400 years.
        let shifted = self.0 + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        (year_of_era + era * 400 + (month <= 2) as i64, month, day)
    }

    /// The day of a civil date, or nothing if the calendar has no such date.
    #[must_use]
    pub fn from_civil(year: i64, month: i64, day: i64) -> Option<Self> {
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let year_from_march = year - i64::from(month <= 2);
        let (era, year_of_era) = (year_from_march.div_euclid(400), year_from_march.rem_euclid(400));
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year;
        let found = Self(era * 146_097 + of_era - 719_468);
        (found.civil() == (year, month, day)).then_some(found)
    }
}

impl FromStr for Day {
    type Err = Fault;

    /// Reads `YYYY-MM-DD`. Errors: [`Kind::Malformed`].
    fn from_str(text: &str) -> Result<Self, Fault> {
        let mut parts = text.splitn(3, '-').map(|part| part.parse::<u16>().ok().map(i64::from));
        let (year, month, day) = (parts.next().flatten(), parts.next().flatten(), parts.next().flatten());
        let found = year.zip(month).zip(day).and_then(|((y, m), d)| Self::from_civil(y, m, d));
        found.filter(|day| day.to_string() == text).ok_or(Fault::new(Kind::Malformed))
    }
}

impl TryFrom<String> for Day {
    type Error = Fault;
    fn try_from(text: String) -> Result<Self, Fault> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_and_days_are_those_of_the_calendar() {
        let moment = Millis(1_795_320_000_000 + 59 * 60_000); // 2026-11-22T04:00Z + 59 min
        assert_eq!(moment.hour().to_string(), "2026-11-22T04:00:00Z");
        assert_eq!(Millis(951_782_400_000).day().to_string(), "2000-02-29");
        assert_eq!(Millis(-1).hour().to_string(), "1969-12-31T23:00:00Z");
        assert_eq!("2026-11-22T04:00:00Z".parse(), Ok(moment.hour()));
        assert_eq!(moment.hour().start(), Millis(1_795_320_000_000));
        for text in ["2026-11-22T4:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22T04:30:00Z", "2026-11-22"] {
            assert!(text.parse::<Hour>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_date_is_read_as_it_is_shown_and_only_if_there_is_such_a_day() {
        for text in ["2026-02-28", "2028-02-29", "2026-11-22", "1970-01-01", "2000-12-31"] {
            assert_eq!(text.parse::<Day>().unwrap().to_string(), text);
        }
        for text in ["2026-02-29", "2026-13-01", "2026-1-1", "2026-00-10", "2026-11-22T", "22/11/2026", ""] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
        assert_eq!("2026-11-22".parse::<Day>().unwrap().weekday(), 6);
        assert_eq!("1969-12-29".parse::<Day>().unwrap().weekday(), 0);
    }

    #[test]
    fn vietnam_begins_its_day_at_17_00_utc() {
        let evening = Millis(1_795_366_799_999); // 2026-11-22T16:59:59.999Z
        assert_eq!(evening.day().to_string(), "2026-11-22");
        let midnight = Millis(evening.0 + 1);
        assert_eq!(midnight.day().to_string(), "2026-11-23");
        assert_eq!((midnight.day().start(), midnight.minute_of_day()), (midnight, 0));
        assert_eq!(evening.minute_of_day(), 1_439);
    }
}
