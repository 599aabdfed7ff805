//! What a mailbox promises, on a SQLite of the tests' own.

use super::{
    accept::{Draw, Outcome, accept},
    counts::deliveries,
    erasure::tests::keyed,
    figures, inbox,
    outbox::{
        self,
        retry::retry,
        settle,
        take::{Taken, Together, take},
    },
    schema, seen,
    sql::{Sql as _, tests::Memory},
    tally, wake,
};
use crate::{chance::Fraction, deliver::answer::Answer, units::tests::unit};
use proptest::prelude::*;
use serde_json::Value as Json;
use std::{cell::Cell, collections::BTreeMap};
use tt_contract::{
    deliveries::{DeliveryError, Retry},
    id::SubmissionId,
    rating::Submission,
    time::Millis,
    unit::{Topic, Unit},
};

mod clock;
mod unsorted;

/// 2026-11-22T04:00Z, eleven in the morning in Vietnam.
const NOON: Millis = Millis(1_795_320_000_000);
const DAY_MS: i64 = 86_400_000;

fn id(n: u8) -> SubmissionId {
    SubmissionId::from_random([n; 16])
}

fn submission(n: u8, level: i64, replaces: Option<u8>) -> Submission {
    let json = serde_json::json!({
        "id": id(n), "page": "/tin", "level": level, "lang": "vi", "replaces": replaces.map(id),
    });
    Submission::from_json(json.to_string().as_bytes()).unwrap()
}

fn draw(n: u8) -> Draw {
    Draw { event: [n | 0x80; 16], release: Fraction(u32::MAX / 2) }
}

fn event(n: u8) -> String {
    SubmissionId::from_random([n | 0x80; 16]).to_string()
}

/// A unit whose ratings are held back for up to ten seconds; those of the tests for five.
fn slow() -> Unit {
    Unit { release_delay_s: 10, ..unit() }
}

struct Tray {
    sql: Memory,
    unit: Unit,
    now: Millis,
    /// How many ratings travel together at most, if they do.
    batch: Option<usize>,
    formed: Cell<u8>,
}

impl Tray {
    fn new(unit: Unit) -> Self {
        let sql = Memory::mailbox();
        schema::set_owner(&sql, &unit.id).unwrap();
        Self { sql, unit, now: NOON, batch: None, formed: Cell::default() }
    }

    /// The tables, once everything that was accepted is sorted.
    fn sorted(&self) -> &Memory {
        inbox::sort(&self.sql, &self.unit, self.now).unwrap();
        &self.sql
    }

    fn rate(&self, n: u8, level: i64, replaces: Option<u8>) -> Outcome {
        let submission = submission(n, level, replaces);
        keyed(&self.sql, |keys| accept(&self.sql, &self.unit, &submission, self.now, draw(n), keys)).outcome
    }

