//! The citizen's device, as far as a widget may know it: its clock and its randomness, both passed in.

use std::rc::Rc;
use tt_contract::time::Millis;

/// A clock and a source of randomness.
#[derive(Clone)]
pub struct Device {
    /// The present moment.
    pub now: fn() -> Millis,
    /// A new submission id (RFC 9562, version 4) from a cryptographic source.
    pub fresh_id: Rc<dyn Fn() -> String>,
}

impl Default for Device {
    /// The device of a server, which renders a form and never acts on it.
    fn default() -> Self {
        Self { now: || Millis(0), fresh_id: Rc::new(String::new) }
    }
}

impl PartialEq for Device {
    /// A widget's device does not change while it lives.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
