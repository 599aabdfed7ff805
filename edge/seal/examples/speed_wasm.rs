//! Sealing, as JavaScript calls it: for `speed` to measure.

#![cfg(target_arch = "wasm32")]

use sha2_of_age::{Digest as _, Sha256};
use tt_seal::FileSealer;
use wasm_bindgen::{JsError, prelude::wasm_bindgen};

/// A file on its way.
#[wasm_bindgen]
pub struct Sealer(FileSealer);

#[wasm_bindgen]
impl Sealer {
    /// Begins one.
    #[wasm_bindgen(constructor)]
    pub fn new(recipient: &str) -> Result<Self, JsError> {
        Ok(Self(FileSealer::new(&[recipient.parse()?], false)?))
    }

    /// Takes a piece: what is sealed of the file by now, if that fills a chunk.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Option<Vec<u8>>, JsError> {
        self.0.push(bytes)?;
        Ok(self.0.take_chunk())
    }

    /// Ends it: how long it is, sealed.
    pub fn finish(self) -> Result<f64, JsError> {
        let (_, sealed) = self.0.finish()?;
        #[expect(clippy::cast_precision_loss, reason = "26 million at most")]
        Ok(sealed.sealed_size as f64)
    }
}

/// What of the sealing is hashing, which age by itself does not do.
#[wasm_bindgen]
pub struct Hasher(Sha256);

#[wasm_bindgen]
impl Hasher {
    /// Begins a hash.
    #[wasm_bindgen(constructor)]
    #[expect(clippy::new_without_default, reason = "JavaScript has no default")]
    pub fn new() -> Self {
        Self(Sha256::new())
    }

    /// Takes a piece.
    pub fn push(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Ends it: its first byte, so that it is done.
    pub fn finish(self) -> Option<u8> {
        self.0.finalize().first().copied()
    }
}
