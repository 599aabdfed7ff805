//! Sealed files, piece by piece: put before the tip that names them, claimed by it, fetched and acknowledged by the unit.

use super::hour;
use crate::{
    limit::{LOOKUP_BYTES, MAILBOX_BYTES, UNCLAIMED_BYTES},
    mailbox::{
        erasure::{self, Keyring},
        sql::{Row, Sql, SqlError, Value},
    },
};
use tt_contract::{
    fault::{Fault, Kind},
    id::SubmissionId,
    limits::{CHUNK_BYTES, FILES},
    time::Millis,
    tip::{FileRef, Lookup},
};
use tt_seal::inspect;

/// How much of a file's first piece is read to judge its header: more than the longest that is taken. So much is encrypted of
/// a file: what follows is sealed under a key that stands in the header alone, and without it is noise to the unit as well.
pub(crate) const HEAD_BYTES: u16 = 8 * 1024;
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

/// Keeps a piece in a mailbox that has `stored` bytes; one of `keys` encrypts the head of a file. Errors: [`SqlError`].
pub(crate) fn put(
    sql: &dyn Sql,
    place: Place,
    bytes: &[u8],
    now: Millis,
    stored: i64,
    keys: &mut Keyring<'_>,
) -> Result<Put, SqlError> {
    let [lookup, file, index] = place.key();
    let statement = format!("SELECT bytes, {KEY} FROM piece WHERE lookup = ? AND file = ? AND place = ?");
    if let Some(row) = sql.first(&statement, &place.key())? {
        return Ok(if open_piece(row, place.index)? == bytes { Put::Kept } else { Put::Taken });
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
    let (head, rest) = bytes.split_at(bytes.len().min(HEAD_BYTES.into()));
    let sealed = if place.index == 0 { Some(keys.seal(head)?) } else { None };
    let slot = sealed.as_ref().map(|sealed| sealed.slot);
    let statement = "INSERT INTO file (lookup, id, hour, size, slot) VALUES (?, ?, ?, ?, ?) ON CONFLICT (lookup, id) \
                     DO UPDATE SET hour = excluded.hour, size = size + excluded.size, \
                     slot = coalesce(excluded.slot, slot)";
    sql.exec(statement, &[lookup.clone(), file.clone(), hour(now).into(), length.into(), slot.into()])?;
    let bytes = sealed.map(|sealed| [sealed.bytes.as_slice(), rest].concat());
    let bytes = Value::Blob(bytes.unwrap_or_else(|| [head, rest].concat()));
    let statement = "INSERT INTO piece (lookup, file, place, bytes) VALUES (?, ?, ?, ?)";
    sql.exec(statement, &[lookup, file, index, bytes]).map(|()| Put::Kept)
}

/// The key of a piece's file; of its first piece, that is.
const KEY: &str = "(SELECT key FROM data_key WHERE slot = (SELECT slot FROM file \
    WHERE file.lookup = piece.lookup AND file.id = piece.file))";

/// A piece as it came, or its beginning; of it a row has the bytes and [`KEY`].
fn open_piece(row: Row, index: u32) -> Result<Vec<u8>, SqlError> {
    if index > 0 {
        return row.into_blob(0);
    }
    let head: Vec<u8> = row.blob(0)?.iter().take(HEAD_BYTES.into()).copied().collect();
    let head = erasure::open(row.blob(1)?, head)?;
    let mut bytes = row.into_blob(0)?;
    bytes.iter_mut().zip(head).for_each(|(byte, opened)| *byte = opened);
    Ok(bytes)
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
    let head = format!(
        "SELECT substr(bytes, 1, {HEAD_BYTES}), {KEY} FROM piece WHERE lookup = ? AND file = ? AND place = 0"
    );
    let head = open_piece(sql.first(&head, &key)?.ok_or(SqlError::Shape)?, 0)?;
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
    let statement = format!(
        "SELECT bytes, {KEY} FROM piece JOIN file ON file.lookup = piece.lookup AND file.id = piece.file \
         WHERE piece.lookup = ? AND piece.file = ? AND piece.place = ? AND file.hour IS NULL"
    );
    sql.first(&statement, &place.key())?.map(|row| open_piece(row, place.index)).transpose()
}

/// The unit has the file: its pieces go. Says whether there was ever such a file of a tip. Errors: [`SqlError`].
pub(crate) fn acknowledge(sql: &dyn Sql, lookup: Lookup, file: SubmissionId) -> Result<bool, SqlError> {
    let key = [lookup.to_string().into(), file.to_string().into()];
    let statement =
        "UPDATE file SET size = 0, slot = NULL WHERE lookup = ? AND id = ? AND hour IS NULL RETURNING 1";
    if sql.first(statement, &key)?.is_none() {
        return Ok(false);
    }
    sql.exec("DELETE FROM piece WHERE lookup = ? AND file = ?", &key).map(|()| true)
}
