//! No jump: coming alive, the widget moves nothing that was shown. How long it keeps the main thread is a matter of
//! `cargo run -p tests --release --bin moments`, not of a test on a machine that others share.

use anyhow::Result;
use tests::journey::journey;

const OBSERVE: &str = "
    window.shifts = [];
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifts.push(`${entry.value} ${entry.sources.map(({ node, previousRect: a, currentRect: b }) =>
            `${node && (node.className || node.nodeName)} ${JSON.stringify(a)} to ${JSON.stringify(b)}`)}`); })
        .observe({ type: 'layout-shift', buffered: true });
";

#[tokio::test]
async fn coming_alive_shifts_nothing() -> Result<()> {
    journey(async |world, page| {
        page.before_each_page(OBSERVE).await?;
        for (width, height) in [(360, 740), (1280, 900)] {
            page.size(width, height).await?;
            page.open("about:blank").await?;
            page.open(&world.portal(&format!("{}#danh-gia", world.article()?))).await?;
            page.until("host && host.getAttribute('state') === 'live'").await?;
            // Two frames later all that the last step moved has been reported.
            page.run("requestAnimationFrame(() => requestAnimationFrame(() => { window.drawn = true; }))")
                .await?;
            page.until("window.drawn").await?;
            let shifts: Vec<String> = page.js("window.shifts").await?;
            assert!(shifts.is_empty(), "{width} wide: shifts {shifts:?}");
        }
        Ok(())
    })
    .await
}
