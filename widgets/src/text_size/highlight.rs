//! Shows which sentence is being read, by a highlight that changes nothing of the page, else by the selection.

use js_sys::{Array, Function, Map, Reflect};
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, Document, Range, Window};

const NAME: &str = "tt-read";
const STYLE: &str = "::highlight(tt-read){background-color:#ffd54a;color:#000}";

thread_local! {
    /// Whether the page has the highlight's style.
    static STYLED: Cell<bool> = const { Cell::new(false) };
}

/// Marks `range` in place of what was marked before; nothing, where there is none.
pub(super) fn show(window: &Window, document: &Document, range: Option<&Range>) {
    if by_highlight(window, document, range).is_ok() {
        return;
    }
    if let Some(selection) = window.get_selection().ok().flatten() {
        // A page that refuses a selection is read without.
        let _ = selection.remove_all_ranges();
        let _ = range.map(|range| selection.add_range(range));
    }
}

/// The CSS Custom Highlight API (browsers since 2022 to 2025). Errors: the browser lacks it.
fn by_highlight(window: &Window, document: &Document, range: Option<&Range>) -> Result<(), JsValue> {
    let css = Reflect::get(window, &"CSS".into())?;
    // It has `set` and `delete` as a map has.
    let registry: Map =
        Reflect::get(&css, &"highlights".into())?.dyn_into::<js_sys::Object>()?.unchecked_into();
    let Some(range) = range else {
        registry.delete(&NAME.into());
        return Ok(());
    };
    let constructor: Function = Reflect::get(window, &"Highlight".into())?.dyn_into()?;
    let highlight = Reflect::construct(&constructor, &Array::of1(range))?;
    if !STYLED.get() {
        let sheet = CssStyleSheet::new()?;
        sheet.replace_sync(STYLE)?;
        Reflect::get(document, &"adoptedStyleSheets".into())?.dyn_into::<Array>()?.push(&sheet);
        STYLED.set(true);
    }
    registry.set(&NAME.into(), &highlight);
    Ok(())
}
