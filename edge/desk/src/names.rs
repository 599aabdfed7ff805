//! What a unit calls the kinds of crime. A tip has no more than the id; the names stand in the unit's public configuration, which
//! lies as `{unit}.json` beside the key once the edge was asked for it, so that they are there without the edge as well.

use crate::{edge::Edge, private};
use anyhow::{Context, Result};
use serde::Deserialize;
use std::{
    collections::HashMap,
    fs,
    io::{ErrorKind, Read, Write},
    path::{Path, PathBuf},
};
use tt_contract::{limits::NAME_CHARS, tip::Prose, unit::UnitId};

/// Most that is read of a configuration, in bytes: many times what the longest takes.
const CONFIGURATION_BYTES: u64 = 1024 * 1024;

/// A text that may stand behind a heading of `tip.txt`.
type Name = Prose<1, NAME_CHARS>;

/// The names, by unit; each unit's are looked for once.
pub(crate) struct Names<'a> {
    edge: Option<&'a Edge>,
    folder: PathBuf,
    known: HashMap<UnitId, HashMap<String, Name>>,
}

/// Of `GET /v1/units/{unit}` what is needed here; what a newer edge adds is passed over.
#[derive(Deserialize)]
struct Configuration {
    #[serde(default)]
    crimes: Vec<Crime>,
}

#[derive(Deserialize)]
struct Crime {
    id: String,
    name: Languages,
}

#[derive(Deserialize)]
struct Languages {
    vi: String,
}

impl<'a> Names<'a> {
    /// Asks `edge`, where there is one, and keeps what it says beside `key`.
    pub(crate) fn new(edge: Option<&'a Edge>, key: &Path) -> Self {
        Self { edge, folder: key.with_file_name(""), known: HashMap::new() }
    }

    /// The kind of crime `id` of `unit` in Vietnamese, the id in brackets; the id alone where nobody knows its name.
    pub(crate) fn crime(&mut self, unit: &UnitId, id: &str) -> String {
        let Self { edge, folder, known } = self;
        let names =
            known.entry(unit.clone()).or_insert_with(|| find(*edge, folder, unit).unwrap_or_default());
        names.get(id).map_or_else(|| id.to_owned(), |name| format!("{} ({id})", name.as_str()))
    }
}

/// The names of `unit`: as the edge has them, or else as it had them. Errors: neither is to be had.
fn find(edge: Option<&Edge>, folder: &Path, unit: &UnitId) -> Result<HashMap<String, Name>> {
    let kept = folder.join(format!("{unit}.json"));
    if let Some((json, names)) = edge.and_then(|edge| ask(edge, unit).ok()) {
        // The key may lie where nothing can be written: then they are asked for again.
        if may_keep(&kept, unit) {
            private::whole(&kept, |file| Ok(file.write_all(&json)?)).ok();
        }
        return Ok(names);
    }
    read(&fs::read(&kept)?)
}

/// Whether the names of `unit` may be kept as `kept`: the id comes from a delivery, and what has
/// that name beside the key may be something else, the key itself, or with Windows a device.
fn may_keep(kept: &Path, unit: &UnitId) -> bool {
    let port = |name: &str| unit.as_str().strip_prefix(name).is_some_and(|rest| rest.len() == 1);
    let is_device = matches!(unit.as_str(), "con" | "prn" | "aux" | "nul") || port("com") || port("lpt");
    !is_device
        && fs::read(kept)
            .map_or_else(|error| error.kind() == ErrorKind::NotFound, |there| read(&there).is_ok())
}

fn ask(edge: &Edge, unit: &UnitId) -> Result<(Vec<u8>, HashMap<String, Name>)> {
    let mut json = Vec::new();
    edge.get(&format!("/v1/units/{unit}"))?.take(CONFIGURATION_BYTES).read_to_end(&mut json)?;
    let names = read(&json)?;
    Ok((json, names))
}

/// A name of more than one line could pass for another field of the tip, and is none.
fn read(json: &[u8]) -> Result<HashMap<String, Name>> {
    let Configuration { crimes } = serde_json::from_slice(json).context("is no unit's configuration")?;
    let name = |crime: Crime| {
        let name = Name::required(&crime.name.vi).ok().filter(|name| !name.as_str().contains('\n'))?;
        Some((crime.id, name))
    };
    Ok(crimes.into_iter().filter_map(name).collect())
}
