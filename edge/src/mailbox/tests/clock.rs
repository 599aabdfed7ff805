//! What a clock did that was wrong, once it is right.

use super::*;

#[test]
fn what_a_wrong_clock_put_off_is_sent_once_it_is_right() {
    let mut mailbox = Tray::new(unit());
    mailbox.now = Millis(NOON.0 + 30 * DAY_MS);
    mailbox.rate(1, 4, None);
    mailbox.now = NOON;
    outbox::mend(mailbox.sorted(), NOON).unwrap();
    assert!(mailbox.deliver().is_some());
}

#[test]
fn what_a_wrong_clock_kept_back_is_counted_shown_and_sent_again_as_if_it_were_of_now() {
    let mut mailbox = Tray::new(slow());
    mailbox.now = Millis(NOON.0 + 30 * DAY_MS);
    mailbox.rate(1, 4, None);
    mailbox.rate(2, 3, None);
    mailbox.now = NOON;
    let main = |mailbox: &Tray| {
        let at = deliveries(mailbox.sorted(), &mailbox.unit, mailbox.now).unwrap().endpoints.swap_remove(0);
        (at.waiting, at.held, at.oldest)
    };
    assert_eq!((main(&mailbox), mailbox.shown()), ((0, 0, None), [0; 5]), "as before their release");
    for _ in 0..2 {
        outbox::mend(mailbox.sorted(), NOON).unwrap();
        tally::mend(mailbox.sorted(), outbox::latest(NOON)).unwrap();
        assert_eq!((main(&mailbox), mailbox.shown()), ((2, 0, Some(NOON.hour())), [0, 0, 1, 1, 0]));
    }
    while let Some(taken) = mailbox.take("main") {
        mailbox.settle(&taken, "main", 422);
        mailbox.now = Millis(mailbox.now.0 + 300_000);
    }
    assert_eq!(main(&mailbox), (0, 2, Some(NOON.hour())));
    retry(mailbox.sorted(), &mailbox.unit, &Retry::default(), mailbox.now).unwrap();
    assert!(mailbox.deliver().is_some() && mailbox.deliver().is_some(), "at once, not in a month");
    assert_eq!(main(&mailbox), (0, 0, None));
}
