//! What a unit's own systems ask of its deliveries, with its bearer token. No answer carries a CORS header: a page has no
//! business here.

use crate::{ask::Ask, body, limit::RETRY_BYTES, mailbox::client, reply::Reply, route::DeliveryRoute, token};
use serde::Serialize;
use tt_contract::{
    deliveries::{Cursor, Retry},
    fault::{Fault, Kind},
    problem::Problem,
    unit::Unit,
};
use worker::Env;

/// Answers. Errors: [`Problem`].
pub(crate) async fn answer(
    route: DeliveryRoute,
    ask: &Ask,
    env: &Env,
    unit: &Unit,
) -> Result<Reply, Problem> {
    token::authorize(ask, env, unit)?;
    match route {
        DeliveryRoute::State => said(200, &client::deliveries(env, &unit.id).await?),
        DeliveryRoute::Retry => {
            let retry = read(&body::read(ask.request(), RETRY_BYTES).await?)?;
            said(202, &client::retry(env, &unit.id, &retry).await?)
        }
        DeliveryRoute::Fetch => {
            let after = cursor(ask.address().parameter("after").as_deref())?;
            Ok(Reply::json(200, client::fetch(env, &unit.id, after).await?).cached("no-store"))
        }
    }
}

/// Reads what is to be sent again; nothing at all means everything. Errors: [`Problem::MalformedJson`],
/// [`Problem::InvalidSubmission`].
fn read(body: &[u8]) -> Result<Retry, Problem> {
    if body.is_empty() {
        return Ok(Retry::default());
    }
    let malformed = Problem::MalformedJson { pointer: "" };
    let value: serde_json::Value = serde_json::from_slice(body).map_err(|_| malformed.clone())?;
    let fields = value.as_object().ok_or(malformed)?;
    if fields.keys().any(|key| key != "endpoint" && key != "id") {
        return Err(Problem::invalid("", Kind::Unknown));
    }
    if fields.get("endpoint").is_some_and(|endpoint| !endpoint.is_string() && !endpoint.is_null()) {
        return Err(Problem::invalid("/endpoint", Kind::WrongType));
    }
    // What is left that can be wrong is the id.
    serde_json::from_value(value).map_err(|_| Problem::invalid("/id", Kind::Malformed))
}

/// Reads a cursor; none is the beginning. Errors: [`Problem::InvalidSubmission`].
fn cursor(after: Option<&str>) -> Result<Cursor, Problem> {
    let bad = |fault: Fault| Problem::invalid("/after", fault);
    after.filter(|after| !after.is_empty()).map_or(Ok(Cursor::default()), str::parse).map_err(bad)
}

fn said(status: u16, what: &impl Serialize) -> Result<Reply, Problem> {
    let json = serde_json::to_vec(what).map_err(|_| Problem::Internal)?;
    Ok(Reply::json(status, json).cached("no-store"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0b5e2c1e-6c0f-4d58-9c6e-3f1f4f6f5a01";

    fn refused<T: core::fmt::Debug>(read: Result<T, Problem>) -> (&'static str, Kind) {
        match read {
            Err(Problem::InvalidSubmission(bad)) => (bad[0].pointer, bad[0].code),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn everything_an_endpoint_or_an_event_is_sent_again() {
        for everything in ["", "{}", r#"{"endpoint":null,"id":null}"#] {
            assert_eq!(read(everything.as_bytes()), Ok(Retry::default()), "{everything}");
        }
        let one = read(format!(r#"{{"endpoint":"main","id":"{ID}"}}"#).as_bytes()).unwrap();
        assert_eq!((one.endpoint.as_deref(), one.id), (Some("main"), ID.parse().ok()));
    }

    #[test]
    fn whatever_else_is_refused() {
        for malformed in ["{", "[]", "1"] {
            assert_eq!(
                read(malformed.as_bytes()),
                Err(Problem::MalformedJson { pointer: "" }),
                "{malformed}"
            );
        }
        assert_eq!(refused(read(br#"{"all":true}"#)), ("", Kind::Unknown));
        assert_eq!(refused(read(br#"{"endpoint":1}"#)), ("/endpoint", Kind::WrongType));
        assert_eq!(refused(read(br#"{"id":"x"}"#)), ("/id", Kind::Malformed));
        assert_eq!(refused(cursor(Some("7"))), ("/after", Kind::Malformed));
        assert_eq!(cursor(None), Ok(Cursor::default()));
        assert_eq!(cursor(Some("p1f")), Ok(Cursor::of(31)));
    }
}
