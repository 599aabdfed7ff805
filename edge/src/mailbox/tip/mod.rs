//! Tips: what is kept of them until the unit has it and for its retention time after. All of it is sealed.

pub(crate) mod files;
pub(crate) mod post;
pub(crate) mod retention;
pub(crate) mod timeline;

#[cfg(test)]
mod tests;

use tt_contract::time::Millis;

/// The hour of UTC, since 1970.
pub(super) const fn hour(now: Millis) -> i64 {
    now.0.div_euclid(3_600_000)
}
