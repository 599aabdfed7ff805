//! How long the work takes that the edge asks of senders in a flood, in a browser that has a part of one core: printed, never judged, because
//! others may share the machine. From the challenge's arrival in the vault's thread to the sending of the tip.
//! `cargo run --package tests --bin work` (Linux, root: it makes a control group)

use anyhow::{Context, Result, ensure};
use demo::units::{KEY, RECIPIENT};
use reqwest::StatusCode;
use std::time::Instant;
use tests::{
    journey::journey,
    page::Page,
    world::{UNIT, World},
};
use tt_contract::tip::Receipt;

/// How many per cent of a core the browser has: all, and as much as a phone that is four times slower.
const PERCENT: [u32; 2] = [100, 25];
/// Solutions of each.
const TIMES: usize = 15;
/// Tips in a few minutes from which on work is asked for; more than the edge takes for calm.
const FLOOD: usize = 40;

/// Has the vault's thread tell how long it worked: from the answer with the challenge to the request with the tip.
const OBSERVE: &str = r"
    window.worked = null;
    new BroadcastChannel('work').onmessage = ({ data }) => { window.worked = data; };
    const tell = `{ const ask = self.fetch, to = new BroadcastChannel('work'); let begun = 0; self.fetch = async (...given) => {
        const path = new URL(given[0].url || given[0], 'http://edge').pathname;
        if (begun && path.endsWith('/tips')) {
            const took = performance.now() - begun, proof = JSON.parse(atob(given[1].body.get('proof')));
            to.postMessage([took / 1000, proof.solution.counter + 1, proof.challenge.parameters.data.most]);
        }
        const answer = await ask.apply(self, given);
        if (path.endsWith('/challenge') && answer.status === 200) begun = performance.now();
        return answer; }; }`;
    const Plain = Blob;
    window.Blob = class extends Plain {
        constructor(parts, how) { super(how && how.type === 'text/javascript' ? [tell, ...parts] : parts, how); }
    };
";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    journey(async |world, page| {
        page.before_each_page(OBSERVE).await?;
        flood(world).await?;
        for percent in PERCENT {
            let mut all = Vec::new();
            for _ in 0..TIMES {
                all.push(sending(world, page, percent).await?);
            }
            let took = sorted(all.iter().map(|one| one.took));
            let waited = sorted(all.iter().map(|one| one.waited));
            let a_try = took.iter().sum::<f64>() / all.iter().map(|one| one.tries).sum::<f64>();
            let most = all.first().context("none")?.most;
            println!(
                "{percent} % of a core: {TIMES} solutions took {:.1} s at the median, {:.1} to {:.1} s; a try {:.2} ms, so that {:.1} s are \
                 to be expected and {:.1} s the longest; from pressing send to the receipt {:.1} s at the median",
                middle(&took)?,
                took.first().context("none")?,
                took.last().context("none")?,
                a_try * 1000.0,
                a_try * most / 2.0,
                a_try * most,
                middle(&waited)?,
            );
        }
        Ok(())
    })
    .await
}

/// As many tips as make the edge ask for work.
async fn flood(world: &World) -> Result<()> {
    let sealed = tt_seal::seal_text(&[RECIPIENT.parse()?], "{}")?;
    for _ in 0..FLOOD {
        let mut random = [0; 16];
        getrandom::fill(&mut random)?;
        let lookup = tt_seal::lookup(&Receipt::from_random(random)).to_string();
        let part = |name: &str, value: &[u8]| {
            let head = format!("--flood\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
            [head.as_bytes(), value, b"\r\n"].concat()
        };
        let fields: [(&str, &[u8]); 4] =
            [("lookup", lookup.as_bytes()), ("keys", KEY.as_bytes()), ("lang", b"vi"), ("sealed", &sealed)];
        let mut body = fields.map(|(name, value)| part(name, value)).concat();
        body.extend(b"--flood--\r\n");
        let tip = world.http.post(world.edge(&format!("/v1/units/{UNIT}/tips"))).body(body);
        let answer = tip.header("Content-Type", "multipart/form-data; boundary=flood").send().await?;
        ensure!(answer.status() == StatusCode::ACCEPTED, "a tip is refused: {}", answer.status());
    }
    Ok(())
}

/// How a solution was found; times in seconds.
struct Solution {
    took: f64,
    /// How many tries it took, of how many at most: as many as the edge drew.
    tries: f64,
    most: f64,
    /// From pressing send to the receipt.
    waited: f64,
}

/// Sends a tip.
async fn sending(world: &World, page: &Page<'_>, percent: u32) -> Result<Solution> {
    page.open(&world.edge(&format!("/u/{UNIT}/tip-off?lang=vi"))).await?;
    page.until("shown('.go button.send') && text('.go button.send') === 'Bắt đầu'").await?;
    page.click(".go button.send").await?;
    page.type_into("#tt-account", "Có người bán ma túy ở cuối ngõ, tối nào cũng có.").await?;
    for step in 2..=5 {
        page.click(".go button.send").await?;
        page.until(&format!("text('.steps') === 'Bước {step}/5'")).await?;
    }
    let slowed = page.browser().slowed(percent)?;
    let begun = Instant::now();
    page.click(".go button.send").await?;
    page.until("shown('.receipt h2')").await?;
    let waited = begun.elapsed().as_secs_f64();
    drop(slowed);
    page.until("worked").await?;
    let (took, tries, most) = page.js("worked").await?;
    Ok(Solution { took, tries, most, waited })
}

fn sorted(seconds: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut seconds: Vec<_> = seconds.collect();
    seconds.sort_by(f64::total_cmp);
    seconds
}

/// The one in the middle.
fn middle(sorted: &[f64]) -> Result<f64> {
    sorted.get(sorted.len() / 2).copied().context("none")
}
