//! A Chromium with a fresh profile, driven by WebDriver. Dropped, it is gone.

mod driver;
mod install;

use crate::scratch::Scratch;
use anyhow::{Context, Result};
use driver::Driver;
use serde_json::json;
use std::ops::Deref;
use thirtyfour::{Capabilities, WebDriver};
use tokio::sync::{Semaphore, SemaphorePermit};

/// Most browsers of one process at a time: each keeps a core busy.
const MOST: usize = 2;
static ROOM: Semaphore = Semaphore::const_new(MOST);

/// A running browser.
#[derive(Debug)]
pub struct Browser {
    _driver: Driver,
    session: WebDriver,
    _profile: Scratch,
    _room: SemaphorePermit<'static>,
}

impl Browser {
    /// Starts one with a window of 1280 by 900 pixels that prefers Vietnamese.
    /// Errors: Chromium or its driver is not there and cannot be installed, or does not start.
    pub async fn start() -> Result<Self> {
        let room = ROOM.acquire().await?;
        install::ensure()?;
        let profile = Scratch::new()?;
        let driver = Driver::start()?;
        let session = WebDriver::new(driver.url(), capabilities(&profile))
            .await
            .context("the browser does not start")?;
        Ok(Self { _driver: driver, session, _profile: profile, _room: room })
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The session is not taken leave of: that would wait, in a runtime that this very wait blocks, for a process
        // that is killed next.
        self.session.clone().leak().ok();
    }
}

impl Deref for Browser {
    type Target = WebDriver;
    fn deref(&self) -> &WebDriver {
        &self.session
    }
}

fn capabilities(profile: &Scratch) -> Capabilities {
    let profile = format!("--user-data-dir={}", profile.path().display());
    let mut args = vec![
        "--headless",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--hide-scrollbars",
        "--force-color-profile=srgb",
        "--window-size=1280,900",
        "--accept-lang=vi",
        &profile,
    ];
    if rustix::process::geteuid().is_root() {
        // Chromium's sandbox refuses to run as root.
        args.push("--no-sandbox");
    }
    let capabilities = json!({
        "browserName": "chrome",
        "goog:chromeOptions": { "args": args },
        "goog:loggingPrefs": { "browser": "ALL" },
    });
    Capabilities::from(capabilities.as_object().cloned().unwrap_or_default())
}
