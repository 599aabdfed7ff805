//! What happened to a tip, as the citizen sees it who comes back.

use crate::mailbox::{
    erasure::{self, Keyring, Sealed},
    schema,
    sql::{Row, Sql, SqlError, Value},
};
use tt_contract::{
    id::SubmissionId,
    time::{Day, Millis},
    tip::{Answer, By, Entry, Lookup, Status, Timeline},
    unit::Unit,
};

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answered {
    /// It is kept, or was so already.
    Kept,
    /// Its id stands for another content.
    IdReused,
}

/// A new entry.
pub(super) struct New<'a> {
    pub(super) by: By,
    /// By which a repeat is known, with the digest of the content.
    pub(super) id: SubmissionId,
    pub(super) digest: &'a str,
    pub(super) status: Option<Status>,
    pub(super) sealed: Option<Sealed>,
}

const UNIT: &str = "unit";
const CITIZEN: &str = "citizen";

/// Adds an entry as the last. Errors: [`SqlError`].
pub(super) fn add(sql: &dyn Sql, lookup: Lookup, entry: &New<'_>, day: Day) -> Result<(), SqlError> {
    let statement = "INSERT INTO entry (lookup, place, id, digest, by, day, status, slot, sealed) SELECT ?1, \
                     coalesce(max(place), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM entry WHERE lookup = ?1";
    let by = match entry.by {
        By::Unit => UNIT,
        By::Citizen => CITIZEN,
    };
    let values = [
        lookup.to_string().into(),
        entry.id.to_string().into(),
        entry.digest.into(),
        by.into(),
        Value::Int(day.0),
        entry.status.map(Status::name).into(),
        entry.sealed.as_ref().map(|sealed| sealed.slot).into(),
        entry.sealed.as_ref().map(|sealed| sealed.bytes.as_slice()).into(),
    ];
    sql.exec(statement, &values)
}

/// Accepts what the unit answers. The same id with the same content changes nothing. Errors: [`SqlError`].
pub(crate) fn answer(
    sql: &dyn Sql,
    unit: &Unit,
    lookup: Lookup,
    answer: &Answer,
    today: Day,
    keys: &mut Keyring<'_>,
) -> Result<Answered, SqlError> {
    schema::set_owner(sql, &unit.id)?;
    let digest =
        serde_json::to_vec(answer).map(|json| crate::hash::hex(&json)).map_err(|_| SqlError::Shape)?;
    let known = "SELECT digest FROM entry WHERE lookup = ? AND id = ? AND by = ?";
    let key = [lookup.to_string().into(), answer.id.to_string().into(), UNIT.into()];
    if let Some(row) = sql.first(known, &key)? {
        return Ok(if row.text(0)? == digest { Answered::Kept } else { Answered::IdReused });
    }
    let sealed = answer.sealed.as_deref().map(|sealed| keys.seal(sealed)).transpose()?;
    let entry = New { by: By::Unit, id: answer.id, digest: &digest, status: answer.status, sealed };
    add(sql, lookup, &entry, today).map(|()| Answered::Kept)
}

/// The timeline of `lookup` as of `now`. A message is in it from its release on: whoever has the
/// lookup, as the unit does, would else learn its moment by asking again and again. For a lookup that
/// nobody knows the same statement finds nothing: the work and the answer are those of a tip without
/// news. Errors: [`SqlError`].
pub(crate) fn read(sql: &dyn Sql, lookup: Lookup, now: Millis) -> Result<Timeline, SqlError> {
    let statement = "SELECT by, day, status, sealed, (SELECT key FROM data_key WHERE data_key.slot = entry.slot) \
                     FROM entry WHERE lookup = ?1 AND NOT EXISTS (SELECT 1 \
                     FROM post JOIN outbox ON outbox.id = post.event WHERE post.lookup = ?1 \
                     AND post.id = entry.id AND entry.by = ?2 AND outbox.release > ?3) ORDER BY place";
    let rows = sql.run(statement, &[lookup.to_string().into(), CITIZEN.into(), now.0.into()])?;
    let entries: Vec<Entry> = rows.iter().map(entry).collect::<Result<_, _>>()?;
    let status = entries.iter().rev().find_map(|entry| entry.status).unwrap_or_default();
    Ok(Timeline { status, entries })
}

fn entry(row: &Row) -> Result<Entry, SqlError> {
    let by = match row.text(0)? {
        UNIT => By::Unit,
        CITIZEN => By::Citizen,
        _ => return Err(SqlError::Shape),
    };
    let status = row.opt_text(2)?.map(|name| Status::of(name).ok_or(SqlError::Shape)).transpose()?;
    let sealed = match row.0.get(3) {
        Some(Value::Null) => None,
        _ => Some(erasure::open_text(row, 3, 4)?),
    };
    Ok(Entry { by, day: Day(row.int(1)?), status, sealed })
}
