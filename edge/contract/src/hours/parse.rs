//! Opening hours from text.

use super::{
    DAY_MIN, Hours, HoursError, Reason, Rule, Span,
    days::{Dates, Days, MONTHS, MonthDay, WEEKDAYS, Weekdays, Weeks, Years},
};
use crate::{
    limits::{HOURS_BYTES, SPANS_PER_DAY},
    time::Day,
};
use core::str::FromStr;

/// Longest piece that an error repeats, in characters.
const PIECE_CHARS: usize = 24;
/// The clock's last time after midnight, in hours.
const EXTENDED_HOURS: u16 = 48;

impl FromStr for Hours {
    type Err = HoursError;

    /// Errors: the first piece that cannot be read, and why.
    fn from_str(text: &str) -> Result<Self, HoursError> {
        let mut text = Cursor { rest: text.trim() };
        if text.rest.len() > HOURS_BYTES {
            return Err(HoursError { piece: String::new(), reason: Reason::TooLong });
        }
        if text.rest.is_empty() {
            return Err(HoursError { piece: String::new(), reason: Reason::Empty });
        }
        let (mut rules, mut adds) = (Vec::new(), false);
        loop {
            rules.push(rule(&mut text, adds)?);
            text.spaces();
            adds = text.eat(",");
            if !adds && !text.eat(";") {
                break;
            }
            text.spaces();
            // What ends with a semicolon ends there.
            if !adds && text.rest.is_empty() {
                break;
            }
        }
        match text.rest {
            "" => Ok(Self { rules }),
            rest if rest.starts_with("||") => text.fail(Reason::Fallback),
            _ => text.fail(Reason::Unread),
        }
    }
}

fn rule(text: &mut Cursor<'_>, adds: bool) -> Result<Rule, HoursError> {
    let begin = *text;
    let always = text.eat("24/7");
    let days = if always { Days::default() } else { days(text)? };
    text.spaces();
    let mut spans = if always { vec![Span::WHOLE_DAY] } else { spans(text)? };
    text.spaces();
    let is_off = text.word("off") || text.word("closed");
    if is_off {
        if !spans.is_empty() && !always {
            return begin.fail(Reason::OffSpan);
        }
        spans.clear();
    } else if spans.is_empty() {
        return text.without_times(&begin);
    } else if text.rest.starts_with('"') || text.word("unknown") {
        return text.fail(Reason::Uncertain);
    } else {
        text.word("open");
    }
    text.spaces();
    let comment = text.comment()?;
    // What closes a day closes it after a comma, too.
    Ok(Rule { days, spans, adds: adds && !is_off, comment })
}

fn days(text: &mut Cursor<'_>) -> Result<Days, HoursError> {
    let mut days = Days::default();
    loop {
        text.spaces();
        if text.word("week") {
            text.spaces();
            days.weeks = text.list(Cursor::digit, weeks)?;
        } else if text.begins_dates() {
            days.dates = text.list(Cursor::begins_dates, dates)?;
        } else if text.year_ahead() {
            days.years = text.list(Cursor::year_ahead, years)?;
        } else {
            break;
        }
    }
    // A colon may part them from what follows.
    text.eat(":");
    text.spaces();
    let (first_weekdays, first_holidays) = of_week(text)?;
    let before = *text;
    text.spaces();
    let (second_weekdays, second_holidays) = of_week(text)?;
    let has = |weekdays: &[Weekdays]| !weekdays.is_empty();
    days.both = has(&second_weekdays) || second_holidays;
    if days.both {
        let one_of_each = has(&first_weekdays) != first_holidays && has(&second_weekdays) != second_holidays;
        if !one_of_each || first_holidays == second_holidays {
            text.rest = before.rest.trim_start();
            return text.fail(Reason::Unread);
        }
    }
    days.weekdays = [first_weekdays, second_weekdays].concat();
    days.holidays = first_holidays || second_holidays;
    Ok(days)
}

fn years(text: &mut Cursor<'_>) -> Result<Years, HoursError> {
    let begin = *text;
    let first = text.number(4).unwrap_or_default();
    let last = if text.eat("-") { text.number(4) } else { Some(first) };
    match last {
        Some(last) if first <= last && !text.rest.starts_with(['+', '/']) => Ok(Years { first, last }),
        Some(last) if last < first => begin.fail(Reason::Backwards),
        _ => begin.fail(Reason::Unread),
    }
}

