//! The installer page, what is pasted from it, and what the check says of portals, good and bad.

use anyhow::{Context, Result};
use bundle::check;
use demo::portal::hostile::{Remains, pages};
use reqwest::{Response, header};
use serde_json::{Value, json};
use tests::{
    journey::{journey, journey_in},
    page::Page,
    webmaster::Portal,
    world::{UNIT, World},
};
use tt_contract::lang::Lang;

const SNIPPET: &str = "q('#snippet').value";

fn world_with(portal: &Portal) -> Result<World> {
    World::with(|options| portal.list(options))
}

fn installer(world: &World, query: &str) -> String {
    world.edge(&format!("/install/{UNIT}?lang=vi&{query}"))
}

/// The whole document, in which no element is spoken of.
fn whole<'a>(page: &Page<'a>) -> Page<'a> {
    page.at("no-element")
}

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
async fn found(world: &World, url: &str) -> Result<Vec<String>> {
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
async fn without_script_it_is_chosen_and_checked_by_plain_forms() -> Result<()> {
    journey(async |world, page| {
        let page = &whole(page);
        page.script(false).await?;
        page.open(&installer(world, "")).await?;
        page.click("input[name=widgets][value=text-size]").await?;
        page.click("select[name=dock] option[value=off]").await?;
        page.click("select[name=theme] option[value=auto]").await?;
        page.click("#choose button").await?;
        page.until(&format!("location.search.includes('dock=off') && {SNIPPET}")).await?;
        let snippet: String = page.js(SNIPPET).await?;
        let edge = world.edge("");
        assert_eq!(
            snippet.lines().next().context("a line")?,
            format!(
                r#"<script src="{edge}/tt.js" data-unit="{UNIT}" data-widgets="hotline tip-off rating" data-theme="auto" data-dock="off" async></script>"#
            )
        );
        assert_eq!(snippet.lines().count(), 4);
        assert!(!page.js::<bool>("!!shown('[data-copy]')").await?, "a button that does nothing");
        assert!(page.js::<bool>("q('#preview').getAttribute('src').includes('dock=off')").await?);

        page.type_into("input[name=url]", world.portal(world.article()?)).await?;
        page.click("#check button").await?;
        page.until("shown('.found li.right[data-code=script-right]')").await?;
        assert_eq!(page.js::<String>("text('.found .url')").await?, world.portal(world.article()?));
        page.script(true).await?;
        page.axe().await
    })
    .await
}

#[tokio::test]
async fn with_script_it_follows_each_choice_and_copies() -> Result<()> {
    journey(async |world, page| {
        let page = &whole(page);
        let edge = world.edge("");
        page.devtools(
            "Browser.grantPermissions",
            json!({ "origin": edge, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] }),
        )
        .await?;
        page.open(&installer(world, "")).await?;
        page.until("shown('[data-copy=snippet]')").await?;
        let plain = format!(r#"<script src="{edge}/tt.js" data-unit="{UNIT}" async></script>"#);
        assert_eq!(page.js::<String>(SNIPPET).await?, plain);

        page.click("input[name=pin]").await?;
        page.until(&format!("{SNIPPET}.includes('integrity=') && text('#said')")).await?;
        assert!(page.js::<bool>("location.search.includes('pin=1')").await?, "a reload would forget it");
        assert!(page.js::<bool>("q('#preview').src.includes('pin=1')").await?);
        page.click("[data-copy=snippet]").await?;
        page.until("text('#said') === 'Đã sao chép.'").await?;
        let copied: String =
            page.execute_async(
                "const done = arguments[arguments.length - 1]; navigator.clipboard.readText().then(done, (e) => done(String(e)))",
                vec![],
            )
            .await?
            .convert()?;
        assert_eq!(copied, page.js::<String>(SNIPPET).await?);
        assert!(page.js::<bool>("focused() === q('[data-copy=snippet]')").await?, "the focus went astray");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_preview_is_alive() -> Result<()> {
    journey(async |world, page| {
        page.open(&world.edge(&format!("/install/{UNIT}/preview?dock=off&pin=1"))).await?;
        page.until_live().await?;
        let query = "dock=top-left&widgets=hotline";
        page.open(&world.edge(&format!("/install/{UNIT}/preview?{query}"))).await?;
        page.at("tt-dock").until("host && host.getAttribute('state') === 'live'").await?;
        let page = &whole(page);
        page.open(&installer(world, query)).await?;
        page.run("q('#preview').scrollIntoView()").await?;
        page.until("q('#preview').contentDocument.querySelector('tt-dock[state=live]')").await?;
        page.axe().await
    })
    .await
}

#[tokio::test]
async fn what_is_copied_works_where_it_is_pasted() -> Result<()> {
    let portal = Portal::start()?;
    journey_in(world_with(&portal)?, async |world, page| {
        for (query, codes) in [
            (
                "dock=off",
                vec!["right script-right", "right unit-right", "right elements-right", "right csp-none"],
            ),
            (
                "dock=off&pin=1&widgets=rating&lang_widget=en",
                vec![
                    "right script-right",
                    "right pinned-right",
                    "right unit-right",
                    "right elements-right",
                    "right csp-none",
                ],
            ),
        ] {
            whole(page).open(&installer(world, query)).await?;
            portal.paste(&whole(page).js::<String>(SNIPPET).await?);
            assert_eq!(found(world, &portal.url("/moved")).await?, codes);
            page.open(&portal.url("/pasted")).await?;
            page.until_live().await?;
            page.choose(5).await?;
            page.send().await?;
            page.until_thanked().await?;
            page.run("localStorage.clear()").await?;
        }
        let deliveries = world.settled().await?;
        let langs: Vec<_> = deliveries.iter().map(|one| one.of("lang").clone()).collect();
        assert_eq!(deliveries.len(), 2);
        assert!(langs.contains(&json!("vi")) && langs.contains(&json!("en")), "{langs:?}");

        // The same as JavaScript, as Liferay takes it.
        whole(page).open(&installer(world, "")).await?;
        let statement: String = whole(page)
            .js("qa('textarea').map((one) => one.value).find((one) => one.startsWith('(function'))")
            .await?;
        portal.paste(&format!("<script>{statement}</script>"));
        page.open(&portal.url("/pasted")).await?;
        page.at("tt-dock").until("host && host.getAttribute('state') === 'live'").await?;
        assert_eq!(found(world, &portal.url("/pasted")).await?, ["advice script-inserted", "right csp-none"]);
        Ok(())
    })
    .await
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

#[tokio::test]
async fn it_is_free_of_what_axe_finds_and_fits_a_phone() -> Result<()> {
    let portal = Portal::start()?;
    portal.paste(r#"<tt-ratting></tt-ratting><script src="/js/tt.js" data-unit="c06"></script>"#);
    journey_in(world_with(&portal)?, async |world, page| {
        let page = &whole(page);
        for width in [320, 1280] {
            page.size(width, 900).await?;
            for scheme in ["light", "dark"] {
                page.media(&[("prefers-color-scheme", scheme)]).await?;
                for lang in ["vi", "en"] {
                    page.open(&world.edge(&format!("/install/{UNIT}?lang={lang}"))).await?;
                    page.run("qa('details').forEach((one) => { one.open = true; })").await?;
                    page.type_into("input[name=url]", portal.url("/pasted")).await?;
                    page.axe().await?;
                    assert!(
                        page.js::<bool>("document.documentElement.scrollWidth <= innerWidth").await?,
                        "{width}"
                    );
                    page.click("#check button").await?;
                    page.until("shown('.found li.wrong')").await?;
                    page.axe().await?;
                    assert!(
                        page.js::<bool>("document.documentElement.scrollWidth <= innerWidth").await?,
                        "{width}"
                    );
                }
            }
        }
        Ok(())
    })
    .await
}
