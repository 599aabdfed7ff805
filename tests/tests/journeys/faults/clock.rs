//! A wall clock for the edge that is wrong by as much as a test says.

use anyhow::Result;
use demo::edge::EdgeOptions;
use std::{fs, path::PathBuf, process::Command};
use tests::{process, scratch::Scratch};

/// Compiled for the edge's process, which reads how wrong it is at its start.
pub(crate) struct Clock {
    library: PathBuf,
    offset: PathBuf,
    // Holds both.
    _scratch: Scratch,
}

impl Clock {
    /// One that is right. Errors: there is no compiler for C.
    pub(crate) fn new() -> Result<Self> {
        let scratch = Scratch::new()?;
        let (library, offset) = (scratch.path().join("clock.so"), scratch.path().join("offset"));
        let source = demo::root().join("tests/tests/journeys/faults/clock.c");
        process::run(Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(source))?;
        let clock = Self { library, offset, _scratch: scratch };
        clock.set(0)?;
        Ok(clock)
    }

    /// Lets an edge go by this clock.
    pub(crate) fn give(&self, options: &mut EdgeOptions) {
        // What the edge gets as its secrets is its environment.
        for (name, path) in [("LD_PRELOAD", &self.library), ("CLOCK_OFFSET", &self.offset)] {
            options.secrets.insert(name.into(), path.display().to_string());
        }
    }

    /// From the edge's next start on it is ahead by so many seconds.
    pub(crate) fn set(&self, ahead_s: i64) -> Result<()> {
        Ok(fs::write(&self.offset, ahead_s.to_string())?)
    }
}
