//! The `chromedriver` process and the browser that it starts. Neither outlives the process of the tests.

use anyhow::{Context, Result};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader},
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
};
use thirtyfour::Capabilities;

/// What the driver says once it listens; the port follows.
const READY: &str = "started successfully on port ";

/// A running driver. Dropped, it is killed with its browser, even where a test has panicked and nobody can wait.
#[derive(Debug)]
pub(super) struct Driver {
    process: Child,
    browser: Option<Pid>,
    guard: Option<Child>,
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
        Ok(Self { process, browser: None, guard: None, port })
    }

    /// Notes the browser of a session with these `capabilities`. From now on a shell waits for the end of a pipe that
    /// only this process holds open, and then kills both: a test run that is itself killed tidies nothing up.
    /// Errors: the browser is not named, or there is no `sh`.
    pub(super) fn owns(&mut self, capabilities: &Capabilities) -> Result<()> {
        let pid =
            capabilities.get("goog:processID").and_then(Value::as_i64).context("the browser has no id")?;
        self.browser = Pid::from_raw(i32::try_from(pid)?);
        let guard = Command::new("sh")
            .args(["-c", "read -r _; kill -KILL \"$0\" \"$1\" 2>/dev/null"])
            .args([pid.to_string(), self.process.id().to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .context("cannot run sh")?;
        self.guard = Some(guard);
        Ok(())
    }

    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // An error means that it has ended already, which is what is wanted. The guard goes first: once these are gone,
        // their numbers may be others'.
        if let Some(mut guard) = self.guard.take() {
            guard.kill().ok();
            guard.wait().ok();
        }
        if let Some(browser) = self.browser.take() {
            kill_process(browser, Signal::KILL).ok();
        }
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

fn port(out: impl BufRead) -> Option<u16> {
    let mut lines = out.lines().map_while(Result::ok);
    lines.find_map(|line| line.split_once(READY)?.1.trim_end_matches('.').parse().ok())
}
