//! What anybody may know of a unit: `GET /v1/units/{unit}`.

use super::{Contact, Crime, Emergency, Hotline, Kind, Name, Unit, UnitId, Widget};
use crate::{lang::Lang, tip::Key};
use serde::Serialize;
use serde_json::Value;

/// The public part of a [`Unit`].
#[derive(Clone, Debug, Serialize)]
pub struct PublicUnit<'a> {
    /// Its id.
    pub id: &'a UnitId,
    /// Its kind.
    pub kind: Kind,
    /// Its name in each language.
    pub name: &'a Name,
    /// The languages its widgets speak.
    pub languages: [Lang; 2],
    /// The widgets it offers.
    pub widgets: &'a [Widget],
    /// The numbers of the whole country, which are those of every unit.
    pub emergency: [Emergency; 5],
    /// Its hotlines.
    pub hotlines: &'a [Hotline],
    /// Other ways to it.
    #[serde(skip_serializing_if = "Contact::is_empty")]
    pub contact: &'a Contact,
    /// The keys to which tips are sealed, with their days.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub keys: &'a [Key],
    /// The kinds of crime that its form offers: a tip names one by its id.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub crimes: &'a [Crime],
}

impl PublicUnit<'_> {
    /// Its JSON, in which what is not given is left out. Errors: those of the JSON.
    pub fn to_json(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut json = serde_json::to_value(self)?;
        leave_out_nulls(&mut json);
        serde_json::to_vec(&json)
    }
}

fn leave_out_nulls(json: &mut Value) {
    match json {
        Value::Object(fields) => {
            fields.retain(|_, value| !value.is_null());
            fields.values_mut().for_each(leave_out_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(leave_out_nulls),
        _ => {}
    }
}

impl<'a> From<&'a Unit> for PublicUnit<'a> {
    fn from(unit: &'a Unit) -> Self {
        Self {
            id: &unit.id,
            kind: unit.kind,
            name: &unit.name,
            languages: Lang::ALL,
            widgets: &unit.widgets,
            emergency: Emergency::ALL,
            hotlines: &unit.hotlines,
            contact: &unit.contact,
            keys: unit.tip_off.as_ref().map_or(&[], |tip_off| &tip_off.keys),
            crimes: unit.tip_off.as_ref().map_or(&[], |tip_off| &tip_off.crimes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_given_is_left_out() {
        let unit: Unit = toml::from_str(include_str!("../../../units/congan-thanhhoa.toml")).unwrap();
        let json = String::from_utf8(PublicUnit::from(&unit).to_json().unwrap()).unwrap();
        assert!(json.contains("\"hours\""), "{json}");
        assert!(!json.contains("null"), "{json}");
    }
}
