//! The mailbox of one unit: a Durable Object, so that there is one writer, and SQLite, so that a rating with its event and the alarm
//! that delivers it are kept together or not at all. It lies in the [`inbox`] until it is counted, in the transaction of whoever asks for the count.
//!
//! Calls, from the worker alone:
//! - `POST /{unit}/ratings` with an array of submissions as JSON: 200 with an array of what became of each, 202 kept, 409 the id stands for
//!   another content, 503;
//! - `GET /{unit}/summary`: 200 with the shown ratings of each level as a JSON array ([`figures`]);
//! - `GET /{unit}/deliveries`: 200 with [`tt_contract::deliveries::Deliveries`];
//! - `POST /{unit}/retry` with a [`tt_contract::deliveries::Retry`]: 202 with what came of it;
//! - `GET /{unit}/submissions/{after}`: 200 with a page of events as JSON, 404 nobody fetches here, 409 `after` was never given;
//! - `GET /{unit}/storage`: 200 with the bytes that the database takes, as a number;
//! - those of the tip-off, as [`call`] lists them.
//!
//! Anything else that can happen is 503, and nothing was kept. Each call is one synchronous transaction; ratings of the
//! same moment share one ([`together`]). No other call comes between, and the runtime lets no answer out before the transaction is on disk. The alarm delivers
//! ([`crate::deliver`]) and tidies.

pub(crate) mod accept;
pub(crate) mod call;
pub(crate) mod client;
mod counts;
mod erasure;
mod figures;
mod flood;
pub(crate) mod inbox;
mod moment;
pub(crate) mod outbox;
mod release;
pub(crate) mod schema;
mod seen;
pub(crate) mod sql;
mod storage;
mod tally;
pub(crate) mod tip;
pub(crate) mod tips;
pub(crate) mod together;
mod wake;

#[cfg(test)]
mod tests;

use crate::{config::Config, deliver, log::Line, note, runtime};
use accept::{Accepted, Outcome};
use call::Call;
use erasure::{Seed, with_keys};
use outbox::{fit::fit, pull, retry};
use sql::{Sql, SqlError};
use std::{cell::Cell, rc::Rc};
use storage::Storage;
use tt_contract::{
    limits::RETENTION_DAYS_DEFAULT,
    rating::Submission,
    time::{Day, Millis},
    unit::{Unit, UnitId, Way},
};
use worker::{DurableObject, Env, Method, Request, Response, ResponseBody, State, durable_object};

/// See the module.
#[durable_object(alarm)]
#[derive(Debug)]
pub struct Mailbox {
    desk: Desk,
}

/// What the mailbox works with.
pub(crate) struct Desk {
    storage: Storage,
    env: Env,
    prepared: Cell<bool>,
    /// For when the alarm is set, as far as this instance has set it since it last rang.
    armed: Cell<Option<Millis>>,
    /// Since when it rings, if it does. It is set anew when it has done its work, for all that came meanwhile: set for what is overdue, it would
    /// note the moment at which a rating or a piece of a file came.
    ringing: Cell<Option<Millis>>,
    /// On which day this instance last noted whose mailbox it is, and tidied.
    opened: Cell<Option<Day>>,
}

impl core::fmt::Debug for Desk {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Desk").finish_non_exhaustive()
    }
}

/// Why a call failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The call is not one of the worker's.
    Call,
    /// The configuration cannot be used, or lacks the unit.
    Config,
    /// No random numbers.
    Random,
    /// The storage.
    Storage(SqlError),
}

impl Failure {
    /// The name in the log.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Config => "config",
            Self::Random => "random",
            Self::Storage(SqlError::Refused) => "storage-refused",
            Self::Storage(SqlError::Shape) => "storage-shape",
        }
    }

    /// Tells the operator that a call failed.
    fn write(self) {
        Line { about: "mailbox", problem: Some(self.name()), ..Line::default() }.write();
    }
}

impl From<SqlError> for Failure {
    fn from(error: SqlError) -> Self {
        Self::Storage(error)
    }
}

impl From<runtime::NoRandom> for Failure {
    fn from(_: runtime::NoRandom) -> Self {
        Self::Random
    }
}

impl DurableObject for Mailbox {
    fn new(state: State, env: Env) -> Self {
        // An overdue alarm is called before any request.
        note::panics();
        Self {
            desk: Desk {
                storage: Storage::new(&state),
                env,
                prepared: Cell::new(false),
                armed: Cell::new(None),
                ringing: Cell::new(None),
                opened: Cell::new(None),
            },
        }
    }

    async fn fetch(&self, request: Request) -> worker::Result<Response> {
        let answer = self.desk.answer(request).await;
        match answer {
            Ok((status, body)) => {
                let body = if body.is_empty() { ResponseBody::Empty } else { ResponseBody::Body(body) };
                Response::from_body(body).map(|response| response.with_status(status))
            }
            Err(failure) => {
                failure.write();
                Response::error("", 503)
            }
        }
    }

