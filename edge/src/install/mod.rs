//! The installer page of a unit, and "check my portal": what is pasted, and whether it was pasted rightly.

mod fetch;

use crate::{
    ask::Ask,
    asset::{self, RELEASE},
    body,
    config::Config,
    cors::Sender,
    limit,
    media::{Media, accepts_json},
    own_origin::OwnOrigin,
    page,
    reply::Reply,
    throttle::Throttle,
};
use serde::Serialize;
use tt_check::{Asked, Fetched, Finding, Level, snippet::Choice, visit::Visit};
use tt_contract::{
    lang::Lang,
    limits::CHECKED_ADDRESS_BYTES,
    problem::Problem,
    unit::{Origin, Unit},
};
use tt_widgets::render::{self, Checked, Installer};
use worker::Env;

/// An address of which every byte is percent-encoded, and the language.
const BODY_BYTES: usize = 3 * CHECKED_ADDRESS_BYTES + 256;

thread_local! {
    static CHECKS: Throttle = const { Throttle::new(limit::CHECKS) };
}

/// `GET /install/{unit}`
pub(crate) async fn page(ask: &Ask, env: &Env, unit: &Unit) -> Result<Reply, Problem> {
    let choice = Choice::read(ask.address().parameters());
    let own = own(ask, env)?;
    Ok(page::installer(unit, of(ask, unit, own.get(), &choice), None, 200).await)
}

/// `GET /install/{unit}/preview`
pub(crate) async fn preview(ask: &Ask, unit: &Unit) -> Result<Reply, Problem> {
    let choice = Choice::read(ask.address().parameters());
    // It loads the script, as every page of the edge, from where it came itself.
    let own = OwnOrigin::requested(&ask.address())?;
    let document = render::preview_page(of(ask, unit, own.get(), &choice)).await;
    Ok(page::page(Some(unit), document, 200))
}

fn of<'a>(ask: &Ask, unit: &'a Unit, edge: &'a Origin, choice: &'a Choice) -> Installer<'a> {
    Installer { unit, edge, release: RELEASE.pinned(), lang: ask.lang(), choice }
}

/// The edge's own origin as a portal must name it. Errors: [`Problem::Internal`],
/// [`Problem::NotFound`].
fn own(ask: &Ask, env: &Env) -> Result<OwnOrigin, Problem> {
    let config = Config::of(env).map_err(|_| Problem::Internal)?;
    OwnOrigin::of(config.public_origin.as_ref(), &ask.address())
}

/// `POST /install/{unit}/check`: a page to a person, JSON to a program that asks for it.
pub(crate) async fn check(ask: &Ask, env: &Env, unit: &Unit, sender: &Sender) -> Result<Reply, Problem> {
    let wants_json = accepts_json(ask.header("Accept").as_deref());
    match answer(ask, env, unit, sender, wants_json).await {
        Err(problem) if wants_json => Ok(Reply::problem(&problem)),
        answer => answer,
    }
}

async fn answer(
    ask: &Ask,
    env: &Env,
    unit: &Unit,
    sender: &Sender,
    wants_json: bool,
) -> Result<Reply, Problem> {
    // Nobody else's page may have the edge ask around.
    if !matches!(sender, Sender::Own | Sender::Unnamed) {
        return Err(Problem::ForeignOrigin);
    }
    let media = ask.header("Content-Type").as_deref().and_then(Media::of);
    if media != Some(Media::Form) {
        return Err(Problem::UnsupportedMediaType);
    }
    let body = body::read(ask.request(), BODY_BYTES).await?;
    let field = |name: &str| {
        form_urlencoded::parse(&body).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    };
    let (typed, lang) = (field("url").unwrap_or_default(), field("lang").and_then(|lang| lang.parse().ok()));
    let (own, choice) = (own(ask, env)?, Choice::default());
    let mut installer = of(ask, unit, own.get(), &choice);
    installer.lang = lang.unwrap_or(installer.lang);

    let outcome = attempt(ask, env, installer, &typed).await;
    if wants_json {
        return outcome.map(|(url, findings)| json(&url, &findings, installer.lang));
    }
    let status = outcome.as_ref().err().map_or(200, Problem::status);
    let outcome = outcome.as_ref().map(|(url, findings)| (url.as_str(), findings.as_slice()));
    let checked = Checked { typed: &typed, outcome };
    let reply = page::installer(unit, installer, Some(checked), status).await;
    Ok(if let Err(problem) = outcome { reply.of(problem) } else { reply })
}

async fn attempt(
    ask: &Ask,
    env: &Env,
    of: Installer<'_>,
    typed: &str,
) -> Result<(String, Vec<Finding>), Problem> {
    let Installer { unit, edge, release, .. } = of;
    let visit = Visit::begin(typed, unit).map_err(Problem::Unfetched)?;
    let config = Config::of(env).map_err(|_| Problem::Internal)?;
    CHECKS.with(|checks| checks.admit_all(ask, &config))?;
    let page = fetch::fetch(env, visit).await.map_err(Problem::Unfetched)?;
    let kept = asset::kept();
    let asked = Asked {
        unit,
        edge,
        release: Some(release),
        kept: &kept,
        known: &|id| config.units.find(id).is_some(),
    };
    let fetched = Fetched { url: &page.url, status: page.status, headers: &page.headers, body: &page.body };
    Ok((page.url.to_string(), tt_check::check(&fetched, &asked)))
}

/// A finding for a program.
#[derive(Serialize)]
struct Told {
    level: Level,
    code: &'static str,
    says: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    change: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    paste: Option<String>,
}

fn json(url: &str, findings: &[Finding], lang: Lang) -> Reply {
    let tell = |finding: &Finding| {
        let words = finding.words(lang);
        Told {
            level: finding.level(),
            code: finding.code(),
            says: words.says,
            change: words.change,
            paste: finding.paste.clone(),
        }
    };
    let findings: Vec<Told> = findings.iter().map(tell).collect();
    Reply::json(200, serde_json::json!({ "url": url, "findings": findings }).to_string()).cached("no-store")
}
