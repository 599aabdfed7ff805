//! What a flood on one unit does to another's citizens: how long they wait, with and without it, in one run.
//! `cargo run --release --package tests --bin flood`; with `2` after `--` each of the two units has a process of its own, behind nginx.

use anyhow::{Context, Result, ensure};
use std::{
    net::SocketAddr,
    sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    thread,
    time::{Duration, Instant},
};
use tests::{
    load::{Connection, rating},
    scratch::Scratch,
    shared::entrance,
    world::{UNIT, World},
};

/// What is rated.
const PAGE: &str = "/flood";
/// The unit that is left in peace.
const OTHER: &str = "hvannd";
/// How many connections flood.
const ATTACKERS: usize = 16;
/// How many citizens of the other unit rate, one after the other each.
const CITIZENS: usize = 4;
/// How long each round is; each kind is measured in turns.
const ROUND: Duration = Duration::from_secs(4);
const ROUNDS: usize = 4;
/// Between two ratings of one connection of citizens. So many rate a minute that the other unit's budget suffices for them.
const PAUSE: Duration = Duration::from_millis(100);
/// What is taken of each unit a minute: so that most of the flood is refused, as it would be in earnest.
const BUDGET: u32 = 3_000;

/// How long each citizen's rating took. Errors: one was not kept.
fn citizens(addr: SocketAddr) -> Result<Vec<Duration>> {
    let start = Instant::now();
    let one = || -> Result<Vec<Duration>> {
        let (mut connection, mut took) = (Connection::open(addr)?, Vec::new());
        while start.elapsed() < ROUND {
            let at = Instant::now();
            let status = connection.ask(&rating(addr, OTHER, PAGE)?)?.status;
            ensure!(status == 202, "a citizen is refused: {status}");
            took.push(at.elapsed());
            // Somebody else's turn: citizens do not press as fast as programs.
            thread::sleep(PAUSE);
        }
        Ok(took)
    };
    thread::scope(|scope| {
        let all: Vec<_> = (0..CITIZENS).map(|_| scope.spawn(one)).collect();
        let joined =
            all.into_iter().map(|one| one.join().map_err(|_| anyhow::anyhow!("a citizen panicked"))?);
        Ok(joined.collect::<Result<Vec<_>>>()?.concat())
    })
}

/// As [`citizens`], while others flood [`UNIT`]; and how many of theirs were kept and refused.
fn under_flood(addr: SocketAddr) -> Result<(Vec<Duration>, u64, u64)> {
    let (is_over, kept, refused) = (AtomicBool::new(false), AtomicU64::new(0), AtomicU64::new(0));
    let attack = || -> Result<()> {
        let mut connection = Connection::open(addr)?;
        while !is_over.load(Relaxed) {
            let status = connection.ask(&rating(addr, UNIT, PAGE)?)?.status;
            let count = if status == 202 { &kept } else { &refused };
            count.fetch_add(1, Relaxed);
        }
        Ok(())
    };
    let took = thread::scope(|scope| {
        for _ in 0..ATTACKERS {
            scope.spawn(attack);
        }
        let took = citizens(addr);
        is_over.store(true, Relaxed);
        took
    })?;
    Ok((took, kept.load(Relaxed), refused.load(Relaxed)))
}

/// The duration that so many in a hundred do not pass.
fn percentile(sorted: &[Duration], of: usize) -> Result<Duration> {
    sorted
        .get((sorted.len() * of / 100).min(sorted.len().saturating_sub(1)))
        .copied()
        .context("nothing was measured")
}

fn main() -> Result<()> {
    let processes: usize = std::env::args().nth(1).map_or(Ok(1), |option| option.parse())?;
    let world = || World::with(|options| options.unit_ratings_per_minute = Some(BUDGET));
    let worlds = (0..processes).map(|_| world()).collect::<Result<Vec<_>>>()?;
    let scratch = Scratch::new()?;
    let (_front, addr) = entrance(&worlds, &[UNIT, OTHER].map(str::to_owned), scratch.path())?;
    let (mut calm, mut flooded) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let alone = citizens(addr)?;
        let (beside, kept, refused) = under_flood(addr)?;
        println!(
            "round {round}: {} ratings in peace, {} beside a flood of {kept} kept and {refused} refused",
            alone.len(),
            beside.len()
        );
        // The first warms up.
        if round > 0 {
            calm.extend(alone);
            flooded.extend(beside);
        }
    }
    calm.sort_unstable();
    flooded.sort_unstable();
    for of in [50, 99] {
        let (calm, flooded) = (percentile(&calm, of)?, percentile(&flooded, of)?);
        let ratio = flooded.as_secs_f64() / calm.as_secs_f64();
        println!("p{of}: {calm:.1?} in peace, {flooded:.1?} beside the flood: {ratio:.1} times");
    }
    Ok(())
}
