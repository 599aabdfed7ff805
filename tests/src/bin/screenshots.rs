//! Pictures of everything a citizen or an officer sees, in `target/screenshots`: for people to look at. With the argument `tip-off`
//! those of the tip-off alone.

use anyhow::Result;
use demo::portal::gallery;
use serde_json::json;
use std::fs;
use tests::{
    browser::{Browser, Engine, Script},
    page::Page,
    states::{State, TipState},
    world::{Form, UNIT, World},
};

/// Widths in CSS pixels, with heights to begin with.
const SIZES: [(u32, u32); 2] = [(360, 740), (1280, 900)];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let dir = demo::root().join("target/screenshots");
    fs::create_dir_all(&dir)?;
    let world = World::new()?;
    let browser = Browser::start(Engine::Chromium, Script::On).await?;
    let page = Page::of(&browser);
    let take = async |name: &str, (width, height): (u32, u32)| -> Result<()> {
        // The whole page, as high as it is.
        let whole: u32 = page.js("Math.ceil(document.documentElement.scrollHeight)").await?;
        page.size(width, whole.clamp(height, 6_000)).await?;
        page.run("scrollTo(0, 0)").await?;
        page.until("document.fonts.status === 'loaded'").await?;
        let path = dir.join(format!("{name}.{width}.png"));
        page.screenshot(&path).await?;
        println!("{}", path.display());
        page.size(width, height).await
    };
    for size in SIZES {
        page.size(size.0, size.1).await?;
        for state in TipState::ALL {
            state.reach(&world, &page).await?;
            take(&format!("tip-off.{}", state.name()), size).await?;
        }
        for (name, features) in [
            ("forced-colors", [("forced-colors", "active")].as_slice()),
            ("dark", &[("prefers-color-scheme", "dark")]),
        ] {
            page.media(features).await?;
            for state in [TipState::Files, TipState::Receipt] {
                state.reach(&world, &page).await?;
                take(&format!("tip-off.{}.{name}", state.name()), size).await?;
            }
        }
        page.devtools("Emulation.setEmulatedMedia", json!({ "media": "print", "features": [] })).await?;
        take("tip-off.receipt.print", size).await?;
        page.devtools("Emulation.setEmulatedMedia", json!({ "media": "", "features": [] })).await?;
        if std::env::args().any(|argument| argument == "tip-off") {
            continue;
        }
        for example in gallery::examples()? {
            if example.widget != "rating" {
                let page = page.at(&format!("tt-{}", example.widget));
                page.open(&world.portal(&example.path())).await?;
                page.until("host.getAttribute('state') === 'live'").await?;
                take(&format!("{}.{}", example.widget, example.name), size).await?;
                continue;
            }
            for state in State::ALL {
                state.reach(&world, &page, &example).await?;
                take(&format!("{}.{}.{}", example.widget, example.name, state.name()), size).await?;
                state.leave(&page).await?;
            }
        }
        page.open(&world.portal("/modern/")).await?;
        take("portal.index", size).await?;
        page.open(&world.portal(world.article()?)).await?;
        page.until_live().await?;
        take("portal.article", size).await?;
        for (portal, path) in [
            ("legacy", "tuyen-sinh-van-bang-hai"),
            ("strict", "dinh-danh-muc-2"),
            ("single", "dat-lich-kham"),
        ] {
            page.open(&world.portal(&format!("/{portal}/{path}"))).await?;
            page.until_live().await?;
            take(&format!("portal.{portal}"), size).await?;
        }
        for (name, path) in [
            ("functions", ""),
            ("rating", "/rating"),
            ("hotline", "/hotline"),
            ("sheet", "/hotline/print"),
            ("thanks", "/rating/thanks"),
            ("problem", "/chat"),
        ] {
            page.open(&world.edge(&format!("/u/{UNIT}{path}"))).await?;
            take(&format!("edge.{name}"), size).await?;
        }
        let installer = world.edge(&format!("/install/{UNIT}?lang=vi&dock=off"));
        page.open(&installer).await?;
        page.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })").await?;
        take("edge.install", size).await?;
        page.type_into("input[name=url]", world.portal("/hostile/csp-no-connect")).await?;
        page.click("#check button").await?;
        page.until("shown('.found')").await?;
        take("edge.install.found", size).await?;
        page.media(&[("prefers-color-scheme", "dark")]).await?;
        page.open(&world.edge(&format!("/u/{UNIT}/rating"))).await?;
        take("edge.rating.dark", size).await?;
        page.media(&[("forced-colors", "active")]).await?;
        page.open(&world.portal("/gallery/rating/default")).await?;
        page.until_live().await?;
        page.choose(4).await?;
        take("rating.default.forced-colors", size).await?;
        page.media(&[]).await?;
        world.rate(&Form::new(2)?.page("/modern/tin-tuc").with("comment", "Tin chưa cập nhật.")).await?;
        world.settled().await?;
        page.open(&world.stack.endpoint.url()).await?;
        page.until("document.querySelector('#list li')").await?;
        take("unit", size).await?;
    }
    Ok(())
}