    fn take(&self, endpoint: &str) -> Option<Taken> {
        let together = self.batch.map(|most| {
            let nth = self.formed.get();
            self.formed.set(nth + 1);
            Together {
                most,
                id: SubmissionId::from_random([200, nth, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
            }
        });
        take(self.sorted(), endpoint, self.now, together).unwrap()
    }

    fn settle(&self, taken: &Taken, endpoint: &str, status: u16) {
        let settled = taken.sending().settle(&Answer::Status(status, None), self.now, Fraction(u32::MAX));
        settle::settle(self.sorted(), endpoint, taken, settled, self.now.day()).unwrap();
    }

    /// Takes the next event and confirms it: its payload.
    fn deliver(&self) -> Option<Json> {
        let taken = self.take("main")?;
        self.settle(&taken, "main", 200);
        Some(serde_json::from_str(&taken.body).unwrap())
    }

    /// What the summary may show.
    fn shown(&self) -> [i64; 5] {
        let (all, unshown) =
            (tally::totals(self.sorted()).unwrap(), tally::unshown(self.sorted(), self.now).unwrap());
        std::array::from_fn(|level| all[level] - unshown[level])
    }

    fn tally(&self) -> [i64; 5] {
        let rows = self.sorted().run("SELECT level, sum(count) FROM tally GROUP BY level", &[]).unwrap();
        let by_page = tally::by_level(&rows).unwrap();
        assert_eq!(by_page, tally::totals(self.sorted()).unwrap(), "both counts agree");
        by_page
    }

    fn rows(&self) -> i64 {
        self.sorted().number("SELECT count(*) FROM outbox")
    }

    /// What is not held, nor stands behind another.
    fn sendable(&self) -> i64 {
        self.sorted().number(
            "SELECT count(*) FROM outbox WHERE due IS NOT NULL AND (SELECT reason FROM endpoint) IS NULL",
        )
    }

    /// The rows, as the counters have them.
    fn counted(&self) -> i64 {
        self.sorted().number("SELECT coalesce(sum(waiting + held), 0) FROM endpoint")
    }
}

#[test]
fn a_rating_is_kept_once_however_often_it_comes() {
    let mailbox = Tray::new(unit());
    for _ in 0..3 {
        assert_eq!(mailbox.rate(1, 4, None), Outcome::Kept);
    }
    assert_eq!(mailbox.rate(1, 5, None), Outcome::IdReused);
    assert_eq!((mailbox.rows(), mailbox.tally()), (1, [0, 0, 0, 1, 0]));
    let event = mailbox.deliver().unwrap();
    assert_eq!(event["data"]["level"], 4);
    assert_eq!(event["timestamp"], "2026-11-22T04:00:00Z");
    assert_ne!(event["data"]["id"], id(1).to_string());
    assert_eq!(mailbox.rate(1, 4, None), Outcome::Kept, "also after its delivery");
    assert_eq!((mailbox.rows(), mailbox.tally()), (0, [0, 0, 0, 1, 0]));
}

#[test]
fn each_endpoint_gets_its_own_copy() {
    let mut two = unit();
    let mut second = two.endpoints[0].clone();
    second.name = "second".into();
    two.endpoints.push(second);
    let mailbox = Tray::new(two);
    mailbox.rate(1, 4, None);
    assert_eq!(mailbox.rows(), 2);
    mailbox.deliver().unwrap();
    assert_eq!(mailbox.rows(), 1);
    assert_eq!(mailbox.take("main"), None);
    assert!(mailbox.take("second").is_some());
}

#[test]
fn a_change_takes_the_place_of_what_was_never_sent() {
    let mailbox = Tray::new(unit());
    mailbox.rate(1, 2, None);
    mailbox.rate(2, 5, Some(1));
    assert_eq!(mailbox.tally(), [0, 0, 0, 0, 1]);
    let event = mailbox.deliver().unwrap();
    assert_eq!((&event["data"]["level"], &event["data"]["replaces"]), (&5.into(), &Json::Null));
    assert_eq!(mailbox.deliver(), None);
}

#[test]
fn a_change_names_what_was_delivered() {
    let mailbox = Tray::new(unit());
    mailbox.rate(1, 2, None);
    mailbox.deliver().unwrap();
    mailbox.rate(2, 5, Some(1));
    assert_eq!(mailbox.rate(2, 5, Some(1)), Outcome::Kept, "a repeat of the change");
    // Never sent, so the third stands for the second and names what the second named.
    mailbox.rate(3, 4, Some(2));
    assert_eq!((mailbox.rows(), mailbox.tally()), (1, [0, 0, 0, 1, 0]));
    assert_eq!(mailbox.deliver().unwrap()["data"]["replaces"], event(1));
}

#[test]
fn whichever_rating_a_device_remembers_the_latest_is_changed() {
    let mailbox = Tray::new(unit());
    mailbox.rate(1, 1, None);
    mailbox.deliver().unwrap();
    mailbox.rate(2, 2, Some(1));
    mailbox.deliver().unwrap();
    mailbox.rate(3, 3, Some(1));
    assert_eq!(mailbox.tally(), [0, 0, 1, 0, 0]);
    assert_eq!(mailbox.deliver().unwrap()["data"]["replaces"], event(2));
}

#[test]
fn a_change_never_overtakes_what_it_changes() {
    let mailbox = Tray::new(unit());
    mailbox.rate(1, 2, None);
    let first = mailbox.take("main").unwrap();
    mailbox.settle(&first, "main", 422);
    mailbox.rate(2, 5, Some(1));
    assert_eq!(mailbox.deliver(), None);
    assert_eq!(wake::next(mailbox.sorted(), NOON), Ok(Some(Millis(NOON.0 + 5_000))));
    let later = Tray { now: Millis(NOON.0 + 5_000), ..mailbox };
    assert_eq!(later.deliver().unwrap()["data"]["id"], event(1));
    assert_eq!(later.deliver().unwrap()["data"]["replaces"], event(1));
}

#[test]
fn only_endpoints_that_take_ratings_get_them() {
    let mut unit = unit();
    let mut tips = unit.endpoints[0].clone();
    tips.name = "tips".into();
    tips.events = vec![Topic::Tip];
    unit.endpoints.push(tips);
    let mailbox = Tray::new(unit);
    mailbox.rate(1, 4, None);
    assert_eq!((mailbox.rows(), mailbox.take("tips")), (1, None));
}

#[test]
fn another_page_or_day_is_a_new_rating() {
    let mut mailbox = Tray::new(unit());
    mailbox.rate(1, 2, None);
    let elsewhere = Submission { page: tt_contract::page::PagePath::root(), ..submission(2, 5, Some(1)) };
    keyed(&mailbox.sql, |keys| accept(&mailbox.sql, &mailbox.unit, &elsewhere, mailbox.now, draw(2), keys));
    assert_eq!(mailbox.tally(), [0, 1, 0, 0, 1]);
    mailbox.now = Millis(NOON.0 + DAY_MS);
    mailbox.rate(3, 4, Some(1));
    assert_eq!(mailbox.tally(), [0, 1, 0, 1, 1]);
    assert_eq!(mailbox.rate(4, 4, Some(99)), Outcome::Kept, "one that nobody knows");
}

#[test]
fn after_the_day_nothing_leads_from_a_device_to_a_record() {
    let mailbox = Tray::new(unit());
    mailbox.rate(1, 2, None);
    assert_eq!(mailbox.sorted().number("SELECT count(*) FROM seen WHERE event IS NOT NULL"), 1);
    mailbox.deliver().unwrap();

    let midnight = wake::next(mailbox.sorted(), NOON).unwrap().unwrap();
    assert_eq!(midnight.day().0, NOON.day().0 + 1);
    seen::tidy(mailbox.sorted(), midnight.day()).unwrap();
    let left = "SELECT count(*) FROM seen WHERE coalesce(event, level, page, counted, release, was, root) IS NOT NULL \
                OR digest <> ''";
    assert_eq!(mailbox.sorted().number(left), 0);
    let mailbox = Tray { now: midnight, ..mailbox };
    for (level, replaces) in [(2, None), (5, None), (5, Some(3))] {
        assert_eq!(mailbox.rate(1, level, replaces), Outcome::Kept, "known, whatever comes with it");
    }
    assert_eq!(mailbox.tally(), [0, 1, 0, 0, 0]);

    seen::tidy(mailbox.sorted(), Millis(NOON.0 + 8 * DAY_MS).day()).unwrap();
    assert!(seen::is_empty(&mailbox.sql).unwrap());
    assert_eq!(wake::next(mailbox.sorted(), NOON), Ok(None), "nothing is left to wake for");
}

#[test]
fn nothing_kept_is_finer_than_the_hour() {
    let mut mailbox = Tray::new(unit());
    mailbox.now = Millis(NOON.0 + 1_234_567);
    mailbox.rate(1, 2, None);
    let coarse = |table: &str| {
        let rows = mailbox.sql.run(&format!("SELECT * FROM {table}"), &[]).unwrap();
        assert!(!format!("{rows:?}").contains("17953212"), "{table}: {rows:?}");
        rows.len()
    };
    assert_eq!(coarse("inbox"), 1);
    mailbox.sorted();
    for table in ["inbox", "meta", "seen", "outbox", "endpoint", "pending", "tally", "total", "unshown"] {
        coarse(table);
    }
}

#[test]
fn the_summary_tells_no_more_than_the_deliveries() {
    let mut mailbox = Tray::new(slow());
    mailbox.rate(1, 2, None);
    assert_eq!((mailbox.tally(), mailbox.shown()), ([0, 1, 0, 0, 0], [0; 5]));
    assert_eq!(mailbox.deliver(), None);
    mailbox.now = Millis(NOON.0 + 6_000);
    assert_eq!(mailbox.shown(), [0, 1, 0, 0, 0]);
    mailbox.deliver().unwrap();

    mailbox.rate(2, 5, Some(1));
    assert_eq!(mailbox.shown(), [0, 1, 0, 0, 0], "the change is held back");
    mailbox.rate(3, 4, Some(2));
    assert_eq!(mailbox.shown(), [0, 1, 0, 0, 0], "and so is the change of the change");
    mailbox.now = Millis(NOON.0 + 12_000);
    assert_eq!(mailbox.shown(), [0, 0, 0, 1, 0]);
}

#[test]
fn the_alarm_is_for_whatever_is_due_first() {
    let mut mailbox = Tray::new(slow());
    mailbox.rate(1, 2, None);
    let at = wake::next(mailbox.sorted(), mailbox.now).unwrap().unwrap();
    assert!((NOON.0 + 4_500..=NOON.0 + 5_500).contains(&at.0));
    mailbox.now = Millis(NOON.0 + 3_000);
    mailbox.rate(2, 2, None);
    assert_eq!(wake::next(mailbox.sorted(), mailbox.now), Ok(Some(at)), "a later rating postpones nothing");

    outbox::leave_alone(mailbox.sorted(), "main", NOON.0 + 60_000, DeliveryError::NoSecret).unwrap();
    assert_eq!(wake::next(mailbox.sorted(), mailbox.now), Ok(Some(Millis(NOON.0 + 60_000))));
    mailbox.now = Millis(NOON.0 + 59_999);
    assert_eq!(mailbox.deliver(), None, "an endpoint that is down is left alone");
    mailbox.now = Millis(NOON.0 + 60_000);
    assert!(mailbox.deliver().is_some());
    assert_eq!(mailbox.sorted().number("SELECT failures FROM endpoint"), 0);
}

/// What may happen to a mailbox.
#[derive(Clone, Debug)]
enum Step {
    Rate {
        n: u8,
        level: i64,
        replaces: Option<u8>,
    },
    Deliver,
    /// Sent, but the answer was this failure.
    Fail {
        status: u16,
    },
    Pass {
        ms: i64,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let replaces = proptest::option::of(0_u8..12);
    prop_oneof![
        4 => (0_u8..12, 1_i64..=5, replaces).prop_map(|(n, level, replaces)| Step::Rate { n, level, replaces }),
        3 => Just(Step::Deliver),
        1 => Just(Step::Fail { status: 500 }),
        1 => Just(Step::Fail { status: 422 }),
        2 => (0_i64..20_000).prop_map(|ms| Step::Pass { ms }),
        1 => (0_i64..600_000).prop_map(|ms| Step::Pass { ms }),
    ]
}

proptest! {
    /// A unit that follows what it is told, in the order it is told, ends with what the tally counts.
    #[test]
    fn the_unit_ends_with_what_was_counted(steps in proptest::collection::vec(step(), 0..60), delay in 0_u32..12,
        batch in proptest::option::of(1_usize..5)) {
        let mut mailbox = Tray::new(Unit { release_delay_s: delay, ..unit() });
        mailbox.batch = batch;
        let mut records: BTreeMap<String, i64> = BTreeMap::new();
        let one = |records: &mut BTreeMap<String, i64>, event: &Json| {
            let text = |field: &str| event["data"][field].as_str().map(str::to_owned);
            if let Some(replaced) = text("replaces") {
                assert!(records.remove(&replaced).is_some(), "what is replaced was received before");
            }
            records.insert(text("id").unwrap(), event["data"]["level"].as_i64().unwrap());
        };
        let receive = |records: &mut BTreeMap<String, i64>, event: Json| match event["data"]["events"].as_array() {
            Some(events) => events.iter().for_each(|event| one(records, event)),
            None => one(records, &event),
        };
        for step in steps {
            match step {
                Step::Rate { n, level, replaces } => drop(mailbox.rate(n, level, replaces)),
                Step::Deliver => if let Some(event) = mailbox.deliver() { receive(&mut records, event) },
                Step::Fail { status } => if let Some(taken) = mailbox.take("main") {
                    mailbox.settle(&taken, "main", status);
                },
                Step::Pass { ms } => mailbox.now = Millis(mailbox.now.0 + ms),
            }
            prop_assert_eq!(mailbox.counted(), mailbox.rows());
            prop_assert!(mailbox.sendable() == 0 || wake::next(mailbox.sorted(), mailbox.now).unwrap().is_some());
            prop_assert!(mailbox.shown().iter().all(|count| *count >= 0));
        }
        while mailbox.rows() > 0 {
            mailbox.now = Millis(mailbox.now.0 + DAY_MS);
            retry(mailbox.sorted(), &mailbox.unit, &Retry::default(), mailbox.now).unwrap();
            while let Some(event) = mailbox.deliver() {
                receive(&mut records, event);
            }
        }
        prop_assert_eq!(mailbox.rows(), 0);
        let mut told = [0; 5];
        for level in records.values() {
            told[usize::try_from(level - 1).unwrap()] += 1;
        }
        prop_assert_eq!(told, mailbox.tally());
        prop_assert_eq!(told, mailbox.shown());
    }
}
