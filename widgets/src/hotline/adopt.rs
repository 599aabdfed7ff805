//! Reads from rendered HTML what the browser needs to take it over.

use super::view::{Group, Line};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::AttrValue;

/// The unit's numbers as they stand below `root`.
#[must_use]
pub fn adopt(root: &Element) -> Vec<Group> {
    let lines = |section: &HtmlElement| all(section, "li").iter().map(line).collect();
    let group = |section: &HtmlElement| Group { still: AttrValue::default(), lines: lines(section) };
    all(root, "section").iter().map(group).collect()
}

fn line(item: &HtmlElement) -> Line {
    let data = item.dataset();
    // A kept copy has no place for what was said of another moment.
    let has_status = item.query_selector("[data-now]").is_ok_and(|found| found.is_some());
    let get = |name| data.get(name).map(AttrValue::from);
    Line {
        still: AttrValue::default(),
        digits: get("digits").unwrap_or_default(),
        spoken: get("spoken").unwrap_or_default(),
        turns: get("turns").filter(|_| has_status),
    }
}

fn all(root: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = root.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}
