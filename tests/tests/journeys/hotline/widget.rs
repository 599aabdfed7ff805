//! The widget: without script, alive, by keyboard.

use super::{MAIN, example, open_live};
use anyhow::Result;
use serde_json::json;
use tests::{everywhere, journey::journey, page::Page, world::UNIT, world::World};
use thirtyfour::Key;

/// The targets of the links that call, in their order.
const CALLS: &str = "qa('.hotline a[href^=\"tel:\"]').map((link) => link.getAttribute('href'))";
const NATIONAL: [&str; 5] = ["tel:113", "tel:114", "tel:115", "tel:111", "tel:112"];

async fn reads_without_script(world: &mut World, page: &Page<'_>) -> Result<()> {
    let page = page.at("tt-hotline-is-plain");
    page.open(&world.edge(&format!("/u/{UNIT}/hotline"))).await?;
    page.until("shown('.emergency') && shown('.number')").await?;
    let calls: Vec<String> = page.js(CALLS).await?;
    assert_eq!(calls[..5], NATIONAL);
    assert_eq!(calls[5], MAIN[0]);
    assert_eq!(page.js::<String>("text('.number')").await?, MAIN[1]);
    assert_eq!(page.js::<String>("text('.hours')").await?, "Trực 24/24 giờ, tất cả các ngày");
    assert!(!page.js::<bool>("!!q('.copy button')").await?, "a button that does nothing");
    let foot: Vec<String> = page.js("qa('footer a').map((link) => link.getAttribute('href'))").await?;
    assert_eq!(foot, NATIONAL);
    Ok(())
}
everywhere!(reads_without_script, Off);

async fn lives_in_a_portal(world: &mut World, page: &Page<'_>) -> Result<()> {
    let page = open_live(page, &example(world, "default")).await?;
    let calls: Vec<String> = page.js(CALLS).await?;
    assert_eq!(calls[..5], NATIONAL);
    assert!(calls.contains(&MAIN[0].to_owned()));
    assert_eq!(page.js::<usize>("qa('.copy button').length").await?, calls.len() - 5);
    let save: String = page.js("q('.more a').href").await?;
    assert_eq!(save, world.edge(&format!("/u/{UNIT}/hotline.vcf?lang=vi")), "an address of the portal's");
    Ok(())
}
everywhere!(lives_in_a_portal);

#[tokio::test]
async fn the_edges_own_page_comes_alive_where_it_stands() -> Result<()> {
    journey(async |world, page| {
        let page = open_live(page, &world.edge(&format!("/u/{UNIT}/hotline?lang=en"))).await?;
        assert_eq!(page.js::<String>("q('.copy button').firstChild.data").await?, "Copy");
        assert_eq!(page.js::<usize>("qa('.emergency').length").await?, 1);
        page.axe().await
    })
    .await
}

#[tokio::test]
async fn the_button_comes_without_moving_anything() -> Result<()> {
    const PLACES: &str = "qa('.hotline *').filter((e) => !e.closest('.copy > *, .heard') && e.checkVisibility()).map((e) => { const r = e.getBoundingClientRect(); return [r.x, r.y - host.getBoundingClientRect().y, r.width, r.height].map(Math.round).join(); })";
    journey(async |world, page| {
        // Long past: nothing is said of "open now" before or after.
        page.before_each_page("Date.now = () => 0;").await?;
        for width in [360, 1280] {
            page.size(width, 800).await?;
            page.block(&["*.wasm"]).await?;
            let plain = page.at("tt-hotline");
            plain.open(&example(world, "default")).await?;
            plain.until("shown('.emergency') && host.getAttribute('state')").await?;
            plain.run("for (const status of qa('.status')) status.textContent = ''").await?;
            let before: Vec<String> = plain.js(PLACES).await?;
            page.block(&[]).await?;
            let live = open_live(page, &example(world, "default")).await?;
            let after: Vec<String> = live.js(PLACES).await?;
            assert_eq!(before, after, "{width} wide");
        }
        Ok(())
    })
    .await
}

async fn allow_clipboard(page: &Page<'_>, allowed: bool) -> Result<()> {
    for name in ["clipboard-read", "clipboard-write"] {
        let setting = if allowed { "granted" } else { "denied" };
        let permission = json!({ "permission": { "name": name }, "setting": setting });
        page.devtools("Browser.setPermission", permission).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_number_is_copied_and_that_is_said_each_time() -> Result<()> {
    journey(async |world, page| {
        allow_clipboard(page, true).await?;
        let page = open_live(page, &example(world, "default")).await?;
        page.click(".copy button").await?;
        let said = "Đã sao chép số 0 2 3 7, 3 8 5 2, 5 2 5";
        page.until(&format!("text('[role=status]') === {said:?}")).await?;
        assert_eq!(page.js::<String>("q('.copy button').firstChild.data").await?, "Đã sao chép");
        page.run(
            "window.heard = []; new MutationObserver(() => window.heard.push(text('[role=status]'))).observe(q('[role=status]'), { childList: true, characterData: true, subtree: true }); \
             navigator.clipboard.readText().then((copied) => { window.copied = copied; })",
        )
        .await?;
        page.until("window.copied === '02373852525'").await?;
        page.click(".copy button").await?;
        page.until(&format!("window.heard[window.heard.length - 1] === {said:?}")).await?;
        assert!(page.js::<bool>("window.heard[0] === ''").await?, "the same words are not said again");

        allow_clipboard(&page, false).await?;
        page.click("section:nth-of-type(2) .copy button").await?;
        page.until("text('[role=status]').startsWith('Thiết bị không cho sao chép.')").await?;
        assert_eq!(page.js::<usize>("qa('.copy button').filter((b) => b.firstChild.data === 'Đã sao chép').length").await?, 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn every_link_and_button_is_reached_and_used_by_keyboard() -> Result<()> {
    journey(async |world, page| {
        allow_clipboard(page, true).await?;
        let page = open_live(page, &example(world, "default")).await?;
        let stops: usize = page.js("qa('a[href], button').length").await?;
        let mut reached = Vec::new();
        for _ in 0..60 {
            page.press(Key::Tab).await?;
            if !page.js::<bool>("!!focused() && focused().getRootNode() === root").await? {
                continue;
            }
            let (index, ring): (usize, String) = page
                .js("[qa('a[href], button').indexOf(focused()), getComputedStyle(focused()).outlineStyle + getComputedStyle(focused()).outlineWidth]")
                .await?;
            assert_eq!(ring, "solid3px", "the focus on stop {index} is not seen");
            reached.push(index);
            if reached.len() == stops {
                break;
            }
        }
        assert_eq!(reached, (0..stops).collect::<Vec<_>>());
        page.run("q('.copy button').focus()").await?;
        page.press(Key::Enter).await?;
        page.until("text('[role=status]').startsWith('Đã sao chép')").await
    })
    .await
}
