//! Bodies as a network brings them, for tests: in pieces, of which no two are there at once.

use futures_util::{FutureExt as _, Stream, stream};
use std::{future::Future, task::Poll};
use tt_contract::problem::Problem;

/// The type of a form whose parts `--x` separates.
pub(super) const TYPE: &str = "multipart/form-data; boundary=x";

/// `body` in pieces of `step` bytes.
pub(super) fn body(body: &[u8], step: usize) -> impl Stream<Item = Result<Vec<u8>, Problem>> + use<> {
    let pieces: Vec<_> = body.chunks(step.max(1)).map(|piece| Ok(piece.to_vec())).collect();
    stream::unfold(pieces.into_iter(), async |mut pieces| {
        let mut waited = false;
        futures_util::future::poll_fn(|context| {
            if waited {
                return Poll::Ready(());
            }
            waited = true;
            context.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
        pieces.next().map(|piece| (piece, pieces))
    })
}

/// What comes of reading one.
pub(super) fn run<T>(reading: impl Future<Output = T>) -> T {
    let mut reading = Box::pin(reading);
    loop {
        if let Some(done) = (&mut reading).now_or_never() {
            return done;
        }
    }
}
