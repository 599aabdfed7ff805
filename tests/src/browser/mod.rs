//! A browser of any engine with a fresh profile, driven by WebDriver. Dropped, it is gone.

mod capabilities;
mod display;
mod driver;
mod engine;
mod group;
mod install;

pub use engine::{Engine, Script};

use crate::{scratch::Scratch, slowed::Slowed};
use anyhow::{Context, Result};
use driver::Driver;
use std::{ops::Deref, sync::Arc};
use thirtyfour::WebDriver;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Most browsers of one process at a time: each keeps a core busy.
const MOST: usize = 2;
static ROOM: Semaphore = Semaphore::const_new(MOST);

/// A running browser.
#[derive(Debug)]
pub struct Browser {
    driver: Driver,
    session: WebDriver,
    engine: Engine,
    profile: Arc<Scratch>,
    _room: SemaphorePermit<'static>,
}

impl Browser {
    /// Starts one with a window of about 1280 by 900 pixels that prefers Vietnamese; WebKitGTK has the
    /// language of the system's locale.
    /// Errors: the engine or its driver is not there and cannot be installed, or does not start.
    pub async fn start(engine: Engine, script: Script) -> Result<Self> {
        let room = ROOM.acquire().await?;
        let programs = install::ensure(engine)?;
        let profile = Arc::new(Scratch::new()?);
        let driver = Driver::start(engine, programs, &profile).await?;
        let session = WebDriver::new(driver.url(), capabilities::of(engine, script, &profile))
            .await
            .with_context(|| format!("{engine} does not start: {}", driver.log()))?;
        if engine != Engine::Chromium {
            session.set_window_rect(0, 0, 1280, 900).await?;
        }
        Ok(Self { driver, session, engine, profile, _room: room })
    }

    /// Which it is.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        self.engine
    }

    /// Closes it as a person would; what it leaves behind. Errors: those of the driver.
    pub async fn close(self) -> Result<Arc<Scratch>> {
        self.session.clone().quit().await?;
        Ok(Arc::clone(&self.profile))
    }

    /// Leaves all of it so many per cent of one core, until the value is dropped. Errors: as [`Slowed::tree`].
    pub fn slowed(&self, percent: u32) -> Result<Slowed> {
        Slowed::tree(self.driver.id(), percent)
    }

    /// What pages have written to the console since this was asked last, and what the browser has about them.
    ///
    /// Firefox gives what scripts write and not what it has to say itself, and gives it all each time; WebKitGTK has
    /// no way to hand it out, and gives nothing. Errors: the session is gone.
    pub async fn console(&self) -> Result<Vec<String>> {
        match self.engine {
            Engine::Chromium => {
                let log = self.session.browser_log().await?;
                Ok(log.into_iter().map(|entry| format!("{:?} {}", entry.level, entry.message)).collect())
            }
            Engine::Firefox => {
                let ours = |line: &&str| line.starts_with("console.") || line.starts_with("JavaScript ");
                Ok(self.driver.log().lines().filter(ours).map(str::to_owned).collect())
            }
            Engine::WebKit => Ok(Vec::new()),
        }
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
