//! A screen that nobody sees, for an engine that knows no headless mode.

use super::group::Group;
use anyhow::{Context, Result};
use rustix::process::Signal;
use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

/// A running X server. Dropped, it is gone.
#[derive(Debug)]
pub(super) struct Display {
    _server: Group,
    number: u32,
}

impl Display {
    /// Starts one under a number of its own choice. Errors: it cannot be run, or does not say its number.
    pub(super) fn start() -> Result<Self> {
        let mut command = Command::new("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", "1600x1400x24", "-nolisten", "tcp"]);
        // Asked to end, it removes its lock file and its socket.
        let mut server = Group::start(command.stdout(Stdio::piped()).stderr(Stdio::null()), Signal::TERM)?;
        let mut line = String::new();
        let out = server.output().context("Xvfb has no output")?;
        BufReader::new(out).read_line(&mut line)?;
        let number = line.trim().parse().context("Xvfb does not say which display it is")?;
        Ok(Self { _server: server, number })
    }

    /// As `DISPLAY` names it.
    pub(super) fn name(&self) -> String {
        format!(":{}", self.number)
    }
}
