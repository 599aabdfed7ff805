//! What is left in a file of a body that is gone: nothing that opens it.

use super::*;
use crate::mailbox::{schema, sql::tests::Memory};
use std::cell::Cell;

thread_local! {
    static SEEDS: Cell<u64> = const { Cell::new(0) };
}

/// Does `work` with keys of their own.
pub(crate) fn keyed<T>(sql: &dyn Sql, work: impl FnOnce(&mut Keyring<'_>) -> Result<T, SqlError>) -> T {
    let mut seed = [0; KEY_BYTES];
    SEEDS.set(SEEDS.get() + 1);
    seed[..8].copy_from_slice(&SEEDS.get().to_le_bytes());
    with_keys(sql, &Seed(seed), 1, work).unwrap()
}

const USED: &str = "SELECT key FROM data_key WHERE key <> zeroblob(32)";

fn used(sql: &Memory) -> Vec<Vec<u8>> {
    sql.run(USED, &[]).unwrap().into_iter().map(|row| row.into_blob(0).unwrap()).collect()
}

/// How many of `needles` lie somewhere in `bytes`.
fn found(bytes: &[u8], needles: &[Vec<u8>]) -> usize {
    let heads: std::collections::HashMap<[u8; 8], &Vec<u8>> =
        needles.iter().map(|needle| (*needle.first_chunk().unwrap(), needle)).collect();
    let at = |place: usize, head: &[u8; 8]| {
        heads.get(head).is_some_and(|needle| bytes[place..].starts_with(needle))
    };
    bytes.array_windows().enumerate().filter(|(place, head)| at(*place, head)).count()
}

struct File {
    folder: tempfile::TempDir,
    sql: Option<Memory>,
}

impl File {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let sql = Memory::on_disk(&folder.path().join("mailbox.sqlite"));
        Self { folder, sql: Some(sql) }
    }

    fn sql(&self) -> &Memory {
        self.sql.as_ref().unwrap()
    }

    /// The file, once the mailbox is put away.
    fn closed(&mut self) -> Vec<u8> {
        self.sql = None;
        let files: Vec<_> = std::fs::read_dir(self.folder.path()).unwrap().collect();
        assert_eq!(files.len(), 1, "no log is left");
        std::fs::read(self.folder.path().join("mailbox.sqlite")).unwrap()
    }
}

fn comment(n: usize) -> Vec<u8> {
    format!("{n:08}: ý kiến {}", "rất hài lòng ".repeat(n % 40)).into_bytes()
}

