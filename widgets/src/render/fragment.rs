//! The fragment that the loader puts into a portal's page.

use crate::{
    rating::{Filled, Props, Rating, still},
    style::{self, Look},
};
use tt_contract::{
    lang::Lang,
    unit::{Unit, Widget},
};
use yew::{AttrValue, LocalServerRenderer};

/// A widget's style and HTML, ready to be hydrated. It is the same for everybody: it carries no submission id, and its
/// addresses are relative to the edge, which the loader knows by its own address.
pub async fn fragment(unit: &Unit, widget: Widget, lang: Lang, look: Look, version: &str) -> String {
    let html = match widget {
        Widget::Rating => {
            widget_html(unit, lang, look, version, rating_props(unit, lang, &Filled::default()).await).await
        }
    };
    format!("<style>{}</style>{html}", style::widget_css(unit))
}

/// The properties of a rating filled with `filled`.
pub(super) async fn rating_props(unit: &Unit, lang: Lang, filled: &Filled) -> Props {
    let action = format!("/v1/units/{}/ratings", unit.id);
    yew::props!(Props {
        unit: unit.id.to_string(),
        lang,
        action,
        still: still(lang, filled).await,
        comment: Some(&filled.comment)
            .filter(|text| !text.is_empty())
            .map(|text| AttrValue::from(text.clone())),
    })
}

/// The root of a widget with all that its script needs to know: who it is for, and where the script's release lies.
pub(super) async fn widget_html(unit: &Unit, lang: Lang, look: Look, version: &str, props: Props) -> String {
    let (unit, lang) = (unit.id.as_str(), lang.tag());
    let inner = LocalServerRenderer::<Rating>::with_props(props).render().await;
    // Nothing here can hold a character that HTML reads as markup: ids, tags, names and hexadecimal digits.
    format!(
        r#"<div class="tt" lang="{lang}" data-theme="{look}" data-widget="rating" data-unit="{unit}" data-lang="{lang}" data-release="/v/{version}/">{inner}</div>"#
    )
}
