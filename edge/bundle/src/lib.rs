//! From source to what is served.
//!
//! [`build`] installs the tools that are missing and walks this path, one file a step:
//!
//! 1. `tools`: the `wasm32` target, `wasm-bindgen`, and from npm esbuild, binaryen and `workerd`;
//! 2. `browser`: cargo → wasm-bindgen → wasm-opt → esbuild: the widgets, the tip-off's pages and their vaults;
//! 3. `loader`: esbuild: `tt.js`, and what it fetches later;
//! 4. `asset`, `compress`: all of it hashed into one release and compressed as far as it goes;
//! 5. `worker`: cargo → wasm-bindgen → wasm-opt → esbuild: the worker, which knows those assets by name and integrity.
//!
//! Every step is skipped when its input has not changed. What comes out lies in `target/bundle`; [`sizes`] weighs it and
//! [`wrangler`] asks Cloudflare's own tool whether it could be deployed.

pub mod archive;
mod asset;
mod browser;
pub mod check;
pub mod compare;
mod compress;
mod digest;
pub mod display;
mod loader;
mod net;
mod optimise;
mod place;
mod run;
mod sbom;
pub mod sign;
pub mod sizes;
mod stamp;
mod tools;
mod worker;
pub mod wrangler;

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use browser::Browser;
use place::Place;
use tools::{Tools, node::Npm};

/// What the edge serves at the address of this name.
const OPENAPI: &str = "openapi.json";

/// What a build leaves behind. All paths are absolute.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// Holds `index.js` and `index_bg.wasm`: the worker.
    pub worker_dir: PathBuf,
    /// Holds `manifest.json` and each asset as it is, as `.br` and as `.gz`.
    pub assets_dir: PathBuf,
    /// Holds a folder for each release that is served, this one's and what is kept of earlier ones, and the description of the API. It
    /// lies beside the worker.
    pub files_dir: PathBuf,
    /// The `workerd` program.
    pub workerd: PathBuf,
    /// npm's packages, `axe-core` among them.
    pub node_modules: PathBuf,
    /// The name of the release, as it stands in the addresses of its files.
    pub release: String,
}

/// Builds everything that is served, and does again only what has changed.
///
/// `progress` is told each step as it begins, in a few words. Builds of the same clone wait for one another.
/// Errors: a tool that is missing and could not be installed, or a step that failed, in its own words.
pub fn build(progress: &dyn Fn(&str)) -> Result<Bundle> {
    let place = Place::of_this_clone()?;
    let tools = Tools::ensure(&place, progress)?;
    let _alone = alone(&place, progress)?;

    let Browser { embed, page, comeback, vault, opener } = browser::build(&place, &tools, progress)?;
    let ([loader, late, sized, install], version) =
        loader::build(&place, &tools, &embed.script, [&page.script, &comeback.script])?;
    let modules =
        [embed, page, comeback, vault, opener].into_iter().flat_map(|built| [built.script, built.wasm]);
    let assets: Vec<_> = [loader, late, sized, install].into_iter().chain(modules).collect();
    asset::release(&place.assets(), &assets, &version, progress)?;
    asset::shelve(&place.files(), &place.assets(), &place.releases())?;
    fs::copy(place.edge().join(OPENAPI), place.files().join(OPENAPI)).context("the API's description")?;
    worker::build(&place, &tools, None, progress)?;

    Ok(Bundle {
        worker_dir: place.worker(),
        assets_dir: place.assets(),
        files_dir: place.files(),
        workerd: tools.npm.workerd()?,
        node_modules: tools.npm.node_modules(),
        release: asset::version(&place.assets())?,
    })
}

/// Builds the worker alone, with the units of a folder in place of the source's, for measuring: the folder of its `index.js`. It serves
/// the assets of the last [`build`]. Errors: as there.
pub fn worker_with(units: &Path, progress: &dyn Fn(&str)) -> Result<PathBuf> {
    let place = Place::of_this_clone()?;
    let tools = Tools::ensure(&place, progress)?;
    let _alone = alone(&place, progress)?;
    worker::build(&place, &tools, Some(units), progress)?;
    Ok(place.measured_worker())
}

/// Returns the program that drives Firefox, compiling it the first time. Errors: as [`build`]'s of a missing tool.
pub fn geckodriver(progress: &dyn Fn(&str)) -> Result<PathBuf> {
    tools::geckodriver(&Place::of_this_clone()?, progress)
}

/// Returns npm's packages with `age-encryption` among them, which only tests need, installing them the first time.
/// Errors: Node or npm is missing, or the packages could not be installed.
pub fn age_encryption(progress: &dyn Fn(&str)) -> Result<PathBuf> {
    tools::node::check()?;
    Ok(Npm::ensure(&Place::of_this_clone()?, "npm-age", progress)?.node_modules())
}

/// Returns a Python that has the packages that tests compare with, installing them the first time. Errors: Python is missing,
/// or the packages could not be installed.
pub fn python(progress: &dyn Fn(&str)) -> Result<PathBuf> {
    tools::python::ensure(&Place::of_this_clone()?, progress)
}

/// Keeps what portals pin of the release in `bundle`, and returns its name: to be done, and checked in, with each
/// release that is deployed. Errors: a file cannot be read or written.
pub fn keep(bundle: &Bundle) -> Result<String> {
    asset::keep(&bundle.assets_dir, &Place::of_this_clone()?.releases())
}

/// Waits until no other process builds in this clone. The lock ends with the file that is returned.
fn alone(place: &Place, progress: &dyn Fn(&str)) -> Result<File> {
    let path = place.lock();
    let file = File::create(&path).with_context(|| format!("{} cannot be written", path.display()))?;
    if file.try_lock().is_err() {
        progress("wait for another build of this clone");
        file.lock().with_context(|| format!("{} cannot be locked", path.display()))?;
    }
    Ok(file)
}
