//! Submissions at a steady pace over twenty units, as long as asked: errors, times, memory and disk.
//! `cargo run --release -p tests --bin steady -- 500 600` (a second, seconds); with `batch` after it the units take their ratings a
//! hundred at once; with a number after it they are shared over so many processes, behind nginx, as `edge/server/share.sh` does.
//!
//! The units are those of the source and copies of one of them, in a worker that is built for it apart from the one that is served. Each
//! submission is sent at its moment whatever the earlier ones do, and its time counts from that moment. Nineteen of twenty are ratings;
//! one is a sealed tip, to the units that take them in turn (one sealed text under ever new receipts: the edge cannot tell).

use anyhow::{Context, Result, ensure};
use demo::units::{KEY, RECIPIENT};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    fs,
    net::SocketAddr,
    process::Command,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};
use tests::{
    built,
    load::{Connection, Figures, post},
    many, process,
    scratch::Scratch,
    shared::entrance,
    sink::Sink,
    world::{Form, UNIT, World},
    wrapped,
};
use tt_contract::{
    tip::Receipt,
    unit::{Override, UnitId},
};

const UNITS: usize = 20;
const CONNECTIONS: usize = 64;
/// Of how many seconds the times are told apart.
const SLICE_S: u64 = 5;

fn tip(host: SocketAddr, unit: &str, sealed: &[u8]) -> Result<Vec<u8>> {
    let mut random = [0; 16];
    getrandom::fill(&mut random)?;
    let lookup = tt_seal::lookup(&Receipt::from_random(random)).to_string();
    let mut body = Vec::new();
    for (name, value) in [("lookup", lookup.as_bytes()), ("keys", KEY.as_bytes()), ("lang", b"vi")] {
        let head = format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend([head.as_bytes(), value, b"\r\n"].concat());
    }
    body.extend(b"--b\r\nContent-Disposition: form-data; name=\"sealed\"; filename=\"blob\"\r\n");
    body.extend([b"Content-Type: application/octet-stream\r\n\r\n", sealed, b"\r\n--b--\r\n"].concat());
    Ok(post(host, &format!("/v1/units/{unit}/tips"), "multipart/form-data; boundary=b", &body))
}

/// Twenty units on one edge, or shared over several.
struct Crowd {
    worlds: Vec<World>,
    /// The worker's configurations lie in them.
    _workers: Vec<Scratch>,
    units: Vec<String>,
    /// Those of them that take tips.
    takers: Vec<String>,
}

/// Starts them in so many processes, with `sink` as everybody's endpoint.
fn crowd(sink: &Sink, batch: bool, processes: usize) -> Result<Crowd> {
    let (folder, units) = many::units(UNITS)?;
    // Also what the worker serves.
    built::bundle()?;
    let worker = bundle::worker_with(&folder, &|step| eprintln!("build: {step}"))?;
    let known = demo::units::load()?;
    let (mut overrides, mut takers) = (Vec::new(), Vec::new());
    for id in &units {
        // A copy is bound to what its original is.
        let source = |name: &str| known.iter().find(|unit| unit.id.as_str() == name);
        let unit = source(id).or_else(|| source(UNIT)).context("no unit")?;
        let own = unit.endpoints.first().and_then(|endpoint| endpoint.push()).context("no endpoint")?;
        let url = format!("{}/hook/{id}", sink.url());
        let endpoint =
            json!({ "name": "main", "url": url, "secrets": own.secrets, "batch": batch.then_some(true) });
        overrides.push((id.parse::<UnitId>()?, unit.id.clone(), vec![serde_json::from_value(endpoint)?]));
        if unit.tip_off.is_some() {
            takers.push(id.clone());
        }
    }
    let (mut worlds, mut workers) = (Vec::new(), Vec::new());
    for _ in 0..processes {
        let (world, folder) = wrapped::around(&worker, &[], |options| {
            let of_source = options.overrides.clone();
            for (id, original, endpoints) in &overrides {
                if let Some(over) = of_source.get(original) {
                    let (release_delay_s, endpoints) = (Some(60), endpoints.clone());
                    let over = Override { release_delay_s, endpoints, ..over.clone() };
                    options.overrides.insert(id.clone(), over);
                }
            }
        })?;
        worlds.push(world);
        workers.push(folder);
    }
    Ok(Crowd { worlds, _workers: workers, units, takers })
}

