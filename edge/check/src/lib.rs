//! Whether a portal's page embeds the widgets rightly: from what was fetched, to findings in words and lines to paste.
//!
//! Pure: who fetches (the worker, or the command on a webmaster's machine) follows [`visit`] and hands over what came.
//! 1. `page` reads the HTML by the WHATWG's tokenizer into the few facts that matter.
//! 2. `script`, `element`, `csp` and `surroundings` judge them, each one side of the matter.
//! 3. `words` says each [`Finding`] in Vietnamese and English.
//!
//! [`snippet`] makes what a webmaster pastes, for the installer page, for findings and for tests alike.

mod csp;
mod element;
mod finding;
mod page;
mod script;
pub mod snippet;
mod surroundings;
pub mod visit;
mod words;

pub use csp::{TRUSTED_TYPES, needed};
pub use finding::{Around, Csp, Directive, Finding, Issue, Level, Loader, Pinned, Placed, Setting, Tool};
pub use words::Words;

use tt_contract::unit::{Origin, Unit, UnitId};
use url::Url;

/// What came when the page was fetched.
#[derive(Clone, Debug)]
pub struct Fetched<'a> {
    /// The address after all redirects.
    pub url: &'a Url,
    /// The HTTP status.
    pub status: u16,
    /// The headers, those of one name each on its own or joined by commas.
    pub headers: &'a [(String, String)],
    /// The body as it came.
    pub body: &'a [u8],
}

impl Fetched<'_> {
    /// The values of the header `name`.
    fn header(&self, name: &str) -> impl Iterator<Item = &str> {
        self.headers
            .iter()
            .filter(move |(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// For whom the page is checked.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// Where the edge stands.
    pub edge: &'a Origin,
    /// The release that the edge serves, if it is known.
    pub release: Option<snippet::Release<'a>>,
    /// Earlier releases that it still serves.
    pub kept: &'a [snippet::Release<'a>],
    /// Whether there is a unit of this id.
    pub known: &'a dyn Fn(&UnitId) -> bool,
}

/// Everything that is to be said of the page: first what is wrong, then what could be better, then what is right.
#[must_use]
pub fn check(fetched: &Fetched<'_>, asked: &Asked<'_>) -> Vec<Finding> {
    let html = String::from_utf8_lossy(fetched.body);
    let page = page::Page::read(&html, fetched.url);
    let mut findings = Vec::new();
    script::judge(&page, fetched, asked, &mut findings);
    element::judge(&page, asked, &mut findings);
    csp::judge(fetched, &page, asked, &mut findings);
    surroundings::judge(fetched, &page, &mut findings);
    findings.sort_by_key(Finding::level);
    let mut seen: Vec<Finding> = Vec::new();
    findings.retain(|finding| {
        let new = !seen.contains(finding);
        if new {
            seen.push(finding.clone());
        }
        new
    });
    findings
}

/// Where the page's script comes from, taking the page's word for it.
#[must_use]
pub fn edge_of(fetched: &Fetched<'_>) -> Option<Origin> {
    let page = page::Page::read(&String::from_utf8_lossy(fetched.body), fetched.url);
    script::origin(&page)
}

/// Whether a machine should call the page wrong.
#[must_use]
pub fn is_wrong(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.level() == Level::Wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) fn unit() -> Unit {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../units/congan-thanhhoa.toml");
        toml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
    }

    pub(crate) fn edge() -> Origin {
        Origin::try_from("https://edge.example".to_owned()).unwrap()
    }
}
