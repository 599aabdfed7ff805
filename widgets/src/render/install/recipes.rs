//! How to paste it into the systems that portals are made with.

use super::{Installer, copyable, marked};
use crate::i18n::{self, Paste, Recipe};
use tt_check::snippet::{Choice, snippet, statement};
use yew::prelude::*;

/// One folded recipe for each system.
pub(super) fn recipes(of: Installer<'_>) -> Html {
    let texts = i18n::install(of.lang);
    html! {
        <section aria-labelledby="recipes-title">
            <h2 id="recipes-title">{ texts.recipes }</h2>
            { for texts.all_recipes.iter().enumerate().map(|(index, one)| recipe(of, index, one)) }
        </section>
    }
}

fn recipe(of: Installer<'_>, index: usize, recipe: &'static Recipe) -> Html {
    let Installer { unit, edge, release, lang, choice } = of;
    let pasted = recipe.paste.map(|paste| match paste {
        Paste::Guarded => snippet(edge, unit, &Choice { guarded: true, ..choice.clone() }, Some(release)),
        Paste::Statement => statement(edge, unit, choice),
    });
    html! {
        <details>
            <summary>{ recipe.name }</summary>
            <ol>{ for recipe.steps.iter().map(|step| html! { <li>{ marked(step, edge) }</li> }) }</ol>
            if let Some(pasted) = pasted {
                { copyable(&format!("recipe-{index}"), recipe.name, &pasted, i18n::install(lang)) }
            }
        </details>
    }
}
