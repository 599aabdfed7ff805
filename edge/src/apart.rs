//! Code that an isolate's first answer does not wait for: the runtime compiles a function when it is first called, whole.

use futures_util::future::LocalBoxFuture;
use std::{future::Future, hint::black_box};

/// `work` as a future by itself, of which nothing becomes part of the function that waits for it.
pub(crate) fn apart<'a, T>(work: impl Future<Output = T> + 'a) -> LocalBoxFuture<'a, T> {
    // The optimiser sees through a box alone.
    black_box(Box::pin(work))
}
