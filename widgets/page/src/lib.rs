//! What brings a page of the tip-off to life: its component, and the way to the vault, a thread that seals and sends. The form and,
//! with the feature `comeback`, the return page.

mod device;
mod thread;

use js_sys::Function;
use std::rc::Rc;
use thread::Thread;
use tt_widgets::Live;
#[cfg(not(feature = "comeback"))]
use tt_widgets::tip_off::seed;
#[cfg(feature = "comeback")]
use tt_widgets::tip_off::seed_comeback as seed;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;
use yew::Renderer;

/// Smaller than the standard library's allocator by 2.4 kB, brotli.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Hydrates the forms in `root`. `start` starts the vault and promises its thread; `random` gives 16 bytes of a cryptographic
/// source. Where `root` is no such form, or does not say whom to seal for, it stays what it is without script.
#[wasm_bindgen]
pub fn hydrate(root: HtmlElement, start: Function, random: Function) {
    let Some(thread) = Thread::of(&root, start) else { return };
    if let Some(seed) = seed(&root, Rc::new(thread), device::browser(random)) {
        Renderer::<Live>::with_root_and_props(root.into(), seed).hydrate();
    }
}
