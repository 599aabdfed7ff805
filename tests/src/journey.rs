//! A journey: a world, a browser, and a look at both when it fails.

use crate::{
    browser::{Browser, Engine, Script},
    page::Page,
    world::World,
};
use anyhow::{Context, Error, Result};
use futures_util::FutureExt;
use std::{fs, panic::AssertUnwindSafe, panic::resume_unwind, path::PathBuf, thread};

/// Makes of an `async fn(&mut World, &Page<'_>) -> Result<()>` a test in each engine, in a module of its name; with
/// `Off` as the second argument, where pages' scripts do not run. Such steps do without Chromium's own protocol.
#[macro_export]
macro_rules! everywhere {
    ($steps:ident) => {
        $crate::everywhere!($steps, On);
    };
    ($steps:ident, $script:ident) => {
        mod $steps {
            use $crate::{
                browser::{Engine, Script},
                journey::journey_with,
                world::World,
            };

            #[tokio::test]
            async fn chromium() -> anyhow::Result<()> {
                journey_with(Engine::Chromium, Script::$script, World::new()?, super::$steps).await
            }

            #[tokio::test]
            async fn firefox() -> anyhow::Result<()> {
                journey_with(Engine::Firefox, Script::$script, World::new()?, super::$steps).await
            }

            #[tokio::test]
            async fn webkit() -> anyhow::Result<()> {
                journey_with(Engine::WebKit, Script::$script, World::new()?, super::$steps).await
            }
        }
    };
}

/// Runs `steps` in Chromium and in a world of their own. Where they fail, the message says what the page showed and the edge logged,
/// and a picture lies in `target/journeys`.
/// Errors: those of the steps, or of a part that does not start.
pub async fn journey(steps: impl AsyncFnOnce(&mut World, &Page<'_>) -> Result<()>) -> Result<()> {
    journey_in(World::new()?, steps).await
}

/// As [`journey`], in `world`. Errors: as there.
pub async fn journey_in(
    world: World,
    steps: impl AsyncFnOnce(&mut World, &Page<'_>) -> Result<()>,
) -> Result<()> {
    journey_with(Engine::Chromium, Script::On, world, steps).await
}

/// As [`journey`], in `world` and in a browser of this kind. Errors: as there.
pub async fn journey_with(
    engine: Engine,
    script: Script,
    mut world: World,
    steps: impl AsyncFnOnce(&mut World, &Page<'_>) -> Result<()>,
) -> Result<()> {
    let browser = Browser::start(engine, script).await?;
    let page = Page::of(&browser);
    // A second window, or an alert, must not hide why it failed.
    let outcome = AssertUnwindSafe(steps(&mut world, &page)).catch_unwind().await;
    match outcome {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(explain(error, &world, &page).await),
        Err(panic) => {
            eprintln!("{:#}", explain(anyhow::anyhow!("an assertion failed"), &world, &page).await);
            resume_unwind(panic)
        }
    }
}

async fn explain(error: Error, world: &World, page: &Page<'_>) -> Error {
    let picture = picture(page).await.map_or_else(|| "none".into(), |path| path.display().to_string());
    let deliveries = world.deliveries().await.ok();
    error.context(format!(
        "{}\nthe edge logged: {}\nthe unit received: {deliveries:?}\npicture: {picture}\nwhy",
        page.look().await,
        world.stack.edge.log()
    ))
}

async fn picture(page: &Page<'_>) -> Option<PathBuf> {
    let dir = demo::root().join("target/journeys");
    fs::create_dir_all(&dir).ok()?;
    let name = thread::current().name().unwrap_or("journey").replace("::", ".");
    let path = dir.join(name).with_extension("png");
    let png = page.screenshot_as_png().await.context("no picture").ok()?;
    fs::write(&path, png).ok().map(|()| path)
}
