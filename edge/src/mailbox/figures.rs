//! The figures of the summary: they move by ten ratings at a time, and rest in between.
//!
//! A figure that moves with each rating tells whoever keeps asking, and has a portal's log, what the
//! reader of that moment gave. So the table `unshown` holds what is released and not shown yet beside
//! what is not released: between any two figures that were ever told lie at least ten ratings.

use super::{
    sql::{Sql, SqlError, Value},
    tally,
};
use tt_contract::{
    limits::{SUMMARY_MINIMUM, SUMMARY_STEP},
    time::Millis,
};

/// Moves the figures on, if enough ratings have been released since: how many of those that are shown
/// gave each level, level 1 first; all 0 below [`SUMMARY_MINIMUM`]. Errors: [`SqlError`].
pub(crate) fn shown(sql: &dyn Sql, now: Millis) -> Result<[i64; 5], SqlError> {
    let totals = tally::totals(sql)?;
    let without = |unshown: [i64; 5]| std::array::from_fn(|at| nth(&totals, at) - nth(&unshown, at));
    let shown = without(tally::unshown(sql, BEFORE_ALL)?);
    let released = without(tally::unshown(sql, now)?);
    let next = step(shown, released);
    if next != shown {
        sql.exec("DELETE FROM unshown WHERE at <= ?", &[now.0.into()])?;
        for (level, (released, next)) in (1_i64..).zip(released.into_iter().zip(next)) {
            if released != next {
                let values = [level.into(), Value::Int(released - next)];
                sql.exec("INSERT INTO unshown (at, level, count) VALUES (0, ?, ?)", &values)?;
            }
        }
    }
    Ok(next)
}

/// As [`shown`] where that may move them, for the alarm: so what is to be added up stays little where
/// nobody asks. Errors: [`SqlError`].
pub(crate) fn tidy(sql: &dyn Sql, now: Millis) -> Result<(), SqlError> {
    let statement = "SELECT coalesce(sum(count), 0) FROM unshown WHERE at <= ?";
    let released = sql.first(statement, &[now.0.into()])?.ok_or(SqlError::Shape)?.int(0)?;
    if released >= SUMMARY_STEP.into() { shown(sql, now).map(drop) } else { Ok(()) }
}

/// Before every moment of a release.
const BEFORE_ALL: Millis = Millis(-1);

fn nth(levels: &[i64; 5], at: usize) -> i64 {
    levels.get(at).copied().unwrap_or_default()
}

/// What is shown after `shown`, of what is `released`: as many as there are whole steps. Held back are
/// ratings of the level that gained most. Where more were shown than there may be, as by an earlier
/// release, they are taken back.
fn step(shown: [i64; 5], released: [i64; 5]) -> [i64; 5] {
    let count: i64 = released.iter().sum();
    let whole = if count < SUMMARY_MINIMUM.into() { 0 } else { count - count % i64::from(SUMMARY_STEP) };
    if whole == shown.iter().sum::<i64>() {
        return shown;
    }
    let mut next = released;
    for _ in whole..count {
        let levels = next.iter_mut().zip(shown).filter(|(next, _)| **next > 0);
        if let Some((next, _)) = levels.max_by_key(|(next, shown)| (**next - shown, **next)) {
            *next -= 1;
        }
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mailbox::sql::tests::Memory;
    use proptest::prelude::*;
    use tt_contract::{rating::Level, time::Day};

    const DAY: Day = Day(20_000);

    /// A rating that is released at `at`.
    fn rate(sql: &Memory, at: i64, level: usize) {
        tally::count(sql, DAY, "/", Level::ALL[level]).unwrap();
        tally::show_at(sql, at, Level::ALL[level], None, 1).unwrap();
    }

    fn at(sql: &Memory, now: i64) -> [i64; 5] {
        shown(sql, Millis(now)).unwrap()
    }

    #[test]
    fn figures_move_with_each_tenth_rating_from_the_twentieth_on() {
        let sql = Memory::mailbox();
        let mut told = Vec::new();
        for n in 1..=45 {
            rate(&sql, n, 4);
            told.push(at(&sql, n)[4]);
        }
        let expected: Vec<i64> = (1..=45).map(|n| if n < 20 { 0 } else { n / 10 * 10 }).collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn what_is_not_released_is_not_shown_whoever_asks() {
        let sql = Memory::mailbox();
        (0..25).for_each(|n| rate(&sql, 100, n % 5));
        assert_eq!(at(&sql, 99), [0; 5]);
        assert_eq!(at(&sql, 100).iter().sum::<i64>(), 20);
        (0..5).for_each(|n| rate(&sql, 200, n));
        assert_eq!(at(&sql, 199).iter().sum::<i64>(), 20);
        assert_eq!(at(&sql, 200), [6; 5]);
    }

    #[test]
    fn a_changed_rating_moves_nothing_by_itself() {
        let sql = Memory::mailbox();
        (0..20).for_each(|_| rate(&sql, 1, 0));
        assert_eq!(at(&sql, 1), [20, 0, 0, 0, 0]);
        tally::uncount(&sql, DAY, "/", Level::ALL[0]).unwrap();
        tally::count(&sql, DAY, "/", Level::ALL[4]).unwrap();
        tally::show_at(&sql, 2, Level::ALL[4], Some(Level::ALL[0]), 1).unwrap();
        assert_eq!(at(&sql, 3), [20, 0, 0, 0, 0]);
        (0..9).for_each(|_| rate(&sql, 4, 1));
        assert_eq!(at(&sql, 5), [20, 0, 0, 0, 0]);
        rate(&sql, 6, 1);
        assert_eq!(at(&sql, 6), [19, 10, 0, 0, 1]);
    }

    #[test]
    fn the_alarm_moves_them_too_and_leaves_little_to_add_up() {
        let sql = Memory::mailbox();
        for n in 1..=1_000 {
            rate(&sql, n, 2);
            tidy(&sql, Millis(n)).unwrap();
            assert!(sql.number("SELECT count(*) FROM unshown") < 20);
        }
        assert_eq!(at(&sql, 1_000), [0, 0, 1_000, 0, 0]);
    }

    #[test]
    fn what_an_earlier_release_showed_one_by_one_is_shown_by_tens() {
        let sql = Memory::mailbox();
        for n in 0..37 {
            tally::count(&sql, DAY, "/", Level::ALL[n % 3]).unwrap();
        }
        assert_eq!(at(&sql, 5), [10, 10, 10, 0, 0]);
        (0..3).for_each(|_| rate(&sql, 6, 4));
        assert_eq!(at(&sql, 6), [13, 12, 12, 0, 3]);
    }

    proptest! {
        #[test]
        fn between_two_figures_lie_ten_ratings(
            all in proptest::collection::vec((0_usize..5, 0_i64..20, any::<bool>()), 0..200)
        ) {
            let (sql, mut now, mut last, mut counted) = (Memory::mailbox(), 0, [0; 5], [0; 5]);
            for (level, after, is_asked) in all {
                now += after;
                rate(&sql, now + 7, level);
                counted[level] += 1;
                if is_asked {
                    let next = at(&sql, now);
                    let sum: i64 = next.iter().sum();
                    prop_assert!(next == last || sum >= last.iter().sum::<i64>() + 10);
                    prop_assert!(sum % 10 == 0 && sum != 10);
                    prop_assert!(next.iter().zip(last).all(|(next, last)| *next >= last), "{last:?} {next:?}");
                    prop_assert!(next.iter().zip(counted).all(|(next, counted)| *next <= counted));
                    last = next;
                }
            }
        }
    }
}
