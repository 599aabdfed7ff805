//! Portals that make it hard: on each page of `demo/hostile` the widgets are used, as far as the page lets them be.

mod look;

use anyhow::{Context, Result, bail, ensure};
use demo::portal::hostile::{Hostile, Remains, pages};
use serde::Deserialize;
use tests::{
    everywhere,
    page::Page,
    world::{UNIT, World},
};

/// What `demo/hostile/static/hear.js` has noted.
#[derive(Debug, Deserialize)]
struct Heard {
    /// Errors, warnings and violations of the page's policy.
    wrong: Vec<String>,
    /// `tt:error`: the element and the cause.
    told: Vec<String>,
}

everywhere!(every_page_leaves_the_widgets_usable);
async fn every_page_leaves_the_widgets_usable(world: &mut World, page: &Page<'_>) -> Result<()> {
    let mut failed = Vec::new();
    // While one page is being mended: HOSTILE=xhtml,base
    let only = std::env::var("HOSTILE").unwrap_or_default();
    for hostile in pages()? {
        if !only.is_empty() && !only.split(',').any(|name| name == hostile.name) {
            continue;
        }
        if let Err(error) = use_widgets(world, page, &hostile).await {
            failed.push(format!("{}: {error:#}", hostile.name));
        }
        // What the device remembers of one page is nothing to the next.
        page.open(&world.portal("/hostile")).await?;
        page.run("localStorage.clear()").await?;
    }
    ensure!(failed.is_empty(), "{} pages fail:\n{}", failed.len(), failed.join("\n\n"));
    Ok(())
}

async fn use_widgets(world: &World, page: &Page<'_>, hostile: &Hostile) -> Result<()> {
    page.open(&world.portal(&hostile.path())).await?;
    if hostile.name.starts_with("framed") {
        page.enter_frame(0).await?;
    }
    let rated_page = if hostile.name.starts_with("framed") { "/hostile/calm" } else { &hostile.path() };
    match hostile.remains {
        Remains::All => {}
        Remains::AllOnceTouched => {
            fallback_stands(page).await?;
            page.click("main h1").await?;
        }
        Remains::Html => {
            page.until("told.includes('tt-rating wasm')")
                .await
                .context("nothing is said about WebAssembly")?;
        }
        Remains::Link => {
            fallback_stands(page).await?;
            call(page).await?;
            page.click("tt-rating a[href$='/rating']").await?;
            page.until("location.pathname === '/u/congan-thanhhoa/rating' && shown('form')").await?;
            return rate_plainly(world, page, "/").await;
        }
    }
    if hostile.remains == Remains::Html {
        call(page).await?;
        return rate_plainly(world, page, rated_page).await;
    }
    page.until_live().await?;
    call(page).await?;
    page.choose(4).await?;
    page.comment("Trang khó").await?;
    let already = rated(world, rated_page).await?;
    page.send().await?;
    page.until_thanked().await?;
    delivered(world, rated_page, already + 1).await?;
    let heard: Heard = page.js("({ wrong, told })").await?;
    ensure!(heard.wrong.is_empty() && heard.told.is_empty(), "the page hears {heard:?}");
    Ok(())
}

/// What the portal wrote into the element is seen.
async fn fallback_stands(page: &Page<'_>) -> Result<()> {
    page.until("host && !host.shadowRoot && host.querySelector('a').checkVisibility()").await
}

/// The number of the police is seen, and nothing lies over it.
async fn call(page: &Page<'_>) -> Result<()> {
    page.at("tt-hotline")
        .until(
            "(() => {
                const link = (host.shadowRoot || host).querySelector('a[href=\"tel:113\"]');
                if (!link || !link.checkVisibility()) return false;
                link.scrollIntoView({ block: 'center' });
                const { left, top, width, height } = link.getBoundingClientRect();
                const over = (link.getRootNode()).elementFromPoint(left + width / 2, top + height / 2);
                return link.contains(over);
            })()",
        )
        .await
}

/// Fills in and posts the form that stands, without script of ours.
async fn rate_plainly(world: &World, page: &Page<'_>, path: &str) -> Result<()> {
    let already = rated(world, path).await?;
    page.choose(2).await?;
    page.comment("Trang khó").await?;
    page.send().await?;
    // The edge's own page is alive where the portal's is not, and then says its thanks in place.
    page.until("location.pathname === '/u/congan-thanhhoa/rating/thanks' || shown('.thanks h2')").await?;
    page.run("localStorage.clear()").await?;
    delivered(world, path, already + 1).await
}

async fn rated(world: &World, path: &str) -> Result<usize> {
    Ok(world.deliveries().await?.iter().filter(|delivery| *delivery.of("page") == path).count())
}

async fn delivered(world: &World, path: &str, times: usize) -> Result<()> {
    let of = |delivery: &&tests::world::Delivery| *delivery.of("page") == path && delivery.accepted;
    world.until(|all| all.iter().filter(of).count() >= times).await?;
    // Nothing comes twice: all that was sent has arrived.
    let all = world.settled().await?;
    let Some(last) = all.iter().rev().find(of) else { bail!("no rating of {path}") };
    ensure!(all.iter().filter(of).count() == times, "rated more than once: {all:#?}");
    ensure!(last.verified && *last.of("unit") == UNIT && *last.of("comment") == "Trang khó", "{last:#?}");
    Ok(())
}
