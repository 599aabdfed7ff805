//! A portal of a webmaster's own, on an origin that the unit lists: what is pasted into it, and pages that answer badly.

use anyhow::Result;
use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use demo::{edge::EdgeOptions, ports, server::Server};
use std::{
    future::pending,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    sync::{Arc, Mutex, PoisonError},
};
use tt_contract::{limits::CHECKED_PAGE_BYTES, unit::Origin};

/// The portal. Dropped, it is gone.
#[derive(Debug)]
pub struct Portal {
    server: Server,
    body: Arc<Mutex<String>>,
    /// An origin where nothing listens.
    pub dead: String,
}

impl Portal {
    /// Starts with an empty page. Errors: no port is free.
    pub fn start() -> Result<Self> {
        let body = Arc::new(Mutex::new(String::new()));
        let app = Router::new()
            .route("/pasted", get(pasted))
            .route("/moved", get(|| async { Redirect::to("/pasted") }))
            .route("/away", get(|| async { Redirect::to("https://elsewhere.example/") }))
            .route("/inside", get(|| async { Redirect::to("http://127.0.0.1:1/") }))
            .route("/round", get(|| async { Redirect::to("/round") }))
            .route("/large", get(|| async { Html(" ".repeat(CHECKED_PAGE_BYTES + 1)) }))
            .route("/slow", get(pending::<StatusCode>))
            .route("/file", get(|| async { ([(header::CONTENT_TYPE, "application/pdf")], "%PDF-1.7") }))
            .with_state(Arc::clone(&body));
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
        let server =
            Server::start(listener, "webmaster", |listener| async { axum::serve(listener, app).await })?;
        Ok(Self { server, body, dead: format!("http://{}", ports::free()?) })
    }

    /// Lists this portal, and the origin where nothing listens, for every unit.
    pub fn list(&self, options: &mut EdgeOptions) {
        let origins = [self.server.url(), self.dead.clone()];
        for over in options.overrides.values_mut() {
            over.origins.extend(origins.iter().filter_map(|origin| Origin::try_from(origin.clone()).ok()));
        }
    }

    /// An address of the portal.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        self.server.url() + path
    }

    /// Puts `html` into the body of `/pasted`.
    pub fn paste(&self, html: &str) {
        html.clone_into(&mut self.body.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

async fn pasted(State(body): State<Arc<Mutex<String>>>) -> Response {
    let body = body.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let page = format!(
        "<!doctype html><html lang=\"vi\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Cổng</title></head>\
         <body><h1>Tin tức</h1>\n{body}\n</body></html>"
    );
    Html(page).into_response()
}
