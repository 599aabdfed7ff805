//! Whether Cloudflare's own tool would deploy the bundle.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::{
    place::Place,
    run::{command, run},
    tools::node::{self, Npm},
};

/// The oldest Node that wrangler runs on.
const OLDEST: (u32, u32) = (22, 12);

/// The environments of `edge/wrangler.jsonc`.
const ENVIRONMENTS: [&str; 2] = ["staging", "production"];

/// Runs `wrangler deploy --dry-run` on `edge/wrangler.jsonc` for each environment and returns what it printed. Nothing is
/// deployed and no account is needed. Build the bundle first.
/// Errors: wrangler could not be installed, or it refuses the bundle.
pub fn dry_run(progress: &dyn Fn(&str)) -> Result<String> {
    let place = Place::of_this_clone()?;
    let npm = Npm::ensure(&place, "npm-wrangler", progress)?;
    let node = node(&npm)?;
    let mut said = String::new();
    for environment in ENVIRONMENTS {
        progress(&format!("ask wrangler whether it would deploy this ({environment})"));
        let mut wrangler = command(&node);
        wrangler.arg(npm.program("wrangler/bin/wrangler.js")?);
        wrangler
            .args(["deploy", "--dry-run", "--env", environment, "--outdir"])
            .arg(place.out().join("wrangler"));
        wrangler.env("WRANGLER_SEND_METRICS", "false");
        wrangler.env("WRANGLER_LOG_PATH", place.out().join("wrangler.log"));
        said += &run(wrangler.current_dir(place.edge()), "ask wrangler whether it would deploy this")?;
    }
    Ok(said)
}

/// The system's Node where it is new enough, or else npm's.
fn node(npm: &Npm) -> Result<PathBuf> {
    let own = Path::new("node");
    if node::version(own)? >= OLDEST {
        return Ok(own.to_owned());
    }
    let (system, machine) = node::platform()?;
    npm.program(&format!("node-{system}-{machine}/bin/node"))
}
