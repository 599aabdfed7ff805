//! What is accepted and not sorted yet is as good as what is.

use super::*;
use crate::mailbox::erasure::open_text;
use tt_contract::page::OTHER;

const UNSORTED: &str = "SELECT count(*) FROM inbox";

#[test]
fn a_repeat_is_known_before_it_is_sorted_and_after() {
    let mailbox = Tray::new(slow());
    for round in 0..2 {
        assert_eq!(mailbox.rate(1, 4, None), Outcome::Kept);
        assert_eq!(mailbox.rate(1, 5, None), Outcome::IdReused);
        assert_eq!(mailbox.sql.number(UNSORTED), 1 - round);
        assert_eq!(mailbox.tally(), [0, 0, 0, 1, 0]);
    }
}

#[test]
fn the_alarm_rings_for_what_is_not_sorted() {
    let mailbox = Tray::new(slow());
    mailbox.rate(1, 4, None);
    let before = wake::next(&mailbox.sql, NOON);
    assert_eq!(mailbox.sql.number(UNSORTED), 1);
    assert_eq!(before, wake::next(mailbox.sorted(), NOON));
    assert!(before.unwrap().is_some_and(|at| at.0 < NOON.0 + 10_000));
}

#[test]
fn the_alarm_rings_when_the_day_ends_though_nothing_is_released_then() {
    let midnight = Millis(NOON.0 + 13 * 3_600_000);
    let mut mailbox = Tray::new(slow());
    mailbox.now = Millis(midnight.0 - 3_000);
    mailbox.rate(1, 4, None);
    assert_eq!(wake::next(&mailbox.sql, mailbox.now), Ok(Some(midnight)));
    mailbox.now = midnight;
    let left = "SELECT count(*) FROM seen WHERE event IS NOT NULL";
    assert_eq!((mailbox.sorted().number(left), mailbox.sql.number(UNSORTED)), (0, 0));
    assert_eq!((mailbox.rows(), mailbox.shown()), (1, [0; 5]), "it is still held back");
}

#[test]
fn what_is_released_is_sorted_when_something_is_to_be_sent() {
    let mut mailbox = Tray::new(slow());
    mailbox.rate(1, 4, None);
    for (now, left) in [(NOON.0, 1), (NOON.0 + 10_000, 0)] {
        mailbox.now = Millis(now);
        inbox::sort_released(&mailbox.sql, &mailbox.unit, mailbox.now).unwrap();
        assert_eq!(mailbox.sql.number(UNSORTED), left);
    }
    assert_eq!(mailbox.sql.number("SELECT count(*) FROM outbox"), 1);
}

#[test]
fn what_is_sorted_on_the_next_day_leads_from_no_device_to_a_record() {
    let mut mailbox = Tray::new(unit());
    mailbox.rate(1, 4, None);
    mailbox.now = Millis(NOON.0 + DAY_MS);
    let left = "SELECT count(*) FROM seen WHERE coalesce(event, level, page, counted, release) IS NOT NULL \
                OR digest <> ''";
    assert_eq!(mailbox.sorted().number(left), 0);
    assert_eq!(mailbox.sql.number("SELECT count(*) FROM seen"), 1);
    assert_eq!(mailbox.rate(1, 4, None), Outcome::Kept, "still known");
    assert_eq!(mailbox.rate(1, 5, None), Outcome::Kept, "and nothing is left to compare with");
    assert_eq!(mailbox.tally(), [0, 0, 0, 1, 0]);
}

#[test]
fn pages_beyond_the_days_room_are_counted_together() {
    let mailbox = Tray::new(unit());
    let pages = i64::from(tt_contract::limits::PAGES_PER_DAY);
    for n in 0..pages + 3 {
        let mut bytes = [1; 16];
        bytes[..8].copy_from_slice(&n.to_be_bytes());
        let page = format!("/{n}").try_into().unwrap();
        let rating = Submission { id: SubmissionId::from_random(bytes), page, ..submission(1, 3, None) };
        let draw = Draw { event: bytes, ..draw(1) };
        keyed(&mailbox.sql, |keys| accept(&mailbox.sql, &mailbox.unit, &rating, NOON, draw, keys));
    }
    assert_eq!(mailbox.sorted().number("SELECT count(DISTINCT page) FROM tally"), pages + 1);
    assert_eq!(mailbox.sql.number(&format!("SELECT count FROM tally WHERE page = '{OTHER}'")), 3);
    assert_eq!(mailbox.sql.number(&format!("SELECT count(*) FROM seen WHERE counted = '{OTHER}'")), 3);
}

/// Every row of every table, but for the order in which ids were drawn; bodies are opened, as their keys differ.
fn everything(mailbox: &Tray) -> String {
    let tables = ["seen", "endpoint", "tally", "total", "unshown", "pending", "inbox"];
    let rows = tables.map(|table| mailbox.sorted().run(&format!("SELECT * FROM {table}"), &[]).unwrap());
    let events = "SELECT body, (SELECT key FROM data_key WHERE data_key.slot = outbox.slot), id, endpoint, release, due, \
                  attempts, refusals, turn, place, batch, held, replaces FROM outbox";
    let events = mailbox.sql.run(events, &[]).unwrap();
    let events: Vec<_> =
        events.iter().map(|row| (open_text(row, 0, 1).unwrap(), row.0[2..].to_vec())).collect();
    format!("{rows:?} {events:?}")
}

proptest! {
    /// Whenever it is sorted, the same comes of it, as long as no day ends.
    #[test]
    fn it_is_all_the_same_when_it_is_sorted(steps in proptest::collection::vec(step(), 0..40), delay in 0_u32..12) {
        let unit = Unit { release_delay_s: delay, ..unit() };
        let (mut late, mut soon) = (Tray::new(unit.clone()), Tray::new(unit));
        for step in steps {
            match step {
                Step::Rate { n, level, replaces } => {
                    prop_assert_eq!(late.rate(n, level, replaces), soon.rate(n, level, replaces));
                    soon.sorted();
                }
                Step::Pass { ms } if late.now.0 + ms < NOON.0 + DAY_MS / 4 => {
                    late.now = Millis(late.now.0 + ms);
                    soon.now = late.now;
                }
                Step::Deliver | Step::Fail { .. } | Step::Pass { .. } => {}
            }
            prop_assert_eq!(wake::next(&late.sql, late.now), wake::next(&soon.sql, soon.now));
        }
        for mailbox in [&late, &soon] {
            figures::shown(mailbox.sorted(), mailbox.now).unwrap();
        }
        prop_assert_eq!(everything(&late), everything(&soon));
    }
}
