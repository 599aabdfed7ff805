//! The part of the description that is the tip-off's.

use super::{id, lang, page, path, problem_pages, problem_responses, query, reference, unit};
use serde_json::{Map, Value, json};
use tt_contract::{
    event::{TIP_CREATED, TIP_MESSAGE},
    limits::{
        CHUNK_BYTES, FILE_BYTES, FILES, FILES_BYTES, SEALED_FILE_BYTES, SEALED_TEXT_BYTES, TEXT_BUCKETS,
    },
    tip::Status,
};

const OF_THE_EDGE: &str = "For the edge's own pages and what is no browser: a page of anybody else, the unit's portal \
                           included, is refused.";

/// The addresses.
pub(super) fn paths() -> Map<String, Value> {
    let form = |summary: &str, shown: Option<&str>, fields: &[&str]| {
        let properties: Map<_, _> = fields.iter().map(|name| ((*name).to_owned(), json!({}))).collect();
        let mut responses = problem_pages(&[403, 404, 408, 409, 415, 422, 429, 500, 503]);
        responses["303"] = super::see_other("/u/{unit}/tip-off/sent");
        if let Some(shown) = shown {
            responses["200"] = json!({ "description": shown, "content": { "text/html": {} } });
        }
        json!({
            "summary": summary,
            "description": format!(
                "At most {FILES} files of {FILE_BYTES} bytes, {FILES_BYTES} in all, each after `receipt` and `originals`. They and \
                 the texts are sealed as they come. Of a file that cannot be cleaned the original is taken where `originals` is \
                 there, or an `original` with the file's name. Problems are pages, with what was typed."
            ),
            "requestBody": { "required": true, "content": { "multipart/form-data": { "schema": {
                "type": "object", "required": ["receipt"], "properties": properties
            } } } },
            "responses": responses
        })
    };
    let shown = || {
        json!([
            unit(),
            lang(),
            super::one_of("theme", &["light", "dark", "auto"]),
            query("framed", &json!({ "const": "1" })),
            query("plain", &json!({ "const": "1" }))
        ])
    };
    let entries = [
        (
            "/u/{unit}/tip-off",
            json!({
                "parameters": shown(),
                "get": page("The form of the tip-off, with a fresh receipt and the edge's code for it, `mac`."),
                "post": form(
                    "A tip from a browser without script. Its `receipt` is one that the edge drew today or yesterday.",
                    None,
                    &["receipt", "mac", "lang", "account", "crime", "when", "place", "who", "known", "ongoing", "contact",
                        "originals", "original", "files"],
                )
            }),
        ),
        (
            "/u/{unit}/tip-off/return",
            json!({
                "parameters": shown(),
                "get": page("Where a receipt is typed in."),
                "post": form(
                    "What has come of a tip; with `id` a further message to it.",
                    Some("What has come of it."),
                    &["receipt", "id", "lang", "text", "originals", "original", "files"],
                )
            }),
        ),
        (
            "/u/{unit}/tip-off/key",
            json!({ "parameters": shown(), "get": page("The unit's keys and their fingerprints, to print.") }),
        ),
        (
            "/u/{unit}/tip-off/sent",
            json!({ "parameters": shown(), "get": page("What follows a form without script, the same for everybody.") }),
        ),
        (
            "/u/{unit}/tip-off/leave",
            json!({ "parameters": shown(), "get": page("Quick exit: an empty page, and on to the unit's neutral one.") }),
        ),
        (
            "/v1/units/{unit}/tips",
            json!({ "parameters": [unit()], "post": post("A sealed tip.", "TipForm") }),
        ),
        ("/v1/units/{unit}/tips/challenge", json!({ "parameters": [unit()], "get": challenge() })),
        (
            "/v1/units/{unit}/tips/{lookup}/messages",
            json!({
                "parameters": [unit(), lookup()],
                "get": timeline(),
                "post": post("A sealed message that follows a tip.", "MessageForm")
            }),
        ),
        (
            "/v1/units/{unit}/tips/{lookup}/replies",
            json!({ "parameters": [unit(), lookup()], "post": answer() }),
        ),
        (
            "/v1/units/{unit}/tips/{lookup}/files/{file}",
            json!({ "parameters": [unit(), lookup(), file()], "get": download(), "delete": acknowledge() }),
        ),
        (
            "/v1/units/{unit}/tips/{lookup}/files/{file}/{index}",
            json!({ "parameters": [unit(), lookup(), file(), path("index")], "put": piece() }),
        ),
    ];
    entries.into_iter().map(|(path, item)| (path.to_owned(), item)).collect()
}

