//! The worker: one script and one module with every asset in it.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result};

use crate::{
    digest,
    place::Place,
    run::{command, run, wasm_command},
    stamp::Stamp,
    tools::{Tools, WASM},
};

/// Seen from `edge`, where `worker-build` runs.
const OUT: &str = "../target/bundle/worker";

/// Compiles the worker, and packs it if it has changed.
///
/// `worker-build` would compile it too, but it would also pack it anew each time. So cargo goes first, with what
/// `worker-build` sets, and `worker-build` then finds nothing to compile.
pub(crate) fn build(place: &Place, tools: &Tools, progress: &dyn Fn(&str)) -> Result<()> {
    progress("compile the worker");
    let mut cargo = in_edge(place, Path::new("cargo"));
    cargo.args(["build", "--lib", "--profile=worker", "--target", WASM]);
    run(&mut cargo, "compile the worker")?;

    let compiled = place.wasm("worker", "tt_edge");
    let module = fs::read(&compiled).with_context(|| format!("{} cannot be read", compiled.display()))?;
    let dir = place.worker();
    let stamp =
        Stamp::new(place.out().join("worker.stamp"), digest::short([&*module, tools.versions.as_bytes()]));
    if stamp.is_fresh(&[&dir.join("index.js"), &dir.join("index_bg.wasm")]) {
        return Ok(());
    }
    stamp.clear()?;
    // Also what a build that was cut short left behind, for whose end `worker-build` would wait.
    if dir.exists() {
        fs::remove_dir_all(&dir).with_context(|| format!("{} cannot be removed", dir.display()))?;
    }
    progress("pack the worker");
    let mut pack = in_edge(place, &tools.worker_build);
    pack.args(["--profile", "worker", "--out-dir", OUT]);
    // With these it downloads nothing.
    pack.env("WASM_BINDGEN_BIN", &tools.wasm_bindgen);
    pack.env("ESBUILD_BIN", tools.npm.esbuild()?);
    pack.env("WASM_OPT_BIN", tools.npm.wasm_opt()?);
    run(&mut pack, "pack the worker")?;
    strip(&dir.join("index_bg.wasm"), tools)?;
    stamp.set()
}

/// Takes out the functions' names, which only a profiler reads.
fn strip(module: &Path, tools: &Tools) -> Result<()> {
    let mut strip = command(tools.npm.wasm_opt()?);
    strip.args(["--all-features", "--strip-debug", "--strip-producers"]).arg(module).arg("-o").arg(module);
    run(&mut strip, "strip the worker").map(drop)
}

/// A command that compiles the worker as `worker-build` does: what it sets itself must not differ between the two.
fn in_edge(place: &Place, program: &Path) -> Command {
    let mut command = wasm_command(place, program);
    command.current_dir(place.edge()).env("TT_ASSETS", place.assets());
    // Makes wasm-bindgen's macros use js-sys in place of wasm-bindgen-futures.
    command.env("WASM_BINDGEN_USE_JS_SYS", "1");
    command
}
