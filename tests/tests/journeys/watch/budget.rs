//! What one unit is flooded with is the others' nothing.

use anyhow::{Context, Result};
use reqwest::{StatusCode, header};
use tests::world::{Form, UNIT, World};

const OTHER: &str = "hvannd";
/// What a unit takes a minute here.
const BUDGET: u32 = 20;

async fn rate(world: &World, unit: &str) -> Result<(StatusCode, Option<String>)> {
    let request = world
        .http
        .post(world.edge(&format!("/v1/units/{unit}/ratings")))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ACCEPT, "application/json");
    let answer = request.body(Form::new(4)?.encoded()).send().await?;
    let after = answer.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok());
    Ok((answer.status(), after.map(str::to_owned)))
}

#[tokio::test]
async fn beyond_a_units_budget_ratings_wait_and_other_units_do_not() -> Result<()> {
    let world = World::with(|options| options.unit_ratings_per_minute = Some(BUDGET))?;
    let mut taken = 0;
    let after = loop {
        let (status, after) = rate(&world, UNIT).await?;
        if status == 429 {
            break after.context("no Retry-After")?;
        }
        assert_eq!(status, 202);
        taken += 1;
        assert!(taken < 10 * BUDGET, "there is no budget");
    };
    assert!(taken >= BUDGET, "{taken}");
    assert!((1..=60).contains(&after.parse::<u32>()?), "{after}");
    assert_eq!(rate(&world, OTHER).await?.0, 202);
    // What was taken arrives, what was refused does not.
    let all = world.delivered(usize::try_from(taken)? + 1).await?;
    assert_eq!(all.len(), usize::try_from(taken)? + 1);
    Ok(())
}

#[tokio::test]
async fn a_budget_that_is_no_number_stops_everything_and_says_so() -> Result<()> {
    let started = World::with(|options| options.unit_ratings_per_minute = Some(0));
    let said = started.err().context("it started")?.to_string();
    assert!(said.contains(r#""problem":"UNIT_RATINGS_PER_MINUTE""#), "{said}");
    Ok(())
}
