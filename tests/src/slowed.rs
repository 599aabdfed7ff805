//! A slower machine: processes that together get a part of one core and no more (Linux' control groups, of either version; root).
//! Unlike a browser's own throttle, which slows the page's thread alone, it slows workers, network and drawing as well.

use anyhow::{Context, Result, ensure};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
    thread::sleep,
    time::{Duration, Instant},
};

const VERSION_1: &str = "/sys/fs/cgroup/cpu";
const VERSION_2: &str = "/sys/fs/cgroup";
/// Within which the part is given, in microseconds: about a frame, so that nothing stands still for longer than that.
const PERIOD_US: u32 = 20_000;
/// How long the group may take to become empty.
const PATIENCE: Duration = Duration::from_secs(2);
static COUNT: AtomicU32 = AtomicU32::new(0);

/// Slowed processes. Dropped, those that are left are as fast as before.
#[derive(Debug)]
pub struct Slowed {
    all: &'static Path,
    group: PathBuf,
}

impl Slowed {
    /// Gives `root`, what it has started and what it will start `percent` of a core between them.
    /// Errors: no control groups of the processor's time, or no right to make one.
    pub fn tree(root: u32, percent: u32) -> Result<Self> {
        let is_old = Path::new(VERSION_1).join("cpu.cfs_quota_us").exists();
        let all = Path::new(if is_old { VERSION_1 } else { VERSION_2 });
        let name = format!("tuong-tac-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let slowed = Self { all, group: all.join(name) };
        fs::create_dir(&slowed.group).context("no control group can be made: is this root, on Linux?")?;
        let quota = PERIOD_US * percent / 100;
        if is_old {
            slowed.set("cpu.cfs_period_us", &PERIOD_US.to_string())?;
            slowed.set("cpu.cfs_quota_us", &quota.to_string())?;
        } else {
            fs::write(all.join("cgroup.subtree_control"), "+cpu")
                .context("the processor's time is not shared out")?;
            slowed.set("cpu.max", &format!("{quota} {PERIOD_US}"))?;
        }
        // Again until nothing is new: what was started in between is in it from the beginning, or found now.
        let mut known = 0;
        loop {
            let processes = tree(root);
            for process in &processes {
                // One that has just ended is not missed.
                slowed.set("cgroup.procs", &process.to_string()).ok();
            }
            ensure!(!processes.is_empty(), "process {root} is gone");
            if processes.len() == known {
                return Ok(slowed);
            }
            known = processes.len();
        }
    }

    fn set(&self, name: &str, value: &str) -> Result<()> {
        let path = self.group.join(name);
        fs::write(&path, value).with_context(|| format!("{} cannot be written", path.display()))
    }
}

impl Drop for Slowed {
    fn drop(&mut self) {
        let deadline = Instant::now() + PATIENCE;
        // What cannot be moved has ended, and the group goes once it is gone.
        while fs::remove_dir(&self.group).is_err() && Instant::now() < deadline {
            for process in fs::read_to_string(self.group.join("cgroup.procs")).unwrap_or_default().lines() {
                fs::write(self.all.join("cgroup.procs"), process).ok();
            }
            sleep(Duration::from_millis(10));
        }
    }
}

/// `root` and all that descends from it, as far as it runs.
fn tree(root: u32) -> Vec<u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let processes = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let parents: Vec<(u32, u32)> = processes.filter_map(|id| Some((id, parent(id)?))).collect();
    let mut found: Vec<u32> = parents.iter().map(|(id, _)| *id).filter(|id| *id == root).collect();
    let mut looked_at = 0;
    while let Some(above) = found.get(looked_at).copied() {
        found.extend(parents.iter().filter(|(_, parent)| *parent == above).map(|(id, _)| *id));
        looked_at += 1;
    }
    found
}

fn parent(process: u32) -> Option<u32> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix("PPid:"))?.trim().parse().ok()
}
