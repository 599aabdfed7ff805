//! The parts of the way back that never change. Rendered by the edge alone.

use super::Still;
use crate::{
    i18n,
    render::{TipPage, TipReturn, part},
    tip_off::still::{caption, files, kept, plain},
};
use tt_contract::unit::{Origin, Unit};
use yew::prelude::*;

/// Renders the still parts; `without` says that the page asks for no script, `edge` where it
/// stands.
pub(crate) async fn still(
    unit: &Unit,
    page: TipPage,
    shown: &TipReturn,
    without: bool,
    edge: Option<&Origin>,
) -> Still {
    let (texts, live) = (i18n::tip_form(page.lang), i18n::tip_off(page.lang));
    let wrong = |pointer: &str| shown.errors.iter().any(|error| error.pointer == pointer);
    let said = |name: &str| wrong(name).then_some("true");
    let (files_label, files_hint) = texts.fields.last().copied().unwrap_or_default();
    let hint = [texts.receipt.1, &kept(unit, texts)].join(" ");
    let receipt = html! {
        <input type="text" id="tt-receipt" name="receipt" value={shown.receipt.clone()} autocomplete="off" spellcheck="false"
            autocapitalize="characters" required=true aria-describedby="tt-e-receipt tt-h-receipt" aria-invalid={said("/receipt")} />
    };
    let text = html! {
        <textarea id="tt-text" name="text" rows="5" required=true autocomplete="off" spellcheck="false"
            aria-describedby="tt-e-text" aria-invalid={said("/text")} defaultvalue={shown.text.clone()} />
    };
    let message = html! {
        <>
            <h2>{ texts.message.0 }</h2>
            if let (Some(id), true) = (shown.message, shown.opened.is_some()) {
                <input type="hidden" name="receipt" value={shown.receipt.clone()} />
                <input type="hidden" name="id" value={id.to_string()} />
            }
            <input type="hidden" name="lang" value={page.lang.tag()} />
        </>
    };
    Still {
        receipt: (part(caption("receipt", texts.receipt.0, "", &hint)).await, part(receipt).await),
        plain: part(plain(page, unit, without, edge, html! { { texts.return_plain } }, live.comeback.look))
            .await,
        message: part(message).await,
        text: (part(caption("text", texts.message.1, "", "")).await, part(text).await),
        files: (
            part(caption("files", files_label, "", files_hint)).await,
            part(files(texts, wrong("/files"), false, !shown.unclean.is_empty(), &shown.unclean)).await,
        ),
        message_plain: part(plain(page, unit, without, edge, html! { { texts.plain } }, live.comeback.write))
            .await,
    }
}
