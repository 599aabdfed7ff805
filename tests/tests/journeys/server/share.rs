//! The units of a server are shared over two processes, and go back to one: nothing of what waits is lost, or sent by two.

use super::hosts::{UNITS, rate, until_host_of};
use anyhow::{Context, Result, ensure};
use demo::unit::Mode;
use std::{fs, net::SocketAddr, path::Path, process::Command};
use tests::{process, scratch::Scratch, shared::Shared, world::World};

fn addr(world: &World) -> Result<SocketAddr> {
    Ok(world.edge("").replace("http://", "").parse()?)
}

/// The units with a mailbox in which something was kept, and the alarms, of the process that keeps them below `storage`.
fn mailboxes(storage: &Path) -> Result<(Vec<String>, usize)> {
    let (mut units, mut alarms) = (Vec::new(), 0);
    for file in fs::read_dir(storage.join("tuong-tac-mailbox"))? {
        let path = file?.path();
        if path.extension().is_none_or(|ending| ending != "sqlite") {
            continue;
        }
        let ask = |query: &str| process::run(Command::new("sqlite3").arg(&path).arg(query));
        if path.ends_with("metadata.sqlite") {
            alarms = ask("SELECT count(*) FROM _cf_ALARM")?.trim().parse()?;
        } else {
            units.extend(ask("SELECT value FROM meta WHERE key = 'unit'")?.lines().map(str::to_owned));
        }
    }
    units.sort();
    Ok((units, alarms))
}

#[tokio::test]
async fn units_move_with_what_waits_and_with_their_alarms() -> Result<()> {
    let mut worlds = [World::new()?, World::new()?];
    let addrs = [addr(&worlds[0])?, addr(&worlds[1])?];
    let shared = Shared::of(&UNITS.map(str::to_owned))?;
    worlds[0].endpoint(Mode::Error).await?;
    for unit in UNITS {
        ensure!(rate(&worlds[0], addrs[0], unit, "/before").await? == 202, "{unit}");
        // One that was only asked whether it is there is in nobody's way.
        let url = format!("http://{}/v1/units/{unit}/ratings/summary", addrs[1]);
        worlds[1].http.get(url).send().await?.error_for_status()?;
    }
    for world in &mut worlds {
        world.stack.edge.kill();
    }
    shared.keep_in(&[&worlds[0].stack.edge, &worlds[1].stack.edge])?;
    let said = shared.share(2, &[])?;
    assert_eq!(said.lines().count(), 2, "{said}");
    let storages = worlds.each_ref().map(|world| world.stack.edge.storage());
    assert_eq!(
        mailboxes(&storages[0])?,
        (["benhvien-198", "congan-thanhhoa", "hvcsnd"].map(str::to_owned).to_vec(), 3)
    );
    assert_eq!(mailboxes(&storages[1])?, (["c06", "hvannd"].map(str::to_owned).to_vec(), 2));

    worlds[0].endpoint(Mode::Ok).await?;
    for world in &mut worlds {
        world.stack.edge.restart()?;
    }
    // Nobody asks for any of them: their alarms have gone with them.
    for (nth, unit) in UNITS.iter().enumerate() {
        assert_eq!(until_host_of(&worlds, unit, "/before").await?, nth % 2, "{unit}");
    }
    let scratch = Scratch::new()?;
    let front = shared.front(scratch.path(), &addrs)?;
    for (nth, unit) in UNITS.iter().enumerate() {
        for (at, page) in [(front.addr, "/between"), (front.addr6, "/between-6"), (front.onion, "/by-onion")]
        {
            ensure!(rate(&worlds[0], at, unit, page).await? == 202, "{unit} at {at}");
            assert_eq!(until_host_of(&worlds, unit, page).await?, nth % 2, "{unit} at {at}");
        }
    }
    drop(front);

    for world in &mut worlds {
        world.stack.edge.kill();
    }
    shared.share(1, &[])?;
    assert_eq!(mailboxes(&storages[0])?.0, UNITS);
    assert_eq!(mailboxes(&storages[1])?, (Vec::new(), 0));
    worlds[0].stack.edge.restart()?;
    let scratch = Scratch::new()?;
    let front = shared.front(scratch.path(), &addrs[..1])?;
    for unit in UNITS {
        ensure!(rate(&worlds[0], front.addr, unit, "/after").await? == 202, "{unit}");
        assert_eq!(until_host_of(&worlds, unit, "/after").await?, 0, "{unit}");
    }
    // Each was accepted once, by whom it was meant.
    for (world, pages) in worlds.iter().zip([[3, 3, 5], [2, 2, 0]]) {
        let all = world.deliveries().await?;
        for (page, times) in ["/before", "/between", "/after"].into_iter().zip(pages) {
            let accepted = all.iter().filter(|one| one.accepted && *one.of("page") == page).count();
            assert_eq!(accepted, times, "{page}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_unit_moves_to_another_host() -> Result<()> {
    let mut worlds = [World::new()?, World::new()?];
    let units = UNITS.map(str::to_owned);
    let (old, new) = (Shared::of(&units)?, Shared::of(&units)?);
    old.keep_in(&[&worlds[0].stack.edge])?;
    new.keep_in(&[&worlds[1].stack.edge])?;
    worlds[0].endpoint(Mode::Error).await?;
    for unit in UNITS {
        ensure!(rate(&worlds[0], addr(&worlds[0])?, unit, "/before").await? == 202, "{unit}");
    }
    for world in &mut worlds {
        world.stack.edge.kill();
    }
    let said = old.share(1, &["c06"])?;
    assert!(said.starts_with("c06: ") && said.lines().count() == 1, "{said}");
    let storages = worlds.each_ref().map(|world| world.stack.edge.storage());
    fs::rename(old.out(), storages[1].join("in"))?;
    new.share(1, &[])?;
    assert_eq!(mailboxes(&storages[1])?, (vec!["c06".to_owned()], 1));

    // On the new host there is one by now: whoever brings another is told, and both stay.
    fs::create_dir_all(storages[1].join("again/tuong-tac-mailbox"))?;
    for file in fs::read_dir(storages[1].join("tuong-tac-mailbox"))? {
        let file = file?;
        fs::copy(file.path(), storages[1].join("again/tuong-tac-mailbox").join(file.file_name()))?;
    }
    let twice = new.share(1, &[]).err().context("one of two mailboxes is taken")?.to_string();
    assert!(twice.contains("two mailboxes of c06"), "{twice}");
    fs::remove_dir_all(storages[1].join("again"))?;
    new.share(1, &[])?;

    worlds[0].endpoint(Mode::Ok).await?;
    for world in &mut worlds {
        world.stack.edge.restart()?;
    }
    for unit in UNITS {
        assert_eq!(until_host_of(&worlds, unit, "/before").await?, usize::from(unit == "c06"), "{unit}");
    }
    Ok(())
}
