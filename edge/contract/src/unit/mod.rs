//! A unit: what its file says, and what of that is public.

mod accent;
mod file;
mod hotline;
mod id;
mod origin;
mod public;

pub use accent::{Accent, Theme};
pub use file::{Endpoint, Invalid, Name, Override, Unit};
pub use hotline::{Hotline, PhoneNumber};
pub use id::{Kind, UnitId, Widget};
pub use origin::{EndpointUrl, Origin};
pub use public::PublicUnit;
