//! Every example, by keyboard, on a small screen, on the edge's own page.

use super::{PIXEL, act, until_live};
use anyhow::{Result, bail};
use demo::portal::gallery;
use tests::{
    everywhere,
    journey::journey,
    page::Page,
    snapshot,
    world::{UNIT, World},
};
use thirtyfour::Key;

#[tokio::test]
async fn every_example_is_free_of_what_axe_finds_and_heard_as_before() -> Result<()> {
    journey(async |world, page| {
        for example in gallery::examples()?.iter().filter(|example| example.widget == "text-size") {
            let widget = until_live(world, page, &example.path()).await?;
            page.axe().await.map_err(|error| error.context(example.name.clone()))?;
            let tree = widget.tree(".text-size").await?;
            snapshot::compare(&format!("text-size/{}", example.name), &tree)?;
            act(&widget, "share").await?;
            widget.until("shown('.share')").await?;
            page.axe().await.map_err(|error| error.context(format!("{} shared", example.name)))?;
        }
        Ok(())
    })
    .await
}

/// What sticks out of the screen to the side.
const STICKS_OUT: &str = "qa('.tt, .tt *').filter((element) => {
    const box = element.getBoundingClientRect();
    return element.checkVisibility() && box.width > 1 && (box.right > innerWidth + 0.5 || box.left < -0.5);
}).map((element) => element.localName + '.' + element.className)";

#[tokio::test]
async fn it_fits_a_small_screen_at_every_size() -> Result<()> {
    journey(async |world, page| {
        page.size(320, 640).await?;
        let widget = until_live(world, page, "/gallery/text-size/default").await?;
        act(&widget, "share").await?;
        widget.until("shown('.share')").await?;
        for size in [100, 200] {
            super::enlarge(&widget, size).await?;
            let out: Vec<String> = widget.js(STICKS_OUT).await?;
            assert!(out.is_empty(), "{size} %: {out:?}");
        }
        let low: Vec<f64> = widget
            .js("qa('.choice, button').filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect().height).filter((height) => height < 44)")
            .await?;
        assert!(low.is_empty(), "targets of {low:?} px");
        Ok(())
    })
    .await
}

async fn tab_to(page: &Page<'_>, css: &str) -> Result<()> {
    for _ in 0..40 {
        page.press(Key::Tab).await?;
        if page.js::<bool>(&format!("!!focused() && focused().matches({css:?})")).await? {
            return Ok(());
        }
    }
    bail!("Tab does not reach {css}")
}

#[tokio::test]
async fn everything_is_reached_by_keyboard() -> Result<()> {
    journey(async |world, page| {
        let widget = until_live(world, page, PIXEL).await?;
        tab_to(&widget, "[name=tt-size]").await?;
        widget.press(Key::Right).await?;
        widget.until("q('[name=tt-size][value=\"110\"]').checked && localStorage.getItem('tt-size').startsWith('/*110*/')").await?;
        tab_to(&widget, "[name=tt-ground]").await?;
        widget.press(Key::Down).await?;
        widget.until("q('[value=light]').checked && /^\\/\\*light/.test(localStorage.getItem('tt-look'))").await?;
        for aid in ["lines", "letters", "font", "links", "still"] {
            tab_to(&widget, &format!("[value={aid}]")).await?;
            widget.press(Key::Space).await?;
        }
        widget.until("localStorage.getItem('tt-look').startsWith('/*light lines letters font links still*/')").await?;
        tab_to(&widget, "[data-do=reset]").await?;
        widget.press(Key::Enter).await?;
        widget.until("!localStorage.getItem('tt-look') && !localStorage.getItem('tt-size')").await?;
        assert!(widget.js::<bool>("focused() === q('[data-do=reset]')").await?);
        for what in ["print", "save", "share"] {
            tab_to(&widget, &format!("[data-do={what}]")).await?;
        }
        widget.press(Key::Enter).await?;
        widget.until("shown('.share')").await?;
        for css in [".facebook", ".zalo", ".address", "[data-do=copy]"] {
            tab_to(&widget, css).await?;
        }
        Ok(())
    })
    .await
}

everywhere!(it_works_on_the_edges_own_page);
async fn it_works_on_the_edges_own_page(world: &mut World, page: &Page<'_>) -> Result<()> {
    page.open(&world.edge(&format!("/u/{UNIT}/text-size"))).await?;
    let widget = page.at("tt-text-size");
    widget.until("host.getAttribute('state') === 'live' && !q('.rest').disabled").await?;
    let size = "document.querySelector('h1').getBoundingClientRect().height";
    let before: f64 = widget.js(size).await?;
    super::enlarge(&widget, 200).await?;
    widget.until(&format!("{size} > 1.5 * {before}")).await?;
    super::press(&widget, "dark").await?;
    widget.until("getComputedStyle(document.body).backgroundColor === 'rgb(22, 26, 32)'").await?;
    act(&widget, "reset").await?;
    widget.until(&format!("Math.abs({size} - {before}) < 1")).await
}

everywhere!(without_script_the_page_says_how_the_browser_does_it, Off);
async fn without_script_the_page_says_how_the_browser_does_it(
    world: &mut World,
    page: &Page<'_>,
) -> Result<()> {
    page.open(&world.edge(&format!("/u/{UNIT}/text-size"))).await?;
    let text = page.find_in("main").await?.text().await?;
    assert!(text.contains("nhấn Ctrl và phím +"), "{text}");
    // Not a step that does nothing.
    page.find_in(".steps[disabled] [name=tt-size]").await?;
    Ok(())
}
