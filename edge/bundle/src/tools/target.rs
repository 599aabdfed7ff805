//! The `wasm32` target of the pinned toolchain.

use std::path::Path;

use anyhow::{Context, Result};

use crate::{
    place::Place,
    run::{command, run},
};

/// What browsers and workers run.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// `rust-toolchain.toml` names the target, but where rustup may not install by itself that installs nothing.
pub(super) fn ensure(place: &Place, progress: &dyn Fn(&str)) -> Result<()> {
    let mut rustc = command("rustc");
    rustc.args(["--print", "target-libdir", "--target", WASM]).current_dir(place.root());
    let libraries = run(&mut rustc, "look for the wasm32 target")?;
    if Path::new(libraries.trim()).exists() {
        return Ok(());
    }
    progress(&format!("install the target {WASM}"));
    let mut rustup = command("rustup");
    rustup.args(["target", "add", WASM]).current_dir(place.root());
    run(&mut rustup, "install the wasm32 target")
        .map(drop)
        .with_context(|| format!("the Rust target {WASM} is missing: get rustup from https://rustup.rs, then `rustup target add {WASM}`"))
}
