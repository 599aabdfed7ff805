//! Edge, portals and a unit's endpoint on free ports, with a state of their own. Dropped, all of it is gone.

mod rating;

pub use rating::{Form, fresh_id};

use crate::{built, scratch::Scratch};
use anyhow::{Context, Result, bail};
use demo::{
    edge::EdgeOptions,
    stack::{Places, Stack},
    unit::Mode,
};
use reqwest::{Client, Response, header, redirect::Policy};
use serde::Deserialize;
use serde_json::Value;
use std::{path::Path, time::Duration};
use tokio::time::{Instant, sleep};

/// The unit whose portal the demo has.
pub const UNIT: &str = "congan-thanhhoa";
/// How long anything may take before a test fails.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// How often a state is looked at.
pub const LOOK: Duration = Duration::from_millis(25);

/// A delivery, as the endpoint's `GET /deliveries` gives it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Delivery {
    /// The `webhook-id`.
    pub id: String,
    /// Such as `rating.created`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whether the signature was right.
    pub verified: bool,
    /// The event's data.
    pub data: Value,
    /// How often it came.
    pub attempts: u32,
    /// Whether it was answered with success.
    pub accepted: bool,
}

impl Delivery {
    /// A field of the event's data; null where it is not there.
    #[must_use]
    pub fn of(&self, field: &str) -> &Value {
        self.data.get(field).unwrap_or(&Value::Null)
    }
}

/// All that a rating passes through.
#[derive(Debug)]
pub struct World {
    /// The parts.
    pub stack: Stack,
    /// Asks what it is told to ask, follows no redirect, and keeps no connection, because the edge may be killed.
    pub http: Client,
    state: Scratch,
}

impl World {
    /// A world whose units release ratings and tips at once. Errors: the build's, or a part does not start.
    pub fn new() -> Result<Self> {
        Self::with(|_| {})
    }

    /// A world whose edge is started as `adjust` says. Errors: as [`World::new`].
    pub fn with(adjust: impl FnOnce(&mut EdgeOptions)) -> Result<Self> {
        let bundle = built::bundle()?;
        let state = Scratch::new()?;
        let stack = Stack::start(Places::free()?, bundle, state.path(), adjust)?;
        let http =
            Client::builder().redirect(Policy::none()).pool_max_idle_per_host(0).timeout(PATIENCE).build()?;
        Ok(Self { stack, http, state })
    }

    /// A world in which ratings are held back for up to `seconds`. Errors: as [`World::new`].
    pub fn with_delay(seconds: u32) -> Result<Self> {
        Self::with(|options| {
            for over in options.overrides.values_mut() {
                over.release_delay_s = Some(seconds);
            }
        })
    }

    /// A world in which tips are held back for up to `seconds`, and ratings not at all. Errors: as
    /// [`World::new`].
    pub fn with_tip_delay(seconds: u32) -> Result<Self> {
        Self::with(|options| {
            for over in options.overrides.values_mut() {
                over.tip_release_delay_s = Some(seconds);
            }
        })
    }

    /// An address of the edge.
    #[must_use]
    pub fn edge(&self, path: &str) -> String {
        self.stack.edge.url() + path
    }

    /// An address of the portals.
    #[must_use]
    pub fn portal(&self, path: &str) -> String {
        self.stack.portals.url() + path
    }

    /// The path of the article that the journeys rate.
    pub fn article(&self) -> Result<&str> {
        let rated = self
            .stack
            .portals
            .rated()
            .iter()
            .find(|path| path.starts_with("/modern/") && !path.contains("/en/"));
        rated.map(String::as_str).context("the portal has no article")
    }

    /// The directory that holds the mailboxes, the edge's log, and what the unit received.
    #[must_use]
    pub fn state(&self) -> &Path {
        self.state.path()
    }

    /// Tells the endpoint how to answer. Errors: it does not obey.
    pub async fn endpoint(&self, mode: Mode) -> Result<()> {
        let url = self.stack.endpoint.url() + "/mode";
        self.http.post(url).body(mode.name()).send().await?.error_for_status()?;
        Ok(())
    }

