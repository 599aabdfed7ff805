//! The `chromedriver` process.

use anyhow::{Context, Result};
use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

/// What the driver says once it listens; the port follows.
const READY: &str = "started successfully on port ";

/// A running driver. Dropped, it is killed.
#[derive(Debug)]
pub(super) struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts one on a port of its own choice. Errors: it cannot be run, or does not say its port.
    pub(super) fn start() -> Result<Self> {
        let mut process = Command::new("chromedriver")
            .args(["--port=0", "--log-level=SEVERE"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot run chromedriver")?;
        let port = process.stdout.take().and_then(|out| port(BufReader::new(out)));
        let Some(port) = port else {
            process.kill().ok();
            process.wait().ok();
            anyhow::bail!("chromedriver does not say on which port it listens");
        };
        Ok(Self { process, port })
    }

    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // An error means that it has ended already, which is what is wanted.
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

fn port(out: impl BufRead) -> Option<u16> {
    let lines = out.lines().map_while(Result::ok);
    lines.filter_map(|line| line.split_once(READY)?.1.trim_end_matches('.').parse().ok()).next()
}
