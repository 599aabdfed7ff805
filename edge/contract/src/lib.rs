//! What the citizen's browser, the edge and the unit's own system say to one another.
//!
//! What comes over the wire is made only by parsing, and parsing is the whole validation: a value that exists is valid. Of a unit's file and of
//! the holidays each value is so by itself; whether they fit together says `checked`, which whoever reads such a file calls.
//! The crate knows neither the browser nor the worker and builds alone for the host and for wasm32.

pub mod deliveries;
pub mod event;
pub mod fault;
pub mod holidays;
pub mod hours;
pub mod id;
pub mod lang;
pub mod limits;
pub mod look;
pub mod page;
pub mod problem;
pub mod rating;
pub mod summary;
pub mod text;
pub mod time;
pub mod tip;
pub mod unfetched;
pub mod unit;
