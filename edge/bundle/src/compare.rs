//! `cargo run -p bundle -- compare EDGE`: does a running edge serve what this source builds?
//!
//! Who runs the edge could serve other code than it shows. This asks for each file as a browser would, without telling that
//! it compares, and for the pages that load them.

use std::{fs, io::Write, path::Path, time::Duration};

use anyhow::{Context, Result, ensure};
use clap::Args;
use tt_contract::unit::{Origin, UnitId};
use ureq::Agent;

use crate::{Bundle, asset, digest, net};

/// As a browser asks: an edge that means ill would show whoever compares what they want to see.
const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
/// How long one file may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// What is compared.
#[derive(Args, Debug)]
pub struct Options {
    /// Where the edge stands, such as `https://edge.example`.
    #[arg(value_parser = |origin: &str| Origin::try_from(origin.to_owned()))]
    pub edge: Origin,
    /// A unit whose tip-off page is looked at too: it must run this release's scripts and no others.
    #[arg(long)]
    pub unit: Option<UnitId>,
}

/// Compares, and writes a line for each file to `out`. Returns whether all are the same.
/// Errors: the edge cannot be asked; this clone's assets cannot be read.
pub fn run(options: &Options, bundle: &Bundle, out: &mut dyn Write) -> Result<bool> {
    let (agent, edge) = (net::agent(BROWSER, PATIENCE), &options.edge);
    let mut same = true;
    let mut say = |well: bool, what: &str| {
        same &= well;
        writeln!(out, "{} {what}", if well { '✓' } else { '✕' })
    };
    for name in asset::names(&bundle.assets_dir)? {
        let ours = read(&bundle.assets_dir.join(&name))?;
        let theirs = get(&agent, &format!("{edge}/v/{}/{name}", bundle.release));
        let integrity = digest::integrity(&ours);
        let well = theirs.is_ok_and(|theirs| theirs == ours);
        say(well, &format!("/v/{}/{name} {integrity}", bundle.release))?;
    }
    let loader = get(&agent, &format!("{edge}/tt.js"));
    say(
        loader.is_ok_and(|loader| read(&bundle.assets_dir.join("tt.js")).is_ok_and(|ours| ours == loader)),
        "/tt.js",
    )?;
    if let Some(unit) = &options.unit {
        let path = format!("/u/{unit}/tip-off");
        let page =
            String::from_utf8(get(&agent, &format!("{edge}{path}"))?).context("the page is not UTF-8")?;
        let strangers = strangers(&page, &bundle.release);
        say(strangers.is_empty(), &format!("{path} runs this release's scripts only"))?;
        for stranger in strangers {
            writeln!(out, "    {stranger}")?;
        }
    }
    Ok(same)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{} cannot be read", path.display()))
}

fn get(agent: &Agent, url: &str) -> Result<Vec<u8>> {
    let mut response = agent.get(url).call().with_context(|| format!("{url} cannot be had"))?;
    ensure!(response.status() == 200, "{url} answers {}", response.status());
    Ok(response.body_mut().read_to_vec()?)
}

/// The scripts of a page that are not of `release`, and its event handlers. The edge writes its HTML in one way only: what
/// is written otherwise is a stranger too.
fn strangers(page: &str, release: &str) -> Vec<String> {
    let lower = page.to_ascii_lowercase();
    let of_release = format!("<script src=\"/v/{release}/");
    let tags = lower.match_indices("<script").map(|(at, _)| &page[at..]);
    let scripts =
        tags.filter(|tag| !tag.starts_with(&of_release) && !tag.starts_with("<script src=\"/tt.js\""));
    let handlers = lower.match_indices(" on").map(|(at, _)| &page[at..]).filter(|rest| {
        let name = rest[3..].trim_start_matches(|c: char| c.is_ascii_alphabetic());
        name.starts_with('=') && rest.len() - name.len() > 3
    });
    scripts.chain(handlers).map(|rest| rest.chars().take(80).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_of_another_release_or_in_the_page_is_a_stranger() {
        let ours = r#"<p>on = 1</p><script src="/v/0123456789abcdef/page.js" integrity="sha384-x"></script><script src="/tt.js" async></script>"#;
        assert!(strangers(ours, "0123456789abcdef").is_empty());
        assert_eq!(strangers(ours, "fedcba9876543210").len(), 1);
        assert_eq!(strangers("<SCRIPT>x</SCRIPT><a onClick=\"y\">", "0").len(), 2);
    }
}
