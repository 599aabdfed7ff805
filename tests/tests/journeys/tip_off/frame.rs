//! The form in a portal: a frame of one height, in which the steps come and go, from the first look
//! to the receipt.

use super::{
    form::{ACCOUNT, STEPS, fits, go_on, until_live, until_step},
    sealed::{delivered, send, until_files},
    sender::{Multipart, opened, request},
};
use anyhow::{Result, ensure};
use reqwest::Method;
use tests::{
    everywhere,
    journey::journey,
    page::Page,
    world::{UNIT, World},
};
use thirtyfour::{By, Key};

const PORTAL: &str = "/modern/bao-tin";

/// Opens `path` of the portals, in a window in which the whole frame has room, and waits for the
/// frame.
async fn open<'a>(world: &World, page: &Page<'a>, path: &str) -> Result<Page<'a>> {
    page.size(1280, 1_000).await?;
    let portal = page.at("tt-tip-off");
    portal.open(&world.portal(path)).await?;
    portal
        .run("if (!host) document.querySelector('main').append(document.createElement('tt-tip-off'))")
        .await?;
    until_framed(&portal).await?;
    Ok(portal)
}

async fn until_framed(portal: &Page<'_>) -> Result<()> {
    portal.until("host.getAttribute('state') === 'live' && q('iframe')").await?;
    portal.run("q('iframe').scrollIntoView({ block: 'center' })").await
}

everywhere!(in_a_portal_a_tip_is_told_in_a_frame_of_one_height);
async fn in_a_portal_a_tip_is_told_in_a_frame_of_one_height(
    world: &mut World,
    page: &Page<'_>,
) -> Result<()> {
    let portal = open(world, page, PORTAL).await?;
    assert!(
        portal
            .js::<bool>(
                "!!q('iframe').title && q('iframe').src.includes('framed=1') && !!shown('a[data-title]')"
            )
            .await?
    );
    let height = "q('iframe').offsetHeight";
    assert_eq!(portal.js::<u32>(height).await?, 840);
    portal.find_in("iframe").await?.enter_frame().await?;
    until_live(page).await?;
    assert!(page.js::<bool>("!q('header') && !q('footer') && !!shown('.exit')").await?);
    until_files(page, ACCOUNT).await?;
    let receipt = send(page).await?;
    // What leads on leads out, but for what makes a call.
    let stays = "qa('a[href]').filter((a) => !/^(_blank|_top)$/.test(a.target || q('base').target) && a.protocol !== 'tel:').length";
    assert_eq!(page.js::<u32>(stays).await?, 0);
    assert!(page.js::<bool>("!!shown('.receipt a[href*=\"/tip-off/return\"]')").await?);
    page.enter_default_frame().await?;
    assert_eq!(portal.js::<u32>(height).await?, 840);
    let tip = delivered(world, "tip.created").await?;
    assert_eq!([tip.of("sealed_by"), tip.of("lookup")], ["browser", &tt_seal::lookup(&receipt).to_string()]);
    assert_eq!(opened(&tip)?["account"], ACCOUNT);
    Ok(())
}

everywhere!(a_portal_that_isolates_itself_shows_it_too);
async fn a_portal_that_isolates_itself_shows_it_too(world: &mut World, page: &Page<'_>) -> Result<()> {
    let portal = open(world, page, "/hostile/isolated").await?;
    ensure!(portal.js::<bool>("crossOriginIsolated").await?, "the portal is not isolated");
    portal.find_in("iframe").await?.enter_frame().await?;
    until_live(page).await?;
    until_files(page, ACCOUNT).await?;
    send(page).await?;
    delivered(world, "tip.created").await?;
    page.enter_default_frame().await?;
    assert_eq!(portal.js::<String>("wrong.join('; ') + told.join('; ')").await?, "");
    Ok(())
}

/// How a page is asked for that is shown within another (Fetch, section 2.2.5).
const NESTED: [&str; 5] = ["iframe", "frame", "embed", "object", "fencedframe"];

