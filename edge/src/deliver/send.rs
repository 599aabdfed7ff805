//! Sends one event to one endpoint.

use super::{
    plan::{Answer, PATIENCE_MS},
    sign::Signed,
};
use crate::mailbox::outbox::Due;
use futures_util::future::{Either, select};
use standardwebhooks::{HEADER_WEBHOOK_ID, HEADER_WEBHOOK_SIGNATURE, HEADER_WEBHOOK_TIMESTAMP};
use std::{pin::pin, time::Duration};
use worker::{
    AbortController, Delay, Fetch, Headers, Method, Request, RequestInit, RequestRedirect, Response,
    ResponseBody,
};

/// Posts the event and hears the status. A redirect is not followed: the signature is for this address alone. The
/// body of the answer is not read.
pub(super) async fn send(url: &str, due: &Due, signed: &Signed) -> Answer {
    let abort = AbortController::default();
    let signal = abort.signal();
    let sending = async {
        let request = Fetch::Request(request(url, due, signed)?);
        request.send_with_signal(&signal).await
    };
    let patience = Delay::from(Duration::from_millis(PATIENCE_MS.into()));
    match select(pin!(sending), patience).await {
        Either::Left((Ok(response), _)) => answer(&response),
        Either::Left((Err(_), _)) => Answer::Unreachable,
        Either::Right(_) => {
            abort.abort();
            Answer::Late
        }
    }
}

fn request(url: &str, due: &Due, signed: &Signed) -> worker::Result<Request> {
    let headers = Headers::new();
    headers.set("Content-Type", "application/json")?;
    headers.set(HEADER_WEBHOOK_ID, &due.id)?;
    headers.set(HEADER_WEBHOOK_TIMESTAMP, &signed.timestamp)?;
    headers.set(HEADER_WEBHOOK_SIGNATURE, &signed.signature)?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post)
        .with_headers(headers)
        .with_redirect(RequestRedirect::Manual)
        .with_body(Some(due.body.as_str().into()));
    Request::new_with_init(url, &init)
}

fn answer(response: &Response) -> Answer {
    let retry_after = response.headers().get("Retry-After").ok().flatten();
    if let ResponseBody::Stream(body) = response.body() {
        // So that an endless answer holds no connection.
        drop(body.cancel());
    }
    Answer::Status(response.status_code(), retry_after)
}
