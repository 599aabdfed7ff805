//! `cargo run -p bundle -- check URL --unit UNIT`: "check my portal" from a webmaster's own machine, by the same rules.

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use clap::Args;
use serde::Deserialize;
use tt_check::{
    Asked, Fetched, Finding, Level, check, edge_of, is_wrong,
    snippet::Release,
    visit::{Step, USER_AGENT, Visit},
};
use tt_contract::{
    lang::Lang,
    limits::{CHECKED_PAGE_BYTES, CHECKED_PATIENCE_MS},
    unfetched::Unfetched,
    unit::{Origin, Override, Unit, UnitId},
};
use tt_widgets::i18n;
use ureq::{Agent, http::HeaderMap};
use url::Url;

use crate::{net, place::Place};

/// How long the page may take in all, and the edge's word.
const PATIENCE: Duration = Duration::from_millis(CHECKED_PATIENCE_MS as u64);

/// What is checked.
#[derive(Args, Debug)]
pub struct Options {
    /// The address of a page on one of the unit's listed origins.
    pub url: String,
    /// The unit's id, the name of its file in edge/units.
    #[arg(long)]
    pub unit: UnitId,
    /// Where the edge stands, such as `https://edge.example`; without it, where the page's script comes from.
    #[arg(long, value_parser = |origin: &str| Origin::try_from(origin.to_owned()))]
    pub edge: Option<Origin>,
    /// The language of what is said: vi or en.
    #[arg(long, default_value = "vi")]
    pub lang: Lang,
}

/// A page as it came.
struct Page {
    url: Url,
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// `/v/integrity.json` of the edge.
#[derive(Deserialize)]
struct Published {
    version: String,
    files: BTreeMap<String, String>,
    /// The integrity of the loader of each earlier release that is kept.
    #[serde(default)]
    kept: BTreeMap<String, String>,
}

/// Checks the page and writes what was found to `out`. Returns whether nothing is wrong. `overrides` are those that the
/// edge has (`UNIT_OVERRIDES`), by which further origins may be listed.
/// Errors: no such unit; the page cannot be had; it names no edge.
pub fn run(options: &Options, overrides: Option<&str>, out: &mut dyn Write) -> Result<bool> {
    let Options { url, unit, edge, lang } = options;
    let units = units(overrides.unwrap_or_default())?;
    let unit = units.iter().find(|one| one.id == *unit).with_context(|| {
        let known: Vec<_> = units.iter().map(|unit| unit.id.as_str()).collect();
        format!("no unit is called `{unit}`; there are {}", known.join(", "))
    })?;
    let visit = Visit::begin(url, unit).map_err(|why| said(*lang, why))?;
    let agent = net::agent(USER_AGENT, PATIENCE);
    let page = fetch(&agent, visit).map_err(|why| said(*lang, why))?;
    let fetched = Fetched { url: &page.url, status: page.status, headers: &page.headers, body: &page.body };
    let edge = edge.clone().or_else(|| edge_of(&fetched)).context(match lang {
        Lang::Vi => "trang không có script của tiện ích, nên hãy ghi máy chủ bằng --edge",
        Lang::En => "the page has no script of the widgets; name the server by --edge",
    })?;
    let published = published(&agent, &edge);
    let release = published.as_ref().and_then(|published| {
        Some(Release { version: &published.version, integrity: published.files.get("tt.js")? })
    });
    let kept: Vec<Release<'_>> = published
        .iter()
        .flat_map(|published| &published.kept)
        .map(|(version, integrity)| Release { version, integrity })
        .collect();
    let known = |id: &UnitId| units.iter().any(|unit| unit.id == *id);
    let findings = check(&fetched, &Asked { unit, edge: &edge, release, kept: &kept, known: &known });
    print(&page.url, &findings, *lang, out)?;
    Ok(!is_wrong(&findings))
}

fn said(lang: Lang, why: Unfetched) -> anyhow::Error {
    anyhow::Error::msg(i18n::unfetched(lang, why))
}

/// All units, with the operator's overrides laid over.
fn units(overrides: &str) -> Result<Vec<Unit>> {
    let mut overrides: BTreeMap<UnitId, Override> = if overrides.trim().is_empty() {
        BTreeMap::new()
    } else {
        serde_json::from_str(overrides).context("UNIT_OVERRIDES is wrong")?
    };
    let dir = Place::of_this_clone()?.edge().join("units");
    let mut units = Vec::new();
    for entry in fs::read_dir(&dir).with_context(|| format!("{} cannot be read", dir.display()))? {
        let path = entry?.path();
        let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        let unit: Unit =
            toml::from_str(&text).with_context(|| format!("{} is not a unit", path.display()))?;
        let unit = unit.checked().map_err(|wrong| anyhow::anyhow!("{}: {wrong}", path.display()))?;
        units.push(match overrides.remove(&unit.id) {
            Some(over) => unit.with(over).map_err(|wrong| anyhow::anyhow!("UNIT_OVERRIDES: {wrong}"))?,
            None => unit,
        });
    }
    if let Some(id) = overrides.keys().next() {
        bail!("UNIT_OVERRIDES speaks of `{id}`, which is no unit");
    }
    Ok(units)
}

fn fetch(agent: &Agent, mut visit: Visit<'_>) -> Result<Page, Unfetched> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let left = deadline.checked_duration_since(Instant::now()).ok_or(Unfetched::Timeout)?;
        let request = agent.get(visit.url().as_str()).config().timeout_global(Some(left)).build();
        let request = request.header("accept", "text/html, application/xhtml+xml");
        let mut response = request.header("accept-language", "vi, en;q=0.5").call().map_err(why)?;
        let (status, headers) = (response.status().as_u16(), listed(response.headers()));
        let header =
            |name: &str| headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        if visit.answer(status, header("location"), header("content-type"))? == Step::Follow {
            continue;
        }
        let body =
            response.body_mut().with_config().limit(CHECKED_PAGE_BYTES as u64).read_to_vec().map_err(why)?;
        return Ok(Page { url: visit.url().clone(), status, headers, body });
    }
}

fn why(error: ureq::Error) -> Unfetched {
    match error {
        ureq::Error::Timeout(_) => Unfetched::Timeout,
        ureq::Error::BodyExceedsLimit(_) => Unfetched::TooLarge { limit: CHECKED_PAGE_BYTES },
        _ => Unfetched::Unreachable,
    }
}

fn listed(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &ureq::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect()
}

/// What the edge has published of its release; nothing where it cannot be asked.
fn published(agent: &Agent, edge: &Origin) -> Option<Published> {
    let text = agent.get(format!("{edge}/v/integrity.json")).call().ok()?.body_mut().read_to_string().ok()?;
    serde_json::from_str(&text).ok()
}

fn print(url: &Url, findings: &[Finding], lang: Lang, out: &mut dyn Write) -> Result<()> {
    let texts = i18n::install(lang);
    writeln!(out, "{}{url}", texts.found)?;
    for finding in findings {
        let [wrong, advice, right] = texts.levels;
        let (mark, level) = match finding.level() {
            Level::Wrong => ('✕', wrong),
            Level::Advice => ('▲', advice),
            Level::Right => ('✓', right),
        };
        let words = finding.words(lang);
        writeln!(out, "\n{mark} {level}: {}", words.says)?;
        if !words.change.is_empty() {
            writeln!(out, "  {}", words.change)?;
        }
        for line in finding.paste.iter().flat_map(|paste| paste.lines()) {
            writeln!(out, "      {line}")?;
        }
    }
    Ok(())
}
