//! A release: every file that browsers download, named together by one hash, so that each may be kept for a year.

use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::{compress, digest};

/// The list of a release's files; the worker reads it when it is compiled.
const MANIFEST: &str = "manifest.json";

/// Each file as it is, and in two encodings.
const ENDINGS: [&str; 3] = ["", ".br", ".gz"];

/// A file as browsers see it.
pub(crate) struct Asset {
    name: &'static str,
    bytes: Vec<u8>,
}

impl Asset {
    pub(crate) fn new(name: &'static str, bytes: Vec<u8>) -> Self {
        Self { name, bytes }
    }

    pub(crate) fn read(name: &'static str, path: &Path) -> Result<Self> {
        let bytes = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
        Ok(Self::new(name, bytes))
    }

    /// Subresource integrity (W3C SRI) of the file as it is.
    pub(crate) fn integrity(&self) -> String {
        digest::integrity(&self.bytes)
    }

    /// As [`Asset::integrity`], by SHA-256: a third shorter, for where each byte is downloaded by everybody.
    pub(crate) fn check(&self) -> String {
        digest::check(&self.bytes)
    }

    /// Its name and [`Asset::check`] as two arguments of a function in JavaScript.
    pub(crate) fn fetched(&self) -> String {
        format!("{:?}, {:?}", self.name, self.check())
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Browsers refuse a module or a script under another type.
    fn media_type(&self) -> &'static str {
        match self.name.rsplit('.').next() {
            Some("js") => "text/javascript; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            Some("wasm") => "application/wasm",
            _ => "application/octet-stream",
        }
    }
}

#[derive(Deserialize, PartialEq, Serialize)]
struct Manifest {
    /// 16 hexadecimal digits.
    version: String,
    files: BTreeMap<String, File>,
}

#[derive(Deserialize, PartialEq, Serialize)]
struct File {
    /// Subresource integrity of the file as it is.
    sri: String,
    #[serde(rename = "type")]
    media_type: String,
}

impl Manifest {
    fn of(assets: &[Asset], version: &str) -> Self {
        let files = assets.iter().map(|asset| {
            let file = File { sri: asset.integrity(), media_type: asset.media_type().to_owned() };
            (asset.name.to_owned(), file)
        });
        Self { version: version.to_owned(), files: files.collect() }
    }
}

/// Writes each asset as it is, as `.br` and as `.gz` into `dir`, and the manifest last: where it stands, all is there.
/// A release that is there already is left alone, so that cargo does not compile the worker anew.
/// `version` must name all of them.
pub(crate) fn release(dir: &Path, assets: &[Asset], version: &str, progress: &dyn Fn(&str)) -> Result<()> {
    let manifest = Manifest::of(assets, version);
    let path = dir.join(MANIFEST);
    let last = fs::read(&path).ok().and_then(|json| serde_json::from_slice::<Manifest>(&json).ok());
    if last.is_some_and(|last| last == manifest) {
        return Ok(());
    }
    progress("compress what browsers download");
    if dir.exists() {
        fs::remove_dir_all(dir).with_context(|| format!("{} cannot be removed", dir.display()))?;
    }
    fs::create_dir_all(dir)?;
    for asset in assets {
        let with = |ending: &str| dir.join(format!("{}{ending}", asset.name));
        write(&with(""), &asset.bytes)?;
        write(&with(".br"), &compress::br(&asset.bytes)?)?;
        write(&with(".gz"), &compress::gzip(&asset.bytes)?)?;
    }
    write(&path, &serde_json::to_vec_pretty(&manifest)?)
}

/// What a pinned loader needs of its own release when the edge has a later one. It brings nothing to life then: the HTML
/// is of the later release.
const PINNED: [&str; 3] = ["late.js", "sized.js", "tt.js"];

/// Copies what portals pin of the release in `dir` into a folder of its own in `releases`, which the worker serves from
/// the next build on. Returns the release's name. Errors: a file cannot be read or written.
pub(crate) fn keep(dir: &Path, releases: &Path) -> Result<String> {
    let mut manifest = manifest(dir)?;
    manifest.files.retain(|name, _| PINNED.contains(&name.as_str()));
    let folder = releases.join(&manifest.version);
    fs::create_dir_all(&folder)?;
    for name in manifest.files.keys() {
        for ending in ENDINGS {
            let file = format!("{name}{ending}");
            fs::copy(dir.join(&file), folder.join(&file))
                .with_context(|| format!("{file} cannot be kept"))?;
        }
    }
    write(&folder.join(MANIFEST), &serde_json::to_vec_pretty(&manifest)?)?;
    Ok(manifest.version)
}

