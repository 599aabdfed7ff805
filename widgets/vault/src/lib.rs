//! The vault: a thread of the tip-off's page that seals, uploads, sends and opens.
//!
//! What a citizen wrote leaves it as an age file or not at all: there is no other way out of `send` and `upload` than
//! through `tt-seal`, and an error there ends in a word to the page. The receipt is drawn here and told to the page once;
//! the edge gets what follows from it ([`tt_seal::lookup`]) and never the receipt.
//!
//! Two modules are made of it: `tt-sealer` for the form, and `tt-opener` for the return page, which opens replies as well
//! and is more than twice as large.

mod held;
mod look;
mod net;
mod random;
mod retry;
mod send;
mod upload;
mod work;

use held::Held;
use js_sys::{Array, Function};
use std::rc::Rc;
use tt_contract::tip::Receipt;
use tt_widgets::tip_off::{Event, Reason, wire::Ask};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

/// The vault of a page.
pub struct Vault(Rc<Held>);

impl Vault {
    /// A vault that tells `tell` rows of [`tt_widgets::tip_off::wire`].
    #[must_use]
    pub fn new(tell: Function) -> Self {
        Self(Held::new(tell))
    }

    /// Takes what the page asks: an array of a row and, where one is attached, a file. To look at a timeline is left to
    /// `look`: a module has in it only what it is given.
    pub fn take(&self, message: &Array, look: impl FnOnce(&Self, Receipt)) {
        let row: Vec<String> =
            Array::from(&message.get(0)).iter().filter_map(|text| text.as_string()).collect();
        let held = Rc::clone(&self.0);
        match Ask::of_row(&row) {
            Some(Ask::Begin(unit)) => held.begin(*unit),
            Some(Ask::Prepare) => held.prepare(),
            Some(Ask::Attach { id, originals }) => {
                // No test by `instanceof`: whoever asks is the page itself.
                upload::attach(&held, id, message.get(1).unchecked_into::<File>(), originals);
            }
            Some(Ask::Cancel(id)) => held.cancel(id),
            Some(Ask::Send(draft)) => spawn_local(async move { send::tip(&held, draft).await }),
            Some(Ask::Look(receipt)) => look(self, receipt),
            Some(Ask::Write(receipt, message)) => {
                spawn_local(async move { send::message(&held, receipt, message).await });
            }
            None => self.cannot(),
        }
    }

    /// Asks for the timeline of a tip and opens what is sealed in it.
    pub fn look(&self, receipt: Receipt) {
        let held = Rc::clone(&self.0);
        spawn_local(async move { look::look(&held, receipt).await });
    }

    /// Tells that what was asked cannot be done here.
    pub fn cannot(&self) {
        self.0.tell(&Event::Failed(Reason::Vault));
    }

    /// The network is back: whoever waits for it goes on.
    pub fn wake(&self) {
        self.0.net.wake();
    }
}
