//! The browser's cryptographic randomness.

use getrandom_of_age::getrandom;
use tt_contract::tip::Receipt;

/// A new receipt; nothing where the browser has no randomness, and nothing is to be sealed.
pub(crate) fn receipt() -> Option<Receipt> {
    let mut bytes = [0; 16];
    getrandom(&mut bytes).ok()?;
    Some(Receipt::from_random(bytes))
}
