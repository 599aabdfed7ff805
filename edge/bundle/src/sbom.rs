//! What the archive is made of, as `CycloneDX` 1.6 (ECMA-424): the crates of the worker and of the browser's modules, and workerd.

use std::{collections::BTreeSet, process::Command};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::{place::Place, tools::WASM};

/// Ours under the name of another: it stands in for it.
const STANDS_IN: &str = "i18n-embed-fl";
/// The packages that are compiled into what ships.
const SHIPPED: [&str; 6] = ["tt-comeback", "tt-edge", "tt-embed", "tt-opener", "tt-page", "tt-sealer"];

/// The list, sorted, so that the same dependencies give the same bytes. Errors: cargo cannot say.
pub(crate) fn of_what_ships(place: &Place) -> Result<String> {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(place.root()).args([
        "tree",
        "--locked",
        "--edges=normal",
        "--prefix=none",
        "--target",
        WASM,
    ]);
    cargo.arg("--format={p}\t{l}");
    for package in SHIPPED {
        cargo.args(["--package", package]);
    }
    let said = cargo.output().context("cargo tree cannot be run")?;
    ensure!(said.status.success(), "cargo tree: {}", String::from_utf8_lossy(&said.stderr));
    let lines: BTreeSet<_> = String::from_utf8(said.stdout)?.lines().filter_map(component).collect();
    let mut components: Vec<Value> = lines
        .into_iter()
        .map(|(name, version, license)| {
            json!({
                "type": "library",
                "name": name,
                "version": version,
                "purl": format!("pkg:cargo/{name}@{version}"),
                "licenses": [{ "expression": license }],
            })
        })
        .collect();
    let lock: Value = serde_json::from_str(include_str!("../npm/package-lock.json"))?;
    let workerd = lock.pointer("/packages/node_modules~1workerd/version").and_then(Value::as_str);
    let workerd = workerd.context("the lock file names no workerd")?;
    components.push(json!({
        "type": "application",
        "name": "workerd",
        "version": workerd,
        "purl": format!("pkg:npm/workerd@{workerd}"),
        "licenses": [{ "expression": "Apache-2.0" }],
    }));
    let list =
        json!({ "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": components });
    Ok(serde_json::to_string_pretty(&list)?)
}

/// Name, version and licence of a line of `cargo tree`; nothing for a package of this project, or a line that says no more
/// than that it was there before.
fn component(line: &str) -> Option<(String, String, String)> {
    let (package, license) = line.split_once('\t')?;
    let mut words = package.split(' ');
    let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
    // A copy that lies here is not ours for that.
    let is_ours = name.starts_with("tt-") || name == STANDS_IN;
    let license = license.trim_end_matches(" (*)").replace('/', " OR ");
    (!is_ours).then(|| (name.to_owned(), version.to_owned(), license))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_tree_is_a_component() {
        let of = |line| component(line).map(|(name, version, license)| [name, version, license].join(" "));
        assert_eq!(of("age v0.12.1\tMIT OR Apache-2.0").as_deref(), Some("age 0.12.1 MIT OR Apache-2.0"));
        assert_eq!(of("slab v0.4.1 (*)\tMIT").as_deref(), Some("slab 0.4.1 MIT"));
        assert_eq!(of("x v1.0.0 (proc-macro)\tMIT/Apache-2.0").as_deref(), Some("x 1.0.0 MIT OR Apache-2.0"));
        let copied = of("x25519-dalek v2.0.1 (/somewhere/x25519-dalek)\tBSD-3-Clause");
        assert_eq!(copied.as_deref(), Some("x25519-dalek 2.0.1 BSD-3-Clause"));
        assert_eq!(of("tt-edge v0.1.0 (/somewhere/edge)\tMIT"), None);
        assert_eq!(of("i18n-embed-fl v0.10.1 (/somewhere/i18n-embed-fl)\tMIT"), None);
        assert_eq!(of(""), None);
    }
}
