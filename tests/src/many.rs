//! More units than the source has, for measuring: those of the source, and copies of one of them under other ids.

use crate::world::UNIT;
use anyhow::{Context, Result, ensure};
use std::{collections::BTreeMap, fs, path::PathBuf};

/// A folder with the files of `count` units, and their ids. Errors: a file cannot be read or written; the source has more.
pub fn units(count: usize) -> Result<(PathBuf, Vec<String>)> {
    let (source, folder) = (demo::root().join("edge/units"), demo::root().join("target/measured-units"));
    let mut files = BTreeMap::new();
    for unit in demo::units::load()? {
        let id = unit.id.to_string();
        let text = fs::read_to_string(source.join(&id).with_extension("toml"))?;
        files.insert(id, text);
    }
    ensure!(files.len() <= count, "the source has {} units", files.len());
    let (own, original) = (format!("id = \"{UNIT}\"\n"), files.get(UNIT).context("no unit to copy")?.clone());
    ensure!(original.matches(&own).count() == 1, "{UNIT} names itself in another way");
    for n in 1..=count - files.len() {
        let id = format!("copy-{n:02}");
        files.insert(id.clone(), original.replace(&own, &format!("id = \"{id}\"\n")));
    }
    write(&folder, &files)?;
    Ok((folder, files.into_keys().collect()))
}

/// Makes `folder` hold these files and no others. One that is right is left alone, so that nothing is built again for it.
fn write(folder: &PathBuf, files: &BTreeMap<String, String>) -> Result<()> {
    fs::create_dir_all(folder)?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let known = path.file_stem().and_then(|name| name.to_str()).is_some_and(|id| files.contains_key(id));
        if !known {
            fs::remove_file(path)?;
        }
    }
    for (id, text) in files {
        let path = folder.join(id).with_extension("toml");
        if fs::read_to_string(&path).ok().as_ref() != Some(text) {
            fs::write(path, text)?;
        }
    }
    Ok(())
}
