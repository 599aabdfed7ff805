//! Where a unit's pages come from and where its deliveries go.

use super::Kind;
use crate::fault::{Fault, Kind as FaultKind};
use core::fmt;
use serde::{Deserialize, Serialize};

/// A web origin as browsers send it in `Origin` (RFC 6454, section 6.2): `https://host[:port]`, lower case, no path.
/// Plain `http` only on loopback.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Origin(String);

impl Origin {
    /// The origin as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is an address that art. 10 and 15 of the circular's draft give a unit of `kind`:
    /// `https://congan.<province>.gov.vn` for provincial police, `https://<unit>.bocongan.gov.vn` or
    /// `https://<unit>.mps.gov.vn` for the others.
    #[must_use]
    pub fn is_official(&self, kind: Kind) -> bool {
        let Some(host) = self.0.strip_prefix("https://") else { return false };
        let label =
            |label: Option<&str>| label.is_some_and(|label| !label.is_empty() && !label.contains('.'));
        match kind {
            Kind::ProvincialPolice => {
                label(host.strip_prefix("congan.").and_then(|rest| rest.strip_suffix(".gov.vn")))
            }
            Kind::Department | Kind::Academy | Kind::Hospital => {
                label(host.strip_suffix(".bocongan.gov.vn")) || label(host.strip_suffix(".mps.gov.vn"))
            }
        }
    }
}

impl TryFrom<String> for Origin {
    type Error = Fault;

    /// Errors: [`FaultKind::Malformed`].
    fn try_from(text: String) -> Result<Self, Fault> {
        let (secure, authority) = split_scheme(&text).ok_or(Fault::new(FaultKind::Malformed))?;
        let (host, port) = split_port(authority);
        let port_is_right = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|n| n != 0));
        let default = if secure { Some("443") } else { Some("80") };
        if is_host(host) && port_is_right && port != default && (secure || is_loopback(host)) {
            Ok(Self(text))
        } else {
            Err(Fault::new(FaultKind::Malformed))
        }
    }
}

impl From<Origin> for String {
    fn from(origin: Origin) -> Self {
        origin.0
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The address of a webhook endpoint: `https://…`, without user or fragment; plain `http` only on loopback.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EndpointUrl(String);

impl EndpointUrl {
    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for EndpointUrl {
    type Error = Fault;

    /// Errors: [`FaultKind::Malformed`].
    fn try_from(text: String) -> Result<Self, Fault> {
        let malformed = Fault::new(FaultKind::Malformed);
        let end = text.match_indices('/').nth(2).map_or(text.len(), |(slash, _)| slash);
        let (origin, path) = text.split_at(end);
        Origin::try_from(origin.to_owned())?;
        let plain = path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#');
        plain.then_some(Self(text)).ok_or(malformed)
    }
}

impl From<EndpointUrl> for String {
    fn from(url: EndpointUrl) -> Self {
        url.0
    }
}

fn split_scheme(text: &str) -> Option<(bool, &str)> {
    let secure = text.strip_prefix("https://").map(|rest| (true, rest));
    secure.or_else(|| text.strip_prefix("http://").map(|rest| (false, rest)))
}

fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    }
}

fn is_loopback(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "[::1]")
}

fn is_host(host: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    host == "[::1]" || (host.len() <= 253 && host.split('.').all(label))
}
