//! What a mailbox promises of tips, on a SQLite of the tests' own.

use super::{
    files::{self, Place, Put},
    post::{self, Posted},
    retention, timeline,
};
use crate::{
    chance::Fraction,
    deliver::state::{AtEndpoint, AtEvent, Settled},
    limit::{LOOKUP_BYTES, MAILBOX_BYTES, UNCLAIMED_BYTES},
    mailbox::{
        accept::Draw,
        counts::deliveries,
        erasure::tests::keyed,
        outbox::{self, settle::settle, take::take},
        release::release,
        sql::{Sql as _, tests::Memory},
        tally, wake,
    },
    units::tests::unit,
};
use serde_json::Value as Json;
use tt_contract::{
    fault::{Fault, Kind},
    id::SubmissionId,
    lang::Lang,
    limits::{CHUNK_BYTES, FILES},
    time::{Day, Millis},
    tip::{Answer, Envelope, FileRef, Lookup, Proof, Recipient, SealedBy, Status, Timeline},
};
use tt_seal::{FileSealer, identity};

/// 2026-11-22T04:20:34.567Z
const NOW: Millis = Millis(1_795_321_234_567);
const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

fn id(n: u8) -> SubmissionId {
    SubmissionId::from_random([n; 16])
}

fn lookup(n: u8) -> Lookup {
    Lookup::new([n; 16])
}

fn recipient() -> Recipient {
    identity(&tt_contract::tip::Receipt::from_random([7; 16])).recipient()
}

/// A PDF of so many bytes, sealed, in pieces.
fn sealed(length: usize) -> Vec<Vec<u8>> {
    let mut bytes = b"%PDF-1.4\n".to_vec();
    bytes.resize(length, b' ');
    let mut sealer = FileSealer::new(&[recipient()], true).unwrap();
    let mut pieces = Vec::new();
    for part in bytes.chunks(500_000) {
        sealer.push(part).unwrap();
        pieces.extend(std::iter::from_fn(|| sealer.take_chunk()));
    }
    pieces.extend(sealer.finish().unwrap().0);
    pieces
}

fn reference(n: u8, pieces: &[Vec<u8>]) -> FileRef {
    FileRef { id: id(n), size: pieces.iter().map(|piece| piece.len() as u64).sum() }
}

fn envelope(lookup: Lookup, message: Option<u8>, files: Vec<FileRef>) -> Envelope {
    Envelope {
        lookup,
        message: message.map(id),
        keys: vec!["demo".parse().unwrap()],
        sealed: "YWdl".into(),
        files,
        lang: Lang::Vi,
        sealed_by: SealedBy::Browser,
        proof: Proof::NotAsked,
    }
}

struct Tray {
    sql: Memory,
    now: Millis,
    /// How many bytes the mailbox is said to have.
    stored: i64,
}

impl Tray {
    fn new() -> Self {
        Self { sql: Memory::mailbox(), now: NOW, stored: 0 }
    }

    fn put(&self, lookup: Lookup, file: u8, index: usize, piece: &[u8]) -> Put {
        let place = Place { lookup, file: id(file), index: index.try_into().unwrap() };
        keyed(&self.sql, |keys| files::put(&self.sql, place, piece, self.now, self.stored, keys))
    }

    fn upload(&self, lookup: Lookup, file: u8, pieces: &[Vec<u8>]) -> FileRef {
        for (index, piece) in pieces.iter().enumerate() {
            assert_eq!(self.put(lookup, file, index, piece), Put::Kept);
        }
        reference(file, pieces)
    }

    fn post(&self, lookup: Lookup, message: Option<u8>, files: Vec<FileRef>, digest: &str) -> Posted {
        let envelope = envelope(lookup, message, files);
        let mut event = [message.unwrap_or_default(); 16];
        event[..8].copy_from_slice(&lookup.to_string().as_bytes()[..8]);
        let draw = Draw { event, release: Fraction(0) };
        keyed(&self.sql, |keys| post::accept(&self.sql, &unit(), &envelope, digest, self.now, draw, keys))
    }

