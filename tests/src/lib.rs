//! What the journeys need: a world of their own, a browser, and ways to look at what it shows.
//!
//! Nothing here is a stand-in: the edge is the worker on `workerd`, the portals and the unit's endpoint are the
//! demo's, and the browser is the one that citizens use.

pub mod axe;
pub mod browser;
pub mod built;
pub mod debian;
pub mod desk;
pub mod document;
pub mod html;
pub mod inspector;
pub mod journey;
pub mod load;
pub mod many;
pub mod net;
pub mod nginx;
pub mod page;
pub mod process;
pub mod python;
pub mod scratch;
pub mod shared;
pub mod sink;
pub mod slowed;
pub mod snapshot;
pub mod states;
pub mod storm;
pub mod tap;
pub mod traces;
pub mod tree;
pub mod untrusted;
pub mod webmaster;
pub mod world;
pub mod wrapped;
