//! What the loader fetches when a widget is near: it takes the rendered HTML over where it stands.

mod device;

use device::browser;
use js_sys::Function;
use tt_contract::lang::Lang;
use tt_widgets::{
    rating::{Props, Rating},
    submit::{Outcome, Reason},
};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, HtmlFormElement};
use yew::{AppHandle, Callback, Renderer};

/// Smaller than the standard library's allocator by 2.4 kB, brotli.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// A widget that lives. The loader ends it when its element has left the page.
#[wasm_bindgen]
pub struct Live(AppHandle<Rating>);

#[wasm_bindgen]
impl Live {
    /// Takes the widget down with its listeners and timers.
    pub fn destroy(self) {
        self.0.destroy();
    }
}

/// Hydrates the widget rendered in `root`. `tell` is called with an event's name (`sent`, `error`) and a cause;
/// `fresh_id` makes a submission id. Nothing is returned, and the HTML stays as it is, if `root` is not a widget.
#[wasm_bindgen]
#[must_use]
pub fn hydrate(root: HtmlElement, tell: Function, fresh_id: Function) -> Option<Live> {
    let data = root.dataset();
    let form: HtmlFormElement = root.query_selector("form").ok()??.dyn_into().ok()?;
    let lang: Lang = data.get("lang")?.parse().ok()?;
    let tell = move |outcome| {
        let (name, cause) = match outcome {
            Outcome::Kept => ("sent", ""),
            Outcome::Again(Reason::Unreachable) => ("error", "network"),
            Outcome::Again(Reason::Busy) => ("error", "busy"),
            Outcome::Refused => ("error", "refused"),
        };
        // A listener of the portal's that throws is the portal's affair.
        let _ = tell.call2(&JsValue::NULL, &name.into(), &cause.into());
    };
    let props = yew::props!(Props {
        unit: data.get("unit")?,
        lang,
        action: form.action(),
        device: browser(fresh_id),
        on_ended: Callback::from(tell),
    });
    Some(Live(Renderer::<Rating>::with_root_and_props(root.into(), props).hydrate()))
}
