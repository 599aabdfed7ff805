//! The vault of the tip-off's return page: it opens replies besides.

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;

/// Smaller than the standard library's allocator by 2.4 kB, brotli.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// The vault, as the thread's script has it.
#[wasm_bindgen]
pub struct Vault(tt_vault::Vault);

#[wasm_bindgen]
impl Vault {
    /// A vault that tells `tell` what comes of what it is asked.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(tell: Function) -> Self {
        Self(tt_vault::Vault::new(tell))
    }

    /// Takes a message of the page.
    pub fn take(&self, message: Array) {
        self.0.take(&message, tt_vault::Vault::look);
    }

    /// The network is back.
    pub fn wake(&self) {
        self.0.wake();
    }
}
