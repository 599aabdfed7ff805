//! The rating on the edge's own page, with script.

use anyhow::Result;
use serde_json::json;
use tests::{
    everywhere,
    journey::journey,
    page::Page,
    world::{UNIT, World},
};

everywhere!(the_edges_own_page_comes_alive_and_sends);
async fn the_edges_own_page_comes_alive_and_sends(world: &mut World, page: &Page<'_>) -> Result<()> {
    page.open(&world.edge(&format!("/u/{UNIT}/rating?page=/modern/lam-the-can-cuoc"))).await?;
    page.until_live().await?;
    page.choose(1).await?;
    page.comment("Mở từ mã QR").await?;
    page.send().await?;
    page.until_thanked().await?;
    assert!(page.js::<bool>("location.pathname.endsWith('/rating')").await?, "left the page");
    assert_eq!(
        world.only_delivery().await?,
        json!({
            "unit": UNIT, "page": "/modern/lam-the-can-cuoc", "level": 1, "lang": "vi", "comment": "Mở từ mã QR",
        })
    );
    Ok(())
}

#[tokio::test]
async fn every_page_of_the_edge_is_free_of_what_axe_finds() -> Result<()> {
    journey(async |world, page| {
        for path in ["", "/rating", "/rating?lang=en", "/rating/thanks", "/chat"] {
            page.open(&world.edge(&format!("/u/{UNIT}{path}"))).await?;
            page.axe().await?;
        }
        page.open(&world.edge("/u/nowhere")).await?;
        page.axe().await
    })
    .await
}
