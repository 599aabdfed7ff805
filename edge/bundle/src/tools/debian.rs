//! System packages: installed on Debian by root, asked for elsewhere.

use std::{env::consts::OS, path::Path};

use anyhow::{Result, bail};

use crate::run::{command, run};

const ASK: &str = "OpenSSL's headers and pkg-config are missing, which worker-build is compiled with";

/// `worker-build` is compiled against OpenSSL on Linux.
/// Errors: the headers are missing and this user may not install them.
pub(super) fn ensure_openssl(progress: &dyn Fn(&str)) -> Result<()> {
    let found = || run(command("pkg-config").args(["--exists", "openssl"]), "look for OpenSSL").is_ok();
    if OS != "linux" || found() {
        return Ok(());
    }
    if !(Path::new("/etc/debian_version").exists() && is_root()) {
        bail!("{ASK}: install them (Debian, Ubuntu: `apt-get install libssl-dev pkg-config`) and try again");
    }
    progress("install libssl-dev and pkg-config");
    let apt = |args: &[&str]| {
        let mut apt = command("apt-get");
        run(apt.args(args).env("DEBIAN_FRONTEND", "noninteractive"), ASK)
    };
    apt(&["update", "--quiet"])?;
    apt(&["install", "--yes", "--quiet", "--no-install-recommends", "libssl-dev", "pkg-config"])?;
    Ok(())
}

fn is_root() -> bool {
    run(command("id").arg("-u"), "ask who this is").is_ok_and(|id| id.trim() == "0")
}
