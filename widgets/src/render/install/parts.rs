//! What recurs on the installer page.

use crate::i18n::Install;
use tt_contract::unit::Origin;
use yew::prelude::*;

/// A text to copy, whole, named `name`. The button comes with script.
pub(super) fn copyable(id: &str, name: &'static str, text: &str, texts: &Install) -> Html {
    let lines = text.lines().map(|line| 1 + line.chars().count() / 60).sum::<usize>().clamp(2, 14);
    html! {
        <div class="copyable">
            <textarea class="code" id={id.to_owned()} readonly=true aria-label={name} rows={lines.to_string()}
                spellcheck="false" translate="no" defaultvalue={text.to_owned()} />
            <button type="button" class="quiet" hidden=true data-copy={id.to_owned()} aria-label={format!("{}: {name}", texts.copy)}>
                { texts.copy }
            </button>
        </div>
    }
}

/// A text in which what stands between backticks is code, with the edge's origin and host put in.
pub(super) fn marked(text: &str, edge: &Origin) -> Html {
    let host = edge.as_str().split_once("://").map_or("", |(_, host)| host);
    let text = text.replace("{edge}", edge.as_str()).replace("{host}", host);
    let pieces = text.split('`').enumerate().map(|(index, piece)| {
        let piece = piece.to_owned();
        if index % 2 == 0 {
            html! { { piece } }
        } else {
            html! { <code>{ piece }</code> }
        }
    });
    html! { { for pieces } }
}
