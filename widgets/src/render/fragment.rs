//! The fragment that the loader puts into a portal's page.

use super::Release;
use crate::{
    hotline,
    rating::{self, Filled, still},
    style::{self, Look},
    text_size,
};
use tt_contract::{
    lang::Lang,
    time::Millis,
    unit::{Unit, Widget},
};
use yew::{AttrValue, LocalServerRenderer};

/// The number of the agreement between loader and fragment: what the loader may rely on in the HTML. A loader that is
/// older than the fragment shows it and does not bring it to life.
pub(super) const AGREEMENT: u8 = 1;

/// A widget's style and HTML, ready to be hydrated. It is the same for everybody: it carries no submission id, and its
/// addresses are relative to the edge, which the loader knows by its own address.
pub async fn fragment(
    unit: &Unit,
    widget: Widget,
    lang: Lang,
    look: Look,
    now: Millis,
    release: Release<'_>,
) -> String {
    let html = match widget {
        Widget::Hotline => hotline_html(unit, lang, now).await,
        Widget::Rating => rating_html(rating_props(unit, lang, &Filled::default()).await).await,
        Widget::TextSize => text_size_html(lang).await,
    };
    let root = root(unit, widget, lang, look, release, &html);
    format!("<style>{}</style>{root}", style::widget_css(unit, widget))
}

/// The properties of a rating filled with `filled`.
pub(super) async fn rating_props(unit: &Unit, lang: Lang, filled: &Filled) -> rating::Props {
    let action = format!("/v1/units/{}/ratings", unit.id);
    yew::props!(rating::Props {
        unit: unit.id.to_string(),
        lang,
        action,
        still: still(lang, filled).await,
        comment: Some(&filled.comment)
            .filter(|text| !text.is_empty())
            .map(|text| AttrValue::from(text.clone())),
    })
}

pub(super) async fn rating_html(props: rating::Props) -> String {
    LocalServerRenderer::<rating::Rating>::with_props(props).render().await
}

pub(super) async fn hotline_html(unit: &Unit, lang: Lang, now: Millis) -> String {
    let props = hotline::props(unit, lang, now).await;
    LocalServerRenderer::<hotline::Hotline>::with_props(props).render().await
}

pub(super) async fn text_size_html(lang: Lang) -> String {
    let props = text_size::props(lang).await;
    LocalServerRenderer::<text_size::TextSize>::with_props(props).render().await
}

/// The root of a widget with all that its script needs to know: who it is for, and which release brings it to life.
pub(super) fn root(
    unit: &Unit,
    widget: Widget,
    lang: Lang,
    look: Look,
    Release { version, integrity }: Release<'_>,
    html: &str,
) -> String {
    let (unit, lang, widget) = (unit.id.as_str(), lang.tag(), widget.name());
    // Nothing here can hold a character that HTML reads as markup: ids, tags, names, hexadecimal and base64 digits.
    format!(
        r#"<div class="tt" lang="{lang}" data-theme="{look}" data-widget="{widget}" data-unit="{unit}" data-lang="{lang}" data-agreement="{AGREEMENT}" data-release="/v/{version}/" data-integrity="{integrity}">{html}</div>"#
    )
}
