//! The worker is what `edge/openapi.json` says: schemathesis makes requests of it, right and wrong, and judges the answers.

use anyhow::{Context, Result, ensure};
use std::process::Command;
use tests::{scratch::Scratch, world::World};

/// Requests of each kind for each operation.
const EXAMPLES: &str = "25";

#[tokio::test]
async fn the_worker_keeps_to_its_description() -> Result<()> {
    let python = tests::python::with_packages()?;
    let (world, scratch) =
        (World::with(|options| options.metrics_token = Some("token".into()))?, Scratch::new()?);
    let mut command = Command::new(python);
    command
        .args(["-m", "schemathesis.cli", "--config-file"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/journeys/described/schemathesis.toml"))
        .arg("run")
        .arg(demo::root().join("edge/openapi.json"))
        .args(["--url", &world.stack.edge.url(), "--max-examples", EXAMPLES, "--seed", "1", "--no-color"])
        // One at a time: its generator is not safe for threads. Stateful tests would need links, which nothing here has.
        .args(["--workers", "1", "--phases", "examples,coverage,fuzzing", "--generation-database", "none"])
        // What it writes beside is thrown away.
        .current_dir(scratch.path());
    let output = tokio::task::spawn_blocking(move || command.output()).await?.context("it cannot be run")?;
    let said = String::from_utf8_lossy(&output.stdout);
    println!("{said}");
    ensure!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}
