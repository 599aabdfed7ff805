//! Hours that are the same each week, as people write them: for each day of the week, and for public holidays.

use super::{DAY_MIN, Hours, Rule, Span, day::OpenOn, days::Reading};
use crate::time::Day;

/// A Monday. Which one does not matter: rules that name dates are not weekly.
const MONDAY: i64 = 4;

/// Days of the week with the same spans: the first and the last day of each run, Monday 0.
pub type Run = (Vec<(usize, usize)>, Vec<Span>);

/// What holds on public holidays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnHolidays {
    /// What holds on that day of the week.
    AsUsual,
    /// These spans on each of them; closed if there are none.
    At(Vec<Span>),
    /// Other spans than usual on those that fall on these days of the week.
    On(Vec<Run>),
}

/// Hours by the day of the week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weekly {
    /// Monday first; in order.
    week: [Vec<Span>; 7],
    holidays: OnHolidays,
}

impl Weekly {
    /// The days that are alike, in the order of the first of them; closed days are left out.
    #[must_use]
    pub fn runs(&self) -> Vec<Run> {
        let open = self.week.iter().enumerate().filter(|(_, spans)| !spans.is_empty());
        runs(open.map(|(day, spans)| (day, spans.clone())))
    }

    /// What holds on public holidays.
    #[must_use]
    pub const fn holidays(&self) -> &OnHolidays {
        &self.holidays
    }

    /// The spans of a public holiday on a day of the week, Monday 0, none if it is closed; nothing where they are as usual.
    #[must_use]
    pub fn on_holiday(&self, weekday: usize) -> Option<&[Span]> {
        match &self.holidays {
            OnHolidays::AsUsual => None,
            OnHolidays::At(spans) => Some(spans),
            OnHolidays::On(runs) => {
                let has = |(first, last): &(usize, usize)| (*first..=*last).contains(&weekday);
                runs.iter().find(|(days, _)| days.iter().any(has)).map(|(_, spans)| spans.as_slice())
            }
        }
    }

    pub(super) fn is_always(&self) -> bool {
        self.holidays == OnHolidays::AsUsual && self.week.iter().all(|day| **day == [Span::WHOLE_DAY])
    }
}

impl Hours {
    /// The same by the day of the week; nothing if a rule names dates, weeks or some of a month's days.
    #[must_use]
    pub fn weekly(&self) -> Option<Weekly> {
        if !self.rules.iter().all(|rule| rule.days.are_weekly()) {
            return None;
        }
        let usual: [OpenOn; 7] = core::array::from_fn(|weekday| self.open(weekday, false));
        let written: [Vec<Span>; 7] = core::array::from_fn(|weekday| self.written(weekday, false));
        // As it is written, unless that would say something else: a later rule ends an earlier one's night at midnight.
        let week = if same(&written, &usual) { written } else { from_midnights(&usual) };
        Some(Weekly { week, holidays: self.on_holidays(&usual) })
    }

    fn on_holidays(&self, usual: &[OpenOn; 7]) -> OnHolidays {
        let written: [Vec<Span>; 7] = core::array::from_fn(|weekday| self.written(weekday, true));
        let differ = |weekday: &usize| usual.get(*weekday) != Some(&self.open(*weekday, true));
        let others: Vec<usize> = (0..7).filter(differ).collect();
        let [first, rest @ ..] = &written;
        if others.is_empty() {
            OnHolidays::AsUsual
        } else if rest.iter().all(|spans| spans == first) {
            OnHolidays::At(first.clone())
        } else {
            let spans = |day: usize| written.get(day).cloned().unwrap_or_default();
            OnHolidays::On(runs(others.into_iter().map(|day| (day, spans(day)))))
        }
    }

    /// When it is open on a day of the week that is a public holiday, or none, after one that is none.
    fn open(&self, weekday: usize, holiday: bool) -> OpenOn {
        let day = Day(MONDAY + i64::try_from(weekday).unwrap_or_default());
        let eve = Reading { weekday: (weekday + 6) % 7, holiday: false };
        self.open_if(day, eve, Reading { weekday, holiday })
    }

    /// The spans that begin on such a day, as they are written.
    fn written(&self, weekday: usize, holiday: bool) -> Vec<Span> {
        let day = Day(MONDAY + i64::try_from(weekday).unwrap_or_default());
        let mut spans = Vec::new();
        for Rule { spans: of_rule, adds, .. } in
            self.rules.iter().filter(|rule| rule.days.contain(day, Reading { weekday, holiday }))
        {
            if !adds {
                spans.clear();
            }
            spans.extend_from_slice(of_rule);
        }
        super::parse::in_order(spans)
    }
}

/// Whether spans that go on past midnight, whatever the next day says, are open when `usual` says.
fn same(week: &[Vec<Span>; 7], usual: &[OpenOn; 7]) -> bool {
    let plain = |weekday: usize| {
        let of = |weekday: usize| week.get(weekday).into_iter().flatten();
        let own = of(weekday).map(|span| (span.opens, span.closes.min(DAY_MIN)));
        let night = of((weekday + 6) % 7).filter(|span| span.closes > DAY_MIN);
        super::day::merged(own.chain(night.map(|span| (0, span.closes - DAY_MIN))).collect())
    };
    usual.iter().enumerate().all(|(weekday, open)| *open == plain(weekday))
}

/// Spans from what is open between midnights: a night that goes on is one span of less than a day.
fn from_midnights(usual: &[OpenOn; 7]) -> [Vec<Span>; 7] {
    let morning = |weekday: usize| {
        let of = |weekday: usize| usual.get(weekday % 7).map_or(&[][..], Vec::as_slice);
        let evening = of(weekday + 6).last().filter(|(_, to)| *to == DAY_MIN)?;
        of(weekday).first().filter(|(from, to)| *from == 0 && *to < evening.0).map(|(_, to)| *to)
    };
    core::array::from_fn(|weekday| {
        let own = usual.get(weekday).into_iter().flatten();
        let own = own.skip(usize::from(morning(weekday).is_some()));
        let spans = own.map(|&(opens, to)| {
            let night = morning(weekday + 1).filter(|_| to == DAY_MIN);
            Span { opens, closes: night.map_or(to, |night| DAY_MIN + night) }
        });
        spans.collect()
    })
}

fn runs(days: impl Iterator<Item = (usize, Vec<Span>)>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (day, spans) in days {
        match runs.iter_mut().find(|(_, known)| *known == spans) {
            Some((days, _)) => match days.last_mut() {
                Some((_, last)) if *last + 1 == day => *last = day,
                _ => days.push((day, day)),
            },
            None => runs.push((vec![(day, day)], spans)),
        }
    }
    runs
}
