//! An endpoint that answers as a test says, and keeps what it was sent.

use anyhow::{Context, Result};
use axum::{
    Router,
    body::Bytes,
    http::HeaderMap,
    response::{IntoResponse, Response},
    routing::post,
};
use demo::{ports, server::Server};
use std::{
    future::Future,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tests::world::PATIENCE;
use tokio::time::{Instant, sleep};

/// What came.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Call {
    pub(super) fn id(&self) -> &str {
        self.headers["webhook-id"].to_str().unwrap_or_default()
    }

    pub(super) fn json(&self) -> Result<serde_json::Value> {
        Ok(serde_json::from_slice(&self.body)?)
    }
}

/// The endpoint, at `/in`.
pub(super) struct Hook {
    server: Server,
    calls: Arc<Mutex<Vec<Call>>>,
}

impl Hook {
    /// One that gives its nth call, 0 first, the answer that `answer` makes.
    pub(super) fn new<F, R>(answer: impl Fn(usize) -> F + Clone + Send + Sync + 'static) -> Result<Self>
    where
        F: Future<Output = R> + Send + 'static,
        R: IntoResponse,
    {
        Self::judging(move |nth, _| answer(nth))
    }

    /// One whose answer depends on what came, too.
    pub(super) fn judging<F, R>(
        answer: impl Fn(usize, &Call) -> F + Clone + Send + Sync + 'static,
    ) -> Result<Self>
    where
        F: Future<Output = R> + Send + 'static,
        R: IntoResponse,
    {
        let calls = Arc::<Mutex<Vec<Call>>>::default();
        let (kept, count) = (Arc::clone(&calls), Arc::new(AtomicUsize::new(0)));
        let hook = post(move |headers: HeaderMap, body: Bytes| {
            let nth = count.fetch_add(1, Ordering::SeqCst);
            let call = Call { headers, body };
            let answer = answer(nth, &call);
            kept.lock().unwrap_or_else(PoisonError::into_inner).push(call);
            async move { Response::into_response(answer.await.into_response()) }
        });
        let app = Router::new().route("/in", hook.clone()).route("/elsewhere", hook);
        let listener = ports::listen(ports::free()?)?;
        let server = Server::start(listener, "hook", |listener| async { axum::serve(listener, app).await })?;
        Ok(Self { server, calls })
    }

    pub(super) fn url(&self) -> String {
        format!("{}/in", self.server.url())
    }

    pub(super) fn calls(&self) -> Vec<Call> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What came, once that is enough.
    pub(super) async fn until(&self, enough: impl Fn(&[Call]) -> bool) -> Result<Vec<Call>> {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            let calls = self.calls();
            if enough(&calls) {
                return Ok(calls);
            }
            sleep(Duration::from_millis(25)).await;
        }
        None.with_context(|| format!("other calls were expected than {:#?}", self.calls()))
    }
}
