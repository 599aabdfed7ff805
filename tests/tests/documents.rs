//! Documents say what the files they speak of say. `UPDATE_DOCS=1` writes them anew.

use anyhow::{Context, Result};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};
use std::fs;
use tests::{document, snapshot};

#[test]
fn the_readme_of_each_widget_lists_its_options_and_examples() -> Result<()> {
    let mut widgets = 0;
    for entry in fs::read_dir(demo::root().join("widgets/src"))? {
        let dir = entry?.path();
        let Ok(parameters) = fs::read_to_string(dir.join("examples.toml")) else { continue };
        let name = dir.file_name().context("a name")?.to_string_lossy().replace('_', "-");
        let path = dir.join("README.md");
        let readme = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let new = document::rewritten(&readme, &name, &parameters)?;
        snapshot::compare_file(&path, &new, "UPDATE_DOCS")?;
        widgets += 1;
    }
    assert!(widgets > 0, "no widget has a file of examples");
    Ok(())
}

/// What a webmaster copies from the README is what the repository has, and its policy lets it run.
#[test]
fn the_readme_of_text_size_has_the_line_for_the_head_and_its_hash() -> Result<()> {
    let read = |path: &str| fs::read_to_string(demo::root().join(path)).with_context(|| path.to_owned());
    let readme = read("widgets/src/text_size/README.md")?;
    let line = read("widgets/embed/loader/before-paint.js")?;
    let line = line.trim_end();
    let hash = BASE64_STANDARD.encode(Sha256::digest(line));
    assert!(readme.contains(&format!("<script>{line}</script>")), "not {line}");
    assert!(readme.contains(&format!("'sha256-{hash}'")), "not {hash}");
    assert_eq!(tt_widgets::render::BEFORE_PAINT_HASH, format!("'sha256-{hash}'"), "the installer's");
    Ok(())
}
