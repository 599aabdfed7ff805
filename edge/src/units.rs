//! The units this worker serves: their files, checked when it was built, and what the operator laid over them.

use std::{cell::RefCell, collections::HashMap, rc::Rc};
use tt_contract::unit::{Override, Unit, UnitId};

/// Each unit's id and what its file says (Postcard), made by the build.
type Table = &'static [(&'static str, &'static [u8])];
const TABLE: Table = include!(concat!(env!("OUT_DIR"), "/units.rs"));

/// The name of the optional binding with the operator's overrides: a JSON object, unit id to [`Override`].
pub(crate) const OVERRIDES: &str = "UNIT_OVERRIDES";

/// The overrides cannot be used. Nothing is served then: a unit's ratings might go where nobody meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BadOverride {
    /// Where in the JSON, such as `c06.endpoints[0]`; empty for the whole.
    pub(crate) key: String,
}

/// The units, read when they are first asked for.
#[derive(Debug)]
pub(crate) struct Units {
    table: Table,
    overrides: HashMap<UnitId, Override>,
    read: RefCell<HashMap<UnitId, Rc<Unit>>>,
}

impl Units {
    /// The units of this build with `overrides` laid over. Errors: [`BadOverride`].
    pub(crate) fn new(overrides: Option<&str>) -> Result<Self, BadOverride> {
        Self::of(TABLE, overrides)
    }

    fn of(table: Table, overrides: Option<&str>) -> Result<Self, BadOverride> {
        let overrides = overrides.filter(|json| !json.trim().is_empty()).map_or(Ok(HashMap::new()), parse)?;
        let units = Self { table, overrides, read: RefCell::default() };
        for id in units.overrides.keys() {
            let unit = units.raw(id).ok_or_else(|| BadOverride { key: id.to_string() })?;
            units.lay_over(unit)?;
        }
        Ok(units)
    }

    /// The unit of this id, if there is one.
    #[must_use]
    pub(crate) fn find(&self, id: &UnitId) -> Option<Rc<Unit>> {
        if let Some(unit) = self.read.borrow().get(id) {
            return Some(Rc::clone(unit));
        }
        let unit = Rc::new(self.lay_over(self.raw(id)?).ok()?.without_unsealed());
        self.read.borrow_mut().insert(id.clone(), Rc::clone(&unit));
        Some(unit)
    }

    /// All units' ids.
    pub(crate) fn ids(&self) -> impl Iterator<Item = UnitId> {
        self.table.iter().filter_map(|(id, _)| id.parse().ok())
    }

    fn raw(&self, id: &UnitId) -> Option<Unit> {
        let (_, unit) = self.table.iter().find(|(known, _)| *known == id.as_str())?;
        postcard::from_bytes(unit).ok()
    }

    fn lay_over(&self, unit: Unit) -> Result<Unit, BadOverride> {
        match self.overrides.get(&unit.id) {
            Some(over) => laid_over(unit, over.clone()),
            None => Ok(unit),
        }
    }
}

/// By itself, as [`parse`]: where there are no overrides the runtime need not compile what reads them for an isolate's first answer.
#[inline(never)]
fn laid_over(unit: Unit, over: Override) -> Result<Unit, BadOverride> {
    let id = unit.id.clone();
    unit.with(over).map_err(|invalid| BadOverride { key: format!("{id}.{}", invalid.key) })
}

