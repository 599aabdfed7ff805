//! What one policy keeps from the widgets, and the line that would let it through.

use super::{TRUSTED_TYPES, policy::Policy, source::any_matches};
use crate::{
    Asked, Directive, Fetched,
    page::{Page, Tag},
};
use url::Url;

const SCRIPT: [&str; 3] = ["script-src-elem", "script-src", "default-src"];
/// Above this many bytes, only what is to be added is shown.
const LONGEST_LINE: usize = 2_000;

/// Something blocked: the directive that blocks it (or that falls back to the one that does), and what to add to it.
struct Block {
    what: Directive,
    name: &'static str,
    add: String,
}

/// What `policy` blocks, each with the directive as it should be.
pub(super) fn blocked(
    policy: &Policy,
    in_header: bool,
    fetched: &Fetched<'_>,
    page: &Page,
    asked: &Asked<'_>,
) -> Vec<(Directive, String)> {
    let edge = asked.edge.as_str();
    let allows = |sources: &[String], path: &str| {
        Url::parse(&format!("{edge}{path}")).is_ok_and(|url| any_matches(sources, &url, fetched.url))
    };
    let mut blocks = Vec::new();
    let mut block = |what, name, add: &str| blocks.push(Block { what, name, add: add.to_owned() });

    if let Some((name, sources)) = policy.first(&SCRIPT) {
        match script(sources, tag(page, edge), &allows) {
            Some(Directive::Nonce) => block(Directive::Nonce, own(name, "script-src"), ""),
            Some(what) => block(what, own(name, "script-src"), edge),
            None => {}
        }
    }
    if let Some((name, sources)) = policy.first(&["script-src", "default-src"])
        && !sources.iter().any(|one| is(one, "'wasm-unsafe-eval'") || is(one, "'unsafe-eval'"))
    {
        block(Directive::Wasm, own(name, "script-src"), "'wasm-unsafe-eval'");
    }
    if let Some((name, sources)) = policy.first(&["connect-src", "default-src"])
        && !allows(sources, "/v1/")
    {
        block(Directive::Connect, own(name, "connect-src"), edge);
    }
    if page.elements.iter().any(|element| element.tag.name == "tt-tip-off")
        && let Some((name, sources)) = policy.first(&["frame-src", "child-src", "default-src"])
        && !allows(sources, "/u/")
    {
        block(Directive::Frame, if name == "child-src" { name } else { own(name, "frame-src") }, edge);
    }
    // Nothing falls back to `default-src` here.
    if policy.get("form-action").is_some_and(|sources| !allows(sources, "/v1/")) {
        block(Directive::FormAction, "form-action", edge);
    }
    let required =
        policy.get("require-trusted-types-for").is_some_and(|of| of.iter().any(|one| is(one, "'script'")));
    let named = |names: &[String]| names.iter().any(|name| name == TRUSTED_TYPES || name == "*");
    if required && policy.get("trusted-types").is_some_and(|names| !named(names)) {
        block(Directive::TrustedTypes, "trusted-types", TRUSTED_TYPES);
    }
    // A `<meta>` cannot sandbox.
    if let Some(flags) = policy.get("sandbox").filter(|_| in_header) {
        for flag in ["allow-scripts", "allow-forms", "allow-same-origin"] {
            if !flags.iter().any(|one| is(one, flag)) {
                block(Directive::Sandbox, "sandbox", flag);
            }
        }
    }
    // Where the script cannot run at all, WebAssembly is the lesser part of the same line.
    let all = blocks.iter().any(|block| block.what == Directive::Script);
    let told = blocks.iter().filter(|block| !(all && block.what == Directive::Wasm));
    told.map(|block| (block.what, line(policy, block, &blocks, asked))).collect()
}

/// A directive to change: that which is there, or the one that would take the place of `default-src`.
fn own(name: &'static str, instead: &'static str) -> &'static str {
    if name == "default-src" { instead } else { name }
}

fn is(one: &str, keyword: &str) -> bool {
    one.eq_ignore_ascii_case(keyword)
}

/// The loader's tag.
fn tag<'a>(page: &'a Page, edge: &str) -> Option<&'a Tag> {
    let host = edge.split_once("://").map_or("", |(_, host)| host);
    let is_ours =
        |tag: &&Tag| tag.source().is_some_and(|address| address.contains(host) && address.contains("/tt.js"));
    page.scripts.iter().map(|script| &script.tag).find(is_ours)
}

/// Whether the loader and what it imports are blocked, and what is missing.
fn script(
    sources: &[String],
    tag: Option<&Tag>,
    allows: &dyn Fn(&[String], &str) -> bool,
) -> Option<Directive> {
    let has = |value: Option<&str>, prefix: &str| {
        value.is_some_and(|value| {
            let mut values = value.split_ascii_whitespace();
            values.any(|value| sources.iter().any(|one| one.trim_matches('\'') == format!("{prefix}{value}")))
        })
    };
    // What a script with a nonce imports has its nonce.
    let nonce = has(tag.and_then(|tag| tag.get("nonce")), "nonce-");
    let hash = has(tag.and_then(|tag| tag.get("integrity")), "");
    if nonce {
        return None;
    }
    if sources.iter().any(|one| is(one, "'strict-dynamic'")) {
        return (!hash).then_some(Directive::Nonce);
    }
    let path =
        tag.and_then(Tag::source).and_then(|source| source.find("/v/").and_then(|at| source.get(at..)));
    let loads = hash || allows(sources, path.unwrap_or("/tt.js"));
    (!loads || !allows(sources, "/v/0/embed.js")).then_some(Directive::Script)
}

/// The directive with all that is to be added to it.
fn line(policy: &Policy, block: &Block, blocks: &[Block], asked: &Asked<'_>) -> String {
    if block.what == Directive::Nonce {
        let script =
            crate::snippet::snippet(asked.edge, asked.unit, &crate::snippet::Choice::default(), None);
        return script.replacen("<script ", "<script nonce=\"…\" ", 1);
    }
    let fallback = match block.name {
        "script-src" | "script-src-elem" | "connect-src" | "frame-src" => "default-src",
        _ => block.name,
    };
    let present = policy.first(&[block.name, fallback]).map_or(&[][..], |(_, values)| values);
    let mut parts = vec![block.name.to_owned()];
    // A nonce is of one answer; the portal makes its own each time.
    let shown =
        |one: &String| if one.starts_with("'nonce-") { "'nonce-…'".to_owned() } else { one.clone() };
    parts.extend(present.iter().filter(|one| !is(one, "'none'")).map(shown));
    if parts.iter().map(String::len).sum::<usize>() > LONGEST_LINE {
        parts = vec![block.name.to_owned(), "…".into()];
    }
    for other in blocks.iter().filter(|other| other.name == block.name && !other.add.is_empty()) {
        if !parts.contains(&other.add) {
            parts.push(other.add.clone());
        }
    }
    parts.join(" ")
}
