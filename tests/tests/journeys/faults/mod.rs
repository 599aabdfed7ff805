//! A disk that is full, read-only or broken, and a clock that is wrong: nobody hears "received" of what is not kept, and what the
//! disk still held arrives when somebody has mended it.

pub(crate) mod clock;

use anyhow::{Context, Result, ensure};
use clock::Clock;
use demo::{unit::Mode, units::TOKEN};
use reqwest::{StatusCode, header};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use tests::{
    debian, process,
    world::{Form, UNIT, World},
};

/// A file system in memory over a folder. Dropped, it is gone.
struct Mount(PathBuf);

impl Mount {
    fn over(folder: &Path, size: &str) -> Result<Self> {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]).arg(folder);
        process::run(&mut mount).context("mounting takes root")?;
        Ok(Self(folder.to_owned()))
    }

    fn again(&self, options: &str) -> Result<()> {
        process::run(Command::new("mount").args(["-o", &format!("remount,{options}")]).arg(&self.0)).map(drop)
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        process::run(Command::new("umount").arg("--lazy").arg(&self.0)).ok();
    }
}

/// Rates pages `from..`, as many as `most`, until one is refused: how many were kept, and the status of the refusal.
async fn rate_until_refused(world: &World, from: usize, most: usize) -> Result<(usize, Option<StatusCode>)> {
    for n in from..from + most {
        let form = Form::new(4)?.page(&format!("/{n}")).with("comment", &"đầy ".repeat(200));
        let status = world.rate(&form).await?.status();
        if status != StatusCode::ACCEPTED {
            return Ok((n - from, Some(status)));
        }
    }
    Ok((most, None))
}

/// Waits until the pages `0..count` have arrived and been accepted, each once.
async fn arrived(world: &World, count: usize) -> Result<()> {
    let retry = world.http.post(world.edge(&format!("/v1/units/{UNIT}/deliveries/retry"))).bearer_auth(TOKEN);
    let retry = retry.header(header::CONTENT_TYPE, "application/json").body("{}").send().await?;
    ensure!(retry.status() == StatusCode::ACCEPTED, "retry: {}", retry.status());
    let page = |n: usize| format!("/{n}");
    let all = world
        .until(|all| {
            (0..count).all(|n| all.iter().any(|one| one.accepted && *one.of("page") == page(n).as_str()))
        })
        .await?;
    for n in 0..count {
        let times = all.iter().filter(|one| one.accepted && *one.of("page") == page(n).as_str()).count();
        ensure!(times == 1, "{} arrived {times} times", page(n));
    }
    Ok(())
}

/// A world whose mailboxes lie on a small disk, and whose endpoint takes nothing yet.
async fn on_a_disk(size: &str) -> Result<(World, Mount)> {
    let mut world = World::new()?;
    world.endpoint(Mode::Error).await?;
    world.stack.edge.kill();
    let mount = Mount::over(&world.stack.edge.storage(), size)?;
    world.stack.edge.restart()?;
    Ok((world, mount))
}

#[tokio::test]
async fn a_full_disk_refuses_and_loses_nothing_that_it_took() -> Result<()> {
    let (world, mount) = on_a_disk("3m").await?;
    let (kept, refusal) = rate_until_refused(&world, 0, 5_000).await?;
    ensure!(refusal == Some(StatusCode::SERVICE_UNAVAILABLE), "after {kept}: {refusal:?}");
    ensure!(kept > 10, "only {kept} were kept");
    let (more, refusal) = rate_until_refused(&world, kept, 1).await?;
    ensure!(more == 1 || refusal == Some(StatusCode::SERVICE_UNAVAILABLE), "{refusal:?}");
    let kept = kept + more;
    mount.again("size=64m")?;
    world.endpoint(Mode::Ok).await?;
    let (more, refusal) = rate_until_refused(&world, kept, 3).await?;
    ensure!(more == 3, "there is room again, and it is refused: {refusal:?} {}", world.stack.edge.log());
    arrived(&world, kept + more).await
}

