//! The tip-off: what is sealed in it, what the edge sees of it, and how a citizen comes back to it.
//!
//! What is sealed ([`Tip`], [`Message`], [`Reply`]) is JSON, padded with spaces at its end to one of
//! [`crate::limits::TEXT_BUCKETS`], so that its length says little and any JSON parser reads it. The edge sees what is
//! in [`Envelope`] and no more.

mod attached;
mod envelope;
mod files;
mod key;
mod lookup;
mod prose;
mod receipt;
mod sealed;
mod sent;
mod timeline;

pub use attached::{Attached, Cleaned, Digest, MediaType};
pub use envelope::{Envelope, FileRef, Proof, SealedBy};
pub use files::Files;
pub use key::{Key, KeyId, Recipient};
pub use lookup::Lookup;
pub use prose::{Account, Detail, Prose, Short, prose_length};
pub use receipt::Receipt;
pub use sealed::{Known, Message, Ongoing, Reply, Tip, Unsealed};
pub use sent::{Misread, Sent};
pub use timeline::{Answer, By, Entry, Status, Timeline};
