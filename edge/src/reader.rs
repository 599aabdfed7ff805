//! A body's bytes as they come, through one buffer of JavaScript's heap (a BYOB reader of the Streams standard). Read without one, a
//! body comes in pieces of 4 KiB, each with buffer, view and promise of its own.

use crate::buffer;
use js_sys::{ArrayBuffer, Object, Promise, Reflect, Uint8Array, futures::JsFuture};
use wasm_bindgen::prelude::*;
use worker::web_sys::ReadableStream;

/// Most bytes that come at once.
const PIECE_BYTES: u32 = 64 * 1024;

#[wasm_bindgen]
extern "C" {
    type Raw;
    #[wasm_bindgen(method, catch, js_name = getReader)]
    fn get_reader(this: &Raw, options: &Object) -> Result<RawReader, JsValue>;

    type RawReader;
    #[wasm_bindgen(method, catch)]
    fn read(this: &RawReader, view: &Uint8Array) -> Result<Promise, JsValue>;

    type RawPiece;
    #[wasm_bindgen(method, getter)]
    fn done(this: &RawPiece) -> bool;
    #[wasm_bindgen(method, getter)]
    fn value(this: &RawPiece) -> Option<Uint8Array>;
}

/// A body that is being read.
pub(crate) struct Reader {
    raw: RawReader,
    /// While nothing is read; the runtime has it in between.
    buffer: Option<ArrayBuffer>,
}

impl Reader {
    /// Begins to read. Errors: it is being read already.
    pub(crate) fn of(stream: ReadableStream) -> Result<Self, JsValue> {
        let options = Object::new();
        Reflect::set(&options, &"mode".into(), &"byob".into())?;
        let raw = JsValue::from(stream).unchecked_into::<Raw>().get_reader(&options)?;
        Ok(Self { raw, buffer: Some(ArrayBuffer::new(PIECE_BYTES)) })
    }

    /// What has come, as soon as anything has; `None` at the end. Errors: the body breaks off; nothing more comes then.
    pub(crate) async fn next(&mut self) -> Result<Option<Vec<u8>>, JsValue> {
        let Some(buffer) = self.buffer.take() else { return Ok(None) };
        let read = self.raw.read(&Uint8Array::new(&buffer))?;
        let piece: RawPiece = JsFuture::from(read).await?.unchecked_into();
        let Some(value) = piece.value() else { return Ok(None) };
        self.buffer = Some(value.buffer());
        Ok((!piece.done()).then(|| value.to_vec()))
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if let Some(buffer) = &self.buffer {
            buffer::give_back(buffer);
        }
    }
}
