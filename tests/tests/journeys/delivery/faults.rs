//! Answers that are none.

use super::{deliveries, hook::Hook, push, until, world};
use anyhow::Result;
use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header::LOCATION},
};
use demo::ports;
use futures_util::stream;
use serde_json::json;
use std::{convert::Infallible, future::ready, time::Duration};
use tests::{
    untrusted::Untrusted,
    world::{Form, UNIT},
};
use tokio::time::sleep;
use tt_contract::deliveries::{DeliveryError, State};

/// What is said of an endpoint that was tried once.
async fn error_at(url: &str) -> Result<DeliveryError> {
    let world = world(&json!([push("main", url)]))?;
    assert_eq!(world.rate(&Form::new(4)?).await?.status(), 202);
    let at = until(&world, |at| at.last_error.is_some()).await?;
    assert_eq!((at.waiting, at.held, at.delivered), (1, 0, 0), "{at:?}");
    let error = at.last_error.unwrap_or(DeliveryError::NoSecret);
    assert!(world.stack.edge.log().contains(&format!(r#""outcome":"{}""#, error.code())));
    Ok(error)
}

#[tokio::test]
async fn a_redirect_is_not_followed() -> Result<()> {
    let hook = Hook::new(|_| {
        let headers = HeaderMap::from_iter([(LOCATION, HeaderValue::from_static("/elsewhere"))]);
        ready((StatusCode::TEMPORARY_REDIRECT, headers))
    })?;
    assert_eq!(error_at(&hook.url()).await?, DeliveryError::Redirect { status: 307 });
    // Each call was a try of its own: the address it points to has the same answer, and would be called without end.
    assert!(hook.calls().len() < 10);
    Ok(())
}

#[tokio::test]
async fn a_success_that_goes_on_without_end_is_none() -> Result<()> {
    let endless =
        || Body::from_stream(stream::repeat(Ok::<_, Infallible>(Bytes::from_static(&[b'x'; 4096]))));
    let hook = Hook::new(move |_| ready((StatusCode::OK, endless())))?;
    assert_eq!(error_at(&hook.url()).await?, DeliveryError::TooLarge);
    Ok(())
}

#[tokio::test]
async fn a_success_that_drips_is_late() -> Result<()> {
    let dripping = || {
        Body::from_stream(stream::unfold((), async |()| {
            sleep(Duration::from_millis(300)).await;
            Some((Ok::<_, Infallible>(Bytes::from_static(b".")), ()))
        }))
    };
    let hook = Hook::new(move |_| ready((StatusCode::OK, dripping())))?;
    assert_eq!(error_at(&hook.url()).await?, DeliveryError::Late);
    Ok(())
}

#[tokio::test]
async fn a_short_word_with_a_success_is_a_success() -> Result<()> {
    let hook = Hook::new(|_| ready((StatusCode::CREATED, "đã nhận")))?;
    let world = world(&json!([push("main", &hook.url())]))?;
    assert_eq!(world.rate(&Form::new(4)?).await?.status(), 202);
    let at = until(&world, |at| at.delivered == 1).await?;
    assert_eq!((at.state, at.waiting, at.last_error, at.oldest), (State::Open, 0, None, None));
    Ok(())
}

#[tokio::test]
async fn where_nobody_listens_it_is_unreachable() -> Result<()> {
    assert_eq!(error_at(&format!("http://{}/in", ports::free()?)).await?, DeliveryError::Unreachable);
    assert_eq!(error_at(&format!("https://{}/in", ports::free()?)).await?, DeliveryError::Unreachable);
    Ok(())
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_told_apart() -> Result<()> {
    let server = Untrusted::start()?;
    assert_eq!(error_at(&format!("{}/in", server.url)).await?, DeliveryError::Tls);
    Ok(())
}

#[tokio::test]
async fn without_its_secret_nothing_is_sent_and_somebody_is_told() -> Result<()> {
    let hook = Hook::new(|_| ready(StatusCode::OK))?;
    let endpoint = json!({ "name": "main", "url": hook.url(), "secrets": ["NO_SUCH_SECRET"] });
    let world = world(&json!([endpoint]))?;
    assert_eq!(world.rate(&Form::new(4)?).await?.status(), 202);
    let at = until(&world, |at| at.last_error == Some(DeliveryError::NoSecret)).await?;
    assert!(matches!(at.state, State::Resting { .. }) && hook.calls().is_empty());
    Ok(())
}

#[tokio::test]
async fn what_is_not_released_shows_nowhere() -> Result<()> {
    let hook = Hook::new(|_| ready(StatusCode::OK))?;
    let url = hook.url();
    let world = tests::world::World::with(|options| {
        for (unit, over) in &mut options.overrides {
            if unit.as_str() == UNIT {
                over.release_delay_s = Some(3_600);
                over.endpoints = serde_json::from_value(json!([url])).unwrap_or_default();
            }
        }
    })?;
    let before = deliveries(&world).await?;
    assert_eq!(before.endpoints.len(), 1);
    for level in 1..=5 {
        assert_eq!(world.rate(&Form::new(level)?).await?.status(), 202);
    }
    // One in an hour may well be due at once: a look at the numbers and at what came must agree.
    let after = deliveries(&world).await?;
    let came = u64::try_from(hook.calls().len())?;
    assert!(after.endpoints[0].waiting + after.endpoints[0].delivered <= came + 1, "{after:?}");
    Ok(())
}
