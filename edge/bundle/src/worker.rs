//! The worker: one script and one module.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};

use crate::{
    digest,
    optimise::{FEATURES, WASM_OPT},
    place::Place,
    run::{command, run, wasm_command},
    stamp::Stamp,
    tools::{Tools, WASM},
};

/// With the means to start the program anew, which `entry.js` uses.
const WASM_BINDGEN: [&str; 7] = [
    "--target=module",
    "--out-name=program",
    "--no-typescript",
    "--remove-producers-section",
    "--experimental-reset-state-function",
    "--force-enable-abort-handler",
    "--out-dir",
];

/// What wasm-bindgen catches JavaScript's exceptions with.
const EXCEPTIONS: &str = "--enable-exception-handling";

const ESBUILD: [&str; 6] = [
    "--bundle",
    "--minify",
    "--format=esm",
    "--target=es2022",
    "--external:*.wasm",
    "--external:cloudflare:*",
];

/// As wasm-bindgen writes the import of the module, and as the platform has it: a module by itself, not an instance.
const IMPORT: [&str; 2] = ["import source ", "import "];

/// Compiles the worker, and packs it if it has changed; with the units of a folder where one is given, apart from what is released.
pub(crate) fn build(
    place: &Place,
    tools: &Tools,
    units: Option<&Path>,
    progress: &dyn Fn(&str),
) -> Result<()> {
    progress("compile the worker");
    let mut cargo = wasm_command(place, Path::new("cargo"));
    cargo.args(["build", "--package=tt-edge", "--lib", "--profile=worker", "--target", WASM]);
    cargo.env("TT_ASSETS", place.assets());
    match units {
        Some(units) => cargo.env("TT_UNITS", units),
        None => cargo.env_remove("TT_UNITS"),
    };
    // Makes wasm-bindgen's macros use js-sys in place of wasm-bindgen-futures.
    cargo.env("WASM_BINDGEN_USE_JS_SYS", "1");
    run(&mut cargo, "compile the worker")?;

    let compiled = place.wasm("worker", "tt_edge");
    let module = fs::read(&compiled).with_context(|| format!("{} cannot be read", compiled.display()))?;
    let entry = include_bytes!("../../entry.js");
    let how = [&WASM_BINDGEN[..], &WASM_OPT, &FEATURES, &[EXCEPTIONS], &ESBUILD].concat().join(" ");
    let input = digest::short([&*module, entry, tools.versions.as_bytes(), how.as_bytes()]);
    let dir = if units.is_some() { place.measured_worker() } else { place.worker() };
    let stamp = Stamp::new(dir.with_extension("stamp"), input);
    let [script, wasm] = ["index.js", "index_bg.wasm"].map(|name| dir.join(name));
    if stamp.is_fresh(&[&script, &wasm]) {
        return Ok(());
    }
    stamp.clear()?;
    progress("pack the worker");
    let parts = place.out().join("program");
    for dir in [&dir, &parts] {
        if dir.exists() {
            fs::remove_dir_all(dir).with_context(|| format!("{} cannot be removed", dir.display()))?;
        }
        fs::create_dir_all(dir)?;
    }
    run(
        command(&tools.wasm_bindgen).args(WASM_BINDGEN).arg(&parts).arg(&compiled),
        "make the worker's glue",
    )?;
    let mut optimise = command(tools.npm.wasm_opt()?);
    optimise
        .args(WASM_OPT)
        .args(FEATURES)
        .arg(EXCEPTIONS)
        .arg(parts.join("program_bg.wasm"))
        .arg("-o")
        .arg(&wasm);
    run(&mut optimise, "optimise the worker")?;
    let glue = parts.join("program.js");
    let long = fs::read_to_string(&glue)?;
    let [theirs, ours] = IMPORT;
    ensure!(long.contains(theirs), "the worker's glue has no `{theirs}` any more: see IMPORT");
    fs::write(&glue, long.replace(theirs, ours).replace("program_bg.wasm", "index_bg.wasm"))?;
    fs::write(parts.join("entry.js"), entry)?;
    let mut esbuild = command(tools.npm.esbuild()?);
    esbuild.arg(parts.join("entry.js")).args(ESBUILD).arg(format!("--outfile={}", script.display()));
    run(&mut esbuild, "minify the worker's glue")?;
    stamp.set()
}
