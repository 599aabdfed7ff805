//! One event on its way to one endpoint.

use super::{
    answer::Answer,
    schedule::MISCONFIGURED_MS,
    send,
    sign::{self, Signed},
};
use crate::{
    config,
    log::Line,
    mailbox::{
        Desk, Failure, inbox,
        outbox::{self, settle, take, take::Taken, take::Together},
    },
    runtime,
};
use tt_contract::{
    deliveries::DeliveryError,
    id::SubmissionId,
    unit::{Push, Unit},
};

/// A webhook of a unit.
#[derive(Clone, Copy)]
pub(super) struct Errand<'a> {
    pub(super) desk: &'a Desk,
    pub(super) unit: &'a Unit,
    /// The endpoint's name.
    pub(super) name: &'a str,
    pub(super) push: &'a Push,
}

impl<'a> Errand<'a> {
    /// What is to be sent now, signed and counted as tried; nothing where nothing is due, or the endpoint is left alone.
    /// Errors: [`Failure`].
    pub(super) fn take(self) -> Result<Option<(Taken, Signed)>, Failure> {
        let now = runtime::now();
        let together = match self.push.batch {
            Some(most) => Some(Together { most, id: SubmissionId::from_random(runtime::random()?) }),
            None => None,
        };
        let Some(secrets) = self.secrets() else { return self.without_secret() };
        // What came while another endpoint lets itself be waited for.
        let taken = self.desk.transaction(|sql| {
            inbox::sort_released(sql, self.unit, now)?;
            take::take(sql, self.name, now, together)
        })?;
        let Some(taken) = taken else { return Ok(None) };
        match sign::sign(&secrets, &taken.id, now, &taken.body) {
            Ok(signed) => Ok(Some((taken, signed))),
            Err(sign::BadSecret) => self.without_secret(),
        }
    }

    /// Sends what was taken, and notes what came of it. Errors: [`Failure`].
    pub(super) async fn run(self, taken: Taken, signed: Signed) -> Result<(), Failure> {
        let answer = send::send(self.push.url.as_str(), &taken, &signed).await;
        self.settle(&taken, &answer)
    }

    fn settle(self, taken: &Taken, answer: &Answer) -> Result<(), Failure> {
        let (now, jitter) = (runtime::now(), runtime::fraction()?);
        let settled = taken.sending().settle(answer, now, jitter);
        self.desk.transaction(|sql| settle::settle(sql, self.name, taken, settled, now.day()))?;
        if let Some(error) = answer.verdict().error() {
            self.line(error.code(), Some(taken.attempt), error.status()).write();
        }
        if let Some(ended) = settled.ended() {
            self.line(ended, Some(taken.attempt), None).write();
        }
        Ok(())
    }

    /// The endpoint's secrets, if all its bindings are there.
    fn secrets(self) -> Option<Vec<String>> {
        self.push.secrets.iter().map(|name| config::text(self.desk.env(), name)).collect()
    }

    /// Nothing is sent unsigned; it waits until the secret is there.
    fn without_secret(self) -> Result<Option<(Taken, Signed)>, Failure> {
        let until = runtime::now().0 + MISCONFIGURED_MS;
        let error = DeliveryError::NoSecret;
        self.desk.transaction(|sql| outbox::leave_alone(sql, self.name, until, error))?;
        self.line(error.code(), None, None).write();
        Ok(None)
    }

    fn line(self, outcome: &'static str, attempt: Option<i64>, status: Option<u16>) -> Line<'a> {
        let (unit, endpoint) = (Some(self.unit.id.as_str()), Some(self.name));
        Line { about: "delivery", unit, endpoint, outcome: Some(outcome), attempt, status, ..Line::default() }
    }
}
