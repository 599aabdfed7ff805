//! `/install/{unit}`: what a webmaster pastes, tries and checks. A plain form; script only saves the pressing.

mod findings;
mod parts;
mod recipes;

use super::document::{Document, Parts, document};
use crate::i18n;
use findings::findings;
use parts::{copyable, marked};
use recipes::recipes;
use tt_check::{
    Finding, TRUSTED_TYPES, needed,
    snippet::{Choice, Dock, Release, snippet},
};
use tt_contract::{
    lang::Lang,
    look::Look,
    problem::Problem,
    unit::{Origin, Unit, Widget},
};
use yew::prelude::*;

const STYLE: &str = include_str!("../../style/install.css");
/// What applies a kept text size before the first paint.
const BEFORE_PAINT: &str = include_str!("../../../embed/loader/before-paint.js");
/// By which a policy names it.
pub const BEFORE_PAINT_HASH: &str = "'sha256-bwtXKzQEGgViCZbn5Vul9DYdV3NbP6TfGO2+i2Cklzw='";

/// What the page is about.
#[derive(Clone, Copy, Debug)]
pub struct Installer<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// Where the edge stands.
    pub edge: &'a Origin,
    /// The release it serves.
    pub release: Release<'a>,
    /// The language of the page.
    pub lang: Lang,
    /// What is chosen.
    pub choice: &'a Choice,
}

/// What came of a check.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    /// What was typed.
    pub typed: &'a str,
    /// The page that was reached and what was found there; or why it was not.
    pub outcome: Result<(&'a str, &'a [Finding]), &'a Problem>,
}

/// The installer page, with what came of a check, if there was one.
pub async fn install_page(of: Installer<'_>, checked: Option<Checked<'_>>) -> Document {
    let Installer { unit, edge, release, lang, choice } = of;
    let texts = i18n::install(lang);
    let html = snippet(edge, unit, choice, Some(release));
    let body = html! {
        <div class="install" data-copied={texts.copied} data-not-copied={texts.not_copied} data-updated={texts.updated}>
            if let Some(checked) = checked { { findings(lang, checked) } }
            <p>{ texts.intro }</p>
            { choices(of) }
            <section aria-labelledby="snippet-title">
                <h2 id="snippet-title">{ texts.snippet }</h2>
                <p>{ marked(texts.snippet_hint, edge) }</p>
                { copyable("snippet", texts.snippet, &html, texts) }
                if choice.shown(unit).any(|widget| widget == Widget::TextSize) {
                    <p>{ marked(texts.paint_hint, edge) }{ " " }<code>{ BEFORE_PAINT_HASH }</code></p>
                    { copyable("paint", texts.paint, &format!("<script>{}</script>", BEFORE_PAINT.trim_end()), texts) }
                }
            </section>
            <section aria-labelledby="preview-title">
                <h2 id="preview-title">{ texts.preview }</h2>
                <p id="preview-hint">{ texts.preview_hint }</p>
                <iframe class="preview" id="preview" title={texts.sample} src={preview(of)} />
            </section>
            <section aria-labelledby="policy-title">
                <h2 id="policy-title">{ texts.policy }</h2>
                <p>{ texts.policy_hint }</p>
                { copyable("policy", texts.policy, &needed(edge, unit).join(";\n"), texts) }
                <p>{ marked(texts.policy_types, edge) }{ " " }<code>{ "trusted-types " }{ TRUSTED_TYPES }</code></p>
            </section>
            { recipes(of) }
            { check_form(of, checked.map_or("", |checked| checked.typed)) }
            { links(unit, lang) }
            <p class="heard" role="status" id="said" />
        </div>
    };
    let path = Some(format!("/install/{}?{}", unit.id, choice.query()));
    let script = format!("/v/{}/install.js", release.version);
    let head = html! { <script src={script} defer=true /> };
    document(Parts { path, head, style: STYLE, ..Parts::plain(Some(unit), lang, texts.title, body) }).await
}

/// `/install/{unit}/preview`: a sample page with the snippet as it is pasted.
pub async fn preview_page(of: Installer<'_>) -> Document {
    let Installer { unit, edge, release, lang, choice } = of;
    let texts = i18n::install(lang);
    let pasted = snippet(edge, unit, choice, Some(release));
    let body = html! {
        <>
            { for texts.sample_text.iter().map(|text| html! { <p>{ *text }</p> }) }
            { Html::from_html_unchecked(pasted.into()) }
        </>
    };
    document(Parts { style: STYLE, ..Parts::plain(Some(unit), lang, texts.sample, body) }).await
}

