//! What the edge answers to whom: headers, origins, caches, encodings, methods.

use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::STANDARD};
use flate2::read::GzDecoder;
use reqwest::{Method, Response, header};
use serde_json::Value;
use sha2::{Digest, Sha384};
use std::io::Read;
use tests::world::{Form, UNIT, World};

async fn ask(world: &World, method: Method, path: &str, headers: &[(&str, &str)]) -> Result<Response> {
    let mut request = world.http.request(method, world.edge(path));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    Ok(request.send().await?)
}

async fn get(world: &World, path: &str, headers: &[(&str, &str)]) -> Result<Response> {
    ask(world, Method::GET, path, headers).await
}

async fn version(world: &World) -> Result<String> {
    let health: Value = serde_json::from_slice(&get(world, "/healthz", &[]).await?.bytes().await?)?;
    assert_eq!(health["status"], "ok");
    Ok(health["version"].as_str().context("a version")?.to_owned())
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() -> Result<()> {
    let world = World::new()?;
    let asset = format!("/v/{}/embed.js", version(&world).await?);
    let unit = format!("/v1/units/{UNIT}");
    let page = format!("/u/{UNIT}/rating");
    let paths = [
        "/healthz",
        "/tt.js",
        "/openapi.json",
        "/v/integrity.json",
        "/nothing",
        "/u/nobody",
        &asset,
        &unit,
        &page,
        &format!("{unit}/widgets/rating"),
        &format!("{unit}/ratings/summary"),
        &format!("{page}/thanks"),
        &format!("/u/{UNIT}/clear.css"),
        &format!("/u/{UNIT}/tip-off/sent"),
        &format!("/u/{UNIT}/tip-off/leave"),
        &format!("/u/{UNIT}"),
        &format!("/u/{UNIT}/hotline"),
        &format!("/u/{UNIT}/hotline/print"),
        &format!("/u/{UNIT}/hotline.vcf"),
    ];
    for path in paths {
        let answer = get(&world, path, &[]).await?;
        let of =
            |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        assert_eq!(of("x-content-type-options"), "nosniff", "{path}");
        let is_page = of("content-type").starts_with("text/html") && !path.starts_with("/v1/");
        assert_eq!(of("permissions-policy").contains("geolocation=()"), is_page, "{path}");
        assert!(of("strict-transport-security").contains("max-age="), "{path}");
        let policy = of("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{path}: {policy}");
        assert!(["no-referrer", "same-origin"].contains(&of("referrer-policy")), "{path}");
        assert_eq!(of("cross-origin-opener-policy"), if is_page { "same-origin" } else { "" }, "{path}");
        assert_eq!(of("cross-origin-embedder-policy"), if is_page { "require-corp" } else { "" }, "{path}");
        let open = path == asset || path == "/tt.js" || is_page;
        assert_eq!(
            of("cross-origin-resource-policy"),
            if open { "cross-origin" } else { "same-origin" },
            "{path}"
        );
        assert!(!answer.headers().contains_key("set-cookie"), "{path}");
    }
    let answer = get(&world, &page, &[]).await?;
    let policy = answer.headers()["content-security-policy"].to_str()?;
    let framed = policy.split("frame-ancestors ").nth(1).context("frame-ancestors")?;
    assert!(framed.starts_with("'self' https://congan.thanhhoa.gov.vn"), "{framed}");
    Ok(())
}

#[tokio::test]
async fn only_the_units_own_portals_are_let_in_by_cors() -> Result<()> {
    let world = World::new()?;
    let portal = world.stack.portals.url();
    let listed = [portal.as_str(), "https://congan.thanhhoa.gov.vn", "https://conganthanhhoa.vn"];
    let foreign = [
        "null",
        "https://evil.example",
        "http://congan.thanhhoa.gov.vn",
        "https://congan.thanhhoa.gov.vn.evil.example",
        "https://evilcongan.thanhhoa.gov.vn",
        "https://evil-conganthanhhoa.vn",
        "https://www.conganthanhhoa.vn",
        "https://congan.thanhhoa.gov.vn:8443",
        "https://CONGAN.thanhhoa.gov.vn",
        "https://c06.bocongan.gov.vn",
        "https://",
        "*",
    ];
    let unit = format!("/v1/units/{UNIT}");
    for path in [
        unit.clone(),
        format!("{unit}/widgets/rating"),
        format!("{unit}/widgets/dock"),
        format!("{unit}/ratings/summary"),
    ] {
        for origin in listed {
            let answer = get(&world, &path, &[("origin", origin)]).await?;
            assert_eq!(answer.headers()["access-control-allow-origin"], origin, "{path}");
            assert!(answer.headers()["vary"].to_str()?.contains("Origin"), "{path}");
            assert!(!answer.headers().contains_key("access-control-allow-credentials"));
        }
        for origin in foreign {
            let answer = get(&world, &path, &[("origin", origin)]).await?;
            if path.contains("/widgets/") {
                // Its script may read that it is not listed, and no more.
                assert_eq!(answer.status(), 403, "{path} lets {origin} in");
                assert_eq!(answer.headers()["access-control-allow-origin"], "*");
                let problem: Value = serde_json::from_slice(&answer.bytes().await?)?;
                assert_eq!(problem["code"], "foreign-origin");
                continue;
            }
            assert!(!answer.headers().contains_key("access-control-allow-origin"), "{path} lets {origin} in");
            assert!(answer.headers()["vary"].to_str()?.contains("Origin"), "{path}");
        }
    }
    let ratings = format!("{unit}/ratings");
    let preflight =
        [("access-control-request-method", "POST"), ("access-control-request-headers", "content-type")];
    for origin in listed {
        let headers = [preflight.as_slice(), &[("origin", origin)]].concat();
        let answer = ask(&world, Method::OPTIONS, &ratings, &headers).await?;
        assert_eq!(answer.status(), 204);
        assert_eq!(answer.headers()["access-control-allow-origin"], origin);
        assert_eq!(answer.headers()["access-control-allow-methods"], "POST");
    }
    for origin in foreign {
        let headers = [preflight.as_slice(), &[("origin", origin)]].concat();
        let answer = ask(&world, Method::OPTIONS, &ratings, &headers).await?;
        assert!(!answer.headers().contains_key("access-control-allow-origin"), "{origin}");
    }
    let kept = world.rate(&Form::new(3)?).await?;
    assert_eq!(kept.headers()["access-control-allow-origin"], portal.as_str());
    Ok(())
}

#[tokio::test]
async fn what_a_browser_has_already_is_not_sent_again() -> Result<()> {
    let world = World::new()?;
    let unit = format!("/v1/units/{UNIT}");
    for (path, policy) in [
        ("/tt.js".to_owned(), "public, max-age=300"),
        (unit.clone(), "public, max-age=60"),
        (format!("{unit}/widgets/rating?lang=en&theme=dark"), "public, max-age=60"),
    ] {
        let first = get(&world, &path, &[]).await?;
        assert_eq!(first.headers()[header::CACHE_CONTROL], policy, "{path}");
        let tag = first.headers()[header::ETAG].to_str()?.to_owned();
        let again = get(&world, &path, &[("if-none-match", &tag)]).await?;
        assert_eq!(again.status(), 304, "{path}");
        assert_eq!(again.headers()[header::ETAG], tag.as_str());
        assert!(again.bytes().await?.is_empty());
        assert_eq!(get(&world, &path, &[("if-none-match", "\"other\"")]).await?.status(), 200);
    }
    let vi = get(&world, &format!("{unit}/widgets/rating?lang=vi"), &[]).await?;
    let en = get(&world, &format!("{unit}/widgets/rating?lang=en"), &[]).await?;
    assert_ne!(vi.headers()[header::ETAG], en.headers()[header::ETAG]);
    assert_eq!(
        get(&world, &format!("/u/{UNIT}/rating"), &[]).await?.headers()[header::CACHE_CONTROL],
        "no-store"
    );
    Ok(())
}

#[tokio::test]
async fn the_files_of_a_release_are_the_same_in_every_encoding_and_as_published() -> Result<()> {
    let world = World::new()?;
    let version = version(&world).await?;
    let published: Value =
        serde_json::from_slice(&get(&world, "/v/integrity.json", &[]).await?.bytes().await?)?;
    assert_eq!(published["version"], version.as_str());
    let files = published["files"].as_object().context("files")?;
    assert!(files.len() >= 3, "{published}");
    for (name, integrity) in files {
        let path = format!("/v/{version}/{name}");
        let plain = get(&world, &path, &[("accept-encoding", "identity")]).await?;
        assert!(!plain.headers().contains_key("content-encoding"));
        assert_eq!(plain.headers()[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
        assert_eq!(plain.headers()["access-control-allow-origin"], "*");
        let kind = plain.headers()[header::CONTENT_TYPE].to_str()?.to_owned();
        let expected =
            if name.contains("_bg.") { "application/wasm" } else { "text/javascript; charset=utf-8" };
        assert_eq!(kind, expected, "{name}");
        let plain = plain.bytes().await?;
        let hash = format!("sha384-{}", STANDARD.encode(Sha384::digest(&plain)));
        assert_eq!(integrity.as_str(), Some(hash.as_str()), "{name}");

        let accepts = [
            ("gzip, deflate, br, zstd", "br"),
            ("gzip", "gzip"),
            ("br;q=0.5, gzip", "gzip"),
            ("br;q=0, *", "gzip"),
        ];
        for (accept, expected) in accepts {
            let answer = get(&world, &path, &[("accept-encoding", accept)]).await?;
            assert_eq!(answer.headers()["content-encoding"], expected, "{name} for {accept}");
            assert!(answer.headers()["vary"].to_str()?.contains("Accept-Encoding"));
            let packed = answer.bytes().await?;
            let mut unpacked = Vec::new();
            if expected == "br" {
                brotli::BrotliDecompress(&mut packed.as_ref(), &mut unpacked)?;
            } else {
                GzDecoder::new(packed.as_ref()).read_to_end(&mut unpacked)?;
            }
            assert_eq!(unpacked, plain, "{name} for {accept}");
        }
    }
    assert_eq!(get(&world, "/v/0123456789abcdef/embed.js", &[]).await?.status(), 404);
    assert_eq!(get(&world, &format!("/v/{version}/nothing.js"), &[]).await?.status(), 404);
    Ok(())
}

#[tokio::test]
async fn methods_and_addresses_that_are_not_there_are_said_so() -> Result<()> {
    let world = World::new()?;
    let page = format!("/u/{UNIT}/rating");
    let ratings = format!("/v1/units/{UNIT}/ratings");
    for (method, path, status, allow) in [
        (Method::GET, "/nothing", 404, None),
        (Method::GET, "/", 404, None),
        (Method::POST, "/healthz", 405, Some("GET, HEAD")),
        (Method::DELETE, page.as_str(), 405, Some("GET, HEAD")),
        (Method::GET, ratings.as_str(), 405, Some("POST, OPTIONS")),
        (Method::PUT, ratings.as_str(), 405, Some("POST, OPTIONS")),
        (Method::GET, "/v1/units/nobody", 404, None),
        (Method::GET, "/u/c06/chat", 404, None),
    ] {
        let answer = ask(&world, method.clone(), path, &[]).await?;
        assert_eq!(answer.status(), status, "{method} {path}");
        let told = answer.headers().get("allow").and_then(|allow| allow.to_str().ok());
        assert_eq!(told, allow, "{method} {path}");
    }
    for path in ["/tt.js", "/healthz", &page, "/v1/units/c06"] {
        let whole = get(&world, path, &[("accept-encoding", "identity")]).await?;
        let head = ask(&world, Method::HEAD, path, &[("accept-encoding", "identity")]).await?;
        assert_eq!(head.status(), 200, "{path}");
        assert_eq!(head.headers()[header::CONTENT_TYPE], whole.headers()[header::CONTENT_TYPE], "{path}");
        assert!(head.bytes().await?.is_empty(), "{path}");
    }
    let person = get(&world, "/u/nobody?lang=en", &[]).await?;
    assert_eq!(person.status(), 404);
    assert!(person.headers()[header::CONTENT_TYPE].to_str()?.starts_with("text/html"));
    assert!(person.text().await?.contains("Unit not found"));
    Ok(())
}

#[tokio::test]
async fn a_form_is_led_to_thanks_and_a_script_is_told_in_json() -> Result<()> {
    let world = World::new()?;
    let url = world.edge(&format!("/v1/units/{UNIT}/ratings"));
    let form = |accept: &str, lang: &str| {
        let body = Form::new(4)?.with("lang", lang).encoded();
        let request = world.http.post(&url).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        Ok::<_, anyhow::Error>(request.header(header::ACCEPT, accept).body(body).send())
    };
    let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    for lang in ["vi", "en"] {
        let led = form(browser, lang)?.await?;
        assert_eq!(led.status(), 303);
        assert_eq!(led.headers()["location"], format!("/u/{UNIT}/rating/thanks?lang={lang}").as_str());
    }
    let told = form("application/json", "vi")?.await?;
    assert_eq!(told.status(), 202);
    assert_eq!(told.headers()[header::CONTENT_TYPE], "application/json");
    assert_eq!(world.settled().await?.len(), 3);
    Ok(())
}
