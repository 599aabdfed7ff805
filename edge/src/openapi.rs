//! The description of the interface, made from the contract's own limits and checked in as `edge/openapi.json`.

mod delivery;
mod schemas;
mod tip;

use crate::metrics::MEDIA_TYPE;
use serde_json::{Value, json};
use tt_check::snippet::Dock;
use tt_contract::{
    limits::{
        CHECKED_ADDRESS_BYTES, CHECKED_PAGE_BYTES, CHECKED_PATIENCE_MS, CHECKED_REDIRECTS, PAGE_PATH_BYTES,
        RATING_BODY_BYTES, SUMMARY_MINIMUM, SUMMARY_STEP, UNIT_ID_BYTES,
    },
    look::Look,
    problem::{self, Problem},
    unfetched::Unfetched,
    unit::Widget,
};

/// The document. Key order is alphabetical, so that it changes only where the interface does.
fn document() -> Value {
    let mut document = base();
    for (place, more) in [
        ("paths", tip::paths()),
        ("paths", delivery::paths()),
        ("webhooks", tip::webhooks()),
        ("webhooks", delivery::webhooks()),
    ] {
        document[place].as_object_mut().unwrap().extend(more);
    }
    for more in [tip::schemas(), delivery::schemas()] {
        document["components"]["schemas"].as_object_mut().unwrap().extend(more);
    }
    document["components"]["securitySchemes"] = tip::security_schemes();
    document
}

fn base() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Tương tác: the edge",
            "version": "1",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
            "description": "Submissions from the portals of police units to the units' own systems. \
                Errors are problem details (RFC 9457); they name fields and limits, never values."
        },
        "paths": {
            "/healthz": { "get": get("Whether the worker runs and its settings can be used.", "application/json", None, &[503]) },
            "/healthz/ready": { "get": get("And whether a mailbox answers.", "application/json", None, &[503]) },
            "/metrics": { "get": metrics() },
            "/tt.js": { "get": get("The loader that a portal includes.", "text/javascript", None, &[503]) },
            "/v/integrity.json": {
                "get": get("Version and integrity (SRI) of the release's files.", "application/json", None, &[])
            },
            "/v/{version}/{file}": {
                "parameters": [path("version"), path("file")],
                "get": get("A file of the release; it never changes.", "application/octet-stream", None, &[404, 503])
            },
            "/v1/units/{unit}": {
                "parameters": [unit()],
                "get": get("What anybody may know of a unit.", "application/json", Some("Unit"), &[404])
            },
            "/v1/units/{unit}/widgets/{widget}": {
                "parameters": [unit(), widget(), lang(), one_of("theme", &["light", "dark", "auto"])],
                "get": get("A widget as HTML, for the loader.", "text/html", None, &[404])
            },
            "/v1/units/{unit}/ratings": { "parameters": [unit()], "post": submit() },
            "/v1/units/{unit}/ratings/summary": {
                "parameters": [unit()],
                "get": get(
                    &format!(
                        "The released ratings; figures once {SUMMARY_MINIMUM} have rated, which move by \
                         {SUMMARY_STEP} at a time. Up to a minute old."
                    ),
                    "application/json", Some("Summary"), &[404, 503],
                )
            },
            "/u/{unit}": {
                "parameters": [unit(), lang()],
                "get": page("A page with everything the unit offers.")
            },
            "/u/{unit}/{widget}": {
                "parameters": [unit(), widget(), lang(), query("page", &page_path())],
                "get": page("A widget as a page of its own.")
            },
            "/u/{unit}/clear.css": {
                "parameters": [unit()],
                "get": clear()
            },
            "/u/{unit}/hotline.vcf": {
                "parameters": [unit(), lang()],
                "get": card()
            },
            "/u/{unit}/hotline/print": {
                "parameters": [unit(), lang()],
                "get": page("The numbers on a sheet to print, with QR codes.")
            },
            "/u/{unit}/rating/thanks": {
                "parameters": [unit(), lang()],
                "get": page("Where a form without script arrives.")
            },
            "/install/{unit}": {
                "parameters": install_parameters(),
                "get": page("What a webmaster pastes, tries and checks.")
            },
            "/install/{unit}/preview": {
                "parameters": install_parameters(),
                "get": page("A sample page with the snippet in it.")
            },
            "/install/{unit}/check": { "parameters": [unit()], "post": check() }
        },
        "webhooks": { "rating.created": { "post": webhook() } },
        "components": { "schemas": schemas::all() }
    })
}

fn get(summary: &str, media_type: &str, schema: Option<&str>, problems: &[u16]) -> Value {
    let schema = schema.map_or(json!({}), |name| json!({ "schema": reference(name) }));
    let mut responses = problem_responses(problems);
    responses["200"] = json!({ "description": "It.", "content": { media_type: schema } });
    json!({ "summary": summary, "responses": responses })
}

