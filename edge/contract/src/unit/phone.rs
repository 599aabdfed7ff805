//! Telephone numbers: how they are kept, called, shown and said.

use core::fmt;
use serde::{Deserialize, Serialize};

/// Vietnam's country code, as E.164 begins with it.
const COUNTRY: &str = "+84";
/// The third digits of the area codes, by their second; all begin with 2. Since the migration of 2017.
const AREAS: [&str; 10] = [
    "3456789",
    "012345689",
    "01256789",
    "23456789",
    "2345678",
    "12456789",
    "01239",
    "01234567",
    "23456789",
    "01234679",
];
/// The networks' codes of mobile numbers: the first digit, and each second.
const MOBILE: [(u8, &str); 5] =
    [(b'3', "0123456789"), (b'5', "125689"), (b'7', "06789"), (b'8', "123456789"), (b'9', "0123456789")];
/// Mobile codes before the migration of 2018, and since.
const MIGRATED: [(&str, &str); 21] = [
    ("120", "70"),
    ("121", "79"),
    ("122", "77"),
    ("123", "83"),
    ("124", "84"),
    ("125", "85"),
    ("126", "76"),
    ("127", "81"),
    ("128", "78"),
    ("129", "82"),
    ("162", "32"),
    ("163", "33"),
    ("164", "34"),
    ("165", "35"),
    ("166", "36"),
    ("167", "37"),
    ("168", "38"),
    ("169", "39"),
    ("186", "56"),
    ("188", "58"),
    ("199", "59"),
];

/// A telephone number of Vietnam: E.164 (`+84…`), or without prefix one that is called as it is within the country alone
/// (`113`, `1022`, `19000368`). Shown as Vietnam writes it: `0237 3852 525`, `069 2343 647`, `1900 0368`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneNumber(String);

/// Why a number was refused. Shown with what is to be written in its place, where that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhoneError {
    /// It is a number in another form; this is the right one.
    Form(String),
    /// It is a number of another country.
    Abroad,
    /// It has other characters than digits and a plus sign before them.
    Characters,
    /// It is of no kind that Vietnam's numbering plan has.
    Unassigned,
}

impl fmt::Display for PhoneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(right) => write!(f, "has not the form asked for: write `{right}`"),
            Self::Abroad => f.write_str("is a number of another country: write one of Vietnam, `+84…`"),
            Self::Characters => {
                f.write_str("has not the form asked for: write digits alone, `+842373852525`, `19000368` or `113`")
            }
            Self::Unassigned => f.write_str(
                "is no number of Vietnam: write `+84`, the code of area or network and the rest, `1800` or `1900` with 8 \
                 or 10 digits in all, or a short number of 3 to 5 digits",
            ),
        }
    }
}

impl core::error::Error for PhoneError {}

/// The lengths of the groups in which a number is shown.
type Groups = &'static [usize];

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
}

/// The groups of a number that is of Vietnam's plan and in the form asked for.
fn groups(text: &str) -> Option<Groups> {
    text.strip_prefix(COUNTRY).map_or_else(|| bare_groups(text), national_groups)
}

/// The groups of a number that has no prefix: of a service, or short.
fn bare_groups(text: &str) -> Option<Groups> {
    let is_service = text.starts_with("1800") || text.starts_with("1900");
    match text.len() {
        8 if is_service => Some(&[4, 4]),
        10 if is_service => Some(&[4, 3, 3]),
        3..=5 if !is_service && !text.starts_with(['0', '+']) => Some(&[5]),
        _ => None,
    }
}

/// The groups of a number behind a country code, where a zero is dialled before it.
fn national_groups(text: &str) -> Option<Groups> {
    match (text.as_bytes(), text.len()) {
        // Hà Nội and Hồ Chí Minh City have area codes of two digits, other provinces of three; then a subscriber's.
        ([b'2', second @ (b'4' | b'8'), third, ..], 10) if is_area(*second, *third) => Some(&[3, 4, 4]),
        ([b'2', second, third, ..], 10) if is_area(*second, *third) => Some(&[4, 4, 3]),
        // The networks of the police and the armed forces, and of the Government.
        ([b'6', b'9', ..], 9) => Some(&[3, 4, 3]),
        ([b'6', b'9', ..], 8) => Some(&[3, 3, 3]),
        ([b'6', b'9', ..] | [b'8', b'0', ..], 7) => Some(&[3, 5]),
        ([first, second, ..], 9) if is_mobile(*first, *second) => Some(&[4, 3, 3]),
        _ => None,
    }
}

