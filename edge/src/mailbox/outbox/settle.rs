//! What became of an event that was sent, noted.

use super::{noted, take::Taken};
use crate::{
    deliver::state::{AtEndpoint, AtEvent, Settled},
    mailbox::{
        sql::{Sql, SqlError, Value},
        tip::post,
    },
};
use tt_contract::time::Day;

/// Notes what became of `taken`. Errors: [`SqlError`].
pub(crate) fn settle(
    sql: &dyn Sql,
    endpoint: &str,
    taken: &Taken,
    settled: Settled,
    today: Day,
) -> Result<(), SqlError> {
    let rows = taken.rows();
    let (id, name) = (Value::from(taken.id.as_str()), Value::from(endpoint));
    let mut delivered = 0;
    match settled.event {
        AtEvent::Delivered => {
            let gone =
                sql.run(&format!("DELETE FROM outbox WHERE {rows} RETURNING 1"), &[id, name.clone()])?;
            delivered = i64::try_from(gone.len()).map_err(|_| SqlError::Shape)?;
            if taken.is_tip {
                post::delivered(sql, &taken.id, today)?;
            }
        }
        AtEvent::Waiting { due, refusals } => {
            let statement = format!("UPDATE outbox SET due = ?3, refusals = ?4 WHERE {rows}");
            sql.exec(&statement, &[id, name.clone(), due.into(), refusals.into()])?;
        }
        // An attempt stays an attempt: one that was lost may have arrived, and a changed rating must follow it.
        AtEvent::Apart { due } => {
            let statement = format!("UPDATE outbox SET batch = id, due = ?3, refusals = 0 WHERE {rows}");
            sql.exec(&statement, &[id, name.clone(), due.into()])?;
        }
        AtEvent::Held(error) => {
            let statement = format!("UPDATE outbox SET due = NULL, held = ?3 WHERE {rows}");
            sql.exec(&statement, &[id, name.clone(), noted(error)?.into()])?;
        }
    }
    let (failures, not_before, reason, error) = match settled.endpoint {
        AtEndpoint::Open(error) => (0, Some(0), None, error),
        AtEndpoint::Resting { failures, until, error } => (failures, Some(until), None, Some(error)),
        AtEndpoint::Held { failures, error } => (failures, None, Some(error), Some(error)),
    };
    let statement = "UPDATE endpoint SET delivered = delivered + ?, failures = ?, not_before = ?, reason = ?, \
                     last_error = ? WHERE name = ?";
    let values = [
        delivered.into(),
        failures.into(),
        not_before.into(),
        reason.map(noted).transpose()?.into(),
        error.map(noted).transpose()?.into(),
        name,
    ];
    sql.exec(statement, &values)
}
