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
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
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
    fn a_tag_is_that_of_its_content() {
        assert_eq!((tag(b"abc"), tag(b"abc").len()), (tag(b"abc"), 16));
        assert_ne!(tag(b"abc"), tag(b"abd"));
    }
}
