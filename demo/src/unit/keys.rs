//! The secrets that the edge and the units share, made once.

use crate::private;
use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::STANDARD};
use standardwebhooks::Webhook;
use std::{
    collections::BTreeMap,
    fs,
    io::{ErrorKind, Write},
    path::Path,
};
use tt_contract::unit::{Unit, UnitId};

/// Standard Webhooks asks for 24 to 64 bytes.
const KEY_BYTES: usize = 24;

/// One `whsec_…` a unit.
#[derive(Clone)]
pub struct Keys(BTreeMap<String, String>);

impl Keys {
    /// Reads `{state}/keys.json`, first adding a key for each of `units` that has none.
    /// Errors: the file is wrong or cannot be written.
    pub fn open(state: &Path, units: &[Unit]) -> Result<Self> {
        let path = state.join("keys.json");
        let mut keys: BTreeMap<String, String> = match fs::read(&path) {
            Ok(bytes) => {
                serde_json::from_slice(&bytes).with_context(|| format!("{} is wrong", path.display()))?
            }
            Err(error) if error.kind() == ErrorKind::NotFound => BTreeMap::new(),
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
        };
        let known = keys.len();
        for unit in units {
            if !keys.contains_key(unit.id.as_str()) {
                keys.insert(unit.id.to_string(), new_key()?);
            }
        }
        if keys.len() > known {
            write(&path, &keys).with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(Self(keys))
    }

    /// The `whsec_…` of `unit`.
    #[must_use]
    pub fn get(&self, unit: &UnitId) -> Option<&str> {
        self.0.get(unit.as_str()).map(String::as_str)
    }

    /// What verifies deliveries to the unit of that id; none where there is no such unit.
    pub(super) fn verifier(&self, unit: &str) -> Option<Webhook> {
        self.0.get(unit).and_then(|key| Webhook::new(key).ok())
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

fn new_key() -> Result<String> {
    let mut bytes = [0; KEY_BYTES];
    getrandom::fill(&mut bytes).context("the system gives no random bytes")?;
    Ok(format!("whsec_{}", STANDARD.encode(bytes)))
}

fn write(path: &Path, keys: &BTreeMap<String, String>) -> Result<()> {
    if let Some(dir) = path.parent() {
        private::folder(dir)?;
    }
    let mut file = private::file().write(true).truncate(true).open(path)?;
    file.write_all(&serde_json::to_vec_pretty(keys)?)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_once() {
        let dir = std::env::temp_dir().join(format!("tt-keys-{}", std::process::id()));
        let units = crate::units::load().unwrap();
        let first = Keys::open(&dir, &units).unwrap();
        let again = Keys::open(&dir, &units).unwrap();
        let id = &units[0].id;
        assert!(first.get(id).is_some_and(|key| key.starts_with("whsec_")));
        assert_eq!(first.get(id), again.get(id));
        assert_ne!(first.get(id), first.get(&units[1].id));
        fs::remove_dir_all(&dir).unwrap();
    }
}
