//! When it opens and closes next: worked out where the holidays are known, read where only a clock is.

use super::Hours;
use crate::{
    fault::{Fault, Kind},
    holidays::Holidays,
    time::{Day, Millis},
};
use core::{fmt, str::FromStr};

/// How many days ahead it is worked out: further than any row of days off, Tết with its neighbours included.
const AHEAD_DAYS: i64 = 12;
/// Most turns of that time that are read.
const TURNS: usize = 256;
const MS_PER_MINUTE: i64 = 60_000;

/// Whether it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is.
    Open {
        /// When it closes, as far as that is known.
        until: Option<Millis>,
    },
    /// It is not.
    Closed {
        /// When it opens, as far as that is known.
        opens: Option<Millis>,
    },
}

/// A stretch of time in which it is known when it opens and closes. As text: `o` or `c` for open or closed at its begin,
/// then minutes: the begin since 1970, and from each moment to the next, the last of which is the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turns {
    open: bool,
    /// In minutes since 1970, rising: the begin, each turn, the end.
    moments: Vec<u32>,
}

impl Turns {
    /// The status at `now`; nothing outside of the stretch.
    #[must_use]
    pub fn at(&self, now: Millis) -> Option<Status> {
        let (end, known) = self.moments.split_last()?;
        let passed = known.iter().filter(|moment| millis(**moment) <= now).count();
        if passed == 0 || now >= millis(*end) {
            return None;
        }
        let next = known.get(passed).copied().map(millis);
        let open = self.open == (passed % 2 == 1);
        Some(if open { Status::Open { until: next } } else { Status::Closed { opens: next } })
    }

    /// When it is open within the stretch: from each moment to another.
    pub fn open_spans(&self) -> impl Iterator<Item = (Millis, Millis)> {
        let spans = self.moments.iter().zip(self.moments.iter().skip(1)).enumerate();
        let open = spans.filter(move |(index, _)| self.open == (index % 2 == 0));
        open.map(|(_, (from, to))| (millis(*from), millis(*to)))
    }

    /// The first moment after `now` at which the status is another; nothing after the end.
    #[must_use]
    pub fn next(&self, now: Millis) -> Option<Millis> {
        self.moments.iter().copied().map(millis).find(|moment| *moment > now)
    }
}

fn millis(minute: u32) -> Millis {
    Millis(i64::from(minute) * MS_PER_MINUTE)
}

fn minute(moment: Millis) -> u32 {
    u32::try_from(moment.0.div_euclid(MS_PER_MINUTE)).unwrap_or_default()
}

impl Hours {
    /// The status at `now`; nothing where it is not known whether this is a public holiday and that matters.
    #[must_use]
    pub fn at(&self, now: Millis, holidays: &Holidays) -> Option<Status> {
        self.turns(now, holidays)?.at(now)
    }

    /// The turns from the day of `now` on, twelve days ahead or until a day of which it is not known when it is open;
    /// nothing if this very day is one.
    #[must_use]
    pub fn turns(&self, now: Millis, holidays: &Holidays) -> Option<Turns> {
        let today = now.day();
        let mut open: Vec<(Millis, Millis)> = Vec::new();
        let mut day = today;
        while day.0 <= today.0 + AHEAD_DAYS {
            let Some(open_on) = self.open_on(day, holidays) else { break };
            extend(&mut open, day, &open_on);
            day = day.next();
        }
        let (begin, end) = (today.start(), day.start());
        if begin == end {
            return None;
        }
        let inside = |moment: &Millis| begin < *moment && *moment < end;
        let turns = open.iter().flat_map(|(from, to)| [*from, *to]).filter(inside).map(minute);
        let moments = [minute(begin)].into_iter().chain(turns).chain([minute(end)]).collect();
        Some(Turns { open: open.iter().any(|(from, to)| *from <= begin && begin < *to), moments })
    }
}

/// Adds what is open on `day`. What goes on where another ends is one.
fn extend(open: &mut Vec<(Millis, Millis)>, day: Day, open_on: &[(u16, u16)]) {
    let at = |minute: u16| Millis(day.start().0 + i64::from(minute) * MS_PER_MINUTE);
    for (from, to) in open_on {
        let (from, to) = (at(*from), at(*to));
        match open.last_mut() {
            Some((_, last)) if from <= *last => *last = to.max(*last),
            _ => open.push((from, to)),
        }
    }
}

impl fmt::Display for Turns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.open { "o" } else { "c" })?;
        let mut last = 0;
        for moment in &self.moments {
            write!(f, "{}{}", if last == 0 { "" } else { " " }, moment - last)?;
            last = *moment;
        }
        Ok(())
    }
}

impl FromStr for Turns {
    type Err = Fault;

    /// Errors: [`Kind::Malformed`].
    fn from_str(text: &str) -> Result<Self, Fault> {
        let malformed = Fault::new(Kind::Malformed);
        let (open, rest) = match (text.strip_prefix('o'), text.strip_prefix('c')) {
            (Some(rest), _) => (true, rest),
            (_, Some(rest)) => (false, rest),
            _ => return Err(malformed),
        };
        let (mut moments, mut last) = (Vec::new(), 0_u32);
        for step in rest.split(' ') {
            let step = step.parse::<u32>().ok().filter(|step| *step > 0).ok_or(malformed)?;
            last = last.checked_add(step).ok_or(malformed)?;
            moments.push(last);
        }
        (2..=TURNS).contains(&moments.len()).then_some(Self { open, moments }).ok_or(malformed)
    }
}
