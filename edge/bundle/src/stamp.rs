//! Which input a step last ran with.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// A file that holds the digest of a step's input, written after the step has succeeded.
pub(crate) struct Stamp {
    path: PathBuf,
    input: String,
}

impl Stamp {
    /// The stamp at `path` for an input of this digest.
    pub(crate) fn new(path: PathBuf, input: String) -> Self {
        Self { path, input }
    }

    /// Whether the step ran with this input and what it made is still there.
    pub(crate) fn is_fresh(&self, made: &[&Path]) -> bool {
        fs::read_to_string(&self.path).is_ok_and(|last| last == self.input)
            && made.iter().all(|path| path.exists())
    }

    /// To call before the step begins: from here until [`Stamp::set`], what lies there is not to be trusted.
    pub(crate) fn clear(&self) -> Result<()> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(error).with_context(|| format!("{} cannot be removed", self.path.display()))
            }
            _ => Ok(()),
        }
    }

    /// To call after the step has succeeded.
    pub(crate) fn set(&self) -> Result<()> {
        fs::write(&self.path, &self.input)
            .with_context(|| format!("{} cannot be written", self.path.display()))
    }
}
