//! How deliveries stand.

use super::sql::{Row, Sql, SqlError};
use tt_contract::{
    deliveries::{AtEndpoint, Deliveries, DeliveryError, HELD_SHOWN, HeldEvent, State},
    time::Millis,
    unit::Unit,
};

/// What is known of an endpoint. That nothing is released yet is not said: of what is to come, nothing is counted.
const KNOWN: &str = "SELECT name, failures, not_before, reason, last_error, held, delivered, \
    waiting - coalesce((SELECT sum(count) FROM pending WHERE endpoint = name AND at > ?1), 0), \
    (SELECT min(at) FROM pending WHERE endpoint = name) FROM endpoint";

/// How the deliveries of `unit` stand. What is not released is counted nowhere. Errors: [`SqlError`].
pub(crate) fn deliveries(sql: &dyn Sql, unit: &Unit, now: Millis) -> Result<Deliveries, SqlError> {
    let rows = sql.run(KNOWN, &[now.0.into()])?;
    let mut known = rows.iter().map(|row| known(sql, row, now)).collect::<Result<Vec<_>, _>>()?;
    let mut endpoints = Vec::new();
    for endpoint in &unit.endpoints {
        let place = known.iter().position(|at| at.name == endpoint.name);
        endpoints.push(place.map_or_else(|| idle(&endpoint.name), |place| known.swap_remove(place)));
    }
    known.retain(|at| at.waiting + at.held > 0);
    known.sort_by(|one, other| one.name.cmp(&other.name));
    endpoints.extend(known);
    Ok(Deliveries { endpoints })
}

/// One that nothing was ever stored for.
fn idle(name: &str) -> AtEndpoint {
    AtEndpoint {
        name: name.to_owned(),
        state: State::Open,
        waiting: 0,
        held: 0,
        delivered: 0,
        oldest: None,
        last_error: None,
        held_events: Vec::new(),
    }
}

fn known(sql: &dyn Sql, row: &Row, now: Millis) -> Result<AtEndpoint, SqlError> {
    let (name, rest) = (row.text(0)?, row.opt_int(2)?.unwrap_or_default() - now.0);
    let state = match error(row.opt_text(3)?)? {
        Some(reason) => State::Held { reason },
        None if rest > 0 => {
            State::Resting { retry_after_s: u32::try_from(rest.div_euclid(1000) + 1).unwrap_or(u32::MAX) }
        }
        None => State::Open,
    };
    let (waiting, held) = (number(row, 7)?, number(row, 5)?);
    let (waiting, held) = match state {
        State::Held { .. } => (0, waiting + held),
        _ => (waiting, held),
    };
    Ok(AtEndpoint {
        name: name.to_owned(),
        state,
        waiting,
        held,
        delivered: number(row, 6)?,
        oldest: row.opt_int(8)?.filter(|release| *release <= now.0).map(|release| Millis(release).hour()),
        last_error: error(row.opt_text(4)?)?,
        held_events: held_events(sql, name)?,
    })
}

fn held_events(sql: &dyn Sql, endpoint: &str) -> Result<Vec<HeldEvent>, SqlError> {
    let statement = "SELECT coalesce(batch, id), held FROM outbox WHERE endpoint = ? AND held IS NOT NULL \
                     ORDER BY id LIMIT ?";
    let most = i64::try_from(HELD_SHOWN).map_err(|_| SqlError::Shape)?;
    let mut shown: Vec<HeldEvent> = Vec::new();
    for row in sql.run(statement, &[endpoint.into(), most.into()])? {
        let id = row.text(0)?.parse().map_err(|_| SqlError::Shape)?;
        let error = error(Some(row.text(1)?))?.ok_or(SqlError::Shape)?;
        if shown.iter().all(|known| known.id != id) {
            shown.push(HeldEvent { id, error });
        }
    }
    Ok(shown)
}

fn error(noted: Option<&str>) -> Result<Option<DeliveryError>, SqlError> {
    noted.map(|json| serde_json::from_str(json).map_err(|_| SqlError::Shape)).transpose()
}

/// A count; what a disk's owner has tampered with must not pass for a huge one.
fn number(row: &Row, column: usize) -> Result<u64, SqlError> {
    u64::try_from(row.int(column)?).map_err(|_| SqlError::Shape)
}
