//! Sealed files, piece by piece: put before the tip that names them, claimed by it, fetched and acknowledged by the unit.

use super::hour;
use crate::{
    limit::{LOOKUP_BYTES, MAILBOX_BYTES, UNCLAIMED_BYTES},
    mailbox::sql::{Sql, SqlError, Value},
};
use tt_contract::{
    fault::{Fault, Kind},
    id::SubmissionId,
    limits::{CHUNK_BYTES, FILES},
    time::Millis,
    tip::{FileRef, Lookup},
};
use tt_seal::inspect;

/// How much of a file's first piece is read to judge its header: more than the longest that is taken.
const HEAD_BYTES: i64 = 8 * 1024;
const _: () = assert!(inspect::HEADER_BYTES < 8 * 1024);

/// What became of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Put {
    /// It is kept, or was so already.
    Kept,
    /// Another one is in its place, or the file belongs to a tip and stays as it is.
    Taken,
    /// The lookup has as many files, or bytes, as a tip may have.
    TooMany,
    /// There is no room: for what no tip has named yet, or in the mailbox.
    Full,
}

/// A piece's place: which file of which lookup, and which piece of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// Whose file.
    pub(crate) lookup: Lookup,
    /// Which file.
    pub(crate) file: SubmissionId,
    /// Which piece, from 0.
    pub(crate) index: u32,
}

impl Place {
    fn key(self) -> [Value; 3] {
        [self.lookup.to_string().into(), self.file.to_string().into(), i64::from(self.index).into()]
    }
}

/// Keeps a piece in a mailbox that has `stored` bytes. Errors: [`SqlError`].
pub(crate) fn put(
    sql: &dyn Sql,
    place: Place,
    bytes: &[u8],
    now: Millis,
    stored: i64,
) -> Result<Put, SqlError> {
    let [lookup, file, index] = place.key();
    let statement = "SELECT bytes = ?4 FROM piece WHERE lookup = ?1 AND file = ?2 AND place = ?3";
    if let Some(row) = sql.first(statement, &[lookup.clone(), file.clone(), index.clone(), bytes.into()])? {
        return Ok(if row.int(0)? == 1 { Put::Kept } else { Put::Taken });
    }
    let length = i64::try_from(bytes.len()).map_err(|_| SqlError::Shape)?;
    let known =
        sql.first("SELECT hour FROM file WHERE lookup = ? AND id = ?", &[lookup.clone(), file.clone()])?;
    if known.as_ref().is_some_and(|row| row.0.first() == Some(&Value::Null)) {
        return Ok(Put::Taken);
    }
    let statement = "SELECT count(*), coalesce(sum(size), 0) FROM file WHERE lookup = ? AND hour IS NOT NULL";
    let own = sql.first(statement, std::slice::from_ref(&lookup))?.ok_or(SqlError::Shape)?;
    let too_many = known.is_none() && own.int(0)? >= i64::try_from(FILES).unwrap_or(i64::MAX);
    if too_many || own.int(1)? + length > LOOKUP_BYTES {
        return Ok(Put::TooMany);
    }
    let unclaimed = sql.first("SELECT coalesce(sum(size), 0) FROM file WHERE hour IS NOT NULL", &[])?;
    if unclaimed.ok_or(SqlError::Shape)?.int(0)? + length > UNCLAIMED_BYTES || stored > MAILBOX_BYTES {
        return Ok(Put::Full);
    }
    let statement = "INSERT INTO file (lookup, id, hour, size) VALUES (?, ?, ?, ?) \
                     ON CONFLICT (lookup, id) DO UPDATE SET hour = excluded.hour, size = size + excluded.size";
    sql.exec(statement, &[lookup.clone(), file.clone(), hour(now).into(), length.into()])?;
    let statement = "INSERT INTO piece (lookup, file, place, bytes) VALUES (?, ?, ?, ?)";
    sql.exec(statement, &[lookup, file, index, bytes.into()]).map(|()| Put::Kept)
}

