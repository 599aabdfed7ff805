//! Moving the focus, so that a keyboard and a screen reader are where the news is.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Puts the focus on the first element below `root` that matches `selector`, if there is one.
pub fn focus(root: &Element, selector: &str) {
    let found = root.query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // A node that was just removed cannot take the focus; nothing is lost by that.
        let _ = element.focus();
    }
}
