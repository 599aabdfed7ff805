//! The tools of a build, found or installed. What must be compiled or downloaded is kept by version in the user's
//! cache directory, where the next clone finds it.

mod cache;
mod compiled;
mod lock;
pub(crate) mod node;
pub(crate) mod python;
mod target;

use std::path::PathBuf;

use anyhow::Result;

use crate::place::Place;
use compiled::Compiled;
use lock::Lock;
use node::Npm;
pub(crate) use target::WASM;

/// The version of `geckodriver`; each drives the Firefoxes of several years.
const GECKODRIVER: &str = "0.37.1";

/// The driver of Firefox, which only tests need and Debian does not have. Errors: as [`Tools::ensure`].
pub(crate) fn geckodriver(place: &Place, progress: &dyn Fn(&str)) -> Result<PathBuf> {
    let geckodriver = Compiled {
        package: "geckodriver",
        program: "geckodriver",
        version: GECKODRIVER.to_owned(),
        locked: true,
    };
    geckodriver.ensure(place, progress)
}

/// Every tool that a build calls.
pub(crate) struct Tools {
    /// Makes the JavaScript that a module needs; always of the library's own version.
    pub(crate) wasm_bindgen: PathBuf,
    /// esbuild, binaryen, `workerd`.
    pub(crate) npm: Npm,
    /// Names the versions of all of them: what they make may change when this does.
    pub(crate) versions: String,
}

impl Tools {
    /// Errors: one line that says what is missing and how to get it.
    pub(crate) fn ensure(place: &Place, progress: &dyn Fn(&str)) -> Result<Self> {
        target::ensure(place, progress)?;
        node::check()?;
        let lock = Lock::read(place)?;
        let npm = Npm::ensure(place, "npm", progress)?;
        let wasm_bindgen = Compiled {
            package: "wasm-bindgen-cli",
            program: "wasm-bindgen",
            version: lock.version("wasm-bindgen")?,
            // Its own lock names versions that have been withdrawn.
            locked: false,
        };
        let versions = format!("{} {}", wasm_bindgen.version, npm.version());
        Ok(Self { wasm_bindgen: wasm_bindgen.ensure(place, progress)?, npm, versions })
    }
}
