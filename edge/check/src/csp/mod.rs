//! Content security policies (W3C CSP, level 3): whether they let the widgets work.
//!
//! A parser of our own, because the one public crate is made for browsers: it brings regular expressions, hashing and
//! every directive into the worker. Here are the few directives that the widgets meet.

mod policy;
mod rules;
mod source;

use crate::{Asked, Fetched, Finding, finding::Csp, page::Page};
use policy::Policy;
use tt_contract::unit::{Origin, Unit, Widget};

/// The name of the loader's Trusted Types policy.
pub const TRUSTED_TYPES: &str = "tuong-tac";

/// What a policy must hold on a portal of `unit`, a directive a line.
#[must_use]
pub fn needed(edge: &Origin, unit: &Unit) -> Vec<String> {
    let mut lines = vec![
        format!("script-src {edge} 'wasm-unsafe-eval'"),
        format!("connect-src {edge}"),
        format!("form-action {edge}"),
    ];
    if unit.widgets.contains(&Widget::TipOff) {
        lines.push(format!("frame-src {edge}"));
    }
    lines
}

/// Judges all policies of the page: each must let the widgets work.
pub(crate) fn judge(fetched: &Fetched<'_>, page: &Page, asked: &Asked<'_>, found: &mut Vec<Finding>) {
    let headers: Vec<Policy> = fetched.header("content-security-policy").flat_map(Policy::list).collect();
    let metas: Vec<Policy> = metas(page).collect();
    let before = found.len();
    for (policies, in_header) in [(&headers, true), (&metas, false)] {
        for policy in policies {
            let blocked = rules::blocked(policy, in_header, fetched, page, asked);
            found.extend(blocked.into_iter().map(|(what, line)| Finding::mended_by(Csp::Blocks(what), line)));
        }
    }
    if headers.is_empty() && metas.is_empty() {
        found.push(Finding::new(Csp::None));
    } else if found.len() == before {
        found.push(Finding::new(Csp::Right));
    }
    for policy in fetched.header("content-security-policy-report-only").flat_map(Policy::list) {
        let blocked = rules::blocked(&policy, true, fetched, page, asked);
        found.extend(blocked.into_iter().map(|(what, line)| Finding::mended_by(Csp::WouldBlock(what), line)));
    }
}

/// Whether a policy turns `http:` of what the page loads into `https:`.
pub(crate) fn upgrades(fetched: &Fetched<'_>, page: &Page) -> bool {
    let headers = fetched.header("content-security-policy").flat_map(Policy::list);
    headers.chain(metas(page)).any(|policy| policy.get("upgrade-insecure-requests").is_some())
}

fn metas(page: &Page) -> impl Iterator<Item = Policy> {
    page.metas.iter().filter_map(|meta| meta.equivalent("content-security-policy")).flat_map(Policy::list)
}
