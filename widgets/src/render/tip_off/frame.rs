//! What stands around every page of the tip-off.

use super::{TipKey, TipPage};
use crate::{
    i18n,
    render::{
        Document, Release,
        document::{Parts, document},
    },
    style::Look,
};
use tt_contract::{
    lang::Lang,
    unit::{Unit, Widget},
};
use yew::prelude::*;

impl TipPage {
    /// The address of the unit's form or, with `place` (`/return`, `/key`), of what belongs to it,
    /// shown as this page is, but never in a frame: links lead out of it.
    #[must_use]
    pub fn address(self, unit: &Unit, place: &str) -> String {
        let theme = if self.look == Look::Auto { "" } else { "&theme=" };
        let look = if theme.is_empty() { "" } else { self.look.name() };
        let plain = if self.plain { "&plain=1" } else { "" };
        format!("/u/{}/tip-off{place}?lang={}{theme}{look}{plain}", unit.id, self.lang.tag())
    }
}

/// Where quick exit leads first: an address of the edge, from which the neutral page follows.
pub(super) fn exit(unit: &Unit, page: TipPage) -> String {
    page.address(unit, "/leave")
}

/// A page of the tip-off. The way out is the first thing on it that a key reaches, and always in view.
pub(super) async fn framed(
    unit: &Unit,
    page: TipPage,
    title: &str,
    place: &str,
    body: Html,
    script: Option<String>,
) -> Document {
    let texts = i18n::tip_form(page.lang);
    let before = html! {
        <nav class="way-out" aria-label={texts.exit}>
            <a class="exit" href={exit(unit, page)} rel="noreferrer" target="_top">
                { texts.exit }<span class="heard">{ ". " }{ texts.exit_hint }{ " " }</span>
                <span class="by-keys">{ texts.exit_keys }</span>
            </a>
        </nav>
    };
    // The language follows in the address.
    let path = TipPage { lang: Lang::default(), look: Look::Auto, ..page }.address(unit, place);
    let path = path.replacen("?lang=vi", "?", 1).replacen("?&", "?", 1);
    let path = path.strip_suffix('?').unwrap_or(&path).to_owned();
    document(Parts {
        path: Some(path),
        widgets: &[Widget::TipOff],
        look: page.look,
        framed: page.framed,
        before,
        script: script.unwrap_or_default(),
        ..Parts::plain(Some(unit), page.lang, title, body)
    })
    .await
}

/// The script of the form.
pub(super) fn form_script(release: Release<'_>) -> String {
    script(release, "page.js", release.page)
}

/// The script of the return page.
pub(super) fn return_script(release: Release<'_>) -> String {
    script(release, "comeback.js", release.comeback)
}

/// Nothing where the release has none.
fn script(Release { version, .. }: Release<'_>, name: &str, integrity: &str) -> String {
    if integrity.is_empty() {
        return String::new();
    }
    format!(
        r#"<script src="/v/{version}/{name}" integrity="{integrity}" crossorigin="anonymous" async></script>"#
    )
}

/// The element that script takes over.
pub(super) fn root(unit: &Unit, page: TipPage, which: &'static str, keys: &[TipKey], html: String) -> Html {
    let key = |key: &TipKey| format!("{}={}", key.key.id, key.key.recipient.as_str());
    let keys = keys.iter().map(key).collect::<Vec<_>>().join(" ");
    html! {
        <div data-tip-off={which} data-unit={unit.id.to_string()} data-lang={page.lang.tag()} data-exit={exit(unit, page)}
            data-back={page.address(unit, "/return")} data-keys={keys}>
            { Html::from_html_unchecked(html.into()) }
        </div>
    }
}

/// The page on which no tips are taken, for want of a valid key.
pub(super) async fn closed(unit: &Unit, page: TipPage) -> Document {
    let texts = i18n::tip_form(page.lang);
    let formal = unit.tip_off.as_ref().map(|tip_off| tip_off.formal.get(page.lang).to_owned());
    let body = html! {
        <div class="tip-off">
            <p><b>{ texts.closed.0 }</b></p>
            <p>{ texts.closed.1 }{ formal.unwrap_or_default() }{ "." }</p>
            { crate::tip_off::still::calls(page) }
            <p><a href={page.address(unit, "/return")}>{ texts.comeback }</a></p>
        </div>
    };
    framed(unit, page, i18n::page(page.lang).title(Widget::TipOff), "", body, None).await
}
