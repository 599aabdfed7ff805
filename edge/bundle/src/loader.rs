//! The loader, `tt.js`, the one script that a webmaster pastes, and `late.js`, which it fetches when something stands.

use anyhow::Result;

use crate::{
    asset::Asset,
    digest,
    place::Place,
    run::{command, run},
    tools::Tools,
};

/// Classic scripts that run in browsers as old as those that can run the module.
const ESBUILD: [&str; 4] = ["--bundle", "--minify", "--format=iife", "--target=es2020"];

/// What the loader has in place of what is known only when all else is built: the integrity of the file it fetches
/// later and of the glue, and the release.
const LATE: &str = "__LATE__";
const GLUE: &str = "__EMBED__";
const RELEASE: &str = "__RELEASE__";

/// Returns `tt.js` and what it fetches later, `late.js`; and the name of the release, a hash over the loader, which knows
/// the integrity of all else: of `late.js`, and of the `glue`, which knows that of the module.
pub(crate) fn build(place: &Place, tools: &Tools, glue: &Asset) -> Result<([Asset; 2], String)> {
    let late = Asset::new("late.js", minified(place, tools, "late/late.js")?.into_bytes());
    let loader = minified(place, tools, "tt.js")?;
    let loader = loader.replace(LATE, &late.integrity()).replace(GLUE, &glue.integrity());
    let version = digest::short([loader.as_bytes()]);
    let loader = loader.replace(RELEASE, &format!("/v/{version}/"));
    Ok(([Asset::new("tt.js", loader.into_bytes()), late], version))
}

/// They are so small that they are made anew each time.
fn minified(place: &Place, tools: &Tools, path: &str) -> Result<String> {
    let mut esbuild = command(tools.npm.esbuild()?);
    esbuild.arg(format!("widgets/embed/loader/{path}")).args(ESBUILD).current_dir(place.root());
    Ok(run(&mut esbuild, &format!("minify {path}"))?.trim_end().to_owned())
}
