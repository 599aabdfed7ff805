//! A unit: what its file says, and what of that is public.

mod accent;
mod contact;
mod endpoint;
mod file;
mod hotline;
mod id;
mod origin;
mod phone;
mod public;
mod tip_off;

pub use accent::{Accent, Theme};
pub use contact::{Contact, Email, WebAddress, Zalo, ZaloError};
pub use endpoint::{BadEndpoint, Endpoint, EndpointOverride, Push, Topic, Way};
pub use file::{Invalid, Name, Override, Unit};
pub use hotline::{Emergency, Hotline, Line, Purpose};
pub use id::{Kind, UnitId, Widget};
pub use origin::{EndpointUrl, Origin};
pub use phone::{PhoneError, PhoneNumber};
pub use public::PublicUnit;
pub use tip_off::{Crime, TipOff};
