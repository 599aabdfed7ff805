//! What the check says of portals, good and bad.

use super::world_with;
use anyhow::{Context, Result};
use bundle::check;
use demo::portal::hostile::{Remains, pages};
use reqwest::{Response, header};
use serde_json::{Value, json};
use tests::{
    webmaster::Portal,
    world::{UNIT, World},
};
use tt_contract::lang::Lang;

async fn ask(world: &World, url: &str, headers: &[(&str, &str)]) -> Result<Response> {
    let body = form_urlencoded::Serializer::new(String::new()).append_pair("url", url).finish();
    let mut request = world.http.post(world.edge(&format!("/install/{UNIT}/check"))).body(body);
    request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    Ok(request.send().await?)
}

/// What the check says to a program.
async fn checked(world: &World, url: &str) -> Result<(u16, Value)> {
    let answer = ask(world, url, &[("accept", "application/json")]).await?;
    let status = answer.status().as_u16();
    Ok((status, serde_json::from_slice(&answer.bytes().await?)?))
}

/// Levels and codes of what was found.
pub(super) async fn found(world: &World, url: &str) -> Result<Vec<String>> {
    let (status, said) = checked(world, url).await?;
    assert_eq!(status, 200, "{said}");
    codes(&said)
}

fn codes(said: &Value) -> Result<Vec<String>> {
    let findings = said["findings"].as_array().with_context(|| said.to_string())?;
    let text = |of: &Value| of.as_str().unwrap_or_default().to_owned();
    Ok(findings.iter().map(|one| format!("{} {}", text(&one["level"]), text(&one["code"]))).collect())
}

