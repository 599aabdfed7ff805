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
///
/// Rust's stack grows down to the lowest addresses, so that no datum lies in the first kilobyte; a function that is called
/// once is written where it is called only if that is shorter.
const WASM_OPT: [&str; 13] = [
    "--low-memory-unused",
    "--one-caller-inline-max-function-size=3",
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

/// What the loader finds on the element that loaded the glue: a function from a release's address to `hydrate`. The glue
/// knows the integrity of its module, as the loader knows that of the glue.
const ENTRY: &str = r#"import init, { hydrate } from "./short.js";
let ready;
document.currentScript.tt = (address) => (ready ||= init({
  module_or_path: fetch(address + "embed_bg.wasm", { credentials: "omit", integrity: "__MODULE__" }),
}).then(() => hydrate, (error) => { ready = null; throw error; }));"#;

/// A classic script: only those can be held to their integrity by every browser.
const ESBUILD: [&str; 4] = ["--bundle", "--minify", "--format=iife", "--target=es2020"];

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
        let integrity = digest::check(&fs::read(&wasm)?);
        fs::write(dir.join("entry.js"), ENTRY.replace("__MODULE__", &integrity))?;
        let mut esbuild = command(tools.npm.esbuild()?);
        esbuild.arg(dir.join("entry.js")).args(ESBUILD).arg(format!("--outfile={}", glue.display()));
        run(&mut esbuild, "minify the widgets' glue")?;
        stamp.set()?;
    }
    Ok([Asset::read("embed.js", &glue)?, Asset::read("embed_bg.wasm", &wasm)?])
}
