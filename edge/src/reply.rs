//! An answer before it becomes the runtime's: status, headers, body. Pure, so that it is tested natively.

use crate::encoding::Encoding;
use std::{borrow::Cow, rc::Rc};
use tt_contract::{
    id::RequestId,
    problem::{MEDIA_TYPE, Problem},
    time::Millis,
};

/// A body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    /// None.
    Empty,
    /// Kept for as long as it is the answer.
    Kept(Rc<[u8]>),
    /// Made for this answer.
    Fresh(Vec<u8>),
}

impl Body {
    /// The bytes.
    #[must_use]
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Empty => &[],
            Self::Kept(bytes) => bytes,
            Self::Fresh(bytes) => bytes,
        }
    }
}

/// Which security headers an answer gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Guard {
    /// Data: nothing in it may run or load.
    Data,
    /// A file that any portal loads.
    Asset,
    /// A page for a person.
    Page {
        /// The origins beside the edge's own that may frame it, space-separated.
        framed_by: String,
        /// The hash source of the style it carries.
        style: String,
        /// Whether its script starts a worker thread.
        threads: bool,
        /// Whether its forms may be posted.
        posts: bool,
    },
}

/// A header: its name and its value.
pub(crate) type Header = (&'static str, Cow<'static, str>);

/// An answer.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The headers so far.
    pub(crate) headers: Vec<Header>,
    /// The body.
    pub(crate) body: Body,
    /// The encoding the body is in already.
    pub(crate) encoded: Encoding,
    /// Which security headers it gets.
    pub(crate) guard: Guard,
    /// The moment from which the answer is another; nothing if it stays.
    pub(crate) until: Option<Millis>,
    /// Why it is not what was asked for, if it is not.
    pub(crate) problem: Option<Problem>,
}

impl Reply {
    fn new(status: u16, media_type: &'static str, body: Body) -> Self {
        let headers = vec![("Content-Type", Cow::Borrowed(media_type))];
        Self { headers, body, ..Self::empty(status) }
    }

    /// An answer without a body.
    #[must_use]
    pub(crate) const fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Body::Empty,
            encoded: Encoding::Identity,
            guard: Guard::Data,
            until: None,
            problem: None,
        }
    }

    /// A JSON document.
    #[must_use]
    pub(crate) fn json(status: u16, json: impl Into<Vec<u8>>) -> Self {
        Self::new(status, "application/json", Body::Fresh(json.into()))
    }

    /// What was made just now, of this media type.
    #[must_use]
    pub(crate) fn fresh(media_type: &'static str, bytes: Vec<u8>) -> Self {
        Self::new(200, media_type, Body::Fresh(bytes))
    }

    /// A problem document, which is written when the request has its id ([`Reply::named`]). It is never kept by a cache.
    #[must_use]
    pub(crate) fn problem(problem: &Problem) -> Self {
        Self::new(problem.status(), MEDIA_TYPE, Body::Empty).of(problem)
    }

    /// Puts the request's id into a problem document; a page tells a person without.
    #[must_use]
    pub(crate) fn named(mut self, id: RequestId) -> Self {
        if let Some(problem) = self.problem.as_ref().filter(|_| self.get("Content-Type") == Some(MEDIA_TYPE))
        {
            self.body = Body::Fresh(problem.to_json(id).into_bytes());
        }
        self
    }

    /// A whole page; the rest as in [`Guard::Page`]. It is never kept by a cache, because it may carry an id for one
    /// person.
    #[must_use]
    pub(crate) fn page(status: u16, html: String, style: String, framed_by: String) -> Self {
        let mut reply = Self::new(status, "text/html; charset=utf-8", Body::Fresh(html.into_bytes()));
        reply.guard = Guard::Page { framed_by, style, threads: false, posts: true };
        reply.cached("no-store")
    }

    /// Lets the script of a page start a worker thread, of a script that it holds already: the tip-off's seals in one.
    #[must_use]
    pub(crate) fn with_threads(mut self) -> Self {
        if let Guard::Page { threads, .. } = &mut self.guard {
            *threads = true;
        }
        self
    }

    /// Lets no form of a page be posted, whatever the page holds: the tip-off's in a frame.
    #[must_use]
    pub(crate) fn without_posts(mut self) -> Self {
        if let Guard::Page { posts, .. } = &mut self.guard {
            *posts = false;
        }
        self
    }

    /// What is kept in several encodings, and is the answer until `until`.
    #[must_use]
    pub(crate) fn kept(
        media_type: &'static str,
        bytes: Rc<[u8]>,
        encoded: Encoding,
        until: Option<Millis>,
    ) -> Self {
        let mut reply = Self::new(200, media_type, Body::Kept(bytes)).encoded(encoded);
        reply.until = until;
        reply
    }

    /// A card for an address book.
    #[must_use]
    pub(crate) fn card(card: String, file_name: &str) -> Self {
        Self::new(200, "text/vcard; charset=utf-8", Body::Fresh(card.into_bytes()))
            .header("Content-Disposition", format!("inline; filename=\"{file_name}\""))
    }

    /// A file, which is kept in several encodings.
    #[must_use]
    pub(crate) fn file(media_type: &'static str, body: Body, encoded: Encoding) -> Self {
        let mut reply = Self::new(200, media_type, body);
        reply.guard = Guard::Asset;
        reply.encoded(encoded)
    }

    fn encoded(mut self, encoded: Encoding) -> Self {
        self.encoded = encoded;
        let reply = self.vary("Accept-Encoding");
        match encoded.token() {
            Some(token) => reply.header("Content-Encoding", token),
            None => reply,
        }
    }

    /// Adds what a problem asks for besides its body: `Allow`, `WWW-Authenticate`, `Retry-After`, and that it is not kept.
    #[must_use]
    pub(crate) fn of(self, problem: &Problem) -> Self {
        let mut reply = self.cached("no-store");
        reply.problem = Some(problem.clone());
        if let Problem::MethodNotAllowed { allow } = problem {
            reply = reply.header("Allow", *allow);
        }
        if *problem == Problem::Unauthorized {
            reply = reply.header("WWW-Authenticate", "Bearer");
        }
        match problem.retry_after_s() {
            Some(seconds) => reply.header("Retry-After", seconds.to_string()),
            None => reply,
        }
    }

    /// Sets a header.
    #[must_use]
    pub(crate) fn header(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value.into()));
        self
    }

    /// The value of a header.
    #[must_use]
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_ref())
    }

    /// Sets `Cache-Control`.
    #[must_use]
    pub(crate) fn cached(self, policy: &'static str) -> Self {
        self.header("Cache-Control", policy)
    }

    /// Adds a request header to `Vary`.
    #[must_use]
    pub(crate) fn vary(self, name: &'static str) -> Self {
        match self.get("Vary") {
            None => self.header("Vary", name),
            Some(known) if known.split(", ").any(|known| known == name) => self,
            Some(known) => {
                let both = format!("{known}, {name}");
                self.header("Vary", both)
            }
        }
    }

    /// Marks the answer with the hash of its content. The tag is weak: all encodings share it.
    #[must_use]
    pub(crate) fn tagged(self, hash: &str) -> Self {
        self.header("ETag", format!("W/\"{hash}\""))
    }

    /// 304 without a body if `If-None-Match` names this answer's tag (RFC 9110, section 13.1.2).
    #[must_use]
    pub(crate) fn unless_known(mut self, if_none_match: Option<&str>) -> Self {
        let (Some(tag), Some(known), 200) = (self.get("ETag"), if_none_match, self.status) else {
            return self;
        };
        if names(known, tag) {
            self.status = 304;
            self.body = Body::Empty;
            self.encoded = Encoding::Identity;
            self.headers.retain(|(name, _)| *name != "Content-Type" && *name != "Content-Encoding");
        }
        self
    }
}

