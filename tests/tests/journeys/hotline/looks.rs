//! How it looks and what a screen reader is told, in every example.

use super::{example, open_live};
use anyhow::{Context, Result};
use demo::portal::gallery;
use tests::{
    journey::journey,
    snapshot,
    world::{UNIT, World},
};

/// What is wider than the room it has.
const CUT_OFF: &str = "qa('.hotline *').filter((e) => !e.closest('.heard') && (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline' || e.getBoundingClientRect().right > innerWidth + 1)).map((e) => e.outerHTML)";

#[tokio::test]
async fn axe_finds_nothing_and_the_tree_is_as_it_was() -> Result<()> {
    journey(async |world, page| {
        // Long past, so that nothing is said of "open now", which would differ from hour to hour.
        page.before_each_page("Date.now = () => 0;").await?;
        let examples = gallery::examples()?;
        let ours: Vec<_> = examples.iter().filter(|example| example.widget == "hotline").collect();
        assert!(ours.len() >= 5, "{} examples", ours.len());
        for one in ours {
            let page = open_live(page, &world.portal(&one.path())).await?;
            page.axe().await.with_context(|| one.name.clone())?;
            let tree = page.tree(".hotline").await?;
            snapshot::compare(&format!("hotline/{}.initial", one.name), &tree)?;
        }
        Ok(())
    })
    .await
}

fn pages(world: &World) -> [String; 3] {
    [example(world, "default"), example(world, "english"), world.edge(&format!("/u/{UNIT}/hotline"))]
}

#[tokio::test]
async fn nothing_is_cut_off_at_320_pixels_nor_with_text_at_200_percent() -> Result<()> {
    journey(async |world, page| {
        for (width, scale) in [(320, 100), (640, 200)] {
            page.size(width, 800).await?;
            for url in pages(world) {
                let page = open_live(page, &url).await?;
                page.run(&format!("document.documentElement.style.fontSize = '{scale}%'")).await?;
                let cut: Vec<String> = page.js(CUT_OFF).await?;
                assert!(cut.is_empty(), "{url} at {width} px and {scale} %: {cut:#?}");
            }
            // The edge's page as a whole.
            assert!(page.js::<bool>("document.documentElement.scrollWidth <= innerWidth").await?);
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn on_a_phone_the_emergency_numbers_are_thumb_sized() -> Result<()> {
    journey(async |world, page| {
        page.size(360, 740).await?;
        for url in pages(world) {
            let page = open_live(page, &url).await?;
            let sizes: Vec<(f64, f64)> = page
                .js("qa('.emergency a').map((tile) => [tile.getBoundingClientRect().height, tile.getBoundingClientRect().width])")
                .await?;
            assert_eq!(sizes.len(), 5);
            assert!(sizes.iter().all(|(height, width)| *height >= 56.0 && *width >= 120.0), "{sizes:?}");
            let small: Vec<f64> = page
                .js("qa('.number, .copy button').map((e) => e.getBoundingClientRect().height).filter((height) => height < 40)")
                .await?;
            assert!(small.is_empty(), "{small:?}");
        }
        Ok(())
    })
    .await
}
