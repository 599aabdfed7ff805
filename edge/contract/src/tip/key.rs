//! The keys of a unit to which tips are sealed.

use crate::{
    fault::{Fault, Kind},
    time::Day,
};
use core::{fmt, str::FromStr};
use serde::{Deserialize, Serialize};

/// The name of a key, by which a unit finds its identity: 1 to 40 of `a-z`, `0-9` and inner hyphens, such as `2026-11`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct KeyId(String);

impl KeyId {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for KeyId {
    type Err = Fault;

    /// Errors: [`Kind::Malformed`].
    fn from_str(text: &str) -> Result<Self, Fault> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let right = (1..=40).contains(&text.len())
            && text.split('-').all(|part| !part.is_empty() && part.bytes().all(plain));
        right.then(|| Self(text.to_owned())).ok_or(Fault::new(Kind::Malformed))
    }
}

impl TryFrom<String> for KeyId {
    type Error = Fault;
    fn try_from(text: String) -> Result<Self, Fault> {
        text.parse()
    }
}

impl From<KeyId> for String {
    fn from(id: KeyId) -> Self {
        id.0
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An X25519 recipient of age (<https://age-encryption.org/v1>): `age1…`, 62 characters of Bech32 with its checksum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Recipient(String);

impl Recipient {
    /// The recipient as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The public key's 32 bytes (RFC 7748).
    #[must_use]
    pub fn public_key(&self) -> [u8; 32] {
        decode(&self.0).unwrap_or_default()
    }
}

fn decode(text: &str) -> Option<[u8; 32]> {
    let checked = bech32::primitives::decode::CheckedHrpstring::new::<bech32::Bech32>(text).ok()?;
    let is_age = checked.hrp().as_str() == "age";
    let mut bytes = checked.byte_iter();
    let mut key = [0; 32];
    for byte in &mut key {
        *byte = bytes.next()?;
    }
    (is_age && bytes.next().is_none()).then_some(key)
}

impl FromStr for Recipient {
    type Err = Fault;

    /// Errors: [`Kind::Malformed`].
    fn from_str(text: &str) -> Result<Self, Fault> {
        decode(text).map(|_| Self(text.to_owned())).ok_or(Fault::new(Kind::Malformed))
    }
}

impl TryFrom<String> for Recipient {
    type Error = Fault;
    fn try_from(text: String) -> Result<Self, Fault> {
        text.parse()
    }
}

impl From<Recipient> for String {
    fn from(recipient: Recipient) -> Self {
        recipient.0
    }
}

/// A key of a unit. Tips are sealed to every key that is valid on the day; what was sealed to an earlier one, by a page that
/// was opened before, is taken as long as that key stands in the unit's file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// Its name.
    pub id: KeyId,
    /// To whom is sealed.
    pub recipient: Recipient,
    /// The first day on which tips are sealed to it; from ever, where it is not given.
    pub from: Option<Day>,
    /// The first day on which they no longer are; never, where it is not given.
    pub until: Option<Day>,
}

impl Key {
    /// Whether tips are sealed to it on `day`.
    #[must_use]
    pub fn is_valid_on(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}
