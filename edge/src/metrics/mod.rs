//! What the operator's monitoring reads: `GET /metrics`, OpenMetrics text 1.0, for who bears the operator's token.
//!
//! Two sources. **Counters** are this isolate's: they begin anew with it, which Prometheus' `rate` bears; on `workerd` there is
//! one isolate, on Cloudflare many, and whoever asks sees that of the one that answers. **Mailboxes** are asked
//! ([`mailboxes`]), so that their figures are true everywhere.
//!
//! **Privacy**: nothing here moves at the moment of a rating or tip that was accepted. Accepted submissions are shown by the hour
//! ([`hourly`]); there is no count of requests or of successes, which would move with them. Refusals are live, because
//! nothing of theirs is kept; they have no unit.

mod hourly;
mod mailboxes;
mod text;

use crate::{ask::Ask, config::Config, reply::Reply, runtime, security::Reason, token};
use hourly::Hourly;
use std::{cell::RefCell, collections::BTreeMap};
pub(crate) use text::MEDIA_TYPE;
use tt_contract::{problem::Problem, time::Millis, unit::UnitId};
use worker::Env;

/// What was accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Accepted {
    /// A rating, or a repeat of one.
    Rating,
    /// A tip.
    Tip,
    /// A message that follows a tip.
    Message,
}

impl Accepted {
    const ALL: [Self; 3] = [Self::Rating, Self::Tip, Self::Message];

    const fn name(self) -> &'static str {
        match self {
            Self::Rating => "rating",
            Self::Tip => "tip",
            Self::Message => "message",
        }
    }
}

/// What this isolate has counted.
#[derive(Debug, Default)]
struct Counters {
    accepted: BTreeMap<UnitId, [Hourly; Accepted::ALL.len()]>,
    refused: BTreeMap<&'static str, u64>,
    security: BTreeMap<Reason, u64>,
    over_budget: BTreeMap<UnitId, u64>,
    mailbox_failures: BTreeMap<UnitId, u64>,
    /// Those that the log has still to tell.
    untold_proofs: Hourly,
    /// All of them.
    bad_proofs: Hourly,
}

thread_local! {
    static COUNTERS: RefCell<Counters> = RefCell::default();
}

fn count(work: impl FnOnce(&mut Counters)) {
    COUNTERS.with_borrow_mut(work);
}

/// A submission was kept.
pub(crate) fn accepted(unit: &UnitId, what: Accepted) {
    let now = runtime::now();
    count(|all| {
        if !all.accepted.contains_key(unit) {
            all.accepted.insert(unit.clone(), Default::default());
        }
        if let Some(of) = all.accepted.get_mut(unit).and_then(|of| of.get_mut(what as usize)) {
            of.count(now);
        }
    });
}

/// A request was answered with the problem of this code.
pub(crate) fn refused(code: &'static str) {
    count(|all| *all.refused.entry(code).or_default() += 1);
}

/// Something looked like an attempt to get in.
pub(crate) fn seen(reason: Reason) {
    count(|all| *all.security.entry(reason).or_default() += 1);
}

/// A proof of work was none.
pub(crate) fn bad_proof(now: Millis) {
    count(|all| {
        all.untold_proofs.count(now);
        all.bad_proofs.count(now);
    });
}

/// How many of those the log may tell now.
pub(crate) fn bad_proofs_to_tell(now: Millis) -> u64 {
    COUNTERS.with_borrow_mut(|all| all.untold_proofs.take(now))
}

/// A rating was refused because its unit had too many.
pub(crate) fn over_budget(unit: &UnitId) {
    count(|all| *all.over_budget.entry(unit.clone()).or_default() += 1);
}

/// A mailbox did not answer clearly.
pub(crate) fn mailbox_failed(unit: &UnitId) {
    count(|all| *all.mailbox_failures.entry(unit.clone()).or_default() += 1);
}

/// `GET /metrics`. Errors: [`Problem::NotFound`] where no token is set, [`Problem::Unauthorized`] without it,
/// [`Problem::Internal`].
pub(crate) async fn page(ask: &Ask, env: &Env) -> Result<Reply, Problem> {
    let config = Config::of(env).map_err(|_| Problem::Internal)?;
    let known = config.metrics_token.as_deref().ok_or(Problem::NotFound)?;
    token::bears(ask, [known])?;
    let mailboxes = mailboxes::all(env, &config, runtime::now()).await;
    let text = COUNTERS
        .with_borrow_mut(|counters| text::write(counters, &mailboxes, runtime::restarts(), runtime::now()));
    let text = text.map_err(|_| Problem::Internal)?;
    Ok(Reply::fresh(MEDIA_TYPE, text.into_bytes()).cached("no-store"))
}
