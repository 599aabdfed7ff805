//! The browser's clock and randomness.

use js_sys::Function;
use std::rc::Rc;
use tt_contract::time::Millis;
use tt_widgets::device::Device;
use wasm_bindgen::JsValue;

/// The device this script runs on. `fresh_id` is the loader's, which makes the first id itself.
pub(crate) fn browser(fresh_id: Function) -> Device {
    let fresh_id =
        move || fresh_id.call0(&JsValue::NULL).ok().and_then(|id| id.as_string()).unwrap_or_default();
    Device { now, fresh_id: Rc::new(fresh_id) }
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are whole and far below 2^53")]
fn now() -> Millis {
    Millis(js_sys::Date::now() as i64)
}
