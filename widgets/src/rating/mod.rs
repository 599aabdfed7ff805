//! The satisfaction rating.

mod component;
mod remembered;
mod sending;
mod state;
#[cfg(feature = "ssr")]
mod still;
mod view;

pub use component::{Props, Rating};
#[cfg(feature = "ssr")]
pub use still::{Filled, still};
pub use view::Still;
