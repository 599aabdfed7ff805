//! Fetches the page to be checked: only where [`Visit`] says, so much and so long, and telling nothing of anybody.

use futures_util::{
    StreamExt as _,
    future::{Either, select},
};
use std::{pin::pin, time::Duration};
use tt_check::visit::{Step, USER_AGENT, Visit};
use tt_contract::{
    limits::{CHECKED_PAGE_BYTES, CHECKED_PATIENCE_MS},
    unfetched::Unfetched,
};
use url::Url;
use worker::{
    AbortController, AbortSignal, Delay, Env, Fetch, Fetcher, Headers, Request, RequestInit, RequestRedirect,
    Response, ResponseBody, web_sys,
};

/// The optional binding of a network of its own, which reaches public addresses only, whatever the other reaches.
const NETWORK: &str = "PORTALS";

/// A page as it came.
pub(super) struct Page {
    pub(super) url: Url,
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

/// Fetches the page of `visit`. Errors: [`Unfetched`], but for `Malformed` and `NotListed`.
pub(super) async fn fetch(env: &Env, visit: Visit<'_>) -> Result<Page, Unfetched> {
    let network = env.service(NETWORK).ok();
    let abort = AbortController::default();
    let signal = abort.signal();
    let fetching = follow(network, visit, &signal);
    match select(pin!(fetching), Delay::from(Duration::from_millis(CHECKED_PATIENCE_MS.into()))).await {
        Either::Left((page, _)) => page,
        Either::Right(_) => {
            abort.abort();
            Err(Unfetched::Timeout)
        }
    }
}

async fn follow(
    network: Option<Fetcher>,
    mut visit: Visit<'_>,
    signal: &AbortSignal,
) -> Result<Page, Unfetched> {
    loop {
        let unreachable = |_| Unfetched::Unreachable;
        let request = request(visit.url(), signal).map_err(unreachable)?;
        let response = match &network {
            Some(network) => network.fetch_request(request).await,
            None => Fetch::Request(request).send().await,
        };
        let response = response.map_err(unreachable)?;
        let header = |name: &str| response.headers().get(name).ok().flatten();
        let (status, location, media) = (response.status_code(), header("Location"), header("Content-Type"));
        match visit.answer(status, location.as_deref(), media.as_deref()) {
            Ok(Step::Read) => {
                let headers = response.headers().entries().collect();
                let body = read(response).await?;
                return Ok(Page { url: visit.url().clone(), status, headers, body });
            }
            other => {
                cancel(&response);
                other?;
            }
        }
    }
}

/// Asks for the page as a browser without cookies would that says honestly what it is.
fn request(url: &Url, signal: &AbortSignal) -> worker::Result<Request> {
    let headers = Headers::new();
    headers.set("User-Agent", USER_AGENT)?;
    headers.set("Accept", "text/html, application/xhtml+xml")?;
    headers.set("Accept-Language", "vi, en;q=0.5")?;
    let mut init = RequestInit::new();
    init.with_headers(headers).with_redirect(RequestRedirect::Manual);
    let init = web_sys::RequestInit::from(&init);
    init.set_signal(Some(signal));
    Ok(web_sys::Request::new_with_str_and_init(url.as_str(), &init)?.into())
}

/// The body, if it is at most [`CHECKED_PAGE_BYTES`] long, counted as it is unpacked.
async fn read(mut response: Response) -> Result<Vec<u8>, Unfetched> {
    let mut body = Vec::new();
    let Ok(mut stream) = response.stream() else { return Ok(body) };
    while let Some(chunk) = stream.next().await {
        body.extend_from_slice(&chunk.map_err(|_| Unfetched::Unreachable)?);
        if body.len() > CHECKED_PAGE_BYTES {
            return Err(Unfetched::TooLarge { limit: CHECKED_PAGE_BYTES });
        }
    }
    Ok(body)
}

/// So that an endless answer holds no connection.
fn cancel(response: &Response) {
    if let ResponseBody::Stream(body) = response.body() {
        drop(body.cancel());
    }
}
