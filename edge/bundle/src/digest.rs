//! SHA-2 of several parts as text.

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256, Sha384};
use std::fmt::Write;

/// How many hexadecimal digits name a release or a version of an input: 64 bits.
const SHORT: usize = 16;

/// The first 16 hexadecimal digits of SHA-256 over the parts, each with its length, so that no two lists are alike.
pub(crate) fn short<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().iter().take(SHORT / 2).fold(String::with_capacity(SHORT), |mut text, byte| {
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// SHA-256 as `sha256sum` writes it.
pub(crate) fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Subresource integrity as a `<script integrity>` wants it: `sha384-` and base64.
pub(crate) fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// As [`integrity`], by SHA-256.
pub(crate) fn check(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_parts_have_the_same_name_for_ever() {
        assert_eq!(short([b"tt.js".as_slice(), b"let a"]), short([b"tt.js".as_slice(), b"let a"]));
        assert_eq!(short([]), "e3b0c44298fc1c14");
    }

    #[test]
    fn where_a_part_ends_matters() {
        assert_ne!(short([b"ab".as_slice(), b"c"]), short([b"a".as_slice(), b"bc"]));
    }

    #[test]
    fn integrity_is_what_browsers_expect() {
        assert_eq!(
            integrity(b"alert('Hello, world.');"),
            "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
        );
    }
}
