//! What a unit fetches for itself.

use super::fit::fit;
use crate::mailbox::{
    erasure,
    sql::{Sql, SqlError, Value},
    tip::post,
};
use tt_contract::{
    deliveries::Cursor,
    limits::{PULLED_BYTES, PULLED_EVENTS},
    time::Millis,
    unit::Unit,
};

/// What is handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Page {
    /// The payloads, in order.
    pub(crate) events: Vec<String>,
    /// The place of the last: whoever asks for what comes after it has them all.
    pub(crate) last: i64,
}

impl Page {
    /// What the unit gets: the events, and the cursor after them.
    pub(crate) fn json(&self) -> String {
        format!(r#"{{"events":[{}],"next":"{}"}}"#, self.events.join(","), Cursor::of(self.last))
    }
}

/// Acknowledges everything up to the place `after`, and hands out what comes behind it: first what was handed out before and
/// not acknowledged, then what is due by `now`, each at the next place. `None` where `after` is a place that was never given, as after
/// a mailbox was restored: nothing is acknowledged then. Errors: [`SqlError`].
pub(crate) fn pull(
    sql: &dyn Sql,
    unit: &Unit,
    endpoint: &str,
    after: i64,
    now: Millis,
) -> Result<Option<Page>, SqlError> {
    fit(sql, unit)?;
    let name = Value::from(endpoint);
    let row = sql.first("SELECT places FROM endpoint WHERE name = ?", std::slice::from_ref(&name))?;
    let mut places = row.map_or(Ok(0), |row| row.int(0))?;
    if after > places {
        return Ok(None);
    }
    acknowledge(sql, &name, after, now)?;
    let (mut events, mut bytes, mut last) = (Vec::new(), 0, after);
    while events.len() < PULLED_EVENTS && bytes < PULLED_BYTES {
        let handed = "SELECT place, body, (SELECT key FROM data_key WHERE data_key.slot = outbox.slot) FROM outbox \
                      WHERE endpoint = ?1 AND place > ?2 ORDER BY place LIMIT 1";
        let row = match sql.first(handed, &[name.clone(), last.into()])? {
            Some(row) => row,
            None if hand_out(sql, &name, places + 1, now)? => {
                places += 1;
                continue;
            }
            None => break,
        };
        last = row.int(0)?;
        let body = erasure::open_text(&row, 1, 2)?;
        bytes += body.len();
        events.push(body);
    }
    Ok(Some(Page { events, last }))
}

fn acknowledge(sql: &dyn Sql, endpoint: &Value, up_to: i64, now: Millis) -> Result<(), SqlError> {
    let statement = "DELETE FROM outbox WHERE endpoint = ? AND place <= ? RETURNING id, turn";
    let gone = sql.run(statement, &[endpoint.clone(), up_to.into()])?;
    for row in &gone {
        if row.opt_int(1)?.is_some() {
            post::delivered(sql, row.text(0)?, now.day())?;
        }
    }
    if gone.is_empty() {
        return Ok(());
    }
    let count = i64::try_from(gone.len()).map_err(|_| SqlError::Shape)?;
    let statement = "UPDATE endpoint SET delivered = delivered + ? WHERE name = ?";
    sql.exec(statement, &[count.into(), endpoint.clone()])
}

/// Gives the event that comes next a place, and says whether there is one. Errors: [`SqlError`].
fn hand_out(sql: &dyn Sql, endpoint: &Value, place: i64, now: Millis) -> Result<bool, SqlError> {
    let Some(row) = sql.first(super::take::NEXT, &[endpoint.clone(), now.0.into()])? else {
        return Ok(false);
    };
    let statement =
        "UPDATE outbox SET place = ?, due = NULL, attempts = attempts + 1 WHERE id = ? AND endpoint = ?";
    sql.exec(statement, &[place.into(), row.text(0)?.into(), endpoint.clone()])?;
    sql.exec("UPDATE endpoint SET places = ? WHERE name = ?", &[place.into(), endpoint.clone()])?;
    Ok(true)
}
