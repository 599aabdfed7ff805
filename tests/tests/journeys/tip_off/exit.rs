//! The quick way out.

use super::form::{ACCOUNT, address, fill, open};
use anyhow::{Result, ensure};
use tests::{
    everywhere,
    journey::journey,
    page::Page,
    world::{LOOK, PATIENCE, UNIT, World},
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

/// Nothing that was typed stands on the page, whatever it is; nothing of ours is on most.
const BLANK: &str = "document.readyState === 'complete' && \
    qa('textarea, select, input:not([type=hidden], [readonly], [type=checkbox])').every((field) => !field.value) && \
    !document.body.innerText.includes('cuối ngõ')";

/// Goes through the history as often as anybody might. Errors: what was typed comes back or, where `empty` is not meant to be seen
/// either, the form.
async fn stays_left(page: &Page<'_>, empty: bool) -> Result<()> {
    for forward in [true, true, true, false, false, false, true, false, true, true] {
        // Firefox's driver calls it an error that nothing answers where it leads.
        if forward {
            page.forward().await.ok()
        } else {
            page.back().await.ok()
        };
        let deadline = Instant::now() + PATIENCE;
        while !is_neutral(page).await && !page.js::<bool>(BLANK).await.unwrap_or(false) {
            ensure!(Instant::now() < deadline, "it comes back: {}", page.look().await);
            sleep(LOOK).await;
        }
        let form = !is_neutral(page).await && page.js::<bool>("!!q('form')").await.unwrap_or(false);
        ensure!(empty || !form, "the form is there: {}", page.look().await);
    }
    Ok(())
}

/// Whether the neutral page has been led to. An address that does not answer is told by the driver alone: the page in its place is
/// the browser's own.
async fn is_neutral(page: &Page<'_>) -> bool {
    page.current_url().await.is_ok_and(|url| url.as_str().contains(NEUTRAL))
}

async fn until_neutral(page: &Page<'_>) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    while !is_neutral(page).await {
        ensure!(Instant::now() < deadline, "still at {}", page.current_url().await?);
        sleep(LOOK).await;
    }
    Ok(())
}

/// The form is left, Back leads to what was before it, and Forward not to the form.
async fn is_left(page: &Page<'_>) -> Result<()> {
    until_neutral(page).await?;
    // Firefox's driver may tell of that only now, while it goes back.
    page.back().await.ok();
    page.until("location.pathname.endsWith('/hotline')").await?;
    stays_left(page, false).await
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

async fn from_a_step_back_the_steps_ahead_are_left_too(world: &mut World, page: &Page<'_>) -> Result<()> {
    filled(world, page).await?;
    page.back().await?;
    page.back().await?;
    page.until("shown('#tt-who')").await?;
    page.click(".exit").await.ok();
    is_left(page).await
}
everywhere!(from_a_step_back_the_steps_ahead_are_left_too);

async fn whoever_leaves_in_another_way_finds_an_empty_form_again(
    world: &mut World,
    page: &Page<'_>,
) -> Result<()> {
    filled(world, page).await?;
    page.open(&world.edge(&format!("/u/{UNIT}/hotline"))).await?;
    page.back().await?;
    page.until("location.pathname.endsWith('/tip-off')").await?;
    page.until(BLANK).await?;
    page.until("shown('.go button.send')").await
}
everywhere!(whoever_leaves_in_another_way_finds_an_empty_form_again);

async fn without_script_it_leaves_and_the_form_is_empty_ever_after(
    world: &mut World,
    page: &Page<'_>,
) -> Result<()> {
    page.open(&world.edge(&format!("/u/{UNIT}/hotline"))).await?;
    page.open(&world.edge(&address("&plain=1"))).await?;
    page.type_into("#tt-account", ACCOUNT).await?;
    page.type_into("#tt-place", "Chợ Vườn Hoa").await?;
    page.click(".exit").await.ok();
    until_neutral(page).await?;
    page.back().await.ok();
    page.until("location.pathname.endsWith('/tip-off')").await?;
    page.until(BLANK).await?;
    stays_left(page, true).await
}
everywhere!(without_script_it_leaves_and_the_form_is_empty_ever_after, Off);

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
