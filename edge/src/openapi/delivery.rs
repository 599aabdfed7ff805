//! The part of the description that is the deliveries'.

use super::{problem_responses, query, reference, unit};
use serde_json::{Map, Value, json};
use tt_contract::{
    deliveries::{DeliveryError, HELD_SHOWN, State},
    event::RATING_BATCH,
    limits::{ENDPOINT_NAME_BYTES, PULLED_EVENTS, RATINGS_PER_BATCH},
};

/// The addresses.
pub(super) fn paths() -> Map<String, Value> {
    let of_unit = |method: &str, operation: Value| json!({ "parameters": [unit()], method: operation });
    [
        ("/v1/units/{unit}/deliveries", of_unit("get", state())),
        ("/v1/units/{unit}/deliveries/retry", of_unit("post", retry())),
        ("/v1/units/{unit}/submissions", of_unit("get", fetch())),
    ]
    .into_iter()
    .map(|(path, item)| (path.to_owned(), item))
    .collect()
}

/// What is delivered.
pub(super) fn webhooks() -> Map<String, Value> {
    let batch = json!({ "post": {
        "summary": format!(
            "Up to {RATINGS_PER_BATCH} ratings at once, for a unit that chose so; repeated under the same id, with the same content, \
             until it is confirmed. Each event in it has an id of its own, by which it is known. One that is refused to the end is taken \
             apart: each of its events comes alone."
        ),
        "requestBody": { "content": { "application/json": { "schema": reference("RatingBatch") } } },
        "responses": { "2XX": { "description": "The unit has them all." } }
    } });
    [(RATING_BATCH.to_owned(), batch)].into_iter().collect()
}

/// The schemas.
pub(super) fn schemas() -> Map<String, Value> {
    let (text, count) = (json!({ "type": "string" }), json!({ "type": "integer", "minimum": 0 }));
    let id = json!({ "type": "string", "format": "uuid" });
    let hour = json!({ "type": "string", "format": "date-time", "description": "The hour." });
    let state = json!({ "enum": states().map(State::name) });
    let endpoint = json!({
        "type": "object", "required": ["name", "state", "waiting", "held", "delivered"],
        "properties": {
            "name": text, "state": state, "waiting": count, "held": count, "delivered": count, "oldest": hour,
            "retry_after_s": { "type": "integer", "description": "Of one that rests." },
            "reason": reference("DeliveryError"), "last_error": reference("DeliveryError"),
            "held_events": { "type": "array", "maxItems": HELD_SHOWN, "items": {
                "type": "object", "required": ["id", "error"],
                "properties": { "id": id, "error": reference("DeliveryError") }
            } }
        }
    });
    let schemas = json!({
        "Deliveries": {
            "type": "object", "required": ["endpoints"],
            "properties": { "endpoints": { "type": "array", "items": endpoint } }
        },
        "DeliveryError": {
            "type": "object", "required": ["code"],
            "properties": {
                "code": { "enum": errors().map(DeliveryError::code) }, "status": { "type": "integer" }
            }
        },
        "RatingBatch": {
            "type": "object", "required": ["type", "timestamp", "data"],
            "properties": {
                "type": { "const": RATING_BATCH }, "timestamp": hour,
                "data": {
                    "type": "object", "required": ["id", "unit", "events"],
                    "properties": { "id": id, "unit": text, "events": {
                        "type": "array", "minItems": 1, "maxItems": RATINGS_PER_BATCH,
                        "items": reference("RatingCreated")
                    } }
                }
            }
        }
    });
    schemas.as_object().cloned().unwrap_or_default()
}

/// One of each.
fn states() -> [State; 3] {
    [State::Open, State::Resting { retry_after_s: 0 }, State::Held { reason: DeliveryError::Late }]
}

/// One of each.
fn errors() -> [DeliveryError; 10] {
    [
        DeliveryError::Status { status: 0 },
        DeliveryError::Redirect { status: 0 },
        DeliveryError::Late,
        DeliveryError::Unreachable,
        DeliveryError::Tls,
        DeliveryError::TooLarge,
        DeliveryError::WebPage,
        DeliveryError::Unreadable,
        DeliveryError::NoSecret,
        DeliveryError::NoEndpoint,
    ]
}

fn state() -> Value {
    let mut responses = problem_responses(&[401, 404, 500, 503]);
    responses["200"] = json!({ "description": "The unit's endpoints.",
        "content": { "application/json": { "schema": reference("Deliveries") } } });
    json!({
        "summary": "How the unit's deliveries stand. Ratings that are not released yet are in no number.",
        "security": [{ "unit": [] }], "responses": responses
    })
}

fn retry() -> Value {
    let mut responses = problem_responses(&[400, 401, 404, 413, 422, 500, 503]);
    responses["202"] = json!({ "description": "How many events are sent again.", "content": { "application/json": {
        "schema": { "type": "object", "required": ["events"], "properties": { "events": { "type": "integer" } } }
    } } });
    json!({
        "summary": "Sends again what is held: everything, what is at one endpoint, or one event.",
        "security": [{ "unit": [] }],
        "requestBody": { "content": { "application/json": { "schema": {
            "type": "object", "additionalProperties": false,
            "properties": {
                "endpoint": { "type": ["string", "null"], "maxLength": ENDPOINT_NAME_BYTES },
                "id": { "type": ["string", "null"], "format": "uuid" }
            }
        } } } },
        "responses": responses
    })
}

fn fetch() -> Value {
    let mut responses = problem_responses(&[401, 404, 422, 500, 503]);
    responses["200"] = json!({
        "description": "Events, as a webhook would bring them, and the cursor behind them.",
        "content": { "application/json": { "schema": {
            "type": "object", "required": ["events", "next"],
            "properties": {
                "events": { "type": "array", "maxItems": PULLED_EVENTS, "items": { "type": "object" } },
                "next": { "type": "string" }
            }
        } } }
    });
    json!({
        "summary": "What a unit fetches that has an endpoint with `pull = true`: in order, at least once.",
        "description": "What is before `after` is acknowledged, and is not given again. Without it everything that is not \
            acknowledged is given from the beginning. No event anywhere comes before one that it replaces.",
        "security": [{ "unit": [] }],
        "parameters": [query("after", &json!({ "type": "string", "pattern": "^(p[0-9a-f]{1,13})?$" }))],
        "responses": responses
    })
}
