//! Reads the manifest of the release's assets: their names, types and integrity. The files themselves lie beside the worker.

use serde::Deserialize;
use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

/// What brings rendered widgets to life. It knows the integrity of the rest.
const GLUE: &str = "embed.js";
/// What brings the tip-off's form to life. It knows the integrity of what it fetches.
const PAGE: &str = "page.js";
/// The same for the return page.
const COMEBACK: &str = "comeback.js";

/// The manifest that `bundle` writes.
#[derive(Default, Deserialize)]
pub(crate) struct Release {
    version: String,
    files: BTreeMap<String, File>,
}

#[derive(Deserialize)]
struct File {
    sri: String,
    #[serde(rename = "type")]
    media_type: String,
}

/// Reads `manifest.json` of `folder`. Errors: one line with the file and the reason.
pub(crate) fn read(folder: &Path) -> Result<Release, String> {
    let path = folder.join("manifest.json");
    println!("cargo::rerun-if-changed={}", path.display());
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

/// Reads the former releases, one folder each in `folder`, if there is one. Errors: as [`read`].
pub(crate) fn former(folder: &Path) -> Result<Vec<Release>, String> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let Ok(entries) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut folders: Vec<_> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|p| p.is_dir()).collect();
    folders.sort();
    folders.iter().map(|folder| read(folder)).collect()
}

/// The release as Rust source: an expression of type `Release`.
pub(crate) fn table(release: &Release) -> String {
    let integrity = |name| release.files.get(name).map_or("", |file| file.sri.as_str());
    let mut code = format!(
        "Release {{ version: {:?}, glue: {:?}, page: {:?}, comeback: {:?}, files: &[\n",
        release.version,
        integrity(GLUE),
        integrity(PAGE),
        integrity(COMEBACK)
    );
    for (name, File { sri, media_type }) in &release.files {
        // Writing to a `String` cannot fail.
        let _ =
            writeln!(code, "    Asset {{ name: {name:?}, media_type: {media_type:?}, integrity: {sri:?} }},");
    }
    code.push_str("] }\n");
    code
}
