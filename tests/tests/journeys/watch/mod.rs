//! What an operator relies on: thresholds that hold, figures and lines that say what happens and nothing of anybody.

mod bounds;
mod budget;
mod cost;
mod health;
mod lines;
mod metrics;
mod rules;
mod trap;

use anyhow::Result;
use std::fs;
use tests::world::World;

/// Makes every mailbox's file one that is no database; for while the edge does not run.
fn spoil_mailboxes(world: &World) -> Result<()> {
    let mut spoilt = 0;
    for entry in fs::read_dir(world.stack.edge.storage().join("tuong-tac-mailbox"))? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.contains("-wal") || name.contains("-shm") {
            fs::remove_file(path)?;
        } else if name.ends_with(".sqlite") && name != "metadata.sqlite" {
            fs::write(path, vec![b'x'; 8_192])?;
            spoilt += 1;
        }
    }
    anyhow::ensure!(spoilt > 0, "there is no mailbox");
    Ok(())
}
