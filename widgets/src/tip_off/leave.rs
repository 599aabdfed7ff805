//! The quick way out: the page is wiped, its place in the history taken by a neutral one.

use super::thrice::Thrice;
use crate::device::Device;
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{Document, KeyboardEvent, Window};
use yew::Callback;

/// How long the history may take to go back, in milliseconds, before it is not waited for.
const HISTORY_MS: u32 = 150;

/// Listens for the button and for Shift, three times. Dropped to stop it.
pub(super) struct WaysOut(#[expect(dead_code, reason = "held to be dropped")] Vec<EventListener>);

impl WaysOut {
    /// Calls `leave` when somebody wants to leave.
    pub(super) fn new(document: &Document, device: &Device, leave: &Callback<()>) -> Self {
        let mut ways = Vec::new();
        if let Some(button) = document.query_selector(".exit").ok().flatten() {
            let leave = leave.clone();
            let options = EventListenerOptions::enable_prevent_default();
            ways.push(EventListener::new_with_options(&button, "click", options, move |event| {
                event.prevent_default();
                leave.emit(());
            }));
            // Now the keys may be told of.
            let _ = button.set_attribute("data-keys", "");
        }
        let (leave, now, thrice) = (leave.clone(), device.now, RefCell::new(Thrice::default()));
        ways.push(EventListener::new(document, "keydown", move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>().filter(|event| !event.repeat()) else {
                return;
            };
            let third = thrice.try_borrow_mut().is_ok_and(|mut thrice| thrice.press(&event.key(), now()));
            if third {
                leave.emit(());
            }
        }));
        Self(ways)
    }
}

/// Wipes the page and leaves it for `exit`. `depth` is how many places in the history are this page's own besides the
/// first: they are gone back over, so that the browser's Back does not lead here.
pub(super) fn leave(exit: &str, leaving: &str, depth: u32) {
    let Some(window) = web_sys::window() else { return };
    if let Some(document) = window.document() {
        document.set_title(leaving);
        if let Some(body) = document.body() {
            body.set_text_content(Some(leaving));
        }
    }
    let back = i32::try_from(depth).unwrap_or(0);
    let history = window.history().ok().filter(|_| back > 0);
    let (Some(history), to) = (history, exit.to_owned()) else { return replace(&window, exit) };
    // Whichever comes first; the page is gone after it, and these with it.
    let (here, there) = (window.clone(), to.clone());
    EventListener::once(&window, "popstate", move |_| replace(&here, &there)).forget();
    let here = window.clone();
    Timeout::new(HISTORY_MS, move || replace(&here, &to)).forget();
    if history.go_with_delta(-back).is_err() {
        replace(&window, exit);
    }
}

/// Out of the frame too; where the portal's sandbox forbids that, at least out of this page.
fn replace(window: &Window, exit: &str) {
    let top = window.top().ok().flatten();
    let left = top.is_some_and(|top| top.location().replace(exit).is_ok());
    if !left {
        // Nothing is left on the page, whatever comes of it.
        let _ = window.location().replace(exit);
    }
}
