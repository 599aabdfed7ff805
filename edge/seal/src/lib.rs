//! Sealing and opening of tips.
//!
//! All that is sealed is a standard age file (<https://age-encryption.org/v1>) with one X25519 stanza for each key of the
//! unit: no cryptography is composed here. What is added is what age leaves to its user: that lengths say little
//! ([`mod@pad`]), that files carry no metadata ([`FileSealer`]), and what follows from a citizen's receipt ([`lookup()`],
//! [`identity()`]). [`inspect`] is what the edge may know of a sealed file: it has no key and needs no cryptography.
//!
//! The crate knows neither the browser nor the worker. Randomness is age's own, which it takes of the operating system or
//! of `crypto.getRandomValues`; all else is a function of what is passed in.

mod clean;
mod file;
mod identity;
pub mod inspect;
mod open;
pub mod pad;
mod receipt;
mod recipients;
mod sink;
mod text;

pub use file::{FileError, FileSealer, Sealed};
pub use identity::{Identity, NotAnIdentity};
pub use open::{OpenError, open_file, open_text};
pub use pad::padme;
pub use receipt::{identity, lookup};
pub use recipients::{SealError, fingerprint};
pub use text::seal_text;
