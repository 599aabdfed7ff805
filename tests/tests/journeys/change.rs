//! A rater who changes their mind.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tests::{
    journey::journey,
    world::{Form, World},
};

#[tokio::test]
async fn a_changed_rating_names_the_one_it_replaces_and_counts_once() -> Result<()> {
    journey(async |world, page| {
        for _ in 0..19 {
            world.rate(&Form::new(1)?).await?.error_for_status()?;
        }
        page.open(&world.portal(world.article()?)).await?;
        page.until_live().await?;
        page.choose(2).await?;
        page.comment("Chưa rõ").await?;
        page.send().await?;
        page.until_thanked().await?;
        world.delivered(20).await?;

        page.open(&world.portal(world.article()?)).await?;
        page.until("host && host.getAttribute('state')").await?;
        page.run("host.scrollIntoView({ block: 'center' })").await?;
        page.until("shown('.thanks') && text('.thanks h2') === 'Hôm nay bạn đã đánh giá trang này'").await?;
        page.click(".thanks button").await?;
        page.until("shown('form') && focused() && focused().name === 'level'").await?;
        page.choose(5).await?;
        page.send().await?;
        page.until_thanked().await?;

        let all = world.delivered(21).await?;
        let of_level = |level: u8| all.iter().find(|one| one.data["level"] == level).context("not delivered");
        let (before, after) = (of_level(2)?, of_level(5)?);
        assert_eq!(after.data["replaces"], Value::from(before.id.as_str()));
        // The figures rest until ten more have rated, and know then that it was changed.
        for _ in 0..10 {
            world.rate(&Form::new(1)?).await?.error_for_status()?;
        }
        let figures = world.summary().await?;
        assert_eq!((&figures["count"], &figures["levels"]), (&json!(30), &json!([29, 0, 0, 0, 1])));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_rating_changed_before_its_release_arrives_only_as_it_was_last() -> Result<()> {
    let world = World::with_delay(4)?;
    let first = Form::new(1)?;
    world.rate(&first).await?.error_for_status()?;
    world.rate(&Form::new(5)?.with("replaces", first.get("id"))).await?.error_for_status()?;
    let all = world.until(|all| all.iter().any(|delivery| delivery.data["level"] == 5)).await?;
    match all.as_slice() {
        [only] => assert_eq!((&only.data["level"], &only.data["replaces"]), (&json!(5), &Value::Null)),
        [before, after] => assert_eq!(after.data["replaces"], Value::from(before.id.as_str())),
        other => anyhow::bail!("{other:?}"),
    }
    Ok(())
}
