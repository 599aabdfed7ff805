//! Whom to call: the emergency numbers and the unit's hotlines.

#[cfg(feature = "hydration")]
mod adopt;
mod component;
#[cfg(feature = "ssr")]
mod hours;
mod status;
#[cfg(feature = "ssr")]
mod still;
mod view;

#[cfg(feature = "hydration")]
pub use adopt::adopt;
pub use component::{Hotline, Msg, Props};
#[cfg(feature = "ssr")]
pub(crate) use hours::words;
#[cfg(feature = "ssr")]
pub(crate) use still::tiles;
#[cfg(feature = "ssr")]
pub use still::{props, renewed_at};
pub use view::{Group, Line, Still};
