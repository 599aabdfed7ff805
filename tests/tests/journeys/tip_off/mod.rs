//! The tip-off, from a citizen to the unit and back.

mod exit;
mod form;
mod frame;
mod page;
mod steps;