    /// Never fails: the platform would try again only a few times, and then let everything lie.
    async fn alarm(&self) -> worker::Result<Response> {
        if let Err(failure) = self.desk.wake().await {
            Line { about: "alarm", problem: Some(failure.name()), ..Line::default() }.write();
            let later = Millis(runtime::now().0 + deliver::schedule::AFTER_FAILURE_MS);
            // If even that fails, the platform's own retries are left.
            self.desk
                .storage
                .set_alarm(later)
                .map_err(|error| worker::Error::RustError(error.to_string()))?;
            self.desk.armed.set(Some(later));
        }
        Response::empty()
    }
}

/// An answer of JSON. Errors: [`Failure::Call`].
fn said(status: u16, what: &impl serde::Serialize) -> Result<(u16, Vec<u8>), Failure> {
    serde_json::to_vec(what).map(|json| (status, json)).map_err(|_| Failure::Call)
}

impl Desk {
    async fn answer(&self, mut request: Request) -> Result<(u16, Vec<u8>), Failure> {
        let path = request.path();
        let mut parts = path.split('/').skip(1);
        let id: UnitId = parts.next().and_then(|id| id.parse().ok()).ok_or(Failure::Call)?;
        match (request.method(), parts.next()) {
            (Method::Post, Some("ratings")) => {
                let json = request.bytes().await.map_err(|_| Failure::Call)?;
                let ratings: Vec<Submission> = serde_json::from_slice(&json).map_err(|_| Failure::Call)?;
                let unit = self.unit(&id)?;
                let outcomes = accept::each(&ratings, |ratings| self.keep(&unit, ratings));
                let status = |outcome: Result<Outcome, Failure>| match outcome {
                    Ok(Outcome::Kept) => 202,
                    Ok(Outcome::IdReused) => 409,
                    Err(failure) => {
                        failure.write();
                        503
                    }
                };
                said(200, &outcomes.into_iter().map(status).collect::<Vec<u16>>())
            }
            (Method::Get, Some("summary")) => {
                let (unit, now) = (self.unit(&id)?, runtime::now());
                said(200, &self.sorted(&unit, now, |sql| figures::shown(sql, now))?)
            }
            (Method::Get, Some("deliveries")) => {
                let (unit, now) = (self.unit(&id)?, runtime::now());
                said(200, &self.sorted(&unit, now, |sql| counts::deliveries(sql, &unit, now))?)
            }
            (Method::Post, Some("retry")) => {
                let json = request.bytes().await.map_err(|_| Failure::Call)?;
                let retry = serde_json::from_slice(&json).map_err(|_| Failure::Call)?;
                let (unit, now) = (self.unit(&id)?, runtime::now());
                let again = |sql: &dyn Sql| {
                    inbox::sort(sql, &unit, now)?;
                    // Of an endpoint that fetched until its file was changed, what waits is sent as well.
                    fit(sql, &unit)?;
                    retry::retry(sql, &unit, &retry, now)
                };
                said(202, &self.armed_transaction(now, again)?)
            }
            (Method::Get, Some("submissions")) => {
                let after = parts.next().and_then(|after| after.parse().ok()).ok_or(Failure::Call)?;
                let (unit, now) = (self.unit(&id)?, runtime::now());
                let Some(endpoint) = unit.endpoints.iter().find(|one| one.way == Way::Pull) else {
                    return Ok((404, Vec::new()));
                };
                match self.sorted(&unit, now, |sql| pull::pull(sql, &unit, &endpoint.name, after, now))? {
                    Some(page) => Ok((200, page.json().into_bytes())),
                    None => Ok((409, Vec::new())),
                }
            }
            (Method::Get, Some("storage")) => Ok((200, self.bytes()?.to_string().into_bytes())),
            (_, Some("tips")) => self.tip(&id, Call::read(&mut request, parts).await?),
            _ => Err(Failure::Call),
        }
    }

    /// The bytes of the database. Its tables are read too: a database that cannot be is no answer.
    fn bytes(&self) -> Result<i64, Failure> {
        self.transaction(|sql| schema::owner(sql))?;
        Ok(self.storage.bytes()?)
    }

    /// Keeps `ratings` in one transaction: what became of each. Errors: [`Failure`]; then none is kept.
    fn keep(&self, unit: &Unit, ratings: &[Submission]) -> Result<Vec<Outcome>, Failure> {
        let now = runtime::now();
        let day = now.day();
        let draws = ratings.iter().map(|_| runtime::draw()).collect::<Result<Vec<_>, _>>()?;
        let seed = Seed(runtime::random()?);
        let (outcomes, armed) = self.transaction(|sql| {
            if self.opened.get() != Some(day) {
                schema::set_owner(sql, &unit.id)?;
                inbox::sort(sql, unit, now)?;
                seen::tidy(sql, day)?;
                // The unit's file may have been changed since this instance is there, and what waits be due by it.
                fit(sql, unit)?;
            }
            let accepted = with_keys(sql, &seed, ratings.len(), |keys| {
                let accepted = ratings.iter().zip(&draws);
                let accepted =
                    accepted.map(|(rating, draw)| accept::accept(sql, unit, rating, now, *draw, keys));
                accepted.collect::<Result<Vec<Accepted>, _>>()
            })?;
            if inbox::is_full(sql)? {
                inbox::sort(sql, unit, now)?;
            }
            let armed = match accepted.iter().filter_map(|accepted| accepted.release).min() {
                Some(release) if !wake::is_covered(self.armed.get(), release, now) => {
                    self.arm(sql, now, Millis(release))?
                }
                _ => self.armed.get(),
            };
            Ok((accepted.into_iter().map(|accepted| accepted.outcome).collect(), armed))
        })?;
        self.opened.set(Some(day));
        self.armed.set(armed);
        Ok(outcomes)
    }

