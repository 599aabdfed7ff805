//! How many gave each level, by page and day.

use super::sql::{Row, Sql, SqlError, Value};
use tt_contract::{
    limits::PAGES_PER_DAY,
    page::{OTHER, PagePath},
    rating::Level,
    time::{Day, Millis},
};

/// The name under which `page` is counted on `day`: its own while there is room, else [`OTHER`].
/// Errors: [`SqlError`].
pub(crate) fn counted_as(sql: &dyn Sql, day: Day, page: &PagePath) -> Result<String, SqlError> {
    let own = page.as_str();
    let statement = "SELECT 1 FROM tally WHERE day = ? AND page = ? LIMIT 1";
    let known = sql.first(statement, &[Value::Int(day.0), own.into()])?;
    if known.is_some() {
        return Ok(own.to_owned());
    }
    Ok(if room(sql, day)? > 0 { own } else { OTHER }.to_owned())
}

/// How many more pages are counted by their own names on `day`. Errors: [`SqlError`].
pub(crate) fn room(sql: &dyn Sql, day: Day) -> Result<i64, SqlError> {
    let statement = "SELECT count(DISTINCT page) FROM tally WHERE day = ? AND page <> ?";
    let pages = sql.first(statement, &[Value::Int(day.0), OTHER.into()])?;
    Ok(i64::from(PAGES_PER_DAY) - pages.ok_or(SqlError::Shape)?.int(0)?)
}

/// Counts one rating. Errors: [`SqlError`].
pub(crate) fn count(sql: &dyn Sql, day: Day, counted: &str, level: Level) -> Result<(), SqlError> {
    let statement = "INSERT INTO tally (day, page, level, count) VALUES (?, ?, ?, 1) \
                     ON CONFLICT (day, page, level) DO UPDATE SET count = count + 1";
    sql.exec(statement, &key(day, counted, level))
}

/// Takes one rating back out of where it was counted. Errors: [`SqlError`].
pub(crate) fn uncount(sql: &dyn Sql, day: Day, counted: &str, level: Level) -> Result<(), SqlError> {
    let key = key(day, counted, level);
    sql.exec("UPDATE tally SET count = count - 1 WHERE day = ? AND page = ? AND level = ?", &key)?;
    sql.exec("DELETE FROM tally WHERE day = ? AND page = ? AND level = ? AND count <= 0", &key)
}

/// The summary may show a rating of `level`, in place of one of `was`, from the moment `at` on. With `by` -1 that is taken back.
/// Errors: [`SqlError`].
pub(crate) fn show_at(
    sql: &dyn Sql,
    at: i64,
    level: Level,
    was: Option<Level>,
    by: i64,
) -> Result<(), SqlError> {
    let statement = "INSERT INTO unshown (at, level, count) VALUES (?1, ?2, ?3) \
                     ON CONFLICT (at, level) DO UPDATE SET count = count + ?3";
    for (level, by) in [(Some(level), by), (was, -by)] {
        if let Some(level) = level {
            sql.exec(statement, &[at.into(), Value::Int(level.number().into()), by.into()])?;
        }
    }
    Ok(())
}

/// By how much the totals are ahead of what is shown at most at `now`, level 1 first: ratings that are not released yet count
/// for nothing, and those they take the place of still count. Errors: [`SqlError`].
pub(crate) fn unshown(sql: &dyn Sql, now: Millis) -> Result<[i64; 5], SqlError> {
    // There is a row for each moment of release that is to come: added up where they lie, they need not cross over one by one.
    let statement = "SELECT coalesce(sum(iif(level = 1, count, 0)), 0), coalesce(sum(iif(level = 2, count, 0)), 0), \
                     coalesce(sum(iif(level = 3, count, 0)), 0), coalesce(sum(iif(level = 4, count, 0)), 0), \
                     coalesce(sum(iif(level = 5, count, 0)), 0) FROM unshown WHERE at > ?";
    let row = sql.first(statement, &[now.0.into()])?.ok_or(SqlError::Shape)?;
    let mut levels = [0; 5];
    for (column, level) in levels.iter_mut().enumerate() {
        *level = row.int(column)?;
    }
    Ok(levels)
}

/// Counts as released what was kept back beyond `latest`, as only a clock does that was wrong. Such a rating is of another day,
/// so it can no longer be changed. Errors: [`SqlError`].
pub(crate) fn mend(sql: &dyn Sql, latest: i64) -> Result<(), SqlError> {
    let statement = "INSERT INTO unshown (at, level, count) SELECT 0, level, sum(count) FROM unshown WHERE at > ? \
                     GROUP BY level ON CONFLICT (at, level) DO UPDATE SET count = count + excluded.count";
    sql.exec(statement, &[latest.into()])?;
    sql.exec("DELETE FROM unshown WHERE at > ?", &[latest.into()])
}

/// How many gave each level in all, level 1 first. Errors: [`SqlError`].
pub(crate) fn totals(sql: &dyn Sql) -> Result<[i64; 5], SqlError> {
    by_level(&sql.run("SELECT level, count FROM total", &[])?)
}

/// Rows of level and number, as an array. Errors: [`SqlError::Shape`].
pub(crate) fn by_level(rows: &[Row]) -> Result<[i64; 5], SqlError> {
    let mut levels = [0; 5];
    for row in rows {
        let index = usize::try_from(row.int(0)? - 1).map_err(|_| SqlError::Shape)?;
        *levels.get_mut(index).ok_or(SqlError::Shape)? += row.int(1)?;
    }
    Ok(levels)
}

fn key(day: Day, counted: &str, level: Level) -> [Value; 3] {
    [Value::Int(day.0), counted.into(), Value::Int(level.number().into())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mailbox::sql::tests::Memory;

    fn page(path: &str) -> PagePath {
        PagePath::try_from(path.to_owned()).unwrap()
    }

    #[test]
    fn pages_beyond_the_bound_count_as_other_and_known_ones_as_themselves() {
        let sql = Memory::mailbox();
        let day = Day(20_000);
        let [level, ..] = Level::ALL;
        for n in 0..PAGES_PER_DAY + 3 {
            let counted = counted_as(&sql, day, &page(&format!("/{n}"))).unwrap();
            count(&sql, day, &counted, level).unwrap();
        }
        assert_eq!(counted_as(&sql, day, &page("/new")).unwrap(), OTHER);
        assert_eq!(counted_as(&sql, day, &page("/7")).unwrap(), "/7");
        assert_eq!(counted_as(&sql, Day(20_001), &page("/new")).unwrap(), "/new");
        assert_eq!(sql.number("SELECT count FROM tally WHERE page = 'other'"), 3);
        assert_eq!(totals(&sql).unwrap(), [i64::from(PAGES_PER_DAY) + 3, 0, 0, 0, 0]);
    }

    #[test]
    fn what_is_taken_back_leaves_nothing() {
        let sql = Memory::mailbox();
        let [.., level] = Level::ALL;
        count(&sql, Day(1), "/", level).unwrap();
        uncount(&sql, Day(1), "/", level).unwrap();
        assert_eq!(sql.number("SELECT count(*) FROM tally"), 0);
    }
}
