//! Where ratings lie until they are sorted. To accept one is to write one row into a small table; what follows from it (that its id is known,
//! the tally, the events) touches a dozen pages of large ones, and costs a fraction for many at once. Everything that reads or
//! changes what follows sorts first, so that nobody can tell; the alarm rings when the first is released.

use super::{
    erasure::Keyring,
    sql::{Sql, SqlError, Value},
    tally,
};
use tt_contract::{
    event::Event,
    id::SubmissionId,
    page::OTHER,
    rating::Submission,
    time::{Day, Millis},
    unit::{Topic, Unit},
};

/// Beyond this many they are sorted at once: for these, SQLite's cache holds what is written.
const MOST: i64 = 64;

/// What is noted of a rating beside itself.
pub(crate) struct Note<'a> {
    /// Its digest.
    pub(crate) digest: &'a str,
    /// Its event's id.
    pub(crate) event: SubmissionId,
    /// When it is released, in milliseconds since 1970.
    pub(crate) release: i64,
    /// The moment.
    pub(crate) now: Millis,
}

/// Lays a rating in that takes the place of none; says whether its id was new, and does nothing where it was not. Errors: [`SqlError`].
pub(crate) fn put(
    sql: &dyn Sql,
    unit: &Unit,
    submission: &Submission,
    note: &Note<'_>,
    keys: &mut Keyring<'_>,
) -> Result<bool, SqlError> {
    // That of its release: another hour beside it would say how near to the full hour it came.
    let hour = Millis(note.release).hour();
    let event = Event::rating(note.event, unit.id.clone(), submission.clone(), hour, None);
    let body = keys.seal(serde_json::to_vec(&event).map_err(|_| SqlError::Shape)?)?;
    let statement = "INSERT INTO inbox (id, digest, day, event, level, page, release, slot, body) \
                     SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 WHERE NOT EXISTS (SELECT 1 FROM seen WHERE id = ?1) \
                     ON CONFLICT (id) DO NOTHING RETURNING 1";
    let values = [
        submission.id.to_string().into(),
        note.digest.into(),
        Value::Int(note.now.day().0),
        note.event.to_string().into(),
        Value::Int(submission.level.number().into()),
        submission.page.as_str().into(),
        note.release.into(),
        body.slot.into(),
        body.bytes.as_slice().into(),
    ];
    let is_new = sql.first(statement, &values)?.is_some();
    if !is_new {
        keys.revoke(&body);
    }
    Ok(is_new)
}

/// The digest under which `id` was accepted, if it was, sorted or not; empty once its day is over.
/// Errors: [`SqlError`].
pub(crate) fn find(sql: &dyn Sql, id: SubmissionId) -> Result<Option<String>, SqlError> {
    let statement =
        "SELECT digest FROM inbox WHERE id = ?1 UNION ALL SELECT digest FROM seen WHERE id = ?1 LIMIT 1";
    let row = sql.first(statement, &[id.to_string().into()])?;
    row.map(|row| row.text(0).map(str::to_owned)).transpose()
}

/// When the first of those that are not sorted is released, in milliseconds since 1970. Errors: [`SqlError`].
pub(crate) fn next(sql: &dyn Sql) -> Result<Option<i64>, SqlError> {
    sql.first("SELECT min(release) FROM inbox", &[])?.map_or(Ok(None), |row| row.opt_int(0))
}

/// Whether so many lie here that they should be sorted. Errors: [`SqlError`].
pub(crate) fn is_full(sql: &dyn Sql) -> Result<bool, SqlError> {
    let count = sql.first("SELECT count(*) FROM inbox", &[])?.ok_or(SqlError::Shape)?.int(0)?;
    Ok(count > MOST)
}

/// Sorts, if any is released by now: what has to be sent. Errors: as [`sort`].
pub(crate) fn sort_released(sql: &dyn Sql, unit: &Unit, now: Millis) -> Result<(), SqlError> {
    if next(sql)?.is_some_and(|release| release <= now.0) { sort(sql, unit, now) } else { Ok(()) }
}

/// Sorts what lies here: each is known by its id, counted, shown from its release on, and waits for the endpoints that take ratings. In the
/// order of their ids, so that nothing tells in which they came. Errors: [`SqlError`]; the transaction must then be undone.
pub(crate) fn sort(sql: &dyn Sql, unit: &Unit, now: Millis) -> Result<(), SqlError> {
    if sql.first("SELECT 1 FROM inbox LIMIT 1", &[])?.is_none() {
        return Ok(());
    }
    name_pages(sql)?;
    // Of a day that is over nothing may lead from the id to the event.
    let seen = "INSERT INTO seen (id, digest, day, event, level, page, counted, release) \
                SELECT id, iif(day = ?1, digest, ''), day, iif(day = ?1, event, NULL), iif(day = ?1, level, NULL), \
                iif(day = ?1, page, NULL), iif(day = ?1, coalesce(counted, page), NULL), \
                iif(day = ?1, release, NULL) FROM inbox";
    sql.exec(seen, &[Value::Int(now.day().0)])?;
    let tally = "INSERT INTO tally (day, page, level, count) SELECT day, coalesce(counted, page) AS name, level, \
                 count(*) FROM inbox WHERE true GROUP BY day, name, level \
                 ON CONFLICT (day, page, level) DO UPDATE SET count = count + excluded.count";
    sql.exec(tally, &[])?;
    let unshown = "INSERT INTO unshown (at, level, count) SELECT release, level, count(*) FROM inbox \
                   WHERE true GROUP BY release, level \
                   ON CONFLICT (at, level) DO UPDATE SET count = count + excluded.count";
    sql.exec(unshown, &[])?;
    let outbox = "INSERT INTO outbox (id, endpoint, release, due, slot, body) \
                  SELECT event, ?, release, release, slot, body FROM inbox";
    let mut waits = false;
    for endpoint in unit.endpoints.iter().filter(|endpoint| endpoint.takes(Topic::Rating)) {
        sql.exec(outbox, &[endpoint.name.as_str().into()])?;
        waits = true;
    }
    if !waits {
        sql.exec("UPDATE data_key SET key = zeroblob(32) WHERE slot IN (SELECT slot FROM inbox)", &[])?;
    }
    sql.exec("DELETE FROM inbox", &[])
}

/// Notes of those whose page has no more room on its day that they are counted as of another.
fn name_pages(sql: &dyn Sql) -> Result<(), SqlError> {
    let new = "SELECT DISTINCT day, page FROM inbox WHERE NOT EXISTS \
               (SELECT 1 FROM tally WHERE tally.day = inbox.day AND tally.page = inbox.page) ORDER BY day";
    let (mut of, mut room) = (None, 0);
    for row in sql.run(new, &[])? {
        let (day, page) = (row.int(0)?, row.text(1)?);
        if of != Some(day) {
            (of, room) = (Some(day), tally::room(sql, Day(day))?);
        }
        if room > 0 {
            room -= 1;
        } else {
            let statement = "UPDATE inbox SET counted = ? WHERE day = ? AND page = ?";
            sql.exec(statement, &[OTHER.into(), day.into(), page.into()])?;
        }
    }
    Ok(())
}
