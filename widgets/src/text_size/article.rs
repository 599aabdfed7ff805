//! The article on the portal's page: which element it is, and what of it is content.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Node, ShadowRoot, Window};

/// What an element is to somebody who reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// No content: controls, scripts, pictures drawn by script, our own elements.
    Aside,
    /// Part of a line.
    Inline,
    /// A paragraph or something that holds some.
    Block,
}

impl Kind {
    /// By its name in lower case.
    pub(super) fn of(name: &str) -> Self {
        if is_among(INLINE, name) {
            Self::Inline
        } else if is_among(ASIDE, name) || name.contains('-') {
            Self::Aside
        } else {
            Self::Block
        }
    }
}

const INLINE: &str = "a abbr b bdi bdo big cite code data dfn em font i img ins kbd label mark q s samp small span strike \
    strong sub sup time tt u var wbr";
const ASIDE: &str = "applet audio button canvas datalist del dialog embed frame iframe input link map math menu meta \
    meter nav noscript object progress rp rt script select slot style svg template textarea title video";

/// Whether `name` is one of `names`. A list in one text is a tenth of the code of a `match`.
pub(super) fn is_among(names: &str, name: &str) -> bool {
    names.split(' ').any(|one| one == name)
}

/// Goes through the content of an article.
pub(super) trait Reader {
    /// A text as it stands in the page, with its line breaks.
    fn text(&mut self, node: &Node, text: &str);
    /// An element begins.
    fn open(&mut self, element: &Element, name: &str, kind: Kind);
    /// It ends.
    fn close(&mut self, name: &str, kind: Kind);
}

/// Lets `reader` go through what can be seen of `element`.
pub(super) fn walk(window: &Window, element: &Element, reader: &mut dyn Reader) {
    let mut next = element.first_child();
    while let Some(node) = next {
        next = node.next_sibling();
        let Some(child) = node.dyn_ref::<Element>() else {
            if node.node_type() == Node::TEXT_NODE {
                reader.text(&node, &node.node_value().unwrap_or_default());
            }
            continue;
        };
        let name = child.local_name();
        let kind = Kind::of(&name);
        if kind != Kind::Aside && is_seen(window, child) {
            reader.open(child, &name, kind);
            walk(window, child, reader);
            reader.close(&name, kind);
        }
    }
}

fn is_seen(window: &Window, element: &Element) -> bool {
    let style = window.get_computed_style(element).ok().flatten();
    let is = |name, value| {
        style
            .as_ref()
            .and_then(|style| style.get_property_value(name).ok())
            .is_some_and(|found| found == value)
    };
    !is("display", "none")
        && !is("visibility", "hidden")
        && element.get_attribute("aria-hidden").is_none_or(|v| v != "true")
}

/// The article: what `data-read` on the widget's element selects, else the page's only `article`, else its main part, else
/// all of it.
pub(super) fn find(document: &Document, widget: &Element) -> Option<Element> {
    let host = match widget.get_root_node().dyn_into::<ShadowRoot>() {
        Ok(shadow) => Some(shadow.host()),
        Err(_) => widget.closest("tt-text-size").ok().flatten(),
    };
    let chosen = host.and_then(|host| host.get_attribute("data-read"));
    if let Some(found) = chosen.and_then(|css| document.query_selector(&css).ok().flatten()) {
        return Some(found);
    }
    let articles = document.query_selector_all("article").ok()?;
    let first = |css| document.query_selector(css).ok().flatten();
    if articles.length() == 1 {
        first("article")
    } else {
        first("main,[role=main]").or_else(|| first("body"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_content_is_content() {
        for name in ["script", "style", "iframe", "button", "nav", "tt-rating", "svg"] {
            assert_eq!(Kind::of(name), Kind::Aside, "{name}");
        }
        for name in ["p", "h1", "div", "form", "td", "br", "center"] {
            assert_eq!(Kind::of(name), Kind::Block, "{name}");
        }
        assert_eq!(Kind::of("strong"), Kind::Inline);
    }
}
