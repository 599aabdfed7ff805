//! What the endpoint shows: deliveries as JSON for programs, and a page that follows them.

use super::{
    Delivery, Mode, Shared,
    tips::{self, Opened},
};
use axum::{
    Json,
    extract::{Query, State},
    http::{
        StatusCode,
        header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What came was written by strangers: the page runs its own script and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// `GET /deliveries`.
pub(super) async fn deliveries(State(shared): State<Arc<Shared>>) -> Json<Vec<Delivery>> {
    Json(shared.desk().inbox.deliveries().to_vec())
}

/// `GET /`.
pub(super) async fn html() -> Response {
    let kind = (CONTENT_TYPE, "text/html; charset=utf-8");
    ([kind, (CONTENT_SECURITY_POLICY, POLICY)], include_str!("page.html")).into_response()
}

/// `GET /page.css`.
pub(super) async fn css() -> Response {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("page.css")).into_response()
}

/// `GET /page.js`.
pub(super) async fn js() -> Response {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("page.js")).into_response()
}

/// How many messages the page shows.
const SHOWN: usize = 200;

/// What the page knows already.
#[derive(Deserialize)]
pub(super) struct Known {
    after: Option<u64>,
}

#[derive(Serialize)]
struct Feed {
    revision: u64,
    mode: Mode,
    /// How many there are in all.
    total: usize,
    deliveries: Vec<Shown>,
}

/// A delivery as the page shows it.
#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    delivery: Delivery,
    unit: String,
    received_ms: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    opened: Option<Opened>,
}

/// `GET /feed?after=REVISION`: the newest messages, newest first, or 204 where nothing has changed since.
pub(super) async fn feed(State(shared): State<Arc<Shared>>, Query(known): Query<Known>) -> Response {
    let desk = shared.desk();
    if known.after == Some(desk.revision) {
        return StatusCode::NO_CONTENT.into_response();
    }
    let show = |delivery: &Delivery| Shown {
        unit: shared.names.get(&delivery.unit).unwrap_or(&delivery.unit).clone(),
        received_ms: delivery.received_ms,
        opened: tips::opened(desk.inbox.deliveries(), delivery),
        delivery: delivery.clone(),
    };
    let deliveries = desk.inbox.deliveries().iter().rev().take(SHOWN).map(show).collect();
    let (revision, mode, total) = (desk.revision, desk.mode, desk.inbox.deliveries().len());
    let feed = Feed { revision, mode, total, deliveries };
    ([(CACHE_CONTROL, "no-store")], Json(feed)).into_response()
}
