//! What the operator has set where the edge is deployed, read once in an isolate.

use crate::{
    log::Line,
    units::{BadOverride, OVERRIDES, Units},
};
use std::{cell::RefCell, rc::Rc};
use worker::Env;

/// The optional binding with the name of the header in which the server in front puts the client's address.
/// Without it nothing is known of addresses, and nothing limited by them.
const CLIENT_ADDRESS_HEADER: &str = "CLIENT_ADDRESS_HEADER";

/// The configuration.
#[derive(Debug)]
pub(crate) struct Config {
    /// The units.
    pub(crate) units: Units,
    /// The name of the header with the client's address.
    pub(crate) client_address_header: Option<String>,
}

thread_local! {
    static CONFIG: RefCell<Option<Result<Rc<Config>, BadOverride>>> = const { RefCell::new(None) };
}

impl Config {
    /// The configuration in `env`. Errors: [`BadOverride`], logged once in an isolate; nothing works until it is mended.
    pub(crate) fn of(env: &Env) -> Result<Rc<Self>, BadOverride> {
        if let Some(known) = CONFIG.with_borrow(Clone::clone) {
            return known;
        }
        let config = Self::read(env).map(Rc::new);
        if let Err(BadOverride { key }) = &config {
            Line { about: "config", problem: Some(OVERRIDES), key: Some(key), ..Line::default() }.write();
        }
        CONFIG.set(Some(config.clone()));
        config
    }

    fn read(env: &Env) -> Result<Self, BadOverride> {
        Ok(Self {
            units: Units::new(text(env, OVERRIDES).as_deref())?,
            client_address_header: text(env, CLIENT_ADDRESS_HEADER),
        })
    }
}

/// A text binding that is there and not empty. On `workerd`, one from a variable that is not set is null.
pub(crate) fn text(env: &Env, name: &str) -> Option<String> {
    let binding = js_sys::Reflect::get(env, &name.into()).ok()?;
    binding.as_string().filter(|text| !text.is_empty())
}
