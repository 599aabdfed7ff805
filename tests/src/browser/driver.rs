//! The driver of an engine and the browser that it starts.

use super::{Engine, display::Display, group::Group, install::Programs};
use crate::{
    scratch::Scratch,
    world::{LOOK, PATIENCE},
};
use anyhow::{Result, ensure};
use rustix::process::Signal;
use std::{
    fs::{self, File},
    net::{SocketAddr, TcpStream},
    path::PathBuf,
    process::Command,
};
use tokio::time::{Instant, sleep};

/// A running driver. Dropped, it is gone with its browser.
#[derive(Debug)]
pub(super) struct Driver {
    group: Group,
    _display: Option<Display>,
    addr: SocketAddr,
    log: PathBuf,
}

impl Driver {
    /// Starts the driver of `engine`, which keeps its files in `profile`, and waits until it listens.
    /// Errors: it cannot be run, ends, or does not listen in time.
    pub(super) async fn start(engine: Engine, programs: &Programs, profile: &Scratch) -> Result<Self> {
        let addr = demo::ports::free()?;
        let log = profile.path().join("driver.log");
        let out = File::create(&log)?;
        let display = if engine == Engine::WebKit { Some(Display::start()?) } else { None };
        let mut command = Command::new(&programs.driver);
        command.arg(format!("--port={}", addr.port())).stdout(out.try_clone()?).stderr(out);
        match engine {
            Engine::Chromium => {
                command.arg("--log-level=SEVERE");
            }
            Engine::Firefox => {
                command.args(["--websocket-port=0", "--log=warn", "--profile-root"]).arg(profile.path());
            }
            Engine::WebKit => {
                command.envs(display.iter().map(|display| ("DISPLAY", display.name())));
                // Without a desktop there is no bus to ask for accessibility.
                command.env("NO_AT_BRIDGE", "1");
                for place in ["XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"] {
                    command.env(place, profile.path());
                }
            }
        }
        let mut group = Group::start(&mut command, Signal::KILL)?;
        let deadline = Instant::now() + PATIENCE;
        while TcpStream::connect(addr).is_err() {
            let said = || fs::read_to_string(&log).unwrap_or_default();
            if let Some(status) = group.ended() {
                anyhow::bail!("the driver of {engine} ended ({status}): {}", said());
            }
            ensure!(Instant::now() < deadline, "the driver of {engine} does not listen: {}", said());
            sleep(LOOK).await;
        }
        Ok(Self { group, _display: display, addr, log })
    }

    /// The id of its process, from which the browser's descend.
    pub(super) fn id(&self) -> u32 {
        self.group.id()
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// What driver and browser have written so far.
    pub(super) fn log(&self) -> String {
        fs::read(&self.log).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
    }
}
