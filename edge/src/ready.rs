//! Answers that stand ready. A fragment is asked for with every page view of every portal and is the same for everybody
//! who asks alike: the second time, nothing is parsed, looked up or put together.

use crate::{ask::Ask, encoding::Encoding, reply};
use js_sys::{Map, Reflect, Uint8Array};
use std::cell::RefCell;
use tt_contract::time::Millis;
use wasm_bindgen::JsValue;
use worker::web_sys::{Headers, Response, ResponseInit};

/// How many answers are kept; beyond that all are dropped, and those that are asked for come again.
const KEPT: usize = 256;

/// An answer in the runtime's own terms.
#[derive(Clone)]
pub(crate) struct Ready {
    /// Status and headers.
    pub(crate) init: ResponseInit,
    /// The body, encoded as the headers say.
    pub(crate) body: Option<Uint8Array>,
    /// The moment from which the answer is another; nothing if it stays as long as the isolate.
    pub(crate) until: Option<Millis>,
    /// Its tag, and the same as `init` for whoever knows it.
    pub(crate) tagged: Option<(String, ResponseInit)>,
}

/// What is kept, by all that it depends on besides the units, which do not change while an isolate lives.
struct Answers {
    /// [`Ask::gist`] to a place in `all`.
    places: Map,
    all: Vec<Ready>,
}

thread_local! {
    static ANSWERS: RefCell<Answers> = RefCell::new(Answers { places: Map::new(), all: Vec::new() });
}

/// Status and headers as the runtime takes them; a body may be `encoded` already. Errors: those of the runtime.
pub(crate) fn init(status: u16, headers: &Headers, encoded: Encoding) -> Result<ResponseInit, JsValue> {
    let init = ResponseInit::new();
    init.set_status(status);
    if encoded != Encoding::Identity {
        Reflect::set(&init, &"encodeBody".into(), &"manual".into())?;
    }
    init.set_headers(headers);
    Ok(init)
}

impl Ready {
    /// The response. Errors: those of the runtime.
    pub(crate) fn response(&self) -> Result<Response, JsValue> {
        Response::new_with_opt_buffer_source_and_init(self.body.as_deref(), &self.init)
    }

    /// The response to who knows what `if_none_match` names: this, or 304 without a body. Errors: those of the runtime.
    pub(crate) fn unless_known(&self, if_none_match: Option<&str>) -> Result<Response, JsValue> {
        match (&self.tagged, if_none_match) {
            (Some((tag, init)), Some(known)) if reply::names(known, tag) => {
                Response::new_with_opt_buffer_source_and_init(None, init)
            }
            _ => self.response(),
        }
    }

    /// Keeps this as the answer to whoever asks as `ask` does.
    pub(crate) fn keep(&self, ask: &Ask) {
        ANSWERS.with_borrow_mut(|Answers { places, all }| {
            if all.len() >= KEPT {
                places.clear();
                all.clear();
            }
            if let Ok(place) = u32::try_from(all.len()) {
                places.set(&ask.gist(), &place.into());
                all.push(self.clone());
            }
        });
    }
}

/// The response that stands ready for `ask` at `now`. Errors: those of the runtime.
pub(crate) fn find(ask: &Ask, now: Millis) -> Option<Result<Response, JsValue>> {
    ANSWERS.with_borrow(|Answers { places, all }| {
        if all.is_empty() {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in `all`")]
        let place = places.get(&ask.gist()).as_f64()? as usize;
        let ready = all.get(place).filter(|ready| ready.until.is_none_or(|until| now < until))?;
        Some(ready.unless_known(ask.if_none_match().as_deref()))
    })
}
