//! The hotlines: as a widget in its three lives, and in all other channels that the unit's file feeds.

mod channels;
mod clock;
mod looks;
mod widget;

use anyhow::{Context, Result};
use tests::{page::Page, world::World};

/// The main number of the unit whose portal the demo has, as it is called and as it is shown.
pub(crate) const MAIN: [&str; 2] = ["tel:+842373852525", "0237 3852 525"];

/// The address of the page of an example.
pub(crate) fn example(world: &World, name: &str) -> String {
    world.portal(&format!("/gallery/hotline/{name}"))
}

/// Opens `url` and waits until the hotlines on it live.
pub(crate) async fn open_live<'a>(page: &Page<'a>, url: &str) -> Result<Page<'a>> {
    let page = page.at("tt-hotline");
    page.open(url).await?;
    page.until("shown('.emergency') && host.getAttribute('state')").await?;
    page.run("host.scrollIntoView()").await?;
    page.until("host.getAttribute('state') === 'live' && (q('.copy button') || !q('.copy'))").await?;
    Ok(page)
}

/// The body of what the edge answers at `path`.
pub(crate) async fn get(world: &World, path: &str) -> Result<String> {
    let answer = world.http.get(world.edge(path)).send().await?.error_for_status()?;
    String::from_utf8(answer.bytes().await?.to_vec()).context("not UTF-8")
}
