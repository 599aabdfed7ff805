//! More than one endpoint, more than one secret, more than one rating.

use super::{SECRET, deliveries, hook::Hook, push, until, world};
use crate::tip_off::sender::Citizen;
use anyhow::{Context, Result};
use axum::http::StatusCode;
use serde_json::{Value, json};
use standardwebhooks::Webhook;
use std::{
    collections::BTreeSet,
    future::{pending, ready},
};
use tests::world::{Form, UNIT, World};
use tt_contract::unit::EndpointOverride;

#[tokio::test]
async fn one_that_never_answers_delays_no_other() -> Result<()> {
    let dead = Hook::new(|_| pending::<StatusCode>())?;
    let alive = Hook::new(|_| ready(StatusCode::OK))?;
    let world = world(&json!([push("dead", &dead.url()), push("alive", &alive.url())]))?;
    world.rate(&Form::new(1)?).await?.error_for_status()?;
    dead.until(|calls| calls.len() == 1).await?;
    // More than one alarm's worth, while the other is still being waited for.
    for n in 2..=40 {
        world.rate(&Form::new(1 + n % 5)?).await?.error_for_status()?;
    }
    alive.until(|calls| calls.len() == 40).await?;
    assert_eq!(dead.calls().len(), 1, "the same call is still open");
    let at = deliveries(&world).await?;
    assert_eq!((at.endpoints[0].waiting, at.endpoints[0].delivered), (40, 0));
    assert_eq!(at.endpoints[0].last_error, None, "nor has it run out");
    Ok(())
}

#[tokio::test]
async fn each_gets_the_kinds_it_takes() -> Result<()> {
    let (tips, ratings) = (Hook::new(|_| ready(StatusCode::OK))?, Hook::new(|_| ready(StatusCode::OK))?);
    let only = |name, hook: &Hook, kind| {
        let mut endpoint = push(name, &hook.url());
        endpoint["events"] = json!([kind]);
        endpoint
    };
    let world = world(&json!([only("a", &tips, "tip"), only("b", &ratings, "rating")]))?;
    world.rate(&Form::new(3)?).await?.error_for_status()?;
    Citizen::new()?.send(&world, "Có người phá khóa cửa hàng", &[]).await?;
    let tip = tips.until(|calls| calls.len() == 1).await?;
    let rating = ratings.until(|calls| calls.len() == 1).await?;
    assert_eq!(tip[0].json()?["type"], "tip.created");
    assert_eq!(rating[0].json()?["type"], "rating.created");
    until(&world, |at| at.delivered == 1 && at.waiting == 0).await?;
    Ok(())
}

#[tokio::test]
async fn while_a_secret_is_rotated_both_verify() -> Result<()> {
    let hook = Hook::new(|_| ready(StatusCode::OK))?;
    let endpoint = json!([{ "name": "main", "url": hook.url(), "secrets": [SECRET, "WEBHOOK_C06"] }]);
    let endpoints: Vec<_> = serde_json::from_value(endpoint)?;
    let mut secrets = Vec::new();
    let world = World::with(|options| {
        secrets =
            [SECRET, "WEBHOOK_C06", "WEBHOOK_HVANND"].map(|name| options.secrets[name].clone()).to_vec();
        for (unit, over) in &mut options.overrides {
            if unit.as_str() == UNIT {
                over.endpoints.clone_from(&endpoints);
            }
        }
    })?;
    world.rate(&Form::new(3)?).await?.error_for_status()?;
    let calls = hook.until(|calls| calls.len() == 1).await?;
    let verified =
        |secret: &String| anyhow::Ok(Webhook::new(secret)?.verify(&calls[0].body, &calls[0].headers).is_ok());
    let verified = secrets.iter().map(verified).collect::<Result<Vec<_>>>()?;
    assert_eq!(verified, [true, true, false], "the old, the new, and another's");
    Ok(())
}

#[tokio::test]
async fn ratings_travel_together_where_the_unit_says_so_and_each_keeps_its_id() -> Result<()> {
    // While the first is refused a connection of its own, the others gather.
    let hook =
        Hook::new(|nth| ready(if nth == 0 { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK }))?;
    let mut endpoint = push("main", &hook.url());
    endpoint["batch"] = json!(10);
    let mut secret = String::new();
    let endpoints: Vec<_> = serde_json::from_value(json!([endpoint]))?;
    let world = World::with(|options| {
        secret = options.secrets[SECRET].clone();
        for (unit, over) in &mut options.overrides {
            if unit.as_str() == UNIT {
                over.endpoints.clone_from(&endpoints);
            }
        }
    })?;
    for n in 0..25 {
        world.rate(&Form::new(1 + n % 5)?).await?.error_for_status()?;
    }
    until(&world, |at| at.delivered == 25).await?;
    let calls = hook.calls();
    let (mut ids, mut batches) = (Vec::new(), BTreeSet::new());
    for call in &calls {
        Webhook::new(&secret)?.verify(&call.body, &call.headers)?;
        let event = call.json()?;
        assert_eq!((&event["type"], &event["data"]["id"]), (&json!("rating.batch"), &json!(call.id())));
        let events = event["data"]["events"].as_array().context("no events")?;
        assert!((1..=10).contains(&events.len()));
        if batches.insert(call.id().to_owned()) {
            ids.extend(events.iter().map(|event| event["data"]["id"].clone()));
        }
    }
    let unique: BTreeSet<String> = ids.iter().map(Value::to_string).collect();
    assert_eq!((ids.len(), unique.len()), (25, 25));
    let again: Vec<_> = calls.iter().filter(|call| call.id() == calls[0].id()).collect();
    assert_eq!(again.len(), 2);
    assert_eq!(again[0].body, again[1].body, "a batch is formed once");
    Ok(())
}

#[tokio::test]
async fn the_demos_endpoint_understands_a_batch() -> Result<()> {
    let world = World::with(|options| {
        for (unit, over) in &mut options.overrides {
            if let (UNIT, Some(EndpointOverride::Address(url))) = (unit.as_str(), over.endpoints.first()) {
                let mut endpoint = push("main", url.as_str());
                endpoint["batch"] = json!(true);
                over.endpoints = serde_json::from_value(json!([endpoint])).unwrap_or_default();
            }
        }
    })?;
    for level in 1..=5 {
        world.rate(&Form::new(level)?).await?.error_for_status()?;
    }
    let all = world.delivered(5).await?;
    assert!(all.iter().all(|delivery| delivery.verified && delivery.kind == "rating.created"), "{all:#?}");
    assert!(all.iter().all(|delivery| *delivery.of("id") == delivery.id.as_str()));
    Ok(())
}
