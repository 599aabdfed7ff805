//! The whole form by keyboard alone.

use anyhow::{Result, bail};
use serde_json::json;
use tests::{journey::journey, page::Page, world::UNIT};
use thirtyfour::{Key, TypingData};

/// Most presses of Tab from one stop to another.
const FAR: usize = 80;

/// Presses Tab until what matches `css` has the focus, and sees to it that this can be seen.
async fn tab_to(page: &Page<'_>, css: &str) -> Result<()> {
    for _ in 0..FAR {
        page.press(Key::Tab).await?;
        if page.js::<bool>(&format!("!!focused() && focused().matches({css:?})")).await? {
            let ring: String = page
                .js("(({ outlineStyle, outlineWidth }) => outlineStyle + ' ' + outlineWidth)(getComputedStyle(focused()))")
                .await?;
            assert!(
                !ring.starts_with("none") && !ring.ends_with(" 0px"),
                "the focus on {css} is not seen: {ring}"
            );
            let inside: bool = page
                .js("(({ top, bottom }) => bottom > 0 && top < innerHeight)(focused().getBoundingClientRect())")
                .await?;
            assert!(inside, "the focus on {css} is out of view");
            return Ok(());
        }
    }
    bail!("Tab does not reach {css}")
}

async fn keys(page: &Page<'_>, keys: impl Into<TypingData>) -> Result<()> {
    Ok(page.action_chain().send_keys(keys).perform().await?)
}

#[tokio::test]
async fn the_form_is_filled_in_sent_and_changed_without_a_pointer() -> Result<()> {
    journey(async |world, page| {
        let article = world.article()?.to_owned();
        page.open(&world.portal(&article)).await?;
        page.until_shown().await?;
        tab_to(page, "input[name=level]").await?;
        page.until("host.getAttribute('state') === 'live'").await?;
        keys(page, " ").await?;
        page.until("q('input[value=\"5\"]').checked").await?;
        page.press(Key::Down).await?;
        page.until("q('input[value=\"4\"]').checked && focused().value === '4'").await?;
        tab_to(page, "summary").await?;
        page.press(Key::Enter).await?;
        page.until("q('details').open").await?;
        tab_to(page, "select[name=interface]").await?;
        tab_to(page, "select[name=content]").await?;
        page.press(Key::Down).await?;
        page.until("q('select[name=content]').value === '5'").await?;
        tab_to(page, "textarea").await?;
        keys(page, "Bằng bàn phím").await?;
        tab_to(page, "button.send").await?;
        page.press(Key::Enter).await?;
        page.until_thanked().await?;
        assert_eq!(
            world.only_delivery().await?,
            json!({
                "unit": UNIT, "page": article, "level": 4, "lang": "vi",
                "criteria": { "content": 5 }, "comment": "Bằng bàn phím",
            })
        );
        tab_to(page, ".thanks button").await?;
        keys(page, " ").await?;
        // What was sent stands there no more.
        page.until("shown('form') && !q('input:checked') && focused() === q('input[name=level]')").await
    })
    .await
}
