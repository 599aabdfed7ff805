//! The loader, `tt.js`, the one script that a webmaster pastes; what it fetches when it is needed.

use anyhow::Result;
use tt_contract::{lang::Lang, unit::Emergency};

use crate::{
    asset::Asset,
    digest,
    place::Place,
    run::{command, run},
    tools::Tools,
};

/// Classic scripts that run in browsers as old as those that can run the module.
const ESBUILD: [&str; 4] = ["--bundle", "--minify", "--format=iife", "--target=es2020"];

/// What the loader has in place of what is known only when all else is built: the integrity of the files it fetches
/// later and of the glue, and the release.
const LATE: &str = "__LATE__";
const SIZED: &str = "__SIZED__";
const GLUE: &str = "__EMBED__";
const RELEASE: &str = "__RELEASE__";

/// Returns `tt.js` and what it fetches later; and the name of the release, a hash over the loader, which knows the
/// integrity of all else: of `late.js`, of `sized.js`, and of the `glue`, which knows that of the module. The scripts of the
/// installer's page and of the tip-off's `pages` (which know the integrity of all they fetch) are of the release as well, and
/// nobody's to know but the edge's.
pub(crate) fn build(
    place: &Place,
    tools: &Tools,
    glue: &Asset,
    pages: [&Asset; 2],
) -> Result<([Asset; 4], String)> {
    let asset =
        |name, path| Ok::<_, anyhow::Error>(Asset::new(name, minified(place, tools, path)?.into_bytes()));
    let (late, sized) = (asset("late.js", "late/late.js")?, asset("sized.js", "sized.js")?);
    let install = asset("install.js", "install.js")?;
    let loader = [(LATE, &late), (SIZED, &sized), (GLUE, glue)]
        .into_iter()
        .fold(minified(place, tools, "tt.js")?, |loader, (name, file)| loader.replace(name, &file.check()));
    let version = digest::short([loader.as_bytes(), install.bytes(), pages[0].bytes(), pages[1].bytes()]);
    let loader = loader.replace(RELEASE, &format!("/v/{version}/"));
    Ok(([Asset::new("tt.js", loader.into_bytes()), late, sized, install], version))
}

/// Emergency numbers, as `esbuild` puts them in the place of names of the loader's: the digits alone, and with whom they reach
/// in each language; several are parted by `|`. Errors: one cannot be written as JSON.
fn emergency() -> Result<Vec<String>> {
    let calls =
        |lang| Emergency::ALL.map(|one| format!("{} {}", one.number, one.purpose.get(lang))).join("|");
    let numbers = ("NUMBERS".to_owned(), Emergency::ALL.map(|one| one.number).join("|"));
    let of_lang = |lang: Lang| (format!("CALLS_{}", lang.tag().to_uppercase()), calls(lang));
    let define = |(name, text)| Ok(format!("--define:EMERGENCY_{name}={}", serde_json::to_string(&text)?));
    [numbers].into_iter().chain(Lang::ALL.map(of_lang)).map(define).collect()
}

/// They are so small that they are made anew each time.
fn minified(place: &Place, tools: &Tools, path: &str) -> Result<String> {
    let mut esbuild = command(tools.npm.esbuild()?);
    esbuild
        .arg(format!("widgets/embed/loader/{path}"))
        .args(ESBUILD)
        .args(emergency()?)
        .current_dir(place.root());
    Ok(run(&mut esbuild, &format!("minify {path}"))?.trim_end().to_owned())
}
