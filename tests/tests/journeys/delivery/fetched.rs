//! A unit without an endpoint fetches.

use super::{hook::Hook, push, retry, until, world};
use crate::tip_off::sender::Citizen;
use anyhow::{Context, Result};
use axum::http::StatusCode;
use demo::units::TOKEN;
use serde_json::{Value, json};
use std::future::ready;
use tests::world::{Form, UNIT, World};

async fn fetch(world: &World, after: &str) -> Result<Value> {
    let url = world.edge(&format!("/v1/units/{UNIT}/submissions?after={after}"));
    let body = world.http.get(url).bearer_auth(TOKEN).send().await?.error_for_status()?.bytes().await?;
    Ok(serde_json::from_slice(&body)?)
}

fn kinds(page: &Value) -> Vec<&str> {
    page["events"].as_array().into_iter().flatten().filter_map(|event| event["type"].as_str()).collect()
}

#[tokio::test]
async fn everything_is_fetched_in_order_at_least_once_and_over_a_crash() -> Result<()> {
    let mut world = world(&json!([{ "name": "main", "pull": true }]))?;
    assert!(kinds(&fetch(&world, "").await?).is_empty());
    let citizens = [Citizen::new()?, Citizen::new()?, Citizen::new()?];
    for citizen in &citizens {
        citizen.send(&world, "Có người phá khóa cửa hàng", &[]).await?;
    }
    let page = fetch(&world, "").await?;
    assert_eq!(kinds(&page), ["tip.created"; 3]);
    let lookups: Vec<_> = citizens.iter().map(|citizen| json!(citizen.lookup())).collect();
    let fetched: Vec<_> = (0..3).map(|n| page["events"][n]["data"]["lookup"].clone()).collect();
    assert_eq!(fetched, lookups, "in the order in which they came");
    world.stack.edge.kill();
    world.stack.edge.restart()?;
    assert_eq!(fetch(&world, "").await?, page, "nothing was acknowledged");

    world.rate(&Form::new(5)?).await?.error_for_status()?;
    let next = page["next"].as_str().context("no cursor")?;
    let rest = fetch(&world, next).await?;
    assert_eq!(kinds(&rest), ["rating.created"]);
    let at = until(&world, |at| at.delivered == 3).await?;
    assert_eq!((at.waiting, at.held), (1, 0));
    let end = fetch(&world, rest["next"].as_str().context("no cursor")?).await?;
    assert_eq!((kinds(&end).len(), &end["next"]), (0, &rest["next"]));
    until(&world, |at| at.delivered == 4 && at.waiting == 0).await?;

    for wrong in ["p99", "7", "%00"] {
        let url = world.edge(&format!("/v1/units/{UNIT}/submissions?after={wrong}"));
        assert_eq!(world.http.get(url).bearer_auth(TOKEN).send().await?.status(), 422, "{wrong}");
    }
    assert!(!world.stack.edge.log().contains("\"delivery\""), "nothing was sent to anybody");
    Ok(())
}

#[tokio::test]
async fn what_was_not_acknowledged_is_sent_once_the_file_has_a_webhook() -> Result<()> {
    let hook = Hook::new(|_| ready(StatusCode::OK))?;
    let mut world = world(&json!([{ "name": "main", "pull": true }]))?;
    world.rate(&Form::new(4)?).await?.error_for_status()?;
    let page = fetch(&world, "").await?;
    assert_eq!(kinds(&page), ["rating.created"]);

    let mut overrides = world.stack.edge.overrides().clone();
    for (unit, over) in &mut overrides {
        if unit.as_str() == UNIT {
            over.endpoints = serde_json::from_value(json!([push("main", &hook.url())]))?;
        }
    }
    world.stack.edge.set_overrides(overrides);
    world.stack.edge.restart()?;
    retry(&world, &json!({})).await?;
    let calls = hook.until(|calls| calls.len() == 1).await?;
    assert_eq!(calls[0].json()?["data"]["id"], page["events"][0]["data"]["id"]);
    until(&world, |at| at.delivered == 1 && at.waiting == 0).await?;
    Ok(())
}
