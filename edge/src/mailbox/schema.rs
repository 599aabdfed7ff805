//! What a mailbox keeps. No table has row ids, which would keep the order of arrival, and none a time finer than the
//! hour but `due` and `not_before`, which are drawn at random or follow from an attempt to deliver.

use super::sql::{Sql, SqlError, Value};
use tt_contract::unit::UnitId;

const TABLES: [&str; 9] = [
    // Facts about the mailbox itself: whose it is, which day was last tidied.
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

/// Makes the tables that are not there. Errors: [`SqlError`].
pub(crate) fn prepare(sql: &dyn Sql) -> Result<(), SqlError> {
    TABLES.iter().try_for_each(|table| sql.run(table, &[]).map(drop))
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
