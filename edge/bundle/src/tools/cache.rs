//! The user's cache directory, in which an installation appears whole or not at all.

use std::{
    env,
    fs::{self, File},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};

/// `$XDG_CACHE_HOME/tuong-tac`, or `~/.cache/tuong-tac`.
fn directory() -> Result<PathBuf> {
    let base = match env::var_os("XDG_CACHE_HOME").filter(|dir| Path::new(dir).is_absolute()) {
        Some(dir) => PathBuf::from(dir),
        None => {
            env::home_dir().context("there is no home directory to keep tools in: set HOME")?.join(".cache")
        }
    };
    Ok(base.join("tuong-tac"))
}

/// Returns the directory `name` of the cache, installing it first where `proof`, a file in it, is missing.
///
/// Of several processes one installs and the others wait. `install` gets an empty directory, which is renamed when it
/// has succeeded, so that one cut short leaves nothing that looks complete.
pub(super) fn once(name: &str, proof: &str, install: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
    let cache = directory()?;
    let done = cache.join(name);
    if done.join(proof).exists() {
        return Ok(done);
    }
    fs::create_dir_all(&cache).with_context(|| format!("{} cannot be made", cache.display()))?;
    let lock = File::create(cache.join(format!("{name}.lock")))?;
    lock.lock().with_context(|| format!("{} cannot be locked", cache.display()))?;
    if done.join(proof).exists() {
        return Ok(done);
    }
    let partial = cache.join(format!("{name}.partial"));
    for leftover in [&partial, &done] {
        if leftover.exists() {
            fs::remove_dir_all(leftover)
                .with_context(|| format!("{} cannot be removed", leftover.display()))?;
        }
    }
    fs::create_dir(&partial)?;
    install(&partial)?;
    ensure!(partial.join(proof).exists(), "{name} was installed without {proof}");
    fs::rename(&partial, &done)?;
    Ok(done)
}
