//! Answers that stand ready. A fragment is asked for with every page view of every portal and is the same for everybody
//! who asks alike: the second time, nothing is parsed, looked up or put together.

use crate::{ask::Ask, encoding::Encoding, reply};
use js_sys::{Reflect, Uint8Array};
use std::{cell::RefCell, collections::HashMap};
use tt_contract::time::Millis;
use wasm_bindgen::JsValue;
use worker::web_sys::{Headers, Response, ResponseInit};

/// How many answers are kept; beyond that all are dropped, and those that are asked for come again.
const KEPT: usize = 256;

/// All that a fragment's answer depends on besides the units, which do not change while an isolate lives.
#[derive(PartialEq, Eq, Hash)]
struct Question {
    url: String,
    origin: Option<String>,
    accept_encoding: Option<String>,
}

/// An answer in the runtime's own terms.
#[derive(Clone)]
pub(crate) struct Ready {
    /// The HTTP status.
    pub(crate) status: u16,
    /// All headers.
    pub(crate) headers: Headers,
    /// The body, encoded as the headers say.
    pub(crate) body: Option<Uint8Array>,
    /// In which encoding the body is already.
    pub(crate) encoded: Encoding,
    /// The moment from which the answer is another; nothing if it stays as long as the isolate.
    pub(crate) until: Option<Millis>,
    /// Its tag, and the headers for whoever knows it.
    pub(crate) tagged: Option<(String, Headers)>,
}

thread_local! {
    static ANSWERS: RefCell<HashMap<Question, Ready>> = RefCell::default();
}

impl Ready {
    /// The response. Errors: those of the runtime.
    pub(crate) fn response(&self) -> Result<Response, JsValue> {
        let init = ResponseInit::new();
        init.set_status(self.status);
        if self.encoded != Encoding::Identity {
            // The bytes are encoded already.
            Reflect::set(&init, &"encodeBody".into(), &"manual".into())?;
        }
        init.set_headers(self.headers.as_ref());
        Response::new_with_opt_buffer_source_and_init(self.body.as_deref(), &init)
    }

    /// The answer to who knows what `if_none_match` names: this, or 304 without a body.
    pub(crate) fn unless_known(self, if_none_match: Option<&str>) -> Self {
        match (&self.tagged, if_none_match) {
            (Some((tag, headers)), Some(known)) if reply::names(known, tag) => Self {
                status: 304,
                headers: headers.clone(),
                body: None,
                encoded: Encoding::Identity,
                until: self.until,
                tagged: None,
            },
            _ => self,
        }
    }

    /// Keeps this as the answer to whoever asks as `ask` does.
    pub(crate) fn keep(&self, ask: &Ask) {
        let Some(question) = question(ask) else { return };
        ANSWERS.with_borrow_mut(|answers| {
            if answers.len() >= KEPT {
                answers.clear();
            }
            answers.insert(question, self.clone());
        });
    }
}

/// The answer that stands ready for `ask` at `now`.
pub(crate) fn find(ask: &Ask, now: Millis) -> Option<Ready> {
    if ANSWERS.with_borrow(HashMap::is_empty) {
        return None;
    }
    let question = question(ask)?;
    let ready = ANSWERS.with_borrow(|answers| answers.get(&question).cloned())?;
    if ready.until.is_some_and(|until| until <= now) {
        ANSWERS.with_borrow_mut(|answers| answers.remove(&question));
        return None;
    }
    Some(ready.unless_known(ask.header("If-None-Match").as_deref()))
}

/// `None` where the answer depends on more.
fn question(ask: &Ask) -> Option<Question> {
    if ask.method() != "GET" {
        return None;
    }
    Some(Question {
        url: ask.url().to_owned(),
        origin: ask.header("Origin"),
        accept_encoding: ask.accept_encoding(),
    })
}
