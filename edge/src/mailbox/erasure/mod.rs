//! Cryptographic erasure. SQLite deletes without erasing: a deleted row stays readable in free pages, and a copy of it wherever a page
//! was split. So whatever a citizen sent is encrypted under a key of its own from its first write on, and the keys lie in a table whose
//! rows are overwritten in place and never moved: once the key is overwritten, every copy of the body is noise.
//!
//! Keys stay in place because `data_key` has records of one width, is never deleted from, and grows at its end by rows of zeros alone: no
//! page that holds a key is ever split, defragmented or freed. Of a key that is overwritten, the write-ahead log has an older page
//! until it wraps or the mailbox is put away, which is ten seconds after the last call.
//!
//! A slot is drawn at random among the free ones, so that its number says nothing of when a rating came.
//!
//! The cipher is not authenticated: whoever could alter a body on the disk could as well encrypt another.

mod migration;
#[cfg(test)]
pub(crate) mod tests;

pub(crate) use migration::migrate;

use super::sql::{Row, Sql, SqlError, Value};
use chacha20_of_age::{
    ChaCha20,
    cipher::{KeyIvInit as _, StreamCipher as _},
};

/// The length of a key, and of what it is derived from.
const KEY_BYTES: usize = 32;

/// Fresh random bytes, from which the keys of one transaction are derived. No two transactions may have the same.
pub(crate) struct Seed(pub(crate) [u8; KEY_BYTES]);

/// An encrypted body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sealed {
    /// The slot of its key.
    pub(crate) slot: i64,
    /// The body, as long as it was.
    pub(crate) bytes: Vec<u8>,
}

/// Runs `work` with fresh keys, and stores those that it used. `expected` is how many it will need; more are had when asked for.
/// Errors: [`SqlError`], those of `work` among them; the transaction must then be undone.
pub(crate) fn with_keys<T>(
    sql: &dyn Sql,
    seed: &Seed,
    expected: usize,
    work: impl FnOnce(&mut Keyring<'_>) -> Result<T, SqlError>,
) -> Result<T, SqlError> {
    let stream = ChaCha20::new(&seed.0.into(), &[0; 12].into());
    let mut keys = Keyring { sql, stream, expected, free: Vec::new(), issued: Vec::new() };
    let done = work(&mut keys)?;
    keys.store()?;
    Ok(done)
}

/// The keys of one transaction.
pub(crate) struct Keyring<'a> {
    sql: &'a dyn Sql,
    /// What keys and slots are drawn from.
    stream: ChaCha20,
    expected: usize,
    /// Free slots that are not used yet.
    free: Vec<i64>,
    /// Keys that were used, with their slots.
    issued: Vec<(i64, [u8; KEY_BYTES])>,
}

impl Keyring<'_> {
    /// Encrypts a body under a key that is used for nothing else. Errors: [`SqlError`].
    pub(crate) fn seal(&mut self, bytes: impl Into<Vec<u8>>) -> Result<Sealed, SqlError> {
        let mut bytes = bytes.into();
        let slot = self.slot()?;
        let key = self.draw();
        encrypt(&key, &mut bytes);
        self.issued.push((slot, key));
        Ok(Sealed { slot, bytes })
    }

    /// Takes back the key of a body that is not stored after all.
    pub(crate) fn revoke(&mut self, sealed: &Sealed) {
        self.issued.retain(|(slot, _)| *slot != sealed.slot);
    }

    fn draw<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.stream.apply_keystream(&mut bytes);
        bytes
    }

    /// A free slot. Of the next few, one look finds about as many as are expected.
    fn slot(&mut self) -> Result<i64, SqlError> {
        let wanted = self.expected.saturating_sub(self.issued.len()).max(1);
        while self.free.is_empty() {
            self.find(wanted)?;
            // One draw may find only what this transaction uses, or a part of the table that is full; several say that most of it is.
            if self.free.is_empty() {
                self.find(16)?;
            }
            if self.free.is_empty() {
                self.sql.exec(GROW, &[])?;
            }
        }
        self.free.pop().ok_or(SqlError::Shape)
    }

    /// Finds free slots: for each of `draws` the first from there on.
    fn find(&mut self, draws: usize) -> Result<(), SqlError> {
        let draws: Vec<String> = (0..draws).map(|_| u32::from_le_bytes(self.draw()).to_string()).collect();
        for row in self.sql.run(FREE, &[format!("[{}]", draws.join(",")).into()])? {
            let Some(slot) = row.opt_int(0)? else { continue };
            let mut known = self.issued.iter().map(|(slot, _)| slot).chain(&self.free);
            if !known.any(|known| *known == slot) {
                self.free.push(slot);
            }
        }
        Ok(())
    }

    /// Writes the keys that were used since it was last asked to.
    fn store(&mut self) -> Result<(), SqlError> {
        if self.issued.is_empty() {
            return Ok(());
        }
        let slots: Vec<String> = self.issued.iter().map(|(slot, _)| slot.to_string()).collect();
        let keys = self.issued.drain(..).flat_map(|(_, key)| key).collect();
        self.sql.exec(STORE, &[format!("[{}]", slots.join(",")).into(), Value::Blob(keys)])
    }
}

/// The first free slot within a few of each draw. Full windows mean that most of the table is in use.
const FREE: &str = "SELECT (SELECT slot FROM data_key WHERE slot BETWEEN start AND start + 63 \
    AND key = zeroblob(32) LIMIT 1) FROM (SELECT 1 + value % (SELECT max(slot) - 63 FROM data_key) AS start \
    FROM json_each(?))";

/// Doubles the table: its new rows are free.
const GROW: &str = "INSERT INTO data_key (slot, key) SELECT slot + (SELECT max(slot) FROM data_key), zeroblob(32) \
    FROM data_key ORDER BY slot";

/// Writes keys over the zeros of their slots.
const STORE: &str = "UPDATE data_key SET key = substr(?2, 1 + 32 * drawn.key, 32) FROM json_each(?1) AS drawn \
    WHERE slot = drawn.value";

/// The bytes of a body, as `bytes`, under the key that lies in its slot. Errors: [`SqlError::Shape`], where the key was erased.
pub(crate) fn open(key: &[u8], mut bytes: Vec<u8>) -> Result<Vec<u8>, SqlError> {
    let key: &[u8; KEY_BYTES] = key.try_into().map_err(|_| SqlError::Shape)?;
    if *key == [0; KEY_BYTES] {
        return Err(SqlError::Shape);
    }
    encrypt(key, &mut bytes);
    Ok(bytes)
}

/// The text in the column `body` of a row that has its key in the column `key`. Errors: [`SqlError::Shape`].
pub(crate) fn open_text(row: &Row, body: usize, key: usize) -> Result<String, SqlError> {
    String::from_utf8(open(row.blob(key)?, row.blob(body)?.to_vec())?).map_err(|_| SqlError::Shape)
}

/// Encrypts, or decrypts. A key is used for one body alone, so that the nonce may be the same.
fn encrypt(key: &[u8; KEY_BYTES], bytes: &mut [u8]) {
    ChaCha20::new(key.into(), &[0; 12].into()).apply_keystream(bytes);
}
