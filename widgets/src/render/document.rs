//! A whole HTML document of the edge.

use crate::{
    i18n,
    style::{self, Look},
};
use tt_contract::{
    lang::Lang,
    unit::{Emergency, Unit, Widget},
};
use yew::prelude::*;

/// A page, and the style it carries, whose hash the content security policy names: one request shows it whole.
#[derive(Clone, Debug)]
pub struct Document {
    /// The HTML, from the doctype on.
    pub html: String,
    /// The exact text of its only `<style>`.
    pub style: String,
}

/// What stands on every page.
#[derive(Clone, PartialEq, Properties)]
struct Frame {
    lang: Lang,
    look: Look,
    title: AttrValue,
    unit: Option<(AttrValue, AttrValue)>,
    /// The same page in the other language.
    other: Option<AttrValue>,
    /// What stands before everything.
    before: Html,
    /// Whether a portal's frame shows it, which has a head and a foot of its own.
    framed: bool,
    children: Html,
}

#[component]
fn Page(frame: &Frame) -> Html {
    let texts = i18n::page(frame.lang);
    let other = match frame.lang {
        Lang::Vi => Lang::En,
        Lang::En => Lang::Vi,
    };
    html! {
        <body class="tt" data-theme={frame.look.name()} data-framed={frame.framed.then_some("")}>
            if !frame.framed {
                <a class="skip" href="#main">{ texts.skip }</a>
            }
            { frame.before.clone() }
            if !frame.framed {
                <header class="band"><div class="head">
                    if let Some((href, name)) = frame.unit.clone() {
                        <p class="unit"><a {href}>{ name }</a></p>
                    }
                    if let Some(href) = frame.other.clone() {
                        <p><a {href} lang={other.tag()} hreflang={other.tag()}>{ texts.other_language }</a></p>
                    }
                </div></header>
            }
            <main class="main" id="main">
                <h1>{ frame.title.clone() }</h1>
                { frame.children.clone() }
            </main>
            if !frame.framed {
                <footer class="foot"><p>
                    { texts.emergency }
                    { for Emergency::ALL.iter().map(|one| html! {
                        <a href={one.href()}>
                            <span role="img" aria-label={one.spoken()}>{ one.number }</span>{ " " }{ one.purpose.get(frame.lang) }
                        </a>
                    }) }
                </p></footer>
            }
        </body>
    }
}

/// What a page is made of.
pub(super) struct Parts<'a> {
    pub(super) unit: Option<&'a Unit>,
    pub(super) lang: Lang,
    pub(super) title: &'a str,
    /// The path of this page, to which `?lang=` is added for the other language.
    pub(super) path: Option<String>,
    pub(super) body: Html,
    /// The widgets it shows, for their style.
    pub(super) widgets: &'a [Widget],
    /// Style of the page's own.
    pub(super) style: &'a str,
    /// Further elements of its head.
    pub(super) head: Html,
    /// Whether the loader is to bring widgets on it to life.
    pub(super) live: bool,
    /// Its theme.
    pub(super) look: Look,
    /// Whether a portal's frame shows it, without head and foot.
    pub(super) framed: bool,
    /// What stands before everything.
    pub(super) before: Html,
    /// An element that asks for a script of the page's own.
    pub(super) script: String,
}

impl<'a> Parts<'a> {
    /// A page of words alone.
    pub(super) fn plain(unit: Option<&'a Unit>, lang: Lang, title: &'a str, body: Html) -> Self {
        let (path, head, before, look) = (None, Html::default(), Html::default(), Look::Auto);
        let (widgets, style, script) = (&[], "", String::new());
        Self {
            unit,
            lang,
            title,
            path,
            body,
            widgets,
            style,
            head,
            live: false,
            look,
            framed: false,
            before,
            script,
        }
    }
}

/// Renders the document of `parts`.
pub(super) async fn document(parts: Parts<'_>) -> Document {
    let Parts {
        unit,
        lang,
        title,
        path,
        body,
        widgets,
        style,
        head,
        live,
        look,
        framed,
        before,
        script: own,
    } = parts;
    let other = match lang {
        Lang::Vi => Lang::En,
        Lang::En => Lang::Vi,
    };
    let frame = Frame {
        lang,
        look,
        before,
        framed,
        title: AttrValue::from(title.to_owned()),
        unit: unit.map(|unit| {
            (format!("/u/{}?lang={}", unit.id, lang.tag()).into(), unit.name.get(lang).to_owned().into())
        }),
        other: path.map(|path| {
            AttrValue::from(format!(
                "{path}{}lang={}",
                if path.contains('?') { "&" } else { "?" },
                other.tag()
            ))
        }),
        children: body,
    };
    let style = style::page_css(unit, widgets, style);
    let head = html! {
        <>
            <title>{ title }{ unit.map(|unit| format!(" · {}", unit.name.get(lang))) }</title>
            { head }
        </>
    };
    let head = yew::LocalServerRenderer::<Head>::with_props(HeadProps { children: head })
        .hydratable(false)
        .render()
        .await;
    let page = yew::LocalServerRenderer::<Page>::with_props(frame).hydratable(false).render().await;
    let script = if live { r#"<script src="/tt.js" async></script>"# } else { "" };
    // A link that moved the frame would tell the portal around it, by a load and by the length of
    // its history.
    let base = if framed { r#"<base target="_blank">"# } else { "" };
    let page = page.strip_suffix("</body>").unwrap_or(&page);
    let html = format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width,initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">\
         <link rel=\"icon\" href=\"data:,\">\
         {base}{head}<style>{style}</style></head>{page}{script}{own}</body></html>",
        lang.tag()
    );
    Document { html, style }
}

/// A style that holds nothing and lets the browser forget the page that was left: a form that it would show again, as it was
/// filled in, to whoever goes back.
pub(super) fn clearing(unit: &Unit) -> Html {
    html! { <link rel="stylesheet" href={format!("/u/{}/clear.css", unit.id)} /> }
}

#[derive(Clone, PartialEq, Properties)]
struct HeadProps {
    children: Html,
}

/// So that a unit's name is escaped in the title by the same hand as everywhere.
#[component]
fn Head(props: &HeadProps) -> Html {
    props.children.clone()
}
