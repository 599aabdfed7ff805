//! The copy of `x25519-dalek`, which differs from the published one in its manifest alone.

use sha2_of_age::{Digest as _, Sha256};
use std::{fmt::Write as _, fs, path::Path};

/// Of `src/x25519.rs` in the archive of 2.0.1 that crates.io serves.
const PUBLISHED: &str = "fd31c22ea7af9a5e900474096dacfa6a53d2f8422a3720aed91fcb42d9ce8146";

#[test]
fn the_copy_is_what_was_published() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("x25519-dalek/src/x25519.rs");
    let hash = Sha256::digest(fs::read(file).unwrap());
    let hex = hash.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    });
    assert_eq!(hex, PUBLISHED);
}
