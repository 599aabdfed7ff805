//! Sends a submission and tells what became of it.
//!
//! The body is a form, not JSON: a form needs no CORS preflight, so that a slow network carries one round trip and not
//! two, and the browser, the edge and a page without script all speak the same bytes. `Accept` asks for JSON back.

use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestInit, Response};

/// How long an answer may take, in milliseconds.
const PATIENCE_MS: u32 = 20_000;
/// The first and the longest pause between tries, in milliseconds.
const PAUSES_MS: (u32, u32) = (2_000, 60_000);

/// The request's settings. As text: a setter for each would be a function to import and to download.
const INIT: &str = r#"{"method":"POST","credentials":"omit","referrerPolicy":"no-referrer","headers":{"accept":"application/json","content-type":"application/x-www-form-urlencoded"}}"#;

/// What became of one try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The edge has it for good.
    Kept,
    /// Not known, or not now: to be tried again with the same id.
    Again(Reason),
    /// The edge will not have it as it is.
    Refused,
}

/// Why to try again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No answer came.
    Unreachable,
    /// The edge asked for time.
    Busy,
}

/// What a status means for the sender.
#[must_use]
pub const fn judge(status: u16) -> Outcome {
    match status {
        200..=299 => Outcome::Kept,
        408 | 425 | 429 | 500..=599 => Outcome::Again(Reason::Busy),
        _ => Outcome::Refused,
    }
}

/// The pause before try `tries` + 1, in milliseconds: doubled each time up to a minute.
#[must_use]
pub fn pause_ms(tries: u32) -> u32 {
    let (first, longest) = PAUSES_MS;
    first.saturating_mul(1 << tries.saturating_sub(1).min(16)).min(longest)
}

/// Posts `body`, a form, to `url` once.
pub async fn post(url: &str, body: &str) -> Outcome {
    match try_post(url, body).await {
        Ok(status) => judge(status),
        Err(_) => Outcome::Again(Reason::Unreachable),
    }
}

async fn try_post(url: &str, body: &str) -> Result<u16, JsValue> {
    let abort = AbortController::new()?;
    let init = js_sys::JSON::parse(INIT)?.unchecked_into::<RequestInit>();
    init.set_signal(Some(&abort.signal()));
    init.set_body(&JsValue::from_str(body));
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let _patience = Timeout::new(PATIENCE_MS, move || abort.abort());
    let response = JsFuture::from(window.fetch_with_str_and_init(url, &init)).await?;
    Ok(response.unchecked_into::<Response>().status())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_success_is_kept_and_only_a_client_error_is_refused() {
        assert_eq!(judge(202), Outcome::Kept);
        assert_eq!(judge(422), Outcome::Refused);
        assert_eq!(judge(429), Outcome::Again(Reason::Busy));
        assert_eq!(judge(503), Outcome::Again(Reason::Busy));
        assert_eq!(judge(0), Outcome::Refused);
    }

    #[test]
    fn pauses_double_up_to_a_minute() {
        assert_eq!([1, 2, 3, 6, 900].map(pause_ms), [2_000, 4_000, 8_000, 60_000, 60_000]);
    }
}
