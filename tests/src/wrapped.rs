//! The real worker with something around it that tests need: a meter, or a fault.

use crate::{built, scratch::Scratch, world::World};
use anyhow::{Result, ensure};
use demo::edge::EdgeOptions;
use std::{fs, os::unix::fs::symlink, path::Path};

/// A world whose edge begins with the first of `modules` (name and source), which imports the worker as `./index.js`. It lives as long as the
/// folder that comes with it. Errors: as [`World::with`].
pub fn world(modules: &[(&str, &str)], adjust: impl FnOnce(&mut EdgeOptions)) -> Result<(World, Scratch)> {
    around(&built::bundle()?.worker_dir, modules, adjust)
}

/// As [`world`], around the worker that lies in the folder `worker`. Errors: as there.
pub fn around(
    worker: &Path,
    modules: &[(&str, &str)],
    adjust: impl FnOnce(&mut EdgeOptions),
) -> Result<(World, Scratch)> {
    let scratch = Scratch::new()?;
    let mut config = fs::read_to_string(demo::root().join("edge/workerd.capnp"))?;
    let list = "  modules = [\n";
    ensure!(config.contains(list), "workerd.capnp has another form");
    for (name, source) in modules.iter().rev() {
        fs::write(scratch.path().join(name), source)?;
        config =
            config.replace(list, &format!("{list}    (name = \"{name}\", esModule = embed \"{name}\"),\n"));
    }
    let config = config
        .replace("../target/bundle/worker/", "worker/")
        .replace("(allow = [\"public\"]", "(allow = [\"public\", \"private\"]");
    let path = scratch.path().join("wrapped.capnp");
    fs::write(&path, config)?;
    symlink(worker, scratch.path().join("worker"))?;
    let world = World::with(|options| {
        options.config = path;
        adjust(options);
    })?;
    Ok((world, scratch))
}
