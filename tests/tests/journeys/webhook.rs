//! Deliveries follow Standard Webhooks: its public library verifies them by their raw bytes.

use anyhow::{Context, Result};
use axum::{
    Router,
    body::Bytes,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use demo::{ports, server::Server};
use standardwebhooks::Webhook;
use std::{sync::mpsc, time::Duration};
use tests::world::{Form, UNIT, World};
use tt_contract::unit::EndpointUrl;

const OTHER: &str = "whsec_b3RoZXIgc2VjcmV0IG9mIGFub3RoZXI=";

#[tokio::test]
async fn the_raw_bytes_of_a_delivery_verify_under_the_units_secret_and_no_other() -> Result<()> {
    let (send, receive) = mpsc::channel::<(HeaderMap, Bytes)>();
    let hook = post(async move |headers: HeaderMap, body: Bytes| {
        send.send((headers, body)).map_or(StatusCode::INTERNAL_SERVER_ERROR, |()| StatusCode::NO_CONTENT)
    });
    let listener = ports::listen(ports::free()?)?;
    let app = Router::new().route("/in", hook);
    let endpoint = Server::start(listener, "hook", |listener| async { axum::serve(listener, app).await })?;
    let url = EndpointUrl::try_from(format!("{}/in", endpoint.url()))?;
    let mut secret = String::new();
    let world = World::with(|options| {
        secret = options.secrets["WEBHOOK_CONGAN_THANHHOA"].clone();
        for (unit, over) in &mut options.overrides {
            if unit.as_str() == UNIT {
                over.endpoints = vec![url.clone().into()];
            }
        }
    })?;
    world.rate(&Form::new(5)?.with("comment", "Ngắn gọn, rõ ràng 👍")).await?.error_for_status()?;
    let (headers, body) = receive.recv_timeout(Duration::from_secs(20)).context("nothing came")?;

    Webhook::new(&secret)?.verify(&body, &headers)?;
    assert!(Webhook::new(OTHER)?.verify(&body, &headers).is_err());
    let mut changed = body.to_vec();
    changed.push(b' ');
    assert!(Webhook::new(&secret)?.verify(&changed, &headers).is_err());
    assert_eq!(headers["content-type"], "application/json");
    let event: serde_json::Value = serde_json::from_slice(&body)?;
    let hour = event["timestamp"].as_str().unwrap_or_default();
    assert!(hour.ends_with(":00:00Z"), "finer than an hour: {hour}");
    assert_eq!(event["data"]["id"], headers["webhook-id"].to_str()?);
    Ok(())
}
