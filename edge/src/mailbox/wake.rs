//! When the mailbox must next be woken.

use super::{
    inbox, outbox, seen,
    sql::{Sql, SqlError},
    tip::retention,
};
use tt_contract::time::{Day, Millis};

/// The moment of the next alarm, not before `now`: the next event that is due, or the end of the day, when there is
/// something to tidy. `None` when the mailbox may sleep for ever. Always worked out anew from all that is stored, so
/// that setting it postpones nothing. Errors: [`SqlError`].
pub(crate) fn next(sql: &dyn Sql, now: Millis) -> Result<Option<Millis>, SqlError> {
    let (delivery, release) = (outbox::next_due(sql)?, inbox::next(sql)?);
    // What is not sorted by then leads from a device's id to its event.
    let empty = release.is_none() && seen::is_empty(sql)? && retention::is_empty(sql)?;
    let tidying = if empty { None } else { Some(end(now.day())) };
    let first = [delivery, release, tidying, retention::next_orphan(sql)?].into_iter().flatten().min();
    Ok(first.map(|at| Millis(at.max(now.0))))
}

/// The moment for which an alarm is set when the next is due `at`: that, as long as it is to come; once
/// it is over, `overdue`, or `now` where that is over, too.
pub(crate) fn mark(at: Millis, now: Millis, overdue: Millis) -> Millis {
    if at > now { at } else { overdue.max(now) }
}

/// Whether an alarm that is set for `armed` comes early enough for an event that is due at `release`, and for the end of the day.
pub(crate) fn is_covered(armed: Option<Millis>, release: i64, now: Millis) -> bool {
    armed.is_some_and(|armed| armed.0 <= release.max(now.0).min(end(now.day())))
}

/// The first millisecond after `day`.
fn end(day: Day) -> i64 {
    day.next().start().0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alarm_covers_what_comes_no_earlier() {
        let now = Millis(1_795_320_000_000);
        let covered =
            |armed: i64, release: i64| is_covered(Some(Millis(now.0 + armed)), now.0 + release, now);
        assert!(covered(5, 5) && covered(0, -9_000) && covered(-1, 5));
        assert!(!covered(6, 5) && !covered(1, -9_000));
        assert!(!covered(86_400_000, 999_999_999), "the day ends before");
        assert!(!is_covered(None, 0, now));
    }

    #[test]
    fn what_is_overdue_is_due_at_a_mark_that_was_drawn() {
        let at = |at, overdue| mark(Millis(at), Millis(100), Millis(overdue)).0;
        assert_eq!((at(101, 500), at(900, 500)), (101, 900), "what is to come is known by its own mark");
        assert_eq!((at(99, 500), at(100, 500)), (500, 500), "never the moment of the request");
        assert_eq!(at(99, 0), 100, "at once, where that was chosen");
    }

    #[test]
    fn a_day_ends_where_the_next_begins() {
        let now = Millis(1_795_320_000_000);
        let end = end(now.day());
        assert_eq!(Millis(end).day(), Day(now.day().0 + 1));
        assert_eq!(Millis(end - 1).day(), now.day());
    }
}
