//! The loader, `tt.js`: the one script that a webmaster pastes.

use anyhow::Result;

use crate::{
    asset::Asset,
    place::Place,
    run::{command, run},
    tools::Tools,
};

/// A classic script that runs in browsers as old as those that can run the module.
const ESBUILD: [&str; 5] =
    ["widgets/embed/loader/tt.js", "--bundle", "--minify", "--format=iife", "--target=es2020"];

/// Returns `tt.js`. It is so small that it is made anew each time.
pub(crate) fn build(place: &Place, tools: &Tools) -> Result<Asset> {
    let mut esbuild = command(tools.npm.esbuild()?);
    let script = run(esbuild.args(ESBUILD).current_dir(place.root()), "minify the loader")?;
    Ok(Asset::new("tt.js", script.trim_end().as_bytes().to_vec()))
}
