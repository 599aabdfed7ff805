//! What is logged: canaries in everything that a request can carry, over every route and refusal, and then the log is read.

use anyhow::{Context, Result, ensure};
use demo::unit::Mode;
use reqwest::Method;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use tests::world::{Form, UNIT, World};

/// The closed list of `edge/src/log.rs`.
const FIELDS: [&str; 12] = [
    "about", "request", "route", "unit", "status", "problem", "reason", "count", "endpoint", "attempt",
    "outcome", "key",
];
/// Stands in whatever is text.
const CANARY: &str = "Kanari";
/// Where only hexadecimal digits may stand: a lookup, a submission's id.
const LOOKUP: &str = "c0ffee00c0ffee00c0ffee00c0ffee00";
const ID: &str = "c0ffee00-c0ff-4e00-80ff-c0ffee00c0ff";
const RECEIPT: &str = "KANAR-1KANA-R1KAN-AR1KA";
const CLIENT: &str = "198.51.100.23";
const HEADERS: [(&str, &str); 9] = [
    ("cf-connecting-ip", CLIENT),
    ("x-forwarded-for", "203.0.113.77, KanariProxy"),
    ("user-agent", "KanariAgent/7"),
    ("referer", "https://kanari.example/?Kanari"),
    ("cookie", "session=KanariCookie"),
    ("accept-language", "vi,KanariLanguage;q=0.1"),
    ("authorization", "Bearer KanariToken"),
    ("if-none-match", "\"KanariTag\""),
    ("x-kanari", "Kanari"),
];

/// A line of the log.
type Line = BTreeMap<String, Value>;

fn lines(world: &World) -> Result<Vec<Line>> {
    let log = world.stack.edge.log();
    let ours = log.lines().filter_map(|line| line.find("{\"about\"").map(|at| &line[at..]));
    ours.map(|json| serde_json::from_str(json).with_context(|| json.to_owned())).collect()
}

fn text<'a>(line: &'a Line, field: &str) -> &'a str {
    line.get(field).and_then(Value::as_str).unwrap_or_default()
}

