//! What the operator has set where the edge is deployed, read once in an isolate.

use crate::{
    limit::UNIT_RATINGS_PER_MINUTE,
    log::Line,
    units::{BadOverride, OVERRIDES, Units},
};
use std::{cell::RefCell, rc::Rc};
use tt_contract::unit::Origin;
use worker::Env;

/// The optional binding with the name of the header in which the server in front puts the client's address.
/// Without it nothing is known of addresses, and nothing limited by them.
const CLIENT_ADDRESS_HEADER: &str = "CLIENT_ADDRESS_HEADER";

/// The optional binding with the bearer token for `/metrics`, a secret. Without it there is no such address.
const METRICS_TOKEN: &str = "METRICS_TOKEN";
/// The optional binding with the ratings a minute that one unit takes: a whole number above 0.
const UNIT_RATINGS: &str = "UNIT_RATINGS_PER_MINUTE";

/// The optional binding with the origin under which the public reaches the edge, such as
/// `https://edge.example`. Without it the edge names itself as a request named it, and only where
/// no cache keeps the answer.
const PUBLIC_ORIGIN: &str = "PUBLIC_ORIGIN";

/// The configuration.
#[derive(Debug)]
pub(crate) struct Config {
    /// The units.
    pub(crate) units: Units,
    /// The name of the header with the client's address.
    pub(crate) client_address_header: Option<String>,
    /// What monitoring must bear.
    pub(crate) metrics_token: Option<String>,
    /// How many ratings of a unit are taken a minute.
    pub(crate) unit_ratings_per_minute: u32,
    /// Where the public reaches the edge.
    pub(crate) public_origin: Option<Origin>,
}

/// A setting that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BadSetting {
    /// The binding.
    binding: &'static str,
    /// Where in it, such as `c06.endpoints[0]`; empty for the whole.
    key: String,
}

impl From<BadOverride> for BadSetting {
    fn from(BadOverride { key }: BadOverride) -> Self {
        Self { binding: OVERRIDES, key }
    }
}

fn per_minute(setting: Option<&str>) -> Result<u32, BadSetting> {
    let Some(setting) = setting else { return Ok(UNIT_RATINGS_PER_MINUTE) };
    let bad = BadSetting { binding: UNIT_RATINGS, key: String::new() };
    setting.trim().parse().ok().filter(|number| *number > 0).ok_or(bad)
}

fn origin(setting: Option<&str>) -> Result<Option<Origin>, BadSetting> {
    let bad = |_| BadSetting { binding: PUBLIC_ORIGIN, key: String::new() };
    setting.map(|setting| Origin::try_from(setting.trim().to_owned()).map_err(bad)).transpose()
}

thread_local! {
    static CONFIG: RefCell<Option<Result<Rc<Config>, BadSetting>>> = const { RefCell::new(None) };
}

impl Config {
    /// The configuration in `env`. Errors: [`BadSetting`], logged once in an isolate; nothing works until it is mended.
    pub(crate) fn of(env: &Env) -> Result<Rc<Self>, BadSetting> {
        if let Some(known) = CONFIG.with_borrow(Clone::clone) {
            return known;
        }
        let config = Self::read(env).map(Rc::new);
        if let Err(BadSetting { binding, key }) = &config {
            Line { about: "config", problem: Some(binding), key: Some(key), ..Line::default() }.write();
        }
        CONFIG.set(Some(config.clone()));
        config
    }

    fn read(env: &Env) -> Result<Self, BadSetting> {
        Ok(Self {
            units: Units::new(text(env, OVERRIDES).as_deref())?,
            client_address_header: text(env, CLIENT_ADDRESS_HEADER),
            metrics_token: text(env, METRICS_TOKEN),
            unit_ratings_per_minute: per_minute(text(env, UNIT_RATINGS).as_deref())?,
            public_origin: origin(text(env, PUBLIC_ORIGIN).as_deref())?,
        })
    }
}

/// A text binding that is there and not empty. On `workerd`, one from a variable that is not set is null.
pub(crate) fn text(env: &Env, name: &str) -> Option<String> {
    let binding = js_sys::Reflect::get(env, &name.into()).ok()?;
    binding.as_string().filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_that_is_none_is_told() {
        assert_eq!(origin(None), Ok(None));
        assert_eq!(origin(Some(" https://edge.example ")).unwrap().unwrap().as_str(), "https://edge.example");
        for bad in ["edge.example", "http://edge.example", "https://edge.example/", "https://Edge.example"] {
            assert_eq!(origin(Some(bad)).unwrap_err().binding, PUBLIC_ORIGIN, "{bad}");
        }
    }

    #[test]
    fn a_budget_that_is_no_number_is_told() {
        assert_eq!(per_minute(None), Ok(UNIT_RATINGS_PER_MINUTE));
        assert_eq!(per_minute(Some(" 600 ")), Ok(600));
        for bad in ["0", "-1", "many", "1e3", "99999999999"] {
            assert_eq!(per_minute(Some(bad)).unwrap_err().binding, UNIT_RATINGS, "{bad}");
        }
    }
}
