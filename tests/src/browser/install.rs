//! The engines and their drivers, found or installed.

use super::Engine;
use anyhow::{Result, anyhow, ensure};
use std::{
    env,
    fs::File,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::OnceLock,
};

/// How long another installation of the system's packages is waited for, in seconds.
const APT_PATIENCE: &str = "DPkg::Lock::Timeout=600";

/// What an engine is driven with.
#[derive(Debug)]
pub(super) struct Programs {
    /// Speaks WebDriver.
    pub(super) driver: PathBuf,
}

/// The programs of `engine`, which are there once this returns.
/// Errors: one is missing, and this is not Debian with root, or crates.io cannot be reached.
pub(super) fn ensure(engine: Engine) -> Result<&'static Programs> {
    static DONE: [OnceLock<Result<Programs, String>>; 3] = [const { OnceLock::new() }; 3];
    let [chromium, firefox, webkit] = &DONE;
    let done = match engine {
        Engine::Chromium => chromium,
        Engine::Firefox => firefox,
        Engine::WebKit => webkit,
    };
    let done = done.get_or_init(|| find_or_install(engine).map_err(|error| format!("{error:#}")));
    done.as_ref().map_err(|error| anyhow!("{error}"))
}

fn find_or_install(engine: Engine) -> Result<Programs> {
    let driver = match engine {
        Engine::Chromium => {
            let there = || on_path("chromedriver") && (on_path("chromium") || on_path("google-chrome"));
            packages(engine, &["chromium", "chromium-driver"], there)?;
            "chromedriver".into()
        }
        Engine::Firefox => {
            let there = || on_path("firefox") || on_path("firefox-esr");
            packages(engine, &["firefox-esr"], there)?;
            bundle::geckodriver(&|step| eprintln!("install: {step}"))?
        }
        Engine::WebKit => {
            let there = || on_path("WebKitWebDriver") && on_path("Xvfb");
            packages(engine, &["webkit2gtk-driver", "xvfb"], there)?;
            "WebKitWebDriver".into()
        }
    };
    Ok(Programs { driver })
}

/// Makes sure that `there`, by installing these packages of Debian's where it is not so.
fn packages(engine: Engine, names: &[&str], there: impl Fn() -> bool) -> Result<()> {
    if there() {
        return Ok(());
    }
    let names = names.join(" ");
    let missing = format!(
        "the journeys need {engine} and its driver: install them (Debian, as root: apt-get install -y {names})"
    );
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
    // What WebKitGTK and Firefox draw with is only recommended by their packages; Chromium brings its own.
    let few = (engine == Engine::Chromium).then_some("--no-install-recommends");
    let install = ["install", "-y"].into_iter().chain(few).chain(names.split(' '));
    ensure!(apt(&install.collect::<Vec<_>>()) && there(), missing);
    Ok(())
}

fn on_path(program: &str) -> bool {
    env::var_os("PATH").is_some_and(|path| env::split_paths(&path).any(|dir| dir.join(program).is_file()))
}
