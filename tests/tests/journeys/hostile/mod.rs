//! Portals that make it hard: on each page of `demo/hostile` the widgets are used, as far as the page lets them be.

mod conditions;
mod elsewhere;
mod look;
mod single_page;

use anyhow::{Result, bail, ensure};
use demo::portal::hostile::{Hostile, Remains, pages};
use tests::{
    browser::Engine,
    everywhere,
    page::Page,
    world::{UNIT, World},
};

everywhere!(every_page_leaves_the_widgets_usable);
async fn every_page_leaves_the_widgets_usable(world: &mut World, page: &Page<'_>) -> Result<()> {
    let mut failed = Vec::new();
    page.open(&world.portal("/hostile/calm")).await?;
    page.until_live().await?;
    let calm = look::drawn(page).await?;
    // While one page is being mended: HOSTILE=xhtml,base
    let only = std::env::var("HOSTILE").unwrap_or_default();
    for hostile in pages()? {
        if !only.is_empty() && !only.split(',').any(|name| name == hostile.name) {
            continue;
        }
        if let Err(error) = use_widgets(world, page, &hostile, &calm).await {
            failed.push(format!("{}: {error:#}", hostile.name));
        }
        // What the device remembers of one page is nothing to the next.
        page.open(&world.portal("/hostile")).await?;
        page.run("localStorage.clear()").await?;
    }
    ensure!(failed.is_empty(), "{} pages fail:\n{}", failed.len(), failed.join("\n\n"));
    Ok(())
}

async fn use_widgets(world: &World, page: &Page<'_>, hostile: &Hostile, calm: &str) -> Result<()> {
    if hostile.name == "json" && page.browser().engine() == Engine::WebKit {
        // WebKitGTK's driver speaks through the page's own JSON: nothing can be asked here. Nothing of ours uses it.
        return Ok(());
    }
    page.open(&world.portal(&hostile.path())).await?;
    let is_framed = hostile.name.starts_with("framed");
    if is_framed {
        page.enter_frame(0).await?;
    }
    let path = if is_framed { "/hostile/calm".to_owned() } else { hostile.path() };
    if hostile.remains == Remains::Html {
        page.until_shown().await?;
        page.run("host.scrollIntoView({ block: 'center' })").await?;
        page.until("told.some((one) => one.startsWith('tt-rating '))").await?;
    }
    if let Some(cause) = &hostile.says {
        page.until(&format!("told.includes('tt-rating {cause}')")).await?;
    }
    match hostile.remains {
        Remains::Link => {
            fallback_stands(page).await?;
            call(page).await?;
            follow(page, is_framed).await?;
            rate_plainly(world, page, "/").await
        }
        Remains::Html => {
            page.until("host.getAttribute('state') === 'html'").await?;
            call(page).await?;
            rate_plainly(world, page, &path).await
        }
        Remains::All | Remains::AllOnceTouched => {
            if hostile.remains == Remains::AllOnceTouched {
                fallback_stands(page).await?;
                page.click("main h1").await?;
            }
            page.until_live().await?;
            let drawn = look::drawn(page).await?;
            ensure!(
                drawn == calm,
                "the rating is drawn otherwise than on a calm page:\n{drawn}\ninstead of\n{calm}"
            );
            call(page).await?;
            enlarge(page).await?;
            rate_alive(world, page, &path).await?;
            // What `demo/hostile/static/hear.js` has noted: errors, warnings, violations of the policy; `tt:error`.
            let heard: String = page.js("wrong.join('; ') + told.join('; ')").await?;
            ensure!(heard.is_empty(), "the page hears {heard}");
            Ok(())
        }
    }
}

async fn rate_alive(world: &World, page: &Page<'_>, path: &str) -> Result<()> {
    let already = rated(world, path).await?;
    if page.browser().engine() == Engine::WebKit && path == "/hostile/prototype" {
        // WebKitGTK's driver hands elements over by methods that this page replaces: they are used by script.
        page.run(
            "q('input[name=level][value=\"4\"]').click(); q('textarea').value = 'Trang khó';
            q('textarea').dispatchEvent(new Event('input', { bubbles: true })); q('button.send').click();",
        )
        .await?;
    } else {
        page.choose(4).await?;
        page.comment("Trang khó").await?;
        page.send().await?;
    }
    page.until_thanked().await?;
    delivered(world, path, already + 1).await
}

/// What the portal wrote into the element is seen.
async fn fallback_stands(page: &Page<'_>) -> Result<()> {
    page.until("host && !host.shadowRoot && host.querySelector('a').checkVisibility()").await
}

/// Follows the link that stands in the rating's place, in a tab of its own if `apart`: what is sent from within a sandbox
/// comes from nowhere, and the edge takes nothing from nowhere.
async fn follow(page: &Page<'_>, apart: bool) -> Result<()> {
    let link = "host.querySelector('a[href$=\"/rating\"]')";
    if apart {
        let href: String = page.js(&format!("{link}.href")).await?;
        page.open(&href).await?;
    } else {
        page.click("tt-rating a[href$='/rating']").await?;
    }
    page.until("location.pathname === '/u/congan-thanhhoa/rating' && shown('form')").await
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

/// A step of the text size enlarges the portal's page, and the first takes that back.
async fn enlarge(page: &Page<'_>) -> Result<()> {
    let sizes = page.at("tt-text-size");
    sizes.until("host.getAttribute('state') && q('[name=tt-size][value=\"150\"]')").await?;
    // WebKit measures what is zoomed as if it were not, but for the page as a whole.
    let height = "Math.max(document.documentElement.scrollHeight, document.body.scrollHeight)";
    sizes.run(&format!("window.was = {height}; q('[name=tt-size][value=\"150\"]').click()")).await?;
    sizes.until(&format!("{height} > 1.2 * window.was")).await?;
    sizes.run("q('[name=tt-size][value=\"100\"]').click()").await?;
    sizes.until(&format!("Math.abs({height} - window.was) < 2")).await
}

/// Fills in and posts the form that stands, without script of ours.
async fn rate_plainly(world: &World, page: &Page<'_>, path: &str) -> Result<()> {
    let already = rated(world, path).await?;
    page.choose(2).await?;
    page.comment("Trang khó").await?;
    page.send().await?;
    // The edge's own page is alive where the portal's is not, and then says its thanks in place.
    let thanked = "(location.pathname === '/u/congan-thanhhoa/rating/thanks' || shown('.thanks h2'))";
    page.until(&format!("{thanked} || shown('[role=alert]')")).await?;
    if !page.js::<bool>(&format!("!!{thanked}")).await? {
        // From a page without an origin it is sent once more, from the edge's own page.
        page.send().await?;
        page.until(thanked).await?;
    }
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