    fn deliver(&self) -> Option<Json> {
        let taken = take(&self.sql, "main", self.now, None).unwrap()?;
        let settled = Settled { event: AtEvent::Delivered, endpoint: AtEndpoint::Open(None) };
        settle(&self.sql, "main", &taken, settled, self.now.day()).unwrap();
        Some(serde_json::from_str(&taken.body).unwrap())
    }

    fn rows(&self) -> i64 {
        self.sql.number(
            "SELECT (SELECT count(*) FROM post) + (SELECT count(*) FROM entry) + (SELECT count(*) FROM file) \
             + (SELECT count(*) FROM piece)",
        )
    }

    fn tidy(&self, days: u16) {
        retention::tidy_files(&self.sql, self.now).unwrap();
        retention::tidy_tips(&self.sql, self.now, days).unwrap();
    }
}

#[test]
fn a_tip_with_files_is_kept_once_delivered_and_its_files_fetched_until_acknowledged() {
    let tray = Tray::new();
    let pieces = sealed(1_500_000);
    assert_eq!(pieces.len(), 2);
    for _ in 0..2 {
        tray.upload(lookup(1), 1, &pieces);
    }
    let file = reference(1, &pieces);
    assert_eq!(tray.post(lookup(1), None, vec![file], "a"), Posted::Kept);
    assert_eq!(tray.post(lookup(1), None, vec![file], "a"), Posted::Again);
    assert_eq!(tray.post(lookup(1), None, Vec::new(), "b"), Posted::IdReused);
    assert_eq!(tray.put(lookup(1), 1, 0, &pieces[0]), Put::Kept, "a repeat");
    assert_eq!(tray.put(lookup(1), 1, 2, b"more"), Put::Taken, "the file is the tip's");

    let event = tray.deliver().unwrap();
    assert_eq!(
        (&event["type"], &event["timestamp"]),
        (&"tip.created".into(), &"2026-11-22T04:00:00Z".into())
    );
    let path = format!("/v1/units/{}/tips/{}/files/{}", unit().id, lookup(1), id(1));
    assert_eq!(event["data"]["files"][0]["path"], path);
    assert_eq!((&event["data"]["sealed"], &event["data"]["message"]), (&"YWdl".into(), &Json::Null));
    assert_eq!(tray.deliver(), None);

    let place = |index| Place { lookup: lookup(1), file: id(1), index };
    assert_eq!(files::piece(&tray.sql, place(0)).unwrap().as_ref(), Some(&pieces[0]));
    assert_eq!(files::piece(&tray.sql, place(1)).unwrap().as_ref(), Some(&pieces[1]));
    assert_eq!(files::piece(&tray.sql, place(2)).unwrap(), None);
    for _ in 0..2 {
        assert!(files::acknowledge(&tray.sql, lookup(1), id(1)).unwrap());
        assert_eq!(files::piece(&tray.sql, place(0)).unwrap(), None);
    }
    assert!(!files::acknowledge(&tray.sql, lookup(2), id(1)).unwrap());
    assert_eq!(tray.put(lookup(1), 1, 0, &pieces[0]), Put::Taken, "nothing comes back");
    assert_eq!(tray.sql.number("SELECT count(*) FROM piece"), 0);
}

#[test]
fn files_that_are_not_as_the_tip_says_are_refused_and_nothing_is_kept() {
    let tray = Tray::new();
    let pieces = sealed(1_500_000);
    let file = reference(1, &pieces);
    let refused = |kind| Posted::Files(Fault::new(kind));
    let post = |file| tray.post(lookup(1), None, vec![file], "a");
    assert_eq!(post(file), refused(Kind::Missing), "never sent");
    tray.put(lookup(1), 1, 1, &pieces[1]);
    assert_eq!(post(file), refused(Kind::Missing), "the first piece is missing");
    tray.put(lookup(1), 1, 0, &pieces[0]);
    assert_eq!(
        post(FileRef { size: file.size - 1, ..file }),
        refused(Kind::Malformed),
        "shorter than it says"
    );
    assert_eq!(
        post(FileRef { size: file.size + 1, ..file }),
        refused(Kind::Malformed),
        "longer than it says"
    );
    assert_eq!(post(FileRef { size: CHUNK_BYTES as u64, ..file }), refused(Kind::Malformed), "a piece less");
    tray.put(lookup(1), 2, 0, &pieces[1]);
    let headless = FileRef { id: id(2), size: pieces[1].len() as u64 };
    assert_eq!(post(headless), refused(Kind::Malformed), "no age file");
    tray.put(lookup(1), 3, 0, &pieces[0]);
    tray.put(lookup(1), 3, 2, &pieces[1]);
    assert_eq!(post(FileRef { id: id(3), ..file }), refused(Kind::Missing), "a piece in between is missing");
    let both = tray.post(lookup(1), None, vec![file, headless], "a");
    assert_eq!(both, refused(Kind::Malformed));
    assert_eq!(tray.post(lookup(9), None, vec![file], "a"), refused(Kind::Missing), "another's");
    assert_eq!(tray.sql.number("SELECT count(*) FROM post"), 0);
    assert_eq!(tray.sql.number("SELECT count(*) FROM file WHERE hour IS NULL"), 0);
    assert_eq!(tray.put(lookup(1), 1, 0, b"another"), Put::Taken);
    assert_eq!(post(file), Posted::Kept);
}

