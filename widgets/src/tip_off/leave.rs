//! The quick way out: the page is wiped, and its places in the history lead to a neutral one. Whoever leaves in another way leaves
//! nothing behind either.

use super::{Vault, thrice::Thrice};
use crate::device::Device;
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, KeyboardEvent, Window};
use yew::Callback;

/// How long the history may take to go over the page's places, in milliseconds, before it is not waited for. Nothing is on the
/// screen meanwhile.
const HISTORY_MS: u32 = 500;

/// Listens for the button, for Shift, three times, and for the page being left. Dropped to stop it.
pub(super) struct WaysOut(#[expect(dead_code, reason = "held to be dropped")] Vec<EventListener>);

impl WaysOut {
    /// Calls `leave` when somebody wants to leave. A page that is left is wiped, the `vault` too: a browser may keep it whole, and
    /// show it again to whoever goes back. It is then loaded anew.
    pub(super) fn new(
        document: &Document,
        device: &Device,
        leaving: &'static str,
        vault: Option<&Rc<dyn Vault>>,
        leave: &Callback<()>,
    ) -> Self {
        let mut ways = Vec::new();
        if let Some(window) = web_sys::window() {
            let vault = vault.cloned();
            ways.push(EventListener::new(&window.clone(), "pagehide", move |_| {
                wipe(&window, leaving);
                if let Some(vault) = &vault {
                    vault.wipe();
                }
                let here = window.clone();
                // Refused nowhere: a page may always load itself anew.
                EventListener::once(&window, "pageshow", move |_| drop(here.location().reload())).forget();
            }));
        }
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

/// Wipes the page and leaves it for `exit`. Of its places in the history, `depth` before this one and `ahead` after it, each leads to
/// `exit` from then on: neither Back nor Forward comes to the form.
pub(super) fn leave(exit: &str, leaving: &str, depth: u32, ahead: u32) {
    let Some(window) = web_sys::window() else { return };
    wipe(&window, leaving);
    let (here, to, places) = (window.clone(), exit.to_owned(), depth.saturating_add(ahead));
    if places > 0 {
        // The page is gone after it, and it with the page.
        Timeout::new(HISTORY_MS, move || replace(&here, &to)).forget();
    }
    let to = exit.to_owned();
    match i32::try_from(ahead) {
        Ok(ahead) if ahead > 0 => go(window, ahead, move |window| pave(window, to, places)),
        _ => pave(window, to, places),
    }
}

/// Leaves nothing on the page.
fn wipe(window: &Window, leaving: &str) {
    let Some(document) = window.document() else { return };
    document.set_title(leaving);
    if let Some(body) = document.body() {
        body.set_text_content(Some(leaving));
    }
}

/// Goes over `places` in the history before this one, and has each lead to `exit`; the first is where the page is left.
fn pave(window: Window, exit: String, places: u32) {
    if let Ok(history) = window.history() {
        // Refused only in a page without an origin.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&exit));
    }
    match places.checked_sub(1) {
        None => replace(&window, &exit),
        Some(left) => go(window, -1, move |window| pave(window, exit, left)),
    }
}

/// Goes through the history, and does `then` when it has come there.
fn go(window: Window, delta: i32, then: impl FnOnce(Window) + 'static) {
    let here = window.clone();
    EventListener::once(&window, "popstate", move |_| then(here)).forget();
    if let Ok(history) = window.history() {
        // Refused only to a page that is no longer shown.
        let _ = history.go_with_delta(delta);
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