/// Lays out what is served in `shelf`: the release in `dir` and those in `releases`, each in a folder by its name, and nothing else.
/// A folder in which all of it lies already is left alone: its name says what is in it. Errors: a file cannot be read or written.
pub(crate) fn shelve(shelf: &Path, dir: &Path, releases: &Path) -> Result<()> {
    let former = fs::read_dir(releases).into_iter().flatten();
    let former = former.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    let former = former.iter().map(PathBuf::as_path).filter(|path| path.is_dir());
    let mut served = BTreeSet::new();
    // The release itself first: what is kept of it may lie among the others, and is less.
    for from in [dir].into_iter().chain(former) {
        let manifest = manifest(from)?;
        let (to, part) = (shelf.join(&manifest.version), shelf.join("part"));
        served.insert(OsString::from(&manifest.version));
        let mut files =
            manifest.files.keys().flat_map(|name| ENDINGS.map(|ending| format!("{name}{ending}")));
        if files.clone().all(|file| to.join(file).exists()) {
            continue;
        }
        for old in [&to, &part].into_iter().filter(|old| old.exists()) {
            fs::remove_dir_all(old)?;
        }
        fs::create_dir_all(&part)?;
        files.try_for_each(|file| {
            let copied = fs::copy(from.join(&file), part.join(&file));
            copied.map(drop).with_context(|| format!("{file} is missing"))
        })?;
        fs::rename(&part, &to).with_context(|| format!("{} cannot be made", to.display()))?;
    }
    for entry in fs::read_dir(shelf)? {
        let entry = entry?;
        if entry.path().is_dir() && !served.contains(&entry.file_name()) {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

/// The name of the release in `dir`. Errors: there is none.
pub(crate) fn version(dir: &Path) -> Result<String> {
    Ok(manifest(dir)?.version)
}

/// The names of the files of the release in `dir`. Errors: there is none.
pub(crate) fn names(dir: &Path) -> Result<Vec<String>> {
    Ok(manifest(dir)?.files.into_keys().collect())
}

fn manifest(dir: &Path) -> Result<Manifest> {
    let path = dir.join(MANIFEST);
    let json = fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    Ok(serde_json::from_slice(&json)?)
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("{} cannot be written", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_says_what_the_worker_must_send() {
        let json = serde_json::to_value(Manifest::of(&[Asset::new("embed_bg.wasm", b"\0asm".to_vec())], "0"));
        let json = json.expect("JSON");
        assert_eq!(json["files"]["embed_bg.wasm"]["type"], "application/wasm");
        assert!(json["files"]["embed_bg.wasm"]["sri"].as_str().expect("text").starts_with("sha384-"));
    }

    /// A release in `folder` of which these files are left, each in all its encodings.
    fn lay(folder: &Path, version: &str, names: &[&'static str]) {
        fs::create_dir_all(folder).expect("a folder");
        let assets: Vec<_> = names.iter().map(|name| Asset::new(name, version.into())).collect();
        let json = serde_json::to_vec(&Manifest::of(&assets, version)).expect("JSON");
        fs::write(folder.join(MANIFEST), json).expect("written");
        for file in names.iter().flat_map(|name| ENDINGS.map(|ending| format!("{name}{ending}"))) {
            fs::write(folder.join(file), version).expect("written");
        }
    }

    #[test]
    fn a_release_is_served_whole_also_where_a_part_of_it_is_kept() {
        let root = std::env::temp_dir().join(format!("tt-shelf-{}", std::process::id()));
        let [shelf, dir, releases] = ["files", "assets", "releases"].map(|name| root.join(name));
        lay(&releases.join("a"), "a", &["tt.js"]);
        lay(&dir, "b", &["tt.js", "embed.js"]);
        shelve(&shelf, &dir, &releases).expect("laid out");
        assert!(shelf.join("a/tt.js.br").exists() && shelf.join("b/embed.js.gz").exists());
        // What was kept becomes what is released, and what was released is kept in part.
        lay(&dir, "a", &["tt.js", "embed.js"]);
        lay(&releases.join("b"), "b", &["tt.js"]);
        lay(&releases.join("a"), "a", &["tt.js"]);
        shelve(&shelf, &dir, &releases).expect("laid out");
        assert!(shelf.join("a/embed.js").exists() && shelf.join("b/tt.js").exists());
        fs::remove_dir_all(releases.join("b")).expect("removed");
        shelve(&shelf, &dir, &releases).expect("laid out");
        assert!(!shelf.join("b").exists(), "nobody pins it any more");
        fs::remove_dir_all(root).expect("removed");
    }
}
