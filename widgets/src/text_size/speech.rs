//! The device's own voice.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{EventTarget, SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice, Window};

/// What is being said; it must be held until it has ended, or a browser may forget to say so.
#[expect(dead_code, reason = "held, not read")]
pub(super) struct Saying(SpeechSynthesisUtterance, Closure<dyn FnMut()>, Closure<dyn FnMut()>);

/// What the browser speaks with, where it can.
pub(super) fn of(window: &Window) -> Option<SpeechSynthesis> {
    let found = Reflect::get(window, &"speechSynthesis".into()).ok()?;
    found.is_object().then(|| found.unchecked_into())
}

/// A voice for the language `tag` on the device itself. Others would send what is read to somebody else's server, and a
/// device may list some that it does not have.
pub(super) fn voice(speech: &SpeechSynthesis, tag: &str) -> Option<SpeechSynthesisVoice> {
    let voices = speech.get_voices().into_iter().map(JsCast::unchecked_into::<SpeechSynthesisVoice>);
    let mut fitting = voices.filter(|voice| voice.local_service() && is_alike(&voice.lang(), tag));
    fitting.next()
}

/// Whether two tags, such as `vi`, `vi-VN`, or `vi_VN` as Android writes it, are of one language.
fn is_alike(one: &str, other: &str) -> bool {
    let language = |tag: &str| tag.as_bytes().get(..2).map(<[u8]>::to_ascii_lowercase);
    language(one).is_some() && language(one) == language(other)
}

/// Calls `then` whenever the list of voices changes; dropped, it no longer does.
pub(super) struct Voices {
    speech: SpeechSynthesis,
    then: Closure<dyn FnMut()>,
}

const CHANGED: &str = "voiceschanged";

impl Voices {
    pub(super) fn listen(speech: &SpeechSynthesis, then: impl FnMut() + 'static) -> Self {
        let then = Closure::wrap(Box::new(then) as Box<dyn FnMut()>);
        // Safari before 16 has a list that never changes, and nothing to listen to.
        if let Some(target) = speech.dyn_ref::<EventTarget>() {
            let _ = target.add_event_listener_with_callback(CHANGED, then.as_ref().unchecked_ref());
        }
        Self { speech: speech.clone(), then }
    }
}

impl Drop for Voices {
    fn drop(&mut self) {
        if let Some(target) = self.speech.dyn_ref::<EventTarget>() {
            let _ = target.remove_event_listener_with_callback(CHANGED, self.then.as_ref().unchecked_ref());
        }
    }
}

/// Says `text` at `rate`, a number as text, times the usual speed, in place of whatever is being said.
/// Errors: the browser refuses.
pub(super) fn say(
    speech: &SpeechSynthesis,
    (voice, rate): (&SpeechSynthesisVoice, &str),
    text: &str,
    (ended, failed): (impl FnMut() + 'static, impl FnMut() + 'static),
) -> Result<Saying, JsValue> {
    let utterance = SpeechSynthesisUtterance::new_with_text(text)?;
    utterance.set_voice(Some(voice));
    utterance.set_lang(&voice.lang());
    // The browser reads the number; to read one here would be 14 kB of code and tables.
    Reflect::set(&utterance, &"rate".into(), &rate.into())?;
    let ended = Closure::wrap(Box::new(ended) as Box<dyn FnMut()>);
    let failed = Closure::wrap(Box::new(failed) as Box<dyn FnMut()>);
    utterance.set_onend(Some(ended.as_ref().unchecked_ref()));
    utterance.set_onerror(Some(failed.as_ref().unchecked_ref()));
    speech.cancel();
    speech.speak(&utterance);
    Ok(Saying(utterance, ended, failed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_however_its_tag_is_written() {
        assert!(is_alike("vi-VN", "vi") && is_alike("VI_vn", "vi-Latn") && is_alike("en-GB", "en-US"));
        assert!(!is_alike("vi", "en") && !is_alike("", "") && !is_alike("v", "vi"));
    }
}