fn metrics() -> Value {
    let mut get = get(
        "For the operator: OpenMetrics 1.0; edge/server/README.md lists them.",
        MEDIA_TYPE,
        None,
        &[401, 404],
    );
    get["security"] = json!([{ "metrics": [] }]);
    get
}

/// What a form that is kept leads to.
fn see_other(path: &str) -> Value {
    json!({ "description": format!("Kept, also when it was kept before; to `{path}`.") })
}

/// A page for people, to whom problems are pages too.
fn page(summary: &str) -> Value {
    let mut responses = problem_pages(&[404]);
    responses["200"] = json!({ "description": "It.", "content": { "text/html": {} } });
    json!({ "summary": summary, "responses": responses })
}

fn clear() -> Value {
    let mut clear = page(
        "An empty style, by which a browser forgets a form that was left (`Clear-Site-Data: \"cache\"`, for Chromium).",
    );
    clear["responses"]["200"]["content"] = json!({ "text/css": {} });
    clear
}

fn card() -> Value {
    let mut card = page("The unit's numbers for an address book (vCard 3.0).");
    card["responses"]["200"]["content"] = json!({ "text/vcard": {} });
    card
}

fn submit() -> Value {
    let mut responses = problem_responses(&[400, 403, 404, 408, 409, 413, 415, 422, 429, 500, 503]);
    for response in responses.as_object_mut().unwrap().values_mut() {
        // To a form whose sender asks for no JSON.
        response["content"]["text/html"] = json!({});
    }
    responses["202"] = json!({
        "description": "Kept, also when it was kept before.",
        "content": { "application/json": { "schema": reference("Receipt") } }
    });
    responses["303"] =
        json!({ "description": "Kept; to the thanks, for a form whose sender asks for no JSON." });
    json!({
        "summary": "Rates a page. The same id with the same content may be sent again and is kept once.",
        "description": format!(
            "At most {RATING_BODY_BYTES} bytes. A form has the criteria as fields of its own names, and its errors are \
             pages unless `Accept` names `application/json`."
        ),
        "requestBody": { "required": true, "content": {
            "application/json": { "schema": reference("Rating") },
            "application/x-www-form-urlencoded": { "schema": reference("RatingForm") }
        } },
        "responses": responses
    })
}

fn check() -> Value {
    let mut responses = problem_pages(&[403, 404, 408, 413, 415, 429, 500]);
    responses["200"] = json!({
        "description": "What was found: a page or, where `Accept` names `application/json`, its findings.",
        "content": { "application/json": { "schema": reference("Findings") }, "text/html": {} }
    });
    responses["422"] = json!({ "description": Unfetched::ALL.map(Unfetched::code).join(", "), "content": { "text/html": {} } });
    // Where `Accept` names `application/json`.
    for response in responses.as_object_mut().unwrap().values_mut() {
        if response["content"].get("application/json").is_none() {
            response["content"][problem::MEDIA_TYPE] = json!({ "schema": reference("Problem") });
        }
    }
    json!({
        "summary": "Fetches a page of the unit's listed origins and says how it embeds the widgets.",
        "description": format!(
            "At most {CHECKED_PAGE_BYTES} bytes, {CHECKED_REDIRECTS} redirects and {CHECKED_PATIENCE_MS} ms. From the \
             edge's own pages and from what is no browser."
        ),
        "requestBody": { "required": true, "content": { "application/x-www-form-urlencoded": { "schema": {
            "type": "object", "required": ["url"],
            "properties": {
                "url": { "type": "string", "maxLength": CHECKED_ADDRESS_BYTES }, "lang": { "enum": ["vi", "en"] }
            }
        } } } },
        "responses": responses
    })
}

fn webhook() -> Value {
    json!({
        "summary": "A rating, to the unit's endpoint, signed as Standard Webhooks does; repeated until it is confirmed.",
        "requestBody": { "content": { "application/json": { "schema": reference("RatingCreated") } } },
        "responses": { "2XX": { "description": "The unit has it." } }
    })
}

/// One of each problem.
/// Every problem but those of a page that could not be had.
fn problems() -> Vec<Problem> {
    std::iter::successors(Some(Problem::MalformedJson { pointer: "" }), after).collect()
}

