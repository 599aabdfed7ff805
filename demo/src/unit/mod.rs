//! A unit's own system: the endpoint that deliveries come to, and a page that shows them as they come.

mod connection;
mod hook;
mod inbox;
mod keys;
mod mode;
mod page;
mod tips;

pub use inbox::Delivery;
pub use keys::Keys;
pub use mode::Mode;

use crate::{ports, server::Server};
use anyhow::{Context, Result};
use axum::{
    Router,
    routing::{get, post},
};
use connection::{Listener, Reset};
use inbox::Inbox;
use std::{
    collections::BTreeMap,
    net::TcpListener,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tt_contract::{lang::Lang, unit::Unit};

/// The endpoint of all units of a demo. Dropped, it is gone; its state lets the next go on.
#[derive(Debug)]
pub struct Endpoint {
    server: Server,
    shared: Arc<Shared>,
}

/// What the handlers share.
#[derive(Debug)]
struct Shared {
    keys: Keys,
    /// Names in Vietnamese, by id.
    names: BTreeMap<String, String>,
    /// The origins under which a browser may know this server.
    origins: [String; 2],
    /// Where the edge stands, for files and answers.
    edge: String,
    desk: Mutex<Desk>,
}

/// What changes.
#[derive(Debug)]
struct Desk {
    inbox: Inbox,
    mode: Mode,
    /// Grows with each change, and from one run to the next.
    revision: u64,
}

impl Endpoint {
    /// Starts on `listener`; `edge` is the edge's origin. In `state`, which may hold what an earlier run received, `deliveries.jsonl` is kept.
    /// Errors: the state cannot be read.
    pub fn start(
        listener: TcpListener,
        state: &Path,
        keys: Keys,
        units: &[Unit],
        edge: &str,
    ) -> Result<Self> {
        let addr = ports::of(&listener)?;
        let desk = Desk {
            inbox: Inbox::open(&state.join("deliveries.jsonl"))?,
            mode: Mode::Ok,
            revision: hook::now_ms(),
        };
        let shared = Arc::new(Shared {
            keys,
            names: units
                .iter()
                .map(|unit| (unit.id.to_string(), unit.name.get(Lang::Vi).to_owned()))
                .collect(),
            origins: [format!("http://{addr}"), format!("http://localhost:{}", addr.port())],
            edge: edge.to_owned(),
            desk: Mutex::new(desk),
        });
        let app = routes(Arc::clone(&shared)).into_make_service_with_connect_info::<Reset>();
        let server =
            Server::start(listener, "unit", |listener| async { axum::serve(Listener(listener), app).await })?;
        Ok(Self { server, shared })
    }

    /// Its origin, such as `http://127.0.0.1:9090`.
    #[must_use]
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// What has come, oldest first; what `GET /deliveries` answers, and more.
    #[must_use]
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.shared.desk().inbox.deliveries().to_vec()
    }

    /// How it answers.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.shared.desk().mode
    }

    /// Sets how it answers from now on.
    pub fn set_mode(&self, mode: Mode) {
        self.shared.desk().set_mode(mode);
    }
}

impl Shared {
    /// The delivery of this id that the edge signed. Errors: there is none.
    fn delivery(&self, id: &str) -> Result<Delivery> {
        let desk = self.desk();
        let found = desk.inbox.deliveries().iter().find(|delivery| delivery.id == id && delivery.verified);
        found.cloned().context("no such delivery")
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        // Each change is whole before the next step that could panic.
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desk {
    fn set_mode(&mut self, mode: Mode) {
        self.mode = mode;
        self.revision += 1;
    }
}

fn routes(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/hook/{unit}", post(hook::receive))
        .route("/deliveries", get(page::deliveries))
        .route("/mode", get(mode::show).post(mode::change))
        .route("/", get(page::html))
        .route("/page.css", get(page::css))
        .route("/page.js", get(page::js))
        .route("/feed", get(page::feed))
        .route("/tips/{id}/{place}", get(tips::file))
        .route("/tips/{id}/reply", post(tips::reply))
        .with_state(shared)
}
