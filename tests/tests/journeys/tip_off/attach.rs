//! Attaching: one too many, one taken off again, one that waits for the network.

use super::{
    form::{address, until_live},
    sealed::{delivered, send, until_attached, until_files},
    sender::{fetched, opened, pdf},
};
use anyhow::Result;
use std::{fs, path::Path};
use tests::{everywhere, page::Page, scratch::Scratch, tap::Tap, world::World};

/// Makes files of `lengths` and returns their paths.
fn files(folder: &Path, lengths: &[usize]) -> Result<Vec<String>> {
    let mut paths = Vec::new();
    for (n, length) in (0_u8..).zip(lengths) {
        let path = folder.join(format!("{n}.pdf"));
        fs::write(&path, pdf(*length, n))?;
        paths.push(path.display().to_string());
    }
    Ok(paths)
}

/// Takes the file at `place`, from 1, off the list.
async fn remove(page: &Page<'_>, place: usize) -> Result<()> {
    page.click(&format!(".files li:nth-child({place}) p:last-child button:last-child")).await
}

everywhere!(an_eleventh_file_waits_for_room_and_what_is_taken_off_does_not_go);
async fn an_eleventh_file_waits_for_room_and_what_is_taken_off_does_not_go(
    world: &mut World,
    page: &Page<'_>,
) -> Result<()> {
    let folder = Scratch::new()?;
    page.open(&world.edge(&address(""))).await?;
    until_live(page).await?;
    until_files(page, "Có người gửi tài liệu giả.").await?;
    for path in files(folder.path(), &[900; 11])? {
        page.type_into("#tt-files", path).await?;
    }
    page.until(
        "qa('.files li').length === 10 && shown('.files .error') && text('.files .error').includes('10 tệp')",
    )
    .await?;
    until_attached(page).await?;
    remove(page, 3).await?;
    page.until("qa('.files li').length === 9 && !shown('.files .error')").await?;
    send(page).await?;
    let tip = delivered(world, "tip.created").await?;
    assert_eq!(opened(&tip)?["files"].as_array().map(Vec::len), Some(9));
    for (at, seed) in [(1, 1), (2, 3), (8, 9)] {
        assert_eq!(fetched(world, &tip, at).await?, pdf(900, seed), "the file at {at}");
    }
    Ok(())
}

everywhere!(a_file_taken_off_on_its_way_stops_and_the_next_one_goes);
async fn a_file_taken_off_on_its_way_stops_and_the_next_one_goes(
    world: &mut World,
    page: &Page<'_>,
) -> Result<()> {
    let (tap, folder) = (Tap::new(&world.stack.edge.url()).await?, Scratch::new()?);
    let paths = files(folder.path(), &[3_500_000, 1_200])?;
    page.open(&tap.edge(&address(""))).await?;
    until_live(page).await?;
    until_files(page, "Có người gửi tài liệu giả.").await?;
    // In the middle of the second piece of four.
    tap.cut_after(1_500_000);
    for path in &paths {
        page.type_into("#tt-files", path.as_str()).await?;
    }
    page.until("text('.files li:first-child').includes('Mất kết nối')").await?;
    assert!(page.js::<bool>("text('.files li:last-child').includes('Đang chờ')").await?);
    remove(page, 1).await?;
    page.until("qa('.files li').length === 1").await?;
    tap.mend();
    until_attached(page).await?;
    send(page).await?;
    let tip = delivered(world, "tip.created").await?;
    assert_eq!(opened(&tip)?["files"].as_array().map(Vec::len), Some(1));
    assert_eq!(fetched(world, &tip, 0).await?, pdf(1_200, 1));
    assert_eq!(tap.count("/2?of="), 0, "what was taken off went on");
    Ok(())
}
