//! What is held is sent again.

use crate::mailbox::{
    counts,
    sql::{Sql, SqlError, Value},
};
use tt_contract::{
    deliveries::{Deliveries, Retried, Retry},
    time::Millis,
    unit::Unit,
};

/// Sends again what `retry` names: events that are held for themselves, and, where no single event is meant, what is held with its
/// endpoint, which is tried at once also where it rests. Errors: [`SqlError`].
pub(crate) fn retry(sql: &dyn Sql, unit: &Unit, retry: &Retry, now: Millis) -> Result<Retried, SqlError> {
    let again =
        "UPDATE outbox SET held = NULL, refusals = 0, due = release WHERE held IS NOT NULL AND endpoint = ?1";
    super::mend(sql, now)?;
    let Deliveries { endpoints } = counts::deliveries(sql, unit, now)?;
    let mut events = 0;
    for at in endpoints.iter().filter(|at| retry.endpoint.as_ref().is_none_or(|name| *name == at.name)) {
        let name = Value::from(at.name.as_str());
        if let Some(id) = retry.id {
            let one = format!("{again} AND (id = ?2 OR batch = ?2) RETURNING 1");
            let rows = sql.run(&one, &[name, id.to_string().into()])?;
            // A batch is one event.
            events += u64::from(!rows.is_empty());
        } else {
            sql.exec(again, std::slice::from_ref(&name))?;
            let open = "UPDATE endpoint SET failures = 0, not_before = 0, reason = NULL WHERE name = ? \
                        AND (not_before > 0 OR reason IS NOT NULL)";
            sql.exec(open, &[name])?;
            events += at.held;
        }
    }
    Ok(Retried { events })
}
