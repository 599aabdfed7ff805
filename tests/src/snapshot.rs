//! Texts that change only on purpose: checked in, compared, and written anew with `UPDATE_SNAPSHOTS=1`.

use anyhow::{Context, Result, bail};
use std::{env, fs, path::Path};

/// Compares `text` with `tests/snapshots/{name}.txt`. Errors: they differ, or there is none yet.
pub fn compare(name: &str, text: &str) -> Result<()> {
    let path = demo::root().join("tests/snapshots").join(format!("{name}.txt"));
    compare_file(&path, text, "UPDATE_SNAPSHOTS")
}

/// Compares `text` with the file at `path`, or writes it where the variable `update` is set.
/// Errors: they differ, or the file cannot be read or written.
pub fn compare_file(path: &Path, text: &str, update: &str) -> Result<()> {
    if env::var_os(update).is_some() {
        fs::create_dir_all(path.parent().context("no directory")?)?;
        return fs::write(path, text).with_context(|| format!("cannot write {}", path.display()));
    }
    let known = fs::read_to_string(path).unwrap_or_default();
    if known != text {
        let first = known.lines().zip(text.lines()).find(|(known, new)| known != new);
        bail!(
            "{} is not what it was; first difference {first:?}. If that is on purpose: {update}=1 cargo test\n{text}",
            path.display()
        );
    }
    Ok(())
}
