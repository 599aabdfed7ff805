//! What must not grow with what waits: a hundred thousand events, and every statement of the path is asked how it is run, and how many
//! there are.

use super::{pull::pull, retry::retry, settle::settle, take::take};
use crate::{
    chance::Fraction,
    deliver::answer::Answer,
    mailbox::{
        accept::{Draw, accept},
        counts::deliveries,
        erasure::tests::keyed,
        figures, inbox, schema,
        sql::{Row, Sql, SqlError, Value, tests::Memory},
        tip::{
            post::{self, Posted},
            timeline,
        },
        wake,
    },
    units::tests::unit,
};
use std::cell::RefCell;
use tt_contract::{
    deliveries::Retry,
    id::SubmissionId,
    lang::Lang,
    rating::Submission,
    time::Millis,
    tip::{Envelope, Lookup, Proof, SealedBy},
    unit::Unit,
};

const NOW: Millis = Millis(1_795_321_234_567);
/// These have a row for each endpoint, or level, or a few for the mailbox; or are never let grow, or come with the statement.
const SMALL: [&str; 6] = ["endpoint", "total", "meta", "inbox", "json_each", "drawn"];

/// These ask only whether there is a first row.
const FIRST: [&str; 2] =
    ["SELECT 1 FROM seen LIMIT 1", "SELECT EXISTS (SELECT 1 FROM post) + EXISTS (SELECT 1 FROM entry)"];

/// Runs statements, and keeps what the database says of how it runs each.
struct Watched {
    sql: Memory,
    statements: RefCell<Vec<String>>,
}

impl Sql for Watched {
    fn run(&self, statement: &str, parameters: &[Value]) -> Result<Vec<Row>, SqlError> {
        self.statements.borrow_mut().push(statement.to_owned());
        if FIRST.contains(&statement) {
            return self.sql.run(statement, parameters);
        }
        let plan = self.sql.run(&format!("EXPLAIN QUERY PLAN {statement}"), parameters)?;
        for row in plan {
            let step = row.text(3)?;
            let scanned = step.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next());
            let bounded = scanned.is_none_or(|table| SMALL.contains(&table) || table.starts_with('('));
            assert!(bounded || step.contains("CONSTANT ROW"), "{step}\n{statement}");
            assert!(
                !step.contains("TEMP B-TREE") || statement.contains(" FROM inbox "),
                "{step}\n{statement}"
            );
        }
        self.sql.run(statement, parameters)
    }
}

fn id(n: u32) -> SubmissionId {
    let mut bytes = [7; 16];
    bytes[..4].copy_from_slice(&n.to_be_bytes());
    SubmissionId::from_random(bytes)
}

/// A mailbox in which a hundred thousand ratings and tips wait.
fn full(unit: &Unit) -> Watched {
    let sql = Memory::mailbox();
    schema::set_owner(&sql, &unit.id).unwrap();
    let fill = "WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < 99999) \
                INSERT INTO outbox (id, endpoint, release, due, turn, slot, body) \
                SELECT printf('%08d', n), 'main', n * 1000, n * 1000, iif(n % 2, n, NULL), 1000 + 2 * n, ? FROM n";
    let body = keyed(&sql, |keys| keys.seal("{}"));
    sql.run(fill, &[body.bytes.as_slice().into()]).unwrap();
    // Half of the table is free.
    let keys = "INSERT INTO data_key SELECT outbox.slot, key FROM outbox, data_key WHERE data_key.slot = ?1 \
                UNION ALL SELECT outbox.slot + 1, zeroblob(32) FROM outbox";
    sql.run(keys, &[body.slot.into()]).unwrap();
    sql.run("ANALYZE", &[]).unwrap();
    Watched { sql, statements: RefCell::default() }
}

