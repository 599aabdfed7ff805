//! Whoever doubts an edge compares what it serves with what the source builds.

use anyhow::Result;
use bundle::{Bundle, compare};
use std::fs;
use tests::{
    built,
    scratch::Scratch,
    world::{UNIT, World},
};

/// Whether the edge serves what `bundle` holds, and what is said of it.
async fn compared(world: &World, bundle: Bundle) -> Result<(bool, String)> {
    let edge = tt_contract::unit::Origin::try_from(world.edge(""))?;
    let options = compare::Options { edge, unit: Some(UNIT.parse()?) };
    tokio::task::spawn_blocking(move || {
        let mut said = Vec::new();
        let same = compare::run(&options, &bundle, &mut said)?;
        Ok((same, String::from_utf8(said)?))
    })
    .await?
}

#[tokio::test]
async fn an_edge_that_serves_this_source_is_told_from_one_that_does_not() -> Result<()> {
    let world = World::new()?;
    let bundle = built::bundle()?;
    let (same, said) = compared(&world, bundle.clone()).await?;
    assert!(same && !said.contains('✕'), "{said}");
    assert!(said.contains("embed_bg.wasm sha384-"), "{said}");

    // As if the source built one byte more than the edge serves.
    let scratch = Scratch::new()?;
    for file in fs::read_dir(&bundle.assets_dir)? {
        let file = file?;
        fs::copy(file.path(), scratch.path().join(file.file_name()))?;
    }
    let changed = scratch.path().join("embed.js");
    let script = fs::read(&changed)?;
    fs::write(&changed, [&script, &b"\n"[..]].concat())?;
    let changed = Bundle { assets_dir: scratch.path().to_owned(), ..bundle.clone() };
    let (same, said) = compared(&world, changed).await?;
    let wrong: Vec<_> = said.lines().filter(|line| line.contains('✕')).collect();
    assert!(!same && wrong.len() == 1 && wrong.concat().contains("/embed.js"), "{said}");
    Ok(())
}