/// The one that follows: a match, so that a new one does not compile until it has a place.
fn after(problem: &Problem) -> Option<Problem> {
    Some(match problem {
        Problem::MalformedJson { .. } => Problem::Unauthorized,
        Problem::Unauthorized => Problem::ForeignOrigin,
        Problem::ForeignOrigin => Problem::UnknownUnit,
        Problem::UnknownUnit => Problem::UnknownWidget,
        Problem::UnknownWidget => Problem::NotFound,
        Problem::NotFound => Problem::MethodNotAllowed { allow: "" },
        Problem::MethodNotAllowed { .. } => Problem::Incomplete { retry_after_s: 0 },
        Problem::Incomplete { .. } => Problem::IdReused,
        Problem::IdReused => Problem::TooLarge { limit: 0 },
        Problem::TooLarge { .. } => Problem::AddressTooLong { limit: 0 },
        Problem::AddressTooLong { .. } => Problem::UnsupportedMediaType,
        Problem::UnsupportedMediaType => Problem::InvalidSubmission(Vec::new()),
        Problem::InvalidSubmission(_) => Problem::Busy { retry_after_s: 0 },
        Problem::Busy { .. } => Problem::HeadersTooLarge { limit: 0 },
        Problem::HeadersTooLarge { .. } => Problem::Internal,
        Problem::Internal => Problem::Unavailable { retry_after_s: 0 },
        Problem::Unavailable { .. } | Problem::Unfetched(_) => return None,
    })
}

fn codes() -> Vec<&'static str> {
    problems().iter().map(Problem::code).chain(Unfetched::ALL.map(Unfetched::code)).collect()
}

fn problem_responses(statuses: &[u16]) -> Value {
    let all = problems();
    // Any address may be asked for at length.
    let responses: serde_json::Map<_, _> = statuses
        .iter()
        .chain(&[414, 431])
        .map(|status| {
            let codes: Vec<_> = all.iter().filter(|p| p.status() == *status).map(Problem::code).collect();
            let content = json!({ problem::MEDIA_TYPE: { "schema": reference("Problem") } });
            (status.to_string(), json!({ "description": codes.join(", "), "content": content }))
        })
        .collect();
    responses.into()
}

/// Problems where people look on: pages.
fn problem_pages(statuses: &[u16]) -> Value {
    let mut responses = problem_responses(statuses);
    for response in responses.as_object_mut().unwrap().values_mut() {
        response["content"] = json!({ "text/html": {} });
    }
    responses
}

/// What may be left out may be null in JSON.
fn or_null(schema: &Value) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }] })
}

fn reference(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

/// One `/` and what may follow it: ASCII without blanks, `?`, `#` and `\\`.
const PAGE_PATH: &str = r#"^/([!"$-.0->@-\[\]-~][!"$->@-\[\]-~]*)?$"#;

fn page_path() -> Value {
    json!({ "type": "string", "pattern": PAGE_PATH, "maxLength": PAGE_PATH_BYTES })
}

fn path(name: &str) -> Value {
    json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } })
}

fn unit() -> Value {
    let schema =
        json!({ "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": UNIT_ID_BYTES });
    json!({ "name": "unit", "in": "path", "required": true, "schema": schema })
}

fn widget() -> Value {
    let names = Widget::ALL.map(Widget::name);
    json!({ "name": "widget", "in": "path", "required": true, "schema": { "enum": names } })
}

fn query(name: &str, schema: &Value) -> Value {
    json!({ "name": name, "in": "query", "schema": schema })
}

/// Old links still show: a value that is none of these is as if it were not there.
fn one_of(name: &str, values: &[&str]) -> Value {
    query(
        name,
        &json!({
            "type": "string", "examples": values,
            "description": format!("One of {values:?}; anything else is as if it were not there.")
        }),
    )
}

/// A UUID of version 4 (RFC 9562).
fn id() -> Value {
    json!({
        "type": "string", "format": "uuid",
        "pattern": "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-4[0-9a-fA-F]{3}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"
    })
}

fn install_parameters() -> Value {
    let names = |all: &[&'static str]| json!({ "type": "array", "items": { "enum": all } });
    json!([
        unit(),
        lang(),
        query("widgets", &names(&Widget::ALL.map(Widget::name))),
        one_of("lang_widget", &["", "vi", "en"]),
        one_of("theme", &Look::ALL.map(Look::name)),
        one_of("dock", &Dock::ALL.map(Dock::name)),
        one_of("pin", &["1"]),
    ])
}

fn lang() -> Value {
    one_of("lang", &["vi", "en"])
}

/// `UPDATE_OPENAPI=1 cargo test -p tt-edge openapi` writes the file anew.
#[test]
fn the_checked_in_description_is_current() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let mut current = document();
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        // Whether maps keep their order is for another crate of the same build to say.
        current.sort_all_objects();
        std::fs::write(&file, format!("{current:#}\n")).unwrap();
    }
    let checked_in: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(checked_in, current, "run it with UPDATE_OPENAPI=1");
}

#[test]
fn no_code_is_used_twice() {
    let mut codes = codes();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), problems().len() + Unfetched::ALL.len());
}
