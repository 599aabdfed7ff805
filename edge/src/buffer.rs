//! Buffers of JavaScript's heap that were copied from or into. They are given back at once: the collector does not count what lies
//! outside its heap for much, and lets tens of megabytes lie while a file passes through.

use js_sys::{ArrayBuffer, Promise, Uint8Array, futures::JsFuture};
use wasm_bindgen::{JsCast as _, JsValue};

/// In bytes: less is the collector's, as giving back a buffer takes a call, and a rating has a few.
const WORTH: u32 = 65_536;

/// Frees what `buffer` holds, if that is much; nobody may need it any more. Where the runtime cannot, the collector does it in its time.
pub(crate) fn give_back(buffer: &ArrayBuffer) {
    if buffer.byte_length() >= WORTH {
        buffer.transfer_with_length(0).ok();
    }
}

/// The bytes of `buffer`, which is given back.
pub(crate) fn take(buffer: &ArrayBuffer) -> Vec<u8> {
    let bytes = Uint8Array::new(buffer).to_vec();
    give_back(buffer);
    bytes
}

/// The bytes of a body, of which `array_buffer` is the promise. Errors: the body breaks off, or was read.
pub(crate) async fn whole(array_buffer: Result<Promise, JsValue>) -> Result<Vec<u8>, JsValue> {
    Ok(take(&JsFuture::from(array_buffer?).await?.unchecked_into()))
}
