//! The tip-off, from a citizen to the unit and back.

mod api;
mod bad_input;
mod on_disk;
mod plain;
mod sender;