#[test]
fn a_mailbox_that_is_nearly_full_takes_no_more_files_and_goes_on_taking_tips() {
    let mut tray = Tray::new();
    tray.stored = MAILBOX_BYTES;
    assert_eq!(tray.put(lookup(1), 1, 0, b"x"), Put::Kept);
    tray.stored += 1;
    assert_eq!(tray.put(lookup(1), 1, 1, b"x"), Put::Full);
    assert_eq!(tray.put(lookup(1), 1, 0, b"x"), Put::Kept, "a repeat takes no room");
}

#[test]
fn what_nobody_has_claimed_is_bounded_and_goes_after_a_day() {
    let mut tray = Tray::new();
    for n in 0..u8::try_from(FILES).unwrap() {
        assert_eq!(tray.put(lookup(1), n, 0, b"x"), Put::Kept);
    }
    assert_eq!(tray.put(lookup(1), 99, 0, b"x"), Put::TooMany);
    assert_eq!(tray.put(lookup(1), 0, 1, b"x"), Put::Kept, "more of a known one");
    files::discard(&tray.sql, lookup(1), id(0)).unwrap();
    assert_eq!(tray.put(lookup(1), 99, 0, b"x"), Put::Kept);
    let fill = |size: i64| format!("UPDATE file SET size = {size} WHERE id = '{}'", id(1));
    tray.sql.run(&fill(LOOKUP_BYTES), &[]).unwrap();
    assert_eq!(tray.put(lookup(1), 2, 1, b"x"), Put::TooMany);
    assert_eq!(tray.put(lookup(2), 2, 1, b"x"), Put::Kept);
    tray.sql.run(&fill(UNCLAIMED_BYTES), &[]).unwrap();
    assert_eq!(tray.put(lookup(2), 2, 2, b"x"), Put::Full);

    let orphans = wake::next(&tray.sql, NOW).unwrap().unwrap();
    assert!(orphans.0 > NOW.0 + DAY_MS && orphans.0 <= NOW.0 + DAY_MS + HOUR_MS);
    tray.now = Millis(orphans.0 - 1);
    tray.tidy(90);
    assert!(tray.rows() > 0);
    tray.now = orphans;
    tray.tidy(90);
    assert_eq!(tray.rows(), 0);
    assert_eq!(wake::next(&tray.sql, orphans), Ok(None));
}

#[test]
fn a_tip_goes_when_its_time_is_up_and_never_before_it_is_delivered() {
    let mut tray = Tray::new();
    let file = tray.upload(lookup(1), 1, &sealed(100));
    tray.post(lookup(1), None, vec![file], "a");
    tray.now = Millis(NOW.0 + 400 * DAY_MS);
    tray.tidy(90);
    assert_eq!(tray.rows(), 3, "not delivered yet");
    tray.deliver().unwrap();
    assert!(wake::next(&tray.sql, tray.now).unwrap().is_some());
    tray.now = Millis(tray.now.0 + 89 * DAY_MS);
    tray.tidy(90);
    assert_eq!(tray.rows(), 3);
    let answer = Answer { id: id(5), status: Some(Status::Checking), sealed: None };
    keyed(&tray.sql, |keys| timeline::answer(&tray.sql, &unit(), lookup(1), &answer, tray.now.day(), keys));
    tray.now = Millis(tray.now.0 + 89 * DAY_MS);
    tray.tidy(90);
    assert_eq!(tray.rows(), 4, "answered since");
    tray.now = Millis(tray.now.0 + DAY_MS);
    tray.tidy(90);
    assert_eq!(tray.rows(), 0);
    assert_eq!(wake::next(&tray.sql, tray.now), Ok(None));
}

