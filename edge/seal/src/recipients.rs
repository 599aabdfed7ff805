//! To whom is sealed.

use core::fmt;
use sha2_of_age::{Digest as _, Sha256};
use std::fmt::Write as _;
use tt_contract::tip::Recipient;

/// Why nothing was sealed. Nothing is sent then: there is no way to plaintext.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealError {
    /// There is nobody to seal to.
    NoRecipients,
    /// A recipient is no public key, or one that anybody could open (of low order; RFC 7748, section 6.1).
    BadRecipient,
    /// The text is longer than the largest of [`tt_contract::limits::TEXT_BUCKETS`].
    TooLong,
    /// The system has no randomness to give.
    Random,
    /// age failed.
    Age,
}

impl fmt::Display for SealError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoRecipients => "there is no key to seal to",
            Self::BadRecipient => "a key cannot be sealed to",
            Self::TooLong => "the text is too long to be sealed",
            Self::Random => "the system has no randomness",
            Self::Age => "sealing failed",
        })
    }
}

impl core::error::Error for SealError {}

/// What people compare: SHA-256 of the public key's 32 bytes, of that the first 16, as eight groups of four upper-case
/// hexadecimal digits with blanks between.
#[must_use]
pub fn fingerprint(recipient: &Recipient) -> String {
    let digest = Sha256::digest(recipient.public_key());
    let mut text = String::with_capacity(39);
    for (place, byte) in digest.iter().take(16).enumerate() {
        let blank = if place > 0 && place % 2 == 0 { " " } else { "" };
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{blank}{byte:02X}");
    }
    text
}

/// Begins an age file to `recipients`. Errors: all of [`SealError`] but `TooLong`.
pub(crate) fn encryptor(recipients: &[Recipient]) -> Result<age::Encryptor, SealError> {
    // age panics where there is no randomness.
    getrandom_of_age::getrandom(&mut [0; 1]).map_err(|_| SealError::Random)?;
    let keys: Vec<age::x25519::Recipient> = recipients.iter().map(key).collect::<Result<_, _>>()?;
    age::Encryptor::with_recipients(keys.iter().map(|key| key as &dyn age::Recipient)).map_err(|error| {
        match error {
            age::EncryptError::MissingRecipients => SealError::NoRecipients,
            _ => SealError::Age,
        }
    })
}

fn key(recipient: &Recipient) -> Result<age::x25519::Recipient, SealError> {
    // Any secret shows it: the product with a point of low order is zero.
    if x25519_dalek::x25519([1; 32], recipient.public_key()) == [0; 32] {
        return Err(SealError::BadRecipient);
    }
    recipient.as_str().parse().map_err(|_| SealError::BadRecipient)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Identity, seal_text};

    #[test]
    fn a_key_that_seals_to_everybody_is_refused() {
        const PREFIX: bech32::Hrp = bech32::Hrp::parse_unchecked("age");
        // RFC 7748, section 6.1; both orders that are not 2 or more points of the curve's small subgroup.
        let mut one = [0; 32];
        one[0] = 1;
        for bytes in [[0; 32], one] {
            let text = bech32::encode::<bech32::Bech32>(PREFIX, &bytes).unwrap();
            let recipient: Recipient = text.parse().unwrap();
            assert_eq!(seal_text(&[recipient], "{}"), Err(SealError::BadRecipient));
        }
    }

    #[test]
    fn without_a_key_nothing_is_sealed() {
        assert_eq!(seal_text(&[], "{}"), Err(SealError::NoRecipients));
    }

    #[test]
    fn a_fingerprint_is_eight_groups_of_four() {
        let shown = fingerprint(&Identity::new(&[7; 32]).recipient());
        assert_eq!(shown.split(' ').map(str::len).collect::<Vec<_>>(), [4; 8]);
        assert!(shown.bytes().all(|byte| matches!(byte, b' ' | b'0'..=b'9' | b'A'..=b'F')));
    }
}
