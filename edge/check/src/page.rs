//! Reads a page's HTML into the few facts that matter.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use std::collections::BTreeMap;
use url::Url;

/// A start tag.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tag {
    pub(crate) name: String,
    attributes: BTreeMap<String, String>,
    /// Ends with `/>`, which HTML ignores.
    pub(crate) self_closing: bool,
}

/// A script with what stands in it.
#[derive(Clone, Debug)]
pub(crate) struct Script {
    pub(crate) tag: Tag,
    pub(crate) text: String,
    /// In `<noscript>` or `<template>`, where it never runs.
    pub(crate) dead: bool,
}

/// An element of a custom kind, `tt-…`.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub(crate) tag: Tag,
    pub(crate) empty: bool,
    /// Holds a link to a page of the edge, which names a unit too.
    pub(crate) linked: bool,
    pub(crate) closed: bool,
}

/// What matters of a page.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// The attribute of `<html>`.
    pub(crate) lang: Option<String>,
    pub(crate) metas: Vec<Tag>,
    pub(crate) scripts: Vec<Script>,
    pub(crate) elements: Vec<Element>,
    /// Whether there is a `<base href>`.
    pub(crate) has_base: bool,
    /// What relative addresses are relative to.
    pub(crate) base: Url,
    /// How many files a page that came by `https:` loads by `http:`.
    pub(crate) insecure: usize,
    /// The text of comments that speak of the loader.
    pub(crate) comments: String,
}

/// In comments and inline scripts, the loader's name.
pub(crate) const LOADER: &str = "tt.js";
/// Where a start tag opens what never runs and is never shown.
const DEAD: [&str; 2] = ["noscript", "template"];

impl Tag {
    /// The value of an attribute; empty where it has none.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    /// As [`Tag::get`], without what is around it and in lower case.
    pub(crate) fn lower(&self, name: &str) -> Option<String> {
        self.get(name).map(|value| value.trim().to_ascii_lowercase())
    }

    /// The first attribute that holds an address to load: `src`, or where tools keep it (`data-src`, `data-rocket-src`).
    pub(crate) fn source(&self) -> Option<&str> {
        self.get("src").or_else(|| {
            let kept =
                self.attributes.iter().find(|(name, _)| name.starts_with("data-") && name.ends_with("src"));
            kept.map(|(_, value)| value.as_str())
        })
    }

    /// The content of a `<meta>` of this `http-equiv`.
    pub(crate) fn equivalent(&self, name: &str) -> Option<&str> {
        self.lower("http-equiv").filter(|known| known == name).and_then(|_| self.get("content"))
    }

    /// The content of a `<meta>` of this `name`.
    pub(crate) fn named(&self, name: &str) -> Option<&str> {
        self.lower("name").filter(|known| known == name).and_then(|_| self.get("content"))
    }
}

impl From<StartTag<()>> for Tag {
    fn from(tag: StartTag<()>) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let attributes = tag.attributes.iter().map(|(name, value)| (text(name), text(value))).collect();
        Self { name: text(&tag.name), attributes, self_closing: tag.self_closing }
    }
}

impl Page {
    /// Reads `html`, which came from `url`.
    pub(crate) fn read(html: &str, url: &Url) -> Self {
        let mut reader = Reader::new(url);
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
            reader.take(token);
        }
        reader.page.elements.append(&mut reader.open);
        reader.page
    }
}

struct Reader<'a> {
    page: Page,
    url: &'a Url,
    /// Elements whose end has not come.
    open: Vec<Element>,
    /// How deep in `<noscript>` or `<template>`.
    dead: usize,
    in_script: bool,
}

impl<'a> Reader<'a> {
    fn new(url: &'a Url) -> Self {
        let page = Page {
            lang: None,
            metas: Vec::new(),
            scripts: Vec::new(),
            elements: Vec::new(),
            has_base: false,
            base: url.clone(),
            insecure: 0,
            comments: String::new(),
        };
        Self { page, url, open: Vec::new(), dead: 0, in_script: false }
    }

