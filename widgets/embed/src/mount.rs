//! Which component takes which root over.

use crate::device::browser;
use js_sys::Function;
use tt_contract::{lang::Lang, unit::Widget};
use tt_widgets::{
    Live, Seed,
    hotline::{self, Hotline},
    rating::{self, Rating},
    submit::{Outcome, Reason},
    text_size::{self, TextSize},
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, HtmlFormElement};
use yew::{AppHandle, Callback, Renderer};

/// Hydrates what is rendered in `root`, or leaves it as it is.
pub(crate) fn mount(
    root: HtmlElement,
    tell: Function,
    fresh_id: Function,
    keep: Function,
) -> Option<AppHandle<Live>> {
    let data = root.dataset();
    let lang: Lang = data.get("lang")?.parse().ok()?;
    let seed = match data.get("widget")?.parse().ok()? {
        Widget::Hotline => {
            let device = browser(fresh_id);
            let props = yew::props!(hotline::Props {
                lang,
                now: (device.now)(),
                groups: hotline::adopt(&root),
                device,
            });
            Seed::of::<Hotline>(props)
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
            Seed::of::<Rating>(props)
        }
        Widget::TextSize => {
            let props = yew::props!(text_size::Props { lang, keep });
            Seed::of::<TextSize>(props)
        }
        // A frame: what is in it lives by itself.
        Widget::TipOff => return None,
    };
    Some(Renderer::<Live>::with_root_and_props(root.into(), seed).hydrate())
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
