//! The receipt: the code with which a citizen comes back, and nobody else.

use crate::fault::{Fault, Kind};
use core::{fmt, str::FromStr};

/// Crockford's base 32: no I, L, O or U. <https://www.crockford.com/base32.html>
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters without the check character.
const LENGTH: u32 = 20;
/// Bits of randomness.
const BITS: u32 = 5 * LENGTH;
/// The check character is the number's remainder by this (Crockford): it tells every single wrong character and every
/// two that changed places.
const MODULUS: u128 = 37;
/// Characters of a group.
const GROUP: usize = 5;

/// 100 random bits, shown as 20 characters of Crockford's base 32 in groups of five and a check character:
/// `ABCDE-FGHJK-MNPQR-STVWX-Y`.
///
/// From it come, by HKDF (in `tt-seal`), the [`super::Lookup`], which is all the edge ever sees of it, and the age identity
/// to which replies are sealed. It has no `Debug` that shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct Receipt(u128);

impl Receipt {
    /// Makes a receipt from 16 bytes of a cryptographic random source, of which 100 bits are used. Its check character is
    /// a letter or a digit, so that nobody has to read out a sign: one number in eight is passed over for its neighbour.
    #[must_use]
    pub fn from_random(bytes: [u8; 16]) -> Self {
        let mask = (1 << BITS) - 1;
        let mut number = u128::from_be_bytes(bytes) & mask;
        while number % MODULUS >= DIGITS.len() as u128 {
            number = (number + 1) & mask;
        }
        Self(number)
    }

    /// The 100 bits as 13 bytes, the first four bits zero: what is given to HKDF.
    #[must_use]
    pub fn bytes(&self) -> [u8; 13] {
        let mut bytes = [0; 13];
        bytes.iter_mut().zip(self.0.to_be_bytes().into_iter().skip(3)).for_each(|(to, from)| *to = from);
        bytes
    }
}

impl FromStr for Receipt {
    type Err = Fault;

    /// Reads what a person typed: in either case, with any blanks and hyphens, `O` for `0`, `I` and `L` for `1`.
    /// Errors: [`Kind::Missing`], [`Kind::Malformed`] (a character or the length), [`Kind::Mistyped`] (the check character).
    fn from_str(typed: &str) -> Result<Self, Fault> {
        let mut number = 0_u128;
        let mut count = 0;
        for c in typed.chars() {
            if matches!(c, ' ' | '-' | '\u{a0}' | '\t' | '\r' | '\n' | '\u{2010}'..='\u{2015}') {
                continue;
            }
            let value = value(c).ok_or(Fault::new(Kind::Malformed))?;
            count += 1;
            match count {
                1..=LENGTH if value < 32 => number = (number << 5) | value,
                n if n == LENGTH + 1 => {
                    if number % MODULUS != value {
                        return Err(Fault::new(Kind::Mistyped));
                    }
                }
                _ => return Err(Fault::new(Kind::Malformed)),
            }
        }
        match count {
            0 => Err(Fault::new(Kind::Missing)),
            n if n == LENGTH + 1 => Ok(Self(number)),
            _ => Err(Fault::new(Kind::Malformed)),
        }
    }
}

/// What a character stands for; from 32 on only as a check character.
fn value(c: char) -> Option<u128> {
    let upper = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        upper => upper,
    };
    let digit = DIGITS.iter().chain(b"*~$=U").position(|digit| char::from(*digit) == upper)?;
    Some(digit as u128)
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digit = |value: u128| {
            let index = usize::try_from(value).unwrap_or_default();
            char::from(*DIGITS.iter().chain(b"*~$=U").nth(index).unwrap_or(&b'0'))
        };
        for place in 0..LENGTH {
            if place > 0 && (place as usize).is_multiple_of(GROUP) {
                f.write_str("-")?;
            }
            write!(f, "{}", digit((self.0 >> (5 * (LENGTH - 1 - place))) & 31))?;
        }
        write!(f, "-{}", digit(self.0 % MODULUS))
    }
}

impl fmt::Debug for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Receipt(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_is_shown_in_groups_and_read_however_it_is_typed() {
        let receipt = Receipt::from_random([0xab; 16]);
        let shown = receipt.to_string();
        assert_eq!(shown.len(), 25);
        assert_eq!(shown.split('-').map(str::len).collect::<Vec<_>>(), [5, 5, 5, 5, 1]);
        for typed in [shown.clone(), shown.to_lowercase(), shown.replace('-', " "), shown.replace('-', "")] {
            assert_eq!(typed.parse::<Receipt>().unwrap(), receipt);
        }
        let zeros = Receipt::from_random([0; 16]).to_string();
        assert_eq!(zeros, "00000-00000-00000-00000-0");
        assert!(zeros.replace('0', "o").parse::<Receipt>().is_ok());
        assert_eq!(format!("{receipt:?}"), "Receipt(…)");
    }

    #[test]
    fn what_is_no_receipt_is_told_from_one_that_is_mistyped() {
        let kind = |text: &str| text.parse::<Receipt>().unwrap_err().kind;
        assert_eq!(kind(" - "), Kind::Missing);
        assert_eq!(kind("00000-00000-00000-00000"), Kind::Malformed);
        assert_eq!(kind("00000-00000-00000-00000-0-0"), Kind::Malformed);
        assert_eq!(kind("0000U-00000-00000-00000-0"), Kind::Malformed);
        assert_eq!(kind("00000-00000-00000-00000-1"), Kind::Mistyped);
    }

    proptest! {
        #[test]
        fn every_receipt_is_read_back(bytes: [u8; 16]) {
            let receipt = Receipt::from_random(bytes);
            let shown = receipt.to_string();
            prop_assert!(shown.ends_with(|c: char| c.is_ascii_alphanumeric() && c != 'U'));
            prop_assert_eq!(shown.parse::<Receipt>().unwrap(), receipt);
        }

        #[test]
        fn one_wrong_character_is_always_told(bytes: [u8; 16], place in 0_usize..25, to in 0_usize..32) {
            let shown = Receipt::from_random(bytes).to_string();
            let mut typed = shown.clone().into_bytes();
            prop_assume!(typed[place] != b'-' && typed[place] != DIGITS[to]);
            typed[place] = DIGITS[to];
            prop_assert_eq!(String::from_utf8(typed).unwrap().parse::<Receipt>().unwrap_err().kind, Kind::Mistyped);
        }

        #[test]
        fn two_that_changed_places_are_always_told(bytes: [u8; 16], place in 0_usize..24) {
            let mut typed = Receipt::from_random(bytes).to_string().into_bytes();
            prop_assume!(typed[place] != b'-' && typed[place + 1] != b'-' && typed[place] != typed[place + 1]);
            typed.swap(place, place + 1);
            prop_assert!(String::from_utf8(typed).unwrap().parse::<Receipt>().is_err());
        }

        #[test]
        fn no_text_panics(text in ".{0,60}") {
            let _ = text.parse::<Receipt>();
        }
    }
}
