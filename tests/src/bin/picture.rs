//! The picture in the READMEs: `cargo run -p tests --bin picture` takes it anew, of what is served now.

use anyhow::Result;
use std::fs;
use tests::{
    browser::{Browser, Engine, Script},
    page::Page,
    scratch::Scratch,
    world::World,
};

/// Both pages side by side, at three quarters of their size.
const FRAME: &str = "<!doctype html><meta charset=utf-8><style>
    body { margin: 0; padding: 24px; display: flex; gap: 24px; background: #e8ebef }
    img { display: block; border: 1px solid #c5c9d0 }
    </style><img src=desk.png width=960 height=660><img src=phone.png width=270 height=660>";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let (world, scratch) = (World::new()?, Scratch::new()?);
    let browser = Browser::start(Engine::Chromium, Script::On).await?;
    let page = Page::of(&browser);
    let at = |name: &str| scratch.path().join(name);

    page.size(1280, 880).await?;
    page.open(&world.portal(world.article()?)).await?;
    page.until_live().await?;
    page.choose(5).await?;
    page.comment("Bài viết dễ hiểu, có ví dụ cụ thể.").await?;
    let dock = page.at("tt-dock");
    dock.until("host && host.getAttribute('state') === 'live'").await?;
    page.run("host.scrollIntoView({ block: 'center', behavior: 'instant' })").await?;
    page.screenshot(&at("desk.png")).await?;

    page.size(360, 880).await?;
    page.open(&world.portal(world.article()?)).await?;
    dock.until("host && host.getAttribute('state') === 'live'").await?;
    // It may be out of the way of the portal's own controls just then.
    dock.run("q('button.open').click()").await?;
    dock.until("q('details[data-widget=hotline] tt-hotline[state]')").await?;
    page.screenshot(&at("phone.png")).await?;

    fs::write(at("frame.html"), FRAME)?;
    page.size(1302, 710).await?;
    page.open(&format!("file://{}", at("frame.html").display())).await?;
    page.until("[...document.images].every((image) => image.complete && image.naturalWidth)").await?;
    let path = demo::root().join("demo/screenshots/rating.png");
    page.screenshot(&path).await?;
    println!("{}", path.display());
    Ok(())
}