#[inline(never)]
fn parse(json: &str) -> Result<HashMap<UnitId, Override>, BadOverride> {
    let mut reader = serde_json::Deserializer::from_str(json);
    let overrides = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let key = error.path().to_string();
        BadOverride { key: if key == "." { String::new() } else { key } }
    })?;
    reader.end().map_err(|_| BadOverride { key: String::new() })?;
    Ok(overrides)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::unit_files as files;
    use std::path::Path;
    use tt_contract::unit::{Endpoint, Topic, Way};

    /// A unit to test with: a department with one endpoint and no release delay.
    pub(crate) fn unit() -> Unit {
        let mut unit = Units::new(None).unwrap().find(&"c06".parse().unwrap()).unwrap().as_ref().clone();
        unit.release_delay_s = 0;
        unit
    }

    #[test]
    fn every_unit_of_the_table_can_be_had() {
        let units = Units::new(None).unwrap();
        assert!(!TABLE.is_empty());
        for (id, _) in TABLE {
            assert_eq!(units.find(&id.parse().unwrap()).unwrap().id.as_str(), *id);
        }
        assert!(units.find(&"nobody".parse().unwrap()).is_none());
    }

    #[test]
    fn an_override_is_laid_over() {
        let over = r#"{"c06":{"origins":["http://127.0.0.1:8080"],"endpoints":["http://127.0.0.1:9090/hook/c06"],"release_delay_s":0}}"#;
        let unit = Units::new(Some(over)).unwrap().find(&"c06".parse().unwrap()).unwrap();
        assert_eq!(unit.release_delay_s, 0);
        assert_eq!(unit.endpoints[0].push().unwrap().url.as_str(), "http://127.0.0.1:9090/hook/c06");
        assert!(unit.origins().any(|origin| origin.as_str() == "http://127.0.0.1:8080"));
        assert!(Units::new(Some(" ")).is_ok());
    }

    #[test]
    fn a_wrong_override_is_named_by_its_key() {
        let key = |json| Units::new(Some(json)).unwrap_err().key;
        assert_eq!(key("nonsense"), "");
        assert_eq!(key("{} {}"), "");
        assert_eq!(key(r#"{"nobody":{}}"#), "nobody");
        assert_eq!(key(r#"{"c06":{"origins":["ftp://x"]}}"#), "c06.origins[0]");
        assert_eq!(key(r#"{"c06":{"release_delay_s":99999}}"#), "c06.release_delay_s");
        let tips = r#"{"congan-thanhhoa":{"tip_release_delay_s":99999}}"#;
        assert_eq!(key(tips), "congan-thanhhoa.tip_off.release_delay_s");
        assert_eq!(key(r#"{"c06":{"endpoints":["https://a.vn/","https://b.vn/"]}}"#), "c06.endpoints");
    }

    #[test]
    fn a_wrong_file_is_told_by_key_and_reason() {
        let good =
            std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("units/c06.toml")).unwrap();
        let wrong = |from: &str, to: &str| {
            assert!(good.contains(from), "{from}");
            files::parse(&good.replace(from, to)).unwrap_err()
        };
        let said = wrong("https://c06.mps.gov.vn", "ftp://c06.mps.gov.vn");
        assert!(said.starts_with("`official_origins[1]`"), "{said}");
        let said = wrong("https://tiepnhan", "http://tiepnhan");
        assert!(said.starts_with("`endpoints[0].url`"), "{said}");
        let said = wrong("widgets =", "wigets =");
        assert!(said.contains("wigets") && !said.contains('\n'), "{said}");
        let said = wrong("\"department\"", "\"bakery\"");
        assert!(said.starts_with("`kind`"), "{said}");
        let said = wrong("#0b5a3a", "#eeeeee");
        assert!(said.starts_with("`accent`"), "{said}");
        assert!(files::parse("= broken").is_err());
    }

    #[test]
    fn wrong_files_are_all_told_at_once() {
        let folder = std::env::temp_dir().join(format!("tt-units-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let good =
            std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("units/c06.toml")).unwrap();
        std::fs::write(folder.join("c06.toml"), &good).unwrap();
        std::fs::write(folder.join("copy.toml"), &good).unwrap();
        std::fs::write(folder.join("other.toml"), good.replace("\"c06\"", "\"c07\"")).unwrap();
        let lines = files::read(&folder).unwrap_err();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(
            lines,
            ["units/copy.toml: `id` c06 is used twice", "units/other.toml: `id` c07 is not the file's name"]
        );
    }

    #[test]
    fn the_build_warns_of_a_short_retention_by_file_key_and_reason() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut units = files::read(&here.join("units")).unwrap();
        assert_eq!(files::warnings(&units).collect::<Vec<_>>(), [""; 0]);
        let unit = units.iter_mut().find(|unit| unit.id.as_str() == "congan-thanhhoa").unwrap();
        unit.tip_off.as_mut().unwrap().retention_days = 90;
        let lines: Vec<_> = files::warnings(&units).collect();
        let [line] = lines.as_slice() else { panic!("{lines:?}") };
        assert!(line.starts_with("units/congan-thanhhoa.toml: `tip_off.retention_days` is 90: "), "{line}");
        assert!(!line.contains('\n') && line.contains("24 hours") && line.contains("two months"), "{line}");
    }

    #[test]
    fn every_secret_of_a_unit_is_bound_on_servers_and_asked_for_on_cloudflare() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let capnp = std::fs::read_to_string(here.join("workerd.capnp")).unwrap();
        let wrangler = std::fs::read_to_string(here.join("wrangler.jsonc")).unwrap();
        for unit in files::read(&here.join("units")).unwrap() {
            for secret in unit.endpoints.iter().flat_map(Endpoint::secrets).chain(&unit.tokens) {
                let binding = format!("(name = \"{secret}\", fromEnvironment = \"{secret}\")");
                assert!(capnp.contains(&binding), "workerd.capnp lacks {binding}");
                let environments = wrangler.matches("\"secrets\": {").count();
                let asked = wrangler.matches(&format!("\"{secret}\"")).count();
                assert_eq!(asked, environments, "{secret} in wrangler.jsonc");
            }
        }
    }

    #[test]
    fn endpoints_that_no_file_has_keep_their_form_in_a_table() {
        let mut unit = unit();
        let Way::Push(push) = &mut unit.endpoints[0].way else { panic!("c06 has a webhook") };
        push.batch = Some(7);
        unit.endpoints.push(Endpoint { name: "own".into(), events: vec![Topic::Tip], way: Way::Pull });
        let bytes = postcard::to_allocvec(&unit).unwrap();
        assert_eq!(postcard::from_bytes(&bytes), Ok(unit));
    }

    #[test]
    fn the_table_is_the_files() {
        let units = files::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("units")).unwrap();
        assert_eq!(files::table(&units).unwrap().lines().count(), TABLE.len() + 2);
        assert_eq!(units.len(), TABLE.len());
        for unit in units {
            assert_eq!(Units::new(None).unwrap().raw(&unit.id), Some(unit));
        }
    }
}
