//! Why opening hours were refused, for those who write a unit's file.

use crate::limits::{HOURS_BYTES, SPANS_PER_DAY};
use core::fmt;

/// The piece of the text that was refused, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoursError {
    /// The piece, as it is written.
    pub piece: String,
    /// Why.
    pub reason: Reason,
}

/// Why a piece was refused. Shown with what may be written in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The text is longer than [`HOURS_BYTES`].
    TooLong,
    /// A rule has more than [`SPANS_PER_DAY`] spans of time.
    TooManySpans,
    /// There is nothing.
    Empty,
    /// Not of the syntax.
    Unread,
    /// No day, where days are expected.
    Day,
    /// No date of the calendar.
    Date,
    /// A range that ends before it begins and goes over no end of a year or week.
    Backwards,
    /// A time of another form.
    TimeForm,
    /// A time that no clock shows.
    Time,
    /// A span longer than 24 hours.
    LongSpan,
    /// A beginning without an end.
    OpenEnd,
    /// Days without times.
    NoTimes,
    /// A closed span of time.
    OffSpan,
    /// Another sign for a range.
    Dash,
    /// A time that depends on the sun.
    Sun,
    /// School holidays.
    School,
    /// A day told by its distance from another.
    Offset,
    /// A rule for what no other says.
    Fallback,
    /// Neither open nor closed, or a condition in words.
    Uncertain,
}

impl fmt::Display for HoursError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.piece.is_empty() {
            write!(f, "has `{}`, which ", self.piece)?;
        }
        match self.reason {
            Reason::TooLong => return write!(f, "is longer than {HOURS_BYTES} bytes"),
            Reason::TooManySpans => {
                return write!(f, "has more than {SPANS_PER_DAY} spans of time in a rule");
            }
            _ => {}
        }
        f.write_str(match self.reason {
            Reason::TooLong | Reason::TooManySpans => "",
            Reason::Empty => "is empty: leave it out, or write `24/7` or `Mo-Fr 07:30-11:30,13:30-17:00; PH off`",
            Reason::Unread => {
                "is not read: write days and times such as `Mo-Fr 07:30-11:30,13:30-17:00; Sa 07:30-11:30; PH off`"
            }
            Reason::Day => {
                "is no day: write Mo, Tu, We, Th, Fr, Sa, Su, PH for public holidays, or a date such as `Apr 16`"
            }
            Reason::Date => "is no date: write it such as `Apr 16`, `Apr 16-Oct 15` or `2027 Jan 10`",
            Reason::Backwards => {
                "ends before it begins: write two, such as `week 50-53,01-02`, or the year in which it ends, such as \
                 `2026 Nov 01-2027 Feb 28`"
            }
            Reason::TimeForm => "is no time: write it such as `07:30`",
            Reason::Time => "is no time of a clock: write `00:00` to `24:00`",
            Reason::LongSpan => "is longer than a day: write `00:00-24:00` for each day",
            Reason::OpenEnd => "has no end: write when it closes, such as `08:00-17:00`",
            Reason::NoTimes => "has no times: write them, `00:00-24:00` for the whole day, or `off`",
            Reason::OffSpan => "is closed for a part of a day: write the times that remain",
            Reason::Dash => "is another sign: write `-`",
            Reason::Sun => "depends on the sun: write a time of the clock",
            Reason::School => "is in no calendar here: write the dates, such as `Jun 01-Aug 31`",
            Reason::Offset => "counts from another day: write the date, such as `2027 Feb 11`",
            Reason::Fallback => "begins a rule for the rest: write all rules with `;`, the last of which holds",
            Reason::Uncertain => "is neither open nor closed: write it in the hotline's `note`",
        })
    }
}

impl core::error::Error for HoursError {}
