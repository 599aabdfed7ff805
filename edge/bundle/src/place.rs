//! Where things lie in this clone.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// The root of the clone that this program was compiled in.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    root: PathBuf,
}

impl Place {
    /// Errors: the clone has moved since this program was compiled, or nothing can be written in it.
    pub(crate) fn of_this_clone() -> Result<Self> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let root = here.canonicalize().with_context(|| {
            format!("{} is gone: this clone has moved, run `cargo clean -p bundle`", here.display())
        })?;
        let place = Self { root };
        for dir in [place.out(), place.browser()] {
            fs::create_dir_all(&dir).with_context(|| format!("{} cannot be made", dir.display()))?;
        }
        Ok(place)
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Cargo's target directory for wasm: not the native one, whose lock an outer cargo may hold.
    pub(crate) fn wasm_target(&self) -> PathBuf {
        self.root.join("target/wasm")
    }

    /// The module that cargo writes for a library under a profile.
    pub(crate) fn wasm(&self, profile: &str, library: &str) -> PathBuf {
        self.wasm_target().join("wasm32-unknown-unknown").join(profile).join(library).with_extension("wasm")
    }

    /// All that this program makes.
    pub(crate) fn out(&self) -> PathBuf {
        self.root.join("target/bundle")
    }

    pub(crate) fn lock(&self) -> PathBuf {
        self.root.join("target/bundle.lock")
    }

    /// Between the steps: the browser's module and glue before they are assets.
    pub(crate) fn browser(&self) -> PathBuf {
        self.out().join("browser")
    }

    pub(crate) fn assets(&self) -> PathBuf {
        self.out().join("assets")
    }

    /// What the worker serves: a folder for each release.
    pub(crate) fn files(&self) -> PathBuf {
        self.out().join("files")
    }

    pub(crate) fn releases(&self) -> PathBuf {
        self.edge().join("releases")
    }

    pub(crate) fn worker(&self) -> PathBuf {
        self.out().join("worker")
    }

    /// The worker that has units of its own, for measuring.
    pub(crate) fn measured_worker(&self) -> PathBuf {
        self.out().join("worker-measured")
    }

    pub(crate) fn edge(&self) -> PathBuf {
        self.root.join("edge")
    }
}
