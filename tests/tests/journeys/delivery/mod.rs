//! Deliveries over the real worker to endpoints that misbehave.

mod apart;
mod confirmations;
mod endpoints;
mod faults;
mod fetched;
mod held;
mod hook;

use anyhow::{Result, bail};
use demo::units::TOKEN;
use reqwest::StatusCode;
use serde_json::{Value, json};
use tests::world::{PATIENCE, UNIT, World};
use tokio::time::{Duration, Instant, sleep};
use tt_contract::deliveries::{AtEndpoint, Deliveries, Retried};

/// The binding of the unit's own secret.
const SECRET: &str = "WEBHOOK_CONGAN_THANHHOA";

/// A world whose unit has these endpoints, as its file would.
fn world(endpoints: &Value) -> Result<World> {
    let endpoints: Vec<_> = serde_json::from_value(endpoints.clone())?;
    World::with(|options| {
        for (unit, over) in &mut options.overrides {
            if unit.as_str() == UNIT {
                over.endpoints.clone_from(&endpoints);
            }
        }
    })
}

/// A webhook of this name.
pub(crate) fn push(name: &str, url: &str) -> Value {
    json!({ "name": name, "url": url, "secrets": [SECRET] })
}

/// How deliveries stand.
async fn deliveries(world: &World) -> Result<Deliveries> {
    let url = world.edge(&format!("/v1/units/{UNIT}/deliveries"));
    let body = world.http.get(url).bearer_auth(TOKEN).send().await?.error_for_status()?.bytes().await?;
    Ok(serde_json::from_slice(&body)?)
}

/// The first endpoint, once it is as it should be.
async fn until(world: &World, right: impl Fn(&AtEndpoint) -> bool) -> Result<AtEndpoint> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let Deliveries { endpoints } = deliveries(world).await?;
        match endpoints.first() {
            Some(first) if right(first) => return Ok(first.clone()),
            _ if Instant::now() > deadline => bail!("{endpoints:#?}\n{}", world.stack.edge.log()),
            _ => sleep(Duration::from_millis(50)).await,
        }
    }
}

/// Asks to send again.
async fn retry(world: &World, what: &Value) -> Result<Retried> {
    let url = world.edge(&format!("/v1/units/{UNIT}/deliveries/retry"));
    let answer = world.http.post(url).bearer_auth(TOKEN).body(what.to_string()).send().await?;
    assert_eq!(answer.status(), StatusCode::ACCEPTED);
    Ok(serde_json::from_slice(&answer.bytes().await?)?)
}
