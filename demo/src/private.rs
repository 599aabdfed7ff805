//! Folders and files that only their owner reads: what ratings and tips leave lies in them.

use std::{
    fs::{self, DirBuilder, OpenOptions, Permissions},
    io,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _},
    path::Path,
};

const FOLDER: u32 = 0o700;
const FILE: u32 = 0o600;

/// Makes the folder `path`, and what is missing above it. Errors: it cannot be made.
pub(crate) fn folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(FOLDER).create(path)
}

/// How a file is opened that may have to be made.
pub(crate) fn file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.create(true).mode(FILE);
    options
}

/// Takes `path`, which an earlier version made, from everybody else. Errors: it cannot be changed.
pub(crate) fn tighten(path: &Path) -> io::Result<()> {
    let mode = if path.is_dir() { FOLDER } else { FILE };
    match fs::set_permissions(path, Permissions::from_mode(mode)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}
