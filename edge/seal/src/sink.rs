//! Where a file's sealed bytes gather until they are taken.

use std::{
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// How much more than a chunk may be there, in bytes, before it is taken: a chunk of age's.
const SLACK: usize = 66_000;

/// A buffer with two handles: age writes into one and does not give it back until the end, chunks are taken from the other.
#[derive(Clone, Default)]
pub(crate) struct Sink(Arc<Mutex<Vec<u8>>>);

impl Sink {
    fn bytes(&self) -> MutexGuard<'_, Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The first `length` bytes, if there are that many.
    pub(crate) fn take(&self, length: usize) -> Option<Vec<u8>> {
        let mut bytes = self.bytes();
        if bytes.len() < length {
            return None;
        }
        // What comes next has room at once, and is not moved as it grows.
        let mut rest = Vec::with_capacity(length + SLACK);
        rest.extend(bytes.drain(length..));
        Some(core::mem::replace(&mut *bytes, rest))
    }

    /// All there is, if there is anything.
    pub(crate) fn rest(&self) -> Option<Vec<u8>> {
        let bytes = core::mem::take(&mut *self.bytes());
        (!bytes.is_empty()).then_some(bytes)
    }
}

impl io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
