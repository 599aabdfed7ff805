//! What the mailboxes say of themselves, asked seldom: on Cloudflare each call wakes a Durable Object and is paid for. However
//! often `/metrics` is read, a mailbox is asked how its deliveries stand once in [`WATCHED_MS`], and how large it is once an hour.
//!
//! What moves when a submission comes in is asked by the hour, too: a database grows by a page, and a tip that goes at once is
//! counted as delivered, in the second of its arrival.

use crate::{config::Config, limit::WATCHED_MS, mailbox::client};
use futures_util::future::join_all;
use std::{cell::RefCell, collections::BTreeMap};
use tt_contract::{
    deliveries::Deliveries,
    time::{Hour, Millis},
    unit::UnitId,
};
use worker::Env;

/// What is known of one mailbox.
#[derive(Clone, Debug)]
pub(super) struct Mailbox {
    /// Whose.
    pub(super) unit: UnitId,
    /// How its deliveries stand; nothing if it did not answer.
    pub(super) deliveries: Option<Deliveries>,
    /// What it said at its first call of this hour.
    pub(super) of_hour: Option<OfHour>,
}

/// What is asked by the hour.
#[derive(Clone, Debug)]
pub(super) struct OfHour {
    hour: Hour,
    /// The bytes of its database.
    pub(super) bytes: u64,
    /// How many deliveries each endpoint, by its name, has confirmed.
    pub(super) delivered: BTreeMap<String, u64>,
}

thread_local! {
    static KNOWN: RefCell<Option<(Millis, Vec<Mailbox>)>> = RefCell::default();
}

/// All units' mailboxes, as of at most [`WATCHED_MS`] ago, and when that was.
pub(super) async fn all(env: &Env, config: &Config, now: Millis) -> (Millis, Vec<Mailbox>) {
    let known = KNOWN.with_borrow(Clone::clone);
    if let Some((at, mailboxes)) = &known
        && (0..WATCHED_MS).contains(&(now.0 - at.0))
    {
        return (*at, mailboxes.clone());
    }
    let before: BTreeMap<UnitId, OfHour> = known
        .into_iter()
        .flat_map(|(_, mailboxes)| mailboxes)
        .filter_map(|mailbox| Some((mailbox.unit, mailbox.of_hour.filter(|of| of.hour == now.hour())?)))
        .collect();
    let asked = config.units.ids().map(|unit| ask(env, before.get(&unit).cloned(), unit, now));
    let mailboxes = join_all(asked).await;
    KNOWN.set(Some((now, mailboxes.clone())));
    (now, mailboxes)
}

async fn ask(env: &Env, known: Option<OfHour>, unit: UnitId, now: Millis) -> Mailbox {
    let deliveries = client::deliveries(env, &unit).await.ok();
    let of_hour = match (known, &deliveries) {
        (Some(known), _) => Some(known),
        (None, Some(deliveries)) => client::bytes(env, &unit).await.ok().map(|bytes| {
            let each = deliveries.endpoints.iter().map(|at| (at.name.clone(), at.delivered));
            OfHour { hour: now.hour(), bytes, delivered: each.collect() }
        }),
        // What does not answer is not waited for twice.
        (None, None) => None,
    };
    Mailbox { unit, deliveries, of_hour }
}

#[cfg(test)]
impl OfHour {
    pub(super) fn new(hour: Hour, bytes: u64, delivered: &[(&str, u64)]) -> Self {
        let delivered = delivered.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
        Self { hour, bytes, delivered }
    }
}