fn rate(sql: &Watched, unit: &Unit, n: u32, replaces: Option<u32>) -> usize {
    let json = serde_json::json!({ "id": id(n), "page": "/", "level": 5, "lang": "vi", "replaces": replaces.map(id) });
    let submission = Submission::from_json(json.to_string().as_bytes()).unwrap();
    let mut event = [9; 16];
    event[..4].copy_from_slice(&n.to_be_bytes());
    sql.statements.borrow_mut().clear();
    let draw = Draw { event, release: Fraction(u32::MAX) };
    keyed(sql, |keys| accept(sql, unit, &submission, NOW, draw, keys));
    sql.statements.borrow().len()
}

#[test]
fn nothing_looks_at_all_that_waits() {
    let unit = Unit { release_delay_s: 300, ..unit() };
    let sql = full(&unit);
    rate(&sql, &unit, 1, None);
    rate(&sql, &unit, 1, None);
    rate(&sql, &unit, 2, Some(1));
    rate(&sql, &unit, 3, None);
    wake::next(&sql, NOW).unwrap();
    inbox::is_full(&sql).unwrap();
    inbox::sort_released(&sql, &unit, NOW).unwrap();
    inbox::sort(&sql, &unit, NOW).unwrap();
    for status in [200, 422, 500, 410] {
        let taken = take(&sql, "main", NOW, None).unwrap().unwrap();
        let settled = taken.sending().settle(&Answer::Status(status, None), NOW, Fraction(0));
        settle(&sql, "main", &taken, settled, NOW.day()).unwrap();
        deliveries(&sql, &unit, NOW).unwrap();
        wake::next(&sql, NOW).unwrap();
    }
    retry(&sql, &unit, &Retry { id: Some(id(1)), ..Retry::default() }, NOW).unwrap();
    retry(&sql, &unit, &Retry::default(), NOW).unwrap();
    pull(&sql, &unit, "main", 0, NOW).unwrap();
    pull(&sql, &unit, "main", 5, NOW).unwrap();
    figures::tidy(&sql, NOW).unwrap();
    figures::shown(&sql, NOW).unwrap();
    for n in 1..3 {
        tip(&sql, &unit, n);
    }
    timeline::read(&sql, Lookup::new([1; 16]), NOW).unwrap();
}

#[test]
fn a_tip_costs_few_statements() {
    let unit = unit();
    let sql = full(&unit);
    sql.statements.borrow_mut().clear();
    tip(&sql, &unit, 1);
    assert_eq!(
        sql.statements.borrow().len(),
        8,
        "whose, whether it is known, it, its entry, the release before, a free slot, the event, its key"
    );
}

/// Puts a message without files.
fn tip(sql: &Watched, unit: &Unit, n: u8) {
    let envelope = Envelope {
        lookup: Lookup::new([1; 16]),
        message: Some(id(n.into())),
        keys: Vec::new(),
        sealed: "YWdl".into(),
        files: Vec::new(),
        lang: Lang::Vi,
        sealed_by: SealedBy::Browser,
        proof: Proof::NotAsked,
    };
    let draw = Draw { event: [n; 16], release: Fraction(u32::MAX) };
    let posted = keyed(sql, |keys| post::accept(sql, unit, &envelope, "d", NOW, draw, keys));
    assert_eq!(posted, Posted::Kept);
}

#[test]
fn a_rating_costs_few_statements() {
    let unit = unit();
    let sql = full(&unit);
    rate(&sql, &unit, 1, None);
    assert_eq!(rate(&sql, &unit, 2, None), 3, "a slot, the submission, its key");
    assert_eq!(rate(&sql, &unit, 2, None), 3, "a slot, and a repeat");
    for n in 3..100 {
        rate(&sql, &unit, n, None);
    }
    sql.statements.borrow_mut().clear();
    inbox::sort(&sql, &unit, NOW).unwrap();
    assert_eq!(
        sql.statements.borrow().len(),
        8,
        "whether there is one, new pages, the page's room, and one for each table"
    );
}