fn weeks(text: &mut Cursor<'_>) -> Result<Weeks, HoursError> {
    let begin = *text;
    let number = |text: &mut Cursor<'_>| {
        let number = text.number(2).and_then(|number| u8::try_from(number).ok());
        number.filter(|week| (1..=53).contains(week)).map_or_else(|| begin.fail(Reason::Date), Ok)
    };
    let first = number(text)?;
    let last = if text.eat("-") { number(text)? } else { first };
    let step = if text.eat("/") { number(text)? } else { 1 };
    if last < first { begin.fail(Reason::Backwards) } else { Ok(Weeks { first, last, step }) }
}

/// A date in which something is left open.
#[derive(Clone, Copy)]
struct Date {
    year: Option<i64>,
    month: u8,
    day: Option<u8>,
}

fn dates(text: &mut Cursor<'_>) -> Result<Dates, HoursError> {
    let begin = *text;
    if text.word("easter") {
        let more = text.rest.trim_start().starts_with(['+', '-']);
        return if more { begin.fail(Reason::Offset) } else { Ok(Dates::Easter) };
    }
    let first = date(text)?;
    let before = *text;
    text.spaces();
    if !text.eat("-") {
        *text = before;
        return first.up_to(first, &begin);
    }
    text.spaces();
    let last = match text.day_of_month() {
        Some(day) if first.day.is_some() => Date { day: Some(day), ..first },
        _ => date(text)?,
    };
    first.up_to(last, &begin)
}

fn date(text: &mut Cursor<'_>) -> Result<Date, HoursError> {
    let begin = *text;
    let year = if text.digits() == 4 { text.number(4).map(i64::from) } else { None };
    text.spaces();
    let Some(month) = text.one_of(&MONTHS) else { return begin.fail(Reason::Date) };
    let month = u8::try_from(month + 1).unwrap_or_default();
    let before = *text;
    text.spaces();
    let day = text.day_of_month();
    if day.is_none() {
        *text = before;
    }
    let known =
        day.is_none_or(|day| Day::from_civil(year.unwrap_or(2_000), month.into(), day.into()).is_some());
    if known { Ok(Date { year, month, day }) } else { begin.fail(Reason::Date) }
}

impl Date {
    /// The dates from this to another.
    fn up_to(self, last: Self, begin: &Cursor<'_>) -> Result<Dates, HoursError> {
        let pair = |date: Self| -> Option<MonthDay> { Some((date.month, date.day?)) };
        let Some(year) = self.year else {
            return match (last.year, pair(self), pair(last)) {
                (None, Some(first), Some(last)) => Ok(Dates::Yearly(first, last)),
                (None, None, None) => Ok(Dates::Months(self.month, last.month)),
                _ => begin.fail(Reason::Date),
            };
        };
        if self.day.is_some() != last.day.is_some() {
            return begin.fail(Reason::Date);
        }
        // A year that is not repeated holds for the end, too: programs and people differ on one that goes into the next.
        let last_year = last.year.unwrap_or(year);
        let first = Day::from_civil(year, self.month.into(), self.day.map_or(1, i64::from));
        let end = |day: i64| Day::from_civil(last_year, last.month.into(), day);
        let end = last.day.map_or_else(|| (28..=31).rev().find_map(end), |day| end(day.into()));
        match (first, end) {
            (Some(first), Some(end)) if first <= end => Ok(Dates::Once(first, end)),
            (Some(_), Some(_)) => begin.fail(Reason::Backwards),
            _ => begin.fail(Reason::Date),
        }
    }
}

/// Days of the week, and whether public holidays are among them. Neither if something else follows.
fn of_week(text: &mut Cursor<'_>) -> Result<(Vec<Weekdays>, bool), HoursError> {
    let (mut weekdays, mut holidays) = (Vec::new(), false);
    while text.begins_of_week() {
        let begin = *text;
        if text.word("PH") {
            holidays = true;
            if text.rest.trim_start().starts_with(['+', '-']) {
                return begin.fail(Reason::Offset);
            }
        } else {
            weekdays.push(weekday(text)?);
        }
        let before = *text;
        text.spaces();
        let goes_on = text.eat(",");
        text.spaces();
        if !goes_on || !text.begins_of_week() {
            *text = before;
            break;
        }
    }
    Ok((weekdays, holidays))
}

