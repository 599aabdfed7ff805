//! Whatever is sent: a clear problem with field and limit; nothing stored, nothing echoed, nothing of ours that fails.

use anyhow::{Context, Result};
use reqwest::{Response, header};
use serde_json::{Value, json};
use tests::world::{Form, UNIT, World, fresh_id};

/// Stands in everything bad that is sent, and must stand in nothing that comes back.
const CANARY: &str = "KANARI";
const JSON: &str = "application/json";

/// What is expected: status, code, and for a bad field its pointer, kind and limit.
type Expected = (u16, &'static str, Option<(&'static str, &'static str, Option<u32>)>);

/// Where ratings are posted.
struct Door(World);

impl Door {
    async fn post(
        &self,
        unit: &str,
        kind: &str,
        origin: Option<&str>,
        body: impl Into<Vec<u8>>,
    ) -> Result<Response> {
        let mut request = self.0.http.post(self.0.edge(&format!("/v1/units/{unit}/ratings")));
        request = request.header(header::CONTENT_TYPE, kind).header(header::ACCEPT, JSON);
        if let Some(origin) = origin {
            request = request.header(header::ORIGIN, origin);
        }
        Ok(request.body(body.into()).send().await?)
    }

    async fn refused(&self, name: &str, body: impl Into<Vec<u8>>, expected: Expected) -> Result<()> {
        let answer = self.post(UNIT, JSON, None, body).await?;
        is_problem(name, answer, expected).await
    }
}

async fn is_problem(name: &str, answer: Response, (status, code, field): Expected) -> Result<()> {
    assert_eq!(answer.status().as_u16(), status, "{name}");
    assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/problem+json", "{name}");
    assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-store", "{name}");
    let body = answer.bytes().await?;
    let text = String::from_utf8_lossy(&body);
    assert!(!text.contains(CANARY), "{name}: echoed in {text}");
    let problem: Value = serde_json::from_slice(&body)?;
    assert_eq!(problem["status"], status, "{name}");
    assert_eq!(problem["code"], code, "{name}: {problem}");
    assert!(problem["title"].as_str().is_some_and(|title| !title.is_empty()), "{name}");
    if let Some((pointer, kind, limit)) = field {
        let error = &problem["errors"][0];
        assert_eq!((&error["pointer"], &error["code"]), (&json!(pointer), &json!(kind)), "{name}: {problem}");
        assert_eq!(error["limit"], json!(limit), "{name}: {problem}");
    }
    Ok(())
}

/// A valid rating with some fields put in or in place of its own.
fn with(fields: Value) -> Result<Vec<u8>> {
    let mut rating = json!({ "id": fresh_id()?, "page": "/", "level": 3, "lang": "vi" });
    let all = rating.as_object_mut().context("an object")?;
    all.extend(fields.as_object().context("an object")?.clone());
    Ok(serde_json::to_vec(&rating)?)
}

/// A valid rating whose comment is this, byte for byte.
fn raw_comment(comment: &[u8]) -> Result<Vec<u8>> {
    let mut body = with(json!({}))?;
    body.pop();
    Ok([&body, br#","comment":"KANARI "#.as_slice(), comment, br#""}"#].concat())
}

const fn field(pointer: &'static str, kind: &'static str, limit: Option<u32>) -> Expected {
    (422, "invalid-submission", Some((pointer, kind, limit)))
}

const MALFORMED: Expected = (400, "malformed-json", None);

#[tokio::test]
async fn bad_json_is_refused_with_field_and_limit_and_leaves_nothing() -> Result<()> {
    let world = Door(World::new()?);
    world.refused("empty", "", MALFORMED).await?;
    world.refused("not JSON", r#"{"id": KANARI"#, MALFORMED).await?;
    world.refused("two values", [with(json!({}))?, b"{}".to_vec()].concat(), MALFORMED).await?;
    world.refused("an array", r#"["KANARI"]"#, field("", "wrong_type", None)).await?;
    world.refused("nothing given", "{}", field("/id", "missing", None)).await?;
    world
        .refused("level a text", with(json!({ "level": CANARY }))?, field("/level", "wrong_type", None))
        .await?;
    for level in [json!(0), json!(6), json!(-1), json!(2.5), json!(1e300), json!(u64::MAX)] {
        let name = format!("level {level}");
        world
            .refused(&name, with(json!({ "level": level }))?, field("/level", "out_of_range", Some(5)))
            .await?;
    }
    let criteria = |value: Value| with(json!({ "criteria": value }));
    world
        .refused("unknown criterion", criteria(json!({ CANARY: 3 }))?, field("/criteria", "unknown", None))
        .await?;
    let six = criteria(json!({ "content": 6 }))?;
    world.refused("criterion 6", six, field("/criteria/content", "out_of_range", Some(5))).await?;
    world.refused("unknown field", with(json!({ CANARY: 3 }))?, field("", "unknown", None)).await?;
    world.refused("language", with(json!({ "lang": CANARY }))?, field("/lang", "unknown", None)).await?;
    world.refused("id", with(json!({ "id": CANARY }))?, field("/id", "malformed", None)).await?;

    let long = [CANARY, &"ạ".repeat(995)].concat();
    world
        .refused(
            "1,001 characters",
            with(json!({ "comment": long }))?,
            field("/comment", "too_long", Some(1_000)),
        )
        .await?;
    let forbidden = field("/comment", "forbidden_character", None);
    world.refused("NUL", with(json!({ "comment": "KANARI\0" }))?, forbidden).await?;
    world.refused("right-to-left override", with(json!({ "comment": "KANARI\u{202e}" }))?, forbidden).await?;
    world.refused("replacement character", with(json!({ "comment": "KANARI\u{fffd}" }))?, forbidden).await?;
    world.refused("invalid UTF-8", raw_comment(&[0xff, 0xc3])?, MALFORMED).await?;
    world.refused("overlong UTF-8", raw_comment(&[0xc0, 0x80])?, MALFORMED).await?;
    world.refused("lone surrogate", raw_comment(br"\ud800")?, MALFORMED).await?;
    world.refused("surrogates the wrong way", raw_comment(br"\udc00\ud800")?, MALFORMED).await?;

    let path = |path: &str| with(json!({ "page": path }));
    let too_long = field("/page", "too_long", Some(1_024));
    world.refused("path of 5,000", path(&format!("/{}", "K".repeat(4_999)))?, too_long).await?;
    for bad in [
        "javascript:alert('KANARI')",
        "//KANARI.example/",
        "https://KANARI.example/",
        "/?KANARI",
        "/#KANARI",
        "",
    ] {
        world.refused(bad, path(bad)?, field("/page", "malformed", None)).await?;
    }
    world
        .refused("path with a space", path("/KANARI x")?, field("/page", "forbidden_character", None))
        .await?;

    let deep = [
        with(json!({}))?.as_slice().split_last().context("a body")?.1,
        br#","comment":"#,
        "[".repeat(5_000).as_bytes(),
    ]
    .concat();
    world.refused("deep", deep, MALFORMED).await?;
    let nested = ["[".repeat(100), "]".repeat(100)].concat();
    world
        .refused(
            "nested",
            with(json!({ "comment": serde_json::from_str::<Value>(&nested)? }))?,
            field("/comment", "wrong_type", None),
        )
        .await?;
    let twice = String::from_utf8(with(json!({}))?)?.replacen('{', r#"{"level":5,"#, 1);
    world.refused("a key twice", twice, field("/level", "duplicate", None)).await?;

    world.refused("10 MB", vec![b' '; 10 * 1024 * 1024], (413, "too-large", None)).await?;
    let long_valid = [with(json!({}))?, vec![b' '; 16 * 1024]].concat();
    world.refused("a little too much", long_valid, (413, "too-large", None)).await?;
    left_nothing(&world.0).await
}

#[tokio::test]
async fn what_is_wrong_with_the_request_itself_is_refused() -> Result<()> {
    let world = Door(World::new()?);
    let body = with(json!({ "comment": CANARY }))?;
    for kind in ["text/plain", "multipart/form-data; boundary=x", "application/xml", ""] {
        let answer = world.post(UNIT, kind, None, body.clone()).await?;
        is_problem(kind, answer, (415, "unsupported-media-type", None)).await?;
    }
    for unit in ["khong-co", "CONGAN-THANHHOA", "..%2f", "x"] {
        let answer = world.post(unit, JSON, None, body.clone()).await?;
        is_problem(unit, answer, (404, "unknown-unit", None)).await?;
    }
    for origin in ["https://kanari.example", "https://congan.thanhhoa.gov.vn.kanari.example", "null"] {
        let answer = world.post(UNIT, JSON, Some(origin), body.clone()).await?;
        assert!(!answer.headers().contains_key("access-control-allow-origin"), "{origin}");
        is_problem(origin, answer, (403, "foreign-origin", None)).await?;
    }
    left_nothing(&world.0).await
}

#[tokio::test]
async fn bad_forms_are_refused_as_bad_json_is() -> Result<()> {
    let world = World::new()?;
    let canary = |name: &'static str| Ok::<_, anyhow::Error>(Form::new(3)?.with(name, CANARY));
    let long = [CANARY, &"x".repeat(995)].concat();
    let cases: [(&str, Form, Expected); 9] = [
        ("no level", Form::new(3)?.without("level"), field("/level", "missing", None)),
        ("level 0", Form::new(0)?, field("/level", "out_of_range", Some(5))),
        ("level 6", Form::new(6)?, field("/level", "out_of_range", Some(5))),
        ("level a text", canary("level")?, field("/level", "wrong_type", None)),
        ("unknown field", canary("KANARI")?, field("", "unknown", None)),
        ("id", canary("id")?, field("/id", "malformed", None)),
        ("too long", Form::new(3)?.with("comment", &long), field("/comment", "too_long", Some(1_000))),
        ("NUL", Form::new(3)?.with("comment", "KANARI\0"), field("/comment", "forbidden_character", None)),
        ("javascript:", Form::new(3)?.page("javascript:KANARI"), field("/page", "malformed", None)),
    ];
    for (name, form, expected) in cases {
        is_problem(name, world.rate(&form).await?, expected).await?;
    }
    let world = Door(world);
    let kind = "application/x-www-form-urlencoded";
    let twice = Form::new(3)?.encoded() + "&level=4";
    is_problem("twice", world.post(UNIT, kind, None, twice).await?, field("/level", "duplicate", None))
        .await?;
    let bytes = Form::new(3)?.encoded() + "&comment=KANARI%ff%c3";
    let forbidden = field("/comment", "forbidden_character", None);
    is_problem("invalid UTF-8", world.post(UNIT, kind, None, bytes).await?, forbidden).await?;
    left_nothing(&world.0).await
}

#[tokio::test]
async fn an_id_used_for_another_content_is_refused_and_the_first_stands() -> Result<()> {
    let world = World::new()?;
    let form = Form::new(3)?;
    assert_eq!(world.rate(&form).await?.status(), 202);
    for other in
        [form.clone().with("level", "4"), form.clone().with("comment", CANARY), form.clone().page("/KANARI")]
    {
        is_problem("reused", world.rate(&other).await?, (409, "id-reused", None)).await?;
    }
    assert_eq!(world.only_delivery().await?["level"], 3);
    Ok(())
}

/// Nothing was stored, counted, delivered or logged.
async fn left_nothing(world: &World) -> Result<()> {
    assert!(world.settled().await?.is_empty());
    for _ in 0..17 {
        world.rate(&Form::new(5)?).await?.error_for_status()?;
    }
    world.delivered(19).await?;
    assert!(world.summary().await?.is_null(), "a refused rating was counted");
    let log = world.stack.edge.log();
    assert!(!log.contains(CANARY), "{log}");
    Ok(())
}
