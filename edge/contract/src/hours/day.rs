//! What holds on one day.

use super::{DAY_MIN, Hours, days::Reading};
use crate::{
    holidays::{DayKind, Holidays},
    time::Day,
};

/// Saturday among the days of the week, Monday 0: a Saturday that is worked is read as any day from Monday to itself.
const SATURDAY: usize = 5;

/// When it is open on a day, in minutes since its midnight: in order, neither overlapping nor touching.
pub(super) type OpenOn = Vec<(u16, u16)>;

impl Hours {
    /// When it is open on `day`; nothing if that is not known: where it depends on whether the day or the one before is a
    /// public holiday, and that is undecided, or on how a Saturday is worked that is exchanged for another day.
    pub(super) fn open_on(&self, day: Day, holidays: &Holidays) -> Option<OpenOn> {
        let before = Day(day.0 - 1);
        let mut known: Option<OpenOn> = None;
        for eve in readings(before, holidays) {
            for of_day in readings(day, holidays) {
                let open = self.open_if(day, eve, of_day);
                if known.as_ref().is_some_and(|known| *known != open) {
                    return None;
                }
                known = Some(open);
            }
        }
        known
    }

    /// When it is open on `day` if that and the day before are read so.
    pub(super) fn open_if(&self, day: Day, eve: Reading, of_day: Reading) -> OpenOn {
        let before = Day(day.0 - 1);
        let mut open = OpenOn::new();
        for rule in &self.rules {
            let today = rule.days.contain(day, of_day);
            if today && !rule.adds {
                open.clear();
            }
            for span in &rule.spans {
                if today {
                    open.push((span.opens, span.closes.min(DAY_MIN)));
                }
                if span.closes > DAY_MIN && rule.days.contain(before, eve) {
                    open.push((0, span.closes - DAY_MIN));
                }
            }
        }
        merged(open)
    }
}

/// In order, and as few as can be.
pub(super) fn merged(mut open: OpenOn) -> OpenOn {
    open.sort_unstable();
    let mut merged = OpenOn::new();
    for (from, to) in open {
        match merged.last_mut() {
            Some((_, last)) if from <= *last => *last = to.max(*last),
            _ => merged.push((from, to)),
        }
    }
    merged
}

/// How `day` may be read. A Saturday that is worked may be any working day, or stay the Saturday that it is for those who
/// work on Saturdays anyway.
fn readings(day: Day, holidays: &Holidays) -> Vec<Reading> {
    let weekday = day.weekday();
    let read = |weekday, holiday| Reading { weekday, holiday };
    match holidays.kind(day) {
        DayKind::Usual => vec![read(weekday, false)],
        DayKind::Off => vec![read(weekday, true)],
        DayKind::Undecided => vec![read(weekday, false), read(weekday, true)],
        DayKind::Worked => (0..=SATURDAY).map(|weekday| read(weekday, false)).collect(),
    }
}
