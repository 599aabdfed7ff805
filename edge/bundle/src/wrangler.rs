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

/// Runs `wrangler deploy --dry-run` on `edge/wrangler.jsonc` and returns what it printed. Nothing is deployed and no
/// account is needed. Build the bundle first.
/// Errors: wrangler could not be installed, or it refuses the bundle.
pub fn dry_run(progress: &dyn Fn(&str)) -> Result<String> {
    let place = Place::of_this_clone()?;
    let npm = Npm::ensure(&place, "npm-wrangler", progress)?;
    progress("ask wrangler whether it would deploy this");
    let mut wrangler = command(node(&npm)?);
    wrangler.arg(npm.program("wrangler/bin/wrangler.js")?);
    wrangler.args(["deploy", "--dry-run", "--outdir"]).arg(place.out().join("wrangler"));
    wrangler.env("WRANGLER_SEND_METRICS", "false").env("WRANGLER_LOG_PATH", place.out().join("wrangler.log"));
    run(wrangler.current_dir(place.edge()), "ask wrangler whether it would deploy this")
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