fn is_area(second: u8, third: u8) -> bool {
    AREAS.get(usize::from(second.wrapping_sub(b'0'))).is_some_and(|thirds| thirds.as_bytes().contains(&third))
}

fn is_mobile(first: u8, second: u8) -> bool {
    MOBILE.iter().any(|(code, seconds)| *code == first && seconds.as_bytes().contains(&second))
}

/// The right form of a number that is written otherwise.
fn right_form(text: &str) -> Option<String> {
    let digits: String =
        text.chars().filter(|sign| !matches!(sign, ' ' | '.' | '-' | '(' | ')' | '/')).collect();
    let from_abroad = |national: &str| [COUNTRY, national].concat();
    let national = ["+840", "+84", "00840", "0084", "840", "84", "0", ""]
        .into_iter()
        .filter_map(|prefix| digits.strip_prefix(prefix));
    let migrated = |national: &str| {
        let (_, new) = MIGRATED.iter().find(|(old, _)| national.len() == 10 && national.starts_with(old))?;
        Some(from_abroad(&[new, national.get(3..)?].concat()))
    };
    let forms = national.flat_map(|national| {
        [Some(national.to_owned()), Some(from_abroad(national)), migrated(national)].into_iter().flatten()
    });
    forms.into_iter().find(|form| form != text && is_dialled(form) && groups(form).is_some())
}

/// Whether it has digits alone, and a plus sign before them or none.
fn is_dialled(text: &str) -> bool {
    text.strip_prefix('+').unwrap_or(text).bytes().all(|byte| byte.is_ascii_digit())
}

/// The characters of `shown` one by one, with a comma for each space.
pub(super) fn spoken(shown: &str) -> String {
    let group = |group: &str| group.chars().map(String::from).collect::<Vec<_>>().join(" ");
    shown.split(' ').map(group).collect::<Vec<_>>().join(", ")
}

impl fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dialled =
            self.0.strip_prefix(COUNTRY).map_or_else(|| self.0.clone(), |rest| ["0", rest].concat());
        let mut rest = dialled.as_str();
        for (index, length) in groups(&self.0).unwrap_or_default().iter().enumerate() {
            let (group, after) = rest.split_at(rest.len().min(*length));
            write!(f, "{}{group}", if index == 0 { "" } else { " " })?;
            rest = after;
        }
        f.write_str(rest)
    }
}

impl TryFrom<String> for PhoneNumber {
    type Error = PhoneError;

