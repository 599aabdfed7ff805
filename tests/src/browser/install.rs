//! Chromium and its driver, found or installed.

use anyhow::{Result, anyhow, ensure};
use std::{
    path::Path,
    process::{Command, Stdio},
    sync::OnceLock,
};

const MISSING: &str = "the journeys need Chromium and its driver: install `chromium` and `chromedriver` \
                       (Debian, as root: apt-get install -y chromium chromium-driver)";

/// Makes sure, once, that `chromedriver` can be run. Errors: it is missing, and this is not Debian with root.
pub(super) fn ensure() -> Result<()> {
    static DONE: OnceLock<Result<(), String>> = OnceLock::new();
    let done = DONE.get_or_init(|| find_or_install().map_err(|error| format!("{error:#}")));
    done.as_ref().map_err(|error| anyhow!("{error}")).copied()
}

fn find_or_install() -> Result<()> {
    if runs("chromedriver") && (runs("chromium") || runs("google-chrome")) {
        return Ok(());
    }
    let debian = Path::new("/etc/debian_version").exists() && rustix::process::geteuid().is_root();
    ensure!(debian, MISSING);
    let apt = |args: &[&str]| {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").args(args).stdout(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    // The lists may be stale or not there; an install that needs none must not fail for want of them.
    apt(&["update"]);
    ensure!(apt(&["install", "-y", "--no-install-recommends", "chromium", "chromium-driver"]), MISSING);
    ensure!(runs("chromedriver"), MISSING);
    Ok(())
}

fn runs(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
