//! No jump and no stutter: the widget moves nothing that was shown, and leaves the main thread alone until it is used.

use anyhow::Result;
use tests::journey::journey;

const OBSERVE: &str = "
    window.shifts = []; window.longTasks = [];
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifts.push(entry.value); })
        .observe({ type: 'layout-shift', buffered: true });
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.longTasks.push(entry.duration); })
        .observe({ type: 'longtask', buffered: true });
";
/// Other tests share the machine: a task may be long because they were served first, but hardly this often.
const TRIES: usize = 5;

#[tokio::test]
async fn coming_alive_shifts_nothing_and_blocks_nothing() -> Result<()> {
    journey(async |world, page| {
        page.before_each_page(OBSERVE).await?;
        for (width, height) in [(360, 740), (1280, 900)] {
            page.size(width, height).await?;
            let mut longest = Vec::new();
            for _ in 0..TRIES {
                page.open("about:blank").await?;
                page.open(&world.portal(&format!("{}#danh-gia", world.article()?))).await?;
                page.until("host && host.getAttribute('state') === 'live'").await?;
                // Two frames later all that the last step moved has been reported.
                page.run(
                    "requestAnimationFrame(() => requestAnimationFrame(() => { window.drawn = true; }))",
                )
                .await?;
                page.until("window.drawn").await?;
                let shifts: Vec<f64> = page.js("window.shifts").await?;
                assert!(shifts.is_empty(), "{width} wide: shifts {shifts:?}");
                let tasks: Vec<f64> = page.js("window.longTasks").await?;
                longest.push(tasks.into_iter().fold(0.0, f64::max));
            }
            assert!(longest.contains(&0.0), "{width} wide: tasks above 50 ms each time: {longest:?}");
        }
        Ok(())
    })
    .await
}
