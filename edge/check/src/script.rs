//! The script: whether it is there, whole, at its address, and for this unit.

use crate::{
    Asked, Fetched, Finding, Setting, Tool, csp,
    finding::{Loader, Pinned, Placed},
    page::{LOADER, Page, Script, Tag},
    snippet::{Choice, Dock, Release, snippet},
};
use tt_contract::{
    lang::Lang,
    look::Look,
    unit::{Origin, UnitId, Widget},
};
use url::Url;

/// Types under which browsers run a script at once.
const RUN: [&str; 5] = ["", "text/javascript", "application/javascript", "text/ecmascript", "module"];
/// In the address of a combined file, and whose it is.
const COMBINED: [(&str, Tool); 3] = [
    ("/cache/autoptimize/", Tool::Autoptimize),
    ("/wp-content/cache/min/", Tool::WpRocket),
    ("/wp-content/litespeed/js/", Tool::LiteSpeed),
];

/// Judges the script.
pub(crate) fn judge(page: &Page, fetched: &Fetched<'_>, asked: &Asked<'_>, found: &mut Vec<Finding>) {
    let host = asked.edge.as_str().split_once("://").map_or("", |(_, host)| host);
    let (dead, alive): (Vec<&Script>, Vec<&Script>) = page.scripts.iter().partition(|script| script.dead);
    let loaders: Vec<(&Script, Url)> =
        alive.iter().filter_map(|script| Some((*script, loader(&script.tag, page, host)?))).collect();

    let Some((first, url)) = loaders.first() else {
        return missing(page, &dead, &alive, host, asked, found);
    };
    if loaders.len() > 1 {
        found.push(Finding::new(Loader::Twice(loaders.len())));
    }
    let ours = snippet(asked.edge, asked.unit, &Choice::default(), None);
    let delayed = tool(&first.tag);
    if let Some(tool) = delayed {
        found.push(Finding::mended_by(Loader::Delayed(tool), exclusion(tool, host, asked)));
    } else if first.tag.get("async").is_none() && first.tag.get("defer").is_none() {
        found.push(Finding::mended_by(Loader::Synchronous, ours.clone()));
    }
    if url.scheme() == "http" && fetched.url.scheme() == "https" {
        let upgraded = csp::upgrades(fetched, page);
        found.push(Finding::mended_by(Loader::Insecure { upgraded }, ours));
    } else if delayed.is_none() {
        found.push(Finding::new(Loader::Right));
    }
    integrity(&first.tag, url, asked, found);
    unit(&first.tag, page, asked, found);
    settings(&first.tag, page, asked, found);
}

/// The origin of the first script that is named like the loader and names a unit.
pub(crate) fn origin(page: &Page) -> Option<Origin> {
    let named = |script: &&Script| !script.dead && script.tag.get("data-unit").is_some();
    let url = |script: &Script| page.base.join(script.tag.source()?.trim()).ok();
    let all = page.scripts.iter().filter(named).filter_map(url);
    let mut loaders =
        all.filter(|url| url.path().ends_with("/tt.js")).map(|url| url.origin().ascii_serialization());
    loaders.find_map(|origin| Origin::try_from(origin).ok())
}

/// The address of the loader in this tag, if it is ours: on the edge's host, whatever the scheme.
fn loader(tag: &Tag, page: &Page, host: &str) -> Option<Url> {
    let url = page.base.join(tag.source()?.trim()).ok()?;
    let path = url.path();
    let named = path == "/tt.js" || (path.starts_with("/v/") && path.ends_with("/tt.js"));
    (named && authority(&url) == host).then_some(url)
}

fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

