//! How much memory the worker holds while the longest file comes, one after the other: V8's own figures (`tests::inspector`), peak above idle.
//! `cargo test -p tests --test journeys -- --nocapture memory` prints them.

use super::{
    plain,
    sender::{Citizen, SealedFile, pdf, post},
};
use anyhow::{Context, Result, ensure};
use tests::{
    inspector::{Inspector, Watch},
    world::World,
};
use tt_contract::limits::FILE_BYTES;

/// What the isolate may hold above its idle state, in bytes.
const MOST: f64 = 16e6;
/// How many files come, one after the other: what is garbage of one may lie while the next comes.
const FILES: usize = 5;
/// Fewer looks than that at one upload would miss its peak.
const LOOKS: u32 = 20;

/// Sends files by `send`, each while the isolate is looked at. Errors: a file is refused, or too much is held.
async fn measure(how: &str, send: impl AsyncFn(&World, &[u8], usize) -> Result<()>) -> Result<()> {
    let addr = demo::ports::free()?;
    let world = World::with(|options| options.inspector = Some(addr))?;
    // What is there once and stays: the page, the mailbox.
    plain::open(&world).await?;
    send(&world, &pdf(100_000, 0), 0).await?;
    let mut inspector = Inspector::connect(addr)?;
    let (idle_wasm, idle) = (inspector.wasm()?, inspector.heap()?);
    let mut most = idle;
    for n in 1..=FILES {
        let content = pdf(usize::try_from(FILE_BYTES)?, u8::try_from(n)?);
        let watch = Watch::start(inspector);
        let outcome = send(&world, &content, n).await;
        let (back, heap, looks) = watch.end()?;
        outcome?;
        ensure!(looks >= LOOKS, "only {looks} looks");
        inspector = back;
        most = if heap.sum() > most.sum() { heap } else { most };
    }
    // It only grows, so that it was at most what it is afterwards. Asking collects garbage: not before.
    let wasm = inspector.wasm()? - idle_wasm;
    let above = most.sum() - idle.sum() + wasm;
    eprintln!(
        "{how}: idle {:.1} MB; at most {:.1} MB above: JavaScript {:.1}, runtime {:.1}, buffers {:.1}, WebAssembly {:.1}; the process in \
         all {:.0} MB",
        (idle.sum() + idle_wasm) / 1e6,
        above / 1e6,
        (most.javascript - idle.javascript) / 1e6,
        (most.runtime - idle.runtime) / 1e6,
        (most.buffers - idle.buffers) / 1e6,
        wasm / 1e6,
        resident(&world)? / 1e6
    );
    assert!(above < MOST, "{how}: {above} bytes above idle");
    Ok(())
}

/// What the process held at most, in bytes (`VmHWM`).
fn resident(world: &World) -> Result<f64> {
    let pid = world.stack.edge.pid().context("the edge is gone")?;
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no VmHWM")?;
    Ok(line.trim().trim_end_matches("kB").trim().parse::<f64>()? * 1024.0)
}

#[tokio::test]
async fn a_form_without_script_with_the_longest_file_takes_little_memory() -> Result<()> {
    measure("without script", async |world, content, n| {
        let citizen = plain::open(world).await?;
        let account = format!("Có người gửi tài liệu giả, lần thứ {n}.");
        let form = plain::form(&citizen).text("account", &account).text("original", "don.pdf");
        let form = form.file("files", "don.pdf", content);
        ensure!(post(world, &plain::page(), form).await?.status() == 303, "refused");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_longest_file_that_a_browser_sealed_takes_little_memory() -> Result<()> {
    measure("sealed by the browser", async |world, content, _| {
        let file = SealedFile::new(content, false)?;
        Citizen::new()?.upload(world, &file).await
    })
    .await
}
