//! A storm: citizens send everything there is to send while the edge is killed again and again and the units' endpoint fails in every
//! way. When it is over, what was acknowledged has arrived, each once; nothing else has.

mod chance;
mod citizen;
mod endpoint;
mod judge;
mod ledger;
mod wire;

use crate::{
    untrusted::Untrusted,
    world::{PATIENCE, UNIT, World},
};
use anyhow::{Context, Result, ensure};
use chance::Chance;
use citizen::{Sender, hash};
use demo::{
    edge::Edge,
    ports,
    units::{self, Overrides, TOKEN},
};
use endpoint::Endpoint;
use judge::Verdict;
use ledger::Ledger;
use reqwest::{Client, StatusCode, header, redirect::Policy};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    thread,
    time::{Duration, Instant},
};
use tokio::time::sleep;
use tt_contract::{tip::Attached, unit::EndpointUrl};

/// Of a hundred deliveries so many fail while it storms.
const FAILING: u64 = 20;
/// Of a hundred starts of the edge so many have a unit's endpoint behind a certificate that nobody vouches for.
const UNTRUSTED: u64 = 20;
/// How long what is left may take to arrive when it is over.
const CALM: Duration = Duration::from_mins(3);
/// How long of that the endpoint may go on failing. Each failure has the edge leave it alone for a while.
const STILL_FAILING: Duration = Duration::from_secs(20);
const LOOK: Duration = Duration::from_millis(250);

/// How hard it storms.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// From which everything random follows but the moments.
    pub seed: u64,
    /// How many citizens send something; some of them two things.
    pub citizens: u64,
    /// How many of them at once.
    pub at_once: u64,
    /// How often the edge is killed (`SIGKILL`).
    pub kills: u64,
}

/// What came of it.
#[derive(Debug)]
pub struct Report {
    /// What must not be, each in a sentence.
    pub faults: Vec<String>,
    /// The figures, a line each.
    pub figures: String,
}

/// Lets it storm. Errors: something could not be started, or the edge refused what is right.
pub fn run(plan: Plan) -> Result<Report> {
    let start = Instant::now();
    let listener = ports::listen(ports::free()?)?;
    let url = format!("http://{}", ports::of(&listener)?);
    let untrusted = Untrusted::start()?;
    let (good, bad) = (hooks(&url)?, hooks(&untrusted.url)?);
    let mut secrets = BTreeMap::new();
    let mut world = World::with(|options| {
        for (unit, over) in &mut options.overrides {
            over.endpoints = good.get(unit).into_iter().flatten().cloned().map(Into::into).collect();
        }
        secrets.clone_from(&options.secrets);
    })?;
    let all = units::load()?;
    let by_unit = all.iter().filter_map(|unit| {
        let name = unit.endpoints.first()?.secrets().first()?;
        Some((unit.id.to_string(), secrets.get(name)?.clone()))
    });
    let endpoint = Endpoint::new(plan.seed, FAILING, &by_unit.collect())?;
    let ledger = Ledger::default();
    let over = AtomicBool::new(false);
    let http = Client::builder().redirect(Policy::none()).timeout(PATIENCE).build()?;
    let edge = world.stack.edge.url();
    let names: Vec<String> = all.iter().map(|unit| unit.id.to_string()).collect();
    let sender =
        Sender { http: &http, edge: &edge, ledger: &ledger, units: &names, tips: UNIT, seed: plan.seed };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let overrides = world.stack.edge.overrides().clone();
    let with = |hooks: &BTreeMap<_, Vec<EndpointUrl>>| {
        let mut overrides: Overrides = overrides.clone();
        if let Some(over) = overrides.iter_mut().find(|(unit, _)| unit.as_str() == UNIT) {
            over.1.endpoints = hooks.get(over.0).into_iter().flatten().cloned().map(Into::into).collect();
        }
        overrides
    };
    let (good, bad) = (with(&good), with(&bad));

    let killer = |edge: &mut Edge| -> Result<(u64, u64)> {
        let mut chance = Chance::new(plan.seed, 3);
        let (mut killed, mut untrusted) = (0, 0);
        while killed < plan.kills && !over.load(Ordering::Relaxed) {
            // Spread over all submissions, each somewhere within its share.
            let share = plan.citizens / plan.kills.max(1);
            let at = killed * share + chance.below(share.max(1));
            while ledger.done.load(Ordering::Relaxed) < at && !over.load(Ordering::Relaxed) {
                thread::sleep(Duration::from_millis(1));
            }
            edge.kill();
            let trusted = !chance.hits(UNTRUSTED);
            edge.set_overrides(if trusted { good.clone() } else { bad.clone() });
            untrusted += u64::from(!trusted);
            edge.restart()?;
            killed += 1;
        }
        Ok((killed, untrusted))
    };
    let (stormed, untrusted_starts) = thread::scope(|scope| {
        let edge = &mut world.stack.edge;
        let killing = scope.spawn(|| killer(edge));
        let sent = runtime.block_on(async {
            tokio::spawn(endpoint.clone().serve(listener));
            let next = AtomicU64::new(0);
            let one = async || {
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= plan.citizens {
                        return anyhow::Ok(());
                    }
                    sender.citizen(n).await?;
                }
            };
            futures_util::future::try_join_all((0..plan.at_once).map(|_| one())).await
        });
        over.store(true, Ordering::Relaxed);
        let kills = killing.join().map_err(|_| anyhow::anyhow!("the killer panicked"))?;
        sent.and(kills)
    })?;
    drop(untrusted);
    let sending = start.elapsed();

    world.stack.edge.set_overrides(good);
    world.stack.edge.restart()?;
    let calming = Instant::now();
    runtime.block_on(settle(&http, &edge, &names, &endpoint, &ledger))?;
    let verdict = judge::judge(&endpoint.book().taken, &ledger.sent())?;
    let files = runtime.block_on(files(&http, &edge, &verdict, &ledger))?;
    let mut report = report(&verdict, &endpoint, &ledger);
    let _ = writeln!(
        report.figures,
        "edge killed {stormed} times, {untrusted_starts} starts of them with an untrusted certificate; files opened {files}; \
         {:.0} s of storm, {:.0} s until all had arrived",
        sending.as_secs_f64(),
        calming.elapsed().as_secs_f64(),
    );
    Ok(report)
}

