//! `POST /hook/{unit}`: a delivery, verified, kept, and answered as the mode says.

use super::{Mode, Shared, connection::Reset, inbox::Attempt};
use axum::{
    body::Bytes,
    extract::{ConnectInfo, Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::Value;
use standardwebhooks::HEADER_WEBHOOK_ID;
use std::{
    future::pending,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};
use tt_contract::event::RATING_BATCH;

/// The body of every delivery.
#[derive(Clone, Deserialize)]
struct Message {
    #[serde(rename = "type")]
    kind: String,
    data: Value,
}

/// What came under `id`, each with its own: a batch holds whole events. Nothing where it is none.
fn messages(id: &str, message: Message) -> Option<Vec<(String, Message)>> {
    if message.kind != RATING_BATCH {
        return Some(vec![(id.to_owned(), message)]);
    }
    let events = Vec::<Message>::deserialize(message.data.get("events")?).ok()?;
    events.into_iter().map(|event| Some((event.data.get("id")?.as_str()?.to_owned(), event))).collect()
}

/// Takes one attempt.
pub(super) async fn receive(
    State(shared): State<Arc<Shared>>,
    Path(unit): Path<String>,
    ConnectInfo(reset): ConnectInfo<Reset>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(webhook) = shared.keys.verifier(&unit) else {
        return (StatusCode::NOT_FOUND, "no such unit\n").into_response();
    };
    let Some(id) = headers.get(HEADER_WEBHOOK_ID).and_then(|id| id.to_str().ok()) else {
        return (StatusCode::BAD_REQUEST, "no webhook-id\n").into_response();
    };
    let message = serde_json::from_slice(&body).ok().and_then(|message| messages(id, message));
    let Some(messages) = message else {
        return (StatusCode::BAD_REQUEST, "the body is no event\n").into_response();
    };
    let verified = webhook.verify(&body, &headers).is_ok();
    let mode = {
        let mut desk = shared.desk();
        let accepted = verified && desk.mode == Mode::Ok;
        for (id, Message { kind, data }) in messages {
            let unit = unit.clone();
            if desk.inbox.add(Attempt { at_ms: now_ms(), unit, id, kind, verified, accepted, data }).is_err()
            {
                return (StatusCode::INSUFFICIENT_STORAGE, "could not be kept\n").into_response();
            }
        }
        desk.revision += 1;
        desk.mode
    };
    match mode {
        Mode::Ok if verified => StatusCode::OK.into_response(),
        Mode::Ok => (StatusCode::UNAUTHORIZED, "the signature is wrong\n").into_response(),
        Mode::Error => (StatusCode::INTERNAL_SERVER_ERROR, "told to fail\n").into_response(),
        Mode::Timeout => pending().await,
        Mode::Reset => {
            reset.arm();
            // Never sent: the connection is cut when the server turns to write it.
            StatusCode::OK.into_response()
        }
    }
}

/// The time, in milliseconds since 1970 (UTC).
pub(super) fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
