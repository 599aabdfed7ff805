//! Which event is sent next.

use crate::{
    deliver::state::Sending,
    mailbox::{
        erasure,
        sql::{Sql, SqlError},
    },
};
use tt_contract::{event, id::SubmissionId, time::Millis};

/// How ratings travel together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Together {
    /// At most so many.
    pub(crate) most: usize,
    /// The id that a batch which is formed now gets.
    pub(crate) id: SubmissionId,
}

/// An event that is being sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Taken {
    /// Its id; that of the batch, where it is one.
    pub(crate) id: String,
    /// Whether it is a batch.
    pub(crate) is_batch: bool,
    /// Whether it is a tip or a message.
    pub(crate) is_tip: bool,
    /// Its payload.
    pub(crate) body: String,
    /// Which attempt this is, 1 first.
    pub(crate) attempt: i64,
    /// How often the endpoint refused it.
    pub(crate) refusals: i64,
    /// How often in a row the endpoint failed.
    pub(crate) failures: i64,
}

/// The tip that comes first, if it is due; else the rating that was due first. A tip so never waits for a heap of ratings, nor a tip
/// that is refused for longer than its few tries before those behind it.
pub(super) const NEXT: &str = "SELECT id, body, attempts, refusals, batch, turn, \
    (SELECT failures FROM endpoint WHERE name = ?1), \
    (SELECT key FROM data_key WHERE data_key.slot = outbox.slot) FROM outbox WHERE endpoint = ?1 AND id = coalesce( \
    (SELECT id FROM outbox WHERE endpoint = ?1 AND due <= ?2 AND id = (SELECT id FROM outbox \
    WHERE endpoint = ?1 AND turn IS NOT NULL AND due IS NOT NULL ORDER BY turn LIMIT 1)), \
    (SELECT id FROM outbox WHERE endpoint = ?1 AND turn IS NULL AND due IS NOT NULL AND due <= ?2 ORDER BY due LIMIT 1))";

/// The event to send next to an endpoint, counted as tried from now on: after a crash nobody knows whether it
/// arrived. A batch is formed once and keeps its id and what is in it, until it is delivered or taken apart; what was in one that was taken
/// apart goes alone. Errors: [`SqlError`].
pub(crate) fn take(
    sql: &dyn Sql,
    endpoint: &str,
    now: Millis,
    together: Option<Together>,
) -> Result<Option<Taken>, SqlError> {
    let open = "SELECT 1 FROM endpoint WHERE name = ? AND not_before <= ? AND waiting > 0";
    if sql.first(open, &[endpoint.into(), now.0.into()])?.is_none() {
        return Ok(None);
    }
    let Some(row) = sql.first(NEXT, &[endpoint.into(), now.0.into()])? else { return Ok(None) };
    let (is_tip, attempt) = (row.opt_int(5)?.is_some(), row.int(2)? + 1);
    let batch = match (row.opt_text(4)?, together.filter(|_| !is_tip)) {
        (Some(own), _) if own == row.text(0)? => None,
        (Some(formed), _) => Some(formed.to_owned()),
        (None, Some(together)) => Some(form(sql, endpoint, now, together)?),
        (None, None) => None,
    };
    let (refusals, failures) = (row.int(3)?, row.opt_int(6)?.unwrap_or_default());
    let is_batch = batch.is_some();
    let (id, body) = match batch {
        Some(id) => {
            let body = together_body(sql, endpoint, &id)?;
            (id, body)
        }
        None => (row.text(0)?.to_owned(), erasure::open_text(&row, 1, 7)?),
    };
    let taken = Taken { id, is_batch, is_tip, body, attempt, refusals, failures };
    let statement = format!("UPDATE outbox SET attempts = attempts + 1 WHERE {}", taken.rows());
    sql.exec(&statement, &[taken.id.as_str().into(), endpoint.into()])?;
    Ok(Some(taken))
}

impl Taken {
    /// It, on its way.
    pub(crate) const fn sending(&self) -> Sending {
        Sending { refusals: self.refusals, failures: self.failures, is_batch: self.is_batch }
    }

    /// The condition of its rows, for its id and the endpoint as the statement's first parameters.
    pub(super) const fn rows(&self) -> &'static str {
        if self.is_batch { "batch = ?1 AND endpoint = ?2" } else { "id = ?1 AND endpoint = ?2" }
    }
}

/// Forms a batch of the ratings that are due first: its id. Errors: [`SqlError`].
fn form(sql: &dyn Sql, endpoint: &str, now: Millis, together: Together) -> Result<String, SqlError> {
    let statement = "UPDATE outbox SET batch = ?1 WHERE endpoint = ?2 AND id IN (SELECT id FROM outbox \
                     WHERE endpoint = ?2 AND turn IS NULL AND due IS NOT NULL AND due <= ?3 AND batch IS NULL \
                     ORDER BY due LIMIT ?4)";
    let id = together.id.to_string();
    let most = i64::try_from(together.most).map_err(|_| SqlError::Shape)?;
    sql.exec(statement, &[id.as_str().into(), endpoint.into(), now.0.into(), most.into()])?;
    Ok(id)
}

/// The payload of a batch: the same, whenever it is asked for. Errors: [`SqlError`].
fn together_body(sql: &dyn Sql, endpoint: &str, batch: &str) -> Result<String, SqlError> {
    let statement = "SELECT body, release, (SELECT key FROM data_key WHERE data_key.slot = outbox.slot) FROM outbox \
                     WHERE batch = ? AND endpoint = ? ORDER BY id";
    let rows = sql.run(statement, &[batch.into(), endpoint.into()])?;
    let id: SubmissionId = batch.parse().map_err(|_| SqlError::Shape)?;
    let unit = crate::mailbox::schema::owner(sql)?.ok_or(SqlError::Shape)?;
    let bodies =
        rows.iter().map(|row| erasure::open_text(row, 0, 2)).collect::<Result<Vec<String>, SqlError>>()?;
    let bodies: Vec<&str> = bodies.iter().map(String::as_str).collect();
    let releases = rows.iter().map(|row| row.int(1)).collect::<Result<Vec<_>, _>>()?;
    let latest = Millis(releases.into_iter().max().unwrap_or_default()).hour();
    Ok(event::batch(id, &unit, latest, &bodies))
}