fn preview(of: Installer<'_>) -> String {
    format!("/install/{}/preview?lang={}&{}", of.unit.id, of.lang.tag(), of.choice.query())
}

fn choices(of: Installer<'_>) -> Html {
    let Installer { unit, lang, choice, .. } = of;
    let (texts, page) = (i18n::install(lang), i18n::page(lang));
    let option = |value: &'static str, name: &'static str, selected: bool| {
        html! { <option {value} {selected}>{ name }</option> }
    };
    let languages = Lang::ALL.iter().zip(texts.languages);
    let looks = Look::ALL.iter().zip(texts.looks);
    let docks = Dock::ALL.iter().zip(texts.docks);
    html! {
        <section aria-labelledby="choose-title">
            <h2 id="choose-title">{ texts.choose }</h2>
            <form class="choose" id="choose" method="get" action={format!("/install/{}", unit.id)}>
                <input type="hidden" name="lang" value={lang.tag()} />
                <fieldset>
                    <legend>{ texts.widgets }</legend>
                    { for unit.widgets.iter().map(|widget| html! {
                        <label class="check">
                            <input type="checkbox" name="widgets" value={widget.name()} checked={choice.shown(unit).any(|one| one == *widget)} />
                            { page.title(*widget) }
                        </label>
                    }) }
                </fieldset>
                <label>{ texts.language }
                    <select name="lang_widget">
                        { option("", texts.language_of_page, choice.lang.is_none()) }
                        { for languages.map(|(lang, name)| option(lang.tag(), name, choice.lang == Some(*lang))) }
                    </select>
                </label>
                <label>{ texts.look }
                    <select name="theme">
                        { for looks.map(|(look, name)| option(look.name(), name, choice.look == *look)) }
                    </select>
                </label>
                <label>{ texts.dock }
                    <select name="dock">
                        { for docks.map(|(dock, name)| option(dock.name(), name, choice.dock == *dock)) }
                    </select>
                </label>
                <div>
                    <label class="check">
                        <input type="checkbox" name="pin" value="1" checked={choice.pinned} aria-describedby="pin-hint" />
                        { texts.pin }
                    </label>
                    <p class="small" id="pin-hint">{ texts.pin_hint }</p>
                </div>
                <p><button type="submit">{ texts.update }</button></p>
            </form>
        </section>
    }
}

fn check_form(of: Installer<'_>, typed: &str) -> Html {
    let Installer { unit, lang, .. } = of;
    let texts = i18n::install(lang);
    html! {
        <section aria-labelledby="check-title" id="check">
            <h2 id="check-title">{ texts.check }</h2>
            <p>{ texts.check_hint }</p>
            <form method="post" action={format!("/install/{}/check", unit.id)}>
                <input type="hidden" name="lang" value={lang.tag()} />
                <label>{ texts.address }
                    <input type="text" inputmode="url" name="url" required=true autocomplete="url" spellcheck="false"
                        autocapitalize="none" aria-describedby="listed" value={typed.to_owned()} />
                </label>
                <p class="small" id="listed">
                    { texts.listed }
                    { for unit.origins().map(|origin| html! { <>{ " " }<code>{ origin.to_string() }</code></> }) }
                </p>
                <p><button type="submit">{ texts.check_now }</button></p>
            </form>
        </section>
    }
}

fn links(unit: &Unit, lang: Lang) -> Html {
    let (texts, page) = (i18n::install(lang), i18n::page(lang));
    let link = |path: String, name: &'static str| html! { <li><a href={path}>{ name }</a></li> };
    let of = |path: &str| format!("/u/{}{path}?lang={}", unit.id, lang.tag());
    html! {
        <section aria-labelledby="links-title">
            <h2 id="links-title">{ texts.links }</h2>
            <p>{ texts.links_hint }</p>
            <ul>
                { link(of(""), page.all_functions) }
                { for unit.widgets.iter().map(|widget| link(of(&format!("/{}", widget.name())), page.title(*widget))) }
                if unit.widgets.contains(&Widget::Hotline) {
                    { link(of("/hotline/print"), texts.print) }
                    { link(format!("/u/{}/hotline.vcf", unit.id), texts.vcard) }
                }
            </ul>
        </section>
    }
}
