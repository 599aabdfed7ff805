//! Small screens, large text, and colours that the reader sets.

use anyhow::Result;
use tests::{journey::journey, page::Page};

/// What sticks out of the screen to the right, by class or name.
const STICKS_OUT: &str = "qa('.tt, .tt *').filter((element) => {
    const box = element.getBoundingClientRect();
    return element.checkVisibility() && !element.classList.contains('heard') && box.width > 1 && (box.right > innerWidth + 0.5 || box.left < -0.5);
}).map((element) => element.localName + '.' + element.className)";

async fn fits(page: &Page<'_>, how: &str) -> Result<()> {
    let out: Vec<String> = page.js(STICKS_OUT).await?;
    assert!(out.is_empty(), "{how}: {out:?}");
    assert!(page.js::<bool>("q('.tt').scrollWidth <= q('.tt').clientWidth").await?, "{how}: scrolls");
    Ok(())
}

#[tokio::test]
async fn it_fits_a_small_screen_and_large_text() -> Result<()> {
    journey(async |world, page| {
        page.size(320, 640).await?;
        page.open(&world.portal(world.article()?)).await?;
        page.until_live().await?;
        page.click("summary").await?;
        fits(page, "320 px").await?;
        page.run("document.documentElement.style.fontSize = '200%'").await?;
        fits(page, "320 px, text at 200 %").await?;

        // A window of 1280 px zoomed to 200 %.
        page.size(640, 450).await?;
        page.open(&world.portal(world.article()?)).await?;
        page.until_live().await?;
        page.click("summary").await?;
        fits(page, "zoom 200 %").await?;
        page.choose(1).await?;
        page.send().await?;
        page.until_thanked().await?;
        fits(page, "thanks, zoom 200 %").await
    })
    .await
}

#[tokio::test]
async fn it_works_in_forced_colours_without_motion() -> Result<()> {
    journey(async |world, page| {
        page.media(&[("forced-colors", "active"), ("prefers-reduced-motion", "reduce")]).await?;
        page.open(&world.portal(world.article()?)).await?;
        page.until_live().await?;
        assert!(page.js::<bool>("matchMedia('(forced-colors: active)').matches").await?);
        page.choose(3).await?;
        let faces: Vec<String> = page.js("qa('.face').map((face) => getComputedStyle(face).stroke)").await?;
        let ground: String = page.js("getComputedStyle(q('.tt')).backgroundColor").await?;
        assert!(
            faces.iter().all(|stroke| *stroke == faces[0] && *stroke != ground),
            "faces {faces:?} on {ground}"
        );
        let moving: u32 = page.js("qa('.tt *').flatMap((element) => element.getAnimations()).length").await?;
        assert_eq!(moving, 0);
        page.choose(2).await?;
        page.send().await?;
        page.until_thanked().await
    })
    .await
}
