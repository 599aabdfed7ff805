//! The quick way out.

use super::form::{ACCOUNT, fill, open};
use anyhow::{Result, ensure};
use std::time::Duration;
use tests::{
    everywhere,
    journey::journey,
    page::Page,
    world::{PATIENCE, UNIT, World},
};
use thirtyfour::Key;
use tokio::time::{Instant, sleep};

/// Where the unit's quick exit leads; nothing answers there in a test, which is as good.
const NEUTRAL: &str = "nchmf.gov.vn/";

/// A page before the form, and the form filled in.
async fn filled(world: &World, page: &Page<'_>) -> Result<()> {
    page.open(&world.edge(&format!("/u/{UNIT}/hotline"))).await?;
    open(world, page).await?;
    fill(page, ACCOUNT).await
}

/// The form is left, and Back leads to what was before it.
async fn is_left(page: &Page<'_>) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    // An address that does not answer is told by the driver alone: the page in its place is the browser's own.
    while !page.current_url().await.is_ok_and(|url| url.as_str().contains(NEUTRAL)) {
        ensure!(Instant::now() < deadline, "still at {}", page.current_url().await?);
        sleep(Duration::from_millis(25)).await;
    }
    // Firefox's driver may tell of that only now, while it goes back.
    page.back().await.ok();
    page.until("location.pathname.endsWith('/hotline')").await
}

async fn the_button_leaves_at_once_and_back_leads_past_the_form(
    world: &mut World,
    page: &Page<'_>,
) -> Result<()> {
    filled(world, page).await?;
    // Firefox's driver calls it an error that nothing answers there.
    page.click(".exit").await.ok();
    is_left(page).await
}
everywhere!(the_button_leaves_at_once_and_back_leads_past_the_form);

async fn shift_three_times_leaves_and_capital_letters_do_not(
    world: &mut World,
    page: &Page<'_>,
) -> Result<()> {
    filled(world, page).await?;
    page.run("window.here = true; q('#tt-contact').focus()").await?;
    let shift = async |keys: &str| -> Result<()> {
        let chain = page.action_chain().key_down(Key::Shift);
        Ok(chain.send_keys(keys).key_up(Key::Shift).perform().await?)
    };
    for letter in ["A", "B", "C"] {
        shift(letter).await?;
    }
    assert!(page.js::<bool>("window.here && q('#tt-contact').value.toUpperCase() === 'ABC'").await?);
    let chain = page.action_chain();
    let chain = chain.key_down(Key::Shift).key_up(Key::Shift).key_down(Key::Shift).key_up(Key::Shift);
    chain.key_down(Key::Shift).key_up(Key::Shift).perform().await.ok();
    is_left(page).await
}
everywhere!(shift_three_times_leaves_and_capital_letters_do_not);

#[tokio::test]
async fn it_is_the_first_thing_a_key_reaches_and_always_in_view() -> Result<()> {
    journey(async |world, page| {
        page.size(360, 640).await?;
        open(world, page).await?;
        page.press(Key::Tab).await?;
        assert!(page.js::<bool>("focused().matches('.skip')").await?);
        page.press(Key::Tab).await?;
        assert!(page.js::<bool>("focused().matches('.exit')").await?);
        page.run("scrollTo(0, document.body.scrollHeight)").await?;
        page.until("scrollY > 100").await?;
        let seen = "(() => { const box = q('.exit').getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight && box.height >= 44; })()";
        assert!(page.js::<bool>(seen).await?);
        let told = "q('.by-keys').getClientRects().length > 0 && getComputedStyle(q('.by-keys')).clipPath === 'none'";
        assert!(!page.js::<bool>(told).await?, "a phone has no Shift");
        page.size(1280, 800).await?;
        page.until(told).await?;
        page.run("q('.exit').removeAttribute('data-keys')").await?;
        assert!(!page.js::<bool>(told).await?, "but not where nobody listens to them");
        Ok(())
    })
    .await
}
