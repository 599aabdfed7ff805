//! What the loader fetches when a widget is near: it takes the rendered HTML over where it stands.

mod device;
mod mount;

use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;
use yew::AppHandle;

/// Smaller than the standard library's allocator by 2.4 kB, brotli.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// A widget that lives. The loader ends it when its element has left the page.
#[wasm_bindgen]
pub struct Live(AppHandle<tt_widgets::Live>);

#[wasm_bindgen]
impl Live {
    /// Takes the widget down with its listeners and timers.
    pub fn destroy(self) {
        self.0.destroy();
    }
}

/// Hydrates the widget rendered in `root`. `tell` is called with an event's name (`sent`, `error`) and a cause;
/// `fresh_id` makes a submission id; `keep` is called with a key and, to change it, a text, applies a style that is kept
/// on the device to the whole page, and returns the text. Nothing is returned, and the HTML stays as it is, if `root` is
/// not a widget.
#[wasm_bindgen]
#[must_use]
pub fn hydrate(root: HtmlElement, tell: Function, fresh_id: Function, keep: Function) -> Option<Live> {
    mount::mount(root, tell, fresh_id, keep).map(Live)
}
