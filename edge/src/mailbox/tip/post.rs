//! Accepts a tip, or a message that follows one: everything that is stored for it, in one transaction that the caller opens.

use super::{files, timeline};
use crate::mailbox::{
    accept::Draw,
    erasure::Keyring,
    outbox::{self, Waiting},
    release::{in_order, release},
    schema,
    sql::{Sql, SqlError, Value},
};
use tt_contract::{
    event::Event,
    fault::Fault,
    id::SubmissionId,
    time::{Day, Millis},
    tip::{By, Envelope},
    unit::{Topic, Unit},
};

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Posted {
    /// It is kept.
    Kept,
    /// It was kept before.
    Again,
    /// Its lookup, or its id, stands for another content.
    IdReused,
    /// Its files are not as it says; nothing was kept.
    Files(Fault),
}

/// Accepts what came in `envelope`, whose repeat is known by `digest`; `draw` is for the id under which the unit gets it, and
/// for when, and one of `keys` encrypts it. Errors: [`SqlError`]; the transaction must then be undone.
pub(crate) fn accept(
    sql: &dyn Sql,
    unit: &Unit,
    envelope: &Envelope,
    digest: &str,
    now: Millis,
    draw: Draw,
    keys: &mut Keyring<'_>,
) -> Result<Posted, SqlError> {
    schema::set_owner(sql, &unit.id)?;
    let lookup = Value::from(envelope.lookup.to_string());
    let id = envelope.message.map(|id| id.to_string()).unwrap_or_default();
    let known = "SELECT digest FROM post WHERE lookup = ? AND id = ?";
    if let Some(row) = sql.first(known, &[lookup.clone(), id.as_str().into()])? {
        return Ok(if row.text(0)? == digest { Posted::Again } else { Posted::IdReused });
    }
    if let Err(fault) = files::claim(sql, envelope.lookup, &envelope.files, envelope.keys.len())? {
        return Ok(Posted::Files(fault));
    }
    let delay = unit.tip_off.as_ref().map_or(0, |tip_off| tip_off.release_delay_s);
    let drawn = release(&unit.id, now, delay, draw.release);
    let release = in_order(drawn, outbox::last_in_order(sql)?);
    // Hour and day are those of its release: others beside it would say how near to their end it came.
    let (hour, day) = (Millis(release).hour(), Millis(release).day());
    let event = SubmissionId::from_random(draw.event);
    let name = event.to_string();
    let statement = "INSERT INTO post (lookup, id, digest, event, day) VALUES (?, ?, ?, ?, ?)";
    let values = [lookup, id.as_str().into(), digest.into(), name.as_str().into(), Value::Int(day.0)];
    sql.exec(statement, &values)?;
    if let Some(message) = envelope.message {
        let entry = timeline::New { by: By::Citizen, id: message, digest, status: None, sealed: None };
        timeline::add(sql, envelope.lookup, &entry, day)?;
    }
    let event = Event::sealed(event, unit.id.clone(), envelope.clone(), hour);
    let body = serde_json::to_vec(&event).map_err(|_| SqlError::Shape)?;
    let mut endpoints = unit.endpoints.iter().filter(|endpoint| endpoint.takes(Topic::Tip)).peekable();
    if endpoints.peek().is_none() {
        return Ok(Posted::Kept);
    }
    let body = keys.seal(body)?;
    for endpoint in endpoints {
        let row = Waiting {
            id: &name,
            endpoint: &endpoint.name,
            release,
            in_order: true,
            is_behind: false,
            replaces: None,
            body: &body,
        };
        outbox::put(sql, &row)?;
    }
    Ok(Posted::Kept)
}

/// Notes that an endpoint has confirmed `event`: once all have, the retention time of its tip begins. Events of ratings are
/// not meant, and change nothing. Errors: [`SqlError`].
pub(crate) fn delivered(sql: &dyn Sql, event: &str, today: Day) -> Result<(), SqlError> {
    let statement = "UPDATE post SET delivered = ?2 WHERE event = ?1 AND delivered IS NULL \
                     AND NOT EXISTS (SELECT 1 FROM outbox WHERE id = ?1)";
    sql.exec(statement, &[event.into(), Value::Int(today.0)])
}
