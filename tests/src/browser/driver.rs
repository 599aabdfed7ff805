//! The `chromedriver` process and the browser that it starts: one process group, which does not outlive the tests.

use anyhow::{Context, Result};
use rustix::process::{Pid, Signal, kill_process_group};
use std::{
    io::{BufRead, BufReader},
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
};

/// What the driver says once it listens; the port follows.
const READY: &str = "started successfully on port ";

/// A running driver. Dropped, it is killed with its browser, even where a test has panicked and nobody can wait.
#[derive(Debug)]
pub(super) struct Driver {
    _group: Group,
    port: u16,
}

impl Driver {
    /// Starts one on a port of its own choice. Errors: it cannot be run, or does not say its port.
    pub(super) fn start() -> Result<Self> {
        let mut leader = Command::new("chromedriver")
            .args(["--port=0", "--log-level=SEVERE"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .context("cannot run chromedriver")?;
        let out = leader.stdout.take();
        let group = Group::guarded(leader)?;
        let port = out.and_then(|out| port(BufReader::new(out)));
        Ok(Self { _group: group, port: port.context("chromedriver does not say on which port it listens")? })
    }

    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

/// A process group. Dropped, all of it is killed.
#[derive(Debug)]
struct Group {
    leader: Child,
    /// A shell that waits for the end of a pipe which only this process holds open, and then kills the group: a test
    /// run that is itself killed tidies nothing up.
    guard: Option<Child>,
}

impl Group {
    /// Guards the group that `leader` leads. Errors: there is no `sh`; the group is killed then.
    fn guarded(leader: Child) -> Result<Self> {
        let id = leader.id();
        let mut group = Self { leader, guard: None };
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
            kill_process_group(id, Signal::KILL).ok();
        }
        self.leader.wait().ok();
    }
}

fn port(out: impl BufRead) -> Option<u16> {
    let mut lines = out.lines().map_while(Result::ok);
    lines.find_map(|line| line.split_once(READY)?.1.trim_end_matches('.').parse().ok())
}
