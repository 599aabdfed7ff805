//! Node, and what comes from npm at exactly the versions of a lock file.

use std::{
    env::consts::{ARCH, OS},
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use super::cache;
use crate::{
    digest,
    place::Place,
    run::{command, run},
};

/// The oldest Node that the tools run on: major and minor version.
const OLDEST: (u32, u32) = (20, 19);

/// Errors: Node or npm is missing or too old.
pub(crate) fn check() -> Result<()> {
    const ASK: &str = "Node 20.19 or newer with npm is needed: install it from https://nodejs.org or your system's packages";
    let found = version(Path::new("node")).context(ASK)?;
    if found < OLDEST {
        bail!("{ASK} (found {}.{})", found.0, found.1);
    }
    run(command("npm").arg("--version"), "look for npm").map(drop).context(ASK)
}

/// The major and minor version of the Node at `program`. Errors: there is none, or it does not say.
pub(crate) fn version(program: &Path) -> Result<(u32, u32)> {
    let text = run(command(program).arg("--version"), "look for Node")?;
    parse(&text).with_context(|| format!("{} does not say which version it is", program.display()))
}

/// `(22, 23)` of `v22.23.3`.
fn parse(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.trim().strip_prefix('v')?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

/// An installed lock file.
pub(crate) struct Npm {
    dir: PathBuf,
}

impl Npm {
    /// Installs `edge/bundle/{folder}` into the cache unless that very lock file is there already.
    ///
    /// Install scripts are not run: what they would do is to copy the native programs, which are called where they lie.
    pub(crate) fn ensure(place: &Place, folder: &str, progress: &dyn Fn(&str)) -> Result<Self> {
        let source = place.edge().join("bundle").join(folder);
        let files = ["package.json", "package-lock.json"].map(|name| (name, source.join(name)));
        let mut contents = Vec::new();
        for (_, path) in &files {
            contents.push(fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?);
        }
        let name = format!("{folder}-{}", digest::short(contents.iter().map(Vec::as_slice)));
        let dir = cache::once(&name, "node_modules/.package-lock.json", |dir| {
            progress(&format!("install npm's packages of edge/bundle/{folder}"));
            for (name, path) in &files {
                fs::copy(path, dir.join(name))?;
            }
            let mut npm = command("npm");
            npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
                .current_dir(dir);
            run(&mut npm, "install npm's packages (is the network there?)").map(drop)
        })?;
        Ok(Self { dir })
    }

    /// Names the lock file that is installed.
    pub(crate) fn version(&self) -> String {
        self.dir.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    pub(crate) fn node_modules(&self) -> PathBuf {
        self.dir.join("node_modules")
    }

    /// Errors: there is none for this system.
    pub(crate) fn esbuild(&self) -> Result<PathBuf> {
        let (system, machine) = platform()?;
        self.program(&format!("@esbuild/{system}-{machine}/bin/esbuild"))
    }

    /// Errors: there is none for this system.
    pub(crate) fn workerd(&self) -> Result<PathBuf> {
        let (system, machine) = platform()?;
        let machine = if machine == "x64" { "64" } else { machine };
        self.program(&format!("@cloudflare/workerd-{system}-{machine}/bin/workerd"))
    }

    /// Binaryen's optimiser: a script that Node runs.
    pub(crate) fn wasm_opt(&self) -> Result<PathBuf> {
        self.program("binaryen/bin/wasm-opt")
    }

    /// A file of a package. Errors: it is not there.
    pub(crate) fn program(&self, path: &str) -> Result<PathBuf> {
        let program = self.node_modules().join(path);
        if !program.exists() {
            bail!("{} is missing: remove {} and try again", program.display(), self.dir.display());
        }
        Ok(program)
    }
}

/// This system's names in npm's packages. Errors: `workerd` does not run here.
pub(crate) fn platform() -> Result<(&'static str, &'static str)> {
    let system = match OS {
        "linux" => "linux",
        "macos" => "darwin",
        other => bail!("workerd does not run on {other}: use Linux, macOS, or Linux inside Windows (WSL)"),
    };
    let machine = match ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => bail!("workerd does not run on {other} processors: use x86-64 or ARM64"),
    };
    Ok((system, machine))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    /// npm writes none for a platform's package that was not there when it wrote the file, and then
    /// installs whatever comes.
    #[test]
    fn every_package_of_every_platform_has_its_integrity() {
        let folders = fs::read_dir(env!("CARGO_MANIFEST_DIR")).unwrap().map(|entry| entry.unwrap().path());
        let locks: Vec<_> =
            folders.map(|folder| folder.join("package-lock.json")).filter(|lock| lock.exists()).collect();
        assert_eq!(locks.len(), 3);
        for lock in locks {
            let read: Value = serde_json::from_slice(&fs::read(&lock).unwrap()).unwrap();
            let packages = read["packages"].as_object().unwrap();
            for (name, package) in packages.iter().filter(|(name, _)| !name.is_empty()) {
                let integrity = package["integrity"].as_str().unwrap_or_default();
                assert!(integrity.starts_with("sha512-"), "{}: {name}", lock.display());
                let resolved = package["resolved"].as_str().unwrap_or("https://registry.npmjs.org/");
                assert!(
                    resolved.starts_with("https://registry.npmjs.org/"),
                    "{}: {resolved}",
                    lock.display()
                );
                for wanted in
                    package["optionalDependencies"].as_object().into_iter().flat_map(|all| all.keys())
                {
                    assert!(
                        packages.keys().any(|name| name.ends_with(&format!("node_modules/{wanted}"))),
                        "{wanted}"
                    );
                }
            }
        }
    }

    #[test]
    fn nodes_version_is_read() {
        assert_eq!(parse("v22.23.3\n"), Some((22, 23)));
        assert_eq!(parse("22.1"), None);
        assert_eq!(parse("v22"), None);
    }
}
