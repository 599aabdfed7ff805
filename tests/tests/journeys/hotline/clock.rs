//! Open now: by the device's clock, while the page stays open.

use super::{MAIN, example, get, open_live};
use anyhow::{Context, Result};
use std::time::{SystemTime, UNIX_EPOCH};
use tests::{
    journey::journey,
    world::{UNIT, World},
};
use tt_contract::{
    hours::{Status, Turns},
    time::Millis,
};

/// A number that is answered from 06:00 to 22:00 every day, holiday or not.
const DAILY: &str = "li[data-digits='02373725725'] .status";

/// The next moment at which that number closes, as the edge has told it to the widget.
async fn next_close(world: &World) -> Result<Millis> {
    let html = get(world, &format!("/v1/units/{UNIT}/widgets/hotline")).await?;
    let (_, rest) = html.split_once(r#"data-digits="02373725725""#).context("no such number")?;
    let (_, rest) = rest.split_once("data-turns=\"").context("no turns")?;
    let turns: Turns = rest.split('"').next().context("no value")?.parse()?;
    let now = Millis(i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?);
    let next = turns.next(now).context("no turn")?;
    if matches!(turns.at(now), Some(Status::Open { .. })) {
        Ok(next)
    } else {
        turns.next(next).context("no turn after")
    }
}

/// Lets the page's clock run from `moment`.
fn clock_from(moment: i64) -> String {
    format!("const ahead = {moment} - Date.now(); const now = Date.now; Date.now = () => now() + ahead;")
}

#[tokio::test]
async fn the_status_changes_at_its_minute_while_the_page_is_open() -> Result<()> {
    journey(async |world, page| {
        let close = next_close(world).await?;
        page.before_each_page(&clock_from(close.0 - 4_000)).await?;
        let page = open_live(page, &example(world, "default")).await?;
        let text = |words: &str| format!("text({DAILY:?}) === {words:?}");
        page.until(&text("Đang trực đến 22:00")).await?;
        page.until(&text("Ngoài giờ trực, trực lại lúc 06:00 ngày mai")).await?;
        assert!(!page.js::<bool>(&format!("q({DAILY:?}).hasAttribute('data-open')")).await?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn of_a_moment_that_is_not_known_nothing_is_said() -> Result<()> {
    journey(async |world, page| {
        let far = next_close(world).await?.0 + 60 * 86_400_000;
        page.before_each_page(&clock_from(far)).await?;
        let page = open_live(page, &example(world, "english")).await?;
        page.until("qa('.status').length && qa('.status').every((status) => status.textContent === '')")
            .await?;
        assert!(page.js::<bool>("!!shown('.hours')").await?, "the hours are shown all the same");
        page.axe().await
    })
    .await
}

#[tokio::test]
async fn a_copy_that_the_device_kept_can_be_called_and_says_nothing_of_now() -> Result<()> {
    journey(async |world, page| {
        let url = example(world, "default");
        let page = open_live(page, &url).await?;
        assert!(page.js::<usize>("qa('.status').length").await? > 0);
        page.until("Object.keys(localStorage).some((key) => key.startsWith('tt-copy'))").await?;
        page.block(&["*/v1/units/*"]).await?;
        page.open(&url).await?;
        page.until("shown('.number') && root.textContent.includes('bản đã lưu ngày')").await?;
        assert_eq!(page.js::<String>("q('.number').getAttribute('href')").await?, MAIN[0]);
        assert_eq!(page.js::<usize>("qa('.status').length").await?, 0);
        Ok(())
    })
    .await
}
