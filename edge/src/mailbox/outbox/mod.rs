//! Events that wait for an endpoint, each once for each endpoint that takes its kind. What a row's columns mean, the schema says.

pub(crate) mod fit;
pub(crate) mod pull;
pub(crate) mod retry;
pub(crate) mod settle;
pub(crate) mod take;

#[cfg(test)]
mod plans;
#[cfg(test)]
mod tests;

use super::{
    erasure::Sealed,
    sql::{Sql, SqlError, Value},
};
use tt_contract::{deliveries::DeliveryError, time::Millis};

/// What a row carries.
pub(crate) struct Waiting<'a> {
    /// The event's id.
    pub(crate) id: &'a str,
    /// The endpoint's name.
    pub(crate) endpoint: &'a str,
    /// When it may first be sent, in milliseconds since 1970.
    pub(crate) release: i64,
    /// Whether it keeps the order in which it came, as tips do.
    pub(crate) in_order: bool,
    /// Whether the event it takes the place of is still on its way.
    pub(crate) is_behind: bool,
    /// The id of the event it takes the place of.
    pub(crate) replaces: Option<&'a str>,
    /// The payload. Of an event that waits for several endpoints, all may share one.
    pub(crate) body: &'a Sealed,
}

/// What is known of an event that an endpoint has not confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Whether it may have arrived: it was sent, or fetched.
    pub(crate) was_tried: bool,
    /// The event it takes the place of.
    pub(crate) replaces: Option<String>,
}

/// Lets an event wait. Errors: [`SqlError`].
pub(crate) fn put(sql: &dyn Sql, row: &Waiting<'_>) -> Result<(), SqlError> {
    let statement = "INSERT INTO outbox (id, endpoint, release, due, turn, replaces, slot, body) VALUES (?1, ?2, ?3, ?4, \
                     CASE WHEN ?5 THEN coalesce((SELECT turns FROM endpoint WHERE name = ?2), 0) + 1 END, ?6, ?7, ?8)";
    let values = [
        row.id.into(),
        row.endpoint.into(),
        row.release.into(),
        (!row.is_behind).then_some(row.release).into(),
        i64::from(row.in_order).into(),
        row.replaces.into(),
        row.body.slot.into(),
        row.body.bytes.as_slice().into(),
    ];
    sql.exec(statement, &values)
}

/// The latest release of the events that keep their order, in milliseconds since 1970, as far as one
/// waits: that of the last of each endpoint, because none is released before the one before it.
/// Errors: [`SqlError`].
pub(crate) fn last_in_order(sql: &dyn Sql) -> Result<Option<i64>, SqlError> {
    let statement = "SELECT max((SELECT release FROM outbox WHERE endpoint = name AND turn IS NOT NULL \
                     AND due IS NOT NULL ORDER BY turn DESC LIMIT 1)) FROM endpoint";
    sql.first(statement, &[])?.map_or(Ok(None), |row| row.opt_int(0))
}

/// How an event stands at one endpoint; `None` once it is delivered. Errors: [`SqlError`].
pub(crate) fn standing(sql: &dyn Sql, id: &str, endpoint: &str) -> Result<Option<Standing>, SqlError> {
    let statement = "SELECT attempts, replaces FROM outbox WHERE id = ? AND endpoint = ?";
    let Some(row) = sql.first(statement, &[id.into(), endpoint.into()])? else { return Ok(None) };
    Ok(Some(Standing { was_tried: row.int(0)? > 0, replaces: row.opt_text(1)?.map(str::to_owned) }))
}

/// Takes an event out that was never tried, because another takes its place. Errors: [`SqlError`].
pub(crate) fn withdraw(sql: &dyn Sql, id: &str, endpoint: &str) -> Result<(), SqlError> {
    sql.exec("DELETE FROM outbox WHERE id = ? AND endpoint = ?", &[id.into(), endpoint.into()])
}

/// When the next event is due at an endpoint to which something is sent; `None` when nothing waits there. Errors: [`SqlError`].
pub(crate) fn next_due(sql: &dyn Sql) -> Result<Option<i64>, SqlError> {
    let statement = "SELECT min(max(not_before, due)) FROM ( \
        SELECT not_before, (SELECT min(due) FROM outbox WHERE endpoint = name AND turn IS NULL AND due IS NOT NULL) AS due \
        FROM endpoint UNION ALL \
        SELECT not_before, (SELECT due FROM outbox WHERE endpoint = name AND turn IS NOT NULL AND due IS NOT NULL \
        ORDER BY turn LIMIT 1) FROM endpoint)";
    sql.first(statement, &[])?.map_or(Ok(None), |row| row.opt_int(0))
}

/// Leaves an endpoint alone until then, for a reason that is not its own. Errors: [`SqlError`].
pub(crate) fn leave_alone(
    sql: &dyn Sql,
    endpoint: &str,
    until: i64,
    why: DeliveryError,
) -> Result<(), SqlError> {
    let statement = "UPDATE endpoint SET not_before = ?, last_error = ? WHERE name = ?";
    sql.exec(statement, &[until.into(), noted(why)?.into(), endpoint.into()])
}

/// Further off than any pause and any release, in milliseconds: what is due then was put off by a clock that was wrong.
const NEVER_MS: i64 = 25 * 3_600_000;

/// The latest moment, in milliseconds since 1970, for which anything is rightly kept at `now`.
pub(crate) const fn latest(now: Millis) -> i64 {
    now.0 + NEVER_MS
}

/// Sends at once what a wrong clock put off for weeks, and counts as released what it held back. Errors: [`SqlError`].
pub(crate) fn mend(sql: &dyn Sql, now: Millis) -> Result<(), SqlError> {
    let latest = latest(now);
    for row in sql.run("SELECT name FROM endpoint", &[])? {
        let name = Value::from(row.text(0)?);
        let values = [now.0.into(), latest.into(), name.clone()];
        // There is hardly ever one; else every row is looked at.
        let ahead = "SELECT 1 FROM pending WHERE endpoint = ? AND at > ? LIMIT 1";
        if sql.first(ahead, &[name, latest.into()])?.is_some() {
            sql.exec("UPDATE outbox SET release = ?1 WHERE endpoint = ?3 AND release > ?2", &values)?;
        }
        // Each by the index of its kind.
        for kind in ["turn IS NULL", "turn IS NOT NULL"] {
            let statement = format!(
                "UPDATE outbox SET due = ?1 WHERE endpoint = ?3 AND {kind} AND due IS NOT NULL AND due > ?2"
            );
            sql.exec(&statement, &values)?;
        }
        sql.exec("UPDATE endpoint SET not_before = ?1 WHERE name = ?3 AND not_before > ?2", &values)?;
    }
    Ok(())
}

/// An error as a column keeps it.
fn noted(error: DeliveryError) -> Result<String, SqlError> {
    serde_json::to_string(&error).map_err(|_| SqlError::Shape)
}
