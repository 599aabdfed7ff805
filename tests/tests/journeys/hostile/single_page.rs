//! Navigation within one page: elements go and come back, a thousand times, and nothing of them stays behind.

use anyhow::Result;
use serde::Deserialize;
use serde_json::json;
use tests::{journey::journey, page::Page};

/// Keeps hold of the memory of each WebAssembly module.
const HOLD: &str = "
    const plain = WebAssembly.instantiateStreaming;
    window.memories = [];
    WebAssembly.instantiateStreaming = async (...given) => {
        const made = await plain.apply(WebAssembly, given);
        const { exports } = made.instance;
        window.memories.push(...Object.values(exports).filter((one) => one instanceof WebAssembly.Memory));
        return made;
    };
";

/// Times of one measurement to the next.
const TIMES: u32 = 500;

/// What the page holds, once what nobody needs is gone.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Held {
    nodes: u32,
    js_event_listeners: u32,
    documents: u32,
    #[serde(default)]
    wasm: u32,
}

async fn held(page: &Page<'_>) -> Result<Held> {
    page.devtools("HeapProfiler.enable", json!({})).await?;
    page.devtools("HeapProfiler.collectGarbage", json!({})).await?;
    let held: Held = serde_json::from_value(page.devtools("Memory.getDOMCounters", json!({})).await?)?;
    let wasm = page.js("memories.reduce((sum, one) => sum + one.buffer.byteLength, 0)").await?;
    Ok(Held { wasm, ..held })
}

/// Takes the view out and puts it in anew, and lets the last come alive.
async fn navigate(page: &Page<'_>, times: u32) -> Result<()> {
    // A quarter of a measurement at a time, so that each takes a bounded time; some come alive, some leave before.
    for _ in 0..4 {
        page.run(&format!(
            "window.arrived = false; window.navigate({}, () => {{ window.arrived = true; }})",
            times / 4
        ))
        .await?;
        page.until("window.arrived").await?;
        page.until_live().await?;
        for widget in ["tt-hotline", "tt-text-size"] {
            page.at(widget).until("host.getAttribute('state') === 'live'").await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_thousand_views_leave_nothing_behind() -> Result<()> {
    journey(async |world, page| {
        page.before_each_page(HOLD).await?;
        page.open(&world.portal("/hostile/single-page")).await?;
        page.until_live().await?;
        navigate(page, 100).await?;
        let warm = held(page).await?;
        assert!(warm.wasm > 0, "no memory of a module was seen");
        navigate(page, TIMES).await?;
        let half = held(page).await?;
        navigate(page, TIMES).await?;
        let all = held(page).await?;
        let story = format!("warm {warm:?}, after {TIMES} {half:?}, after twice that {all:?}");
        // What is left of one view is found a thousand times; a single one more or less is the browser's own affair.
        for later in [half, all] {
            assert!(later.nodes <= warm.nodes + 400, "nodes grow: {story}");
            assert!(later.js_event_listeners <= warm.js_event_listeners + 100, "listeners grow: {story}");
            assert!(later.documents <= warm.documents + 4, "documents grow: {story}");
        }
        assert_eq!(all.wasm, half.wasm, "memory grows: {story}");
        // And what stands there now works.
        page.choose(5).await?;
        page.send().await?;
        page.until_thanked().await?;
        world.delivered(1).await?;
        Ok(())
    })
    .await
}
