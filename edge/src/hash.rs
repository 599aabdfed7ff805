//! SHA-256, as the edge writes it: hexadecimal for itself, base64 where CSP asks for it. And tags of what it answers, which vouch for
//! nothing.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};
use std::{
    fmt::Write as _,
    hash::{DefaultHasher, Hasher as _},
};

/// The digest of `bytes`, 64 lower-case hexadecimal digits.
#[must_use]
pub(crate) fn hex(bytes: &[u8]) -> String {
    digits(&Sha256::digest(bytes))
}

/// `bytes` as lower-case hexadecimal digits.
#[must_use]
pub(crate) fn digits(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The bytes that hexadecimal digits stand for; nothing where they are no such.
#[must_use]
pub(crate) fn bytes(digits: &str) -> Option<Vec<u8>> {
    let (pairs, []) = digits.as_bytes().as_chunks::<2>() else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16);
    pairs.iter().map(|[high, low]| u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()).collect()
}

/// An entity tag's content for `bytes` (RFC 9110, section 8.8.3): 16 lower-case hexadecimal digits, the same in each isolate of this build. By the
/// hash of `std`'s maps, because an isolate's first answer waits until what makes it is compiled.
#[must_use]
pub(crate) fn tag(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    format!("{:016x}", hasher.finish())
}

/// The digest of `bytes` as a CSP hash source (CSP 3, section 2.3.1), without quotes.
#[must_use]
pub(crate) fn csp_source(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_the_standard() {
        assert_eq!(hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(csp_source(b""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn digits_are_read_as_they_are_written() {
        assert_eq!(bytes(&digits(&[0, 0x0f, 0xff])), Some(vec![0, 0x0f, 0xff]));
        assert_eq!(["", "F0"].map(bytes), [Some(vec![]), Some(vec![0xf0])]);
        assert_eq!(["0", "0g", "+1", "é"].map(bytes), [None, None, None, None]);
    }

    #[test]
    fn a_tag_is_that_of_its_content() {
        assert_eq!((tag(b"abc"), tag(b"abc").len()), (tag(b"abc"), 16));
        assert_ne!(tag(b"abc"), tag(b"abd"));
    }
}
