//! The directory in which a demo keeps what must outlive it. Nobody but its owner reads it.

use crate::private;
use anyhow::{Context, Result, bail};
use std::{
    fs::{self, File, TryLockError},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

/// What a demo writes there, and all that a fresh start removes: the directory may hold what is not ours.
const OURS: [&str; 3] = ["edge", "edge.log", "unit"];
/// Held while a demo runs.
const LOCK: &str = "lock";

/// A state directory, held by this process alone.
#[derive(Debug)]
pub struct State {
    dir: PathBuf,
    _lock: File,
}

impl State {
    /// Opens `dir`, which is made where missing; `fresh` empties it of what earlier runs left. It is taken from everybody else,
    /// unless it holds what is not ours: then only what is ours in it.
    /// Errors: another demo holds it, or it cannot be written.
    pub fn open(dir: &Path, fresh: bool) -> Result<Self> {
        private::folder(dir).with_context(|| format!("cannot make {}", dir.display()))?;
        let dir = dir.canonicalize().with_context(|| format!("cannot open {}", dir.display()))?;
        let lock =
            File::create(dir.join(LOCK)).with_context(|| format!("cannot write to {}", dir.display()))?;
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
        close(&dir).with_context(|| format!("cannot take {} from others", dir.display()))?;
        Ok(Self { dir, _lock: lock })
    }

    /// Its absolute path.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }
}

/// Errors: those of the file system.
fn close(dir: &Path) -> io::Result<()> {
    let mut alone = true;
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if OURS.iter().any(|name| entry.file_name() == *name) {
            private::tighten(&entry.path())?;
        } else {
            alone &= entry.file_name() == LOCK;
        }
    }
    if alone { private::tighten(dir) } else { Ok(()) }
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
    use std::{fs::Permissions, os::unix::fs::PermissionsExt as _};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn nobody_else_reads_what_is_ours() {
        let dir = std::env::temp_dir().join(format!("tt-state-mode-{}", std::process::id()));
        let open = |path: &Path| fs::set_permissions(path, Permissions::from_mode(0o755)).unwrap();
        drop(State::open(&dir, false).unwrap());
        assert_eq!(mode(&dir), 0o700);
        // As an earlier version left it.
        fs::create_dir(dir.join("edge")).unwrap();
        fs::write(dir.join("edge.log"), "").unwrap();
        for path in [dir.clone(), dir.join("edge"), dir.join("edge.log")] {
            open(&path);
        }
        drop(State::open(&dir, false).unwrap());
        assert_eq!(
            [&dir, &dir.join("edge"), &dir.join("edge.log")].map(|path| mode(path)),
            [0o700, 0o700, 0o600]
        );
        // A folder that is somebody's else is not closed to them.
        fs::write(dir.join("notes.txt"), "").unwrap();
        for path in [dir.clone(), dir.join("edge")] {
            open(&path);
        }
        drop(State::open(&dir, false).unwrap());
        assert_eq!([&dir, &dir.join("edge")].map(|path| mode(path)), [0o755, 0o700]);
        fs::remove_dir_all(&dir).unwrap();
    }

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
