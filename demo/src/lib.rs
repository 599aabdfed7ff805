//! What `cargo demo` runs, as a library: the edge on `workerd`, portals to embed in, and a unit's endpoint.
//! The browser tests use the same parts, each test on ports and state of its own.

pub mod edge;
pub mod portal;
pub mod ports;
mod private;
pub mod server;
pub mod stack;
pub mod state;
pub mod unit;
pub mod units;

use std::path::{Path, PathBuf};

/// The root of the repository.
#[must_use]
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}
