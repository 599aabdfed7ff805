//! How deliveries stand.

use super::sql::{Row, Sql, SqlError};
use tt_contract::{
    deliveries::{AtEndpoint, Deliveries, State},
    time::Millis,
    unit::Unit,
};

/// How the deliveries of `unit` stand. What is not released is counted nowhere. Errors: [`SqlError`].
pub(crate) fn deliveries(sql: &dyn Sql, unit: &Unit, now: Millis) -> Result<Deliveries, SqlError> {
    let statement = "SELECT not_before, count(id), min(due) FROM endpoint LEFT JOIN outbox \
                     ON endpoint = name AND (due <= ?2 OR attempts > 0) WHERE name = ?1 GROUP BY name";
    let at = |name: &str| {
        let row = sql.first(statement, &[name.into(), now.0.into()])?;
        let row = row.unwrap_or(Row(vec![0.into(), 0.into(), super::sql::Value::Null]));
        let rest = row.int(0)? - now.0;
        let retry_after_s = u32::try_from(rest / 1000 + 1).unwrap_or(u32::MAX);
        let oldest = row.opt_int(2)?.filter(|due| *due > 0).map(|due| Millis(due).hour());
        Ok(AtEndpoint {
            name: name.to_owned(),
            state: if rest > 0 { State::Resting { retry_after_s } } else { State::Open },
            waiting: u64::try_from(row.int(1)?).map_err(|_| SqlError::Shape)?,
            held: 0,
            delivered: 0,
            oldest,
            last_error: None,
            held_events: Vec::new(),
        })
    };
    let endpoints = unit.endpoints.iter().map(|endpoint| at(&endpoint.name)).collect::<Result<_, _>>()?;
    Ok(Deliveries { endpoints })
}
