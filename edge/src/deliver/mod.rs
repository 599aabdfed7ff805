//! Delivers what waits in a mailbox: one event after another to each endpoint, the endpoints side by side.

mod plan;
mod send;
mod sign;

use crate::{
    config,
    log::Line,
    mailbox::{
        Desk, Failure,
        outbox::{self, Due},
        sql::SqlError,
        tip::post,
    },
    runtime,
};
use futures_util::future::join_all;
use plan::{Answer, BATCH, MISCONFIGURED_MS, Verdict};
use tt_contract::{
    time::Millis,
    unit::{Endpoint, Unit},
};

/// After what time an alarm that failed is set again, in milliseconds.
pub(crate) const AFTER_FAILURE_MS: i64 = 10_000;

/// Sends what is due, at most [`BATCH`] events to each endpoint. Errors: [`Failure`] of the storage or of randomness;
/// an endpoint that fails is none, its events are put off.
pub(crate) async fn round(desk: &Desk, unit: &Unit) -> Result<(), Failure> {
    leave_orphans(desk, unit)?;
    let rounds = unit.endpoints.iter().map(|endpoint| Errand { desk, unit, endpoint }.run());
    join_all(rounds).await.into_iter().collect()
}

/// What waits for an endpoint that is no longer in the unit's file goes on waiting, and somebody is told.
fn leave_orphans(desk: &Desk, unit: &Unit) -> Result<(), SqlError> {
    let until = runtime::now().0 + MISCONFIGURED_MS;
    let orphans = desk.transaction(|sql| {
        let mut orphans = outbox::endpoints(sql)?;
        orphans.retain(|name| unit.endpoints.iter().all(|endpoint| endpoint.name != *name));
        orphans.iter().try_for_each(|name| outbox::leave_alone(sql, name, 0, until))?;
        Ok(orphans)
    })?;
    for name in orphans {
        Line {
            about: "delivery",
            unit: Some(unit.id.as_str()),
            endpoint: Some(&name),
            outcome: Some("no-such-endpoint"),
            ..Line::default()
        }
        .write();
    }
    Ok(())
}

/// The deliveries of one alarm to one endpoint.
struct Errand<'a> {
    desk: &'a Desk,
    unit: &'a Unit,
    endpoint: &'a Endpoint,
}

impl Errand<'_> {
    async fn run(self) -> Result<(), Failure> {
        let name = self.endpoint.name.as_str();
        for _ in 0..BATCH {
            let Some(secrets) = self.secrets() else {
                return self.without_secret();
            };
            let now = runtime::now();
            let Some(due) = self.desk.transaction(|sql| outbox::take(sql, name, now))? else { return Ok(()) };
            let Ok(signed) = sign::sign(&secrets, &due.id, now, &due.body) else {
                return self.without_secret();
            };
            let answer = send::send(self.endpoint.url.as_str(), &due, &signed).await;
            if self.settle(&due, &answer)? == Verdict::EndpointDown {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Keeps what an answer means. Errors: [`Failure`].
    fn settle(&self, due: &Due, answer: &Answer) -> Result<Verdict, Failure> {
        let (now, jitter) = (runtime::now(), runtime::fraction()?);
        let (name, verdict) = (self.endpoint.name.as_str(), answer.verdict());
        let asked = answer.retry_after_ms(now);
        let until = |failures| now.0 + asked.unwrap_or_else(|| plan::pause_ms(failures, jitter));
        self.desk.transaction(|sql| match verdict {
            Verdict::Delivered => {
                outbox::remove(sql, &due.id, name)?;
                post::delivered(sql, &due.id, now.day())?;
                outbox::recovered(sql, name)
            }
            Verdict::EventRefused => {
                outbox::postpone(sql, &due.id, name, until(due.attempt))?;
                outbox::recovered(sql, name)
            }
            Verdict::EndpointDown => {
                // The event is put off as well: if it is what brings the endpoint down, others come before it.
                outbox::postpone(sql, &due.id, name, until(due.attempt))?;
                let failures = outbox::failures(sql, name)? + 1;
                outbox::leave_alone(sql, name, failures, until(failures))
            }
        })?;
        if verdict != Verdict::Delivered {
            self.line(answer.name(), Some(due.attempt), answer.status()).write();
        }
        Ok(verdict)
    }

    /// The endpoint's secrets, if all its bindings are there.
    fn secrets(&self) -> Option<Vec<String>> {
        self.endpoint.secrets.iter().map(|name| config::text(self.desk.env(), name)).collect()
    }

    /// Nothing is sent unsigned; it waits until the secret is there.
    fn without_secret(&self) -> Result<(), Failure> {
        let until = Millis(runtime::now().0 + MISCONFIGURED_MS);
        self.desk.transaction(|sql| outbox::leave_alone(sql, &self.endpoint.name, 0, until.0))?;
        self.line("no-secret", None, None).write();
        Ok(())
    }

    fn line(&self, outcome: &'static str, attempt: Option<i64>, status: Option<u16>) -> Line<'_> {
        let (unit, endpoint) = (Some(self.unit.id.as_str()), Some(self.endpoint.name.as_str()));
        Line { about: "delivery", unit, endpoint, outcome: Some(outcome), attempt, status, ..Line::default() }
    }
}
