//! Turns an answer into the runtime's.

use crate::{
    ask::Ask,
    encoding::Encoding,
    ready::{self, Ready},
    reply::{Body, Guard, Header, Reply},
};
use futures_util::Stream;
use js_sys::Uint8Array;
use std::{cell::RefCell, collections::HashMap};
use wasm_bindgen::JsValue;
use worker::web_sys::{Headers, Response};

/// Below this many bytes compression gains nothing: the answer is one packet anyway.
const WORTH_COMPRESSING: usize = 1024;
/// How many sets of headers are kept ready.
const KEPT_HEADERS: usize = 64;
/// How many bodies are kept ready.
const KEPT_BODIES: usize = 128;

thread_local! {
    /// Headers as the runtime has them, by what they hold. Handing them over one by one is the larger part of a short
    /// answer, and most answers have the headers of an earlier one.
    static HEADERS: RefCell<HashMap<Vec<Header>, Headers>> = RefCell::default();
    /// Bodies that stay, by where they lie, as the runtime has them: a copy for each answer keeps its collector busy. The
    /// body is held with it, so that nothing else comes to lie there.
    static BODIES: RefCell<HashMap<usize, (Body, Uint8Array)>> = RefCell::default();
}

/// Finishes `reply` for whoever asked: known content, security headers, encoding, and no body for `HEAD`.
/// Errors: those of the runtime.
pub(crate) fn respond(reply: Reply, ask: &Ask) -> Result<Response, JsValue> {
    let reply = compressible(reply, ask);
    let stays = matches!(reply.body, Body::Kept(_)) && reply.guard == Guard::Data && reply.status == 200;
    let if_none_match = reply.get("ETag").and_then(|_| ask.if_none_match());
    if stays && ask.method() == "GET" {
        let tag = reply.get("ETag").map(str::to_owned);
        let known = ready(reply.clone().unless_known(tag.as_deref()), ask)?.init;
        let ready = Ready { tagged: tag.map(|tag| (tag, known)), ..ready(reply, ask)? };
        ready.keep(ask);
        return ready.unless_known(if_none_match.as_deref());
    }
    ready(reply.unless_known(if_none_match.as_deref()), ask)?.response()
}

/// `reply` in the runtime's terms. Errors: those of the runtime.
fn ready(reply: Reply, ask: &Ask) -> Result<Ready, JsValue> {
    let reply = reply.guarded();
    let body = match reply.body {
        _ if ask.is_head() => None,
        Body::Empty => None,
        body @ Body::Kept(_) => Some(kept(body)),
        Body::Fresh(bytes) => Some(Uint8Array::from(bytes.as_slice())),
    };
    let init = ready::init(reply.status, &headers(reply.headers)?, reply.encoded)?;
    Ok(Ready { init, body, until: reply.until, tagged: None })
}

/// As [`respond`], with a body that is made while it is sent. Errors: those of the runtime.
pub(crate) fn running(
    reply: Reply,
    body: impl Stream<Item = Result<Vec<u8>, worker::Error>> + 'static,
) -> Result<Response, JsValue> {
    let reply = reply.guarded();
    let response: Response = worker::Response::from_stream(body).map_err(JsValue::from)?.into();
    let init = ready::init(reply.status, &headers(reply.headers)?, Encoding::Identity)?;
    Response::new_with_opt_readable_stream_and_init(response.body().as_ref(), &init)
}

fn kept(body: Body) -> Uint8Array {
    let place = body.bytes().as_ptr().addr();
    BODIES.with_borrow_mut(|bodies| {
        if bodies.len() >= KEPT_BODIES && !bodies.contains_key(&place) {
            bodies.clear();
        }
        let ours = || {
            let bytes = Uint8Array::from(body.bytes());
            (body, bytes)
        };
        bodies.entry(place).or_insert_with(ours).1.clone()
    })
}

fn headers(list: Vec<Header>) -> Result<Headers, JsValue> {
    if let Some(kept) = HEADERS.with_borrow(|kept| kept.get(&list).cloned()) {
        return Ok(kept);
    }
    let headers = Headers::new()?;
    for (name, value) in &list {
        headers.set(name, value)?;
    }
    HEADERS.with_borrow_mut(|kept| {
        if kept.len() >= KEPT_HEADERS {
            kept.clear();
        }
        kept.insert(list, headers.clone());
    });
    Ok(headers)
}

/// Lets the runtime compress text that was made just now, where the asker takes it.
fn compressible(reply: Reply, ask: &Ask) -> Reply {
    let fresh = reply.guard != Guard::Asset && reply.encoded == Encoding::Identity;
    if !fresh || reply.get("Vary").is_some_and(|vary| vary.contains("Accept-Encoding")) {
        return reply;
    }
    if reply.body.bytes().len() < WORTH_COMPRESSING {
        return reply;
    }
    let encoding = Encoding::choose(&[Encoding::Gzip], ask.accept_encoding().as_deref());
    let reply = reply.vary("Accept-Encoding");
    match encoding.token() {
        Some(token) if !ask.is_head() => reply.header("Content-Encoding", token),
        _ => reply,
    }
}
