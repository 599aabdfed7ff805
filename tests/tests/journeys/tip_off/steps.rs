//! The form with script: one thing a step, and nothing lost.

use super::form::{ACCOUNT, STEPS, address, fill, fits, go_on, open, until_live, until_step};
use anyhow::Result;
use tests::{everywhere, journey::journey, page::Page, tap::Tap, world::World};
use thirtyfour::Key;

everywhere!(a_tip_goes_step_by_step_and_its_receipt_stands_with_the_focus);
async fn a_tip_goes_step_by_step_and_its_receipt_stands_with_the_focus(
    world: &mut World,
    page: &Page<'_>,
) -> Result<()> {
    open(world, page).await?;
    assert!(page.js::<bool>("shown('.sealed') && !shown('.plain') && !shown('.steps')").await?);
    fill(page, ACCOUNT).await?;
    assert_eq!(page.js::<String>("text('.steps')").await?, "Bước 5/5");
    assert!(page.js::<bool>("shown('.review') && text('.review').includes('bán ma túy')").await?);
    go_on(page).await?;
    page.until("shown('.receipt h2') && focused() === q('.receipt h2')").await?;
    let groups: Vec<String> = page.js("qa('.receipt .code span').map((group) => group.textContent)").await?;
    assert_eq!(groups.iter().map(String::len).collect::<Vec<_>>(), [5, 5, 5, 5, 1]);
    assert_eq!(page.js::<String>("q('#tt-account').value").await?, "", "the form is not wiped");
    let delivered = world.until(|all| all.iter().any(|one| one.kind == "tip.created")).await?;
    assert!(!format!("{delivered:?}").contains("ma túy"), "{delivered:?}");
    Ok(())
}

#[tokio::test]
async fn by_keyboard_alone() -> Result<()> {
    journey(async |world, page| {
        open(world, page).await?;
        page.run("q('.exit').focus()").await?;
        let reach = async |condition: &str| -> Result<()> {
            for _ in 0..40 {
                if page.js::<bool>(condition).await? {
                    return Ok(());
                }
                page.press(Key::Tab).await?;
            }
            anyhow::bail!("`{condition}` is not reached by the keyboard")
        };
        reach("focused() === q('.go .send')").await?;
        page.press(Key::Enter).await?;
        until_step(page, STEPS[0]).await?;
        page.press(Key::Tab).await?;
        assert!(page.js::<bool>("focused() === q('#tt-account')").await?);
        page.action_chain().send_keys(ACCOUNT).perform().await?;
        for heading in &STEPS[1..] {
            reach("focused() === q('.go .send')").await?;
            page.press(Key::Enter).await?;
            until_step(page, heading).await?;
        }
        reach("focused() === q('.go .send')").await?;
        page.press(Key::Enter).await?;
        page.until("focused() === q('.receipt h2')").await
    })
    .await
}

everywhere!(back_goes_a_step_back_and_loses_nothing);
async fn back_goes_a_step_back_and_loses_nothing(world: &mut World, page: &Page<'_>) -> Result<()> {
    open(world, page).await?;
    fill(page, ACCOUNT).await?;
    for heading in STEPS[..4].iter().rev() {
        page.back().await?;
        until_step(page, heading).await?;
    }
    assert_eq!(page.js::<String>("q('#tt-account').value").await?, ACCOUNT);
    page.forward().await?;
    until_step(page, STEPS[1]).await?;
    page.click(".go button.quiet").await?;
    until_step(page, STEPS[0]).await
}

#[tokio::test]
async fn what_is_wrong_is_said_beside_it_and_goes_no_further() -> Result<()> {
    journey(async |world, page| {
        open(world, page).await?;
        go_on(page).await?;
        until_step(page, STEPS[0]).await?;
        go_on(page).await?;
        page.until("shown('#tt-e-account') && focused() === q('#tt-account')").await?;
        assert!(page.js::<bool>("q('#tt-account').matches('[aria-invalid=true]')").await?);
        page.axe().await?;
        page.type_into("#tt-account", "ngắn").await?;
        go_on(page).await?;
        page.until("text('#tt-e-account').includes('ít nhất 10 ký tự')").await?;
        page.type_into("#tt-account", " nhưng đủ").await?;
        go_on(page).await?;
        until_step(page, STEPS[1]).await?;
        assert!(page.js::<bool>("!q('[aria-invalid]')").await?);
        Ok(())
    })
    .await
}

