//! A tool that crates.io has only as source.

use std::path::PathBuf;

use anyhow::Result;

use super::cache;
use crate::{
    place::Place,
    run::{command, run},
};

/// A package of crates.io and the program in it.
pub(super) struct Compiled {
    pub(super) package: &'static str,
    pub(super) program: &'static str,
    pub(super) version: String,
    /// Whether to use the lock file that it was published with.
    pub(super) locked: bool,
}

impl Compiled {
    /// Returns the program, compiling it the first time, and without optimisation: that takes a minute or two where
    /// optimising takes many, and the program itself is busy for a second.
    pub(super) fn ensure(&self, place: &Place, progress: &dyn Fn(&str)) -> Result<PathBuf> {
        let Self { package, program, version, .. } = self;
        let proof = format!("bin/{program}");
        let root = cache::once(&format!("{package}-{version}"), &proof, |root| {
            progress(&format!("compile {package} {version}, once for all clones (a minute or two)"));
            let mut cargo = command("cargo");
            cargo.args(["install", "--quiet", "--debug", package, "--bin", program, "--version", version]);
            cargo.arg("--root").arg(root);
            if self.locked {
                cargo.arg("--locked");
            }
            cargo.env("CARGO_PROFILE_DEV_DEBUG", "0");
            run(cargo.current_dir(place.root()), &format!("install {package}")).map(drop)
        })?;
        Ok(root.join(proof))
    }
}
