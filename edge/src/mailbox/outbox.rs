//! Events that wait for an endpoint, each once for each endpoint of the unit.

use super::{
    sql::{Sql, SqlError},
    tally,
};
use tt_contract::time::Millis;

/// What a row carries.
pub(crate) struct Waiting<'a> {
    /// The event's id.
    pub(crate) id: &'a str,
    /// The endpoint's name.
    pub(crate) endpoint: &'a str,
    /// When it may first be sent, in milliseconds since 1970; 0 is at once.
    pub(crate) due: i64,
    /// A rating's level; a tip has none.
    pub(crate) level: Option<i64>,
    /// The level that the summary shows until this event is released.
    pub(crate) was: Option<i64>,
    /// The id of the event it takes the place of.
    pub(crate) replaces: Option<&'a str>,
    /// The payload.
    pub(crate) body: &'a str,
}

/// What is known of an event at one endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    /// When it is due.
    pub(crate) due: i64,
    /// How often it was tried.
    pub(crate) attempts: i64,
    /// The level of the event before it in the chain, if the summary still shows that.
    pub(crate) was: Option<i64>,
    /// The event it takes the place of.
    pub(crate) replaces: Option<String>,
}

/// An event to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Due {
    /// Its id.
    pub(crate) id: String,
    /// Its payload.
    pub(crate) body: String,
    /// Which attempt this is, 1 first.
    pub(crate) attempt: i64,
}

/// Lets an event wait. Errors: [`SqlError`].
pub(crate) fn put(sql: &dyn Sql, row: &Waiting<'_>) -> Result<(), SqlError> {
    let endpoint =
        "INSERT INTO endpoint (name, failures, not_before) VALUES (?, 0, 0) ON CONFLICT (name) DO NOTHING";
    sql.run(endpoint, &[row.endpoint.into()])?;
    let statement = "INSERT INTO outbox (id, endpoint, due, attempts, level, was, replaces, body) \
                     VALUES (?, ?, ?, 0, ?, ?, ?, ?)";
    let values = [
        row.id.into(),
        row.endpoint.into(),
        row.due.into(),
        row.level.into(),
        row.was.into(),
        row.replaces.into(),
        row.body.into(),
    ];
    sql.run(statement, &values).map(drop)
}

/// How an event stands at one endpoint; `None` once it is delivered. Errors: [`SqlError`].
pub(crate) fn standing(sql: &dyn Sql, id: &str, endpoint: &str) -> Result<Option<Standing>, SqlError> {
    let statement = "SELECT due, attempts, was, replaces FROM outbox WHERE id = ? AND endpoint = ?";
    let Some(row) = sql.first(statement, &[id.into(), endpoint.into()])? else { return Ok(None) };
    let replaces = row.opt_text(3)?.map(str::to_owned);
    Ok(Some(Standing { due: row.int(0)?, attempts: row.int(1)?, was: row.opt_int(2)?, replaces }))
}

/// Takes an event out: it is delivered, or another takes its place unsent. Errors: [`SqlError`].
pub(crate) fn remove(sql: &dyn Sql, id: &str, endpoint: &str) -> Result<(), SqlError> {
    sql.run("DELETE FROM outbox WHERE id = ? AND endpoint = ?", &[id.into(), endpoint.into()]).map(drop)
}

/// The event to send next to an endpoint, counted as tried from now on: after a crash nobody knows whether it
/// arrived. An event never overtakes the one it takes the place of. Errors: [`SqlError`].
pub(crate) fn take(sql: &dyn Sql, endpoint: &str, now: Millis) -> Result<Option<Due>, SqlError> {
    let statement = "SELECT id, body, attempts FROM outbox o WHERE endpoint = ?1 AND due <= ?2 \
         AND EXISTS (SELECT 1 FROM endpoint WHERE name = ?1 AND not_before <= ?2) \
         AND NOT EXISTS (SELECT 1 FROM outbox p WHERE p.id = o.replaces AND p.endpoint = ?1) \
         ORDER BY due LIMIT 1";
    let Some(row) = sql.first(statement, &[endpoint.into(), now.0.into()])? else { return Ok(None) };
    let due = Due { id: row.text(0)?.to_owned(), body: row.text(1)?.to_owned(), attempt: row.int(2)? + 1 };
    let values = [due.attempt.into(), due.id.as_str().into(), endpoint.into()];
    sql.run("UPDATE outbox SET attempts = ? WHERE id = ? AND endpoint = ?", &values)?;
    Ok(Some(due))
}

