//! The fragment that the loader puts into a portal's page.

use super::{Moment, Release, organization};
use crate::{
    Live, Seed, hotline,
    life::Life,
    rating::{self, Filled, still},
    style::{self, Look},
    text_size, tip_off,
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

/// A widget's style and HTML, ready to be hydrated.
#[derive(Clone, Debug)]
pub struct Fragment {
    /// The HTML.
    pub html: String,
    /// The moment from which it would be another; nothing if it stays as it is.
    pub until: Option<Millis>,
}

/// Renders a widget's style and HTML. It is the same for everybody: it carries no submission id, and its addresses are
/// relative to the edge, which the loader knows by its own address.
pub async fn fragment(
    unit: &Unit,
    widget: Widget,
    lang: Lang,
    look: Look,
    moment: Moment,
    release: Release<'_>,
) -> Fragment {
    let (html, until) = match widget {
        Widget::Hotline => hotline_html(unit, lang, moment).await,
        Widget::Rating => (rating_html(rating_props(unit, lang, &Filled::default()).await).await, None),
        Widget::TextSize => (text_size_html(lang).await, None),
        Widget::TipOff => (tip_off::frame(unit, lang), None),
    };
    let root = root(unit, widget, lang, look, release, &html);
    // The loader moves it into the head of the portal's page.
    let about = match widget {
        Widget::Hotline => organization::element(unit, lang, moment),
        Widget::Rating | Widget::TextSize | Widget::TipOff => String::new(),
    };
    let html = format!("<style>{}</style>{about}{root}", style::widget_css(unit, widget));
    Fragment { html, until }
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

/// A widget's HTML, with the marks that hydration needs.
pub(super) async fn rendered<L: Life>(props: L::Properties) -> String {
    LocalServerRenderer::<Live>::with_props(Seed::of::<L>(props)).render().await
}

pub(super) async fn rating_html(props: rating::Props) -> String {
    rendered::<rating::Rating>(props).await
}

/// The hotlines, and the moment from which they would be others.
pub(super) async fn hotline_html(unit: &Unit, lang: Lang, moment: Moment) -> (String, Option<Millis>) {
    let props = hotline::props(unit, lang, moment).await;
    let until = hotline::renewed_at(unit, &props);
    (rendered::<hotline::Hotline>(props).await, until)
}

pub(super) async fn text_size_html(lang: Lang) -> String {
    let props = text_size::props(lang).await;
    rendered::<text_size::TextSize>(props).await
}

/// The root of a widget with all that its script needs to know: who it is for, and which release brings it to life.
pub(super) fn root(
    unit: &Unit,
    widget: Widget,
    lang: Lang,
    look: Look,
    Release { version, integrity, .. }: Release<'_>,
    html: &str,
) -> String {
    let (unit, lang, widget) = (unit.id.as_str(), lang.tag(), widget.name());
    // Nothing here can hold a character that HTML reads as markup: ids, tags, names, hexadecimal and base64 digits.
    format!(
        r#"<div class="tt" lang="{lang}" data-theme="{look}" data-widget="{widget}" data-unit="{unit}" data-lang="{lang}" data-agreement="{AGREEMENT}" data-release="/v/{version}/" data-integrity="{integrity}">{html}</div>"#
    )
}
