//! Which pages may be fetched to be checked: those of the unit's listed origins, and no others, also not by a redirect.
//! Whoever fetches asks at each step.

use tt_contract::{
    limits::{CHECKED_ADDRESS_BYTES, CHECKED_REDIRECTS},
    unfetched::Unfetched,
    unit::Unit,
};
use url::{Host, Url};

/// How the checker names itself.
pub const USER_AGENT: &str = "tuong-tac-check";

/// The way to a page.
#[derive(Clone, Debug)]
pub struct Visit<'a> {
    unit: &'a Unit,
    url: Url,
    redirects: u8,
}

/// What to do with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Ask again at [`Visit::url`].
    Follow,
    /// This is the page: read it.
    Read,
}

impl<'a> Visit<'a> {
    /// Begins at what somebody typed; without a scheme it is taken for `https`.
    /// Errors: [`Unfetched::Malformed`], [`Unfetched::NotListed`].
    pub fn begin(typed: &str, unit: &'a Unit) -> Result<Self, Unfetched> {
        let typed = typed.trim();
        if typed.is_empty() || typed.len() > CHECKED_ADDRESS_BYTES {
            return Err(Unfetched::Malformed);
        }
        let whole = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
        let mut url = Url::parse(&whole).map_err(|_| Unfetched::Malformed)?;
        if !url.has_host() || !url.username().is_empty() || url.password().is_some() {
            return Err(Unfetched::Malformed);
        }
        url.set_fragment(None);
        if is_listed(&url, unit) { Ok(Self { unit, url, redirects: 0 }) } else { Err(Unfetched::NotListed) }
    }

    /// What to fetch, or what was fetched.
    #[must_use]
    pub const fn url(&self) -> &Url {
        &self.url
    }

    /// Judges an answer by its status and its headers `Location` and `Content-Type`.
    /// Errors: [`Unfetched::RedirectNotListed`], [`Unfetched::TooManyRedirects`], [`Unfetched::NotHtml`].
    pub fn answer(
        &mut self,
        status: u16,
        location: Option<&str>,
        content_type: Option<&str>,
    ) -> Result<Step, Unfetched> {
        if let (301 | 302 | 303 | 307 | 308, Some(location)) = (status, location) {
            if self.redirects == CHECKED_REDIRECTS {
                return Err(Unfetched::TooManyRedirects);
            }
            self.redirects += 1;
            let mut next = self.url.join(location).map_err(|_| Unfetched::RedirectNotListed)?;
            next.set_fragment(None);
            let plain = next.username().is_empty() && next.password().is_none();
            if !plain || !is_listed(&next, self.unit) {
                return Err(Unfetched::RedirectNotListed);
            }
            self.url = next;
            return Ok(Step::Follow);
        }
        let essence = content_type.and_then(|value| value.split(';').next()).unwrap_or_default().trim();
        let is_html =
            ["text/html", "application/xhtml+xml"].iter().any(|html| essence.eq_ignore_ascii_case(html));
        if is_html { Ok(Step::Read) } else { Err(Unfetched::NotHtml) }
    }
}

/// An [`tt_contract::unit::Origin`] is `https`, or on loopback; so is what is listed.
fn is_listed(url: &Url, unit: &Unit) -> bool {
    let origin = url.origin().ascii_serialization();
    unit.origins().any(|known| known.as_str() == origin)
}

/// Whether this is an address of one's own machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::unit;
    use proptest::prelude::*;

    fn begin(typed: &str) -> Result<String, Unfetched> {
        Visit::begin(typed, &unit()).map(|visit| visit.url().to_string())
    }

    #[test]
    fn only_listed_origins_are_visited() {
        assert_eq!(
            begin(" congan.thanhhoa.gov.vn/tin?x=1#y ").unwrap(),
            "https://congan.thanhhoa.gov.vn/tin?x=1"
        );
        assert_eq!(begin("HTTPS://CONGANTHANHHOA.VN:443").unwrap(), "https://conganthanhhoa.vn/");
        for other in [
            "http://congan.thanhhoa.gov.vn/",
            "https://congan.thanhhoa.gov.vn:8443/",
            "https://congan.thanhhoa.gov.vn.evil.example/",
            "https://congan.thanhhoa.gov.vn./",
            "https://127.0.0.1/",
            "http://169.254.169.254/latest/meta-data/",
            "https://[::1]/",
            "ftp://congan.thanhhoa.gov.vn/",
            "file://congan.thanhhoa.gov.vn/etc/passwd",
        ] {
            assert_eq!(begin(other), Err(Unfetched::NotListed), "{other}");
        }
        for wrong in [
            "",
            "  ",
            "https://",
            "not a url",
            "https://me:secret@congan.thanhhoa.gov.vn/",
            "data:text/html,x",
        ] {
            assert_eq!(begin(wrong), Err(Unfetched::Malformed), "{wrong}");
        }
        assert_eq!(
            begin(&format!("https://congan.thanhhoa.gov.vn/{}", "x".repeat(2048))),
            Err(Unfetched::Malformed)
        );
    }

    #[test]
    fn redirects_are_followed_on_the_list_and_not_for_ever() {
        let unit = unit();
        let mut visit = Visit::begin("https://congan.thanhhoa.gov.vn/a/", &unit).unwrap();
        assert_eq!(visit.answer(301, Some("../b"), None), Ok(Step::Follow));
        assert_eq!(visit.url().as_str(), "https://congan.thanhhoa.gov.vn/b");
        assert_eq!(visit.answer(307, Some("https://conganthanhhoa.vn/"), None), Ok(Step::Follow));
        for off in [
            "http://conganthanhhoa.vn/",
            "//evil.example/",
            "https://x@conganthanhhoa.vn/",
            "javascript:1",
            "https://",
        ] {
            let mut visit = visit.clone();
            assert_eq!(visit.answer(302, Some(off), None), Err(Unfetched::RedirectNotListed), "{off}");
            assert_eq!(visit.url().as_str(), "https://conganthanhhoa.vn/");
        }
        assert_eq!(visit.answer(308, Some("/1"), None), Ok(Step::Follow));
        assert_eq!(visit.answer(308, Some("/2"), None), Err(Unfetched::TooManyRedirects));
    }

    #[test]
    fn only_html_is_read() {
        let unit = unit();
        let mut visit = Visit::begin("congan.thanhhoa.gov.vn", &unit).unwrap();
        for html in ["text/html", "Text/HTML; charset=utf-8", "application/xhtml+xml"] {
            assert_eq!(visit.answer(404, None, Some(html)), Ok(Step::Read));
        }
        for other in [None, Some("application/pdf"), Some("text/htmlx"), Some("")] {
            assert_eq!(visit.answer(200, None, other), Err(Unfetched::NotHtml));
        }
    }

    proptest! {
        #[test]
        fn nothing_typed_leads_off_the_list(typed in "(https://|//|@|congan.thanhhoa.gov.vn|[:/?#\\\\.%a-z0-9]|\\PC){0,12}") {
            let unit = unit();
            if let Ok(visit) = Visit::begin(&typed, &unit) {
                let host = visit.url().host_str();
                prop_assert!(matches!(host, Some("congan.thanhhoa.gov.vn" | "conganthanhhoa.vn")));
                prop_assert_eq!(visit.url().scheme(), "https");
            }
        }
    }
}