/// Puts an event off, and with it what takes its place. Errors: [`SqlError`].
pub(crate) fn postpone(sql: &dyn Sql, id: &str, endpoint: &str, until: i64) -> Result<(), SqlError> {
    let values = [until.into(), id.into(), endpoint.into()];
    sql.run("UPDATE outbox SET due = ? WHERE id = ? AND endpoint = ?", &values)?;
    sql.run("UPDATE outbox SET due = max(due, ?) WHERE replaces = ? AND endpoint = ?", &values).map(drop)
}

/// The endpoint answered. Errors: [`SqlError`].
pub(crate) fn recovered(sql: &dyn Sql, endpoint: &str) -> Result<(), SqlError> {
    let statement = "UPDATE endpoint SET failures = 0, not_before = 0 WHERE name = ? AND failures > 0";
    sql.run(statement, &[endpoint.into()]).map(drop)
}

/// How often in a row the endpoint has failed. Errors: [`SqlError`].
pub(crate) fn failures(sql: &dyn Sql, endpoint: &str) -> Result<i64, SqlError> {
    let row = sql.first("SELECT failures FROM endpoint WHERE name = ?", &[endpoint.into()])?;
    row.map_or(Ok(0), |row| row.int(0))
}

/// Leaves an endpoint alone until then. Errors: [`SqlError`].
pub(crate) fn leave_alone(sql: &dyn Sql, endpoint: &str, failures: i64, until: i64) -> Result<(), SqlError> {
    let values = [failures.into(), until.into(), endpoint.into()];
    sql.run("UPDATE endpoint SET failures = ?, not_before = ? WHERE name = ?", &values).map(drop)
}

/// The names of the endpoints for which something waits. Errors: [`SqlError`].
pub(crate) fn endpoints(sql: &dyn Sql) -> Result<Vec<String>, SqlError> {
    let statement = "SELECT name FROM endpoint e WHERE EXISTS (SELECT 1 FROM outbox WHERE endpoint = e.name)";
    sql.run(statement, &[])?.iter().map(|row| row.text(0).map(str::to_owned)).collect()
}

/// When the next event is due at an endpoint that is not left alone; `None` when nothing waits. Errors: [`SqlError`].
pub(crate) fn next_due(sql: &dyn Sql) -> Result<Option<i64>, SqlError> {
    let statement =
        "SELECT min(max(not_before, (SELECT min(due) FROM outbox WHERE endpoint = name))) FROM endpoint";
    sql.first(statement, &[])?.map_or(Ok(None), |row| row.opt_int(0))
}

/// By how much the tally is ahead of what the unit was told, level 1 first: ratings not released yet count for
/// nothing, and those they take the place of still count. Errors: [`SqlError`].
pub(crate) fn unreleased(sql: &dyn Sql, now: Millis) -> Result<[i64; 5], SqlError> {
    // Through the endpoints, so that the index on `due` serves.
    let held = "SELECT o.id, o.level, o.was FROM endpoint e JOIN outbox o ON o.endpoint = e.name AND o.due > ?1 \
                WHERE o.attempts = 0 AND o.level IS NOT NULL GROUP BY o.id";
    let statement = format!(
        "WITH held AS ({held}) SELECT level, 1 FROM held UNION ALL SELECT was, -1 FROM held WHERE was IS NOT NULL"
    );
    tally::by_level(&sql.run(&statement, &[now.0.into()])?)
}
