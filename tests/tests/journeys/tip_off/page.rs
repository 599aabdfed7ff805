//! The pages of the tip-off at the edge, and the form without script.

use super::form::{ACCOUNT, address, fits};
use anyhow::Result;
use tests::{
    browser::Engine,
    everywhere,
    journey::journey,
    page::Page,
    world::{UNIT, World},
};

#[tokio::test]
async fn every_page_is_free_of_what_axe_finds_and_fits_320_px() -> Result<()> {
    journey(async |world, page| {
        page.size(320, 640).await?;
        for path in
            ["?lang=vi&plain=1", "?lang=en&plain=1&theme=dark", "?framed=1", "/return", "/key", "/sent"]
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

/// The button of the form on a page without script.
const LAST: &str = "form div:not(.go) > .go button";

everywhere!(without_script_one_page_takes_a_tip_whose_receipt_is_read_before, Off);
async fn without_script_one_page_takes_a_tip_whose_receipt_is_read_before(
    world: &mut World,
    page: &Page<'_>,
) -> Result<()> {
    // WebKit's driver leaves `noscript` shut: there, the page that has no script anyway.
    let (query, within) = match page.browser().engine() {
        Engine::WebKit => ("&plain=1", "form"),
        _ => ("", "noscript"),
    };
    page.open(&world.edge(&address(query))).await?;
    page.until(&format!(
        "shown('{within} .notice') && qa('{within} button[type=submit]').some((one) => one.checkVisibility())"
    ))
    .await?;
    assert!(
        page.js::<bool>(
            "qa('.notice').some((one) => one.textContent.includes('máy chủ thấy nội dung')) \
             && shown('.pending') === false"
        )
        .await?
    );
    let receipt: String = page.js("shown('#tt-receipt').value").await?;
    page.run("q('form').noValidate = true").await?;
    page.type_into("#tt-account", "ngắn").await?;
    page.type_into("#tt-place", "Chợ Vườn Hoa").await?;
    page.click(if within == "form" { LAST } else { "noscript button" }).await?;
    page.until("shown('#tt-e-account') && shown('[role=alert] a')").await?;
    assert_eq!(page.js::<String>("q('#tt-place').value").await?, "Chợ Vườn Hoa");
    assert_eq!(page.js::<String>("shown('#tt-receipt').value").await?, receipt);
    page.click("[role=alert] a").await?;
    page.type_into("#tt-account", ACCOUNT).await?;
    page.click(LAST).await?;
    page.until("location.pathname.endsWith('/tip-off/sent') && text('.tip-off').includes('đã đến nơi')")
        .await?;
    assert!(
        !page
            .js_with::<bool>("document.documentElement.outerHTML.includes(given)", receipt.as_str().into())
            .await?
    );
    world.until(|all| all.iter().any(|one| one.kind == "tip.created")).await?;

    if within == "form" {
        return Ok(());
    }
    page.click("a[href*='/return']").await?;
    page.until("shown('#tt-receipt')").await?;
    page.type_into("#tt-receipt", receipt.to_lowercase().replace('-', " ")).await?;
    page.click(".look noscript button").await?;
    page.until("shown('.timeline') && text('.status') === 'Đã tiếp nhận'").await
}