    fn try_from(text: String) -> Result<Self, PhoneError> {
        if is_dialled(&text) && groups(&text).is_some() {
            return Ok(Self(text));
        }
        Err(match right_form(&text) {
            Some(right) => PhoneError::Form(right),
            None if !is_dialled(&text) => PhoneError::Characters,
            None if text.starts_with('+') && !text.starts_with(COUNTRY) => PhoneError::Abroad,
            None => PhoneError::Unassigned,
        })
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

    fn refused(text: &str) -> PhoneError {
        PhoneNumber::try_from(text.to_owned()).expect_err(text)
    }

    #[test]
    fn each_kind_is_shown_said_and_called_as_vietnam_does() {
        for (kept, shown, spoken) in [
            ("+842373852525", "0237 3852 525", "0 2 3 7, 3 8 5 2, 5 2 5"),
            ("+842438234567", "024 3823 4567", "0 2 4, 3 8 2 3, 4 5 6 7"),
            ("+842838291876", "028 3829 1876", "0 2 8, 3 8 2 9, 1 8 7 6"),
            ("+84912345678", "0912 345 678", "0 9 1 2, 3 4 5, 6 7 8"),
            ("+84692343647", "069 2343 647", "0 6 9, 2 3 4 3, 6 4 7"),
            ("+8469696154", "069 696 154", "0 6 9, 6 9 6, 1 5 4"),
            ("+846942545", "069 42545", "0 6 9, 4 2 5 4 5"),
            ("+848043162", "080 43162", "0 8 0, 4 3 1 6 2"),
            ("19000368", "1900 0368", "1 9 0 0, 0 3 6 8"),
            ("1900545426", "1900 545 426", "1 9 0 0, 5 4 5, 4 2 6"),
            ("18001567", "1800 1567", "1 8 0 0, 1 5 6 7"),
            ("1800599920", "1800 599 920", "1 8 0 0, 5 9 9, 9 2 0"),
            ("113", "113", "1 1 3"),
            ("1022", "1022", "1 0 2 2"),
        ] {
            assert_eq!(number(kept).to_string(), shown);
            assert_eq!(number(kept).spoken(), spoken);
            assert_eq!(number(kept).href(), format!("tel:{kept}"));
            assert_eq!(number(kept).as_str(), kept);
        }
    }

    #[test]
    fn another_form_is_refused_with_the_right_one() {
        for (text, right) in [
            ("+8402373852525", "+842373852525"),
            ("+840912345678", "+84912345678"),
            ("+840692343647", "+84692343647"),
            ("+8418001567", "18001567"),
            ("+8419000368", "19000368"),
            ("+841900545426", "1900545426"),
            ("+84018001567", "18001567"),
            ("018001567", "18001567"),
            ("+84113", "113"),
            ("0113", "113"),
            ("02373852525", "+842373852525"),
            ("0237 3852 525", "+842373852525"),
            ("069 2343 647", "+84692343647"),
            ("069.2343032", "+84692343032"),
            ("(024) 3823-4567", "+842438234567"),
            ("+84 912 345 678", "+84912345678"),
            ("84912345678", "+84912345678"),
            ("0084912345678", "+84912345678"),
            ("912345678", "+84912345678"),
            ("1900 0368", "19000368"),
            ("1900.545.426", "1900545426"),
            // Eleven digits until 2018.
            ("+841234567890", "+84834567890"),
            ("01651234567", "+84351234567"),
        ] {
            assert_eq!(refused(text), PhoneError::Form(right.into()), "{text}");
            assert!(refused(text).to_string().ends_with(&format!("write `{right}`")));
        }
    }

    #[test]
    fn what_is_no_number_of_vietnam_is_refused_with_the_reason() {
        for (text, reason) in [
            ("+6562358888", PhoneError::Abroad),
            ("+12025550123", PhoneError::Abroad),
            ("mười", PhoneError::Characters),
            ("+", PhoneError::Abroad),
            ("113a", PhoneError::Characters),
            ("++84912345678", PhoneError::Characters),
            ("", PhoneError::Unassigned),
            ("11", PhoneError::Unassigned),
            ("1900", PhoneError::Unassigned),
            ("18001", PhoneError::Unassigned),
            ("1900123", PhoneError::Unassigned),
            ("190012345", PhoneError::Unassigned),
            ("19001234567", PhoneError::Unassigned),
            // A subscriber's number without its area, an area that there is not, and one of before 2017.
            ("3852525", PhoneError::Unassigned),
            ("+842003852525", PhoneError::Unassigned),
            ("+84438234567", PhoneError::Unassigned),
            ("+84237385252", PhoneError::Unassigned),
            ("+8424382345678", PhoneError::Unassigned),
            ("+846923436478", PhoneError::Unassigned),
            ("+84123456789", PhoneError::Unassigned),
        ] {
            assert_eq!(refused(text), reason, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_in_showing_and_nothing_panics(text in "(\\+84|\\+|)[0-9]{0,12}|.{0,20}") {
            match PhoneNumber::try_from(text.clone()) {
                Ok(number) => {
                    let shown: String = number.to_string().split(' ').collect();
                    let dialled = text.strip_prefix("+84").map_or(text.clone(), |rest| format!("0{rest}"));
                    prop_assert_eq!(&shown, &dialled);
                    prop_assert_eq!(number.spoken().replace([' ', ','], ""), dialled.clone());
                    // As people write it, it is refused with the form that is kept.
                    if dialled != text {
                        let refused = PhoneNumber::try_from(number.to_string()).unwrap_err();
                        prop_assert_eq!(refused, PhoneError::Form(text));
                    }
                }
                Err(PhoneError::Form(right)) => prop_assert!(PhoneNumber::try_from(right).is_ok()),
                Err(_) => {}
            }
        }
    }
}