fn main() -> Result<()> {
    let mut options = std::env::args().skip(1).peekable();
    let pace: u64 = options.next().map_or(Ok(500), |option| option.parse())?;
    let seconds: u64 = options.next().map_or(Ok(600), |option| option.parse())?;
    let batch = options.next_if(|option| option == "batch").is_some();
    let processes: usize = options.next().map_or(Ok(1), |option| option.parse())?;
    let (sink, scratch) = (Sink::start()?, Scratch::new()?);
    let crowd = crowd(&sink, batch, processes)?;
    let Crowd { worlds, units, takers, .. } = &crowd;
    let (_front, host) = entrance(worlds, units, scratch.path())?;
    let sealed = tt_seal::seal_text(&[RECIPIENT.parse()?], "{}")?;
    let (next, refused) = (AtomicU64::new(0), Mutex::new(BTreeMap::<String, u64>::new()));
    let start = Instant::now();
    let client = || -> Result<Vec<(u64, f64)>> {
        let (mut times, mut connection) = (Vec::new(), Connection::open(host)?);
        loop {
            let n = next.fetch_add(1, Ordering::Relaxed);
            if n >= pace * seconds {
                return Ok(times);
            }
            let due = start + Duration::from_secs(1) * u32::try_from(n)? / u32::try_from(pace)?;
            // Each round begins with another unit, so that tips take no unit's place.
            let (nth, round) = (usize::try_from(n)?, usize::try_from(n / 20)?);
            let request = if n % 20 == 7 {
                tip(host, takers.get(round % takers.len()).context("nobody takes tips")?, &sealed)?
            } else {
                let unit = units.get((nth + round) % units.len()).context("no units")?;
                let body = Form::new(1 + u8::try_from(n % 5)?)?.page(&format!("/bai/{}", n % 300)).encoded();
                let path = format!("/v1/units/{unit}/ratings");
                post(host, &path, "application/x-www-form-urlencoded", body.as_bytes())
            };
            thread::sleep(due.saturating_duration_since(Instant::now()));
            let problem = match connection.ask(&request) {
                Ok(answer) if answer.status == 202 => None,
                Ok(answer) => {
                    let problem: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
                    let code = problem.get("code").and_then(Value::as_str).unwrap_or_default();
                    Some(format!("{} {code}", answer.status))
                }
                Err(error) => {
                    connection = Connection::open(host)?;
                    Some(format!("{error:#}"))
                }
            };
            if let Some(problem) = problem {
                *refused.lock().unwrap_or_else(PoisonError::into_inner).entry(problem).or_default() += 1;
            }
            times.push((n / pace, due.elapsed().as_secs_f64()));
        }
    };
    let all = thread::scope(|scope| {
        let all: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(client)).collect();
        all.into_iter()
            .map(|one| one.join().map_err(|_| anyhow::anyhow!("a client panicked"))?)
            .collect::<Result<Vec<_>>>()
    })?;
    let span = start.elapsed().as_secs_f64();
    let mut slices = BTreeMap::<u64, Figures>::new();
    for (second, took) in all.concat() {
        slices.entry(second / SLICE_S).or_default().seconds.push(took);
    }
    for (slice, figures) in &mut slices {
        figures.seconds.sort_by(f64::total_cmp);
        let (p50, p99) = (figures.within_ms(0.5), figures.within_ms(0.99));
        println!("from second {}: p50 {p50:.1} ms, p99 {p99:.1} ms", slice * SLICE_S);
    }
    let figures = slices.into_values().fold(Figures::default(), Figures::and);
    let figures = Figures { span, ..figures };
    let refused = refused.into_inner().unwrap_or_else(PoisonError::into_inner);
    println!(
        "{} units, {:.0}/s of {pace}/s asked, {} delivered by now",
        units.len(),
        figures.rate(),
        sink.taken()
    );
    println!(
        "p50 {:.1} ms, p99 {:.1} ms, longest {:.0} ms",
        figures.within_ms(0.5),
        figures.within_ms(0.99),
        figures.within_ms(1.0)
    );
    println!("errors: {refused:?}");
    for world in worlds {
        let pid = world.stack.edge.pid().context("the edge has ended")?;
        let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
        status
            .lines()
            .filter(|line| line.starts_with("VmRSS") || line.starts_with("VmHWM"))
            .for_each(|line| println!("{line}"));
        print!("disk: {}", process::run(Command::new("du").arg("-sk").arg(world.stack.edge.storage()))?);
    }
    let logs: String = worlds.iter().map(|world| world.stack.edge.log()).collect();
    ensure!(refused.is_empty(), "there were errors\n{logs}");
    Ok(())
}