#[test]
fn a_tip_is_delivered_when_every_endpoint_has_it() {
    let tray = Tray::new();
    tray.post(lookup(1), None, Vec::new(), "a");
    let event = take(&tray.sql, "main", tray.now, None).unwrap().unwrap().id;
    let delivered = "SELECT count(*) FROM post WHERE delivered IS NOT NULL";
    post::delivered(&tray.sql, &event, tray.now.day()).unwrap();
    assert_eq!(tray.sql.number(delivered), 0);
    tray.deliver().unwrap();
    assert_eq!(tray.sql.number(delivered), 1);
    assert_eq!(tally::unshown(&tray.sql, tray.now), Ok([0; 5]), "a tip is no rating");
}

#[test]
fn a_unit_may_have_tips_released_later_and_they_keep_their_order() {
    let (sql, mut unit) = (Memory::mailbox(), unit());
    let file = include_str!("../../../units/congan-thanhhoa.toml");
    unit.tip_off = toml::from_str::<tt_contract::unit::Unit>(file).unwrap().tip_off;
    unit.tip_off.as_mut().unwrap().release_delay_s = 60;
    for (n, release) in [(1, Fraction(u32::MAX)), (2, Fraction(0))] {
        let envelope = envelope(lookup(n), None, Vec::new());
        let draw = Draw { event: [n; 16], release };
        let posted = keyed(&sql, |keys| post::accept(&sql, &unit, &envelope, "a", NOW, draw, keys));
        assert_eq!(posted, Posted::Kept);
    }
    let due = Millis(release(&unit.id, NOW, 60, Fraction(u32::MAX)));
    let before = Millis(due.0 - 1);
    let waiting = |now| deliveries(&sql, &unit, now).unwrap().endpoints[0].waiting;
    assert_eq!(take(&sql, "main", before, None), Ok(None), "not even the second, drawn for before");
    assert_eq!((waiting(before), waiting(due)), (0, 2), "both are counted once they are released");
    assert_eq!(wake::next(&sql, NOW), Ok(Some(due)));
    for n in [1, 2] {
        let taken = take(&sql, "main", due, None).unwrap().unwrap();
        assert_eq!(taken.id, id(n).to_string());
        let settled = Settled { event: AtEvent::Delivered, endpoint: AtEndpoint::Open(None) };
        settle(&sql, "main", &taken, settled, due.day()).unwrap();
    }
    assert_eq!(outbox::last_in_order(&sql), Ok(None), "what is gone holds nothing back");
}

#[test]
fn a_message_is_in_the_timeline_once_it_is_released() {
    let (sql, mut unit) = (Memory::mailbox(), unit());
    let file = include_str!("../../../units/congan-thanhhoa.toml");
    unit.tip_off = toml::from_str::<tt_contract::unit::Unit>(file).unwrap().tip_off;
    let envelope = envelope(lookup(1), Some(1), Vec::new());
    let draw = Draw { event: [1; 16], release: Fraction(u32::MAX / 2) };
    let posted = keyed(&sql, |keys| post::accept(&sql, &unit, &envelope, "a", NOW, draw, keys));
    assert_eq!(posted, Posted::Kept);
    let entries = |lookup, now| timeline::read(&sql, lookup, Millis(now)).unwrap().entries.len();
    let due = release(&unit.id, NOW, unit.tip_off.as_ref().unwrap().release_delay_s, draw.release);
    assert!(due > NOW.0);
    assert_eq!((entries(lookup(1), due - 1), entries(lookup(1), due)), (0, 1));
    take(&sql, "main", Millis(due), None).unwrap().unwrap();
    sql.run("DELETE FROM outbox", &[]).unwrap();
    assert_eq!((entries(lookup(1), due), entries(lookup(2), due)), (1, 0));
}