fn weekday(text: &mut Cursor<'_>) -> Result<Weekdays, HoursError> {
    let Some(first) = text.one_of(&WEEKDAYS) else { return text.fail(Reason::Day) };
    let mut nth = Vec::new();
    if text.eat("[") {
        let begin = *text;
        nth = text.list(|_| true, ordinal)?.concat();
        if !text.eat("]") {
            return begin.fail(Reason::Unread);
        }
    }
    if nth.is_empty() && text.eat("-") {
        return match text.one_of(&WEEKDAYS) {
            Some(last) => Ok(Weekdays { first, last, nth }),
            None => text.fail(Reason::Day),
        };
    }
    Ok(Weekdays { first, last: first, nth })
}

/// One or some of a month's days of the week.
fn ordinal(text: &mut Cursor<'_>) -> Result<Vec<i8>, HoursError> {
    let begin = *text;
    let last = text.eat("-");
    let number = |text: &mut Cursor<'_>| {
        let number = text.number(1).and_then(|number| i8::try_from(number).ok());
        number.filter(|number| (1..=5).contains(number)).map_or_else(|| begin.fail(Reason::Date), Ok)
    };
    let first = number(text)?;
    if last {
        return Ok(vec![-first]);
    }
    let end = if text.eat("-") { number(text)? } else { first };
    if end < first { begin.fail(Reason::Backwards) } else { Ok((first..=end).collect()) }
}

/// Spans of time in order; none if something else follows.
fn spans(text: &mut Cursor<'_>) -> Result<Vec<Span>, HoursError> {
    let begin = *text;
    let mut spans = Vec::new();
    while text.digit() {
        spans.push(span(text)?);
        let before = *text;
        text.spaces();
        let goes_on = text.eat(",");
        text.spaces();
        // After a comma may follow a year or `24/7`, with which another rule begins.
        if !goes_on || !text.digit() || text.digits() > 2 || text.rest.starts_with("24/7") {
            *text = before;
            break;
        }
    }
    let spans = in_order(spans);
    if spans.len() > SPANS_PER_DAY { begin.fail(Reason::TooManySpans) } else { Ok(spans) }
}

/// Spans in order, those that overlap or touch as one, as long as that is no longer than a day.
pub(super) fn in_order(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last)
                if span.opens <= last.closes && span.closes.max(last.closes) <= last.opens + DAY_MIN =>
            {
                last.closes = last.closes.max(span.closes);
            }
            _ => merged.push(span),
        }
    }
    merged
}

fn span(text: &mut Cursor<'_>) -> Result<Span, HoursError> {
    let begin = *text;
    let opens = time(text)?;
    text.spaces();
    if text.rest.starts_with(['–', '—', '~']) {
        return text.fail(Reason::Dash);
    }
    if !text.eat("-") {
        return begin.fail(Reason::OpenEnd);
    }
    text.spaces();
    let closes = time(text)?;
    if text.rest.starts_with('+') {
        return begin.fail(Reason::OpenEnd);
    }
    if opens >= DAY_MIN || closes > EXTENDED_HOURS * 60 {
        return begin.fail(Reason::Time);
    }
    let closes = if closes <= opens { closes + DAY_MIN } else { closes };
    if closes - opens > DAY_MIN { begin.fail(Reason::LongSpan) } else { Ok(Span { opens, closes }) }
}

/// `HH:MM` or `H:MM`.
fn time(text: &mut Cursor<'_>) -> Result<u16, HoursError> {
    let begin = *text;
    let hour = text.number(2);
    let parted = text.eat(":");
    let two = text.digits() == 2;
    match (hour, text.number(2)) {
        (Some(hour), Some(minute)) if parted && two => {
            if minute < 60 && hour <= EXTENDED_HOURS {
                Ok(hour * 60 + minute)
            } else {
                begin.fail(Reason::Time)
            }
        }
        _ if begin.digit() => begin.fail(Reason::TimeForm),
        _ => begin.fail_of_word(Reason::TimeForm),
    }
}

/// The text that is still to be read.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    rest: &'a str,
}