fn missing(
    page: &Page,
    dead: &[&Script],
    alive: &[&Script],
    host: &str,
    asked: &Asked<'_>,
    found: &mut Vec<Finding>,
) {
    let ours = snippet(asked.edge, asked.unit, &Choice::default(), None);
    let source = |script: &Script| script.tag.source().unwrap_or_default().to_owned();
    let named = |script: &&&Script| {
        let address = source(script);
        address.contains(LOADER) && script.tag.get("data-unit").is_some()
    };
    let combined =
        || COMBINED.iter().find(|(path, _)| alive.iter().any(|script| source(script).contains(path)));
    let finding = if alive.iter().any(|script| script.text.contains(LOADER) && script.text.contains(host)) {
        Finding::mended_by(Loader::Inserted, ours)
    } else if alive.iter().any(|script| named(&script)) {
        Finding::mended_by(Loader::Elsewhere, ours)
    } else if dead.iter().any(|script| source(script).contains(LOADER)) || page.comments.contains(LOADER) {
        Finding::mended_by(Loader::Dead, ours)
    } else if let Some((_, tool)) = combined() {
        Finding::mended_by(Loader::Combined(*tool), exclusion(*tool, host, asked))
    } else {
        Finding::mended_by(Loader::Missing, ours)
    };
    found.push(finding);
}

/// The tool that has changed this tag so that the script runs later, or not by itself.
fn tool(tag: &Tag) -> Option<Tool> {
    let kind = tag.lower("type").unwrap_or_default();
    let has = |name: &str| tag.get(name).is_some();
    if kind == "rocketlazyloadscript" || has("data-rocket-src") {
        Some(Tool::WpRocket)
    } else if kind == "litespeed/javascript" {
        Some(Tool::LiteSpeed)
    } else if kind.ends_with("-text/javascript") || kind.ends_with("-module") {
        Some(Tool::RocketLoader)
    } else if kind == "pmdelayedscript" || has("data-perfmatters-type") {
        Some(Tool::Perfmatters)
    } else if kind == "text/plain" {
        Some(Tool::Consent)
    } else if !RUN.contains(&kind.as_str()) || !has("src") {
        Some(Tool::Other)
    } else {
        None
    }
}

/// What keeps `tool` from the script: the line in its list of exclusions, or a tag that it leaves alone.
fn exclusion(tool: Tool, host: &str, asked: &Asked<'_>) -> String {
    match tool {
        Tool::WpRocket | Tool::LiteSpeed | Tool::Autoptimize | Tool::Perfmatters => host.to_owned(),
        Tool::RocketLoader | Tool::Consent | Tool::Other => {
            let choice = Choice { guarded: tool == Tool::RocketLoader, ..Choice::default() };
            snippet(asked.edge, asked.unit, &choice, None)
        }
    }
}

fn integrity(tag: &Tag, url: &Url, asked: &Asked<'_>, found: &mut Vec<Finding>) {
    let pinned = url.path().strip_prefix("/v/").and_then(|rest| rest.strip_suffix("/tt.js"));
    let hashes = tag.get("integrity").map(str::trim).filter(|hashes| !hashes.is_empty());
    if pinned.is_none() && hashes.is_none() {
        return;
    }
    let ours = |pinned| {
        let choice = Choice { pinned, ..Choice::default() };
        snippet(asked.edge, asked.unit, &choice, asked.release)
    };
    let before = found.len();
    match tag.lower("crossorigin").as_deref() {
        Some("use-credentials") => found.push(Finding::mended_by(Pinned::CrossoriginCredentials, ours(true))),
        // A browser cannot check what it may not read.
        None if hashes.is_some() => found.push(Finding::mended_by(Pinned::CrossoriginMissing, ours(true))),
        _ => {}
    }
    let Some(current) = asked.release else { return };
    let named = |release: &&Release<'_>| pinned.is_none_or(|version| version == release.version);
    let Some(release) = core::iter::once(&current).chain(asked.kept).find(named) else {
        return found.push(Finding::mended_by(Pinned::OtherRelease, ours(true)));
    };
    let right = hashes.is_some_and(|hashes| strongest(hashes).any(|hash| hash == release.integrity));
    if hashes.is_some() && !right {
        found.push(Finding::mended_by(Pinned::IntegrityWrong, ours(true)));
    } else if pinned.is_none() {
        found.push(Finding::mended_by(Pinned::IntegrityOnMovingAddress, ours(true)));
    } else if hashes.is_none() {
        found.push(Finding::mended_by(Pinned::WithoutIntegrity, ours(true)));
    } else if release.version != current.version {
        found.push(Finding::mended_by(Pinned::KeptRelease, ours(true)));
    } else if found.len() == before {
        found.push(Finding::new(Pinned::Right));
    }
}