/// Bodies that come and go in waves, so that the table grows, and pages of bodies are split and freed.
#[test]
fn neither_a_body_nor_a_key_is_left_of_what_is_gone() {
    let mut file = File::new();
    let sql = file.sql();
    schema::prepare(sql, &Seed([9; 32])).unwrap();
    let (mut bodies, mut keys) = (Vec::new(), Vec::new());
    let insert = "INSERT INTO outbox (id, endpoint, release, due, slot, body) VALUES (?, ?, 1, 1, ?, ?)";
    for wave in 0..6 {
        for n in 0..200 {
            let n = 1000 * wave + n;
            let sealed = keyed(sql, |keys| keys.seal(comment(n)));
            let id = format!("{:016x}", (n as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
            for endpoint in ["one", "two"] {
                let values =
                    [id.as_str().into(), endpoint.into(), sealed.slot.into(), sealed.bytes.as_slice().into()];
                sql.exec(insert, &values).unwrap();
            }
            bodies.push(comment(n));
        }
        keys = used(sql);
        sql.exec("DELETE FROM outbox WHERE endpoint = 'one'", &[]).unwrap();
        assert_eq!(used(sql).len(), keys.len(), "another endpoint waits");
        if wave % 2 == 1 {
            sql.exec("DELETE FROM outbox", &[]).unwrap();
            assert!(used(sql).is_empty());
        }
    }
    assert!(sql.number("SELECT count(*) FROM data_key") >= 512 && keys.len() == 400);
    let bytes = file.closed();
    assert_eq!((found(&bytes, &bodies), found(&bytes, &keys)), (0, 0));
}

#[test]
fn what_an_earlier_release_holds_is_encrypted() {
    let mut file = File::new();
    let sql = file.sql();
    schema::prepare_up_to(sql, 5);
    let text = |n: usize| String::from_utf8(comment(n)).unwrap();
    let piece = |n: u8| [vec![n; 9000], comment(500 + usize::from(n))].concat();
    let mut bodies = Vec::new();
    for n in 0..150 {
        let (id, body) = (format!("{:08}", n * 7919 % 1000), text(n));
        bodies.push(body.clone().into_bytes());
        let outbox =
            "INSERT INTO outbox (id, endpoint, release, body) VALUES (?1, 'one', 1, ?2), (?1, 'two', 1, ?2)";
        sql.exec(outbox, &[id.as_str().into(), body.into()]).unwrap();
    }
    for n in 150..170 {
        let (id, body) = (format!("{n}"), text(n));
        bodies.push(body.clone().into_bytes());
        let inbox = "INSERT INTO inbox (id, digest, day, event, level, page, release, body) VALUES (?, '', 1, '', 1, '/', 1, ?)";
        sql.exec(inbox, &[id.as_str().into(), body.as_str().into()]).unwrap();
        let entry = "INSERT INTO entry (lookup, place, id, digest, by, day, sealed) VALUES (?, 1, '', '', 'unit', 1, ?)";
        sql.exec(entry, &[id.into(), body.into()]).unwrap();
    }
    sql.exec(
        "INSERT INTO entry (lookup, place, id, digest, by, day) VALUES ('1', 2, '', '', 'citizen', 1)",
        &[],
    )
    .unwrap();
    for n in 1..4 {
        sql.exec(
            "INSERT INTO file (lookup, id, size) VALUES (?, 'f', 1)",
            &[i64::from(n).to_string().into()],
        )
        .unwrap();
        for place in 0..2 {
            let values = [
                i64::from(n).to_string().into(),
                i64::from(place).into(),
                piece(n + place).as_slice().into(),
            ];
            sql.exec("INSERT INTO piece (lookup, file, place, bytes) VALUES (?, 'f', ?, ?)", &values)
                .unwrap();
        }
    }
    schema::prepare(sql, &Seed([9; 32])).unwrap();
    assert_eq!(used(sql).len(), 300 + 20 + 20 + 3);
    for table in ["inbox", "outbox"] {
        let rows = format!(
            "SELECT body, (SELECT key FROM data_key WHERE data_key.slot = {table}.slot) FROM {table}"
        );
        for row in sql.run(&rows, &[]).unwrap() {
            assert!(bodies.contains(&open_text(&row, 0, 1).unwrap().into_bytes()));
        }
    }
    let entry = "SELECT sealed, (SELECT key FROM data_key WHERE data_key.slot = entry.slot) FROM entry WHERE lookup = '151'";
    assert_eq!(open_text(&sql.run(entry, &[]).unwrap()[0], 0, 1).unwrap(), text(151));
    let pieces = "SELECT bytes, key FROM piece JOIN file ON file.lookup = piece.lookup JOIN data_key ON data_key.slot = file.slot \
                  ORDER BY piece.lookup, place";
    let pieces = sql.run(pieces, &[]).unwrap();
    assert_eq!(pieces.len(), 6);
    for (row, (n, place)) in pieces.iter().zip([(1, 0), (1, 1), (2, 0), (2, 1), (3, 0), (3, 1)]) {
        let mut bytes = row.blob(0).unwrap().to_vec();
        if place == 0 {
            assert_ne!(bytes[..8192], piece(n)[..8192]);
            bytes.splice(..8192, open(row.blob(1).unwrap(), bytes[..8192].to_vec()).unwrap());
        }
        assert_eq!(bytes, piece(n + place));
    }
    // As `install.sh` does.
    sql.exec("VACUUM", &[]).unwrap();
    let bytes = file.closed();
    assert_eq!(found(&bytes, &bodies), 0, "no copy of what was plain is left");
}

#[test]
fn slots_are_drawn_and_never_given_twice() {
    let sql = Memory::mailbox();
    let mut slots = Vec::new();
    for _ in 0..30 {
        let sealed = keyed(&sql, |keys| (0..64).map(|_| keys.seal("x")).collect::<Result<Vec<_>, _>>());
        slots.extend(sealed.into_iter().map(|sealed| sealed.slot));
    }
    assert!(slots.windows(2).filter(|pair| pair[0] < pair[1]).count() < slots.len() * 2 / 3, "in no order");
    let all = sql.number("SELECT max(slot) FROM data_key");
    assert!(all <= 4096, "{all}");
    slots.sort_unstable();
    slots.dedup();
    assert_eq!(slots.len(), 30 * 64);
    assert_eq!(used(&sql).len(), 30 * 64);
}

#[test]
fn a_key_that_was_erased_or_revoked_opens_nothing() {
    let sql = Memory::mailbox();
    let (one, other) = keyed(&sql, |keys| Ok((keys.seal("one")?, keys.seal("other")?)));
    assert_ne!(one.bytes, b"one");
    let key = |sealed: &Sealed| {
        let row = sql.first("SELECT key FROM data_key WHERE slot = ?", &[sealed.slot.into()]).unwrap();
        row.unwrap().into_blob(0).unwrap()
    };
    assert_eq!(open(&key(&one), one.bytes.clone()).unwrap(), b"one");
    sql.exec("UPDATE data_key SET key = zeroblob(32) WHERE slot = ?", &[one.slot.into()]).unwrap();
    assert_eq!(open(&key(&one), one.bytes.clone()), Err(SqlError::Shape));
    assert_eq!(open(&key(&other), other.bytes.clone()).unwrap(), b"other");
    keyed(&sql, |keys| {
        let sealed = keys.seal("never")?;
        keys.revoke(&sealed);
        Ok(())
    });
    assert_eq!(used(&sql).len(), 1);
}
