//! What becomes of events on their way, on a SQLite of the tests' own.

use super::{
    Waiting,
    fit::{fit, orphans},
    pull::pull,
    put,
    retry::retry,
    settle::settle,
    take::{Taken, Together, take},
};
use crate::{
    chance::Fraction,
    deliver::answer::Answer,
    mailbox::{
        counts::deliveries,
        erasure::tests::keyed,
        schema,
        sql::{Sql as _, tests::Memory},
        wake,
    },
    units::tests::unit,
};
use tt_contract::{
    deliveries::{AtEndpoint, DeliveryError, Retry, State},
    id::SubmissionId,
    time::Millis,
    unit::{Unit, Way},
};

/// 2026-11-22T04:20:34.567Z
const NOW: Millis = Millis(1_795_321_234_567);
const HOUR: i64 = 1_795_320_000_000;

fn id(n: u8) -> SubmissionId {
    SubmissionId::from_random([n; 16])
}

struct Tray {
    sql: Memory,
    unit: Unit,
    now: Millis,
}

impl Tray {
    fn new() -> Self {
        let (sql, unit) = (Memory::mailbox(), unit());
        schema::set_owner(&sql, &unit.id).unwrap();
        Self { sql, unit, now: NOW }
    }

    fn put(&self, n: u8, endpoint: &str, in_order: bool, release: i64) {
        let (id, body) = (id(n).to_string(), keyed(&self.sql, |keys| keys.seal(format!(r#"{{"n":{n}}}"#))));
        let row =
            Waiting { id: &id, endpoint, release, in_order, is_behind: false, replaces: None, body: &body };
        put(&self.sql, &row).unwrap();
    }

    fn tip(&self, n: u8) {
        self.put(n, "main", true, HOUR);
    }

    fn rating(&self, n: u8) {
        self.put(n, "main", false, HOUR + i64::from(n));
    }

    fn take(&self) -> Option<Taken> {
        take(&self.sql, "main", self.now, None).unwrap()
    }

    fn settle(&self, taken: &Taken, status: u16) {
        let settled = taken.sending().settle(&Answer::Status(status, None), self.now, Fraction(u32::MAX));
        settle(&self.sql, "main", taken, settled, self.now.day()).unwrap();
    }

    /// The next event's number, answered with a status.
    fn send(&self, status: u16) -> Option<String> {
        let taken = self.take()?;
        self.settle(&taken, status);
        Some(taken.body)
    }

    fn main(&self) -> AtEndpoint {
        deliveries(&self.sql, &self.unit, self.now).unwrap().endpoints.swap_remove(0)
    }

    fn retry(&self, what: Retry) -> u64 {
        retry(&self.sql, &self.unit, &what, self.now).unwrap().events
    }
}

/// What [`Tray::send`] says of an event.
#[expect(clippy::unnecessary_wraps, reason = "it says nothing where there is none")]
fn n(n: u8) -> Option<String> {
    Some(format!(r#"{{"n":{n}}}"#))
}

#[test]
fn tips_keep_their_order_and_one_that_is_refused_steps_aside_after_three_tries() {
    let mut mailbox = Tray::new();
    (1..=3).for_each(|n| mailbox.tip(n));
    mailbox.rating(9);
    assert_eq!(mailbox.send(422), n(1));
    assert_eq!(mailbox.send(200), n(9), "ratings are another kind");
    assert_eq!(mailbox.take(), None, "nothing overtakes it");
    assert_eq!(wake::next(&mailbox.sql, NOW), Ok(Some(Millis(NOW.0 + 5_000))));
    mailbox.now = Millis(NOW.0 + 5_000);
    assert_eq!(mailbox.send(422), n(1));
    mailbox.now = Millis(NOW.0 + 305_000);
    assert_eq!(mailbox.send(422), n(1));
    assert_eq!((mailbox.send(200), mailbox.send(200), mailbox.send(200)), (n(2), n(3), None));

    let error = DeliveryError::Status { status: 422 };
    let at = mailbox.main();
    assert_eq!((at.state, at.waiting, at.held, at.delivered), (State::Open, 0, 1, 3));
    assert_eq!((at.held_events[0].id, at.held_events[0].error), (id(1), error));
    assert_eq!(at.oldest, Some(NOW.hour()));
    assert_eq!(wake::next(&mailbox.sql, mailbox.now), Ok(None));
    let one = |n| Retry { id: Some(id(n)), ..Retry::default() };
    assert_eq!((mailbox.retry(one(2)), mailbox.take()), (0, None));
    assert_eq!(mailbox.retry(one(1)), 1);
    assert_eq!((mailbox.main().waiting, mailbox.main().held), (1, 0));
    assert_eq!(mailbox.send(200), n(1));
    assert_eq!((mailbox.main().delivered, mailbox.main().oldest), (4, None));
}

#[test]
fn a_tip_of_later_comes_behind_one_that_was_held() {
    let mailbox = Tray::new();
    mailbox.tip(5);
    mailbox.sql.run("UPDATE outbox SET due = NULL, held = '{\"code\":\"late\"}'", &[]).unwrap();
    mailbox.tip(6);
    mailbox.tip(1);
    assert_eq!(mailbox.retry(Retry::default()), 1);
    assert_eq!((mailbox.send(200), mailbox.send(200), mailbox.send(200)), (n(5), n(6), n(1)));
}

#[test]
fn an_endpoint_that_is_gone_holds_everything_until_somebody_says_go_on() {
    let mailbox = Tray::new();
    mailbox.rating(1);
    assert_eq!(mailbox.send(410), n(1));
    mailbox.rating(2);
    mailbox.tip(3);
    let reason = DeliveryError::Status { status: 410 };
    let at = mailbox.main();
    assert_eq!((at.state, at.waiting, at.held), (State::Held { reason }, 0, 3));
    assert!(at.held_events.is_empty());
    assert_eq!((mailbox.take(), wake::next(&mailbox.sql, NOW)), (None, Ok(None)));

    let at = |name: &str| Retry { endpoint: Some(name.into()), id: None };
    assert_eq!((mailbox.retry(at("other")), mailbox.take()), (0, None));
    assert_eq!(mailbox.retry(at("main")), 3);
    assert!(wake::next(&mailbox.sql, NOW).unwrap().is_some());
    let order = [mailbox.send(200), mailbox.send(200), mailbox.send(200)];
    assert_eq!(order, [n(3), n(2), n(1)], "what failed before is put off");
    assert_eq!(mailbox.main().last_error, None);
}

#[test]
fn an_endpoint_that_rests_is_tried_at_once_when_somebody_asks() {
    let mailbox = Tray::new();
    mailbox.rating(1);
    mailbox.send(503);
    mailbox.rating(2);
    let at = mailbox.main();
    assert_eq!((at.state, at.waiting), (State::Resting { retry_after_s: 2 }, 2));
    assert_eq!(mailbox.take(), None);
    assert_eq!(mailbox.retry(Retry::default()), 0);
    assert_eq!(mailbox.send(200), n(2));
}

#[test]
fn what_is_not_released_is_in_no_number() {
    let mut mailbox = Tray::new();
    mailbox.put(1, "main", false, NOW.0 + 30_000);
    mailbox.put(2, "main", false, NOW.0 + 60_000);
    let told = |mailbox: &Tray| {
        let at = mailbox.main();
        (at.waiting, at.held, at.oldest)
    };
    assert_eq!(told(&mailbox), (0, 0, None));
    mailbox.now = Millis(NOW.0 + 30_000);
    assert_eq!(told(&mailbox), (1, 0, Some(NOW.hour())));
    assert_eq!(mailbox.send(410), n(1));
    assert_eq!(told(&mailbox), (0, 1, Some(NOW.hour())));
    mailbox.now = Millis(NOW.0 + 60_000);
    assert_eq!(told(&mailbox), (0, 2, Some(NOW.hour())));
    super::withdraw(&mailbox.sql, &id(2).to_string(), "main").unwrap();
    assert_eq!(told(&mailbox), (0, 1, Some(NOW.hour())));
}

#[test]
fn a_batch_is_formed_once_settled_together_and_each_rating_keeps_its_id() {
    let mut mailbox = Tray::new();
    (1..=5).for_each(|n| mailbox.rating(n));
    mailbox.tip(7);
    let next = |mailbox: &Tray, n| {
        take(&mailbox.sql, "main", mailbox.now, Some(Together { most: 3, id: id(n) })).unwrap()
    };
    let tip = next(&mailbox, 100).unwrap();
    assert!(tip.is_tip && !tip.is_batch);
    mailbox.settle(&tip, 200);

    let first = next(&mailbox, 101).unwrap();
    assert_eq!((first.id.as_str(), first.is_batch), (id(101).to_string().as_str(), true));
    mailbox.settle(&first, 500);
    mailbox.now = Millis(NOW.0 + 1_000);
    let second = next(&mailbox, 102).unwrap();
    assert_eq!(second.id, id(102).to_string(), "what failed is put off, and the rest goes before");
    mailbox.settle(&second, 200);
    mailbox.rating(6);
    let other = next(&mailbox, 103).unwrap();
    mailbox.settle(&other, 200);
    let again = next(&mailbox, 104).unwrap();
    assert_eq!((&again.id, &again.body), (&first.id, &first.body));
    assert_eq!(again.attempt, 2);
    mailbox.settle(&again, 200);
    assert_eq!(next(&mailbox, 105), None);
    assert_eq!(mailbox.main().delivered, 7);

    let json: serde_json::Value = serde_json::from_str(&first.body).unwrap();
    assert_eq!(json["type"], "rating.batch");
    assert_eq!(json["data"]["id"], first.id);
    assert_eq!(json["data"]["events"], serde_json::json!([{ "n": 1 }, { "n": 2 }, { "n": 3 }]));
}

#[test]
fn a_batch_that_is_refused_is_taken_apart_and_only_what_is_refused_alone_is_held() {
    let mut mailbox = Tray::new();
    (1..=3).for_each(|n| mailbox.rating(n));
    let next = |mailbox: &Tray, n| {
        take(&mailbox.sql, "main", mailbox.now, Some(Together { most: 100, id: id(n) })).unwrap()
    };
    for attempt in 1..=3 {
        let batch = next(&mailbox, 100 + attempt).unwrap();
        assert_eq!((batch.is_batch, &batch.id), (true, &id(101).to_string()), "it goes as it was");
        mailbox.settle(&batch, 413);
        mailbox.now = Millis(mailbox.now.0 + 300_000);
    }
    let at = mailbox.main();
    assert_eq!((at.waiting, at.held, at.held_events.len()), (3, 0, 0), "nothing is held for another's sake");
    // What comes later travels together as ever.
    mailbox.put(4, "main", false, mailbox.now.0);
    let mut sent = Vec::new();
    while let Some(taken) = next(&mailbox, 105) {
        mailbox.settle(&taken, if taken.id == id(2).to_string() { 422 } else { 200 });
        sent.push((taken.is_batch, taken.id, taken.attempt));
    }
    let alone = |n| (false, id(n).to_string(), 4);
    assert_eq!(sent, [alone(1), alone(2), alone(3), (true, id(105).to_string(), 1)]);
    for _ in 0..2 {
        mailbox.now = Millis(mailbox.now.0 + 300_000);
        let taken = next(&mailbox, 106).unwrap();
        assert_eq!((taken.is_batch, taken.body.as_str()), (false, r#"{"n":2}"#));
        mailbox.settle(&taken, 422);
    }
    let at = mailbox.main();
    assert_eq!((at.waiting, at.held, at.delivered, at.held_events[0].id), (0, 1, 3, id(2)));
    assert_eq!(mailbox.retry(Retry { id: Some(id(101)), ..Retry::default() }), 0, "the batch is no more");
    assert_eq!(mailbox.retry(Retry { id: Some(id(2)), ..Retry::default() }), 1);
    assert_eq!(mailbox.send(200), n(2));
}

#[test]
fn a_batch_that_an_earlier_release_held_goes_again_as_it_was() {
    let mailbox = Tray::new();
    (1..=2).for_each(|n| mailbox.rating(n));
    let together = Some(Together { most: 100, id: id(101) });
    let before = take(&mailbox.sql, "main", mailbox.now, together).unwrap().unwrap();
    let held = "UPDATE outbox SET due = NULL, refusals = 2, held = '{\"code\":\"status\",\"status\":413}'";
    mailbox.sql.run(held, &[]).unwrap();
    assert_eq!((mailbox.main().held, mailbox.main().held_events.len()), (2, 1));
    assert_eq!(mailbox.retry(Retry { id: Some(id(101)), ..Retry::default() }), 1);
    // Also where ratings are no longer to come together.
    let taken = mailbox.take().unwrap();
    assert_eq!((taken.is_batch, &taken.id, &taken.body), (true, &before.id, &before.body));
}

#[test]
fn who_fetches_gets_everything_in_order_until_it_is_acknowledged() {
    let mut mailbox = Tray::new();
    mailbox.unit.endpoints[0].way = Way::Pull;
    assert_eq!(
        pull(&mailbox.sql, &mailbox.unit, "main", 0, NOW).unwrap().unwrap().json(),
        r#"{"events":[],"next":"p0"}"#
    );
    mailbox.rating(2);
    mailbox.tip(4);
    mailbox.tip(3);
    fit(&mailbox.sql, &mailbox.unit).unwrap();
    assert_eq!(wake::next(&mailbox.sql, NOW), Ok(None), "nobody is woken for what is fetched");
    let fetch = |mailbox: &Tray, after| pull(&mailbox.sql, &mailbox.unit, "main", after, NOW).unwrap();
    let json = r#"{"events":[{"n":4},{"n":3},{"n":2}],"next":"p3"}"#;
    for _ in 0..2 {
        assert_eq!(fetch(&mailbox, 0).unwrap().json(), json);
    }
    mailbox.tip(5);
    assert_eq!(fetch(&mailbox, 2).unwrap().json(), r#"{"events":[{"n":2},{"n":5}],"next":"p4"}"#);
    assert_eq!((mailbox.main().state, mailbox.main().waiting, mailbox.main().delivered), (State::Open, 2, 2));
    assert_eq!(fetch(&mailbox, 5), None, "a cursor that was never given");
    assert_eq!(fetch(&mailbox, 0).unwrap().events.len(), 2, "and nothing was lost by it");
    assert_eq!(fetch(&mailbox, 4).unwrap().json(), r#"{"events":[],"next":"p4"}"#);
    assert_eq!(mailbox.main().delivered, 4);
}

#[test]
fn one_that_no_longer_fetches_is_sent_what_it_was_only_handed() {
    let mut mailbox = Tray::new();
    let pushed = mailbox.unit.endpoints[0].clone();
    mailbox.unit.endpoints[0].way = Way::Pull;
    mailbox.rating(1);
    pull(&mailbox.sql, &mailbox.unit, "main", 0, NOW).unwrap();
    mailbox.unit.endpoints[0] = pushed;
    fit(&mailbox.sql, &mailbox.unit).unwrap();
    assert_eq!(mailbox.send(200), n(1));
}

#[test]
fn a_batch_of_which_a_part_was_fetched_never_comes_with_the_rest() {
    let mut mailbox = Tray::new();
    (1..=2).for_each(|n| mailbox.rating(n));
    let together = Some(Together { most: 100, id: id(101) });
    let batch = take(&mailbox.sql, "main", NOW, together).unwrap().unwrap();
    mailbox.settle(&batch, 503);
    mailbox.now = Millis(NOW.0 + 1_000);
    let pushed = std::mem::replace(&mut mailbox.unit.endpoints[0].way, Way::Pull);
    pull(&mailbox.sql, &mailbox.unit, "main", 0, mailbox.now).unwrap();
    pull(&mailbox.sql, &mailbox.unit, "main", 1, mailbox.now).unwrap();
    mailbox.unit.endpoints[0].way = pushed;
    fit(&mailbox.sql, &mailbox.unit).unwrap();
    let rest = take(&mailbox.sql, "main", mailbox.now, together).unwrap().unwrap();
    assert_eq!((rest.is_batch, &rest.id), (false, &id(2).to_string()));
}

#[test]
fn what_waits_for_an_endpoint_that_left_the_file_is_kept_and_shown() {
    let mailbox = Tray::new();
    mailbox.put(1, "former", false, HOUR);
    let until = NOW.0 + 60_000;
    assert_eq!(orphans(&mailbox.sql, &mailbox.unit, NOW, until).unwrap(), ["former"]);
    assert!(orphans(&mailbox.sql, &mailbox.unit, NOW, until).unwrap().is_empty(), "told once a minute");
    assert_eq!(wake::next(&mailbox.sql, NOW), Ok(Some(Millis(until))));
    let told = deliveries(&mailbox.sql, &mailbox.unit, NOW).unwrap();
    let former = told.endpoints.last().unwrap();
    assert_eq!((former.name.as_str(), former.waiting), ("former", 1));
    assert_eq!(former.last_error, Some(DeliveryError::NoEndpoint));
}
