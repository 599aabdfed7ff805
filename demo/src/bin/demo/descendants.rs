//! Ends what a build has started. Ctrl-C in a terminal reaches the builders by itself; a `SIGTERM` to this process
//! alone does not.

use rustix::process::{Pid, Signal, kill_process};
use std::{collections::BTreeMap, fs};

/// Asks all descendants of this process to end. Without `/proc` there is nothing to go by, and nothing is done.
pub(crate) fn end() {
    let parents = parents();
    let own = std::process::id();
    let descends = |mut pid: u32| {
        while let Some(&parent) = parents.get(&pid) {
            if parent == own {
                return true;
            }
            pid = parent;
        }
        false
    };
    for pid in parents.keys().filter(|pid| descends(**pid)) {
        if let Some(pid) = i32::try_from(*pid).ok().and_then(Pid::from_raw) {
            // An error means that it has ended.
            kill_process(pid, Signal::TERM).ok();
        }
    }
}

/// The parent of each process.
fn parents() -> BTreeMap<u32, u32> {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    processes
        .filter_map(|entry| {
            let pid = entry.file_name().to_str()?.parse().ok()?;
            let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
            Some((pid, parent(&stat)?))
        })
        .collect()
}

/// The fourth field of `/proc/PID/stat`; the second, in brackets, may hold anything.
fn parent(stat: &str) -> Option<u32> {
    let (_, rest) = stat.rsplit_once(')')?;
    rest.split_whitespace().nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parent_is_found_behind_any_name() {
        assert_eq!(parent("7 (a) b) S 42 7 7 0"), Some(42));
        assert_eq!(parent(""), None);
    }
}
