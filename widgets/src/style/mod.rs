//! Style sheets, as text: for a shadow root, a constructable style sheet; for a page, a file of its own.

#[cfg(feature = "ssr")]
use tt_contract::unit::{Unit, Widget};

pub use tt_contract::look::Look;

#[cfg(feature = "ssr")]
const BASE: &str = include_str!("base.css");

#[cfg(feature = "ssr")]
const fn own_css(widget: Widget) -> &'static str {
    match widget {
        Widget::Hotline => include_str!("../hotline/style.css"),
        Widget::Rating => include_str!("../rating/style.css"),
        Widget::TextSize => include_str!("../text_size/style.css"),
        Widget::TipOff => include_str!("../tip_off/style.css"),
    }
}

/// The style of a widget of `unit` in a shadow root.
#[cfg(feature = "ssr")]
#[must_use]
pub fn widget_css(unit: &Unit, widget: Widget) -> String {
    lean(&[BASE, own_css(widget), &accents(unit)].concat())
}

/// The style of `unit`'s dock.
#[cfg(feature = "ssr")]
#[must_use]
pub fn dock_css(unit: &Unit) -> String {
    lean(&[BASE, include_str!("dock.css"), &accents(unit)].concat())
}

/// The style of a page of the edge that shows `widgets`; `unit` gives its colours. `more` is the page's own.
#[cfg(feature = "ssr")]
#[must_use]
pub fn page_css(unit: Option<&Unit>, widgets: &[Widget], more: &str) -> String {
    let own: String = widgets.iter().copied().map(own_css).collect();
    lean(&[BASE, &own, include_str!("page.css"), more, &unit.map(accents).unwrap_or_default()].concat())
}

#[cfg(feature = "ssr")]
fn accents(unit: &Unit) -> String {
    let (light, dark) = (unit.accent, unit.accent_dark);
    format!(
        ".tt{{--tt-accent:var(--tt-c-accent,{light})}}.tt[data-theme=dark]{{--tt-accent:var(--tt-c-accent,{dark})}}\
         @media(prefers-color-scheme:dark){{.tt[data-theme=auto]{{--tt-accent:var(--tt-c-accent,{dark})}}}}"
    )
}

/// Takes out comments, indents and line breaks. The style sheets are written so that no more is needed.
#[cfg(feature = "ssr")]
pub(crate) fn lean(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.lines().map(str::trim).collect()
}