/// The deliveries.
pub(super) fn webhooks() -> Map<String, Value> {
    let hook = |summary: &str| {
        json!({ "post": {
            "summary": summary,
            "requestBody": { "content": { "application/json": { "schema": reference("TipCreated") } } },
            "responses": { "2XX": { "description": "The unit has it." } }
        } })
    };
    [
        (
            TIP_CREATED,
            hook("A sealed tip, signed as Standard Webhooks does; repeated until it is confirmed."),
        ),
        (
            TIP_MESSAGE,
            hook("A sealed message that follows a tip, in the same way. It may come before its tip."),
        ),
    ]
    .into_iter()
    .map(|(name, item)| (name.to_owned(), item))
    .collect()
}

/// The schemas.
pub(super) fn schemas() -> Map<String, Value> {
    let text = || json!({ "type": "string" });
    let languages = || json!({ "enum": ["vi", "en"] });
    let binary = json!({ "type": "string", "contentMediaType": "application/octet-stream",
        "description": format!(
            "An age file to exactly these keys, of JSON that is padded with spaces to one of {TEXT_BUCKETS:?} bytes; at most \
             {SEALED_TEXT_BYTES} bytes."
        ) });
    let keys = json!({ "type": "string", "description": "Ids of the unit's keys, with commas between." });
    let files = json!({ "type": "array", "maxItems": FILES, "items": { "type": "string", "pattern": "^[0-9a-f-]{36}:[0-9]+$" },
        "description": "Sealed files that were put before: id, colon, length." });
    let statuses = Status::ALL.map(Status::name);
    let base64 = || json!({ "type": "string", "contentEncoding": "base64" });
    let all = json!({
        "TipForm": {
            "type": "object", "additionalProperties": false, "required": ["lookup", "keys", "lang", "sealed"],
            "properties": {
                "lookup": reference("Lookup"), "keys": keys, "lang": languages(), "sealed": binary, "file": files,
                "proof": { "type": "string", "contentEncoding": "base64", "description": "ALTCHA's payload, where it was asked for." }
            }
        },
        "MessageForm": {
            "type": "object", "additionalProperties": false, "required": ["id", "keys", "lang", "sealed"],
            "properties": { "id": id(), "keys": keys, "lang": languages(), "sealed": binary, "file": files }
        },
        "Lookup": { "type": "string", "pattern": "^[0-9a-f]{32}$" },
        "TipKept": { "type": "object", "required": ["lookup"], "properties": { "lookup": reference("Lookup") } },
        "Timeline": {
            "type": "object", "required": ["status", "entries"],
            "properties": { "status": { "enum": statuses }, "entries": { "type": "array", "items": {
                "type": "object", "required": ["by", "day"],
                "properties": {
                    "by": { "enum": ["unit", "citizen"] }, "day": { "type": "string", "format": "date" },
                    "status": { "enum": statuses }, "sealed": base64()
                }
            } } }
        },
        "Answer": {
            "type": "object", "additionalProperties": false, "required": ["id"],
            "anyOf": [{ "required": ["status"] }, { "required": ["sealed"] }],
            "properties": { "id": id(), "status": { "enum": statuses }, "sealed": base64() }
        },
        "TipCreated": {
            "type": "object", "required": ["type", "timestamp", "data"],
            "properties": {
                "type": { "enum": [TIP_CREATED, TIP_MESSAGE] },
                "timestamp": { "type": "string", "format": "date-time", "description": "The hour." },
                "data": {
                    "type": "object",
                    "required": ["id", "unit", "lookup", "keys", "sealed", "files", "lang", "sealed_by", "proof"],
                    "properties": {
                        "id": id(), "unit": text(), "lookup": reference("Lookup"), "message": id(),
                        "keys": { "type": "array", "items": text() }, "sealed": base64(),
                        "files": { "type": "array", "items": {
                            "type": "object", "required": ["id", "size", "path"],
                            "properties": { "id": id(), "size": { "type": "integer" }, "path": text() }
                        } },
                        "lang": languages(), "sealed_by": { "enum": ["browser", "edge"] },
                        "proof": { "enum": ["not-asked", "solved", "missing"] }
                    }
                }
            }
        }
    });
    if let Value::Object(all) = all { all } else { Map::new() }
}