everywhere!(danger_brings_113_to_the_front_once_and_stops_nothing);
async fn danger_brings_113_to_the_front_once_and_stops_nothing(
    world: &mut World,
    page: &Page<'_>,
) -> Result<()> {
    open(world, page).await?;
    go_on(page).await?;
    until_step(page, STEPS[0]).await?;
    // In capitals and decomposed, as some keyboards write.
    page.run("q('#tt-account').value = 'CỨU TÔI với, nó ở ngoài cửa'.normalize('NFD')").await?;
    go_on(page).await?;
    page.until("shown('[role=alertdialog]') && focused() === q('#tt-danger')").await?;
    assert_eq!(page.js::<String>("q('.danger a').getAttribute('href')").await?, "tel:113");
    page.axe().await?;
    page.click(".danger button").await?;
    until_step(page, STEPS[1]).await?;
    for heading in &STEPS[2..] {
        go_on(page).await?;
        until_step(page, heading).await?;
    }
    go_on(page).await?;
    page.until("shown('.receipt h2')").await
}

#[tokio::test]
async fn every_state_is_free_of_what_axe_finds_and_fits_320_px() -> Result<()> {
    journey(async |world, page| {
        page.size(320, 640).await?;
        open(world, page).await?;
        page.axe().await?;
        go_on(page).await?;
        until_step(page, STEPS[0]).await?;
        page.type_into("#tt-account", ACCOUNT).await?;
        for heading in &STEPS[1..] {
            fits(page).await?;
            page.axe().await?;
            go_on(page).await?;
            until_step(page, heading).await?;
        }
        fits(page).await?;
        page.axe().await?;
        go_on(page).await?;
        page.until("shown('.receipt h2')").await?;
        fits(page).await?;
        page.axe().await?;
        page.run("document.documentElement.style.fontSize = '200%'").await?;
        fits(page).await
    })
    .await
}

#[tokio::test]
async fn a_failure_keeps_what_was_written_and_the_next_try_sends_it_once() -> Result<()> {
    journey(async |world, page| {
        // Below the browser: what takes its network away does not reach its threads.
        let tap = Tap::new(&world.stack.edge.url()).await?;
        page.open(&tap.edge(&address(""))).await?;
        until_live(page).await?;
        fill(page, ACCOUNT).await?;
        tap.cut_after(0);
        go_on(page).await?;
        page.until("focused() === q('.message') && text('.message').includes('Chưa gửi được')").await?;
        assert_eq!(page.js::<String>("q('#tt-account').value").await?, ACCOUNT);
        page.axe().await?;
        tap.mend();
        go_on(page).await?;
        page.until("shown('.receipt h2')").await?;
        let all = world.until(|all| !all.is_empty()).await?;
        assert_eq!(all.len(), 1);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn nothing_is_kept_on_the_device() -> Result<()> {
    journey(async |world, page| {
        open(world, page).await?;
        fill(page, ACCOUNT).await?;
        let kept = "[localStorage.length, sessionStorage.length, document.cookie.length]";
        assert_eq!(page.js::<Vec<u32>>(kept).await?, [0, 0, 0]);
        let fields = "qa('form, textarea, input:not([type=hidden]), select').filter((field) => field.getAttribute('autocomplete') !== 'off' && field.type !== 'file').length";
        assert_eq!(page.js::<u32>(fields).await?, 0);
        go_on(page).await?;
        page.until("shown('.receipt h2')").await?;
        assert_eq!(page.js::<Vec<u32>>(kept).await?, [0, 0, 0]);
        page.refresh().await?;
        page.until("!q('.receipt') && q('#tt-account') && q('#tt-account').value === ''").await
    })
    .await
}
