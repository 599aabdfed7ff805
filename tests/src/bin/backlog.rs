//! A mailbox with 100,000 waiting deliveries and a million ratings behind it, beside an empty one in the same minutes: how fast each takes
//! ratings and tells its summary, how fast the backlog drains, and how much memory that takes.
//! `cargo run --release -p tests --bin backlog`
//!
//! The rows are put into the mailbox's file while the edge is stopped: copies of one that the edge itself wrote, each with an id of its
//! own, so that triggers and indexes see what they would have seen.

use anyhow::{Context, Result, ensure};
use std::{
    fs,
    net::SocketAddr,
    path::PathBuf,
    process::Command,
    thread::sleep,
    time::{Duration, Instant},
};
use tests::{
    debian,
    load::{Connection, Figures, drive, rating},
    process,
    sink::Sink,
    world::{UNIT, World},
};
use tt_contract::unit::EndpointUrl;

/// What is rated.
const PAGE: &str = "/bai/1";
const WAITING: u32 = 100_000;
const RATINGS: u32 = 1_000_000;
const CONNECTIONS: usize = 8;
/// How many ratings the unit takes in a minute.
const BUDGET: u32 = 1_000_000;
const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_secs(3);
/// How long the backlog may take to drain.
const DRAIN: Duration = Duration::from_mins(15);

/// What a year leaves behind: a tally of each page, and a week of ids by which a repeat is known; and what waits, with a key for each.
fn filling() -> String {
    let id = "lower(printf('%s-%s-4%s-8%s-%s', hex(randomblob(4)), hex(randomblob(2)), substr(hex(randomblob(2)), 2), \
              substr(hex(randomblob(2)), 2), hex(randomblob(6))))";
    let series =
        |n: u32| format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {n}) ");
    format!(
        "PRAGMA journal_mode = WAL; BEGIN;
         CREATE TEMP TABLE one AS SELECT outbox.*, key, (SELECT max(slot) FROM data_key) AS last
            FROM outbox JOIN data_key ON data_key.slot = outbox.slot LIMIT 1;
         {} INSERT INTO data_key (slot, key) SELECT last + i, key FROM n, one;
         {} INSERT INTO outbox (id, endpoint, release, due, slot, body)
            SELECT {id}, endpoint, release + i % 1000 * 1000, due + i % 1000 * 1000, last + i, body FROM n, one;
         {} INSERT INTO tally (day, page, level, count)
            SELECT 20000 + i / 1000, '/bai/' || (i % 1000 / 2), 1 + i % 2 * 3, {} FROM n;
         {} INSERT INTO seen (id, digest, day) SELECT {id}, hex(randomblob(32)), (SELECT max(day) FROM seen) - i % 6 FROM n;
         COMMIT; PRAGMA wal_checkpoint(TRUNCATE);",
        series(WAITING),
        series(WAITING),
        series(RATINGS / 4),
        4,
        series(RATINGS / 52),
    )
}

fn database(world: &World) -> Result<PathBuf> {
    let folder = world.stack.edge.storage().join("tuong-tac-mailbox");
    let files = fs::read_dir(folder)?.collect::<std::io::Result<Vec<_>>>()?;
    let is_mailbox = |path: &PathBuf| {
        path.extension().is_some_and(|ending| ending == "sqlite")
            && path.file_stem().is_some_and(|stem| stem != "metadata")
    };
    files.into_iter().map(|file| file.path()).find(is_mailbox).context("no mailbox")
}

fn sql(world: &World, statements: &str) -> Result<String> {
    process::run(Command::new("sqlite3").arg("-bail").arg(database(world)?).arg(statements))
}

fn addr(world: &World) -> Result<SocketAddr> {
    Ok(world.stack.edge.url().trim_start_matches("http://").parse()?)
}

fn summary(host: SocketAddr) -> Vec<u8> {
    format!("GET /v1/units/{UNIT}/ratings/summary HTTP/1.1\r\nhost: {host}\r\n\r\n").into_bytes()
}

