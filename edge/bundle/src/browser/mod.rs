//! What browsers run: WebAssembly modules, and the JavaScript between each and its page.

mod blank;
mod module;
mod mute;
mod names;

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};

use crate::{
    asset::Asset,
    digest,
    optimise::{FEATURES, WASM_OPT},
    place::Place,
    run::{command, run, wasm_command},
    stamp::Stamp,
    tools::{Tools, WASM},
};
pub(crate) use module::Built;
use module::{COMEBACK, EMBED, Module, OPENER, PAGE, VAULT};
use names::Names;

/// Apart from the rest: what is repeated until nothing changes would give new names, and print a list, each time.
const MINIFY: &str = "--minify-imports-and-exports-and-modules";

/// Whoever starts the glue gives the module, so the glue need not know an address.
const WASM_BINDGEN: [&str; 7] = [
    "--target=web",
    "--out-name=long",
    "--no-typescript",
    "--omit-default-module-path",
    "--remove-name-section",
    "--remove-producers-section",
    "--out-dir",
];

/// How modules are made mute: one that was made so in another way is made anew.
const MUTE: [&str; 2] = [include_str!("mute.rs"), include_str!("blank.rs")];

/// What the glue would write objects out with, and whatever somebody typed in them, for the message of a panic: the sign that a
/// module is not mute.
const VERBOSE: &str = "debugString";

/// A classic script: only those can be held to their integrity by every browser.
const ESBUILD: [&str; 4] = ["--bundle", "--minify", "--format=iife", "--target=es2020"];

/// All modules.
pub(crate) struct Browser {
    /// `embed.js`, which brings widgets in portals to life.
    pub(crate) embed: Built,
    /// `page.js`, which brings the tip-off's form to life. It knows the integrity of its module and of the vault.
    pub(crate) page: Built,
    /// `comeback.js`, the same for the return page and the vault that opens.
    pub(crate) comeback: Built,
    /// `vault.js`, which seals what that page sends.
    pub(crate) vault: Built,
    /// `opener.js`, which opens replies as well.
    pub(crate) opener: Built,
}

/// Builds all modules. Errors: a step's, in its own words.
pub(crate) fn build(place: &Place, tools: &Tools, progress: &dyn Fn(&str)) -> Result<Browser> {
    let one = |module: &Module, known: &[(&str, String)]| module.build(place, tools, known, progress);
    let embed = one(&EMBED, &[])?;
    let (vault, opener) = (one(&VAULT, &[])?, one(&OPENER, &[])?);
    let known =
        |of: &Built| [("__VAULT_SCRIPT__", of.script.fetched()), ("__VAULT_MODULE__", of.wasm.fetched())];
    let (page, comeback) = (one(&PAGE, &known(&vault))?, one(&COMEBACK, &known(&opener))?);
    Ok(Browser { embed, page, comeback, vault, opener })
}

/// What stands in an entry for the integrity of its own module.
const OWN: &str = "__MODULE__";
/// And for its name.
const NAME: &str = "__NAME__";

impl Module {
    /// Builds it; its script is told what is `known`, by the name that stands for each.
    fn build(
        &self,
        place: &Place,
        tools: &Tools,
        known: &[(&str, String)],
        progress: &dyn Fn(&str),
    ) -> Result<Built> {
        let Self { package, library, what, profile, names: [script_name, wasm_name], entry } = *self;
        progress(&format!("compile {what} for the browser"));
        let mut cargo = wasm_command(place, Path::new("cargo"));
        cargo.args(["build", "--package", package, "--profile", profile, "--target", WASM]);
        run(&mut cargo, &format!("compile {what} for the browser"))?;

        let compiled = place.wasm(profile, library);
        let module = fs::read(&compiled).with_context(|| format!("{} cannot be read", compiled.display()))?;
        let dir = place.browser().join(script_name.trim_end_matches(".js"));
        fs::create_dir_all(&dir)?;
        let [glue, wasm] = ["glue.js", "glue.wasm"].map(|name| dir.join(name));
        let entry = known
            .iter()
            .fold(entry.replace(NAME, wasm_name), |entry, (name, file)| entry.replace(name, file));
        let how = [&[&*entry, MINIFY, MUTE[0], MUTE[1]], &WASM_OPT[..], &FEATURES, &WASM_BINDGEN, &ESBUILD]
            .concat()
            .join(" ");
        let input = digest::short([&*module, tools.versions.as_bytes(), how.as_bytes()]);
        let stamp = Stamp::new(dir.join("stamp"), input);
        if !stamp.is_fresh(&[&glue, &wasm]) {
            stamp.clear()?;
            progress(&format!("shrink {what}"));
            let mute = dir.join("mute.wasm");
            let mut muted = mute::mute(&module)?;
            ensure!(
                blank::blank(&mut muted)? > 0,
                "rustc notes the places in the source of {what} in another way"
            );
            fs::write(&mute, muted)?;
            let mut bind = command(&tools.wasm_bindgen);
            bind.args(WASM_BINDGEN).arg(&dir).arg(&mute);
            run(&mut bind, &format!("make the glue of {what}"))?;
            let small = dir.join("small.wasm");
            let mut optimise = command(tools.npm.wasm_opt()?);
            optimise.args(WASM_OPT).args(FEATURES);
            optimise.arg(dir.join("long_bg.wasm")).arg("-o").arg(&small);
            run(&mut optimise, &format!("optimise {what}"))?;
            let mut minify = command(tools.npm.wasm_opt()?);
            minify.arg(MINIFY).args(FEATURES).arg(&small).arg("-o").arg(&wasm);
            let names = run(&mut minify, &format!("shorten the names of {what}"))?;
            let long = fs::read_to_string(dir.join("long.js"))?;
            let short = Names::parse(&names)?.shorten(&long)?;
            ensure!(!short.contains(VERBOSE), "the glue of {what} has `{VERBOSE}` again: see VERBOSE");
            fs::write(dir.join("short.js"), short)?;
            let integrity = digest::check(&fs::read(&wasm)?);
            fs::write(dir.join("entry.js"), entry.replace(OWN, &integrity))?;
            let mut esbuild = command(tools.npm.esbuild()?);
            esbuild.arg(dir.join("entry.js")).args(ESBUILD).arg(format!("--outfile={}", glue.display()));
            run(&mut esbuild, &format!("minify the glue of {what}"))?;
            stamp.set()?;
        }
        Ok(Built { script: Asset::read(script_name, &glue)?, wasm: Asset::read(wasm_name, &wasm)? })
    }
}
