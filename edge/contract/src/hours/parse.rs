//! Opening hours from text.

use super::{DAY_MIN, DAYS, Hours, OnHolidays, Span};
use crate::{
    fault::{Fault, Kind},
    limits::{HOURS_BYTES, SPANS_PER_DAY},
};
use core::str::FromStr;

const MALFORMED: Fault = Fault::new(Kind::Malformed);

impl FromStr for Hours {
    type Err = Fault;

    /// Errors: [`Kind::TooLong`]; [`Kind::Duplicate`] for a day with two rules; [`Kind::Malformed`].
    fn from_str(text: &str) -> Result<Self, Fault> {
        if text.len() > HOURS_BYTES {
            return Err(Fault::too_long(HOURS_BYTES));
        }
        if text.trim() == "24/7" {
            let week = core::array::from_fn(|_| vec![Span::WHOLE_DAY]);
            return Ok(Self { week, holidays: OnHolidays::AsUsual });
        }
        let mut hours = Self { week: core::array::from_fn(|_| Vec::new()), holidays: OnHolidays::AsUsual };
        for rule in text.split(';') {
            let (which, when) = rule.trim().split_once(' ').ok_or(MALFORMED)?;
            if which == "PH" {
                hours.set_holidays(when.trim())?;
            } else {
                hours.set_days(which, &spans(when)?)?;
            }
        }
        if hours.week.iter().all(Vec::is_empty) {
            return Err(MALFORMED);
        }
        Ok(hours)
    }
}

impl Hours {
    fn set_holidays(&mut self, when: &str) -> Result<(), Fault> {
        if self.holidays != OnHolidays::AsUsual {
            return Err(Fault::new(Kind::Duplicate));
        }
        self.holidays = if when == "off" { OnHolidays::Off } else { OnHolidays::At(spans(when)?) };
        Ok(())
    }

    fn set_days(&mut self, which: &str, spans: &[Span]) -> Result<(), Fault> {
        for part in which.split(',') {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let (first, last) = (day(first)?, day(last)?);
            for of_day in self.week.get_mut(first..=last).ok_or(MALFORMED)? {
                if !of_day.is_empty() {
                    return Err(Fault::new(Kind::Duplicate));
                }
                of_day.extend_from_slice(spans);
            }
        }
        Ok(())
    }
}

fn day(name: &str) -> Result<usize, Fault> {
    DAYS.iter().position(|known| *known == name).ok_or(MALFORMED)
}

/// Spans in order that neither overlap nor touch, and of which only the last may go past midnight.
fn spans(text: &str) -> Result<Vec<Span>, Fault> {
    let spans = text.split(',').map(|span| span.trim().parse()).collect::<Result<Vec<Span>, Fault>>()?;
    if spans.len() > SPANS_PER_DAY {
        return Err(Fault::too_long(SPANS_PER_DAY));
    }
    let in_order = spans.iter().zip(spans.iter().skip(1)).all(|(one, next)| one.closes < next.opens);
    in_order.then_some(spans).ok_or(MALFORMED)
}

impl FromStr for Span {
    type Err = Fault;

    /// Errors: [`Kind::Malformed`].
    fn from_str(text: &str) -> Result<Self, Fault> {
        let (opens, closes) = text.split_once('-').ok_or(MALFORMED)?;
        let (opens, closes) = (minute(opens)?, minute(closes)?);
        if opens >= DAY_MIN || opens == closes {
            return Err(MALFORMED);
        }
        Ok(Self { opens, closes: if closes < opens { closes + DAY_MIN } else { closes } })
    }
}

/// `HH:MM`, up to `24:00`.
fn minute(text: &str) -> Result<u16, Fault> {
    let (hour, minute) = text.split_once(':').ok_or(MALFORMED)?;
    let two = |part: &str| {
        let digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u16>().ok().filter(|_| digits).ok_or(MALFORMED)
    };
    let (hour, minute) = (two(hour)?, two(minute)?);
    let of_day = hour * 60 + minute;
    (minute < 60 && of_day <= DAY_MIN).then_some(of_day).ok_or(MALFORMED)
}

impl TryFrom<String> for Hours {
    type Error = Fault;
    fn try_from(text: String) -> Result<Self, Fault> {
        text.parse()
    }
}

impl From<Hours> for String {
    fn from(hours: Hours) -> Self {
        hours.to_string()
    }
}
