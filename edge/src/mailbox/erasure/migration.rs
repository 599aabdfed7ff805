//! Encrypts what a mailbox of an earlier release holds. Copies of it as it was stay in free pages until the file is written anew, which
//! only a program outside can do: `install.sh`, while the edge is stopped.

use super::{Keyring, Seed, with_keys};
use crate::mailbox::{
    sql::{Row, Sql, SqlError, Value},
    tip::files::HEAD_BYTES,
};

/// Rows that are encrypted at a time: a sealed text may take a third of a megabyte.
const AT_A_TIME: usize = 16;

/// The table of keys begins with several pages of zeros: the page that later leads to the others never held a key. `slot` says where
/// the key of a row's body lies. A slot that no row names is free: it holds zeros.
const TABLES: [&str; 10] = [
    "CREATE TABLE data_key (slot INTEGER PRIMARY KEY, key BLOB NOT NULL)",
    "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 256) \
     INSERT INTO data_key (slot, key) SELECT n, zeroblob(32) FROM n",
    "ALTER TABLE inbox ADD COLUMN slot INTEGER",
    "ALTER TABLE outbox ADD COLUMN slot INTEGER",
    "ALTER TABLE entry ADD COLUMN slot INTEGER",
    "ALTER TABLE file ADD COLUMN slot INTEGER",
    // One body may wait for several endpoints; its key goes with the last.
    "CREATE TRIGGER outbox_erased AFTER DELETE ON outbox BEGIN \
     UPDATE data_key SET key = zeroblob(32) WHERE slot = old.slot \
     AND NOT EXISTS (SELECT 1 FROM outbox WHERE id = old.id AND slot = old.slot); END",
    "CREATE TRIGGER entry_erased AFTER DELETE ON entry BEGIN \
     UPDATE data_key SET key = zeroblob(32) WHERE slot = old.slot; END",
    "CREATE TRIGGER file_erased AFTER DELETE ON file BEGIN \
     UPDATE data_key SET key = zeroblob(32) WHERE slot = old.slot; END",
    "CREATE TRIGGER file_emptied AFTER UPDATE OF slot ON file WHEN new.slot IS NULL BEGIN \
     UPDATE data_key SET key = zeroblob(32) WHERE slot = old.slot; END",
];

/// The bodies of one table.
struct Bodies {
    /// Reads the next ones behind two values, so many: the columns that tell its rows apart, and the body.
    next: &'static str,
    /// Write one: these columns, the body, and the slot. Each statement names all four, as the runtime takes no value that is not used.
    overwrite: &'static [&'static str],
}

const BODIES: [Bodies; 4] = [
    Bodies {
        next: "SELECT id, '', CAST(body AS BLOB) FROM inbox WHERE id > ?1 AND ?2 = '' ORDER BY id LIMIT ?3",
        overwrite: &["UPDATE inbox SET body = ?3, slot = ?4 WHERE id = ?1 AND ?2 = ''"],
    },
    Bodies {
        next: "SELECT id, endpoint, CAST(body AS BLOB) FROM outbox WHERE (id, endpoint) > (?1, ?2) \
               ORDER BY id, endpoint LIMIT ?3",
        overwrite: &["UPDATE outbox SET body = ?3, slot = ?4 WHERE id = ?1 AND endpoint = ?2"],
    },
    Bodies {
        next: "SELECT lookup, place, CAST(sealed AS BLOB) FROM entry WHERE (lookup, place) > (?1, ?2) \
               AND sealed IS NOT NULL ORDER BY lookup, place LIMIT ?3",
        overwrite: &["UPDATE entry SET sealed = ?3, slot = ?4 WHERE lookup = ?1 AND place = ?2"],
    },
    Bodies {
        next: "SELECT lookup, file, substr(bytes, 1, 8192) FROM piece WHERE (lookup, file) > (?1, ?2) AND place = 0 \
               ORDER BY lookup, file LIMIT ?3",
        overwrite: &[
            "UPDATE piece SET bytes = CAST(?3 || substr(bytes, 8193) AS BLOB) \
             WHERE lookup = ?1 AND file = ?2 AND place = 0 AND ?4 > 0",
            "UPDATE file SET slot = ?4 WHERE lookup = ?1 AND id = ?2 AND ?3 IS NOT NULL",
        ],
    },
];
const _: () = assert!(HEAD_BYTES == 8192);

/// Brings a mailbox to the release that encrypts bodies. Errors: [`SqlError`].
pub(crate) fn migrate(sql: &dyn Sql, seed: &Seed) -> Result<(), SqlError> {
    TABLES.iter().try_for_each(|statement| sql.exec(statement, &[]))?;
    with_keys(sql, seed, AT_A_TIME, |keys| BODIES.iter().try_for_each(|bodies| bodies.encrypt(sql, keys)))
}

impl Bodies {
    fn encrypt(&self, sql: &dyn Sql, keys: &mut Keyring<'_>) -> Result<(), SqlError> {
        let limit = Value::Int(i64::try_from(AT_A_TIME).map_err(|_| SqlError::Shape)?);
        let (mut a, mut b) = (Value::from(""), Value::from(""));
        loop {
            let found = sql.run(self.next, &[a.clone(), b.clone(), limit.clone()])?;
            if found.is_empty() {
                return Ok(());
            }
            for Row(values) in found {
                let Ok([of, place, Value::Blob(body)]) = <[Value; 3]>::try_from(values) else {
                    return Err(SqlError::Shape);
                };
                (a, b) = (of, place);
                let sealed = keys.seal(body)?;
                let row = [a.clone(), b.clone(), Value::Blob(sealed.bytes), sealed.slot.into()];
                self.overwrite.iter().try_for_each(|statement| sql.exec(statement, &row))?;
            }
            keys.store()?;
        }
    }
}
