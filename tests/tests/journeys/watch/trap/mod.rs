//! The program traps, in a request and in a mailbox: it starts anew, the operator hears of it, and nothing is lost.

use super::metrics;
use anyhow::Result;
use tests::{
    scratch::Scratch,
    world::{Form, World},
    wrapped,
};

fn world() -> Result<(World, Scratch)> {
    let modules =
        [("trapping.js", include_str!("trapping.js")), ("instance.js", include_str!("instance.js"))];
    wrapped::world(&modules, |options| options.metrics_token = Some(metrics::TOKEN.into()))
}

async fn get(world: &World, path: &str) -> Result<u16> {
    Ok(world.http.get(world.edge(path)).send().await?.status().as_u16())
}

/// How often the program was started anew, by its own count.
async fn restarts(world: &World) -> Result<String> {
    let samples = metrics::samples(world).await?;
    let known = samples.iter().filter(|one| one.name == "tt_wasm_restarts_total");
    Ok(known.map(|one| one.value.to_string()).collect())
}

/// The levels of the two ratings that are delivered, and no third.
async fn levels(world: &World) -> Result<Vec<u64>> {
    world.delivered(2).await?;
    let delivered = world.settled().await?;
    let mut levels: Vec<_> = delivered.iter().filter_map(|one| one.of("level").as_u64()).collect();
    levels.sort_unstable();
    Ok(levels)
}

#[tokio::test]
async fn after_a_trap_the_next_request_finds_it_whole() -> Result<()> {
    let (world, _modules) = world()?;
    assert_eq!(world.rate(&Form::new(4)?).await?.status(), 202);
    assert_eq!(restarts(&world).await?, "0");
    assert_eq!(get(&world, "/trap/edge").await?, 200);
    assert_eq!(get(&world, "/healthz").await?, 503, "it traps");
    assert_eq!(get(&world, "/healthz").await?, 200, "the next finds it whole");
    assert_eq!(world.rate(&Form::new(5)?).await?.status(), 202);
    assert_eq!(levels(&world).await?, [4, 5]);
    assert_eq!(restarts(&world).await?, "1");
    assert!(world.stack.edge.log().contains("\"about\":\"restart\""), "{}", world.stack.edge.log());
    Ok(())
}

#[tokio::test]
async fn a_rating_on_which_the_mailbox_trapped_is_refused_and_taken_again() -> Result<()> {
    let (world, _modules) = world()?;
    let form = Form::new(3)?;
    assert_eq!(world.rate(&Form::new(4)?).await?.status(), 202);
    assert_eq!(get(&world, "/trap/mailbox").await?, 200);
    assert_eq!(world.rate(&form).await?.status(), 503, "it traps");
    assert_eq!(world.rate(&form).await?.status(), 202, "sent again, it is kept");
    assert_eq!(levels(&world).await?, [3, 4]);
    Ok(())
}
