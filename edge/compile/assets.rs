//! Reads the manifest of the release's assets and embeds each in its three encodings.

use serde::Deserialize;
use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path, path::PathBuf};

/// What brings rendered widgets to life. It knows the integrity of the rest.
const GLUE: &str = "embed.js";
/// What brings the tip-off's form to life. It knows the integrity of what it fetches.
const PAGE: &str = "page.js";
/// The same for the return page.
const COMEBACK: &str = "comeback.js";

/// The manifest that `bundle` writes, and where it lies.
#[derive(Default, Deserialize)]
pub(crate) struct Release {
    version: String,
    files: BTreeMap<String, File>,
    #[serde(skip)]
    folder: PathBuf,
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
    let mut release: Release =
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    folder.clone_into(&mut release.folder);
    for name in release.files.keys() {
        for ending in ["", ".br", ".gz"] {
            let file = folder.join(format!("{name}{ending}"));
            println!("cargo::rerun-if-changed={}", file.display());
            if !file.is_file() {
                return Err(format!("{}: is in the manifest but not there", file.display()));
            }
        }
    }
    Ok(release)
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
        let bytes = |ending: &str| {
            format!(
                "include_bytes!({:?})",
                release.folder.join(format!("{name}{ending}")).display().to_string()
            )
        };
        // Writing to a `String` cannot fail.
        let _ = writeln!(
            code,
            "    Asset {{ name: {name:?}, media_type: {media_type:?}, integrity: {sri:?}, identity: {}, br: {}, gzip: {} }},",
            bytes(""),
            bytes(".br"),
            bytes(".gz"),
        );
    }
    code.push_str("] }\n");
    code
}
