//! What is served, built once for all tests of a process.

use anyhow::{Result, anyhow};
use bundle::Bundle;
use std::sync::OnceLock;

/// The bundle. Errors: the build's own, in its words.
pub fn bundle() -> Result<&'static Bundle> {
    static BUNDLE: OnceLock<Result<Bundle, String>> = OnceLock::new();
    let built = BUNDLE.get_or_init(|| {
        bundle::build(&|step| eprintln!("build: {step}")).map_err(|error| format!("{error:#}"))
    });
    built.as_ref().map_err(|error| anyhow!("{error}"))
}
