//! Programs of the system: found, or installed on Debian by root, or asked for.

use anyhow::{Result, ensure};
use std::{
    env,
    fs::File,
    path::Path,
    process::{Command, Stdio},
};

/// How long another installation of the system's packages is waited for, in seconds.
const APT_PATIENCE: &str = "DPkg::Lock::Timeout=600";

/// How much is installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// What the packages need.
    Needed,
    /// And what they recommend.
    Recommended,
}

/// Makes sure that each of `programs` is there, each with the Debian package that has it.
/// Errors: as [`packages`].
pub fn programs(programs: &[(&str, &str)]) -> Result<()> {
    programs
        .iter()
        .try_for_each(|(program, package)| packages(program, &[package], Extent::Needed, || on_path(program)))
}

/// Makes sure that `there`, by installing these packages of Debian's where it is not so. `what` is for the message.
/// Errors: something is missing, and this is not Debian with root.
pub fn packages(what: &str, names: &[&str], extent: Extent, there: impl Fn() -> bool) -> Result<()> {
    if there() {
        return Ok(());
    }
    let names = names.join(" ");
    let missing = format!("the tests need {what}: install it (Debian, as root: apt-get install -y {names})");
    let debian = Path::new("/etc/debian_version").exists() && rustix::process::geteuid().is_root();
    ensure!(debian, missing);
    // Of several test runs one installs and the others find it done.
    let lock = File::create(env::temp_dir().join("tuong-tac-apt.lock"))?;
    lock.lock()?;
    if there() {
        return Ok(());
    }
    let apt = |args: &[&str]| {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").args(["-o", APT_PATIENCE]).args(args);
        command.stdout(Stdio::null()).status().is_ok_and(|status| status.success())
    };
    // The lists may be stale or not there; an install that needs none must not fail for want of them.
    apt(&["update"]);
    let few = (extent == Extent::Needed).then_some("--no-install-recommends");
    let install = ["install", "-y"].into_iter().chain(few).chain(names.split(' '));
    ensure!(apt(&install.collect::<Vec<_>>()) && there(), missing);
    Ok(())
}

/// Whether a program is found. Those of administrators count, who may have another path.
pub fn on_path(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    let admins = ["/usr/sbin", "/sbin"].map(Into::into);
    env::split_paths(&path).chain(admins).any(|dir| dir.join(program).is_file())
}
