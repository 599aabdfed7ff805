//! Documents say what the files they speak of say. `UPDATE_DOCS=1` writes them anew.

use anyhow::{Context, Result};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};
use std::{fs, path::Path};
use tests::{document, snapshot};
use tt_contract::unit::Emergency;

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

/// Endings of the files that somebody reads, or that become what somebody reads.
const TEXTS: [&str; 14] = [
    "capnp", "conf", "css", "html", "js", "json", "md", "page", "rs", "service", "sh", "toml", "xhtml",
    "yaml",
];

/// Appends the text files below `dir`, hidden folders and what is built left out. Errors: one cannot be read.
fn collect(dir: &Path, into: &mut Vec<(String, String)>) -> Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        let name = path.file_name().context("a name")?.to_string_lossy();
        if path.is_dir() {
            if !name.starts_with('.') && !["target", "node_modules"].contains(&name.as_ref()) {
                collect(&path, into)?;
            }
        } else if path.extension().is_some_and(|ending| TEXTS.iter().any(|text| ending == *text)) {
            let shown = path.strip_prefix(demo::root())?.display().to_string();
            into.push((shown, fs::read_to_string(&path)?));
        }
    }
    Ok(())
}

/// Asserts that none of `phrases`, in lower case, stands in a file other than this one.
fn assert_absent(phrases: &[&str]) -> Result<()> {
    let mut texts = Vec::new();
    collect(&demo::root(), &mut texts)?;
    assert!(texts.len() > 300, "only {} files", texts.len());
    for (path, text) in texts.iter().filter(|(path, _)| path != "tests/tests/documents.rs") {
        for (number, line) in text.lines().enumerate() {
            let line = line.to_lowercase();
            let found = phrases.iter().find(|phrase| line.contains(*phrase));
            assert!(found.is_none(), "{path}:{}: {found:?}", number + 1);
        }
    }
    Ok(())
}

/// Decree 42/2022/NĐ-CP expired on 1 July 2026 (Decree 224/2026/NĐ-CP, art. 90(2)(b)).
#[test]
fn no_file_cites_an_expired_decree() -> Result<()> {
    assert_absent(&["42/2022", "decree 42", "nghị định 42", "nđ 42"])
}

#[test]
fn emergency_numbers_have_one_source_and_no_former_name() -> Result<()> {
    assert_absent(&["cứu hỏa", "tìm kiếm cứu nạn", "tìm kiếm, cứu nạn", "search and rescue"])?;
    let mut texts = Vec::new();
    for part in ["edge", "widgets"] {
        collect(&demo::root().join(part), &mut texts)?;
    }
    // Short words as "Police" stand for other things too.
    let names = Emergency::ALL.iter().flat_map(|one| [one.purpose.vi, one.purpose.en]);
    let names: Vec<_> = names.filter(|name| name.split(' ').count() > 2).collect();
    assert!(names.len() >= 4, "{names:?}");
    for (path, text) in texts.iter().filter(|(path, _)| path != "edge/contract/src/unit/hotline.rs") {
        let stale = names.iter().find(|name| text.contains(*name));
        assert!(stale.is_none(), "{path} names {stale:?} by itself");
    }
    Ok(())
}
