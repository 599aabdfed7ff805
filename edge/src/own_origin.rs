//! Where the edge stands, as others must name it: in a snippet, in a code to scan, in an address to
//! be copied.

use crate::{address::Address, reply::Reply};
use tt_contract::{problem::Problem, unit::Origin};

/// The edge's own origin, and who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OwnOrigin {
    /// The operator (`PUBLIC_ORIGIN`).
    Configured(Origin),
    /// The request, by its `Host`, which anybody can send as they like.
    Requested(Origin),
}

impl OwnOrigin {
    /// What the operator set, else what the request was sent to. Errors: [`Problem::NotFound`], for
    /// a host that no browser sends.
    pub(crate) fn of(configured: Option<&Origin>, address: &Address<'_>) -> Result<Self, Problem> {
        match configured {
            Some(origin) => Ok(Self::Configured(origin.clone())),
            None => Self::requested(address),
        }
    }

    /// What the request was sent to. TLS ends in front of this process, which therefore knows only
    /// the host: but on loopback it is `https`. Errors: as [`OwnOrigin::of`].
    pub(crate) fn requested(address: &Address<'_>) -> Result<Self, Problem> {
        let by = |scheme: &str| Origin::try_from(format!("{scheme}://{}", address.authority));
        // As an origin, plain `http` is valid on loopback only.
        by("http").or_else(|_| by("https")).map(Self::Requested).map_err(|_| Problem::NotFound)
    }

    /// The origin.
    pub(crate) const fn get(&self) -> &Origin {
        match self {
            Self::Configured(origin) | Self::Requested(origin) => origin,
        }
    }

    /// `reply`, which holds the origin. A cache may keep one that the operator has set; with one
    /// that a request named, it would answer the next who asks.
    pub(crate) fn kept_if_configured(&self, reply: Reply) -> Reply {
        match self {
            Self::Configured(_) => reply,
            Self::Requested(_) => reply.cached("no-store"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edge_is_named_as_portals_reach_it() {
        let named = |url: &str| OwnOrigin::requested(&Address::parse(url)).map(|own| own.get().to_string());
        assert_eq!(named("http://tuongtac.example/install/c06"), Ok("https://tuongtac.example".into()));
        assert_eq!(named("http://127.0.0.1:8787/install/c06"), Ok("http://127.0.0.1:8787".into()));
        assert_eq!(named("https://edge.example:8443/"), Ok("https://edge.example:8443".into()));
        assert_eq!(named("http://a\"onload=/"), Err(Problem::NotFound));
    }

    #[test]
    fn what_the_operator_set_is_said_whatever_was_asked_and_alone_is_kept() {
        let set = Origin::try_from("https://edge.example".to_owned()).unwrap();
        let address = Address::parse("http://evil.example/u/c06/hotline/print");
        let kept = |own: &OwnOrigin| {
            let reply = own.kept_if_configured(Reply::json(200, "{}").cached("public, max-age=60"));
            reply.get("Cache-Control").map(str::to_owned)
        };
        let own = OwnOrigin::of(Some(&set), &address).unwrap();
        assert_eq!((own.get(), kept(&own).as_deref()), (&set, Some("public, max-age=60")));
        let own = OwnOrigin::of(None, &address).unwrap();
        assert_eq!((own.get().as_str(), kept(&own).as_deref()), ("https://evil.example", Some("no-store")));
    }
}
