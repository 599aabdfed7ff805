//! What is held, and goes on when somebody says so.

use super::{deliveries, hook::Hook, push, retry, until, world};
use anyhow::Result;
use axum::http::StatusCode;
use demo::units::TOKEN;
use serde_json::json;
use std::{
    future::ready,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};
use tests::world::{Form, UNIT};
use tt_contract::deliveries::{DeliveryError, State};

#[tokio::test]
async fn gone_holds_everything_over_a_crash_until_it_is_sent_again_on_command() -> Result<()> {
    let back = Arc::new(AtomicBool::new(false));
    let hook = {
        let back = Arc::clone(&back);
        Hook::new(move |_| {
            ready(if back.load(Ordering::SeqCst) { StatusCode::OK } else { StatusCode::GONE })
        })?
    };
    let mut world = world(&json!([push("main", &hook.url())]))?;
    assert_eq!(world.rate(&Form::new(1)?).await?.status(), 202);
    let reason = DeliveryError::Status { status: 410 };
    until(&world, |at| at.state == State::Held { reason }).await?;
    for level in 2..=4 {
        assert_eq!(world.rate(&Form::new(level)?).await?.status(), 202);
    }
    world.stack.edge.kill();
    world.stack.edge.restart()?;
    let at = until(&world, |at| at.held == 4).await?;
    assert_eq!((at.state, at.waiting), (State::Held { reason }, 0));
    assert_eq!(hook.calls().len(), 1, "nothing more was sent to it");
    assert!(world.stack.edge.log().contains(r#""outcome":"endpoint-held""#));

    back.store(true, Ordering::SeqCst);
    assert_eq!(retry(&world, &json!({ "endpoint": "other" })).await?.events, 0);
    assert_eq!(retry(&world, &json!({ "endpoint": "main" })).await?.events, 4);
    let at = until(&world, |at| at.delivered == 4).await?;
    assert_eq!((at.state, at.held, at.last_error), (State::Open, 0, None));
    assert_eq!(hook.calls().len(), 5);
    Ok(())
}

#[tokio::test]
async fn one_that_is_refused_keeps_nothing_from_the_others() -> Result<()> {
    let hook = Hook::new(|nth| {
        ready(if nth == 0 { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::NO_CONTENT })
    })?;
    let world = world(&json!([push("main", &hook.url())]))?;
    for level in 1..=5 {
        assert_eq!(world.rate(&Form::new(level)?).await?.status(), 202);
    }
    let at = until(&world, |at| at.delivered == 5).await?;
    assert_eq!((at.state, at.waiting + at.held), (State::Open, 0));
    let calls = hook.calls();
    assert_eq!(calls.len(), 6);
    assert_eq!(calls.iter().filter(|call| call.id() == calls[0].id()).count(), 2);
    Ok(())
}

#[tokio::test]
async fn only_the_unit_itself_may_look_and_ask() -> Result<()> {
    let world = tests::world::World::new()?;
    let at = |path: &str| world.edge(&format!("/v1/units/{UNIT}/{path}"));
    for path in ["deliveries", "submissions"] {
        assert_eq!(world.http.get(at(path)).send().await?.status(), 401, "{path}");
        assert_eq!(world.http.get(at(path)).bearer_auth("wrong").send().await?.status(), 401, "{path}");
    }
    assert_eq!(world.http.post(at("deliveries/retry")).send().await?.status(), 401);
    let bad = world.http.post(at("deliveries/retry")).bearer_auth(TOKEN).body("{\"all\":1}").send().await?;
    assert_eq!(bad.status(), 422);
    let nobody = world.http.get(at("submissions")).bearer_auth(TOKEN).send().await?;
    assert_eq!(nobody.status(), 404, "this unit does not fetch");
    assert_eq!(world.http.get(world.edge("/v1/units/nobody/deliveries")).send().await?.status(), 404);
    let answer = world.http.get(at("deliveries")).bearer_auth(TOKEN).send().await?;
    assert!(answer.headers().get("access-control-allow-origin").is_none());
    assert_eq!(answer.headers()["cache-control"], "no-store");
    assert_eq!(deliveries(&world).await?.endpoints[0].state, State::Open);
    Ok(())
}