#[test]
fn answers_and_messages_stand_in_their_order_and_each_once() {
    let tray = Tray::new();
    let read = |n| timeline::read(&tray.sql, lookup(n), NOW).unwrap();
    tray.post(lookup(1), None, Vec::new(), "a");
    assert_eq!(
        (read(1), read(9)),
        (Timeline::default(), Timeline::default()),
        "a tip without news, and none"
    );
    let answer = |n, status, sealed: Option<&str>| {
        let answer = Answer { id: id(n), status, sealed: sealed.map(str::to_owned) };
        keyed(&tray.sql, |keys| timeline::answer(&tray.sql, &unit(), lookup(1), &answer, Day(20_000), keys))
    };
    for _ in 0..2 {
        assert_eq!(answer(1, Some(Status::Checking), None), timeline::Answered::Kept);
        let posted = tray.post(lookup(1), Some(2), Vec::new(), "m");
        assert!(matches!(posted, Posted::Kept | Posted::Again));
        assert_eq!(answer(3, None, Some("YWdl")), timeline::Answered::Kept);
    }
    assert_eq!(answer(3, None, Some("YQ==")), timeline::Answered::IdReused);
    assert_eq!(tray.post(lookup(1), Some(2), Vec::new(), "n"), Posted::IdReused);
    let json = serde_json::to_value(read(1)).unwrap();
    let today = NOW.day().to_string();
    let expected = serde_json::json!({ "status": "checking", "entries": [
        { "by": "unit", "day": "2024-10-04", "status": "checking" },
        { "by": "citizen", "day": today },
        { "by": "unit", "day": "2024-10-04", "sealed": "YWdl" },
    ] });
    assert_eq!(json, expected);
    let kinds: Vec<_> = std::iter::from_fn(|| tray.deliver()).map(|event| event["type"].clone()).collect();
    assert_eq!(kinds.len(), 2);
    assert!(kinds.contains(&"tip.message".into()) && kinds.contains(&"tip.created".into()));
}

#[test]
fn a_message_to_a_tip_that_nobody_knows_is_delivered_all_the_same() {
    let tray = Tray::new();
    assert_eq!(tray.post(lookup(8), Some(1), Vec::new(), "m"), Posted::Kept);
    assert_eq!(tray.deliver().unwrap()["data"]["message"], id(1).to_string());
}

#[test]
fn nothing_kept_of_a_tip_is_finer_than_the_hour() {
    let tray = Tray::new();
    let file = tray.upload(lookup(1), 1, &sealed(100));
    tray.upload(lookup(1), 2, &sealed(100));
    tray.post(lookup(1), None, vec![file], "a");
    for table in ["meta", "outbox", "endpoint", "post", "entry", "file"] {
        let rows = tray.sql.run(&format!("SELECT * FROM {table}"), &[]).unwrap();
        assert!(!format!("{rows:?}").contains("1795321"), "{table}: {rows:?}");
    }
}

#[test]
fn an_hour_or_a_day_that_ends_says_nothing_of_what_is_released_in_the_next() {
    let (sql, mut unit) = (Memory::mailbox(), unit());
    let file = include_str!("../../../units/congan-thanhhoa.toml");
    unit.tip_off = toml::from_str::<tt_contract::unit::Unit>(file).unwrap().tip_off;
    let midnight = NOW.day().next().start();
    let draw = Draw { event: [1; 16], release: Fraction(u32::MAX) };
    let envelope = envelope(lookup(1), Some(1), Vec::new());
    let moment = Millis(midnight.0 - 1);
    keyed(&sql, |keys| post::accept(&sql, &unit, &envelope, "a", moment, draw, keys));
    let later = Millis(midnight.0 + HOUR_MS);
    let taken = take(&sql, "main", later, None).unwrap().unwrap();
    let event: Json = serde_json::from_str(&taken.body).unwrap();
    assert_eq!(event["timestamp"], midnight.hour().to_string());
    assert_eq!(timeline::read(&sql, lookup(1), later).unwrap().entries[0].day, midnight.day());
}
