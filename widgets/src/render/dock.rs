//! The dock: what a portal shows that pastes the script alone.

use super::{
    Release,
    fragment::{AGREEMENT, Fragment},
};
use crate::{
    i18n::{self, CORNERS},
    style::{self, Look},
};
use tt_contract::{
    lang::Lang,
    unit::{Unit, Widget},
};
use yew::{LocalServerRenderer, prelude::*};

#[derive(Clone, PartialEq, Properties)]
struct Props {
    page: AttrValue,
    unit: AttrValue,
    lang: Lang,
    look: Look,
    release: AttrValue,
    widgets: Vec<Widget>,
}

/// The dock's style and HTML with `widgets` of `unit`. Its button is a link until the loader has made it one that opens
/// the dialog.
pub async fn dock(
    unit: &Unit,
    widgets: &[Widget],
    lang: Lang,
    look: Look,
    Release { version, .. }: Release<'_>,
) -> Fragment {
    let props = yew::props!(Props {
        page: format!("/u/{}?lang={}", unit.id, lang.tag()),
        unit: unit.id.to_string(),
        lang,
        look,
        release: format!("/v/{version}/"),
        widgets: widgets.to_vec(),
    });
    let html = LocalServerRenderer::<Dock>::with_props(props).hydratable(false).render().await;
    Fragment { html: format!("<style>{}</style>{html}", style::dock_css(unit)), until: None }
}

#[component]
fn Dock(props: &Props) -> Html {
    let (texts, names) = (i18n::dock(props.lang), i18n::page(props.lang));
    let first = props.widgets.first().copied();
    html! {
        <div class="tt" lang={props.lang.tag()} data-theme={props.look.name()} data-widget="dock" data-unit={&props.unit}
            data-lang={props.lang.tag()} data-agreement={AGREEMENT.to_string()} data-release={&props.release}
            data-corner="bottom-right">
            <section class="dock" aria-label={texts.open}>
                <a class="open" href={&props.page}>{ icon() }<span>{ texts.open }</span></a>
                <button class="open" type="button" hidden=true aria-haspopup="dialog">
                    { icon() }<span>{ texts.open }</span>
                </button>
            </section>
            <dialog aria-labelledby="tt-dock-title">
                <div class="top">
                    <h2 id="tt-dock-title">{ texts.open }</h2>
                    <button class="close quiet" type="button">{ texts.close }</button>
                </div>
                { for props.widgets.iter().map(|widget| html! {
                    <details data-widget={widget.name()} name="tt-dock" open={Some(*widget) == first}>
                        <summary>{ names.title(*widget) }</summary>
                        <div class="here"></div>
                    </details>
                }) }
                <details>
                    <summary>{ texts.corner }</summary>
                    <fieldset>
                        <legend class="heard">{ texts.corner }</legend>
                        { for CORNERS.into_iter().zip(texts.corners).map(|(corner, words)| html! {
                            <label><input type="radio" name="tt-corner" value={corner} /><span>{ words }</span></label>
                        }) }
                    </fieldset>
                </details>
                <p class="page"><a href={&props.page}>{ texts.page }</a></p>
            </dialog>
        </div>
    }
}

/// A hand-set telephone, for the eye.
fn icon() -> Html {
    html! {
        <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d="M12 3a8 8 0 0 0-8 8v5a2 2 0 0 0 2 2h2v-7H6a6 6 0 0 1 12 0h-2v7h1.5a3.5 3.5 0 0 1-3.5 2.5h-1.5" />
        </svg>
    }
}
