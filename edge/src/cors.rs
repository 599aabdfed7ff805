//! Who may ask: the pages of the unit, the edge's own pages, and what is no browser.

use crate::reply::Reply;
use tt_contract::unit::Unit;

/// Who sent a request, as far as `Origin` says (RFC 6454, section 7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sender {
    /// No origin named: an old browser, or none. A browser that sends a page's cross-site request always names one.
    Unnamed,
    /// A page of the edge itself.
    Own,
    /// A page of one of the unit's portals.
    Portal(String),
    /// A page that hides its origin: one with `Referrer-Policy: no-referrer`, a sandbox, a file.
    Hidden,
    /// Anybody else's page.
    Foreign,
}

/// Lets any page's script read `reply`.
#[must_use]
pub(crate) fn open(reply: Reply) -> Reply {
    reply.header("Access-Control-Allow-Origin", "*")
}

impl Sender {
    /// Judges the `Origin` header. `authority` is the request's own host and port; the scheme is not compared,
    /// because TLS may end in front of this process.
    #[must_use]
    pub(crate) fn judge(origin: Option<&str>, authority: &str, unit: &Unit) -> Self {
        let Some(origin) = origin else { return Self::Unnamed };
        let own = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
        if origin == "null" {
            Self::Hidden
        } else if own.is_some_and(|own| !own.is_empty() && own == authority) {
            Self::Own
        } else if unit.origins().any(|known| known.as_str() == origin) {
            Self::Portal(origin.to_owned())
        } else {
            Self::Foreign
        }
    }

    /// Lets the sender's script read `reply`, if it is one of the unit's portals.
    #[must_use]
    pub(crate) fn admit(&self, reply: Reply) -> Reply {
        let reply = reply.vary("Origin");
        let Self::Portal(origin) = self else { return reply };
        let reply = reply.header("Access-Control-Allow-Origin", origin.clone());
        if reply.get("Retry-After").is_none() {
            return reply;
        }
        reply.header("Access-Control-Expose-Headers", "Retry-After")
    }

    /// The answer to a preflight (Fetch, section 4.8). Without the headers the browser refuses by itself.
    #[must_use]
    pub(crate) fn preflight(&self) -> Reply {
        let reply = self.admit(Reply::empty(204));
        match self {
            Self::Portal(_) => reply
                .header("Access-Control-Allow-Methods", "POST")
                .header("Access-Control-Allow-Headers", "Content-Type")
                // Browsers keep it two hours at most.
                .header("Access-Control-Max-Age", "7200"),
            _ => reply,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::tests::unit;
    use tt_contract::problem::Problem;

    #[test]
    fn only_the_units_own_pages_and_the_edges_are_known() {
        let unit = unit();
        let judge = |origin| Sender::judge(origin, "edge.example:8443", &unit);
        assert_eq!(judge(None), Sender::Unnamed);
        assert_eq!(judge(Some("null")), Sender::Hidden);
        assert_eq!(judge(Some("https://edge.example:8443")), Sender::Own);
        assert_eq!(judge(Some("http://edge.example:8443")), Sender::Own);
        assert_eq!(judge(Some("https://edge.example")), Sender::Foreign);
        let portal = "https://c06.bocongan.gov.vn";
        assert_eq!(judge(Some(portal)), Sender::Portal(portal.into()));
        for foreign in
            ["https://c06.bocongan.gov.vn.evil.example", "http://c06.bocongan.gov.vn", "https://", ""]
        {
            assert_eq!(judge(Some(foreign)), Sender::Foreign, "{foreign}");
        }
        assert_eq!(Sender::judge(Some("https://"), "", &unit), Sender::Foreign);
    }

    #[test]
    fn a_portal_reads_for_how_long_to_wait() {
        let portal = Sender::Portal("https://a.vn".into());
        let exposed = |reply| portal.admit(reply).get("Access-Control-Expose-Headers").map(str::to_owned);
        let busy = Reply::problem(&Problem::Unavailable { retry_after_s: 5 });
        assert_eq!(exposed(busy).as_deref(), Some("Retry-After"));
        assert_eq!(exposed(Reply::json(200, "{}")), None);
    }

    #[test]
    fn nobody_else_is_admitted() {
        let allowed =
            |sender: &Sender| sender.preflight().get("Access-Control-Allow-Origin").map(str::to_owned);
        assert_eq!(allowed(&Sender::Portal("https://a.vn".into())).as_deref(), Some("https://a.vn"));
        for sender in [Sender::Unnamed, Sender::Own, Sender::Hidden, Sender::Foreign] {
            assert_eq!(allowed(&sender), None);
        }
    }
}