    /// What has arrived at the unit, oldest first. Errors: the endpoint does not answer.
    pub async fn deliveries(&self) -> Result<Vec<Delivery>> {
        let url = self.stack.endpoint.url() + "/deliveries";
        let body = self.http.get(url).send().await?.error_for_status()?.bytes().await?;
        Ok(serde_json::from_slice(&body)?)
    }

    /// Waits until `enough` of what has arrived, and gives it all. Errors: it does not come to that in time.
    pub async fn until(&self, enough: impl Fn(&[Delivery]) -> bool) -> Result<Vec<Delivery>> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let all = self.deliveries().await?;
            if enough(&all) {
                return Ok(all);
            }
            if Instant::now() > deadline {
                bail!("other deliveries were expected than {all:#?}");
            }
            sleep(LOOK).await;
        }
    }

    /// Waits until the endpoint was called at least once. Errors: it is not, in time.
    pub async fn attempted(&self) -> Result<Vec<Delivery>> {
        self.until(|all| !all.is_empty()).await
    }

    /// Waits until `n` deliveries were accepted, and gives all that came. Errors: they do not come in time.
    pub async fn delivered(&self, n: usize) -> Result<Vec<Delivery>> {
        self.until(|all| all.iter().filter(|delivery| delivery.accepted).count() >= n).await
    }

    /// Everything that the mailbox held for the unit, once all of it has arrived. Two markers are sent after it, the
    /// second when the first has come: a mailbox sends in no order, but all that waits in one round, and one round
    /// after the other. Errors: a marker is not taken, or does not arrive.
    pub async fn settled(&self) -> Result<Vec<Delivery>> {
        let marker = format!("/marker/{}", fresh_id()?);
        let is_marker = |delivery: &&Delivery| *delivery.of("page") == marker.as_str();
        for n in 1..=2 {
            self.rate(&Form::new(1)?.page(&marker)).await?.error_for_status()?;
            self.until(|all| all.iter().filter(is_marker).count() == n).await?;
        }
        let mut all = self.until(|all| all.iter().all(|delivery| delivery.accepted)).await?;
        all.retain(|delivery| !is_marker(&delivery));
        Ok(all)
    }

    /// The one rating that has arrived, verified, at once. Errors: there is none, or more than one.
    pub async fn only_delivery(&self) -> Result<Value> {
        let all = self.settled().await?;
        let [only] = all.as_slice() else { bail!("one delivery was expected, {all:#?} came") };
        anyhow::ensure!(only.verified, "the signature is wrong: {only:#?}");
        anyhow::ensure!(only.kind == tt_contract::event::RATING_CREATED, "not a rating: {only:#?}");
        anyhow::ensure!(*only.of("id") == only.id.as_str(), "the ids differ: {only:#?}");
        let mut data = only.data.clone();
        if let Some(data) = data.as_object_mut() {
            // Drawn by the edge; nothing to compare it with.
            data.remove("id");
        }
        Ok(data)
    }

    /// Posts `form` as a script of the portal does. Errors: the edge cannot be reached.
    pub async fn rate(&self, form: &Form) -> Result<Response> {
        let request = self
            .http
            .post(self.edge(&format!("/v1/units/{UNIT}/ratings")))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "application/json")
            .header(header::ORIGIN, self.stack.portals.url())
            .body(form.encoded());
        Ok(request.send().await?)
    }

    /// The figures of the unit's summary, where it says any. Errors: the edge does not answer.
    pub async fn summary(&self) -> Result<Value> {
        let url = self.edge(&format!("/v1/units/{UNIT}/ratings/summary"));
        let body = self.http.get(url).send().await?.error_for_status()?.bytes().await?;
        let summary: Value = serde_json::from_slice(&body)?;
        Ok(summary.get("ratings").cloned().unwrap_or_default())
    }
}
