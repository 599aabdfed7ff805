//! The vault: a thread of the tip-off's page that seals, uploads, sends and opens.
//!
//! What a citizen wrote leaves it as an age file or not at all: there is no other way out of [`send`] and [`upload`] than
//! through `tt-seal`, and an error there ends in a word to the page. The receipt is drawn here and told to the page once;
//! the edge gets what follows from it ([`tt_seal::lookup`]) and never the receipt.

mod held;
mod look;
mod net;
mod random;
mod retry;
mod send;
mod upload;
mod work;

use crate::held::Held;
use js_sys::{Array, Function};
use std::rc::Rc;
use tt_widgets::tip_off::{Event, Reason, wire::Ask};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

/// Smaller than the standard library's allocator by 2.4 kB, brotli.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// The vault of a page.
#[wasm_bindgen]
pub struct Vault(Rc<Held>);

#[wasm_bindgen]
impl Vault {
    /// A vault that tells `tell` rows of [`tt_widgets::tip_off::wire`].
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(tell: Function) -> Self {
        Self(Held::new(tell))
    }

    /// Takes what the page asks: an array of a row and, where one is attached, a file.
    pub fn take(&self, message: Array) {
        let row: Vec<String> =
            Array::from(&message.get(0)).iter().filter_map(|text| text.as_string()).collect();
        let held = Rc::clone(&self.0);
        match Ask::of_row(&row) {
            Some(Ask::Begin(unit)) => held.begin(unit),
            Some(Ask::Prepare) => held.prepare(),
            Some(Ask::Attach { id, originals }) => {
                // No test by `instanceof`: whoever asks is the page itself, and a browser may know it as a `Blob` only.
                upload::attach(&held, id, message.get(1).unchecked_into::<File>(), originals);
            }
            Some(Ask::Cancel(id)) => held.cancel(id),
            Some(Ask::Send(draft)) => spawn_local(async move { send::tip(&held, draft).await }),
            Some(Ask::Look(receipt)) => spawn_local(async move { look::look(&held, receipt).await }),
            Some(Ask::Write(receipt, message)) => {
                spawn_local(async move { send::message(&held, receipt, message).await });
            }
            None => held.tell(&Event::Failed(Reason::Vault)),
        }
    }

    /// The network is back: whoever waits for it goes on.
    pub fn wake(&self) {
        self.0.net.wake();
    }
}
