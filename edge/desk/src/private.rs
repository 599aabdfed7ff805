//! Files and folders that only their owner reads.

use anyhow::{Context, Result};
use std::{
    fs::{DirBuilder, File, OpenOptions},
    path::Path,
};

/// Makes a folder and those above it. Errors: it cannot be made.
pub(crate) fn folder(path: &Path) -> Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).with_context(|| format!("cannot make the folder {}", path.display()))
}

/// Makes a file that is not there yet. Errors: it is there, or cannot be written.
pub(crate) fn fresh(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).with_context(|| format!("cannot make {} (is it there already?)", path.display()))
}

/// Writes a file whole, by way of a second one beside it, so that what stands under its name is never half of it, also after the machine has lost
/// its power: `write` fills it, and where that fails nothing stays. Errors: those of `write`, or the file cannot be written.
pub(crate) fn whole(path: &Path, write: impl FnOnce(&mut File) -> Result<()>) -> Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    std::fs::remove_file(&part).ok();
    let mut file = fresh(&part)?;
    let put = || {
        write(&mut file)?;
        file.sync_all()?;
        std::fs::rename(&part, path)?;
        // On Windows a folder is no file that can be opened.
        if cfg!(unix) {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
        }
        Ok(())
    };
    let written: Result<()> = put();
    written
        .inspect_err(|_| drop(std::fs::remove_file(&part)))
        .with_context(|| format!("{} is not written", path.display()))
}
