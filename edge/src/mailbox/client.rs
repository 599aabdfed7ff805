//! How the worker speaks to a mailbox. Whatever it does not hear clearly is "not confirmed".

use crate::{
    limit::{MAILBOX_PATIENCE, MAILBOX_RETRY_AFTER_S},
    metrics,
};
use futures_util::future::{Either, select};
use js_sys::{Promise, Reflect, futures::JsFuture};
use serde::de::DeserializeOwned;
use std::pin::pin;
use tt_contract::{
    deliveries::{Cursor, Deliveries, Retried, Retry},
    fault::Kind,
    problem::Problem,
    unit::UnitId,
};
use wasm_bindgen::{JsCast as _, prelude::*};
use worker::{
    Delay, Env, Method, Response,
    web_sys::{self, RequestInit},
};

#[wasm_bindgen]
extern "C" {
    type Namespace;

    #[wasm_bindgen(method, catch, js_name = getByName)]
    fn get_by_name(this: &Namespace, name: &str) -> Result<Stub, JsValue>;

    type Stub;

    /// Without a request object of its own, which the crate would make for each call.
    #[wasm_bindgen(method, catch)]
    fn fetch(this: &Stub, url: &str, init: &RequestInit) -> Result<Promise, JsValue>;
}

/// The binding of the mailboxes.
pub(crate) const BINDING: &str = "MAILBOX";

/// The released ratings of `unit` at each level, level 1 first. Errors: [`Problem::Unavailable`].
pub(crate) async fn released(env: &Env, unit: &UnitId) -> Result<[u32; 5], Problem> {
    said(unit, call(env, unit, Method::Get, "summary", None).await?).await
}

/// How the deliveries of `unit` stand. Errors: [`Problem::Unavailable`].
pub(crate) async fn deliveries(env: &Env, unit: &UnitId) -> Result<Deliveries, Problem> {
    said(unit, call(env, unit, Method::Get, "deliveries", None).await?).await
}

/// Sends again what is held. Errors: [`Problem::Unavailable`].
pub(crate) async fn retry(env: &Env, unit: &UnitId, retry: &Retry) -> Result<Retried, Problem> {
    let json = serde_json::to_string(retry).map_err(|_| Problem::Internal)?;
    said(unit, call(env, unit, Method::Post, "retry", Some(json.into())).await?).await
}

/// How many bytes the mailbox of `unit` takes; that it says so means that it works. Errors: [`Problem::Unavailable`].
pub(crate) async fn bytes(env: &Env, unit: &UnitId) -> Result<u64, Problem> {
    said(unit, call(env, unit, Method::Get, "storage", None).await?).await
}

/// Acknowledges what was fetched up to `after`, and fetches what comes then: a page of events as JSON. Errors: [`Problem::NotFound`]
/// where the unit does not fetch, [`Problem::InvalidSubmission`] at `/after`, [`Problem::Unavailable`].
pub(crate) async fn fetch(env: &Env, unit: &UnitId, after: Cursor) -> Result<Vec<u8>, Problem> {
    let what = format!("submissions/{}", after.place());
    let mut response = call(env, unit, Method::Get, &what, None).await?;
    match response.status_code() {
        200 => response.bytes().await.map_err(|_| unavailable(unit)),
        404 => Err(Problem::NotFound),
        409 => Err(Problem::invalid("/after", Kind::Unknown)),
        _ => Err(unavailable(unit)),
    }
}

/// What a mailbox said that did what it was asked. Errors: [`Problem::Unavailable`], where it did not.
pub(super) async fn said<T: DeserializeOwned>(unit: &UnitId, mut response: Response) -> Result<T, Problem> {
    if !matches!(response.status_code(), 200 | 202) {
        return Err(unavailable(unit));
    }
    response.json().await.map_err(|_| unavailable(unit))
}

/// Calls the mailbox of `unit`. Errors: [`Problem::Unavailable`], when it does not answer in [`MAILBOX_PATIENCE`].
pub(super) async fn call(
    env: &Env,
    unit: &UnitId,
    method: Method,
    what: &str,
    body: Option<JsValue>,
) -> Result<Response, Problem> {
    ask(env, unit, method, what, body).await.ok_or_else(|| unavailable(unit))
}

/// As [`call`], but `None` where that is an error, and the operator hears nothing of it.
pub(super) async fn ask(
    env: &Env,
    unit: &UnitId,
    method: Method,
    what: &str,
    body: Option<JsValue>,
) -> Option<Response> {
    let init = RequestInit::new();
    init.set_method(method.as_ref());
    if let Some(body) = &body {
        init.set_body(body);
    }
    let calling = async {
        let mailboxes: Namespace = Reflect::get(env, &BINDING.into())?.unchecked_into();
        let mailbox = mailboxes.get_by_name(unit.as_str())?;
        let response = mailbox.fetch(&format!("https://mailbox/{unit}/{what}"), &init)?;
        JsFuture::from(response).await
    };
    match select(pin!(calling), Delay::from(MAILBOX_PATIENCE)).await {
        Either::Left((Ok(response), _)) => Some(response.unchecked_into::<web_sys::Response>().into()),
        Either::Left((Err(_), _)) | Either::Right(_) => None,
    }
}

/// The mailbox of `unit` did not say clearly that it did what was asked. The operator sees how often.
pub(super) fn unavailable(unit: &UnitId) -> Problem {
    metrics::mailbox_failed(unit);
    Problem::Unavailable { retry_after_s: MAILBOX_RETRY_AFTER_S }
}
