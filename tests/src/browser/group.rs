//! Processes that do not outlive the tests.

use anyhow::{Context, Result};
use rustix::process::{Pid, Signal, kill_process_group};
use std::{
    os::unix::process::CommandExt,
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
};

/// A process group. Dropped, all of it is killed, even where a test has panicked and nobody can wait.
#[derive(Debug)]
pub(super) struct Group {
    leader: Child,
    /// A shell that waits for the end of a pipe which only this process holds open, and then kills the group: a test
    /// run that is itself killed tidies nothing up.
    guard: Option<Child>,
    end: Signal,
}

impl Group {
    /// Starts `command` as the leader of a group of its own, which `end` ends.
    /// Errors: it cannot be run, or there is no `sh`; nothing runs then.
    pub(super) fn start(command: &mut Command, end: Signal) -> Result<Self> {
        let shown = command.get_program().to_string_lossy().into_owned();
        let leader = command
            .stdin(Stdio::null())
            .process_group(0)
            .spawn()
            .with_context(|| format!("cannot run {shown}"))?;
        let id = leader.id();
        let mut group = Self { leader, guard: None, end };
        let guard = Command::new("sh")
            .args(["-c", "read -r _; kill -s KILL -- \"-$0\" 2>/dev/null", &id.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .context("cannot run sh")?;
        group.guard = Some(guard);
        Ok(group)
    }

    /// The id of the leader.
    pub(super) fn id(&self) -> u32 {
        self.leader.id()
    }

    /// What the leader writes, once, where its command pipes it.
    pub(super) fn output(&mut self) -> Option<ChildStdout> {
        self.leader.stdout.take()
    }

    /// How the leader has ended, if it has.
    pub(super) fn ended(&mut self) -> Option<ExitStatus> {
        self.leader.try_wait().ok()?
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // An error means that it has ended already, which is what is wanted. The guard goes first: once the group is
        // gone, its number may be another's.
        if let Some(guard) = &mut self.guard {
            guard.kill().ok();
            guard.wait().ok();
        }
        if let Some(id) = i32::try_from(self.leader.id()).ok().and_then(Pid::from_raw) {
            kill_process_group(id, self.end).ok();
        }
        self.leader.wait().ok();
    }
}
