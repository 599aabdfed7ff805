//! What a mailbox keeps, and how one of an earlier release becomes one of this. No table has row ids, which would keep the
//! order of arrival, and none a time finer than the hour but `due` and `not_before`, which are drawn at random, are "at
//! once", or follow from an attempt to deliver.

use super::sql::{Sql, SqlError, Value};
use tt_contract::unit::UnitId;

/// What leads from each version to the next; a mailbox notes how many of them it has had.
const STEPS: [&[&str]; 2] = [&RATINGS, &TIPS];

/// The mailbox of the first release, which noted no version: so these find their tables there, or make them.
const RATINGS: [&str; 9] = [
    // Facts about the mailbox itself: whose it is, which day was last tidied, its version.
    "CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    // Submissions of the last days, by which a repeat is known. `event`, `level`, `page` and `counted` (the page it was
    // counted under) live only through the day, so that the rating can be changed.
    "CREATE TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY, digest TEXT NOT NULL, day INTEGER NOT NULL, event TEXT, \
     level INTEGER, page TEXT, counted TEXT) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS seen_by_event ON seen (event) WHERE event IS NOT NULL",
    // Events that an endpoint has not confirmed. `was` is the level that the summary shows until this one is released.
    "CREATE TABLE IF NOT EXISTS outbox (id TEXT NOT NULL, endpoint TEXT NOT NULL, due INTEGER NOT NULL, \
     attempts INTEGER NOT NULL, level INTEGER NOT NULL, was INTEGER, replaces TEXT, body TEXT NOT NULL, \
     PRIMARY KEY (id, endpoint)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS outbox_by_due ON outbox (endpoint, due)",
    "CREATE INDEX IF NOT EXISTS outbox_by_replaces ON outbox (replaces) WHERE replaces IS NOT NULL",
    // Endpoints that something was ever stored for: how often one failed in a row, and until when it is left alone.
    "CREATE TABLE IF NOT EXISTS endpoint (name TEXT PRIMARY KEY, failures INTEGER NOT NULL, \
     not_before INTEGER NOT NULL) WITHOUT ROWID",
    // How many gave each level to each page on each day of Vietnam.
    "CREATE TABLE IF NOT EXISTS tally (day INTEGER NOT NULL, page TEXT NOT NULL, level INTEGER NOT NULL, \
     count INTEGER NOT NULL, PRIMARY KEY (day, page, level)) WITHOUT ROWID",
    // The same over all days and pages, so that a summary need not add up years.
    "CREATE TABLE IF NOT EXISTS total (level INTEGER PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID",
];

const TIPS: [&str; 13] = [
    // The outbox takes events without a level.
    "ALTER TABLE outbox RENAME TO outbox_of_ratings",
    "DROP INDEX outbox_by_due",
    "DROP INDEX outbox_by_replaces",
    "CREATE TABLE outbox (id TEXT NOT NULL, endpoint TEXT NOT NULL, due INTEGER NOT NULL, \
     attempts INTEGER NOT NULL, level INTEGER, was INTEGER, replaces TEXT, body TEXT NOT NULL, \
     PRIMARY KEY (id, endpoint)) WITHOUT ROWID",
    "INSERT INTO outbox SELECT id, endpoint, due, attempts, level, was, replaces, body FROM outbox_of_ratings",
    "DROP TABLE outbox_of_ratings",
    "CREATE INDEX outbox_by_due ON outbox (endpoint, due)",
    "CREATE INDEX outbox_by_replaces ON outbox (replaces) WHERE replaces IS NOT NULL",
    // Tips (`id` is empty) and the messages that follow them, by which a repeat is known: on which day each came, and on which
    // every endpoint had confirmed it.
    "CREATE TABLE post (lookup TEXT NOT NULL, id TEXT NOT NULL, digest TEXT NOT NULL, event TEXT NOT NULL UNIQUE, \
     day INTEGER NOT NULL, delivered INTEGER, PRIMARY KEY (lookup, id)) WITHOUT ROWID",
    // What the unit said and that the citizen wrote, in order.
    "CREATE TABLE entry (lookup TEXT NOT NULL, place INTEGER NOT NULL, id TEXT NOT NULL, digest TEXT NOT NULL, \
     by TEXT NOT NULL, day INTEGER NOT NULL, status TEXT, sealed TEXT, PRIMARY KEY (lookup, place)) WITHOUT ROWID",
    // Sealed files. Until a tip or a message names one, nobody owns it, and `hour` (of UTC, since 1970) says since when.
    "CREATE TABLE file (lookup TEXT NOT NULL, id TEXT NOT NULL, hour INTEGER, size INTEGER NOT NULL, \
     PRIMARY KEY (lookup, id)) WITHOUT ROWID",
    "CREATE INDEX file_unclaimed ON file (hour, size) WHERE hour IS NOT NULL",
    // Their pieces, each of at most 1 MiB.
    "CREATE TABLE piece (lookup TEXT NOT NULL, file TEXT NOT NULL, place INTEGER NOT NULL, bytes BLOB NOT NULL, \
     PRIMARY KEY (lookup, file, place)) WITHOUT ROWID",
];

