//! Numbers to call.

use super::Name;
use crate::fault::{Fault, Kind};
use serde::{Deserialize, Serialize};

/// A telephone number: E.164 (`+84…`, 9 to 15 digits) or a national number without prefix, three to
/// ten digits (`113`, `19000368`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneNumber(String);

impl TryFrom<String> for PhoneNumber {
    type Error = Fault;

    /// Errors: [`Kind::Malformed`].
    fn try_from(text: String) -> Result<Self, Fault> {
        let (digits, lengths) = text.strip_prefix('+').map_or((text.as_str(), 3..=10), |rest| (rest, 9..=15));
        let right = lengths.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        right.then_some(Self(text)).ok_or(Fault::new(Kind::Malformed))
    }
}

impl From<PhoneNumber> for String {
    fn from(number: PhoneNumber) -> Self {
        number.0
    }
}

/// A hotline of a unit (circular draft, art. 9(1)(e)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hotline {
    /// What it is for.
    pub purpose: Name,
    /// The number to call.
    pub number: PhoneNumber,
}
