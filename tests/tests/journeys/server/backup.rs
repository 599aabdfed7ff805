//! What an operator copied while the edge ran is enough to go on from.

use anyhow::{Result, ensure};
use demo::unit::Mode;
use std::{fs, process::Command};
use tests::{
    debian, process,
    world::{Form, World},
};

const RATINGS: usize = 5;

fn script() -> Command {
    Command::new(demo::root().join("edge/server/backup.sh"))
}

#[tokio::test]
async fn what_was_copied_while_it_ran_is_delivered_after_the_disk_is_gone() -> Result<()> {
    debian::programs(&[("sqlite3", "sqlite3")])?;
    let mut world = World::new()?;
    world.endpoint(Mode::Error).await?;
    for n in 0..RATINGS {
        world.rate(&Form::new(4)?.page(&format!("/{n}"))).await?.error_for_status()?;
    }
    let (storage, copy) = (world.stack.edge.storage(), world.state().join("backup"));
    // With a slash at its end, as a shell completes it, and through a link.
    let link = world.state().join("link");
    std::os::unix::fs::symlink(&storage, &link)?;
    let said = process::run(script().arg(format!("{}/", link.display())).arg(&copy))?;
    assert!(said.contains("1 mailboxes"), "{said}");
    // It still runs, and what comes now is not in the copy.
    world.rate(&Form::new(1)?.page("/later")).await?.error_for_status()?;

    world.stack.edge.kill();
    fs::remove_dir_all(&storage)?;
    fs::rename(&copy, &storage)?;
    world.endpoint(Mode::Ok).await?;
    world.stack.edge.restart()?;
    // Nobody asks it for anything: the alarm that was copied wakes it.
    let is_in_copy = |page: &serde_json::Value| page.as_str().is_some_and(|page| page != "/later");
    let all = world
        .until(|all| all.iter().filter(|one| one.accepted && is_in_copy(one.of("page"))).count() == RATINGS)
        .await?;
    let mut pages: Vec<_> =
        all.iter().filter(|one| one.accepted).filter_map(|one| one.of("page").as_str()).collect();
    pages.sort_unstable();
    pages.retain(|page| *page != "/later");
    assert_eq!(pages, ["/0", "/1", "/2", "/3", "/4"]);
    Ok(())
}

#[tokio::test]
async fn a_copy_is_never_laid_over_another() -> Result<()> {
    debian::programs(&[("sqlite3", "sqlite3")])?;
    let world = World::new()?;
    let copy = world.state().join("backup");
    fs::create_dir(&copy)?;
    ensure!(process::run(script().arg(world.stack.edge.storage()).arg(&copy)).is_err());
    ensure!(process::run(script().arg(world.state().join("nowhere")).arg(world.state().join("to"))).is_err());
    let empty = world.state().join("empty");
    fs::create_dir(&empty)?;
    ensure!(
        process::run(script().arg(&empty).arg(world.state().join("to"))).is_err(),
        "nothing is no backup"
    );
    Ok(())
}
