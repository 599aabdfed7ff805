//! The tip-off, from a citizen to the unit and back.

mod api;
mod attach;
mod bad_input;
mod changed;
mod crowd;
mod exit;
mod form;
mod frame;
mod impostor;
mod memory;
mod moment;
mod on_disk;
mod page;
mod plain;
mod portal;
mod resume;
mod sealed;
pub(crate) mod sender;
mod steps;
mod tabs;
mod traces;
