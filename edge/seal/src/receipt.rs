//! What follows from a receipt, by HKDF-SHA256 (RFC 5869). `tests/vectors.json` has known answers.

use crate::Identity;
use hkdf_of_age::Hkdf;
use sha2_of_age::Sha256;
use tt_contract::tip::{Lookup, Receipt};
use zeroize::Zeroizing;

const SALT: &[u8] = b"tuong-tac/receipt/v1";

/// What the edge knows the tip by.
#[must_use]
pub fn lookup(receipt: &Receipt) -> Lookup {
    let mut bytes = [0; 16];
    derive(receipt, b"lookup", &mut bytes);
    Lookup::new(bytes)
}

/// The identity that opens the unit's replies.
#[must_use]
pub fn identity(receipt: &Receipt) -> Identity {
    let mut secret = Zeroizing::new([0; 32]);
    derive(receipt, b"identity", secret.as_mut());
    Identity::new(&secret)
}

#[expect(
    clippy::expect_used,
    reason = "fails only above 8,160 bytes (RFC 5869, 2.3); 32 are asked for at most"
)]
fn derive(receipt: &Receipt, info: &[u8], to: &mut [u8]) {
    let ikm = Zeroizing::new(receipt.bytes());
    Hkdf::<Sha256>::new(Some(SALT), ikm.as_ref()).expand(info, to).expect("32 bytes at most");
}
