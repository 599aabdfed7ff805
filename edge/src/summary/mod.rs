//! The summary of a unit, kept here for a short while: however often it is asked for, the mailbox hears of it seldom.

mod kept;

use crate::{
    limit::{MAILBOX_PATIENCE, MAILBOX_RETRY_AFTER_S},
    mailbox::client,
    reply::Reply,
    runtime,
};
use kept::{Kept, Look};
use std::{cell::RefCell, time::Duration};
use tt_contract::{problem::Problem, summary::Summary, unit::Unit};
use worker::{Delay, Env};

/// How often somebody who waits for another's question looks whether it was answered.
const LOOK: Duration = Duration::from_millis(25);

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
}

/// `GET /v1/units/{unit}/ratings/summary`. Errors: [`Problem::Unavailable`].
pub(crate) async fn answer(unit: &Unit, env: &Env) -> Result<Reply, Problem> {
    let summary = Summary::new(unit.id.clone(), levels(unit, env).await?);
    let json = serde_json::to_string(&summary).map_err(|_| Problem::Internal)?;
    Ok(Reply::json(200, json).header("Cache-Control", kept::policy(unit.release_delay_s, runtime::now())))
}

/// Asks the mailbox, unless it was asked just now. Each waits by itself for whoever asked: a request may not wait for what belongs to
/// another's.
async fn levels(unit: &Unit, env: &Env) -> Result<[u32; 5], Problem> {
    let begun = runtime::now();
    loop {
        let now = runtime::now();
        let waited = Duration::from_millis(u64::try_from(now.0 - begun.0).unwrap_or_default());
        match KEPT.with_borrow_mut(|kept| kept.look(&unit.id, now)) {
            Look::Told(Some(levels)) => return Ok(levels),
            Look::Told(None) => return Err(UNAVAILABLE),
            Look::Ask => {
                let answer = client::released(env, &unit.id).await;
                let levels = answer.as_ref().ok().copied();
                KEPT.with_borrow_mut(|kept| kept.keep(&unit.id, levels, unit.release_delay_s, now));
                return answer;
            }
            Look::Wait if waited > MAILBOX_PATIENCE => return Err(UNAVAILABLE),
            Look::Wait => Delay::from(LOOK).await,
        }
    }
}

const UNAVAILABLE: Problem = Problem::Unavailable { retry_after_s: MAILBOX_RETRY_AFTER_S };