/// Resident memory, in MB.
fn memory(world: &World) -> Result<u64> {
    let pid = world.stack.edge.pid().context("the edge has ended")?;
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    Ok(line.trim().split(' ').next().unwrap_or_default().parse::<u64>()? / 1000)
}

fn compare(what: &str, empty: &Figures, full: &Figures) {
    for (name, part) in [("p50", 0.5), ("p99", 0.99)] {
        let (empty, full) = (empty.within_ms(part), full.within_ms(part));
        println!(
            "{what}, {name}: {full:.2} ms against {empty:.2} ms of an empty mailbox: {:.2}",
            full / empty
        );
    }
}

fn main() -> Result<()> {
    debian::programs(&[("sqlite3", "sqlite3")])?;
    let sink = Sink::start()?;
    let world = || {
        World::with(|options| {
            options.unit_ratings_per_minute = Some(BUDGET);
            for (unit, over) in &mut options.overrides {
                over.release_delay_s = Some(3600);
                let hook = EndpointUrl::try_from(format!("{}/hook/{unit}", sink.url()));
                over.endpoints = hook.into_iter().map(Into::into).collect();
            }
        })
    };
    let (empty, mut full) = (world()?, world()?);
    for world in [&empty, &full] {
        let host = addr(world)?;
        // The summary has it sorted.
        for (request, expected) in [(rating(host, UNIT, PAGE)?, 202), (summary(host), 200)] {
            let status = Connection::open(host)?.ask(&request)?.status;
            ensure!(status == expected, "{status}");
        }
    }
    full.stack.edge.kill();
    sql(&full, &filling())?;
    println!("waiting: {}", sql(&full, "SELECT count(*) FROM outbox")?.trim());
    println!("ratings counted: {}", sql(&full, "SELECT sum(count) FROM total")?.trim());
    full.stack.edge.restart()?;

    let mut figures: [[Figures; 2]; 2] = Default::default();
    for round in 0..=ROUNDS {
        for (world, [posts, gets]) in [&empty, &full].into_iter().zip(&mut figures) {
            let host = addr(world)?;
            let post = drive(host, CONNECTIONS, ROUND, 202, || rating(host, UNIT, PAGE))?;
            let get = drive(host, CONNECTIONS, ROUND, 200, || Ok(summary(host)))?;
            // The first is the warm-up.
            if round > 0 {
                (*posts, *gets) = (posts.clone().and(post), gets.clone().and(get));
            }
        }
    }
    let [[empty_posts, empty_gets], [posts, gets]] = &figures;
    compare("rating", empty_posts, posts);
    compare("summary", empty_gets, gets);
    println!("memory with the backlog waiting: {} MB", memory(&full)?);

    full.stack.edge.kill();
    drop(empty);
    sql(&full, "UPDATE outbox SET due = 1000, release = 1000 WHERE due IS NOT NULL")?;
    let waiting: u64 = sql(&full, "SELECT count(*) FROM outbox")?.trim().parse()?;
    let mut overrides = full.stack.edge.overrides().clone();
    for over in overrides.values_mut() {
        over.release_delay_s = Some(0);
    }
    full.stack.edge.set_overrides(overrides);
    full.stack.edge.restart()?;
    let (start, before) = (Instant::now(), sink.taken());
    // Its alarm was set for later; what comes now sets it anew.
    Connection::open(addr(&full)?)?.ask(&rating(addr(&full)?, UNIT, PAGE)?)?;
    let mut most = 0;
    while sink.taken() - before < waiting && start.elapsed() < DRAIN {
        most = most.max(memory(&full)?);
        sleep(Duration::from_millis(200));
    }
    let drained = sink.taken() - before;
    #[expect(clippy::cast_precision_loss, reason = "far below 2⁵³")]
    let rate = drained as f64 / start.elapsed().as_secs_f64();
    println!("drained {drained} of {waiting} at {rate:.0}/s, memory at most {most} MB");
    ensure!(drained >= waiting, "it did not drain");
    Ok(())
}
