//! Telephone numbers: how they are kept, called, shown and said.

use crate::fault::{Fault, Kind};
use core::fmt;
use serde::{Deserialize, Serialize};

/// A telephone number: E.164 (`+84…`, 9 to 15 digits) or, without prefix, a number that is called as it is within Vietnam
/// alone, three to ten digits (`113`, `19000368`). Shown as Vietnam writes it: `0237 3852 525`, `1900 0368`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// As a modem dials it: E.164, or short and bare.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of a link (RFC 3966).
    #[must_use]
    pub fn href(&self) -> String {
        format!("tel:{}", self.0)
    }

    /// The digits one by one, for a voice: `0 2 3 7, 3 8 5 2, 5 2 5`.
    #[must_use]
    pub fn spoken(&self) -> String {
        spoken(&self.to_string())
    }

    /// The groups in which it is shown, as lengths, and its digits as dialled within Vietnam.
    fn groups(&self) -> (String, &'static [usize]) {
        let Some(national) = self.0.strip_prefix("+84") else {
            let groups: &[usize] = match (self.0.as_bytes(), self.0.len()) {
                ([b'+', ..], _) => &[3, 3, 3, 3, 4],
                ([b'1', b'8' | b'9', b'0', b'0', ..], 10) => &[4, 3, 3],
                ([b'1', b'8' | b'9', b'0', b'0', ..], _) => &[4, 6],
                _ => &[10],
            };
            return (self.0.clone(), groups);
        };
        let digits = ["0", national].concat();
        let groups: &[usize] = match (national.as_bytes(), digits.len()) {
            // Hà Nội and Hồ Chí Minh City have area codes of two digits, other provinces of three; then a subscriber's.
            ([b'2', b'4' | b'8', ..], 11) => &[3, 4, 4],
            ([b'2', ..], 11) => &[4, 4, 3],
            (_, 10) => &[4, 3, 3],
            _ => &[4, 4, 4, 4],
        };
        (digits, groups)
    }
}

/// The characters of `shown` one by one, with a comma for each space.
pub(super) fn spoken(shown: &str) -> String {
    let group = |group: &str| group.chars().map(String::from).collect::<Vec<_>>().join(" ");
    shown.split(' ').map(group).collect::<Vec<_>>().join(", ")
}

impl fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (digits, groups) = self.groups();
        let mut rest = digits.as_str();
        for (index, length) in groups.iter().enumerate() {
            let (group, after) = rest.split_at(rest.len().min(*length));
            if group.is_empty() {
                break;
            }
            write!(f, "{}{group}", if index == 0 { "" } else { " " })?;
            rest = after;
        }
        f.write_str(rest)
    }
}

impl TryFrom<String> for PhoneNumber {
    type Error = Fault;

    /// Errors: [`Kind::Malformed`].
    fn try_from(text: String) -> Result<Self, Fault> {
        let (digits, lengths) = text.strip_prefix('+').map_or((text.as_str(), 3..=10), |rest| (rest, 9..=15));
        // A leading zero is a trunk prefix: such a number has an E.164 form, which can be called from anywhere.
        let right = lengths.contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && !digits.starts_with('0');
        right.then_some(Self(text)).ok_or(Fault::new(Kind::Malformed))
    }
}

impl From<PhoneNumber> for String {
    fn from(number: PhoneNumber) -> Self {
        number.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(text: &str) -> PhoneNumber {
        PhoneNumber::try_from(text.to_owned()).unwrap()
    }

    #[test]
    fn numbers_are_shown_as_vietnam_writes_them() {
        for (kept, shown) in [
            ("+842373852525", "0237 3852 525"),
            ("+842438234567", "024 3823 4567"),
            ("+842838291876", "028 3829 1876"),
            ("+84912345678", "0912 345 678"),
            ("19000368", "1900 0368"),
            ("1900545426", "1900 545 426"),
            ("18001567", "1800 1567"),
            ("113", "113"),
            ("0237".trim_start_matches('0'), "237"),
            ("+6562358888", "+65 623 588 88"),
        ] {
            assert_eq!(number(kept).to_string(), shown);
        }
    }

    #[test]
    fn they_are_called_from_anywhere_and_said_digit_by_digit() {
        assert_eq!(number("+842373852525").href(), "tel:+842373852525");
        assert_eq!(number("113").href(), "tel:113");
        assert_eq!(number("19000368").href(), "tel:19000368");
        assert_eq!(number("+842373852525").spoken(), "0 2 3 7, 3 8 5 2, 5 2 5");
        assert_eq!(number("113").spoken(), "1 1 3");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "11",
            "0237",
            "02373852525",
            "0237 3852 525",
            "+84 237",
            "+0842373852",
            "12345678901",
            "mười",
        ] {
            assert!(PhoneNumber::try_from(text.to_owned()).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_in_showing_and_nothing_panics(text in "\\+?[0-9]{0,16}") {
            if let Ok(number) = PhoneNumber::try_from(text.clone()) {
                let shown: String = number.to_string().split(' ').collect();
                let dialled = text.strip_prefix("+84").map_or(text.clone(), |rest| format!("0{rest}"));
                prop_assert_eq!(&shown, &dialled);
                prop_assert_eq!(number.spoken().replace([' ', ','], ""), dialled);
            }
        }
    }
}
