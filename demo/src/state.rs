//! The directory in which a demo keeps what must outlive it.

use anyhow::{Context, Result, bail};
use std::{
    fs::{self, File, TryLockError},
    io::ErrorKind,
    path::{Path, PathBuf},
};

/// What a demo writes there, and all that a fresh start removes: the directory may hold what is not ours.
const OURS: [&str; 3] = ["edge", "edge.log", "unit"];

/// A state directory, held by this process alone.
#[derive(Debug)]
pub struct State {
    dir: PathBuf,
    _lock: File,
}

impl State {
    /// Opens `dir`, which is made where missing; `fresh` empties it of what earlier runs left.
    /// Errors: another demo holds it, or it cannot be written.
    pub fn open(dir: &Path, fresh: bool) -> Result<Self> {
        fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
        let dir = dir.canonicalize().with_context(|| format!("cannot open {}", dir.display()))?;
        let lock =
            File::create(dir.join("lock")).with_context(|| format!("cannot write to {}", dir.display()))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => bail!(
                "{} is in use by another demo: stop that one, or choose another directory with --state",
                dir.display()
            ),
            Err(TryLockError::Error(error)) => {
                return Err(error).with_context(|| format!("cannot lock {}", dir.display()));
            }
        }
        if fresh {
            OURS.iter().try_for_each(|name| remove(&dir.join(name)))?;
        }
        Ok(Self { dir, _lock: lock })
    }

    /// Its absolute path.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }
}

fn remove(path: &Path) -> Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", path.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fresh_start_removes_ours_and_nothing_else() {
        let dir = std::env::temp_dir().join(format!("tt-state-{}", std::process::id()));
        let kept = dir.join("notes.txt");
        let state = State::open(&dir, false).unwrap();
        fs::create_dir_all(dir.join("edge/mailbox")).unwrap();
        fs::write(&kept, "mine").unwrap();
        assert!(State::open(&dir, true).unwrap_err().to_string().contains("in use by another demo"));
        drop(state);
        State::open(&dir, true).unwrap();
        assert!(kept.exists() && !dir.join("edge").exists());
        fs::remove_dir_all(&dir).unwrap();
    }
}