/// Lets a tip own `files`, if each is whole, of the length it is said to have, and sealed to so many `keys`.
/// Errors: [`SqlError`]; in the value, what is wrong with them, and then nothing has changed.
pub(crate) fn claim(
    sql: &dyn Sql,
    lookup: Lookup,
    files: &[FileRef],
    keys: usize,
) -> Result<Result<(), Fault>, SqlError> {
    for file in files {
        if let Err(fault) = check(sql, lookup, *file, keys)? {
            return Ok(Err(fault));
        }
    }
    for file in files {
        let key = [lookup.to_string().into(), file.id.to_string().into()];
        sql.exec("UPDATE file SET hour = NULL WHERE lookup = ? AND id = ?", &key)?;
    }
    Ok(Ok(()))
}

fn check(sql: &dyn Sql, lookup: Lookup, file: FileRef, keys: usize) -> Result<Result<(), Fault>, SqlError> {
    let key: [Value; 2] = [lookup.to_string().into(), file.id.to_string().into()];
    let unclaimed = "SELECT 1 FROM file WHERE lookup = ? AND id = ? AND hour IS NOT NULL";
    if sql.first(unclaimed, &key)?.is_none() {
        return Ok(Err(Fault::new(Kind::Missing)));
    }
    let pieces = "SELECT place, length(bytes) FROM piece WHERE lookup = ? AND file = ? ORDER BY place";
    let pieces = sql.run(pieces, &key)?;
    let mut left = i64::try_from(file.size).map_err(|_| SqlError::Shape)?;
    let whole = i64::try_from(CHUNK_BYTES).map_err(|_| SqlError::Shape)?;
    for (place, piece) in (0_i64..).zip(&pieces) {
        let length = left.min(whole);
        if piece.int(0)? != place {
            return Ok(Err(Fault::new(Kind::Missing)));
        }
        if length <= 0 || piece.int(1)? != length {
            return Ok(Err(Fault::new(Kind::Malformed)));
        }
        left -= length;
    }
    if left != 0 {
        return Ok(Err(Fault::new(Kind::Missing)));
    }
    let head = "SELECT substr(bytes, 1, ?3) FROM piece WHERE lookup = ?1 AND file = ?2 AND place = 0";
    let [lookup, id] = key;
    let head = sql.first(head, &[lookup, id, HEAD_BYTES.into()])?.ok_or(SqlError::Shape)?.into_blob(0)?;
    Ok(inspect::file(&head, file.size, keys).map_err(|_| Fault::new(Kind::Malformed)))
}

/// Takes away a file that no tip has claimed. Errors: [`SqlError`].
pub(crate) fn discard(sql: &dyn Sql, lookup: Lookup, file: SubmissionId) -> Result<(), SqlError> {
    let key = [lookup.to_string().into(), file.to_string().into()];
    let statement = "DELETE FROM file WHERE lookup = ? AND id = ? AND hour IS NOT NULL RETURNING 1";
    if sql.first(statement, &key)?.is_some() {
        sql.exec("DELETE FROM piece WHERE lookup = ? AND file = ?", &key)?;
    }
    Ok(())
}

/// A piece of a file that belongs to a tip; `None` behind the last, and where there is no such file, or no longer.
/// Errors: [`SqlError`].
pub(crate) fn piece(sql: &dyn Sql, place: Place) -> Result<Option<Vec<u8>>, SqlError> {
    let statement = "SELECT bytes FROM piece JOIN file ON file.lookup = piece.lookup AND file.id = piece.file \
                     WHERE piece.lookup = ? AND piece.file = ? AND piece.place = ? AND file.hour IS NULL";
    sql.first(statement, &place.key())?.map(|row| row.into_blob(0)).transpose()
}

/// The unit has the file: its pieces go. Says whether there was ever such a file of a tip. Errors: [`SqlError`].
pub(crate) fn acknowledge(sql: &dyn Sql, lookup: Lookup, file: SubmissionId) -> Result<bool, SqlError> {
    let key = [lookup.to_string().into(), file.to_string().into()];
    let statement = "UPDATE file SET size = 0 WHERE lookup = ? AND id = ? AND hour IS NULL RETURNING 1";
    if sql.first(statement, &key)?.is_none() {
        return Ok(false);
    }
    sql.exec("DELETE FROM piece WHERE lookup = ? AND file = ?", &key).map(|()| true)
}
