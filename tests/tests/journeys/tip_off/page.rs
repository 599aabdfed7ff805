//! The pages of the tip-off at the edge.

use super::form::fits;
use anyhow::Result;
use tests::{journey::journey, world::UNIT};

#[tokio::test]
async fn every_page_is_free_of_what_axe_finds_and_fits_320_px() -> Result<()> {
    journey(async |world, page| {
        page.size(320, 640).await?;
        for path in
            ["?lang=vi&plain=1", "?lang=en&plain=1&theme=dark", "?framed=1&plain=1", "/return", "/key"]
        {
            page.open(&world.edge(&format!("/u/{UNIT}/tip-off{path}"))).await?;
            page.axe().await?;
            fits(page).await?;
            page.run("document.documentElement.style.fontSize = '200%'").await?;
            fits(page).await?;
        }
        Ok(())
    })
    .await
}
