//! Ratings that come to a unit in the same moment go to its mailbox in one call, and are kept there in one transaction: the call and the
//! disk cost as much as all else. Nobody waits for a later moment, and nobody is answered before the transaction.
//!
//! Each who waits does so by a promise of its own request: what belongs to one request may not be used in another's.

use super::{
    client::{self, unavailable},
    moment::Moment,
};
use crate::{limit::MAILBOX_PATIENCE, runtime};
use futures_util::future::{Either, select};
use js_sys::{
    Function, Promise,
    futures::{JsFuture, future_to_promise},
};
use std::{cell::RefCell, collections::HashMap, pin::pin, time::Duration};
use tt_contract::{problem::Problem, rating::Submission, unit::UnitId};
use wasm_bindgen::prelude::*;
use worker::{Delay, Env, Method};

#[wasm_bindgen]
extern "C" {
    /// Has the runtime go on with this, also if the client of the request leaves. `entry.js` has it from `cloudflare:workers`.
    #[wasm_bindgen(js_name = waitUntil)]
    fn wait_until(work: &Promise);

    type WithResolvers;

    /// In place of `new Promise`: of one that compiled code made so, `workerd` does not know whose request waits for it.
    #[wasm_bindgen(js_namespace = Promise, js_name = withResolvers)]
    fn with_resolvers() -> WithResolvers;

    #[wasm_bindgen(method, getter)]
    fn promise(this: &WithResolvers) -> Promise;

    #[wasm_bindgen(method, getter)]
    fn resolve(this: &WithResolvers) -> Function;
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
