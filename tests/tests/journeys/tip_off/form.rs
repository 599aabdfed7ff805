//! What a citizen does with the form, with script.

use anyhow::Result;
use tests::{
    page::Page,
    world::{UNIT, World},
};

/// What happened, for a test.
pub(super) const ACCOUNT: &str = "Có người bán ma túy ở cuối ngõ, tối nào cũng có.";

/// The address of the form.
pub(super) fn address(query: &str) -> String {
    format!("/u/{UNIT}/tip-off?lang=vi{query}")
}

/// Opens the form and waits until script has taken over.
pub(super) async fn open(world: &World, page: &Page<'_>) -> Result<()> {
    page.open(&world.edge(&address(""))).await?;
    until_live(page).await
}

/// Waits until script has taken the form over.
pub(super) async fn until_live(page: &Page<'_>) -> Result<()> {
    page.until("shown('.go button.send') && text('.go button.send') === 'Bắt đầu'").await
}

/// Waits until the step with this heading stands alone, and has the focus.
pub(super) async fn until_step(page: &Page<'_>, heading: &str) -> Result<()> {
    let heading = serde_json::Value::from(heading);
    page.until(&format!(
        "focused().textContent === {heading} && qa('.step').filter((step) => step.checkVisibility()).length === 1"
    ))
    .await
}

/// Goes on from a step.
pub(super) async fn go_on(page: &Page<'_>) -> Result<()> {
    page.click(".go button.send").await
}

/// The headings of the steps.
pub(super) const STEPS: [&str; 5] = [
    "Sự việc gì đã xảy ra?",
    "Khi nào và ở đâu?",
    "Ai gây ra, và bạn biết bằng cách nào?",
    "Ảnh, video, ghi âm",
    "Cách liên lạc",
];

/// From the guidance to the last step, with `account` written.
pub(super) async fn fill(page: &Page<'_>, account: &str) -> Result<()> {
    go_on(page).await?;
    until_step(page, STEPS[0]).await?;
    page.type_into("#tt-account", account).await?;
    for heading in &STEPS[1..] {
        go_on(page).await?;
        until_step(page, heading).await?;
    }
    Ok(())
}

/// Nothing sticks out of the screen sideways.
pub(super) async fn fits(page: &Page<'_>) -> Result<()> {
    let out: Vec<String> = page
        .js("qa('.tt, .tt *').filter((element) => {
            const box = element.getBoundingClientRect();
            return element.checkVisibility() && !element.closest('.heard, .skip, option') && box.width > 1
                && (box.right > innerWidth + 0.5 || box.left < -0.5);
        }).map((element) => element.localName + '.' + element.className)")
        .await?;
    assert!(out.is_empty(), "{out:?}");
    Ok(())
}