#[tokio::test]
async fn whatever_frames_it_gets_a_link_where_no_script_runs() -> Result<()> {
    let world = World::new()?;
    let get = async |path: &str, destination: Option<&str>| {
        let request = world.http.get(world.edge(&format!("/u/{UNIT}/tip-off{path}")));
        let request = destination.iter().fold(request, |request, one| request.header("Sec-Fetch-Dest", *one));
        let answer = request.send().await?.error_for_status()?;
        let of =
            |name: &str| answer.headers().get(name).and_then(|one| one.to_str().ok()).unwrap_or_default();
        ensure!(of("vary").split(", ").any(|name| name == "Sec-Fetch-Dest"), "{path}: {}", of("vary"));
        ensure!(of("cache-control") == "no-store", "{path}");
        let posts = of("content-security-policy").contains("form-action 'self'");
        Ok((answer.text().await?, posts))
    };
    for path in ["", "?plain=1", "?lang=en", "?framed=1", "/return", "/return?plain=1"] {
        for destination in NESTED.map(Some).into_iter().chain(path.contains("framed").then_some(None)) {
            let (html, posts) = get(path, destination).await?;
            ensure!(!posts, "{path} {destination:?}: it may be posted");
            for plain in html.split("<noscript>").skip(1).filter_map(|rest| rest.split("</noscript>").next())
            {
                ensure!(!plain.contains("<button") && !plain.contains("<input"), "{path}: {plain}");
                ensure!(plain.contains(r#"target="_blank" rel="noopener"#), "{path}: {plain}");
            }
            let address = format!("{}/u/{UNIT}/tip-off", world.edge(""));
            ensure!(html.contains("<noscript>") && html.contains("<script"), "{path}: it is a plain page");
            ensure!(html.contains(&format!(">{address}")), "{path}: no address to copy");
        }
        // And nobody else gets what a frame gets.
        for destination in [None, Some("document")].into_iter().filter(|_| !path.contains("framed")) {
            let (html, posts) = get(path, destination).await?;
            ensure!(
                posts && html.contains(r#"<button type="submit">"#),
                "{path} {destination:?}: no plain form"
            );
        }
    }
    // What was posted from a frame is not taken: the load of its answer would tell.
    for (path, destination) in NESTED.map(|one| ("", Some(one))).into_iter().chain([("?framed=1", None)]) {
        let form = Multipart::default().text("receipt", "x").text("account", ACCOUNT);
        let request = request(&world, Method::POST, &format!("/u/{UNIT}/tip-off{path}")).body(form.body());
        let request = destination.iter().fold(request, |request, one| request.header("Sec-Fetch-Dest", *one));
        assert_eq!(request.send().await?.status(), 403, "{destination:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_sandbox_without_script_shows_the_way_out_and_loads_once() -> Result<()> {
    journey(async |world, page| {
        let portal = page.at("body");
        portal.open(&world.portal(PORTAL)).await?;
        let address = format!("/u/{UNIT}/tip-off");
        for query in ["", "?plain=1", "?framed=1"] {
            let frame = format!(
                "window.loads = 0; const frame = document.createElement('iframe'); frame.className = 'sandboxed';
                document.querySelectorAll('.sandboxed').forEach((one) => one.remove());
                frame.sandbox = 'allow-forms'; frame.onload = () => loads++; frame.src = '{}';
                frame.style.cssText = 'width: 100%; height: 800px'; document.querySelector('main, .page').append(frame);",
                world.edge(&format!("{address}{query}"))
            );
            portal.run(&frame).await?;
            portal.until("window.loads === 1").await?;
            page.find(By::Css("iframe.sandboxed")).await?.enter_frame().await?;
            page.until("shown('.plain a') && shown('.address')").await?;
            let taken: Vec<String> = page
                .js("qa('input, textarea, select, button').filter((one) => one.checkVisibility()).map((one) => one.outerHTML)")
                .await?;
            ensure!(taken.is_empty(), "{query}: {taken:?}");
            let copied: String = page.js("text('.address')").await?;
            ensure!(copied.starts_with(&world.edge(&address)), "{query}: {copied}");
            // Whatever is pressed in it, the frame stays what it is.
            page.run("for (const form of qa('form')) form.submit(); qa('.plain a').forEach((a) => a.click())").await.ok();
            page.enter_default_frame().await?;
            portal.run("window.drawn = 0; const draw = () => ++drawn < 30 && requestAnimationFrame(draw); draw()").await?;
            portal.until("window.drawn === 30").await?;
            assert_eq!(portal.js::<u32>("loads").await?, 1, "{query}");
        }
        ensure!(world.deliveries().await?.is_empty(), "something was sent");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn with_large_text_on_a_small_screen_all_of_it_is_reached_by_keys() -> Result<()> {
    journey(async |world, page| {
        let portal = open(world, page, PORTAL).await?;
        page.size(320, 640).await?;
        until_framed(&portal).await?;
        portal.find_in("iframe").await?.enter_frame().await?;
        until_live(page).await?;
        page.run("document.documentElement.style.fontSize = '200%'; q('.exit').focus()").await?;
        assert!(page.js::<u32>("innerHeight").await? <= 576);
        let reach = async |condition: &str| -> Result<()> {
            for _ in 0..40 {
                if page.js::<bool>(condition).await? {
                    // Where the focus is, is seen.
                    let seen = "(({ top, bottom }) => bottom > 0 && top < innerHeight)(focused().getBoundingClientRect())";
                    ensure!(page.js::<bool>(seen).await?, "`{condition}` is out of view");
                    return Ok(());
                }
                page.press(Key::Tab).await?;
            }
            anyhow::bail!("`{condition}` is not reached by the keyboard")
        };
        for heading in STEPS {
            // What is longer than the frame scrolls in it, by keys too.
            page.run("scrollTo(0, 0)").await?;
            page.press(Key::PageDown).await?;
            page.until("scrollY > 0").await?;
            fits(page).await?;
            page.axe().await?;
            if heading == STEPS[1] {
                reach("focused() === q('#tt-account')").await?;
                page.action_chain().send_keys(ACCOUNT).perform().await?;
            }
            reach("focused() === q('.go .send')").await?;
            page.press(Key::Enter).await?;
            until_step(page, heading).await?;
            page.until("(({ top, bottom }) => top >= 0 && bottom <= innerHeight)(focused().getBoundingClientRect())").await?;
        }
        reach("focused() === q('.go .send')").await?;
        page.press(Key::Enter).await?;
        page.until("focused() === q('.receipt h2')").await?;
        fits(page).await?;
        page.axe().await
    })
    .await
}

#[tokio::test]
async fn in_a_frame_back_is_a_button_and_the_browsers_own_leaves_the_portal_as_it_always_did() -> Result<()> {
    journey(async |world, page| {
        page.open(&world.portal("/modern/")).await?;
        let portal = open(world, page, PORTAL).await?;
        portal.find_in("iframe").await?.enter_frame().await?;
        until_live(page).await?;
        go_on(page).await?;
        until_step(page, STEPS[0]).await?;
        page.type_into("#tt-account", ACCOUNT).await?;
        for heading in &STEPS[1..3] {
            go_on(page).await?;
            until_step(page, heading).await?;
        }
        page.click(".go button.quiet").await?;
        until_step(page, STEPS[1]).await?;
        page.click(".go button.quiet").await?;
        until_step(page, STEPS[0]).await?;
        assert_eq!(page.js::<String>("q('#tt-account').value").await?, ACCOUNT);
        page.enter_default_frame().await?;
        page.back().await?;
        page.until("location.pathname === '/modern/'").await
    })
    .await
}

#[tokio::test]
async fn whoever_opened_the_page_can_neither_reach_nor_replace_it() -> Result<()> {
    journey(async |world, page| {
        page.open(&world.portal(PORTAL)).await?;
        let address = world.edge(&format!("/u/{UNIT}/tip-off"));
        page.run(&format!("window.opened = open('{address}')")).await?;
        // To its opener, a page that isolates itself is gone.
        page.until("window.opened && window.opened.closed").await?;
        page.run("window.opened.location = '/modern/'").await?;
        let windows = page.windows().await?;
        let here = page.window().await?;
        let other = windows.into_iter().find(|one| *one != here);
        page.switch_to_window(other.ok_or_else(|| anyhow::anyhow!("no window was opened"))?).await?;
        until_live(page).await?;
        assert!(page.js::<bool>(&format!("location.href === '{address}' && opener === null")).await?);
        Ok(())
    })
    .await
}