#[tokio::test]
async fn a_disk_that_is_read_only_refuses_until_it_is_not() -> Result<()> {
    let (mut world, mount) = on_a_disk("64m").await?;
    ensure!(rate_until_refused(&world, 0, 5).await? == (5, None));
    world.stack.edge.kill();
    mount.again("ro")?;
    world.stack.edge.restart()?;
    let (kept, refusal) = rate_until_refused(&world, 5, 1).await?;
    ensure!((kept, refusal) == (0, Some(StatusCode::SERVICE_UNAVAILABLE)), "{refusal:?}");
    world.stack.edge.kill();
    mount.again("rw")?;
    world.stack.edge.restart()?;
    world.endpoint(Mode::Ok).await?;
    ensure!(rate_until_refused(&world, 5, 1).await? == (1, None));
    arrived(&world, 6).await
}

/// The one database of a mailbox, without its log.
pub(crate) fn database(world: &World) -> Result<PathBuf> {
    let folder = world.stack.edge.storage().join("tuong-tac-mailbox");
    let files = fs::read_dir(&folder)?.collect::<std::io::Result<Vec<_>>>()?;
    let mailbox = |path: &PathBuf| {
        path.extension().is_some_and(|extension| extension == "sqlite")
            && path.file_stem().is_some_and(|stem| stem != "metadata")
    };
    files.into_iter().map(|file| file.path()).find(mailbox).context("no mailbox")
}

async fn broken_by(damage: impl Fn(&Path) -> Result<()>) -> Result<()> {
    debian::programs(&[("sqlite3", "sqlite3")])?;
    let mut world = World::new()?;
    world.endpoint(Mode::Error).await?;
    ensure!(rate_until_refused(&world, 0, 5).await? == (5, None));
    world.stack.edge.kill();
    let (file, copy) = (database(&world)?, world.state().join("copy.sqlite"));
    // What is in the log goes into the file, so that the file is all there is.
    process::run(Command::new("sqlite3").arg(&file).arg("PRAGMA wal_checkpoint(TRUNCATE)"))?;
    fs::copy(&file, &copy)?;
    damage(&file)?;
    world.stack.edge.restart()?;
    let (kept, refusal) = rate_until_refused(&world, 5, 1).await?;
    ensure!((kept, refusal) == (0, Some(StatusCode::SERVICE_UNAVAILABLE)), "{refusal:?}");
    // Nobody else notices.
    let other = world.http.post(world.edge("/v1/units/c06/ratings"));
    let other = other.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let other = other.header(header::ACCEPT, "application/json").body(Form::new(3)?.encoded()).send().await?;
    ensure!(other.status() == StatusCode::ACCEPTED, "another unit: {}", other.status());

    world.stack.edge.kill();
    fs::copy(&copy, &file)?;
    for ending in ["-wal", "-shm"] {
        fs::remove_file(format!("{}{ending}", file.display())).ok();
    }
    world.stack.edge.restart()?;
    world.endpoint(Mode::Ok).await?;
    ensure!(rate_until_refused(&world, 5, 1).await? == (1, None));
    arrived(&world, 6).await
}

#[tokio::test]
async fn a_file_that_is_no_database_refuses_until_the_right_one_is_back() -> Result<()> {
    broken_by(|file| {
        let mut bytes = fs::read(file)?;
        bytes.iter_mut().take(4096).for_each(|byte| *byte ^= 0x5a);
        Ok(fs::write(file, bytes)?)
    })
    .await
}

#[tokio::test]
async fn a_database_that_was_cut_off_refuses_until_the_whole_one_is_back() -> Result<()> {
    broken_by(|file| Ok(fs::File::options().write(true).open(file)?.set_len(4096)?)).await
}

#[tokio::test]
async fn a_clock_that_was_wrong_delays_and_loses_nothing() -> Result<()> {
    let clock = Clock::new()?;
    let mut world = World::with(|options| clock.give(options))?;
    world.endpoint(Mode::Error).await?;
    ensure!(rate_until_refused(&world, 0, 1).await? == (1, None));
    for (n, ahead_s) in [(1, -86_400), (2, 2_592_000)] {
        world.stack.edge.kill();
        clock.set(ahead_s)?;
        world.stack.edge.restart()?;
        ensure!(rate_until_refused(&world, n, 1).await? == (1, None), "{ahead_s}");
    }
    // Its signatures are of another month, which nobody believes.
    world.endpoint(Mode::Ok).await?;
    world.until(|all| all.iter().any(|one| !one.verified)).await.context("the clock is not the edge's")?;
    world.stack.edge.kill();
    clock.set(0)?;
    world.stack.edge.restart()?;
    ensure!(rate_until_refused(&world, 3, 1).await? == (1, None));
    arrived(&world, 4).await
}
