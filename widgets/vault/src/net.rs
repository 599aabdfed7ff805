//! The network, as a thread of the browser has it.

use js_sys::{Function, Promise, Uint8Array};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, FormData, RequestCache, RequestCredentials, RequestInit, RequestRedirect, Response,
    WorkerGlobalScope,
};

/// How long a piece of a file may take: 1 MiB at 28 kbit/s.
const PATIENCE_MS: i32 = 300_000;

/// What is sent.
pub(crate) enum Body<'a> {
    /// A piece of a sealed file.
    Bytes(&'a Uint8Array),
    /// A form with a sealed text.
    Form(&'a FormData),
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// `Retry-After`, in seconds.
    pub(crate) retry_after: Option<u32>,
    response: Response,
}

impl Answer {
    /// The body, if it comes whole.
    pub(crate) async fn text(&self) -> Option<String> {
        JsFuture::from(self.response.text().ok()?).await.ok()?.as_string()
    }
}

/// The way to the edge.
pub(crate) struct Net {
    scope: WorkerGlobalScope,
    /// Who waits for time to pass, and would go on at once when the network is back.
    waiting: RefCell<Vec<Function>>,
    /// Stops the upload that is on its way.
    upload: RefCell<Option<AbortController>>,
}

impl Net {
    pub(crate) fn new() -> Self {
        let scope = js_sys::global().unchecked_into();
        Self { scope, waiting: RefCell::default(), upload: RefCell::default() }
    }

    /// `GET`s an answer; nothing if none comes.
    pub(crate) async fn get(&self, url: &str) -> Option<Answer> {
        self.fetch("GET", url, None, &AbortController::new().ok()?).await
    }

    /// `POST`s a form. Nothing if no answer comes, and then it may have arrived.
    pub(crate) async fn post(&self, url: &str, form: &FormData) -> Option<Answer> {
        self.fetch("POST", url, Some(Body::Form(form)), &AbortController::new().ok()?).await
    }

    /// `PUT`s a piece of a file, which [`Net::stop_upload`] stops. As [`Net::post`].
    pub(crate) async fn put(&self, url: &str, bytes: &Uint8Array) -> Option<Answer> {
        let stop = AbortController::new().ok()?;
        self.upload.replace(Some(stop.clone()));
        let answer = self.fetch("PUT", url, Some(Body::Bytes(bytes)), &stop).await;
        self.upload.replace(None);
        answer
    }

    /// Stops the upload that is on its way or waits for the network.
    pub(crate) fn stop_upload(&self) {
        if let Some(stop) = self.upload.borrow().as_ref() {
            stop.abort();
        }
        self.wake();
    }

    async fn fetch(
        &self,
        method: &str,
        url: &str,
        body: Option<Body<'_>>,
        stop: &AbortController,
    ) -> Option<Answer> {
        let how = RequestInit::new();
        how.set_method(method);
        how.set_cache(RequestCache::NoStore);
        how.set_credentials(RequestCredentials::Omit);
        how.set_redirect(RequestRedirect::Error);
        how.set_signal(Some(&stop.signal()));
        match body {
            Some(Body::Bytes(bytes)) => {
                let headers = web_sys::Headers::new().ok()?;
                headers.set("Content-Type", "application/octet-stream").ok()?;
                how.set_headers(&headers);
                how.set_body(bytes);
            }
            Some(Body::Form(form)) => how.set_body(form),
            None => {}
        }
        let late = Closure::<dyn FnMut()>::new({
            let stop = stop.clone();
            move || stop.abort()
        });
        let timer = self
            .scope
            .set_timeout_with_callback_and_timeout_and_arguments_0(late.as_ref().unchecked_ref(), PATIENCE_MS)
            .ok()?;
        let answer = JsFuture::from(self.scope.fetch_with_str_and_init(url, &how)).await;
        self.scope.clear_timeout_with_handle(timer);
        let response: Response = answer.ok()?.dyn_into().ok()?;
        let retry_after = response.headers().get("Retry-After").ok().flatten();
        let retry_after = retry_after.and_then(|said| said.parse().ok());
        Some(Answer { status: response.status(), retry_after, response })
    }

    /// Waits for so many milliseconds, or until the network is back or [`Net::wake`] is called.
    pub(crate) async fn pause(&self, ms: u32) {
        let ms = i32::try_from(ms).unwrap_or(i32::MAX);
        let promise = Promise::new(&mut |go_on, _| {
            let set = self.scope.set_timeout_with_callback_and_timeout_and_arguments_0(&go_on, ms);
            if set.is_ok() {
                self.waiting.borrow_mut().push(go_on);
            }
        });
        // It is never broken.
        let _ = JsFuture::from(promise).await;
    }

    /// Lets everybody go on who waits.
    pub(crate) fn wake(&self) {
        for go_on in self.waiting.take() {
            // It is a promise's own.
            let _ = go_on.call0(&JsValue::NULL);
        }
    }

    /// A byte to spread pauses by; nothing secret.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255")]
    pub(crate) fn drawn() -> u8 {
        (js_sys::Math::random() * 256.0) as u8
    }

    /// Standard base64 of ASCII.
    pub(crate) fn base64(&self, ascii: &str) -> Option<String> {
        self.scope.btoa(ascii).ok()
    }

    /// The bytes of standard base64.
    pub(crate) fn bytes(&self, base64: &str) -> Option<Vec<u8>> {
        let binary = js_sys::JsString::from(self.scope.atob(base64).ok()?);
        // One byte a character.
        binary.iter().map(|unit| u8::try_from(unit).ok()).collect()
    }
}
