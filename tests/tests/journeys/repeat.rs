//! Twice is once: a double click, a script included twice, two tabs.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tests::{
    journey::journey,
    page::Page,
    world::{Form, UNIT, World},
};

#[tokio::test]
async fn a_double_click_sends_once() -> Result<()> {
    journey(async |world, page| {
        page.open(&world.portal(world.article()?)).await?;
        page.until_live().await?;
        page.choose(3).await?;
        let button = page.find_in("button.send").await?;
        page.action_chain().double_click_element(&button).perform().await?;
        page.until_thanked().await?;
        assert_eq!(world.only_delivery().await?["level"], 3);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_script_included_twice_changes_nothing() -> Result<()> {
    journey(async |world, page| {
        page.open(&world.portal(world.article()?)).await?;
        page.run(
            "const first = document.querySelector('script[src$=\"/tt.js\"]'); \
             for (const query of ['', '?again']) { \
                 const script = document.createElement('script'); \
                 script.src = first.src + query; script.onload = () => { window.loaded = (window.loaded || 0) + 1; }; \
                 document.head.append(script); }",
        )
        .await?;
        page.until("window.loaded === 2").await?;
        page.until_live().await?;
        assert_eq!(page.js::<u32>("qa('.tt').length").await?, 1);
        page.choose(2).await?;
        page.send().await?;
        page.until_thanked().await?;
        assert_eq!(world.only_delivery().await?["level"], 2);
        Ok(())
    })
    .await
}

/// Opens the article in a new tab and waits for its rating.
async fn open_tab(world: &World, page: &Page<'_>) -> Result<()> {
    let tab = page.new_tab().await?;
    page.switch_to_window(tab).await?;
    page.open(&world.portal(world.article()?)).await?;
    page.until("host && host.getAttribute('state')").await?;
    page.run("host.scrollIntoView({ block: 'center' })").await?;
    page.until("host.getAttribute('state') === 'live'").await
}

#[tokio::test]
async fn two_tabs_of_a_page_count_one_rating() -> Result<()> {
    journey(async |world, page| {
        // Below twenty a summary says nothing.
        for _ in 0..19 {
            world.rate(&Form::new(1)?).await?.error_for_status()?;
        }
        let first = page.window().await?;
        page.open(&world.portal(world.article()?)).await?;
        page.until_live().await?;
        open_tab(world, page).await?;
        let idle = page.window().await?;
        open_tab(world, page).await?;
        page.choose(2).await?;
        let entered = page.window().await?;

        page.switch_to_window(first).await?;
        page.choose(5).await?;
        page.send().await?;
        page.until_thanked().await?;
        world.delivered(20).await?;

        page.switch_to_window(idle).await?;
        page.until("shown('.thanks') && text('.thanks h2') === 'Hôm nay bạn đã đánh giá trang này'").await?;
        page.switch_to_window(entered).await?;
        assert!(page.js::<bool>("!!shown('form') && q('input[value=\"2\"]').checked").await?, "taken away");
        page.send().await?;
        page.until_thanked().await?;

        let all = world.delivered(21).await?;
        let of_level = |level: u8| all.iter().find(|one| one.data["level"] == level).context("not delivered");
        let (before, after) = (of_level(5)?, of_level(2)?);
        assert_eq!(after.data["replaces"], Value::from(before.id.as_str()));
        // The figures rest until ten more have rated, and know then that it was changed.
        for _ in 0..10 {
            world.rate(&Form::new(1)?).await?.error_for_status()?;
        }
        let figures = world.summary().await?;
        assert_eq!(figures["count"], 30, "{figures}");
        assert_eq!(figures["levels"], json!([29, 1, 0, 0, 0]), "{figures}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_id_sent_again_is_kept_once_and_answered_the_same() -> Result<()> {
    let world = World::new()?;
    let form = Form::new(4)?;
    for _ in 0..3 {
        let answer = world.rate(&form).await?;
        assert_eq!(answer.status(), 202);
        let receipt: Value = serde_json::from_slice(&answer.bytes().await?)?;
        assert_eq!(receipt, json!({ "id": form.get("id") }));
    }
    assert_eq!(world.only_delivery().await?, json!({ "unit": UNIT, "page": "/", "level": 4, "lang": "vi" }));
    Ok(())
}