/// How a unit's own systems prove who they are.
pub(super) fn security_schemes() -> Value {
    json!({
        "unit": { "type": "http", "scheme": "bearer", "description": "A token of the unit." },
        "metrics": { "type": "http", "scheme": "bearer", "description": "The operator's, for monitoring." }
    })
}

fn post(summary: &str, schema: &str) -> Value {
    let mut responses = problem_responses(&[403, 404, 408, 409, 413, 415, 422, 500, 503]);
    responses["202"] = json!({ "description": "Kept, also when it was kept before.",
        "content": { "application/json": { "schema": reference("TipKept") } } });
    json!({
        "summary": summary, "description": OF_THE_EDGE,
        "requestBody": { "required": true, "content": { "multipart/form-data": { "schema": reference(schema) } } },
        "responses": responses
    })
}

fn challenge() -> Value {
    let mut responses = problem_responses(&[403, 404, 503]);
    responses["200"] = json!({ "description": "A challenge of ALTCHA, version 2; its `data.most` is how many tries it takes at most.",
        "content": { "application/json": {} } });
    responses["204"] = json!({ "description": "No work is asked for." });
    json!({ "summary": "The work that is asked for while the unit is under a flood.", "description": OF_THE_EDGE,
        "responses": responses })
}

fn timeline() -> Value {
    let mut responses = problem_responses(&[403, 404, 429, 503]);
    responses["200"] = json!({ "description": "It; of a lookup that nobody knows that of a tip without news.",
        "content": { "application/json": { "schema": reference("Timeline") } } });
    json!({ "summary": "What has come of a tip.", "description": OF_THE_EDGE, "responses": responses })
}

fn answer() -> Value {
    let mut responses = problem_responses(&[400, 401, 404, 408, 409, 413, 415, 422, 503]);
    responses["202"] = json!({ "description": "Kept, also when it was kept before.",
        "content": { "application/json": { "schema": reference("TipKept") } } });
    json!({
        "summary": "What the unit answers: a status, a sealed reply, or both.", "security": [{ "unit": [] }],
        "requestBody": { "required": true, "content": { "application/json": { "schema": reference("Answer") } } },
        "responses": responses
    })
}

fn download() -> Value {
    let mut responses = problem_responses(&[401, 404, 503]);
    responses["200"] =
        json!({ "description": "An age file.", "content": { "application/octet-stream": {} } });
    json!({ "summary": "A sealed file of a tip, until it is acknowledged.", "security": [{ "unit": [] }],
        "responses": responses })
}

fn acknowledge() -> Value {
    let mut responses = problem_responses(&[401, 404, 503]);
    responses["204"] = json!({ "description": "The unit has the file; it is deleted here." });
    json!({ "summary": "Acknowledges a file.", "security": [{ "unit": [] }], "responses": responses })
}

fn piece() -> Value {
    let mut responses = problem_responses(&[403, 404, 408, 409, 413, 415, 422, 429, 500, 503]);
    responses["204"] = json!({ "description": "Kept, also when it was kept before." });
    json!({
        "summary": "A piece of a sealed file, before the tip that names it; kept for a day without.",
        "description": format!(
            "Each piece but the last has {CHUNK_BYTES} bytes; all together at most {SEALED_FILE_BYTES}. {OF_THE_EDGE}"
        ),
        "parameters": [{ "name": "of", "in": "query", "required": true, "schema": { "type": "string" },
            "description": "Ids of the keys it is sealed to, with commas between." }],
        "requestBody": { "required": true, "content": { "application/octet-stream": {} } },
        "responses": responses
    })
}

fn lookup() -> Value {
    json!({ "name": "lookup", "in": "path", "required": true, "schema": reference("Lookup") })
}

fn file() -> Value {
    json!({ "name": "file", "in": "path", "required": true, "schema": id() })
}
