//! Which component takes which root over.

use crate::device::browser;
use js_sys::Function;
use tt_contract::{lang::Lang, unit::Widget};
use tt_widgets::{
    hotline::{self, Hotline},
    rating::{self, Rating},
    submit::{Outcome, Reason},
    text_size::{self, TextSize},
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, HtmlFormElement};
use yew::{AppHandle, Callback, Renderer};

/// A component that lives.
pub(crate) enum Mounted {
    Hotline(AppHandle<Hotline>),
    Rating(AppHandle<Rating>),
    TextSize(AppHandle<TextSize>),
}

impl Mounted {
    pub(crate) fn destroy(self) {
        match self {
            Self::Hotline(handle) => handle.destroy(),
            Self::Rating(handle) => handle.destroy(),
            Self::TextSize(handle) => handle.destroy(),
        }
    }
}

/// Hydrates what is rendered in `root`, or leaves it as it is.
pub(crate) fn mount(
    root: HtmlElement,
    tell: Function,
    fresh_id: Function,
    keep: Function,
) -> Option<Mounted> {
    let data = root.dataset();
    let lang: Lang = data.get("lang")?.parse().ok()?;
    Some(match data.get("widget")?.parse().ok()? {
        Widget::Hotline => {
            let device = browser(fresh_id);
            let props = yew::props!(hotline::Props {
                lang,
                now: (device.now)(),
                groups: hotline::adopt(&root),
                device,
            });
            Mounted::Hotline(Renderer::<Hotline>::with_root_and_props(root.into(), props).hydrate())
        }
        Widget::Rating => {
            let form: HtmlFormElement = root.query_selector("form").ok()??.dyn_into().ok()?;
            let props = yew::props!(rating::Props {
                unit: data.get("unit")?,
                lang,
                action: form.action(),
                device: browser(fresh_id),
                on_ended: Callback::from(move |outcome| tell_outcome(&tell, outcome)),
            });
            Mounted::Rating(Renderer::<Rating>::with_root_and_props(root.into(), props).hydrate())
        }
        Widget::TextSize => {
            let props = yew::props!(text_size::Props { lang, keep });
            Mounted::TextSize(Renderer::<TextSize>::with_root_and_props(root.into(), props).hydrate())
        }
    })
}

fn tell_outcome(tell: &Function, outcome: Outcome) {
    let (name, cause) = match outcome {
        Outcome::Kept => ("sent", ""),
        Outcome::Again(Reason::Unreachable) => ("error", "network"),
        Outcome::Again(Reason::Busy) => ("error", "busy"),
        Outcome::Refused => ("error", "refused"),
    };
    // A listener of the portal's that throws is the portal's affair.
    let _ = tell.call2(&JsValue::NULL, &name.into(), &cause.into());
}
