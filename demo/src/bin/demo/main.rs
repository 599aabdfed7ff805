//! `cargo demo`: one command from a clone to a rating that arrives, signed, at a unit's endpoint.

mod descendants;
mod keeper;
mod options;
mod stop;

use anyhow::Result;
use bundle::{Bundle, display::Display};
use clap::Parser;
use demo::{
    edge::Edge,
    portal::Portals,
    ports,
    stack::{Places, Stack},
    state::State,
    unit::Endpoint,
};
use options::Options;
use std::{
    io::Write,
    net::{SocketAddr, TcpListener},
    process::ExitCode,
    time::Duration,
};
use stop::Stop;
use tokio::{runtime::Builder, task::spawn_blocking, time::timeout};

/// What shells report of a program that Ctrl-C ended before it had done its work.
const INTERRUPTED: u8 = 130;
/// How long a build may take to end when it has been told to.
const TIDY: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    let options = Options::parse();
    let ended = Builder::new_current_thread().enable_all().build().map_err(Into::into).and_then(|runtime| {
        let ended = runtime.block_on(run(options));
        // A thread that still builds, or starts an edge, is not waited for: both end with this process.
        runtime.shutdown_background();
        ended
    });
    ended.unwrap_or_else(|error| {
        complain(&format!("{error:#}"));
        ExitCode::FAILURE
    })
}

async fn run(options: Options) -> Result<ExitCode> {
    let mut stop = Stop::new()?;
    let dir = options.state.unwrap_or_else(|| demo::root().join(".demo"));
    let state = State::open(&dir, options.fresh)?;
    // Before the build, which takes minutes the first time.
    let portals = take("--portals", options.portals)?;
    let unit = take("--unit", options.unit)?;
    let edge = advise("--edge", ports::loopback(options.edge).and_then(ports::available))?;

    let mut building = spawn_blocking(build);
    let bundle = tokio::select! {
        built = &mut building => built??,
        () = stop.asked() => {
            descendants::end();
            // So that what has been ended is also waited for.
            timeout(TIDY, building).await.ok();
            return Ok(ExitCode::from(INTERRUPTED));
        }
    };

    let Stack { edge, portals, endpoint } =
        Stack::start(Places { edge, portals, unit }, &bundle, state.dir(), |_| {})?;
    greet(&state, &edge, &portals, &endpoint);

    tokio::select! {
        error = keeper::keep(edge) => return Err(error),
        () = stop.asked() => {}
    }
    say("stopped");
    Ok(ExitCode::SUCCESS)
}

fn take(option: &str, addr: SocketAddr) -> Result<TcpListener> {
    advise(option, ports::loopback(addr).and_then(ports::listen))
}

/// Says what to do about an address that cannot be had.
fn advise<T>(option: &str, had: Result<T>) -> Result<T> {
    had.map_err(|error| anyhow::anyhow!("{error}: choose another address with {option}"))
}

fn build() -> Result<Bundle> {
    let display = Display::new();
    bundle::build(&|step| display.step(step))
}

fn greet(state: &State, edge: &Edge, portals: &Portals, endpoint: &Endpoint) {
    let (edge_url, portals, unit) = (edge.url(), portals.url(), endpoint.url());
    say(&format!(
        "
  Portal      {portals}/modern/   open a page and rate it
              {portals}/legacy/ /strict/ /single/   the same in other kinds of portal
  Inbox       {unit}/   see the rating arrive at the unit; make the unit fail and watch the retries
  Own page    {edge_url}/u/congan-thanhhoa/rating   what a QR code opens; works without script
  Gallery     {portals}/gallery   every example of every widget
  Hostile     {portals}/hostile   pages that make it hard for anything embedded in them
  Kept in     {}   (the edge's log: {})

  Ctrl-C stops everything.",
        state.dir().display(),
        edge.log_path().display()
    ));
    say(&format!("ready edge={edge_url} portals={portals} unit={unit}"));
}

/// Ends with one line that says what is wrong, below what another program has said at length.
fn complain(error: &str) {
    match error.split_once('\n') {
        Some((line, details)) => {
            eprintln!("{details}\n\ndemo: {line}: mend what stands above, then run this again");
        }
        None => eprintln!("demo: {error}"),
    }
}

/// Writes a line for the reader, who may have gone.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).ok();
}
