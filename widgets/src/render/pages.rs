//! The pages of the edge.

use super::{
    Moment, Release,
    document::{Document, Parts, clearing, document},
    fragment::{hotline_html, rating_html, rating_props, root, text_size_html},
    organization,
};
use crate::{i18n, rating::Filled, style::Look};
use tt_contract::{
    lang::Lang,
    problem::{FieldError, Problem},
    unit::{Unit, Widget},
};
use yew::prelude::*;

/// What is said above a form that came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The portal hid where the form came from: to be sent once more from here.
    Confirm,
    /// Something is to be mended.
    Mend,
    /// The edge is busy.
    Busy,
    /// It was sent before, with another content: to be sent once more to change it.
    Changed,
}

/// A form on a page of its own.
#[derive(Clone, Debug)]
pub struct Form {
    /// The language.
    pub lang: Lang,
    /// A fresh id and the page that is rated; and what was typed, if the form comes back.
    pub filled: Filled,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
    /// What is said above it.
    pub notice: Option<Notice>,
}

/// `/u/{unit}/rating`: the rating as a page.
pub async fn rating_page(unit: &Unit, form: Form, release: Release<'_>) -> Document {
    let Form { lang, filled, errors, notice } = form;
    let (texts, form_texts, page_texts) = (i18n::rating(lang), i18n::rating_form(lang), i18n::page(lang));
    let notice = notice.map(|notice| match notice {
        Notice::Confirm => form_texts.confirm,
        Notice::Mend => form_texts.mend,
        Notice::Busy => texts.busy,
        Notice::Changed => form_texts.changed,
    });
    // A form that came back was sent without script; it stays as it is, and as it was filled in.
    let live = notice.is_none();
    let path = format!("/u/{}/rating?page={}", unit.id, escape(&filled.page));
    let about = match filled.page.as_str() {
        "/" => page_texts.rated_portal.to_owned(),
        page => [page_texts.rated_page, page].concat(),
    };
    let props = crate::rating::Props { errors, ..rating_props(unit, lang, &filled).await };
    let root = root(unit, Widget::Rating, lang, Look::Auto, release, &rating_html(props).await);
    let element = if live { element(unit, Widget::Rating, lang, &root) } else { root };
    let body = html! {
        <>
            if let Some(notice) = notice {
                <p class="notice" role="alert">{ notice }</p>
            }
            <p class="about">{ about }</p>
            { Html::from_html_unchecked(element.into()) }
        </>
    };
    let title = page_texts.title(Widget::Rating);
    let widgets = &[Widget::Rating];
    document(Parts { path: Some(path), widgets, live, ..Parts::plain(Some(unit), lang, title, body) }).await
}

/// `/u/{unit}/hotline`: whom to call, as a page.
pub async fn hotline_page(unit: &Unit, lang: Lang, moment: Moment, release: Release<'_>) -> Document {
    let (html, _) = hotline_html(unit, lang, moment).await;
    let head = about(unit, lang, moment);
    widget_page(unit, Widget::Hotline, lang, release, &html, [head, Html::default()]).await
}

/// `/u/{unit}/text-size`: how to read more easily, as a page.
pub async fn text_size_page(unit: &Unit, lang: Lang, release: Release<'_>) -> Document {
    // What the widget cannot do without script, the browser does itself.
    let after = html! { <p class="advice">{ i18n::text_size_form(lang).browser }</p> };
    widget_page(unit, Widget::TextSize, lang, release, &text_size_html(lang).await, [Html::default(), after])
        .await
}

/// A widget as a page, with what comes into the page's head and below the widget.
async fn widget_page(
    unit: &Unit,
    widget: Widget,
    lang: Lang,
    release: Release<'_>,
    html: &str,
    [head, after]: [Html; 2],
) -> Document {
    let element = element(unit, widget, lang, &root(unit, widget, lang, Look::Auto, release, html));
    let body = html! { <>{ Html::from_html_unchecked(element.into()) }{ after }</> };
    let path = Some(format!("/u/{}/{}", unit.id, widget.name()));
    let title = i18n::page(lang).title(widget);
    document(Parts {
        path,
        head,
        widgets: &[widget],
        live: true,
        ..Parts::plain(Some(unit), lang, title, body)
    })
    .await
}

/// What search engines read of the unit.
fn about(unit: &Unit, lang: Lang, moment: Moment) -> Html {
    Html::from_html_unchecked(organization::element(unit, lang, moment).into())
}

/// The element around what is rendered already, which the loader brings to life where it stands.
fn element(unit: &Unit, widget: Widget, lang: Lang, root: &str) -> String {
    let (name, unit, lang) = (widget.name(), unit.id.as_str(), lang.tag());
    format!(r#"<tt-{name} unit="{unit}" lang="{lang}" rendered>{root}</tt-{name}>"#)
}

/// `/u/{unit}/rating/thanks`: where a form without script arrives.
pub async fn thanks_page(unit: &Unit, lang: Lang) -> Document {
    let (texts, page_texts) = (i18n::rating(lang), i18n::page(lang));
    let body = html! {
        <>
            { clearing(unit) }
            <p>{ texts.thanks_body }</p>
            <p>{ page_texts.go_back }</p>
        </>
    };
    let path = Some(format!("/u/{}/rating/thanks", unit.id));
    document(Parts { path, ..Parts::plain(Some(unit), lang, texts.thanks, body) }).await
}

/// `/u/{unit}`: everything the unit offers.
pub async fn unit_page(unit: &Unit, lang: Lang, moment: Moment) -> Document {
    let texts = i18n::page(lang);
    let body = html! {
        <ul>
            { for unit.widgets.iter().map(|widget| {
                let href = format!("/u/{}/{}?lang={}", unit.id, widget.name(), lang.tag());
                html! { <li><a {href}>{ texts.title(*widget) }</a></li> }
            }) }
        </ul>
    };
    let path = Some(format!("/u/{}", unit.id));
    document(Parts {
        path,
        head: about(unit, lang, moment),
        ..Parts::plain(Some(unit), lang, texts.all_functions, body)
    })
    .await
}

/// A problem, for somebody who came by a link or a form.
pub async fn problem_page(unit: Option<&Unit>, lang: Lang, problem: &Problem) -> Document {
    let texts = i18n::page(lang).problems;
    let found = texts.iter().find(|(code, ..)| *code == problem.code() || code.is_empty());
    let (_, title, text) = found.copied().unwrap_or_default();
    let offer = unit.filter(|_| matches!(problem, Problem::ForeignOrigin | Problem::UnknownWidget));
    let body = html! {
        <>
            <p>{ text }</p>
            if let Some(unit) = offer {
                <p><a href={format!("/u/{}?lang={}", unit.id, lang.tag())}>{ i18n::page(lang).all_functions }</a></p>
            }
        </>
    };
    document(Parts::plain(unit, lang, title, body)).await
}

/// A path inside a query: `&`, `+`, `%` and `=` would be read as the query's own.
fn escape(path: &str) -> String {
    path.replace('%', "%25").replace('&', "%26").replace('+', "%2B").replace('=', "%3D")
}
