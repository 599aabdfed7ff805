//! From what stands in the form to what is sent, and to what the device remembers of it.

use super::remembered::{self, Entry};
use crate::device::Device;
use tt_contract::{
    fault::{Fault, Kind},
    problem::FieldError,
    rating::Level,
    text::Comment,
};
use web_sys::{FormData, HtmlFormElement, UrlSearchParams};

/// A submission that is ready to be sent, as often as it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parcel {
    /// Where to.
    pub(super) url: String,
    /// The form, encoded.
    pub(super) body: String,
    /// Its id.
    pub(super) id: String,
    /// Unit and path, by which the device remembers it.
    pub(super) page: String,
}

/// Reads `form` and judges what a rater can get wrong by the contract's own types. `id` is the one this form has used
/// before, if any. Errors: the fields that are wrong.
pub(super) fn pack(
    form: &HtmlFormElement,
    unit: &str,
    id: Option<&str>,
    device: &Device,
) -> Result<Parcel, Vec<FieldError>> {
    let fields = fields(form).ok_or_else(Vec::new)?;
    // Keyboards that compose (NFD) would spend two characters of the limit on one letter.
    let comment =
        js_sys::JsString::from(text(&fields, "comment")).normalize("NFC").as_string().unwrap_or_default();
    let mut wrong = Vec::new();
    if text(&fields, "level").parse::<Level>().is_err() {
        wrong.push(FieldError::new("/level", Fault::new(Kind::Missing)));
    }
    if let Err(fault) = Comment::optional(&comment) {
        wrong.push(FieldError::new("/comment", fault));
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let on_form = Some(text(&fields, "id")).filter(|id| !id.is_empty());
    let id = id.map(str::to_owned).or(on_form).unwrap_or_else(|| (device.fresh_id)());
    let page = page(unit, &fields);
    let earlier = remembered::recall((device.now)().day(), &page).filter(|entry| entry.id != id);
    fields.set("id", &id);
    fields.set("comment", &comment);
    if let Some(earlier) = earlier {
        fields.set("replaces", &earlier.id);
    }
    Ok(Parcel { url: form.action(), body: String::from(fields.to_string()), id, page })
}

impl Parcel {
    /// Notes on the device that this was begun or, with `sent`, that it has arrived.
    pub(super) fn remember(&self, device: &Device, sent: bool) {
        remembered::remember((device.now)().day(), &self.page, &Entry { id: self.id.clone(), sent });
    }
}

/// Whether this device has rated the page of `form` today.
pub(super) fn rated_today(form: &HtmlFormElement, unit: &str, device: &Device) -> bool {
    let today = (device.now)().day();
    remembered::forget_other_days(today);
    fields(form)
        .and_then(|fields| remembered::recall(today, &page(unit, &fields)))
        .is_some_and(|entry| entry.sent)
}

fn page(unit: &str, fields: &UrlSearchParams) -> String {
    [unit, " ", &text(fields, "page")].concat()
}

fn text(fields: &UrlSearchParams, name: &str) -> String {
    fields.get(name).unwrap_or_default()
}

fn fields(form: &HtmlFormElement) -> Option<UrlSearchParams> {
    let data = FormData::new_with_form(form).ok()?;
    UrlSearchParams::new_with_str_sequence_sequence(&data).ok()
}
