//! What stands in the form's fields, which keep it themselves.

use super::Field;
use js_sys::JsString;
use tt_contract::problem::FieldError;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, File, FormData, HtmlFormElement, HtmlInputElement, HtmlSelectElement};
use yew::NodeRef;

/// The form below `root` that `css` names.
pub(super) fn form(root: &NodeRef, css: &str) -> Option<HtmlFormElement> {
    root.cast::<Element>()?.query_selector(css).ok()??.dyn_into().ok()
}

/// What stands in the field `name`, composed (NFC): keyboards that do not would spend two characters of a limit on one
/// letter.
pub(super) fn typed(form: &HtmlFormElement, name: &str) -> String {
    let value = FormData::new_with_form(form).ok().and_then(|data| data.get(name).as_string());
    JsString::from(value.unwrap_or_default()).normalize("NFC").as_string().unwrap_or_default()
}

/// `text` in small letters.
pub(super) fn folded(text: &str) -> String {
    JsString::from(text).to_lower_case().as_string().unwrap_or_default()
}

/// The label of `field` as it stands.
pub(super) fn label(form: &HtmlFormElement, field: Field) -> String {
    let css = ["label[for=tt-", field.name(), "] b"].concat();
    let label = form.query_selector(&css).ok().flatten();
    label.and_then(|label| label.text_content()).unwrap_or_default()
}

/// What a citizen sees chosen or written in `field`.
pub(super) fn shown(form: &HtmlFormElement, field: Field) -> String {
    let css = ["#tt-", field.name()].concat();
    let element = form.query_selector(&css).ok().flatten();
    let chosen = element.and_then(|element| element.dyn_into::<HtmlSelectElement>().ok());
    match chosen.filter(|list| !list.value().is_empty()) {
        Some(list) => {
            let option = list.query_selector("option:checked").ok().flatten();
            option.and_then(|option| option.text_content()).unwrap_or_default()
        }
        None => typed(form, field.name()),
    }
}

/// Marks the fields of `form` that are wrong, and no others.
pub(super) fn mark(form: &HtmlFormElement, errors: &[FieldError]) {
    let Ok(fields) = form.query_selector_all("[id^=tt-][name]") else { return };
    for index in 0..fields.length() {
        let Some(field) = fields.get(index).and_then(|field| field.dyn_into::<Element>().ok()) else {
            continue;
        };
        let name = field.get_attribute("name").unwrap_or_default();
        let wrong = errors.iter().any(|error| error.pointer.strip_prefix('/') == Some(&name));
        // Only a wrong name of an attribute could be refused.
        let _ = if wrong {
            field.set_attribute("aria-invalid", "true")
        } else {
            field.remove_attribute("aria-invalid")
        };
    }
}

/// The files that were just chosen, if `event` is of a field for files; the field is emptied, so that the same file can be
/// chosen again. With them, whether their metadata is to stay.
pub(super) fn chosen(event: &web_sys::Event) -> Option<(Vec<File>, bool)> {
    let input = event.target()?.dyn_into::<HtmlInputElement>().ok()?;
    let list = input.files()?;
    let files = (0..list.length()).filter_map(|index| list.get(index)).collect();
    let originals = input.form().is_some_and(|form| !typed(&form, "originals").is_empty());
    input.set_value("");
    Some((files, originals))
}

/// The length of `file` in bytes.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a length is whole and below 2^53"
)]
pub(super) fn size(file: &File) -> u64 {
    file.size() as u64
}

/// The step and the depth that the history remembers, `depth * 10 + step`; nothing if it is not ours.
pub(super) fn remembered(state: &JsValue) -> Option<(u32, u8)> {
    let number = state.as_f64().filter(|number| (0.0..10_000.0).contains(number))?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked just above")]
    let number = number as u32;
    Some((number / 10, u8::try_from(number % 10).unwrap_or(0)))
}
