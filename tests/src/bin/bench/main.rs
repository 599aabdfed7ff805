//! How the edge compares with JavaScript on the same `workerd`, in the same minutes, on the same machine: ratios, because the
//! figures themselves say more of the machine. `cargo run --release -p tests --bin bench`; `-- --write` puts the table
//! into the README.
//!
//! Ratings are held back for an hour, so that nothing is delivered while their keeping is measured; units hold them back for
//! minutes.

mod servers;
mod table;

use anyhow::{Context, Result, bail, ensure};
use flate2::{Compression, write::GzEncoder};
use servers::{Server, get};
use std::{fs, io::Write as _, net::SocketAddr, time::Duration};
use table::{Asked, Row};
use tests::{
    load::{Connection, drive, rating},
    scratch::Scratch,
    world::{UNIT, World},
};

/// What is rated.
const PAGE: &str = "/bench";
const CONNECTIONS: usize = 16;
/// How many ratings the unit takes in a minute, and for how long they are held back, in seconds.
const BUDGET: u32 = 1_000_000;
const DELAY_S: u32 = 3600;
/// How often all of them are started: of two processes that do the same, one may be a tenth faster as long as it runs.
const RUNS: usize = 4;
const ROUNDS: usize = 3;
const ROUND: Duration = Duration::from_secs(1);
/// How often each worker is started from cold.
const STARTS: usize = 15;

/// One thing that is measured in each round.
struct Lane<'a> {
    name: &'static str,
    addr: SocketAddr,
    status: u16,
    request: Box<dyn Fn() -> Result<Vec<u8>> + Sync + 'a>,
}

impl<'a> Lane<'a> {
    fn new(
        name: &'static str,
        addr: SocketAddr,
        status: u16,
        request: impl Fn() -> Result<Vec<u8>> + Sync + 'a,
    ) -> Self {
        Self { name, addr, status, request: Box::new(request) }
    }
}

fn median(figures: &[f64]) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

/// The `If-None-Match` line with the tag that the edge gives now.
fn known(addr: SocketAddr, path: &str) -> Result<String> {
    let answer = Connection::open(addr)?.ask(&get(addr, path, ""))?;
    Ok(format!("if-none-match: {}\r\n", answer.header("etag").context("no tag")?))
}

/// How long each takes to its first answer: the one line, the same compiled, the edge. As the edge is started again, that is over
/// mailboxes that are there: on its very first start the runtime makes a database, which is installing it.
fn cold(fragment: &str) -> Result<[f64; 3]> {
    let mailboxes = Scratch::new()?;
    drop(Server::edge(mailboxes.path(), fragment)?);
    let mut times = [const { Vec::new() }; 3];
    for _ in 0..STARTS {
        let edge = Server::edge(mailboxes.path(), fragment)?.cold;
        let starts = [Server::one_line()?.cold, Server::one_line_compiled()?.cold, edge];
        times.iter_mut().zip(starts).for_each(|(times, start)| times.push(start));
    }
    Ok(times.map(|times| median(&times)))
}

/// The worker as it is uploaded, compressed. Errors: it cannot be read.
fn bundle_megabytes() -> Result<f64> {
    let folder = demo::root().join("target/bundle/worker");
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    for file in ["index.js", "index_bg.wasm"] {
        gzip.write_all(&fs::read(folder.join(file))?)?;
    }
    #[expect(clippy::cast_precision_loss, reason = "a few megabytes")]
    let bytes = gzip.finish()?.len() as f64;
    Ok(bytes / 1_000_000.0)
}

