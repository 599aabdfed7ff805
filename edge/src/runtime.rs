//! The clock and the source of randomness that are passed into everything else.

use crate::{chance::Fraction, mailbox::accept::Draw};
use tt_contract::time::Millis;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues, catch)]
    fn get_random_values(bytes: &mut [u8]) -> Result<JsValue, JsValue>;
}

/// The random source failed. Nothing can be made safely then.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NoRandom;

/// The moment.
pub(crate) fn now() -> Millis {
    #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds until the year 275760")]
    Millis(js_sys::Date::now() as i64)
}

/// Fresh bytes of the runtime's cryptographic source. Errors: [`NoRandom`].
pub(crate) fn random<const N: usize>() -> Result<[u8; N], NoRandom> {
    let mut bytes = [0; N];
    get_random_values(&mut bytes).map(|_| bytes).map_err(|_| NoRandom)
}

/// A fresh fraction. Errors: [`NoRandom`].
pub(crate) fn fraction() -> Result<Fraction, NoRandom> {
    random().map(|bytes| Fraction(u32::from_le_bytes(bytes)))
}

/// What accepting one rating draws. Errors: [`NoRandom`].
pub(crate) fn draw() -> Result<Draw, NoRandom> {
    Ok(Draw { event: random()?, release: fraction()? })
}

/// How often this program was started anew after a panic or a trap, since the isolate is there: `entry.js` does it, the `worker` crate
/// counts the starts.
pub(crate) fn restarts() -> u32 {
    let state = js_sys::Reflect::get(&js_sys::global(), &"__worker_init_state".into());
    let starts = state.and_then(|state| js_sys::Reflect::get(&state, &"instanceId".into()));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small whole number")]
    let starts = starts.ok().and_then(|starts| starts.as_f64()).map_or(0, |starts| starts as u32);
    starts.saturating_sub(1)
}
