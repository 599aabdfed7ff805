//! `cargo run -p bundle -- archive`: everything that a server of one's own needs, in one file.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};

use crate::{
    Bundle, digest,
    place::Place,
    run::{command, run},
    sbom,
};

/// What stands in the archive as it stands in `edge/server`.
const AS_IT_IS: [&str; 19] = [
    "Caddyfile",
    "LIMITS.md",
    "OPERATING.md",
    "OPERATING.vi.md",
    "README.md",
    "backup.sh",
    "edge.env.example",
    "edges.conf",
    "haproxy.cfg",
    "install.sh",
    "nginx.conf",
    "scrub.sh",
    "share.sh",
    "torrc",
    "tuong-tac.service",
    "watch/RUNBOOK.md",
    "watch/RUNBOOK.vi.md",
    "watch/alerts.yaml",
    "watch/grafana.json",
];
/// Where the configuration finds the worker in this clone, and where in the archive.
const WORKER: (&str, &str) = ("../target/bundle/worker/", "worker/");

/// Packs `bundle` into `target/archive` and returns the archive's path. The same content gives the same bytes, and is known by its name: the
/// browser's release and the hash of all that is packed, because a worker that was mended serves the same files.
/// Errors: a file cannot be read or written, or `tar` fails.
pub fn pack(bundle: &Bundle) -> Result<PathBuf> {
    let place = Place::of_this_clone()?;
    let out = place.root().join("target/archive");
    let dir = emptied(out.join("part"))?;
    for folder in ["bin", "files", "watch", "worker"] {
        fs::create_dir_all(dir.join(folder))?;
    }
    copy(&bundle.workerd, &dir.join("bin/workerd"))?;
    for file in ["index.js", "index_bg.wasm"] {
        copy(&bundle.worker_dir.join(file), &dir.join("worker").join(file))?;
    }
    for release in fs::read_dir(&bundle.files_dir)? {
        let release = release?;
        let to = dir.join("files").join(release.file_name());
        if release.path().is_file() {
            copy(&release.path(), &to)?;
            continue;
        }
        fs::create_dir(&to)?;
        for file in fs::read_dir(release.path())? {
            let file = file?;
            copy(&file.path(), &to.join(file.file_name()))?;
        }
    }
    for file in AS_IT_IS {
        copy(&place.edge().join("server").join(file), &dir.join(file))?;
    }
    let config = fs::read_to_string(place.edge().join("workerd.capnp"))?;
    ensure!(config.contains(WORKER.0), "workerd.capnp does not embed {}", WORKER.0);
    fs::write(dir.join("edge.capnp"), config.replace(WORKER.0, WORKER.1))?;
    let mut compile = command(&bundle.workerd);
    compile.args(["compile", "--config-only", "edge.capnp"]).current_dir(&dir);
    let compiled = compile.output().context("workerd cannot be run")?;
    ensure!(compiled.status.success(), "edge.capnp: {}", String::from_utf8_lossy(&compiled.stderr));
    fs::write(dir.join("edge.bin"), compiled.stdout)?;
    fs::copy(bundle.assets_dir.join("manifest.json"), dir.join("integrity.json"))?;
    fs::write(dir.join("sbom.cdx.json"), sbom::of_what_ships(&place)?)?;
    fs::write(dir.join("UNITS"), units(&place.edge().join("units"))?)?;
    let release = format!("{}-{}", bundle.release, digest::short([sums(&dir)?.as_bytes()]));
    fs::write(dir.join("RELEASE"), format!("{release}\n"))?;
    fs::write(dir.join("SHA256SUMS"), sums(&dir)?)?;
    let name = format!("tuong-tac-{release}");
    fs::rename(dir, emptied(out.join(&name))?)?;

    let archive = out.join(format!("{name}.tar.gz"));
    let mut tar = command(Path::new("tar"));
    tar.args([
        "--sort=name",
        "--mtime=@0",
        "--owner=0",
        "--group=0",
        "--numeric-owner",
        "--use-compress-program=gzip -9n",
    ]);
    tar.arg("--create").arg("--file").arg(&archive).arg("--directory").arg(&out).arg(&name);
    run(&mut tar, "pack the archive")?;
    fs::write(
        archive.with_extension("gz.sha256"),
        format!("{}  {name}.tar.gz\n", digest::hex(&fs::read(&archive)?)),
    )?;
    Ok(archive)
}

/// `dir`, where nothing is any more.
fn emptied(dir: PathBuf) -> Result<PathBuf> {
    if dir.exists() {
        fs::remove_dir_all(&dir)?;
    }
    Ok(dir)
}

/// The ids of all units, one a line, in order.
fn units(dir: &Path) -> Result<String> {
    let files = fs::read_dir(dir)?.map(|file| Ok(file?.path())).collect::<Result<Vec<_>>>()?;
    let ids: BTreeSet<_> = files.iter().filter_map(|path| path.file_stem()?.to_str()).collect();
    Ok(ids.into_iter().map(|id| id.to_owned() + "\n").collect())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).map(drop).with_context(|| format!("{} cannot be copied", from.display()))
}

/// What `sha256sum --check` reads: every file but itself, in order.
fn sums(dir: &Path) -> Result<String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(path.strip_prefix(dir)?.display().to_string(), digest::hex(&fs::read(&path)?));
            }
        }
    }
    let lines: Vec<_> = files.into_iter().map(|(file, sum)| format!("{sum}  {file}")).collect();
    Ok(lines.join("\n") + "\n")
}
