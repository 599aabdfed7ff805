//! Ratings that come to a unit in the same moment go to its mailbox in one call, and are kept there in one transaction: the call and the
//! disk cost as much as all else. Nobody waits for a later moment, and nobody is answered before the transaction.
//!
//! Each who waits does so by a promise of its own request: what belongs to one request may not be used in another's.

use super::client::{self, unavailable};
use crate::{limit::MAILBOX_PATIENCE, runtime};
use futures_util::future::{Either, select};
use js_sys::{
    Function, Promise,
    futures::{JsFuture, future_to_promise},
};
use std::{cell::RefCell, collections::HashMap, pin::pin, time::Duration};
use tt_contract::{problem::Problem, rating::Submission, time::Millis, unit::UnitId};
use wasm_bindgen::prelude::*;
use worker::{Delay, Env, Method};

#[wasm_bindgen(module = "cloudflare:workers")]
extern "C" {
    /// Has the runtime go on with this, also if the client of the request leaves.
    #[wasm_bindgen(js_name = waitUntil)]
    fn wait_until(work: &Promise);
}

#[wasm_bindgen]
extern "C" {
    type WithResolvers;

    /// In place of `new Promise`: of one that compiled code made so, `workerd` does not know whose request waits for it.
    #[wasm_bindgen(js_namespace = Promise, js_name = withResolvers)]
    fn with_resolvers() -> WithResolvers;

    #[wasm_bindgen(method, getter)]
    fn promise(this: &WithResolvers) -> Promise;

    #[wasm_bindgen(method, getter)]
    fn resolve(this: &WithResolvers) -> Function;
}

/// Most ratings in one call.
const MOST: usize = 64;
/// After so long, who was to take a moment's ratings along is taken for lost, in milliseconds.
const LOST_MS: i64 = 1_000;

/// Those of one moment.
struct Moment<T> {
    waiting: Vec<T>,
    /// When the last began who takes them along.
    since: Millis,
}

impl<T> Default for Moment<T> {
    fn default() -> Self {
        Self { waiting: Vec::new(), since: Millis(0) }
    }
}

impl<T> Moment<T> {
    /// Joins; says whether this one has to take all along, by [`Self::leave`], a moment later.
    fn join(&mut self, one: T, now: Millis) -> bool {
        let first = self.waiting.len().is_multiple_of(MOST) || (now.0 - self.since.0).abs() > LOST_MS;
        if first {
            self.since = now;
        }
        self.waiting.push(one);
        first
    }

    /// Those that go now.
    fn leave(&mut self) -> Vec<T> {
        self.waiting.drain(..self.waiting.len().min(MOST)).collect()
    }
}

/// A rating, as JSON, and where its request hears what became of it: the status that the mailbox gave it.
struct Waiting {
    json: String,
    tell: Function,
}

thread_local! {
    static MOMENTS: RefCell<HashMap<UnitId, Moment<Waiting>>> = RefCell::default();
}

fn at_moment<T>(unit: &UnitId, work: impl FnOnce(&mut Moment<Waiting>) -> T) -> T {
    MOMENTS.with_borrow_mut(|moments| work(moments.entry(unit.clone()).or_default()))
}

/// Puts a rating into the mailbox of `unit`; returning means that it is kept.
/// Errors: [`Problem::IdReused`], [`Problem::Unavailable`].
pub(crate) async fn put(env: &Env, unit: &UnitId, submission: &Submission) -> Result<(), Problem> {
    let json = serde_json::to_string(submission).map_err(|_| Problem::Internal)?;
    let hearing = with_resolvers();
    let waiting = Waiting { json, tell: hearing.resolve() };
    if at_moment(unit, |moment| moment.join(waiting, runtime::now())) {
        let (env, unit) = (env.clone(), unit.clone());
        wait_until(&future_to_promise(async move {
            Delay::from(Duration::ZERO).await;
            take_along(&env, &unit).await;
            Ok(JsValue::UNDEFINED)
        }));
    }
    let status = match select(pin!(JsFuture::from(hearing.promise())), Delay::from(MAILBOX_PATIENCE)).await {
        Either::Left((Ok(status), _)) => status.as_f64(),
        Either::Left((Err(_), _)) | Either::Right(_) => None,
    };
    match status {
        Some(202.0) => Ok(()),
        Some(409.0) => Err(Problem::IdReused),
        _ => Err(unavailable(unit)),
    }
}

/// Calls the mailbox of `unit` with those of the moment, and tells each what it said of theirs.
async fn take_along(env: &Env, unit: &UnitId) {
    let going = at_moment(unit, Moment::leave);
    if going.is_empty() {
        return;
    }
    let ratings = going.iter().map(|one| one.json.as_str()).collect::<Vec<_>>().join(",");
    let body = format!("[{ratings}]");
    let answer = client::ask(env, unit, Method::Post, "ratings", Some(body.into())).await;
    let said: Option<Vec<u16>> = match answer {
        Some(mut answer) if answer.status_code() == 200 => answer.json().await.ok(),
        _ => None,
    };
    let mut said = said.unwrap_or_default().into_iter();
    for one in going {
        // Of whom nothing is said is not kept, as far as anybody knows. Nobody listens who has gone.
        one.tell.call1(&JsValue::UNDEFINED, &said.next().unwrap_or(503).into()).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_goes_once_with_one_of_its_moment_and_no_more_than_most_at_once() {
        let mut moment = Moment::default();
        let firsts: Vec<_> = (0..150).filter(|&n| moment.join(n, Millis(0))).collect();
        assert_eq!(firsts, [0, 64, 128]);
        let mut gone = Vec::new();
        for left in [64, 64, 22] {
            let going = moment.leave();
            assert_eq!(going.len(), left);
            gone.extend(going);
        }
        assert_eq!(gone, (0..150).collect::<Vec<_>>());
        assert!(moment.leave().is_empty() && moment.join(150, Millis(0)), "a later moment is another");
    }

    #[test]
    fn between_two_who_go_nobody_is_left_without_one() {
        let mut moment = Moment::default();
        let mut firsts = 0;
        for n in 0..1_000 {
            firsts += usize::from(moment.join(n, Millis(0)));
            if n % 37 == 0 && firsts > 0 {
                moment.leave();
                firsts -= 1;
            }
            assert!(firsts * MOST >= moment.waiting.len());
        }
    }

    #[test]
    fn when_the_first_is_lost_a_later_one_takes_all_along() {
        let mut moment = Moment::default();
        assert!(moment.join(1, Millis(5)) && !moment.join(2, Millis(5 + LOST_MS)));
        assert!(moment.join(3, Millis(6 + LOST_MS)) && !moment.join(4, Millis(7 + LOST_MS)));
        assert!(moment.join(5, Millis(0)), "also when the clock was set back");
        assert_eq!(moment.leave(), [1, 2, 3, 4, 5]);
    }
}
