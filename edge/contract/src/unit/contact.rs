//! Other ways to a unit than its hotlines.

use super::{Name, PhoneError, PhoneNumber};
use crate::{
    fault::{Fault, Kind},
    limits::ADDRESS_BYTES,
};
use core::fmt;
use serde::{Deserialize, Serialize};

const MALFORMED: Fault = Fault::new(Kind::Malformed);

/// Where a unit can be found and written to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Where it stands.
    pub address: Option<Name>,
    /// A map of that place.
    pub map: Option<WebAddress>,
    /// Where it reads mail.
    pub email: Option<Email>,
    /// Where it answers on Zalo.
    pub zalo: Option<Zalo>,
    /// Its portal.
    pub website: Option<WebAddress>,
}

impl Contact {
    /// Whether nothing is given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The address of a web page: `https://`, a host, and ASCII that needs no escape in a link; at most [`ADDRESS_BYTES`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WebAddress(String);

impl WebAddress {
    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address without its scheme, as people write it.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.0.trim_start_matches("https://").trim_end_matches('/')
    }
}

impl TryFrom<String> for WebAddress {
    type Error = Fault;

    /// Errors: [`Kind::TooLong`], [`Kind::Malformed`].
    fn try_from(text: String) -> Result<Self, Fault> {
        if text.len() > ADDRESS_BYTES {
            return Err(Fault::too_long(ADDRESS_BYTES));
        }
        let host = text.strip_prefix("https://").and_then(|rest| rest.split(['/', '?', '#']).next());
        let right = host.is_some_and(is_host)
            && text
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\'));
        right.then_some(Self(text)).ok_or(Fault::new(Kind::Malformed))
    }
}

impl From<WebAddress> for String {
    fn from(address: WebAddress) -> Self {
        address.0
    }
}

/// A mail address as webmasters write it: `name@host`, ASCII without quotes or comments; at most [`ADDRESS_BYTES`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl Email {
    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Email {
    type Error = Fault;

    /// Errors: [`Kind::TooLong`], [`Kind::Malformed`].
    fn try_from(text: String) -> Result<Self, Fault> {
        if text.len() > ADDRESS_BYTES {
            return Err(Fault::too_long(ADDRESS_BYTES));
        }
        // Of RFC 5322's atoms those that need no escape in a `mailto:` either (RFC 6068).
        let atom = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'+');
        let right = text.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && name.bytes().all(atom) && is_host(host) && host.contains('.')
        });
        right.then_some(Self(text)).ok_or(Fault::new(Kind::Malformed))
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

/// Somebody on Zalo: the address of an account (`https://zalo.me/…`) or the number it goes by (`+84…`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Zalo {
    /// By its address.
    Address(WebAddress),
    /// By its number.
    Number(PhoneNumber),
}

impl Zalo {
    /// The address of a link.
    #[must_use]
    pub fn href(&self) -> String {
        match self {
            Self::Address(address) => address.as_str().to_owned(),
            Self::Number(number) => format!("https://zalo.me/{}", number.to_string().replace(' ', "")),
        }
    }

    /// As people write it.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Address(address) => address.shown().to_owned(),
            Self::Number(number) => number.to_string(),
        }
    }
}

/// Why somebody on Zalo was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ZaloError {
    /// For the address.
    Address(Fault),
    /// For the number.
    Number(PhoneError),
}

impl fmt::Display for ZaloError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(fault) => write!(f, "{fault}: write `https://zalo.me/…` or a number, `+84…`"),
            Self::Number(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for ZaloError {}

impl TryFrom<String> for Zalo {
    type Error = ZaloError;

    fn try_from(text: String) -> Result<Self, ZaloError> {
        if text.starts_with(|first: char| first == '+' || first.is_ascii_digit()) {
            // Numbers that are called within the country alone have no account.
            let number = PhoneNumber::try_from(text).map_err(ZaloError::Number)?;
            let from_abroad = number.as_str().starts_with('+');
            return from_abroad.then_some(Self::Number(number)).ok_or(ZaloError::Address(MALFORMED));
        }
        let on_zalo = text.strip_prefix("https://zalo.me/").is_some_and(|account| !account.is_empty());
        let address = WebAddress::try_from(text).map_err(ZaloError::Address)?;
        on_zalo.then_some(Self::Address(address)).ok_or(ZaloError::Address(MALFORMED))
    }
}

impl From<Zalo> for String {
    fn from(zalo: Zalo) -> Self {
        match zalo {
            Zalo::Address(address) => address.into(),
            Zalo::Number(number) => number.into(),
        }
    }
}

fn is_host(host: &str) -> bool {
    let label = |label: &str| {
        let inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        (1..=63).contains(&label.len())
            && label.bytes().all(inner)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    host.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_what_a_link_can_hold() {
        let web = |text: &str| WebAddress::try_from(text.to_owned()).is_ok();
        assert!(web("https://www.openstreetmap.org/?mlat=19.8&mlon=105.7#map=17/19.8/105.7"));
        for text in
            ["http://a.vn", "https://", "javascript:alert(1)", "https://a.vn/\" onclick=", "https://a.vn/ă"]
        {
            assert!(!web(text), "{text}");
        }
        let mail = |text: &str| Email::try_from(text.to_owned()).is_ok();
        assert!(mail("conganthanhhoa@gmail.com") && mail("vp.c06@mps.gov.vn"));
        for text in ["@a.vn", "a@", "a@b", "a b@c.vn", "a@c.vn?cc=x@y.vn", "a@b@c.vn"] {
            assert!(!mail(text), "{text}");
        }
    }

    #[test]
    fn zalo_is_an_account_or_a_number() {
        let href = |text: &str| Zalo::try_from(text.to_owned()).map(|zalo| zalo.href()).ok();
        assert_eq!(href("+84912345678").as_deref(), Some("https://zalo.me/0912345678"));
        assert_eq!(href("https://zalo.me/2386132171").as_deref(), Some("https://zalo.me/2386132171"));
        assert_eq!(href("https://zalo.me.example.org/1"), None);
        assert_eq!(href("19000368"), None);
        let said = |text: &str| Zalo::try_from(text.to_owned()).unwrap_err().to_string();
        assert!(said("0912345678").ends_with("write `+84912345678`"));
        assert!(said("https://example.vn/zalo").contains("https://zalo.me/"));
    }
}
