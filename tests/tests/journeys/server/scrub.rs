//! What SQLite left of moments, in files and logs, goes at an upgrade; nothing else does.

use crate::{
    privacy::{files, moment, now_ms},
    tip_off::sender::Citizen,
};
use anyhow::{Result, ensure};
use demo::unit::Mode;
use std::{fs, ops::RangeInclusive, process::Command};
use tests::{
    debian, process,
    world::{Form, World},
};

/// How many of the state's files hold a moment of `spans`.
fn holding(world: &World, spans: &[RangeInclusive<u64>]) -> Result<usize> {
    let mut holding = 0;
    for path in files(&world.stack.edge.storage())? {
        let bytes = fs::read(path)?;
        holding += usize::from(moment(&bytes, spans).is_some());
    }
    Ok(holding)
}

#[tokio::test]
async fn moments_of_before_go_while_the_edge_is_stopped_and_what_waits_stays() -> Result<()> {
    debian::programs(&[("sqlite3", "sqlite3")])?;
    let (mut world, mut spans) = (World::new()?, Vec::new());
    for n in 1..=6 {
        let start = now_ms();
        Citizen::new()?.send(&world, "Có người phá khóa cửa hàng.", &[]).await?;
        spans.push(start..=now_ms());
        world.delivered(n).await?;
    }
    world.endpoint(Mode::Error).await?;
    world.rate(&Form::new(5)?.page("/waits")).await?.error_for_status()?;
    world.until(|all| all.iter().any(|one| *one.of("page") == "/waits")).await?;
    world.stack.edge.kill();
    ensure!(holding(&world, &spans)? > 0, "there is nothing to scrub");

    let script = demo::root().join("edge/server/scrub.sh");
    process::run(Command::new(&script).arg(world.stack.edge.storage()))?;
    assert_eq!(holding(&world, &spans)?, 0);
    ensure!(process::run(Command::new(&script).arg(world.state().join("nowhere"))).is_err());

    world.endpoint(Mode::Ok).await?;
    world.stack.edge.restart()?;
    world.until(|all| all.iter().any(|one| one.accepted && *one.of("page") == "/waits")).await?;
    Ok(())
}
