//! What a check found, at the top of the page.

use super::Checked;
use crate::i18n;
use tt_check::{Finding, Level};
use tt_contract::{lang::Lang, problem::Problem};
use yew::prelude::*;

/// The findings, or why there are none.
pub(super) fn findings(lang: Lang, checked: Checked<'_>) -> Html {
    let texts = i18n::install(lang);
    match checked.outcome {
        Ok((url, findings)) => {
            let [wrong, advice, right] = texts.verdicts;
            let verdict = match findings.iter().map(Finding::level).min() {
                Some(Level::Wrong) => wrong,
                Some(Level::Advice) => advice,
                _ => right,
            };
            html! {
                <section class="found" aria-labelledby="found-title">
                    <h2 id="found-title">{ texts.found }<span class="url">{ url.to_owned() }</span></h2>
                    <p role="status"><strong>{ verdict }</strong></p>
                    <ul>{ for findings.iter().map(|finding| one(lang, finding)) }</ul>
                </section>
            }
        }
        Err(problem) => html! {
            <section class="found" aria-labelledby="found-title">
                <h2 id="found-title">{ texts.not_checked }</h2>
                <p class="notice" role="alert">{ reason(lang, problem) }</p>
            </section>
        },
    }
}

fn reason(lang: Lang, problem: &Problem) -> &'static str {
    match problem {
        Problem::Unfetched(unfetched) => i18n::unfetched(lang, *unfetched),
        Problem::Busy { .. } => i18n::install(lang).busy,
        _ => i18n::install(lang).failed,
    }
}

fn one(lang: Lang, finding: &Finding) -> Html {
    let [wrong, advice, right] = i18n::install(lang).levels;
    let (class, level) = match finding.level() {
        Level::Wrong => ("wrong", wrong),
        Level::Advice => ("advice", advice),
        Level::Right => ("right", right),
    };
    let words = finding.words(lang);
    html! {
        <li {class} data-code={finding.code()}>
            <strong class="level">{ level }</strong>
            <p>{ words.says }</p>
            if !words.change.is_empty() { <p>{ words.change }</p> }
            if let Some(paste) = finding.paste.clone() { <pre><code>{ paste }</code></pre> }
        </li>
    }
}