#[tokio::test]
async fn good_portals_are_right_and_bad_ones_are_told_what_to_change() -> Result<()> {
    let portal = Portal::start()?;
    let world = world_with(&portal)?;
    let all = found(&world, &world.portal(world.article()?)).await?;
    assert!(
        all.contains(&"right script-right".into()) && !all.iter().any(|one| one.starts_with("wrong")),
        "{all:?}"
    );

    portal.paste("<p>Chưa dán gì</p>");
    let (_, said) = checked(&world, &portal.url("/pasted")).await?;
    let first = &said["findings"][0];
    assert_eq!(first["code"], "script-missing");
    assert_eq!(
        first["paste"],
        format!(r#"<script src="{}/tt.js" data-unit="{UNIT}" async></script>"#, world.edge(""))
    );
    portal.paste(r#"<script src="/js/tt.js" data-unit="c06"></script><tt-ratting></tt-ratting>"#);
    assert_eq!(
        found(&world, &portal.url("/pasted")).await?,
        ["wrong script-elsewhere", "wrong element-unknown", "right csp-none"]
    );
    let edge = world.edge("");
    portal.paste(&format!(
        r#"<meta http-equiv="Content-Security-Policy" content="connect-src 'self'"><script src="{edge}/tt.js" data-unit="c06" async></script>"#
    ));
    assert_eq!(
        found(&world, &portal.url("/pasted")).await?,
        ["wrong unit-other", "wrong csp-blocks", "right script-right"]
    );
    Ok(())
}

/// What the check sees of hostile pages that is not as it should be; of the others it sees nothing. A script in another
/// file or in another page is not there.
const SEEN: [(&str, &[&str]); 14] = [
    ("combined", &["wrong script-missing"]),
    ("combined-plain", &["wrong script-missing"]),
    ("csp-no-connect", &["wrong csp-blocks"]),
    ("csp-no-script", &["wrong csp-blocks", "wrong csp-blocks"]),
    ("csp-no-wasm", &["advice csp-blocks-wasm"]),
    ("delayed", &["advice script-delayed"]),
    ("document-write", &["advice script-inserted"]),
    ("framed", &["wrong script-missing"]),
    ("framed-sandboxed", &["wrong script-missing"]),
    ("inserted", &["advice script-inserted"]),
    ("quirks", &["advice lang-missing", "advice viewport-missing"]),
    ("trusted-types-none", &["wrong csp-blocks"]),
    ("twice", &["advice script-twice"]),
    ("xhtml", &["advice viewport-missing"]),
];
/// What scripts of the portal break when they run, no HTML shows.
const BROKEN_BY_SCRIPT: [&str; 2] = ["define-broken", "fetch-broken"];

#[tokio::test]
async fn of_hostile_portals_it_says_what_its_html_and_headers_show() -> Result<()> {
    let world = World::with(|options| options.client_address_header = Some("x-real-ip".into()))?;
    let mut wrong = Vec::new();
    for (index, hostile) in pages()?.iter().enumerate() {
        // Each from a neighbourhood of its own: a webmaster checks fewer.
        let from = format!("10.0.{index}.1");
        let headers = [("accept", "application/json"), ("x-real-ip", from.as_str())];
        let answer = ask(&world, &world.portal(&hostile.path()), &headers).await?;
        let said: Value = serde_json::from_slice(&answer.bytes().await?)?;
        let all = codes(&said)?;
        let bad: Vec<_> = all.iter().map(String::as_str).filter(|one| !one.starts_with("right")).collect();
        let expected =
            SEEN.iter().find(|(name, _)| *name == hostile.name).map_or(&[][..], |(_, codes)| codes);
        if bad != expected {
            wrong.push(format!("{} ({:?}): {bad:?}", hostile.name, hostile.remains));
        }
        // Where only a link remains, a webmaster must be told that something is wrong.
        let seen = hostile.remains == Remains::Link && !BROKEN_BY_SCRIPT.contains(&hostile.name.as_str());
        if seen && !bad.iter().any(|one| one.starts_with("wrong")) {
            wrong.push(format!("{} is called right", hostile.name));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}

#[tokio::test]
async fn what_may_not_be_fetched_or_cannot_is_refused_by_name() -> Result<()> {
    let portal = Portal::start()?;
    let world = world_with(&portal)?;
    let dead = portal.dead.clone();
    for (url, code) in [
        ("https://elsewhere.example/".to_owned(), "page-not-listed"),
        (world.edge("/healthz"), "page-not-listed"),
        ("http://169.254.169.254/latest/meta-data/".to_owned(), "page-not-listed"),
        ("not an address".to_owned(), "page-malformed-address"),
        (String::new(), "page-malformed-address"),
        (portal.url("/away"), "page-redirect-not-listed"),
        (portal.url("/inside"), "page-redirect-not-listed"),
        (portal.url("/round"), "page-too-many-redirects"),
        (portal.url("/large"), "page-too-large"),
        (portal.url("/slow"), "page-timeout"),
        (portal.url("/file"), "page-not-html"),
        (dead, "page-unreachable"),
    ] {
        let (status, said) = checked(&world, &url).await?;
        assert_eq!((status, &said["code"]), (422, &json!(code)), "{url}");
        assert!(!said.to_string().contains("elsewhere"), "the address is repeated");
    }
    // A person is told in words, with what they typed, on the same page.
    let answer = ask(&world, &portal.url("/file"), &[]).await?;
    assert_eq!(answer.status(), 422);
    let page = String::from_utf8(answer.bytes().await?.to_vec())?;
    assert!(page.contains("Địa chỉ này không trả về trang HTML") && page.contains(&portal.url("/file")));
    Ok(())
}

#[tokio::test]
async fn only_the_edges_own_form_may_ask_and_not_without_end() -> Result<()> {
    let portal = Portal::start()?;
    let world = world_with(&portal)?;
    portal.paste("");
    let url = portal.url("/pasted");
    for origin in ["https://elsewhere.example", "null", &world.portal("")] {
        let answer = ask(&world, &url, &[("origin", origin), ("accept", "application/json")]).await?;
        assert_eq!(answer.status(), 403, "{origin}");
    }
    let own = world.edge("");
    let mut passed = 0;
    let busy = loop {
        let answer = ask(&world, &url, &[("origin", own.as_str()), ("accept", "application/json")]).await?;
        if answer.status() != 200 {
            break answer;
        }
        passed += 1;
        assert!(passed < 100, "it never ends");
    };
    assert!(passed >= 20, "{passed}");
    assert_eq!(busy.status(), 429);
    assert!(busy.headers().contains_key(header::RETRY_AFTER));
    Ok(())
}

#[tokio::test]
async fn the_command_says_the_same() -> Result<()> {
    let portal = Portal::start()?;
    let mut overrides = String::new();
    let world = World::with(|options| {
        portal.list(options);
        overrides = serde_json::to_string(&options.overrides).unwrap_or_default();
    })?;
    let run = async |url: String| {
        let overrides = overrides.clone();
        // It waits for answers, and they come from this runtime's thread as well.
        tokio::task::spawn_blocking(move || {
            let options = check::Options { url, unit: UNIT.parse()?, edge: None, lang: Lang::Vi };
            let mut said = Vec::new();
            let well = check::run(&options, Some(&overrides), &mut said)?;
            anyhow::Ok((well, String::from_utf8(said)?))
        })
        .await?
    };
    let (well, said) = run(world.portal(world.article()?)).await?;
    assert!(well && said.contains("✓ Đúng: Đã tìm thấy script"), "{said}");
    portal.paste(&format!(r#"<script src="{}/tt.js" data-unit="c06" async></script>"#, world.edge("")));
    let (well, said) = run(portal.url("/moved")).await?;
    assert!(
        !well && said.contains("✕ Cần sửa: Mã đơn vị") && said.contains(&format!("data-unit=\"{UNIT}\"")),
        "{said}"
    );
    for (path, why) in [
        ("/away", "chuyển hướng sang một địa chỉ không thuộc"),
        ("/round", "chuyển hướng quá nhiều lần"),
        ("/large", "nặng hơn 1 MB"),
        ("/slow", "quá 10 giây"),
        ("/file", "không trả về trang HTML"),
    ] {
        let error = run(portal.url(path)).await.err().context("it was checked")?;
        assert!(error.to_string().contains(why), "{path}: {error}");
    }
    let error = run("https://elsewhere.example/".to_owned()).await.err().context("it was checked")?;
    assert!(error.to_string().contains("không thuộc các địa chỉ đã đăng ký"), "{error}");
    Ok(())
}
