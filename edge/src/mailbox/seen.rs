//! Which submissions were accepted, for as long as their senders may try again.

use super::{
    schema,
    sql::{Sql, SqlError, Value},
};
use tt_contract::{
    id::SubmissionId,
    page::PagePath,
    rating::{Level, Submission},
    time::Day,
};

/// How many days a submission id is remembered.
const KEPT_DAYS: i64 = 7;

/// An accepted rating that can still be changed.
pub(crate) struct Current {
    /// Its event.
    pub(crate) event: String,
    /// The first submission of its rater's chain.
    pub(crate) root: String,
    /// The level it is counted with.
    pub(crate) level: Level,
    /// The page name it is counted under.
    pub(crate) counted: String,
    /// When it is released, in milliseconds since 1970.
    pub(crate) release: i64,
    /// The level that the summary shows until then.
    pub(crate) was: Option<Level>,
}

/// What is noted of a rating that is accepted.
pub(crate) struct Note<'a> {
    /// The submission.
    pub(crate) submission: &'a Submission,
    /// Its digest.
    pub(crate) digest: &'a str,
    /// The day.
    pub(crate) day: Day,
    /// Its event.
    pub(crate) event: SubmissionId,
    /// The page name it is counted under.
    pub(crate) counted: &'a str,
    /// When it is released, in milliseconds since 1970.
    pub(crate) release: i64,
    /// The level that the summary shows until then.
    pub(crate) was: Option<Level>,
    /// The first submission of its rater's chain, where there is an earlier one.
    pub(crate) root: Option<&'a str>,
}

/// The digest of a submission by which another content under the same id is known, for as long as it
/// is kept: to the end of its day.
pub(crate) fn digest(submission: &Submission) -> Result<String, SqlError> {
    serde_json::to_vec(submission).map(|json| crate::hash::hex(&json)).map_err(|_| SqlError::Shape)
}

/// The rating that was sent as `id`, if it is of this day and page and so can be changed. Errors: [`SqlError`].
pub(crate) fn changeable(
    sql: &dyn Sql,
    id: SubmissionId,
    day: Day,
    page: &PagePath,
) -> Result<Option<Current>, SqlError> {
    let statement = "SELECT event, level, counted, release, was, coalesce(root, id) FROM seen \
                     WHERE id = ? AND day = ? AND page = ? AND event IS NOT NULL";
    let Some(row) =
        sql.first(statement, &[id.to_string().into(), Value::Int(day.0), page.as_str().into()])?
    else {
        return Ok(None);
    };
    Ok(Some(Current {
        event: row.text(0)?.to_owned(),
        level: Level::try_from(row.int(1)?).map_err(|_| SqlError::Shape)?,
        counted: row.text(2)?.to_owned(),
        release: row.opt_int(3)?.unwrap_or_default(),
        was: row.opt_int(4)?.map(Level::try_from).transpose().map_err(|_| SqlError::Shape)?,
        root: row.text(5)?.to_owned(),
    }))
}

/// Notes an accepted submission; says whether its id was new, and notes nothing where it was not. Errors: [`SqlError`].
pub(crate) fn note(sql: &dyn Sql, note: &Note<'_>) -> Result<bool, SqlError> {
    let statement = "INSERT INTO seen (id, digest, day, event, level, page, counted, release, was, root) \
                     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING RETURNING 1";
    let level = |level: Level| Value::Int(level.number().into());
    let values = [
        note.submission.id.to_string().into(),
        note.digest.into(),
        Value::Int(note.day.0),
        note.event.to_string().into(),
        level(note.submission.level),
        note.submission.page.as_str().into(),
        note.counted.into(),
        note.release.into(),
        note.was.map(level).into(),
        note.root.into(),
    ];
    sql.first(statement, &values).map(|row| row.is_some())
}

/// Lets every submission of one rater's chain stand for its latest event, so that whichever of them the rater's device
/// still knows, a further change takes the place of the latest and nothing is counted twice. Errors: [`SqlError`].
pub(crate) fn supersede(sql: &dyn Sql, root: &str, new: &Note<'_>) -> Result<(), SqlError> {
    let level = |level: Level| Value::Int(level.number().into());
    let values = [
        new.event.to_string().into(),
        level(new.submission.level),
        new.release.into(),
        new.was.map(level).into(),
        root.into(),
    ];
    let statement =
        "UPDATE seen SET event = ?1, level = ?2, release = ?3, was = ?4 WHERE id = ?5 OR root = ?5";
    sql.exec(statement, &values)
}

/// Once a day is over, its ratings can no longer be changed, and nothing is left that leads from a device's submission
/// id to a record of the unit; a week later the id is forgotten. Does its work once a day. Errors: [`SqlError`].
pub(crate) fn tidy(sql: &dyn Sql, today: Day) -> Result<(), SqlError> {
    if !schema::is_first_on(sql, today, "tidied")? {
        return Ok(());
    }
    // The digest goes, too: by it the unit's record of the same content would be known.
    let statement = "UPDATE seen SET digest = '', event = NULL, level = NULL, page = NULL, counted = NULL, \
                     release = NULL, was = NULL, root = NULL WHERE day < ? AND event IS NOT NULL";
    sql.exec(statement, &[Value::Int(today.0)])?;
    sql.exec("DELETE FROM seen WHERE day < ?", &[Value::Int(today.0 - KEPT_DAYS)])
}

/// Whether anything is left to tidy on a later day. Errors: [`SqlError`].
pub(crate) fn is_empty(sql: &dyn Sql) -> Result<bool, SqlError> {
    Ok(sql.first("SELECT 1 FROM seen LIMIT 1", &[])?.is_none())
}
