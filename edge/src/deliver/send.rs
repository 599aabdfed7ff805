//! Sends one event to one endpoint.

use super::{
    answer::Answer,
    confirmation::{CONNECTION_LOST, Confirmation},
    schedule::PATIENCE_MS,
    sign::Signed,
};
use crate::mailbox::outbox::take::Taken;
use futures_util::{
    StreamExt as _,
    future::{Either, select},
};
use standardwebhooks::{HEADER_WEBHOOK_ID, HEADER_WEBHOOK_SIGNATURE, HEADER_WEBHOOK_TIMESTAMP};
use std::{pin::pin, time::Duration};
use tt_contract::deliveries::DeliveryError;
use url::Url;
use worker::{
    AbortController, AbortSignal, Delay, Fetch, Headers, Method, Request, RequestInit, RequestRedirect,
    Response, ResponseBody, Socket,
};

/// `User-Agent` of deliveries, by which a unit's firewall may let them pass (README, "Deliveries").
const USER_AGENT: &str = concat!("tuong-tac/", env!("CARGO_PKG_VERSION"));
/// `Accept` of deliveries: any answer will do, but programs choose their form by it, and firewalls ask for one.
const ACCEPT: &str = "application/json, text/plain;q=0.9, */*;q=0.5";
/// How long a connection may take that is only to tell whether anybody is there.
const KNOCK: Duration = Duration::from_secs(5);

/// Posts the event and hears the answer, within [`PATIENCE_MS`] in all. A redirect is not followed: the signature is for this address
/// alone.
pub(super) async fn send(url: &str, taken: &Taken, signed: &Signed) -> Answer {
    let abort = AbortController::default();
    let signal = abort.signal();
    let patience = Delay::from(Duration::from_millis(PATIENCE_MS.into()));
    let answer = match select(pin!(exchange(url, taken, signed, &signal)), patience).await {
        Either::Left((Ok(answer), _)) => answer,
        Either::Left((Err(error), _)) => return Answer::Failed(why(url, &error).await),
        Either::Right(_) => Answer::Failed(DeliveryError::Late),
    };
    // So that neither an endless answer nor a silent endpoint holds a connection; of a whole answer nothing is left to abort.
    abort.abort();
    answer
}

async fn exchange(url: &str, taken: &Taken, signed: &Signed, signal: &AbortSignal) -> worker::Result<Answer> {
    let request = Fetch::Request(request(url, taken, signed)?);
    let mut response = request.send_with_signal(signal).await?;
    let status = response.status_code();
    let retry_after = response.headers().get("Retry-After").ok().flatten();
    // What is no success needs no reading to the end.
    if (200..300).contains(&status)
        && let Err(error) = confirm(&mut response).await
    {
        return Ok(Answer::Failed(error));
    }
    Ok(Answer::Status(status, retry_after))
}

/// Reads the body of a success, which counts only whole, short, and as no web page: an address that answers everything with a
/// page of its own is no unit's system, and what it "took" would be lost. The unit knows a repeat by its id.
/// Errors: [`DeliveryError::TooLarge`], [`DeliveryError::WebPage`], and those of a body that breaks off.
async fn confirm(response: &mut Response) -> Result<(), DeliveryError> {
    if matches!(response.body(), ResponseBody::Empty) {
        return Ok(());
    }
    let declared = response.headers().get("Content-Length").ok().flatten();
    let declared = declared.and_then(|length| length.trim().parse().ok());
    let mut confirmation = Confirmation::default();
    let mut stream = response.stream().map_err(|_| DeliveryError::Unreadable)?;
    while let Some(chunk) = stream.next().await {
        match chunk {
            Ok(chunk) => confirmation.add(&chunk)?,
            Err(error) => return confirmation.broken(&error.to_string(), declared),
        }
    }
    confirmation.whole()
}

fn request(url: &str, taken: &Taken, signed: &Signed) -> worker::Result<Request> {
    let headers = Headers::new();
    headers.set("Content-Type", "application/json")?;
    headers.set("Accept", ACCEPT)?;
    headers.set("User-Agent", USER_AGENT)?;
    headers.set(HEADER_WEBHOOK_ID, &taken.id)?;
    headers.set(HEADER_WEBHOOK_TIMESTAMP, &signed.timestamp)?;
    headers.set(HEADER_WEBHOOK_SIGNATURE, &signed.signature)?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post)
        .with_headers(headers)
        .with_redirect(RequestRedirect::Manual)
        .with_body(Some(taken.body.as_str().into()));
    Request::new_with_init(url, &init)
}

/// Why there is no answer. `workerd` says alike ("internal error") that a name is not known and that a certificate is not to be trusted:
/// whether somebody listens at the address tells which.
async fn why(url: &str, error: &worker::Error) -> DeliveryError {
    if error.to_string().contains(CONNECTION_LOST) || !is_anybody_there(url).await {
        DeliveryError::Unreachable
    } else {
        DeliveryError::Tls
    }
}

/// Whether a connection can be made that would be TLS next.
async fn is_anybody_there(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else { return false };
    let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else { return false };
    if url.scheme() != "https" {
        return false;
    }
    let Ok(mut socket) = Socket::builder().connect(host, port) else { return false };
    let is_open = {
        let opening = pin!(socket.opened());
        matches!(select(opening, Delay::from(KNOCK)).await, Either::Left((Ok(_), _)))
    };
    // Closed either way when it is dropped; a failure to do so changes nothing.
    drop(select(pin!(socket.close()), Delay::from(Duration::from_secs(1))).await);
    is_open
}
