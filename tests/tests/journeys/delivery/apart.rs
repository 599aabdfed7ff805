//! A batch in which one rating is not to the endpoint's liking, or breaks it.

use super::{deliveries, hook::Hook, push, retry, until};
use crate::faults::clock::Clock;
use anyhow::{Context, Result, ensure};
use axum::http::StatusCode;
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    future::ready,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};
use tests::world::{Form, UNIT, World};
use tokio::time::{Duration, Instant, sleep};
use tt_contract::deliveries::{AtEndpoint, DeliveryError, State};

/// Whatever refusals can put off is due in this, in seconds.
const LATER_S: i64 = 600;

/// Makes the edge's day pass until its endpoint stands as it should. Errors: it never does.
async fn pass(world: &mut World, clock: &Clock, right: impl Fn(&AtEndpoint) -> bool) -> Result<AtEndpoint> {
    for n in 1..=20 {
        let patience = Instant::now() + Duration::from_secs(1);
        while Instant::now() < patience {
            match deliveries(world).await?.endpoints.first() {
                Some(first) if right(first) => return Ok(first.clone()),
                _ => sleep(Duration::from_millis(50)).await,
            }
        }
        world.stack.edge.kill();
        clock.set(n * LATER_S)?;
        world.stack.edge.restart()?;
    }
    None.with_context(|| format!("it never came\n{}", world.stack.edge.log()))
}

/// An endpoint that takes what comes in batches; whoever rates with 1 is answered with `status`, alone and among others, until it
/// `hears_all`. Its first call holds it, so that ratings gather.
fn endpoint(status: StatusCode, hears_all: &Arc<AtomicBool>) -> Result<Hook> {
    let hears_all = Arc::clone(hears_all);
    Hook::judging(move |nth, call| {
        let is_refused = String::from_utf8_lossy(&call.body).contains(r#""level":1"#);
        ready(match nth {
            0 => StatusCode::GONE,
            _ if is_refused && !hears_all.load(Ordering::SeqCst) => status,
            _ => StatusCode::OK,
        })
    })
}

/// An edge that delivers to `hook`, at the moment that `clock` says. Five ratings wait, one of them with 1, and go together.
async fn gathered(hook: &Hook, clock: &Clock) -> Result<World> {
    let mut endpoint = push("main", &hook.url());
    endpoint["batch"] = json!(10);
    let endpoints: Vec<_> = serde_json::from_value(json!([endpoint]))?;
    let world = World::with(|options| {
        clock.give(options);
        for (unit, over) in &mut options.overrides {
            if unit.as_str() == UNIT {
                over.endpoints.clone_from(&endpoints);
            }
        }
    })?;
    world.rate(&Form::new(5)?).await?.error_for_status()?;
    until(&world, |at| matches!(at.state, State::Held { .. })).await?;
    for level in 1..=5 {
        world.rate(&Form::new(level)?).await?.error_for_status()?;
    }
    retry(&world, &json!({ "endpoint": "main" })).await?;
    Ok(world)
}

#[tokio::test]
async fn a_rating_at_which_alone_an_endpoint_fails_is_held_and_the_others_of_its_batch_arrive() -> Result<()>
{
    /// The longest pause of an event that steps aside then, in seconds.
    const LONGEST_S: i64 = 7_200;
    let hears_all = Arc::new(AtomicBool::new(false));
    let (hook, clock) = (endpoint(StatusCode::INTERNAL_SERVER_ERROR, &hears_all)?, Clock::new()?);
    let mut world = gathered(&hook, &clock).await?;
    let (mut others, mut at) = (5, deliveries(&world).await?.endpoints.swap_remove(0));
    for n in 1..=40 {
        if at.held == 1 {
            break;
        }
        world.stack.edge.kill();
        clock.set(n * LONGEST_S)?;
        world.stack.edge.restart()?;
        // Of what comes meanwhile it takes each, so that it is known to be well.
        world.rate(&Form::new(5)?.page(&format!("/{n}"))).await?.error_for_status()?;
        others += 1;
        at = until(&world, |now| now.delivered > at.delivered).await?;
    }
    let held = until(&world, |at| at.held == 1).await?;
    assert_eq!(held.held_events[0].error, DeliveryError::Status { status: 500 });
    until(&world, |at| (at.delivered, at.held, at.waiting) == (others, 1, 0)).await?;
    ensure!(world.stack.edge.log().contains(r#""outcome":"batch-apart""#));

    hears_all.store(true, Ordering::SeqCst);
    assert_eq!(retry(&world, &json!({ "id": held.held_events[0].id })).await?.events, 1);
    until(&world, |at| (at.delivered, at.held, at.waiting) == (others + 1, 0, 0)).await?;
    Ok(())
}

#[tokio::test]
async fn a_batch_that_is_refused_is_taken_apart_and_only_the_rating_that_is_refused_alone_is_held()
-> Result<()> {
    let hears_all = Arc::new(AtomicBool::new(false));
    let (hook, clock) = (endpoint(StatusCode::UNPROCESSABLE_ENTITY, &hears_all)?, Clock::new()?);
    let mut world = gathered(&hook, &clock).await?;
    let refused = DeliveryError::Status { status: 422 };
    let at = pass(&mut world, &clock, |at| at.held == 1 && at.delivered == 5).await?;
    assert_eq!((at.state, at.waiting, at.held_events.len()), (State::Open, 0, 1));
    assert_eq!(at.held_events[0].error, refused);
    ensure!(world.stack.edge.log().contains(r#""outcome":"batch-apart""#));

    let calls = hook.calls();
    let bad = at.held_events[0].id.to_string();
    let of = |kind: &str| -> Result<Vec<(String, Value)>> {
        let all = calls.iter().map(|call| Ok((call.id().to_owned(), call.json()?)));
        let all = all.collect::<Result<Vec<_>>>()?;
        Ok(all.into_iter().filter(|(_, event)| event["type"] == kind).collect())
    };
    let with_bad: Vec<_> =
        of("rating.batch")?.into_iter().filter(|(_, event)| event.to_string().contains(&bad)).collect();
    let batches: BTreeSet<_> = with_bad.iter().map(|(id, event)| (id, event.to_string())).collect();
    ensure!(with_bad.len() >= 3 && batches.len() == 1, "as it was, until it ended: {with_bad:#?}");
    let within = with_bad[0].1["data"]["events"].as_array().context("no events")?;
    assert_eq!(within.len(), 5);

    let alone = of("rating.created")?;
    ensure!(alone.iter().all(|(id, event)| event["data"]["id"] == **id), "each under its own id");
    for event in within {
        let id = event["data"]["id"].as_str().context("no id")?;
        let sent: Vec<_> = alone.iter().filter(|(own, _)| own == id).collect();
        ensure!(sent.iter().all(|(_, own)| own == event), "the same alone as among others");
        // One that was taken may have come twice: the edge was ended at any moment.
        ensure!(if id == bad { sent.len() >= 3 } else { !sent.is_empty() }, "{id}: {sent:#?}");
    }

    hears_all.store(true, Ordering::SeqCst);
    assert_eq!(retry(&world, &json!({ "id": bad })).await?.events, 1);
    until(&world, |at| (at.delivered, at.held, at.waiting) == (6, 0, 0)).await?;
    assert_eq!(hook.calls().last().context("no calls")?.id(), bad);
    Ok(())
}