/// Of several hashes only those of the strongest kind count (W3C SRI, section 3.2.4).
fn strongest(hashes: &str) -> impl Iterator<Item = &str> {
    const KINDS: [&str; 3] = ["sha256-", "sha384-", "sha512-"];
    let strength = |hash: &str| KINDS.iter().rposition(|kind| hash.starts_with(kind));
    let most = hashes.split_whitespace().map(strength).max().flatten();
    hashes.split_whitespace().filter(move |hash| strength(hash) == most)
}

fn unit(tag: &Tag, page: &Page, asked: &Asked<'_>, found: &mut Vec<Finding>) {
    let attribute = format!(r#"data-unit="{}""#, asked.unit.id);
    match tag.get("data-unit").filter(|id| !id.is_empty()) {
        Some(id) => found.extend(named(id, asked).map(|issue| Finding::mended_by(issue, attribute))),
        None if page.elements.is_empty()
            || page.elements.iter().any(|one| one.tag.get("unit").is_none() && !one.linked) =>
        {
            found.push(Finding::mended_by(Loader::UnitMissing, attribute));
        }
        None => {}
    }
    if tag.get("data-unit") == Some(asked.unit.id.as_str()) {
        found.push(Finding::new(Loader::UnitRight));
    }
}

/// What is wrong with a unit's name in the page.
pub(crate) fn named(id: &str, asked: &Asked<'_>) -> Option<Loader> {
    if id == asked.unit.id.as_str() {
        return None;
    }
    let known = id.parse::<UnitId>().is_ok_and(|id| (asked.known)(&id));
    Some(if known { Loader::UnitOther } else { Loader::UnitUnknown })
}

fn settings(tag: &Tag, page: &Page, asked: &Asked<'_>, found: &mut Vec<Finding>) {
    let listed = tag.get("data-widgets").unwrap_or_default();
    for name in listed.split_whitespace() {
        match name.parse::<Widget>() {
            Ok(widget) if asked.unit.widgets.contains(&widget) => {}
            Ok(widget) => found.push(Finding::new(Placed::WidgetNotOffered(widget))),
            Err(_) => {
                let all: Vec<&str> = asked.unit.widgets.iter().map(|widget| widget.name()).collect();
                let paste = format!(r#"data-widgets="{}""#, all.join(" "));
                found.push(Finding::mended_by(Placed::WidgetUnknown(short(name)), paste));
            }
        }
    }
    languages_and_looks(tag.get("data-lang"), tag.get("data-theme"), "data-", found);
    match tag.get("data-dock").map(str::parse::<Dock>) {
        Some(Err(_)) => {
            let paste = r#"data-dock="bottom-right""#.to_owned();
            found.push(Finding::mended_by(Loader::BadSetting(Setting::Dock), paste));
        }
        Some(Ok(Dock::Off)) if page.elements.is_empty() => {
            let choice = Choice { dock: Dock::Off, ..Choice::default() };
            let paste = snippet(asked.edge, asked.unit, &choice, None);
            found.push(Finding::mended_by(Loader::DockOffWithoutElements, paste));
        }
        _ => {}
    }
}

/// Languages and looks that do not exist; `prefix` is that of the attributes.
pub(crate) fn languages_and_looks(
    lang: Option<&str>,
    theme: Option<&str>,
    prefix: &str,
    found: &mut Vec<Finding>,
) {
    if lang.is_some_and(|lang| !lang.is_empty() && lang.parse::<Lang>().is_err()) {
        found.push(Finding::mended_by(Loader::BadSetting(Setting::Lang), format!(r#"{prefix}lang="vi""#)));
    }
    if theme.is_some_and(|theme| theme.parse::<Look>().is_err()) {
        found.push(Finding::mended_by(
            Loader::BadSetting(Setting::Theme),
            format!(r#"{prefix}theme="light""#),
        ));
    }
}

/// A name as the page has it, no longer than a name is.
pub(crate) fn short(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(40).collect()
}
