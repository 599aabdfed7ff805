//! Text size and reading aids: on a portal that sizes in rem (`modern`) and on one of tables and pixels (`pixel`).

mod actions;
mod aloud;
mod looks;
mod steps;
mod surface;

use anyhow::Result;
use tests::{browser::Engine, page::Page, world::World};

/// The portal of tables and pixels, with the widget in it, and another page of it.
const PIXEL: &str = "/pixel/";
const PIXEL_OTHER: &str = "/pixel/thu-tuc";

/// Puts the widget into a page that has none.
const INSERT: &str = "document.querySelector('main').append(document.createElement('tt-text-size'))";

/// Opens `path` of the portals and waits until the steps can be used there.
async fn until_steps<'a>(world: &World, page: &Page<'a>, path: &str) -> Result<Page<'a>> {
    page.open(&world.portal(path)).await?;
    let widget = page.at("tt-text-size");
    if !widget.js::<bool>("!!host").await? {
        widget.run(INSERT).await?;
    }
    widget.until("q('.steps') && !q('.steps').disabled").await?;
    Ok(widget)
}

/// As [`until_steps`], and waits until the rest can be used as well.
async fn until_live<'a>(world: &World, page: &Page<'a>, path: &str) -> Result<Page<'a>> {
    let widget = until_steps(world, page, path).await?;
    widget.run("host.scrollIntoView({ block: 'center' })").await?;
    widget.until("host.getAttribute('state') === 'live' && !q('.rest').disabled").await?;
    Ok(widget)
}

/// Chooses a size in per cent.
async fn enlarge(widget: &Page<'_>, size: u16) -> Result<()> {
    let step = format!("[name=tt-size][value='{size}']");
    if widget.browser().engine() == Engine::WebKit {
        // Its driver looks for what is enlarged by `zoom` where it would be without.
        return widget.run(&format!("q(\"{step}\").click()")).await;
    }
    widget.click(&step).await
}

/// Chooses a ground, or takes an aid or leaves it.
async fn press(widget: &Page<'_>, value: &str) -> Result<()> {
    widget.click(&format!(".rest input[value='{value}']")).await
}

/// Presses the button that does `what`.
async fn act(widget: &Page<'_>, what: &str) -> Result<()> {
    widget.click(&format!("[data-do={what}]")).await
}