impl Cursor<'_> {
    fn spaces(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn eat(&mut self, text: &str) -> bool {
        self.rest.strip_prefix(text).map(|rest| self.rest = rest).is_some()
    }

    /// Reads a word that no letter follows.
    fn word(&mut self, word: &str) -> bool {
        let mut after = *self;
        let read = after.eat(word) && !after.rest.starts_with(char::is_alphabetic);
        if read {
            *self = after;
        }
        read
    }

    /// Reads one of some words, and returns its place among them.
    fn one_of(&mut self, words: &[&str]) -> Option<usize> {
        words.iter().position(|word| self.word(word))
    }

    /// How many digits follow.
    fn digits(&self) -> usize {
        self.rest.bytes().take_while(u8::is_ascii_digit).count()
    }

    fn digit(&self) -> bool {
        self.digits() > 0
    }

    /// Reads a number of at most so many digits.
    fn number(&mut self, most: usize) -> Option<u16> {
        let (number, rest) = self.rest.split_at(self.digits());
        let number = number.parse().ok().filter(|_| number.len() <= most)?;
        self.rest = rest;
        Some(number)
    }

    fn year_ahead(&self) -> bool {
        self.digits() == 4
    }

    /// Whether a date follows: a month or Easter, a year before it or none.
    fn begins_dates(&self) -> bool {
        let mut after = *self;
        if after.year_ahead() {
            after.number(4);
            after.spaces();
        }
        after.one_of(&MONTHS).is_some() || self.rest.starts_with("easter")
    }

    fn begins_of_week(&self) -> bool {
        let mut after = *self;
        after.word("PH") || after.one_of(&WEEKDAYS).is_some()
    }

    /// Reads a day of a month, unless it is the hour of a time.
    fn day_of_month(&mut self) -> Option<u8> {
        let mut after = *self;
        let day = after.number(2).and_then(|day| u8::try_from(day).ok())?;
        if after.rest.starts_with(':') && after.rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit) {
            return None;
        }
        *self = after;
        Some(day)
    }

    /// Reads items that commas part, as long as what follows a comma begins one.
    fn list<T>(
        &mut self,
        begins: impl Fn(&Self) -> bool,
        item: impl Fn(&mut Self) -> Result<T, HoursError>,
    ) -> Result<Vec<T>, HoursError> {
        let mut items = vec![item(self)?];
        loop {
            let before = *self;
            self.spaces();
            let goes_on = self.eat(",");
            self.spaces();
            if !goes_on || !begins(self) {
                *self = before;
                return Ok(items);
            }
            items.push(item(self)?);
        }
    }

    fn comment(&mut self) -> Result<Option<String>, HoursError> {
        let begin = *self;
        if !self.eat("\"") {
            return Ok(None);
        }
        match self.rest.split_once('"') {
            Some((comment, rest)) if !comment.is_empty() && !comment.chars().any(char::is_control) => {
                self.rest = rest;
                Ok(Some(comment.into()))
            }
            _ => begin.fail(Reason::Unread),
        }
    }

    /// The error of a rule that says nothing of times.
    fn without_times(&self, begin: &Self) -> Result<Rule, HoursError> {
        if self.rest.is_empty() || self.rest.starts_with([';', ',']) || self.rest.starts_with("open") {
            return begin.fail(Reason::NoTimes);
        }
        self.fail_of_word(Reason::Day)
    }

    /// The error of a word, or `other` if it is none that is known.
    fn fail_of_word<T>(&self, other: Reason) -> Result<T, HoursError> {
        let begins = |words: &[&str]| words.iter().any(|word| self.rest.starts_with(word));
        self.fail(match () {
            () if begins(&["sunrise", "sunset", "dawn", "dusk", "("]) => Reason::Sun,
            () if begins(&["SH"]) => Reason::School,
            () if begins(&["unknown", "\""]) => Reason::Uncertain,
            () if begins(&["+", "-"]) => Reason::Offset,
            () if begins(&["–", "—", "~"]) => Reason::Dash,
            () if begins(&["||"]) => Reason::Fallback,
            () if self.rest.starts_with(char::is_alphabetic) => other,
            () => Reason::Unread,
        })
    }

    fn fail<T>(&self, reason: Reason) -> Result<T, HoursError> {
        let piece = self.rest.split([' ', ';', ',']).next().unwrap_or_default();
        let piece = if piece.is_empty() { self.rest } else { piece };
        Err(HoursError { piece: piece.chars().take(PIECE_CHARS).collect(), reason })
    }
}

impl TryFrom<String> for Hours {
    type Error = HoursError;
    fn try_from(text: String) -> Result<Self, HoursError> {
        text.parse()
    }
}

impl From<Hours> for String {
    fn from(hours: Hours) -> Self {
        hours.to_string()
    }
}
