//! An upload that breaks goes on where it stopped.

use super::{
    form::{address, until_live},
    sealed::{delivered, send, until_attached, until_files},
    sender::{fetched, pdf},
};
use anyhow::Result;
use std::fs;
use tests::{everywhere, page::Page, scratch::Scratch, tap::Tap, world::World};

everywhere!(an_upload_that_breaks_in_the_middle_goes_on_where_it_stopped);
async fn an_upload_that_breaks_in_the_middle_goes_on_where_it_stopped(
    world: &mut World,
    page: &Page<'_>,
) -> Result<()> {
    let tap = Tap::new(&world.stack.edge.url()).await?;
    let folder = Scratch::new()?;
    let (path, document) = (folder.path().join("a.pdf"), pdf(3_500_000, 7));
    fs::write(&path, &document)?;
    page.open(&tap.edge(&address(""))).await?;
    until_live(page).await?;
    until_files(page, "Có người gửi tài liệu giả.").await?;
    page.until("true").await?;

    // In the middle of the third piece.
    tap.cut_after(2_600_000);
    page.type_into("#tt-files", path.display().to_string()).await?;
    page.until("text('.files li').includes('Mất kết nối')").await?;
    assert!(tap.is_cut());
    assert!(world.deliveries().await?.is_empty());
    tap.mend();
    until_attached(page).await?;
    send(page).await?;

    let tip = delivered(world, "tip.created").await?;
    assert_eq!(fetched(world, &tip, 0).await?, document);
    let times: Vec<_> = (0..4).map(|piece| tap.count(&format!("/{piece}?of="))).collect();
    assert_eq!([times[0], times[1], times[3]], [1, 1, 1], "{times:?}");
    assert!(times[2] >= 2, "{times:?}");
    Ok(())
}
