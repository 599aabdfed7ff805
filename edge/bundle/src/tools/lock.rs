//! `Cargo.lock`: the one place that says which version of a crate, and so of its tool, is in use.

use std::fs;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::place::Place;

/// The packages of a lock file.
#[derive(Deserialize)]
pub(super) struct Lock {
    package: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
}

impl Lock {
    /// Errors: no lock file, or one of another form.
    pub(super) fn read(place: &Place) -> Result<Self> {
        let path = place.root().join("Cargo.lock");
        let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        Self::parse(&text).with_context(|| format!("{} is not a lock file", path.display()))
    }

    fn parse(text: &str) -> Result<Self> {
        Ok(toml::from_str(text)?)
    }

    /// The version of a crate. Errors: it is not there, or there twice, so that no one tool fits.
    pub(super) fn version(&self, name: &str) -> Result<String> {
        let mut found = self.package.iter().filter(|package| package.name == name);
        match (found.next(), found.next()) {
            (Some(package), None) => Ok(package.version.clone()),
            (None, _) => bail!("Cargo.lock has no {name}"),
            (Some(one), Some(other)) => bail!(
                "Cargo.lock has {name} {} and {}: bring the dependencies to one version",
                one.version,
                other.version
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"
version = 4

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
source = "registry+https://github.com/rust-lang/crates.io-index"
dependencies = ["cfg-if"]

[[package]]
name = "wasm-bindgen-shared"
version = "0.2.129"

[[package]]
name = "syn"
version = "1.0.0"

[[package]]
name = "syn"
version = "2.0.0"
"#;

    #[test]
    fn a_crates_version_is_its_own() {
        let lock = Lock::parse(TEXT).expect("a lock file");
        assert_eq!(lock.version("wasm-bindgen").expect("there once"), "0.2.130");
    }

    #[test]
    fn none_and_two_are_refused() {
        let lock = Lock::parse(TEXT).expect("a lock file");
        assert_eq!(lock.version("worker").expect_err("not there").to_string(), "Cargo.lock has no worker");
        assert!(lock.version("syn").expect_err("twice").to_string().contains("1.0.0 and 2.0.0"));
    }
}
