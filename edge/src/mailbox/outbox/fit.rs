//! What is known of the endpoints follows the unit's file.

use super::leave_alone;
use crate::mailbox::sql::{Sql, SqlError};
use tt_contract::{
    deliveries::DeliveryError,
    time::Millis,
    unit::{Unit, Way},
};

/// Sends nothing to an endpoint that now fetches, and sends one that no longer does what it was handed once more. Nothing may be handed out
/// before this: of an endpoint that is not known to fetch it would be sent to nobody. Errors: [`SqlError`].
pub(crate) fn fit(sql: &dyn Sql, unit: &Unit) -> Result<(), SqlError> {
    for row in sql.run("SELECT name, not_before IS NULL AND reason IS NULL FROM endpoint", &[])? {
        let (name, fetches) = (row.text(0)?, row.int(1)? == 1);
        let statements = match way(unit, name) {
            Some(Way::Pull) if !fetches => [
                "UPDATE endpoint SET not_before = NULL, reason = NULL WHERE name = ?",
                // Of a batch it may fetch a part; under the batch's id nothing else may ever come.
                "UPDATE outbox SET batch = id WHERE endpoint = ? AND batch IS NOT NULL",
            ],
            Some(Way::Push(_)) | None if fetches => [
                "UPDATE endpoint SET not_before = 0 WHERE name = ?",
                "UPDATE outbox SET place = NULL, due = release WHERE endpoint = ? AND place IS NOT NULL",
            ],
            _ => continue,
        };
        for statement in statements {
            sql.exec(statement, &[name.into()])?;
        }
    }
    Ok(())
}

/// The names of the endpoints that are no longer in the file and for which something waits. Each is left alone until then. Errors:
/// [`SqlError`].
pub(crate) fn orphans(sql: &dyn Sql, unit: &Unit, now: Millis, until: i64) -> Result<Vec<String>, SqlError> {
    let waited_for = "SELECT name FROM endpoint WHERE waiting > 0 AND not_before <= ?";
    let mut orphans = Vec::new();
    for row in sql.run(waited_for, &[now.0.into()])? {
        let name = row.text(0)?;
        if way(unit, name).is_none() {
            leave_alone(sql, name, until, DeliveryError::NoEndpoint)?;
            orphans.push(name.to_owned());
        }
    }
    Ok(orphans)
}

/// How an endpoint gets its events; `None` where the file does not name it.
fn way<'a>(unit: &'a Unit, name: &str) -> Option<&'a Way> {
    unit.endpoints.iter().find(|endpoint| endpoint.name == name).map(|endpoint| &endpoint.way)
}
