//! Rating in a portal, with script.

use anyhow::Result;
use serde_json::json;
use std::time::{Duration, Instant};
use tests::{everywhere, page::Page, world::World};

everywhere!(a_rating_in_the_portal_arrives_as_it_was_entered);
async fn a_rating_in_the_portal_arrives_as_it_was_entered(world: &mut World, page: &Page<'_>) -> Result<()> {
    let article = world.article()?.to_owned();
    page.open(&world.portal(&format!("{article}?name=Nguyen#phan-2"))).await?;
    page.until_shown().await?;
    assert_eq!(page.js::<String>("host.getAttribute('state')").await?, "html", "alive before it was near");
    page.until_live().await?;
    page.choose(4).await?;
    page.choose_criterion("content", 5).await?;
    page.choose_criterion("support", 2).await?;
    page.comment("Bài viết dễ hiểu.\nNên có thêm hình.").await?;
    page.run("window.sent = 0; host.addEventListener('tt:sent', () => { window.sent = performance.now(); })")
        .await?;
    page.send().await?;
    page.until_thanked().await?;
    let kept = Instant::now();
    world.delivered(1).await?;
    assert!(kept.elapsed() < Duration::from_secs(2), "delivered {:?} after the answer", kept.elapsed());
    assert!(page.js::<f64>("window.sent").await? > 0.0);
    assert_eq!(
        world.only_delivery().await?,
        json!({
            "unit": "congan-thanhhoa", "page": article, "level": 4, "lang": "vi",
            "criteria": { "content": 5, "support": 2 },
            "comment": "Bài viết dễ hiểu.\nNên có thêm hình.",
        })
    );
    Ok(())
}
