//! The widgets for the browser: a WebAssembly module, and the JavaScript between it and the page.

mod names;

use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::{
    asset::Asset,
    digest,
    place::Place,
    run::{command, run, wasm_command},
    stamp::Stamp,
    tools::{Tools, WASM},
};
use names::Names;

/// The optimiser may use what rustc uses by default for this target and no more: `--all-features` writes encodings
/// that browsers in use refuse to load.
const WASM_OPT: [&str; 11] = [
    "-Oz",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
    "--minify-imports-and-exports-and-modules",
];

/// The loader gives the module's address, so the glue need not know one.
const WASM_BINDGEN: [&str; 7] = [
    "--target=web",
    "--out-name=embed",
    "--no-typescript",
    "--omit-default-module-path",
    "--remove-name-section",
    "--remove-producers-section",
    "--out-dir",
];

/// What the loader calls; the rest of the glue falls away.
const ENTRY: &str = r#"export { default, hydrate } from "./short.js";"#;

const ESBUILD: [&str; 4] = ["--bundle", "--minify", "--format=esm", "--target=es2020"];

/// Returns the glue `embed.js` and the module `embed_bg.wasm`.
pub(crate) fn build(place: &Place, tools: &Tools, progress: &dyn Fn(&str)) -> Result<[Asset; 2]> {
    progress("compile the widgets for the browser");
    let mut cargo = wasm_command(place, Path::new("cargo"));
    cargo.args(["build", "--package=tt-embed", "--profile=browser", "--target", WASM]);
    run(&mut cargo, "compile the widgets for the browser")?;

    let compiled = place.wasm("browser", "tt_embed");
    let module = fs::read(&compiled).with_context(|| format!("{} cannot be read", compiled.display()))?;
    let dir = place.browser();
    let [glue, wasm] = ["glue.js", "glue.wasm"].map(|name| dir.join(name));
    let how = [&[ENTRY], &WASM_OPT[..], &WASM_BINDGEN, &ESBUILD].concat().join(" ");
    let input = digest::short([&*module, tools.versions.as_bytes(), how.as_bytes()]);
    let stamp = Stamp::new(dir.join("stamp"), input);
    if !stamp.is_fresh(&[&glue, &wasm]) {
        stamp.clear()?;
        progress("shrink the widgets' module");
        run(
            command(&tools.wasm_bindgen).args(WASM_BINDGEN).arg(&dir).arg(&compiled),
            "make the widgets' glue",
        )?;
        let names = run(
            command(tools.npm.wasm_opt()?).args(WASM_OPT).arg(dir.join("embed_bg.wasm")).arg("-o").arg(&wasm),
            "optimise the widgets' module",
        )?;
        let long = fs::read_to_string(dir.join("embed.js"))?;
        fs::write(dir.join("short.js"), Names::parse(&names)?.shorten(&long)?)?;
        fs::write(dir.join("entry.js"), ENTRY)?;
        let mut esbuild = command(tools.npm.esbuild()?);
        esbuild.arg(dir.join("entry.js")).args(ESBUILD).arg(format!("--outfile={}", glue.display()));
        run(&mut esbuild, "minify the widgets' glue")?;
        stamp.set()?;
    }
    Ok([Asset::read("embed.js", &glue)?, Asset::read("embed_bg.wasm", &wasm)?])
}
