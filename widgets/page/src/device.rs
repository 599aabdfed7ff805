//! The browser's clock and randomness.

use js_sys::{Function, Uint8Array};
use std::rc::Rc;
use tt_contract::{id::SubmissionId, time::Millis};
use tt_widgets::device::Device;
use wasm_bindgen::{JsCast, JsValue};

/// The device this script runs on. `random` gives 16 bytes.
pub(crate) fn browser(random: Function) -> Device {
    let fresh_id = move || {
        let drawn = random.call0(&JsValue::NULL).ok().and_then(|bytes| bytes.dyn_into::<Uint8Array>().ok());
        let bytes: Option<[u8; 16]> = drawn.and_then(|bytes| bytes.to_vec().try_into().ok());
        // Without randomness there is no id, and nothing is sent under none.
        bytes.map(|bytes| SubmissionId::from_random(bytes).to_string()).unwrap_or_default()
    };
    Device { now, fresh_id: Rc::new(fresh_id) }
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are whole and far below 2^53")]
fn now() -> Millis {
    Millis(js_sys::Date::now() as i64)
}
