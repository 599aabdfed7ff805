//! Ratings held back are released shuffled, tips in their order, and counted only then.

use crate::tip_off::sender::Citizen;
use anyhow::{Result, bail};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tests::world::{Form, PATIENCE, UNIT, World};
use tokio::time::sleep;

const DELAY_S: u32 = 3;
const RATINGS: usize = 20;
/// What starting, sending twenty webhooks and looking may take on a machine that others share.
const SLACK: Duration = Duration::from_mins(1);

#[tokio::test]
async fn ratings_are_released_shuffled_within_the_delay_and_counted_then() -> Result<()> {
    let world = World::with_delay(DELAY_S)?;
    let start = Instant::now();
    for n in 0..RATINGS {
        let level = u8::try_from(n % 5 + 1)?;
        world.rate(&Form::new(level)?.page(&format!("/{n}"))).await?.error_for_status()?;
    }
    let early = world.deliveries().await?.len();
    if early < RATINGS {
        let figures = world.summary().await?;
        let arrived = world.deliveries().await?.len();
        assert!(figures.is_null() || arrived == RATINGS, "{figures} after {arrived}");
    }
    let all = world.delivered(RATINGS).await?;
    let took = start.elapsed();
    assert!(took < Duration::from_secs(DELAY_S.into()) + SLACK, "released after {took:?}");
    let order: Vec<usize> =
        all.iter().filter_map(|delivery| delivery.data["page"].as_str()?.get(1..)?.parse().ok()).collect();
    let sent: Vec<usize> = (0..RATINGS).collect();
    assert_ne!(order, sent, "in the order they came");
    let mut sorted = order;
    sorted.sort_unstable();
    assert_eq!(sorted, sent);

    // What was told before may be told for as long as the delay.
    let figures = told(&world, |figures| figures["count"] == 20).await?;
    assert_eq!(figures["average"], 3.0, "{figures}");
    assert_eq!(figures["levels"], serde_json::json!([4, 4, 4, 4, 4]));
    Ok(())
}

/// What the summary tells, once that is right.
async fn told(world: &World, right: impl Fn(&Value) -> bool) -> Result<Value> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match world.summary().await? {
            figures if right(&figures) => return Ok(figures),
            figures if Instant::now() > deadline => bail!("{figures}"),
            _ => sleep(Duration::from_millis(50)).await,
        }
    }
}

#[tokio::test]
async fn below_twenty_a_summary_says_nothing() -> Result<()> {
    let world = World::new()?;
    for _ in 0..19 {
        world.rate(&Form::new(5)?).await?.error_for_status()?;
    }
    world.delivered(19).await?;
    assert!(world.summary().await?.is_null());
    let url = world.edge(&format!("/v1/units/{UNIT}/ratings/summary"));
    let said: Value = serde_json::from_slice(&world.http.get(url).send().await?.bytes().await?)?;
    assert!(said["note"]["vi"].is_string() && said["note"]["en"].is_string(), "it says why: {said}");
    Ok(())
}

/// Whoever asks after each rating, with the log of a portal beside it, learns of none of them.
#[tokio::test]
async fn a_summary_moves_by_ten_ratings_at_a_time() -> Result<()> {
    let world = World::new()?;
    let levels = |n: u32| match n / 10 * 10 {
        0 | 10 => Value::Null,
        count => json!([20, 0, 0, 0, count - 20]),
    };
    let mut last = 0;
    for n in 1..=45 {
        let level = if n <= 20 { 1 } else { 5 };
        world.rate(&Form::new(level)?.page(&format!("/{}", n % 3))).await?.error_for_status()?;
        if n % 10 == 0 {
            told(&world, |figures| figures["levels"] == levels(n)).await?;
            last = n;
        }
        let figures = world.summary().await?;
        assert_eq!(figures["levels"], levels(last), "after {n}");
    }
    // Nor does one that is changed.
    let rating = Form::new(5)?;
    world.rate(&rating).await?.error_for_status()?;
    let change = Form::new(1)?.with("replaces", rating.get("id"));
    world.rate(&change).await?.error_for_status()?;
    // What was told before stands for a second.
    sleep(Duration::from_millis(1_100)).await;
    let figures = world.summary().await?;
    assert_eq!((&figures["levels"], &figures["count"]), (&levels(40), &json!(40)));
    Ok(())
}

#[tokio::test]
async fn tips_are_released_in_their_order() -> Result<()> {
    let world = World::with_tip_delay(DELAY_S)?;
    let mut sent = Vec::new();
    for n in 0..10 {
        let citizen = Citizen::new()?;
        citizen.send(&world, &format!("Tin thứ {n}: có người phá khóa."), &[]).await?;
        sent.push(Value::from(citizen.lookup().to_string()));
    }
    let all = world.delivered(sent.len()).await?;
    let came: Vec<Value> = all.iter().map(|one| one.of("lookup").clone()).collect();
    assert_eq!(came, sent);
    Ok(())
}
