//! Python, and what comes from `PyPI` at exactly the versions of a list.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use super::cache;
use crate::{
    digest,
    place::Place,
    run::{command, run},
};

const ASK: &str = "Python 3.10 or newer with venv is needed (Debian: python3-venv)";

/// Installs `edge/bundle/python/requirements.txt`, all that it names and nothing else, into an environment in the cache unless
/// that very list is there already. Returns the environment's Python.
pub(crate) fn ensure(place: &Place, progress: &dyn Fn(&str)) -> Result<PathBuf> {
    let list = place.edge().join("bundle/python/requirements.txt");
    let content = fs::read(&list).with_context(|| format!("{} cannot be read", list.display()))?;
    let name = format!("python-{}", digest::short([&*content]));
    let dir = cache::once(&name, "complete", |dir| {
        progress("install PyPI's packages of edge/bundle/python");
        run(command("python3").args(["-m", "venv"]).arg(dir), "make an environment of Python")
            .context(ASK)?;
        let mut pip = command(python(dir));
        pip.args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--disable-pip-version-check",
            "--requirement",
        ]);
        run(pip.arg(&list), "install PyPI's packages (is the network there?)")?;
        Ok(fs::write(dir.join("complete"), [])?)
    })?;
    Ok(python(&dir))
}

/// The one program in an environment that finds its packages wherever the environment has been moved.
fn python(dir: &Path) -> PathBuf {
    dir.join("bin/python")
}