    fn take(&mut self, token: Token) {
        match token {
            Token::StartTag(tag) => self.start(tag.into()),
            Token::EndTag(tag) => self.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => self.text(&String::from_utf8_lossy(&text)),
            Token::Comment(text) => {
                let text = String::from_utf8_lossy(&text);
                if text.contains(LOADER) {
                    self.page.comments.push_str(&text);
                }
            }
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        let linked = tag.name == "a" && tag.get("href").is_some_and(|href| href.contains("/u/"));
        for element in &mut self.open {
            element.empty = false;
            element.linked |= linked;
        }
        let alive = self.dead == 0;
        self.in_script = tag.name == "script";
        match tag.name.as_str() {
            name if DEAD.contains(&name) => self.dead += 1,
            "script" => {
                if alive {
                    self.count_insecure(tag.get("src"));
                }
                self.page.scripts.push(Script { tag, text: String::new(), dead: !alive });
            }
            _ if !alive => {}
            "html" => self.page.lang = self.page.lang.take().or_else(|| tag.get("lang").map(str::to_owned)),
            "meta" => self.page.metas.push(tag),
            // The first counts.
            "base" if !self.page.has_base => {
                if let Some(base) = tag.get("href").and_then(|href| self.url.join(href).ok()) {
                    (self.page.base, self.page.has_base) = (base, true);
                }
            }
            "img" | "iframe" | "embed" | "audio" | "video" | "source" | "track" => {
                self.count_insecure(tag.get("src"));
            }
            "object" => self.count_insecure(tag.get("data")),
            "form" => self.count_insecure(tag.get("action")),
            "link"
                if tag
                    .lower("rel")
                    .is_some_and(|rel| rel.split_whitespace().any(|rel| rel == "stylesheet")) =>
            {
                self.count_insecure(tag.get("href"));
            }
            name if name.starts_with("tt-") => {
                self.open.push(Element { tag, empty: true, linked: false, closed: false });
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        self.in_script = false;
        if DEAD.contains(&name) {
            self.dead = self.dead.saturating_sub(1);
        }
        if let Some(index) = self.open.iter().rposition(|element| element.tag.name == name) {
            let element = self.open.remove(index);
            self.page.elements.push(Element { closed: true, ..element });
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_script {
            if let Some(script) = self.page.scripts.last_mut() {
                script.text.push_str(text);
            }
            return;
        }
        // A `<noscript>` is text to whoever runs scripts.
        if self.dead > 0 && text.contains(LOADER) {
            self.page.comments.push_str(text);
        }
        if !text.trim().is_empty() {
            for element in &mut self.open {
                element.empty = false;
            }
        }
    }

    fn count_insecure(&mut self, address: Option<&str>) {
        let insecure = |url: Url| url.scheme() == "http" && !crate::visit::is_loopback(&url);
        if self.url.scheme() == "https"
            && address.and_then(|address| self.page.base.join(address).ok()).is_some_and(insecure)
        {
            self.page.insecure += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(html: &str) -> Page {
        Page::read(html, &Url::parse("https://a.vn/x/").unwrap())
    }

    #[test]
    fn what_never_runs_is_told_from_what_does() {
        let page = read(
            "<!-- <script src=https://e/tt.js></script> --><script src=1></script>\
             <noscript><script src=2></script></noscript><template><tt-rating></tt-rating></template>\
             <textarea><tt-hotline></textarea><script>'<tt-text-size>'</script>",
        );
        let dead: Vec<_> = page.scripts.iter().map(|script| script.dead).collect();
        assert_eq!(dead.first(), Some(&false));
        assert_eq!(page.elements.len(), 0);
        assert!(page.comments.contains("tt.js"));
        assert_eq!(page.scripts.last().unwrap().text, "'<tt-text-size>'");
    }

    #[test]
    fn an_element_is_empty_or_unclosed() {
        let all = read("<tt-a> </tt-a><TT-B>x</TT-B><tt-c/><p>rest").elements;
        let facts = |element: &Element| (element.tag.name.clone(), element.empty, element.closed);
        let facts: Vec<_> = all.iter().map(facts).collect();
        assert_eq!(
            facts,
            [("tt-a".into(), true, true), ("tt-b".into(), false, true), ("tt-c".into(), false, false)]
        );
    }

    #[test]
    fn insecure_files_are_counted_and_links_are_not() {
        let page = read(
            "<a href=http://b.vn></a><img src=http://b.vn/1><link rel=icon href=http://b.vn/2>\
             <link rel='preload stylesheet' href=http://b.vn/3><img src=/4><img src=//b.vn/5>",
        );
        assert_eq!(page.insecure, 2);
    }

    #[test]
    fn the_first_base_counts() {
        let page = read("<base target=_blank><base href='https://b.vn/y/'><base href=https://c.vn/>");
        assert_eq!((page.base.as_str(), page.has_base), ("https://b.vn/y/", true));
    }

    proptest! {
        #[test]
        fn no_page_panics(html in "(<|>|/|!|-|=|'|\"| |tt-|script|noscript|template|meta|[a-z]|\\PC){0,60}") {
            let _ = read(&html);
        }
    }
}
