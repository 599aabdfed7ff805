//! Python with the packages of `edge/bundle/python`.

use crate::debian::{self, Extent};
use anyhow::Result;
use std::{path::PathBuf, process::Command};

/// The program, in an environment of its own that has the packages. Errors: Python is missing, or a package.
pub fn with_packages() -> Result<PathBuf> {
    let has_venv = || {
        let tried = Command::new("python3").args(["-c", "import venv, ensurepip"]).output();
        tried.is_ok_and(|output| output.status.success())
    };
    debian::packages("Python with venv", &["python3-venv"], Extent::Needed, has_venv)?;
    bundle::python(&|step| println!("{step}"))
}
