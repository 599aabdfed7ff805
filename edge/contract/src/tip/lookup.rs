//! What the edge knows a tip by.

use crate::fault::{Fault, Kind};
use core::{fmt, str::FromStr};
use serde::{Deserialize, Serialize};

/// 128 bits that follow from a [`super::Receipt`] and lead back to none; on the wire 32 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Lookup([u8; 16]);

impl Lookup {
    /// Takes the bytes that HKDF gave.
    #[must_use]
    pub const fn new(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl FromStr for Lookup {
    type Err = Fault;

    /// Errors: [`Kind::Malformed`].
    fn from_str(text: &str) -> Result<Self, Fault> {
        let hex = text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let number = u128::from_str_radix(text, 16).ok().filter(|_| hex);
        number.map(|number| Self(number.to_be_bytes())).ok_or(Fault::new(Kind::Malformed))
    }
}

impl TryFrom<String> for Lookup {
    type Error = Fault;
    fn try_from(text: String) -> Result<Self, Fault> {
        text.parse()
    }
}

impl From<Lookup> for String {
    fn from(lookup: Lookup) -> Self {
        lookup.to_string()
    }
}

impl fmt::Display for Lookup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}