    /// One transaction, of which the alarm for what it stored is a part; `overdue` as in
    /// [`Desk::arm`]. Errors: [`Failure`].
    fn armed_transaction<T>(
        &self,
        overdue: Millis,
        work: impl Fn(&dyn Sql) -> Result<T, SqlError>,
    ) -> Result<T, Failure> {
        let now = runtime::now();
        let (done, armed) = self.transaction(|sql| Ok((work(sql)?, self.arm(sql, now, overdue)?)))?;
        self.armed.set(armed);
        Ok(done)
    }

    /// One transaction, in which everything that was accepted is sorted. Errors: [`SqlError`].
    fn sorted<T>(
        &self,
        unit: &Unit,
        now: Millis,
        work: impl Fn(&dyn Sql) -> Result<T, SqlError>,
    ) -> Result<T, SqlError> {
        self.transaction(|sql| {
            inbox::sort(sql, unit, now)?;
            work(sql)
        })
    }

    /// What the alarm does, and then sets the next: also after a failure, because what waits must not be forgotten.
    async fn wake(&self) -> Result<(), Failure> {
        self.armed.set(None);
        self.ringing.set(Some(runtime::now()));
        let done = self.work().await;
        self.ringing.set(None);
        let now = runtime::now();
        let armed = self.transaction(|sql| self.arm(sql, now, now))?;
        self.armed.set(armed);
        done
    }

    /// Tidies, and delivers what is due.
    async fn work(&self) -> Result<(), Failure> {
        let now = runtime::now();
        let unit = self.transaction(|sql| {
            // Of one that is no longer in the configuration nothing can be sorted; it lies until it is.
            let unit = schema::owner(sql)?.map(|id| self.unit(&id));
            if let Some(Ok(unit)) = &unit {
                inbox::sort(sql, unit, now)?;
            }
            seen::tidy(sql, now.day())?;
            figures::tidy(sql, now)?;
            Ok(unit)
        })?;
        match unit {
            Some(unit) => self.round(&*unit?, now).await,
            None => Ok(()),
        }
    }

    /// Delivers what is due for `unit`, and takes away what of its tips has had its time.
    async fn round(&self, unit: &Unit, now: Millis) -> Result<(), Failure> {
        let days = unit.tip_off.as_ref().map_or(RETENTION_DAYS_DEFAULT, |tip_off| tip_off.retention_days);
        self.transaction(|sql| {
            tip::retention::tidy_files(sql, now)?;
            if schema::is_first_on(sql, now.day(), "retained")? {
                tip::retention::tidy_tips(sql, now, days)?;
                outbox::mend(sql, now)?;
                tally::mend(sql, outbox::latest(now))?;
            }
            Ok(())
        })?;
        deliver::round(self, unit).await
    }

    /// Sets the alarm for what is stored by now, as part of the transaction around it, and says for
    /// when it is set. What is due by now is due at `overdue`, which on behalf of a citizen's request
    /// is a moment that was drawn: set for "now", the alarm would keep the request's own. One that
    /// rings early enough is left as it is: under many submissions it would else be moved on and on.
    fn arm(&self, sql: &dyn Sql, now: Millis, overdue: Millis) -> Result<Option<Millis>, SqlError> {
        let armed = self.armed.get();
        if self.ringing.get().is_some_and(|since| deliver::schedule::may_still_ring(since, now)) {
            return Ok(armed);
        }
        let next = wake::next(sql, now)?.map(|at| wake::mark(at, now, overdue));
        match next {
            Some(at) if armed.is_none_or(|armed| at < armed) => {
                self.storage.set_alarm(at)?;
                Ok(next)
            }
            _ => Ok(armed),
        }
    }

    /// One transaction on the prepared tables. Errors: [`SqlError`].
    pub(crate) fn transaction<T>(
        &self,
        work: impl Fn(&dyn Sql) -> Result<T, SqlError>,
    ) -> Result<T, SqlError> {
        self.storage
            .transaction(|storage| {
                if !self.prepared.get() {
                    let seed = runtime::random().map_err(|_| SqlError::Refused)?;
                    schema::prepare(storage, &Seed(seed))?;
                }
                work(storage)
            })
            .inspect(|_| self.prepared.set(true))
    }

    /// The bindings, for the endpoints' secrets.
    pub(crate) const fn env(&self) -> &Env {
        &self.env
    }

    fn unit(&self, id: &UnitId) -> Result<Rc<Unit>, Failure> {
        let config = Config::of(&self.env).map_err(|_| Failure::Config)?;
        config.units.find(id).ok_or(Failure::Config)
    }
}