/// Brings the tables to this release. Errors: [`SqlError`].
pub(crate) fn prepare(sql: &dyn Sql) -> Result<(), SqlError> {
    let [meta, ..] = RATINGS;
    sql.run(meta, &[])?;
    let known = sql.first("SELECT value FROM meta WHERE key = 'version'", &[])?;
    let had: usize = known.map_or(Ok(0), |row| row.text(0)?.parse().map_err(|_| SqlError::Shape))?;
    for statement in STEPS.iter().skip(had).copied().flatten() {
        sql.run(statement, &[])?;
    }
    let version = STEPS.len().max(had).to_string();
    let statement = "INSERT INTO meta (key, value) VALUES ('version', ?1) \
                     ON CONFLICT (key) DO UPDATE SET value = ?1 WHERE value <> ?1";
    sql.run(statement, &[version.into()]).map(drop)
}

/// Whose mailbox this is, once something was stored in it. Errors: [`SqlError`].
pub(crate) fn owner(sql: &dyn Sql) -> Result<Option<UnitId>, SqlError> {
    let Some(row) = sql.first("SELECT value FROM meta WHERE key = 'unit'", &[])? else { return Ok(None) };
    row.text(0)?.parse().map(Some).map_err(|_| SqlError::Shape)
}

/// Notes whose mailbox this is, for the alarm, which nobody tells. Errors: [`SqlError`].
pub(crate) fn set_owner(sql: &dyn Sql, unit: &UnitId) -> Result<(), SqlError> {
    let unit = Value::from(unit.as_str());
    sql.run("INSERT INTO meta (key, value) VALUES ('unit', ?) ON CONFLICT (key) DO NOTHING", &[unit])
        .map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mailbox::{outbox, sql::tests::Memory};
    use tt_contract::time::Millis;

    #[test]
    fn a_mailbox_of_the_first_release_loses_nothing() {
        let sql = Memory::empty();
        for table in RATINGS {
            sql.run(table, &[]).unwrap();
        }
        for statement in [
            "INSERT INTO meta VALUES ('unit', 'c06')",
            "INSERT INTO endpoint VALUES ('main', 2, 0)",
            "INSERT INTO outbox VALUES ('a', 'main', 0, 3, 4, NULL, NULL, '{}'), ('b', 'main', 5, 0, 5, 4, 'a', '{}')",
            "INSERT INTO total VALUES (5, 1)",
        ] {
            sql.run(statement, &[]).unwrap();
        }
        for _ in 0..2 {
            prepare(&sql).unwrap();
        }
        assert_eq!(owner(&sql).unwrap().unwrap().as_str(), "c06");
        assert_eq!(
            sql.number("SELECT count(*) FROM outbox WHERE replaces = 'a' AND was = 4 AND level = 5"),
            1
        );
        let due = outbox::take(&sql, "main", Millis(9)).unwrap().unwrap();
        assert_eq!((due.id.as_str(), due.attempt), ("a", 4));
        assert_eq!(sql.number("SELECT count(*) FROM total"), 1);
        sql.run("INSERT INTO outbox VALUES ('c', 'main', 0, 0, NULL, NULL, NULL, '{}')", &[]).unwrap();
    }

    #[test]
    fn a_mailbox_of_a_later_release_is_left_as_it_is() {
        let sql = Memory::mailbox();
        sql.run("UPDATE meta SET value = '9' WHERE key = 'version'", &[]).unwrap();
        prepare(&sql).unwrap();
        assert_eq!(sql.number("SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'version'"), 9);
    }
}
