//! What the tip-off asks of a small phone: printed, never judged, because others may share the machine. A hundred megabytes of
//! attachments on a fast machine, and where the whole browser has half a core or a quarter of one, while somebody touches the page.
//! `cargo run --package tests --bin phone` (Linux, root: it makes a control group)

use anyhow::Result;
use serde_json::{Value, json};
use std::{
    fs,
    time::{Duration, Instant},
};
use tests::{
    journey::journey,
    page::Page,
    scratch::Scratch,
    world::{UNIT, World},
};
use tokio::time::sleep;
use tt_contract::limits::{FILE_BYTES, FILES_BYTES};

/// How many per cent of a core all of the browser has: more than it uses; two cores that are each four times slower, the least that phones have; one
/// of them, for page, vault, network and drawing together.
/// Chromium's own throttle would slow no thread but the page's.
const PERCENT: [u32; 3] = [400, 50, 25];
/// How often the page is touched.
const TOUCH: Duration = Duration::from_millis(250);

/// Notes how long each touch takes until something could be seen of it (W3C Event Timing), how long the page's thread was busy at
/// a stretch, and how large the vault's memory is, which it is made to tell.
const OBSERVE: &str = r"
    window.touches = []; window.busiest = 0; window.memory = 0;
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) touches.push(entry.duration); })
        .observe({ type: 'event', durationThreshold: 16, buffered: true });
    let last = performance.now();
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
        const now = performance.now(); window.busiest = Math.max(window.busiest, now - last); last = now;
        setTimeout(() => { last = performance.now(); channel.port2.postMessage(0); }, 4);
    };
    channel.port2.postMessage(0);
    new BroadcastChannel('memory').onmessage = ({ data }) => { window.memory = Math.max(window.memory, data); };
    const tell = `{ const made = WebAssembly.instantiate; WebAssembly.instantiate = async (...given) => {
        const it = await made(...given), to = new BroadcastChannel('memory');
        const memory = Object.values((it.instance || it).exports).find((one) => one instanceof WebAssembly.Memory);
        setInterval(() => to.postMessage(memory.buffer.byteLength), 50); return it; }; }`;
    const Plain = Blob;
    window.Blob = class extends Plain {
        constructor(parts, how) { super(how && how.type === 'text/javascript' ? [tell, ...parts] : parts, how); }
    };
";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let folder = Scratch::new()?;
    let size = usize::try_from(FILE_BYTES)?;
    let mut paths = Vec::new();
    for n in 0..FILES_BYTES / FILE_BYTES {
        let path = folder.path().join(format!("{n}.pdf"));
        let content: Vec<u8> = b"%PDF-1.7\n"
            .iter()
            .copied()
            .chain((n..).map(|byte| (byte % 251).to_le_bytes()[0]))
            .take(size)
            .collect();
        fs::write(&path, content)?;
        paths.push(path.display().to_string());
    }
    for percent in PERCENT {
        let paths = paths.join("\n");
        journey(async |world, page| uploading(world, page, percent, &paths).await).await?;
    }
    Ok(())
}

async fn uploading(world: &World, page: &Page<'_>, percent: u32, paths: &str) -> Result<()> {
    page.before_each_page(OBSERVE).await?;
    page.size(360, 740).await?;
    page.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true })).await?;
    page.open(&world.edge(&format!("/u/{UNIT}/tip-off?lang=vi"))).await?;
    page.until("shown('.go button.send')").await?;
    page.click(".go button.send").await?;
    page.type_into("#tt-account", "Có người bán ma túy ở cuối ngõ, tối nào cũng có.").await?;
    for step in 2..=4 {
        page.click(".go button.send").await?;
        page.until(&format!("text('.steps') === 'Bước {step}/5'")).await?;
    }
    page.run("window.touches = []; window.busiest = 0;").await?;
    let slowed = page.browser().slowed(percent)?;
    let begun = Instant::now();
    page.type_into("#tt-files", paths).await?;
    let mut touched = 0;
    while !page
        .js::<bool>(
            "qa('.files li').length && qa('.files li').every((one) => one.textContent.includes('Xong'))",
        )
        .await?
    {
        anyhow::ensure!(begun.elapsed() < Duration::from_mins(10), "{}", page.look().await);
        let heading: Value = page.js("(() => { const box = shown('.step:not([hidden]) h2').getBoundingClientRect(); return { x: box.x + 9, y: box.y + 9 }; })()").await?;
        page.devtools("Input.dispatchTouchEvent", json!({ "type": "touchStart", "touchPoints": [heading] }))
            .await?;
        page.devtools("Input.dispatchTouchEvent", json!({ "type": "touchEnd", "touchPoints": [] })).await?;
        touched += 1;
        sleep(TOUCH).await;
    }
    let took = begun.elapsed();
    drop(slowed);
    let (longest, busiest, memory): (f64, f64, u64) =
        page.js("[touches.reduce((a, b) => Math.max(a, b), 0), busiest, memory]").await?;
    println!(
        "the browser has {percent} % of a core: {FILES_BYTES} bytes sealed and sent in {:.1} s; of {touched} touches the longest took {longest} ms \
         (0: none over 16), the page's thread was busy for {busiest:.0} ms at most; memory of the vault {:.1} MB",
        took.as_secs_f64(),
        f64::from(u32::try_from(memory)?) / 1e6
    );
    Ok(())
}
