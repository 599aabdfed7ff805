//! The parts of the form that never change: question, levels with faces, criteria, labels. Rendered by the edge alone.

use super::view::Still;
use crate::{
    i18n::{self, RatingForm},
    render::{checked, part},
};
use tt_contract::{
    id::SubmissionId,
    lang::Lang,
    rating::{Criterion, Level},
};
use yew::prelude::*;

/// What a form for one person is filled with; a fragment for everybody has nothing of it but the front page's path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The submission's id.
    pub id: Option<SubmissionId>,
    /// The page that is rated.
    pub page: String,
    /// The level.
    pub level: Option<Level>,
    /// The levels of the criteria, in the order of [`Criterion::ALL`].
    pub criteria: [Option<Level>; 4],
    /// The comment, whatever it holds.
    pub comment: String,
    /// The submission it takes the place of.
    pub replaces: Option<SubmissionId>,
}

impl Default for Filled {
    fn default() -> Self {
        Self {
            id: None,
            page: "/".into(),
            level: None,
            criteria: [None; 4],
            comment: String::new(),
            replaces: None,
        }
    }
}

/// Renders the still parts of a form in `lang`, filled with `filled`.
pub async fn still(lang: Lang, filled: &Filled) -> Still {
    let (form, texts) = (i18n::rating_form(lang), i18n::rating(lang));
    Still {
        hidden: part(hidden(lang, filled)).await,
        legend: part(html! { <legend><h2>{ form.question }</h2></legend> }).await,
        levels: part(levels(form, filled.level)).await,
        criteria: part(criteria(form, filled)).await,
        comment: part(comment(form)).await,
        privacy: part(html! { <p class="small">{ form.privacy }</p> }).await,
        change: part(html! { { texts.change } }).await,
    }
}

fn hidden(lang: Lang, filled: &Filled) -> Html {
    let text = |id: Option<SubmissionId>| id.map(|id| AttrValue::from(id.to_string()));
    html! {
        <>
            <input type="hidden" name="id" value={text(filled.id)} />
            <input type="hidden" name="page" value={filled.page.clone()} />
            <input type="hidden" name="lang" value={lang.tag()} />
            <input type="hidden" name="replaces" value={text(filled.replaces)} />
        </>
    }
}

/// The paths of the five mouths, level 1 first, on a face of 24 by 24.
const MOUTHS: [&str; 5] =
    ["M7 17.5q5-6 10 0", "M8 16.5q4-3 8 0", "M8 15.5h8", "M8 14.5q4 3 8 0", "M7 13.5q5 6.5 10 0"];

/// For each level a radio button, a face for the eye, and the words for everybody; the best first.
fn levels(texts: &RatingForm, chosen: Option<Level>) -> Html {
    let level = |((level, words), mouth): ((Level, &'static str), &'static str)| {
        let radio = html! { <input type="radio" name="level" value={level.number().to_string()} required=true autocomplete="off" /> };
        html! {
            <label class="level">
                { if chosen == Some(level) { checked(radio) } else { radio } }
                <svg class="face" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                    <circle cx="12" cy="12" r="10" />
                    <path d={mouth} />
                    <path class="eyes" d="M8.5 9v.5M15.5 9v.5" />
                </svg>
                <span>{ words }</span>
            </label>
        }
    };
    html! {
        <div class="row">{ for Level::ALL.into_iter().zip(texts.levels).zip(MOUTHS).rev().map(level) }</div>
    }
}

/// For each criterion a list to choose from.
fn criteria(texts: &RatingForm, filled: &Filled) -> Html {
    let option = |chosen: Option<Level>, (level, words): (Level, &'static str)| {
        html! { <option value={level.number().to_string()} selected={chosen == Some(level)}>{ words }</option> }
    };
    let criterion = |((criterion, words), chosen): ((Criterion, &'static str), Option<Level>)| {
        html! {
            <label class="criterion">
                <span>{ words }</span>
                <select name={criterion.name()} autocomplete="off">
                    <option value="">{ texts.not_rated }</option>
                    { for Level::ALL.into_iter().zip(texts.levels).rev().map(|level| option(chosen, level)) }
                </select>
            </label>
        }
    };
    let open = filled.criteria.iter().any(Option::is_some);
    html! {
        <details class="criteria" {open}>
            <summary>{ texts.details }</summary>
            <div class="grid">
                { for Criterion::ALL.into_iter().zip(texts.criteria).zip(filled.criteria).map(criterion) }
            </div>
        </details>
    }
}

fn comment(texts: &RatingForm) -> Html {
    html! {
        <>
            <label for="tt-comment">{ texts.comment }</label>
            <p class="small" id="tt-comment-hint">{ texts.comment_hint }</p>
        </>
    }
}
