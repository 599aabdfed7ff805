//! No edge outlives the process that started it, however that one ended.

use anyhow::{Context, Result};
use std::{
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
};

/// A shell that waits for the end of a pipe which only this process holds open, and then kills the other.
/// The kernel closes the pipe even where `SIGKILL` leaves us no time to tidy up.
#[derive(Debug)]
pub(super) struct Guard(Child);

impl Guard {
    /// Guards the process `pid`. Errors: no `sh`.
    pub(super) fn of(pid: u32) -> Result<Self> {
        Command::new("sh")
            .args(["-c", "read -r _; kill -KILL \"$0\" 2>/dev/null", &pid.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // Apart from the terminal's Ctrl-C, or it would guard nothing while we tidy up.
            .process_group(0)
            .spawn()
            .map(Self)
            .context("cannot run sh")
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        // Killed before its pipe closes: the number may be another process's by now.
        self.0.kill().ok();
        self.0.wait().ok();
    }
}
