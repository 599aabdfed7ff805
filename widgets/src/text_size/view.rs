//! The widget as it is seen and heard: what changes while it is used. The rest is [`Still`].

use super::{
    aloud::Phase,
    component::{Msg, TextSize},
};
use crate::{i18n, life::Lived};
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

/// The parts that never change, as HTML. The edge renders them; the browser adopts what stands, and so downloads neither
/// their code nor their texts: there they are empty. What is pressed in them is known by `data-do`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Still {
    /// The steps of the size, which the loader brings to life.
    pub steps: AttrValue,
    /// How the page looks, and what can be done with it.
    pub looks: AttrValue,
    /// What ends the reading, and how fast it is.
    pub reader: AttrValue,
    /// Where the page's address can be shared.
    pub share: AttrValue,
}

/// What the view shows of the component.
pub(super) struct Shown<'a> {
    pub(super) root: &'a NodeRef,
    pub(super) live: bool,
    pub(super) phase: Phase,
    pub(super) shares: bool,
    pub(super) message: &'static str,
}

pub(super) fn view(ctx: &Lived<'_, TextSize>, shown: &Shown<'_>) -> Html {
    let (still, texts) = (&ctx.props().still, i18n::text_size(ctx.props().lang));
    let link = ctx.link().clone();
    let press = Callback::from(move |event| {
        if let Some(what) = pressed(&event) {
            link.send_message(Msg::Pressed(what));
        }
    });
    html! {
        <div class="text-size" ref={shown.root} onclick={press} onchange={ctx.link().callback(|_: Event| Msg::Changed)}>
            { raw(&still.steps) }
            <fieldset class="rest" role="none" disabled={!shown.live}>
                { raw(&still.looks) }
                <div class="reader" hidden={shown.phase == Phase::Silent}>
                    <button type="button" class="quiet" data-do="pause">
                        { if shown.phase == Phase::Paused { texts.resume } else { texts.pause } }
                    </button>
                    { raw(&still.reader) }
                </div>
                <div class="share" hidden={!shown.shares}>{ raw(&still.share) }</div>
            </fieldset>
            <p class="message" role="status">{ shown.message }</p>
        </div>
    }
}

/// The `data-do` of what was pressed.
fn pressed(event: &MouseEvent) -> Option<String> {
    let pressed: Element = event.target()?.dyn_into().ok()?;
    pressed.closest("[data-do]").ok()??.get_attribute("data-do")
}

fn raw(html: &AttrValue) -> Html {
    Html::from_html_unchecked(html.clone())
}