/// The addresses of the units' endpoints at `url`.
fn hooks(url: &str) -> Result<BTreeMap<tt_contract::unit::UnitId, Vec<EndpointUrl>>> {
    let hook = |unit: tt_contract::unit::Unit| {
        let hook = EndpointUrl::try_from(format!("{url}/hook/{}", unit.id));
        let hook = hook.with_context(|| format!("{url} is no endpoint"))?;
        Ok((unit.id, vec![hook; unit.endpoints.len()]))
    };
    units::load()?.into_iter().map(hook).collect()
}

/// Waits until all that was acknowledged has arrived, or for as long as that may take. Most of it is sent only now, when nothing kills the
/// edge any more; so the endpoint goes on failing until half of it is there, or for [`STILL_FAILING`].
async fn settle(
    http: &Client,
    edge: &str,
    units: &[String],
    endpoint: &Endpoint,
    ledger: &Ledger,
) -> Result<()> {
    let (identity, begun) = (judge::identity()?, Instant::now());
    let mut known = BTreeMap::new();
    while begun.elapsed() < CALM {
        // What is held is sent again only on command.
        for unit in units {
            let retry = http.post(format!("{edge}/v1/units/{unit}/deliveries/retry")).bearer_auth(TOKEN);
            let retry = retry.header(header::CONTENT_TYPE, "application/json").body("{}");
            // A connection from before the last start may be one that is no more.
            if let Ok(answer) = retry.send().await {
                ensure!(answer.status() == StatusCode::ACCEPTED, "retry: {}", answer.status());
            }
        }
        let taken = endpoint.book().taken.clone();
        judge::arrived(&taken, &identity, &mut known);
        let here: std::collections::BTreeSet<&String> = known.values().collect();
        let (mut expected, mut waits) = (0, 0);
        for (mark, sent) in ledger.sent().iter() {
            if sent.acknowledged.is_some() && sent.changed_by.is_none() {
                expected += 1;
                waits += usize::from(!here.contains(mark));
            }
        }
        if waits * 2 < expected || begun.elapsed() > STILL_FAILING {
            endpoint.book().percent = 0;
        }
        if waits == 0 {
            break;
        }
        sleep(LOOK).await;
    }
    // What must not come would come now.
    sleep(Duration::from_secs(2)).await;
    Ok(())
}

/// Fetches the file of each tip that has one, and opens it: how many. Errors: one is not what was sent.
async fn files(http: &Client, edge: &str, verdict: &Verdict, ledger: &Ledger) -> Result<usize> {
    let identity = judge::identity()?;
    for (mark, data, links) in &verdict.files {
        let link = links.get(0).and_then(|link| link.get("path")).and_then(Value::as_str);
        let url = format!("{edge}{}", link.with_context(|| format!("{mark} has no file"))?);
        let sealed = http.get(url).bearer_auth(TOKEN).send().await?.error_for_status()?.bytes().await?;
        let attached = data.pointer("/files/0").cloned().unwrap_or_default();
        let attached: Attached = serde_json::from_value(attached)?;
        let mut opened = Vec::new();
        tt_seal::open_file(&identity, sealed.as_ref(), &attached, &mut opened)?;
        let sent = ledger.sent().get(mark).and_then(|sent| sent.file.clone());
        ensure!(sent.as_deref() == Some(&*hash(&opened)), "the file of {mark} is another");
    }
    Ok(verdict.files.len())
}

fn report(verdict: &Verdict, endpoint: &Endpoint, ledger: &Ledger) -> Report {
    let (sent, book) = (ledger.sent(), endpoint.book());
    let acknowledged = sent.values().filter(|sent| sent.acknowledged.is_some()).count();
    let mut faults = verdict.faults.clone();
    if book.strays > 0 {
        faults.push(format!("a redirect was followed {} times", book.strays));
    }
    let mut kinds: BTreeMap<_, u32> = BTreeMap::new();
    sent.values().for_each(|sent| *kinds.entry(sent.kind).or_default() += 1);
    let mut figures = String::new();
    let surely = book.taken.iter().filter(|taken| taken.surely).count();
    // Writing to a `String` cannot fail.
    let _ = writeln!(figures, "sent {} {kinds:?}; acknowledged {acknowledged}", sent.len());
    let _ = writeln!(
        figures,
        "attempts without a clear answer {}, answered 5xx but 503 {}",
        ledger.retries.load(Ordering::Relaxed),
        ledger.failures.load(Ordering::Relaxed)
    );
    let _ = writeln!(
        figures,
        "arrived {} different, {surely} plainly taken, {} again with an id that had come",
        verdict.arrived.len(),
        verdict.repeats
    );
    let _ = writeln!(figures, "the endpoint failed: {:?}", book.faults);
    Report { faults, figures }
}
