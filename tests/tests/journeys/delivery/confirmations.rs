//! Bodies of successes: which confirm a delivery, and what is said of those that do not.

use super::{deliveries, hook::Hook, push, world};
use anyhow::{Result, bail};
use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_util::stream;
use std::{future::ready, io};
use tests::world::{Form, PATIENCE};
use tokio::time::{Duration, Instant, sleep};
use tt_contract::deliveries::{DeliveryError, State};

fn answer(fields: &[(HeaderName, &'static str)], body: Body) -> Response {
    let headers = fields.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value)));
    (StatusCode::OK, headers.collect::<HeaderMap>(), body).into_response()
}

fn of_type(media: &'static str, body: &'static str) -> Response {
    answer(&[(header::CONTENT_TYPE, media)], Body::from(body))
}

fn labelled(coding: &'static str, body: Body) -> Response {
    answer(&[(header::CONTENT_ENCODING, coding)], body)
}

/// Chunked, without a chunk.
fn no_chunks() -> Body {
    Body::from_stream(stream::empty::<io::Result<Bytes>>())
}

/// Chunked, and broken off.
fn broken(first: &'static str) -> Body {
    let chunks = [Ok(Bytes::from_static(first.as_bytes())), Err(io::Error::other("broken off"))];
    Body::from_stream(stream::iter(chunks.into_iter().skip(usize::from(first.is_empty()))))
}

/// An answer, and what is said of it.
type Case = (fn() -> Response, Option<DeliveryError>);

/// Sends one rating to an endpoint for each case, and compares what becomes of it there.
async fn all(cases: &[Case]) -> Result<()> {
    let hooks =
        cases.iter().map(|&(answer, _)| Hook::new(move |_| ready(answer()))).collect::<Result<Vec<_>>>()?;
    let endpoints: Vec<_> =
        hooks.iter().enumerate().map(|(nth, hook)| push(&format!("e{nth}"), &hook.url())).collect();
    let world = world(&endpoints.into())?;
    assert_eq!(world.rate(&Form::new(4)?).await?.status(), 202);
    let deadline = Instant::now() + PATIENCE;
    let tried = loop {
        let tried = deliveries(&world).await?.endpoints;
        if tried.iter().all(|at| at.delivered > 0 || at.last_error.is_some()) {
            break tried;
        }
        if Instant::now() > deadline {
            bail!("{tried:#?}\n{}", world.stack.edge.log());
        }
        sleep(Duration::from_millis(50)).await;
    };
    for (at, (_, expected)) in tried.iter().zip(cases) {
        assert_eq!(at.last_error, *expected, "{at:?}");
        let (waiting, delivered) = if expected.is_none() { (0, 1) } else { (1, 0) };
        assert_eq!((at.waiting, at.held, at.delivered), (waiting, 0, delivered), "{at:?}");
        assert_eq!(at.state == State::Open, expected.is_none(), "{at:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_web_page_is_none_whatever_its_type() -> Result<()> {
    let page = Some(DeliveryError::WebPage);
    all(&[
        (|| of_type("text/html", "<!DOCTYPE html><title>Đăng nhập</title>"), page),
        (|| of_type("application/json", "\u{feff}\r\n <html\nlang=vi>"), page),
        (|| of_type("text/plain", "<h1>It works!</h1>"), page),
        (|| of_type("text/html", "<!-- maintenance -->"), page),
    ])
    .await
}

#[tokio::test]
async fn the_type_alone_is_no_web_page() -> Result<()> {
    all(&[
        (|| of_type("text/html; charset=utf-8", "ok"), None),
        (|| of_type("text/html", ""), None),
        (|| of_type("text/html", "{\"received\": true}"), None),
        (|| of_type("text/xml", "<?xml version=\"1.0\"?><ok/>"), None),
    ])
    .await
}

#[tokio::test]
async fn an_empty_body_is_whole_whatever_coding_it_names() -> Result<()> {
    all(&[
        (|| labelled("gzip", Body::empty()), None),
        (|| labelled("gzip", no_chunks()), None),
        (|| labelled("br", Body::empty()), None),
        (|| answer(&[], no_chunks()), None),
    ])
    .await
}

#[tokio::test]
async fn what_breaks_behind_the_status_is_never_called_tls() -> Result<()> {
    let lost = Some(DeliveryError::Unreachable);
    all(&[
        (|| labelled("gzip", Body::from("ok")), Some(DeliveryError::Unreadable)),
        (|| answer(&[], broken("o")), lost),
        (|| answer(&[], broken("")), lost),
        (|| labelled("gzip", broken("")), lost),
    ])
    .await
}

#[tokio::test]
async fn a_delivery_names_its_sender_and_what_it_takes() -> Result<()> {
    let hook = Hook::new(|_| ready(StatusCode::NO_CONTENT))?;
    let world = world(&serde_json::json!([push("main", &hook.url())]))?;
    assert_eq!(world.rate(&Form::new(4)?).await?.status(), 202);
    let calls = hook.until(|calls| !calls.is_empty()).await?;
    let agent = format!("tuong-tac/{}", env!("CARGO_PKG_VERSION"));
    assert_eq!(calls[0].headers["user-agent"], agent);
    assert!(calls[0].headers["accept"].to_str()?.starts_with("application/json"));
    Ok(())
}

#[tokio::test]
async fn what_a_web_page_answered_arrives_once_the_receiver_is_there() -> Result<()> {
    let hook = Hook::new(|nth| {
        let page = nth == 0;
        ready(if page {
            of_type("text/html", "<html><body>Bảo trì</body></html>")
        } else {
            "ok".into_response()
        })
    })?;
    let world = world(&serde_json::json!([push("main", &hook.url())]))?;
    assert_eq!(world.rate(&Form::new(4)?).await?.status(), 202);
    let at = super::until(&world, |at| at.delivered == 1).await?;
    assert_eq!((at.waiting, at.held, at.last_error), (0, 0, None));
    let calls = hook.calls();
    assert_eq!((calls.len(), calls[0].id() == calls[1].id()), (2, true));
    Ok(())
}