/// Starts all of them, and adds to `rates` how many answers a second each gives, round by round.
fn run(fragment: &str, rates: &mut [Vec<f64>; 6]) -> Result<()> {
    let world = World::with(|options| {
        options.unit_ratings_per_minute = Some(BUDGET);
        for over in options.overrides.values_mut() {
            over.release_delay_s = Some(DELAY_S);
        }
    })?;
    let (line, javascript) = (Server::one_line()?, Server::javascript()?);
    let edge: SocketAddr = world.stack.edge.url().trim_start_matches("http://").parse()?;
    let unit = format!("/v1/units/{UNIT}");
    let origin = format!("origin: {}\r\n", world.stack.portals.url());
    let known = [origin.as_str(), &known(edge, fragment)?].concat();
    let fixed = |request: Vec<u8>| move || Ok(request.clone());
    let lanes = [
        Lane::new("one line", line.addr, 200, fixed(get(line.addr, "/", ""))),
        Lane::new("fragment", edge, 200, fixed(get(edge, fragment, &origin))),
        Lane::new("configuration", edge, 200, fixed(get(edge, &unit, &origin))),
        Lane::new("304", edge, 304, fixed(get(edge, fragment, &known))),
        Lane::new("JavaScript kept", javascript.addr, 202, || rating(javascript.addr, UNIT, PAGE)),
        Lane::new("rating kept", edge, 202, || rating(edge, UNIT, PAGE)),
    ];
    for round in 0..=ROUNDS {
        for (lane, rates) in lanes.iter().zip(&mut *rates) {
            let figures = drive(lane.addr, CONNECTIONS, ROUND, lane.status, &lane.request)
                .with_context(|| lane.name)?;
            print!("{}: {:.0}/s  ", lane.name, figures.rate());
            if round > 0 {
                rates.push(figures.rate());
            }
        }
        println!("{}", if round == 0 { "(warm-up)" } else { "" });
    }
    Ok(())
}

fn main() -> Result<()> {
    let options: Vec<String> = std::env::args().skip(1).collect();
    let write = match options.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => false,
        ["--write"] => true,
        other => bail!("{other:?}: only --write is known"),
    };
    if cfg!(debug_assertions) {
        eprintln!("not built with --release: the clients take more of the machine than they should");
    }
    let fragment = format!("/v1/units/{UNIT}/widgets/rating?lang=vi&theme=light");
    let mut rates = [const { Vec::new() }; 6];
    for _ in 0..RUNS {
        run(&fragment, &mut rates)?;
    }
    let [one, fragment_rate, unit_rate, known_rate, javascript_rate, kept] =
        rates.map(|rates| median(&rates));
    let per_second = |rate: f64, other: f64| format!("{rate:.0}/s against {other:.0}/s");
    let [line_cold, compiled_cold, edge_cold] = cold(&fragment)?;
    let ms = |seconds: f64| seconds * 1000.0;
    let bundle = bundle_megabytes()?;
    let rows = [
        Row {
            what: "Ratings kept, against the same work in JavaScript",
            of: per_second(kept, javascript_rate),
            ratio: kept / javascript_rate,
            asked: Asked::AtLeast(0.9),
        },
        Row {
            what: "Rendered fragment, against a one-line worker",
            of: per_second(fragment_rate, one),
            ratio: fragment_rate / one,
            asked: Asked::AtLeast(0.6),
        },
        Row {
            what: "Configuration, against a one-line worker",
            of: per_second(unit_rate, one),
            ratio: unit_rate / one,
            asked: Asked::AtLeast(0.6),
        },
        Row {
            what: "Fragment that is known (304), against the whole one",
            of: per_second(known_rate, fragment_rate),
            ratio: known_rate / fragment_rate,
            asked: Asked::AtLeast(1.0),
        },
        Row {
            what: "From cold to the first fragment, against the one line",
            of: format!(
                "{:.0} ms against {:.0} ms ({:.0} ms compiled as well)",
                ms(edge_cold),
                ms(line_cold),
                ms(compiled_cold)
            ),
            ratio: edge_cold / line_cold,
            asked: Asked::AtMost(2.0),
        },
        Row {
            what: "The worker, gzip, in MB",
            of: format!("{bundle:.2} MB"),
            ratio: bundle,
            asked: Asked::AtMost(1.0),
        },
    ];
    let table = table::markdown(&rows)?;
    println!("\n{table}");
    if write {
        table::write(&table)?;
    }
    ensure!(rows.iter().all(Row::is_met), "not all is as asked");
    Ok(())
}
