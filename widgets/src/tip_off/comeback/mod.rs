//! The way back with a receipt: what has come of a tip, and a further message.

mod component;
mod state;
#[cfg(feature = "ssr")]
mod still;
mod view;

pub use component::{Comeback, Props};
#[cfg(feature = "ssr")]
pub(crate) use still::still;
pub use view::Still;
