//! What the edge reads of a request besides its body: a closed list.

use crate::{
    address::{self, Address},
    limit::{HEADER_FIELDS, HEADERS_LENGTH, URL_BYTES},
};
use js_sys::{Array, JsString};
use std::cell::OnceCell;
use tt_contract::{lang::Lang, problem::Problem};
use wasm_bindgen::{JsCast as _, prelude::*};
use worker::web_sys::{Headers, Request};

#[wasm_bindgen]
extern "C" {
    type Asked;

    #[wasm_bindgen(method, getter)]
    fn method(this: &Asked) -> Text;

    #[wasm_bindgen(method, getter)]
    fn url(this: &Asked) -> Text;

    type Fields;

    #[wasm_bindgen(method)]
    fn get(this: &Fields, name: &JsString) -> Option<Text>;

    /// A text that stays the runtime's.
    pub(crate) type Text;

    #[wasm_bindgen(method, js_name = concat)]
    fn with(this: &Text, a: &JsString, b: &Text, c: &JsString, d: &Text, e: &JsString, f: &Text) -> Text;
}

/// Texts that are handed to the runtime with each request: as its own, so that none is made anew.
struct Names {
    origin: JsString,
    accept_encoding: JsString,
    if_none_match: JsString,
    /// Neither this nor the next can be in a URL or in a header field.
    end: JsString,
    absent: JsString,
}

thread_local! {
    static NAMES: Names = Names {
        origin: "Origin".into(),
        accept_encoding: "Accept-Encoding".into(),
        if_none_match: "If-None-Match".into(),
        end: "\n".into(),
        absent: "\0".into(),
    };
}

/// A request's method, its address, and the headers that matter, each read when it is needed. No cookie, user agent or
/// referrer is ever looked at.
pub(crate) struct Ask {
    request: Request,
    headers: Headers,
    method: OnceCell<String>,
    url: OnceCell<String>,
}

impl Ask {
    /// Takes a request.
    pub(crate) fn new(request: Request) -> Self {
        Self { method: OnceCell::new(), url: OnceCell::new(), headers: request.headers(), request }
    }

    /// Whether address and header fields have lengths that can be meant. The runtime has read them by then; what it bounds itself,
    /// and the server in front, stands in `edge/server/LIMITS.md`. Errors: [`Problem::AddressTooLong`],
    /// [`Problem::HeadersTooLarge`].
    pub(crate) fn bounded(&self) -> Result<(), Problem> {
        if self.url().len() > URL_BYTES {
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
        self.method.get_or_init(|| self.request.method())
    }

    /// Whether only the headers are asked for.
    pub(crate) fn is_head(&self) -> bool {
        self.method() == "HEAD"
    }

    /// The URL, as the runtime has made it well-formed.
    fn url(&self) -> &str {
        self.url.get_or_init(|| self.request.url())
    }

    /// Method, URL, `Origin` and `Accept-Encoding` in one text, to be looked up: the runtime copies none of it to hand it over.
    pub(crate) fn gist(&self) -> Text {
        let asked = self.request.unchecked_ref::<Asked>();
        NAMES.with(|Names { origin, accept_encoding, end, absent, .. }| {
            let field = |name| self.field(name).unwrap_or_else(|| absent.clone().unchecked_into());
            let (origin, encodings) = (field(origin), field(accept_encoding));
            asked.method().with(end, &asked.url(), end, &origin, end, &encodings)
        })
    }

    /// `If-None-Match`
    pub(crate) fn if_none_match(&self) -> Option<String> {
        NAMES.with(|names| self.field(&names.if_none_match))?.as_string()
    }

    fn field(&self, name: &JsString) -> Option<Text> {
        self.headers.unchecked_ref::<Fields>().get(name)
    }

    /// The address.
    pub(crate) fn address(&self) -> Address<'_> {
        Address::parse(self.url())
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
