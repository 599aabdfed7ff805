//! Files and folders that only their owner reads.

use anyhow::{Context, Result};
use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::Write,
    path::Path,
};
use tempfile::Builder;

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
        sync_folder_of(path)
    };
    let written: Result<()> = put();
    written
        .inspect_err(|_| drop(std::fs::remove_file(&part)))
        .with_context(|| format!("{} is not written", path.display()))
}

/// What stands under the name of a file that is written once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// What was given: nothing was there.
    New,
    /// What was given: it was there.
    Same,
    /// Something else, which was there before and stays.
    Other,
}

/// Writes a file that is not there yet, whole, as [`whole`] does; one that is there stays, also
/// where two write at once.
/// Errors: the file can be neither written nor read.
pub(crate) fn once(path: &Path, content: &[u8]) -> Result<Kept> {
    let put = || {
        let mut part = Builder::new().suffix(".part").tempfile_in(folder_of(path))?;
        part.write_all(content)?;
        part.as_file().sync_all()?;
        match part.persist_noclobber(path) {
            Ok(_) => sync_folder_of(path).map(|()| Kept::New),
            // Of several reasons why it was not written one is none.
            Err(failed) => match fs::read(path) {
                Ok(there) if there == content => Ok(Kept::Same),
                Ok(_) => Ok(Kept::Other),
                Err(_) => Err(failed.error.into()),
            },
        }
    };
    put().with_context(|| format!("{} is not written", path.display()))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes a new name of a file last. On Windows a folder is no file that can be opened.
fn sync_folder_of(path: &Path) -> Result<()> {
    if cfg!(unix) {
        File::open(folder_of(path))?.sync_all()?;
    }
    Ok(())
}
