//! Reads a request's body, and keeps no byte beyond a limit.

use crate::{
    buffer,
    limit::{BODY_PATIENCE, BODY_STALLED, Flow, HEARD_OUT_BYTES},
    reader::Reader,
    runtime,
};
use futures_util::{
    Stream, StreamExt as _,
    future::{Either, select},
};
use std::pin::pin;
use tt_contract::problem::Problem;
use worker::{Delay, web_sys::Request};

/// The body, if it is at most `limit` bytes long. Errors: [`Problem::TooLarge`]; [`Problem::Incomplete`] where the
/// body breaks off or takes too long.
pub(crate) async fn read(request: &Request, limit: usize) -> Result<Vec<u8>, Problem> {
    let declared = request.headers().get("Content-Length").ok().flatten();
    if declared.as_ref().is_some_and(|length| is_above(length, HEARD_OUT_BYTES)) {
        return Err(Problem::TooLarge { limit });
    }
    let receiving = async {
        // HTTP brings no more than was declared, so that all of it can be taken at once, which costs far less.
        if declared.and_then(|length| length.parse().ok()).is_some_and(|length: usize| length <= limit) {
            return buffer::whole(request.array_buffer()).await.map_err(|_| BROKEN);
        }
        let Some(stream) = request.body() else { return Ok(Vec::new()) };
        receive(Reader::of(stream).map_err(|_| BROKEN)?, limit).await
    };
    match select(pin!(receiving), Delay::from(BODY_PATIENCE)).await {
        Either::Left((body, _)) => body,
        Either::Right(_) => Err(BROKEN),
    }
}

/// The body as it comes. Errors: [`Problem::Incomplete`] where it breaks off, stalls, or comes so slowly that it only holds the
/// connection ([`Flow`]).
pub(crate) fn stream(request: &Request) -> impl Stream<Item = Result<Vec<u8>, Problem>> + use<> {
    let coming = request.body().map(|body| (Reader::of(body), Flow::new(runtime::now())));
    futures_util::stream::unfold(coming, async |coming| {
        let (Ok(mut reader), mut flow) = coming? else { return Some((Err(BROKEN), None)) };
        let next = match select(pin!(reader.next()), Delay::from(BODY_STALLED)).await {
            Either::Left((next, _)) => next.ok(),
            Either::Right(_) => None,
        };
        match next {
            Some(Some(bytes)) if flow.brings(bytes.len(), runtime::now()) => {
                Some((Ok(bytes), Some((Ok(reader), flow))))
            }
            Some(None) => None,
            _ => Some((Err(BROKEN), None)),
        }
    })
}

/// A body of at most `limit` bytes that may come slowly. Errors: as [`read`].
pub(crate) async fn read_slowly(request: &Request, limit: usize) -> Result<Vec<u8>, Problem> {
    let declared = request.headers().get("Content-Length").ok().flatten();
    if declared.is_some_and(|length| is_above(&length, HEARD_OUT_BYTES)) {
        return Err(Problem::TooLarge { limit });
    }
    collect(stream(request), limit).await
}

/// Only the connection can break, or stall.
const BROKEN: Problem = Problem::Incomplete { retry_after_s: 1 };

async fn receive(reader: Reader, limit: usize) -> Result<Vec<u8>, Problem> {
    let pieces = futures_util::stream::try_unfold(reader, async |mut reader| {
        let piece = reader.next().await.map_err(|_| BROKEN)?;
        Ok(piece.map(|piece| (piece, reader)))
    });
    collect(pieces, limit).await
}

async fn collect(
    stream: impl Stream<Item = Result<Vec<u8>, Problem>>,
    limit: usize,
) -> Result<Vec<u8>, Problem> {
    let mut stream = pin!(stream);
    let (mut body, mut length) = (Vec::new(), 0);
    while let Some(chunk) = stream.next().await {
        let chunk = chunk?;
        length += chunk.len();
        if length <= limit {
            body.extend_from_slice(&chunk);
        } else if length > HEARD_OUT_BYTES {
            break;
        }
    }
    if length > limit { Err(Problem::TooLarge { limit }) } else { Ok(body) }
}

fn is_above(length: &str, limit: usize) -> bool {
    // More digits than fit are more bytes than fit.
    length.parse::<u64>().is_ok_and(|length| length > limit as u64) || length.len() > 19
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declared_length_is_believed_when_it_is_too_much() {
        assert!(is_above("10485760", 16_384) && is_above("99999999999999999999999", 16_384));
        assert!(!is_above("16384", 16_384) && !is_above("nonsense", 16_384));
    }
}
