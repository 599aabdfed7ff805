//! Delivers what waits in a mailbox: to each endpoint one event after another, the endpoints side by side.

pub(crate) mod answer;
mod confirmation;
mod errand;
pub(crate) mod schedule;
mod send;
mod sign;
pub(crate) mod state;

use crate::{
    log::Line,
    mailbox::{Desk, Failure, outbox::fit},
    runtime,
};
use errand::Errand;
use futures_util::{
    StreamExt as _,
    future::{Either, select},
    stream::FuturesUnordered,
};
use schedule::{MISCONFIGURED_MS, ROUND_MS};
use std::time::Duration;
use tt_contract::{deliveries::DeliveryError, unit::Unit};
use worker::Delay;

/// How often it is asked, while an endpoint is being waited for, whether something has become due at another.
const LOOK: Duration = Duration::from_millis(500);

/// Sends what is due, until nothing is, or for [`ROUND_MS`]. An endpoint that lets itself be waited for keeps nothing from the others: they
/// get what is due and what becomes due meanwhile. Errors: [`Failure`] of the storage or of randomness; an endpoint that fails is none,
/// its events are put off.
pub(crate) async fn round(desk: &Desk, unit: &Unit) -> Result<(), Failure> {
    let begun = runtime::now();
    fit(desk, unit)?;
    let mut idle: Vec<Errand<'_>> = Vec::new();
    for endpoint in &unit.endpoints {
        idle.extend(endpoint.push().map(|push| Errand { desk, unit, name: &endpoint.name, push }));
    }
    let mut running = FuturesUnordered::new();
    loop {
        let is_over = runtime::now().0 - begun.0 > ROUND_MS;
        let mut still_idle = Vec::new();
        for errand in idle {
            let taken = if is_over { None } else { errand.take()? };
            if let Some((taken, signed)) = taken {
                running.push(async move { errand.run(taken, signed).await.map(|()| errand) });
            } else {
                still_idle.push(errand);
            }
        }
        idle = still_idle;
        if running.is_empty() {
            return Ok(());
        }
        match select(running.next(), Delay::from(LOOK)).await {
            Either::Left((done, _)) => idle.extend(done.transpose()?),
            Either::Right(_) => {}
        }
    }
}

/// Fits the mailbox to the unit's file. What waits for an endpoint that is no longer in it goes on waiting, and somebody is told.
fn fit(desk: &Desk, unit: &Unit) -> Result<(), Failure> {
    let now = runtime::now();
    let orphans = desk.transaction(|sql| {
        fit::fit(sql, unit)?;
        fit::orphans(sql, unit, now, now.0 + MISCONFIGURED_MS)
    })?;
    for name in orphans {
        Line {
            about: "delivery",
            unit: Some(unit.id.as_str()),
            endpoint: Some(&name),
            outcome: Some(DeliveryError::NoEndpoint.code()),
            ..Line::default()
        }
        .write();
    }
    Ok(())
}
