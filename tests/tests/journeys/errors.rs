//! A form that is not as it must be says so at the field, and keeps what was typed.

use anyhow::Result;
use serde_json::json;
use tests::journey::journey;
use thirtyfour::Key;

#[tokio::test]
async fn a_comment_one_character_too_long_is_pointed_out_and_kept() -> Result<()> {
    journey(async |world, page| {
        page.open(&world.portal(world.article()?)).await?;
        page.until_live().await?;
        page.choose(3).await?;
        page.js_with::<Option<()>>("void (q('textarea').value = given)", json!("ạ".repeat(1_000))).await?;
        page.comment("x").await?;
        page.until("text('#tt-comment-count') === 'Thừa 1 ký tự'").await?;
        page.send().await?;
        page.until("shown('#tt-comment-error') && focused() === q('textarea')").await?;
        assert_eq!(
            page.js::<String>("text('#tt-comment-error')").await?,
            "Ý kiến dài quá 1.000 ký tự. Hãy viết ngắn lại."
        );
        assert_eq!(page.js::<String>("q('textarea').getAttribute('aria-invalid')").await?, "true");
        assert_eq!(page.js::<usize>("q('textarea').value.length").await?, 1_001);

        page.press(Key::Backspace).await?;
        page.until("!shown('#tt-comment-error') && text('#tt-comment-count') === 'Còn 0 ký tự'").await?;
        page.send().await?;
        page.until_thanked().await?;
        assert_eq!(world.only_delivery().await?["comment"], "ạ".repeat(1_000));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_rating_without_a_level_is_pointed_out_and_not_sent() -> Result<()> {
    journey(async |world, page| {
        page.open(&world.portal(world.article()?)).await?;
        page.until_live().await?;
        page.comment("Chưa chọn").await?;
        page.send().await?;
        page.until("shown('#tt-level-error') && focused() && focused().name === 'level'").await?;
        assert_eq!(page.js::<String>("q('textarea').value").await?, "Chưa chọn");
        page.choose(5).await?;
        page.until("!shown('#tt-level-error')").await?;
        assert!(world.settled().await?.is_empty());
        Ok(())
    })
    .await
}