/// Everything that is refused on the way in, and most that is not: method, path, origin, media type, body.
fn requests() -> Vec<(Method, String, Option<&'static str>, &'static str, String)> {
    let unit = format!("/v1/units/{UNIT}");
    let (form, json, many) =
        ("application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=Kanari");
    let rating = format!("id={ID}&page=%2FKanari&level=4&lang=vi&comment=Kanari");
    let part = |name: &str, value: &str| {
        format!("--Kanari\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let tip = [part("lookup", LOOKUP), part("keys", "demo"), part("lang", "vi"), part("proof", CANARY)]
        .concat()
        + "--Kanari\r\nContent-Disposition: form-data; name=\"sealed\"; filename=\"Kanari\"\r\n\r\nKanari\r\n--Kanari--\r\n";
    let plain = format!("receipt={RECEIPT}&account=Kanari+Kanari+Kanari&contact=Kanari&lang=vi");
    let get = |path: &str| (Method::GET, path.to_owned(), None, "", String::new());
    let post = |path: &str, origin, media, body: &str| {
        (Method::POST, path.to_owned(), origin, media, body.to_owned())
    };
    let mut all: Vec<_> = [
        "/healthz",
        "/healthz/ready",
        "/metrics",
        "/openapi.json",
        "/tt.js",
        "/v/integrity.json",
        "/v/Kanari/Kanari.js",
        "/Kanari",
        "/u/kanari",
        "/u/Kanari",
        &format!("/u/{UNIT}"),
        &format!("/u/{UNIT}/Kanari"),
        &format!("/u/{UNIT}/rating"),
        &format!("/u/{UNIT}/tip-off"),
        &format!("/u/{UNIT}/tip-off/return"),
        &format!("/u/{UNIT}/tip-off/sent"),
        &format!("/u/{UNIT}/tip-off/leave"),
        &format!("/install/{UNIT}"),
        &format!("/install/{UNIT}/preview"),
        &unit,
        &format!("{unit}/widgets/rating"),
        &format!("{unit}/ratings/summary"),
        &format!("{unit}/deliveries"),
        &format!("{unit}/tips/challenge"),
        &format!("{unit}/tips/{LOOKUP}/messages"),
        &format!("{unit}/tips/{LOOKUP}/files/{ID}"),
        "/v1/units/kanari/ratings/summary",
    ]
    .map(|path| get(&format!("{path}?page=/Kanari&lang=Kanari&x=Kanari")))
    .into();
    all.push((Method::DELETE, format!("/u/{UNIT}"), None, "", String::new()));
    all.push((Method::DELETE, format!("{unit}/tips/{LOOKUP}/files/{ID}"), None, "", String::new()));
    all.push((Method::PUT, format!("{unit}/tips/{LOOKUP}/files/{ID}/0"), None, "Kanari/x", CANARY.into()));
    all.push(get(&format!("/Kanari?{}", CANARY.repeat(2_000))));
    let ratings = format!("{unit}/ratings");
    for (origin, media, body) in [
        (None, form, rating.as_str()),
        (None, form, "id=Kanari&level=Kanari&KanariField=Kanari"),
        (None, json, "{\"Kanari\":"),
        (None, json, "{\"id\":\"Kanari\",\"Kanari\":1}"),
        (None, "text/Kanari", CANARY),
        (Some("https://kanari.example"), form, rating.as_str()),
        (Some("null"), form, rating.as_str()),
        (None, form, &CANARY.repeat(9_000)),
    ] {
        all.push(post(&ratings, origin, media, body));
    }
    for (path, media, body) in [
        (format!("{unit}/tips"), many, tip.as_str()),
        (format!("{unit}/tips"), form, CANARY),
        (format!("{unit}/tips"), many, CANARY),
        (format!("{unit}/tips/{LOOKUP}/messages"), many, tip.as_str()),
        (format!("{unit}/tips/{LOOKUP}/replies"), json, "{\"Kanari\":1}"),
        (format!("{unit}/deliveries/retry"), json, "{\"Kanari\":1}"),
        (format!("/u/{UNIT}/tip-off"), form, plain.as_str()),
        (format!("/u/{UNIT}/tip-off"), many, tip.as_str()),
        (format!("/u/{UNIT}/tip-off/return"), form, plain.as_str()),
        (format!("/install/{UNIT}/check"), form, "url=https%3A%2F%2Fkanari.example%2FKanari"),
    ] {
        all.push(post(&path, None, media, body));
        all.push(post(&path, Some("https://kanari.example"), media, body));
    }
    all
}

/// Sends them all; the `instance` of each problem.
async fn send_all(world: &World) -> Result<Vec<String>> {
    let mut instances = Vec::new();
    for (method, path, origin, media, body) in requests() {
        let mut request = world.http.request(method.clone(), world.edge(&path)).header("content-type", media);
        for (name, value) in HEADERS.into_iter().chain(origin.map(|origin| ("origin", origin))) {
            request = request.header(name, value);
        }
        let answer = request.header("accept", "application/json").body(body).send().await?;
        let is_problem =
            answer.headers().get("content-type").is_some_and(|is| is == "application/problem+json");
        let said = answer.bytes().await?;
        if is_problem && method != Method::HEAD {
            let problem: Value = serde_json::from_slice(&said)?;
            let instance = problem["instance"].as_str().with_context(|| format!("{path}: {problem}"))?;
            instances.push(instance.strip_prefix("urn:uuid:").context("no urn:uuid")?.to_owned());
            assert!(!String::from_utf8_lossy(&said).contains(CANARY), "{path}: {problem}");
        }
    }
    Ok(instances)
}

#[tokio::test]
async fn nothing_of_a_request_is_in_any_line_and_no_request_has_two() -> Result<()> {
    let mut world = World::with(|options| {
        options.client_address_header = Some("cf-connecting-ip".into());
        options.metrics_token = Some("KanariMonitoring".into());
    })?;
    world.endpoint(Mode::Error).await?;
    let mut instances = send_all(&world).await?;
    world.rate(&Form::new(3)?.page("/Kanari").with("comment", CANARY)).await?.error_for_status()?;
    world.attempted().await?;
    // And with mailboxes that are no databases any more.
    world.stack.edge.kill();
    super::spoil_mailboxes(&world)?;
    world.stack.edge.restart()?;
    instances.extend(send_all(&world).await?);

    let log = world.stack.edge.log();
    let hidden =
        ["Kanari", "kanari", "KANAR", "c0ffee", "198.51.100", "203.0.113", "whsec_", "tip-off/", "?"];
    let lines = lines(&world)?;
    for line in &lines {
        let json = serde_json::to_string(line)?;
        for canary in hidden {
            assert!(!json.contains(canary), "{canary} in {json}");
        }
        for field in line.keys() {
            assert!(FIELDS.contains(&field.as_str()), "{field} in {json}");
        }
    }
    for canary in ["Kanari", "kanari", "KANAR", "c0ffee", "198.51.100", "203.0.113"] {
        assert!(!log.contains(canary), "{canary} in what the runtime itself says: {log}");
    }
    // Every refusal has an id of its own, and at most one line.
    let unique: BTreeSet<_> = instances.iter().collect();
    assert_eq!(unique.len(), instances.len(), "an id came twice");
    let named: Vec<_> = lines.iter().map(|line| text(line, "request")).filter(|id| !id.is_empty()).collect();
    assert_eq!(named.iter().collect::<BTreeSet<_>>().len(), named.len(), "a request has two lines");
    // Which is found by it.
    let found = |about: &str, check: &dyn Fn(&Line) -> bool| {
        lines.iter().any(|line| {
            text(line, "about") == about
                && check(line)
                && instances.iter().any(|id| *id == text(line, "request"))
        })
    };
    for reason in ["foreign-origin", "bad-token", "malformed-sealed", "oversized"] {
        ensure!(found("security", &|line| text(line, "reason") == reason), "no line for {reason}: {log}");
    }
    ensure!(
        found("answer", &|line| text(line, "problem") == "unavailable" && line["status"] == 503),
        "no 503: {log}"
    );
    ensure!(lines.iter().any(|line| text(line, "about") == "delivery"), "no line of a delivery");
    Ok(())
}

#[tokio::test]
async fn a_flood_of_attempts_fills_no_disk() -> Result<()> {
    let world = World::new()?;
    for _ in 0..300 {
        let request =
            world.http.get(world.edge(&format!("/v1/units/{UNIT}/deliveries"))).bearer_auth("guess");
        assert_eq!(request.send().await?.status(), 401);
    }
    let written = lines(&world)?.iter().filter(|line| text(line, "reason") == "bad-token").count();
    assert!((1..100).contains(&written), "{written} lines for 300 attempts");
    Ok(())
}
