//! The widgets: each one Yew component, a pure function of properties and state, with three lives.
//!
//! 1. The edge renders it to HTML that works without script ([`render`]).
//! 2. In a portal the loader shows that HTML, and WebAssembly brings it to life where it stands.
//! 3. On the edge's own page the same HTML is a whole document.
//!
//! Each widget has a folder of its own with its state, its view, its style and one file of parameters and examples.

pub mod a11y;
pub mod device;
pub mod hotline;
pub mod i18n;
mod life;
pub mod rating;
#[cfg(feature = "ssr")]
pub mod render;
pub mod style;
pub mod submit;
pub mod text_size;
pub mod tip_off;

pub use life::{Live, Seed};
pub use style::Look;
