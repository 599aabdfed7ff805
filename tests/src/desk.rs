//! The unit's command `tt`, built once for all tests of a process.

use crate::process;
use anyhow::{Context, Result, anyhow};
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

/// The program. Errors: the build's own, in its words.
pub fn tt() -> Result<&'static Path> {
    static BUILT: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let built = BUILT.get_or_init(|| build().map_err(|error| format!("{error:#}")));
    built.as_deref().map_err(|error| anyhow!("{error}"))
}

/// Builds it beside this test, as `cargo test` of everything has done already.
fn build() -> Result<PathBuf> {
    let test = env::current_exe()?;
    let profile = test.ancestors().nth(2).context("a test lies in target/…/deps")?;
    let mut cargo = Command::new(env!("CARGO"));
    for (name, _) in env::vars_os() {
        // What the outer cargo says of the package that is tested would be another build.
        if name
            .to_str()
            .is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"))
        {
            cargo.env_remove(name);
        }
    }
    cargo.current_dir(demo::root()).args(["build", "--quiet", "--package", "tt-desk", "--target-dir"]);
    process::run(cargo.arg(profile.parent().context("target")?))?;
    Ok(profile.join("tt"))
}
