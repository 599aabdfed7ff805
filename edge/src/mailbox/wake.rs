//! When the mailbox must next be woken.

use super::{
    outbox, seen,
    sql::{Sql, SqlError},
    tip::retention,
};
use tt_contract::time::{Day, Millis};

/// The day of Vietnam begins seven hours before that of UTC.
const MS_PER_DAY: i64 = 86_400_000;
const VIETNAM_AHEAD_MS: i64 = 7 * 3_600_000;

/// The moment of the next alarm, not before `now`: the next event that is due, or the end of the day, when there is
/// something to tidy. `None` when the mailbox may sleep for ever. Always worked out anew from all that is stored, so
/// that setting it postpones nothing. Errors: [`SqlError`].
pub(crate) fn next(sql: &dyn Sql, now: Millis) -> Result<Option<Millis>, SqlError> {
    let delivery = outbox::next_due(sql)?;
    let empty = seen::is_empty(sql)? && retention::is_empty(sql)?;
    let tidying = if empty { None } else { Some(end(now.day())) };
    let first = [delivery, tidying, retention::next_orphan(sql)?].into_iter().flatten().min();
    Ok(first.map(|at| Millis(at.max(now.0))))
}

/// The first millisecond after `day`.
const fn end(day: Day) -> i64 {
    (day.0 + 1) * MS_PER_DAY - VIETNAM_AHEAD_MS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_where_the_next_begins() {
        let now = Millis(1_795_320_000_000);
        let end = end(now.day());
        assert_eq!(Millis(end).day(), Day(now.day().0 + 1));
        assert_eq!(Millis(end - 1).day(), now.day());
    }
}
