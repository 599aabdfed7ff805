//! How long the widgets keep a page from answering: printed, never judged, because others may share the machine.
//! `cargo run --package tests --bin moments`

use anyhow::Result;
use serde_json::Value;
use std::fs;
use tests::{journey::journey, page::Page, world::World};

const LOADS: usize = 5;

/// Collects tasks above 50 ms (W3C Long Tasks).
const OBSERVE: &str = "
    window.longTasks = [];
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.longTasks.push(entry.duration); })
        .observe({ type: 'longtask', buffered: true });
";

/// Applies what is kept over and over, each time as if the page had forgotten it.
const APPLY: &str =
    "[...Array(101)].map(() => { document.adoptedStyleSheets = []; const begun = performance.now();
    new Function(given)(); const ended = performance.now();
    if (!document.adoptedStyleSheets[0].cssRules.length) throw 'not applied'; return ended - begun; })
    .sort((a, b) => a - b)";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    journey(async |world, page| {
        page.before_each_page(OBSERVE).await?;
        coming_alive(world, page).await?;
        applying(world, page).await
    })
    .await
}

/// The longest task of each load in which a rating comes alive.
async fn coming_alive(world: &World, page: &Page<'_>) -> Result<()> {
    for (width, height) in [(360, 740), (1280, 900)] {
        page.size(width, height).await?;
        let mut longest = Vec::new();
        for _ in 0..LOADS {
            page.open("about:blank").await?;
            page.open(&world.portal(&format!("{}#danh-gia", world.article()?))).await?;
            page.until("host && host.getAttribute('state') === 'live'").await?;
            let tasks: Vec<f64> = page.js("window.longTasks").await?;
            longest.push(tasks.into_iter().fold(0.0, f64::max));
        }
        println!("{width} px wide, longest task above 50 ms in each of {LOADS} loads: {longest:?} ms");
    }
    Ok(())
}

/// What each later page pays for a text size that was chosen.
async fn applying(world: &World, page: &Page<'_>) -> Result<()> {
    let line = fs::read_to_string(demo::root().join("widgets/embed/loader/before-paint.js"))?;
    page.open(&world.portal("/pixel/")).await?;
    let widget = page.at("tt-text-size");
    widget.run("document.querySelector('main').append(document.createElement('tt-text-size'))").await?;
    widget.until("q('.steps') && !q('.steps').disabled").await?;
    widget.click("[name=tt-size][value='200']").await?;
    widget.until("document.adoptedStyleSheets.length").await?;
    let times: Vec<f64> = page.js_with(APPLY, Value::from(line)).await?;
    println!("applying a kept text size: median {:?} ms, slowest {:?} ms", times.get(50), times.last());
    Ok(())
}
