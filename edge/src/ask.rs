//! What the edge reads of a request besides its body: a closed list.

use crate::{
    address::{self, Address},
    limit::{HEADER_FIELDS, HEADERS_LENGTH, URL_BYTES},
};
use js_sys::Array;
use tt_contract::{lang::Lang, problem::Problem};
use worker::web_sys::{Headers, Request};

/// A request's method, its address, and the headers that matter, each read when it is needed. No cookie, user agent or
/// referrer is ever looked at.
pub(crate) struct Ask {
    request: Request,
    headers: Headers,
    method: String,
    url: String,
}

impl Ask {
    /// Takes a request.
    pub(crate) fn new(request: Request) -> Self {
        Self { method: request.method(), url: request.url(), headers: request.headers(), request }
    }

    /// Whether address and header fields have lengths that can be meant. The runtime has read them by then; what it bounds itself,
    /// and the server in front, stands in `edge/server/LIMITS.md`. Errors: [`Problem::AddressTooLong`],
    /// [`Problem::HeadersTooLarge`].
    pub(crate) fn bounded(&self) -> Result<(), Problem> {
        if self.url.len() > URL_BYTES {
            return Err(Problem::AddressTooLong { limit: URL_BYTES });
        }
        // As one text, so that the fields need not be handed over one by one.
        let fields = Array::from(&self.headers);
        let too_large = |limit: u32| Err(Problem::HeadersTooLarge { limit: limit as usize });
        if fields.length() > HEADER_FIELDS {
            return too_large(HEADER_FIELDS);
        }
        if fields.join("").length() > HEADERS_LENGTH {
            return too_large(HEADERS_LENGTH);
        }
        Ok(())
    }

    /// The method, in capitals.
    pub(crate) fn method(&self) -> &str {
        &self.method
    }

    /// Whether only the headers are asked for.
    pub(crate) fn is_head(&self) -> bool {
        self.method == "HEAD"
    }

    /// The URL, as the runtime has made it well-formed.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// The address.
    pub(crate) fn address(&self) -> Address<'_> {
        Address::parse(&self.url)
    }

    /// A header that can be read.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).ok().flatten()
    }

    /// `Accept-Encoding`
    pub(crate) fn accept_encoding(&self) -> Option<String> {
        self.header("Accept-Encoding")
    }

    /// The language of a page for this person.
    pub(crate) fn lang(&self) -> Lang {
        let asked = self.address().parameter("lang");
        address::lang(asked.as_deref(), self.header("Accept-Language").as_deref())
    }

    /// The request, for its body.
    pub(crate) const fn request(&self) -> &Request {
        &self.request
    }
}
