//! Every example of the rating in every state: nothing for axe to find, and what a screen reader is told as it was.

use anyhow::Result;
use demo::portal::gallery::{self, Example};
use tests::{
    browser::{Browser, Engine, Script},
    page::Page,
    snapshot,
    states::State,
    world::World,
};

/// The examples whose states are all snapshots: one for each language.
const IN_FULL: [&str; 2] = ["default", "english"];

async fn walk(chosen: impl Fn(&Example) -> bool) -> Result<()> {
    let world = World::new()?;
    let browser = Browser::start(Engine::Chromium, Script::On).await?;
    let page = Page::of(&browser);
    let examples = gallery::examples()?;
    for example in examples.iter().filter(|example| example.widget == "rating" && chosen(example)) {
        for state in State::ALL {
            state.reach(&world, &page, example).await?;
            page.axe().await.map_err(|error| error.context(format!("{} {}", example.name, state.name())))?;
            let full = IN_FULL.contains(&example.name.as_str());
            if full || state == State::Initial {
                let tree = page.tree(".rating").await?;
                snapshot::compare(&format!("{}/{}.{}", example.widget, example.name, state.name()), &tree)?;
            }
            state.leave(&page).await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn the_rating_in_vietnamese() -> Result<()> {
    walk(|example| example.name == IN_FULL[0]).await
}

#[tokio::test]
async fn the_rating_in_english() -> Result<()> {
    walk(|example| example.name == IN_FULL[1]).await
}

#[tokio::test]
async fn every_other_example() -> Result<()> {
    walk(|example| !IN_FULL.contains(&example.name.as_str())).await
}
