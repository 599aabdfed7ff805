//! The only time that is kept of a rater: the hour, in UTC; and the day of Vietnam by which ratings are counted.

use core::fmt;
use serde::{Deserialize, Serialize};

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
}

/// An hour of UTC, counted from 1970. Shown as RFC 3339 with minutes and seconds zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hour(i64);

impl fmt::Display for Hour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{:02}:00:00Z", Day(self.0.div_euclid(24)), self.0.rem_euclid(24))
    }
}

/// A calendar day, counted from 1970-01-01. Shown as `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Day(pub i64);

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Days to a civil date, after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": eras of 400 years.
        let shifted = self.0 + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
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
    }

    #[test]
    fn vietnam_begins_its_day_at_17_00_utc() {
        let evening = Millis(1_795_366_799_999); // 2026-11-22T16:59:59.999Z
        assert_eq!(evening.day().to_string(), "2026-11-22");
        assert_eq!(Millis(evening.0 + 1).day().to_string(), "2026-11-23");
    }
}