/// Whether `If-None-Match` names `tag`, by weak comparison (RFC 9110, section 13.1.2).
#[must_use]
pub(crate) fn names(if_none_match: &str, tag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    if_none_match.trim() == "*" || if_none_match.split(',').any(|known| opaque(known) == opaque(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_tag_is_answered_without_a_body() {
        let reply = || Reply::json(200, "{}").tagged("ab");
        for known in ["W/\"ab\"", "\"ab\"", "\"x\", W/\"ab\"", "*"] {
            let reply = reply().unless_known(Some(known));
            assert_eq!((reply.status, reply.body.bytes()), (304, &b""[..]), "{known}");
            assert!(reply.get("ETag").is_some() && reply.get("Content-Type").is_none());
        }
        for other in [None, Some("\"abc\""), Some("")] {
            assert_eq!(reply().unless_known(other).status, 200);
        }
    }

    #[test]
    fn a_problem_says_when_and_how() {
        let busy = Reply::problem(&Problem::Busy { retry_after_s: 7 });
        assert_eq!((busy.status, busy.get("Retry-After")), (429, Some("7")));
        let method = Reply::problem(&Problem::MethodNotAllowed { allow: "GET" });
        assert_eq!((method.get("Allow"), method.get("Cache-Control")), (Some("GET"), Some("no-store")));
    }

    #[test]
    fn a_problem_document_names_its_request_and_a_page_does_not() {
        let id = RequestId::from_random([7; 16]);
        let problem = Reply::problem(&Problem::NotFound).named(id);
        let body = String::from_utf8(problem.body.bytes().to_vec()).unwrap();
        assert!(body.contains(&format!("\"instance\":\"urn:uuid:{id}\"")), "{body}");
        let page =
            Reply::page(404, "<p>".into(), String::new(), String::new()).of(&Problem::NotFound).named(id);
        assert_eq!(page.body.bytes(), b"<p>");
    }

    #[test]
    fn vary_lists_each_header_once() {
        let reply = Reply::empty(204).vary("Origin").vary("Accept-Encoding").vary("Origin");
        assert_eq!(reply.get("Vary"), Some("Origin, Accept-Encoding"));
    }
}
