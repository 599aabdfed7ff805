//! The engines and their drivers, found or installed.

use super::Engine;
use crate::debian::{Extent, on_path, packages};
use anyhow::{Result, anyhow};
use std::{path::PathBuf, sync::OnceLock};

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
    // What WebKitGTK and Firefox draw with is only recommended by their packages; Chromium brings its own.
    let name = format!("{engine} and its driver");
    let driver = match engine {
        Engine::Chromium => {
            let there = || on_path("chromedriver") && (on_path("chromium") || on_path("google-chrome"));
            packages(&name, &["chromium", "chromium-driver"], Extent::Needed, there)?;
            "chromedriver".into()
        }
        Engine::Firefox => {
            let there = || on_path("firefox") || on_path("firefox-esr");
            packages(&name, &["firefox-esr"], Extent::Recommended, there)?;
            bundle::geckodriver(&|step| eprintln!("install: {step}"))?
        }
        Engine::WebKit => {
            let there = || on_path("WebKitWebDriver") && on_path("Xvfb");
            packages(&name, &["webkit2gtk-driver", "xvfb"], Extent::Recommended, there)?;
            "WebKitWebDriver".into()
        }
    };
    Ok(Programs { driver })
}
