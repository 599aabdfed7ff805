//! The units of `edge/units`, bent to a demo: their portals, endpoints and secrets are on this machine.

use anyhow::{Context, Result};
use std::{collections::BTreeMap, fs};
use tt_contract::{
    tip::{Key, KeyId, Recipient},
    unit::{Endpoint, EndpointUrl, Origin, Override, Unit, UnitId},
};

/// The identity to which the demo's tips are sealed, as a key file of age.
pub const IDENTITY: &str = include_str!("demo.key");
/// Its recipient.
pub const RECIPIENT: &str = "age1qdcxt5520qlc02zcz009l5ynzf4p2tm5ql6wf22k09yasrph7pqs4xx8d6";
/// Its name.
pub const KEY: &str = "demo";
/// The bearer token of every unit of the demo.
pub const TOKEN: &str = "demo-token-of-every-unit";

/// Overrides by unit, as the edge takes them.
pub type Overrides = BTreeMap<UnitId, Override>;

/// Reads all units, ordered by id. Errors: a file cannot be read or is wrong.
pub fn load() -> Result<Vec<Unit>> {
    let dir = crate::root().join("edge/units");
    let mut units = Vec::new();
    for entry in fs::read_dir(&dir).with_context(|| format!("cannot read {}", dir.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let unit: Unit = toml::from_str(&fs::read_to_string(&path)?)
                .with_context(|| format!("{} is wrong", path.display()))?;
            units.push(unit.checked().map_err(|wrong| anyhow::anyhow!("{}: {wrong}", path.display()))?);
        }
    }
    units.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(units)
}

/// Lets each unit be used from `origins`, be delivered to at `{endpoint}/hook/{unit}`, and release ratings
/// and tips at once.
/// Errors: an address is not loopback.
pub fn overrides(units: &[Unit], origins: &[String], endpoint: &str) -> Result<Overrides> {
    let origins = origins
        .iter()
        .map(|origin| Origin::try_from(origin.clone()).with_context(|| format!("{origin} is no origin")))
        .collect::<Result<Vec<_>>>()?;
    let bend = |unit: &Unit| {
        let hook = EndpointUrl::try_from(format!("{endpoint}/hook/{}", unit.id))
            .with_context(|| format!("{endpoint} is no endpoint"))?;
        let endpoints = vec![hook.into(); unit.endpoints.len()];
        let key = Key {
            id: KEY.parse::<KeyId>()?,
            recipient: RECIPIENT.parse::<Recipient>()?,
            from: None,
            until: None,
        };
        let keys = unit.tip_off.is_some().then(|| vec![key]);
        Ok((
            unit.id.clone(),
            Override {
                origins: origins.clone(),
                endpoints,
                release_delay_s: Some(0),
                tip_release_delay_s: Some(0),
                keys,
            },
        ))
    };
    units.iter().map(bend).collect()
}

/// The values of the bindings that the units name, where `key` gives each unit's `whsec_…`; every token is [`TOKEN`].
pub fn secrets<'a>(units: &[Unit], key: impl Fn(&UnitId) -> Option<&'a str>) -> BTreeMap<String, String> {
    let mut secrets = BTreeMap::new();
    for unit in units {
        for name in unit.endpoints.iter().flat_map(Endpoint::secrets) {
            if let Some(key) = key(&unit.id) {
                secrets.insert(name.clone(), key.to_owned());
            }
        }
        secrets.extend(unit.tokens.iter().map(|name| (name.clone(), TOKEN.to_owned())));
    }
    secrets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_can_be_used_and_delivered_to_on_this_machine() {
        let units = load().unwrap();
        let over = overrides(&units, &["http://127.0.0.1:8080".into()], "http://127.0.0.1:9090").unwrap();
        for unit in units {
            let id = unit.id.clone();
            let bent = unit.with(over[&id].clone()).unwrap();
            assert_eq!(
                bent.endpoints[0].push().unwrap().url.as_str(),
                format!("http://127.0.0.1:9090/hook/{id}")
            );
            assert_eq!(bent.release_delay_s, 0);
            assert!(bent.tip_off.is_none_or(|tip_off| tip_off.release_delay_s == 0));
        }
    }

    #[test]
    fn secrets_stand_under_the_names_the_files_give() {
        let units = load().unwrap();
        let secrets = secrets(&units, |_| Some("whsec_AA=="));
        assert_eq!(secrets["WEBHOOK_CONGAN_THANHHOA"], "whsec_AA==");
    }
}
