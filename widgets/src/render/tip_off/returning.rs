//! `/u/{unit}/tip-off/return`: the way back with a receipt.

use super::{
    TipKey, TipPage,
    frame::{exit, framed, return_script, root},
};
use crate::{
    i18n,
    render::{Document, Release, fragment::rendered},
    tip_off::{Comeback, ComebackProps, Opened, comeback::still},
};
use tt_contract::{
    id::SubmissionId,
    problem::FieldError,
    unit::{Origin, Unit},
};
use yew::prelude::*;

/// What the page of the way back shows.
#[derive(Clone, Default)]
pub struct TipReturn {
    /// What was typed as `receipt`, whatever it holds.
    pub receipt: String,
    /// What has come of the tip, where a valid receipt was posted (without script).
    pub opened: Option<Opened>,
    /// The `id` of the message form: fresh for every page, and the same in a form that comes back.
    pub message: Option<SubmissionId>,
    /// What was typed as `text`.
    pub text: String,
    /// The names of the files that came with it and could not be cleaned, and whether the original was chosen.
    pub unclean: Vec<(String, bool)>,
    /// What is wrong. Pointers `/receipt`, `/text`, `/files`.
    pub errors: Vec<FieldError>,
    /// Whether the edge is busy: to be sent once more.
    pub busy: bool,
}

/// `/u/{unit}/tip-off/return`: the field for a receipt; after it was posted the timeline and the
/// form for a message, whose POST goes to the same address and is told by its field `id`. `edge` as
/// in [`super::tip_off_page`].
pub async fn tip_off_return_page(
    unit: &Unit,
    page: TipPage,
    keys: &[TipKey],
    shown: TipReturn,
    release: Release<'_>,
    edge: Option<&Origin>,
) -> Document {
    // What came back was sent without script.
    let came_back = shown.busy || !shown.errors.is_empty() || !shown.unclean.is_empty();
    let plain = page.plain || shown.opened.is_some() || came_back;
    let texts = i18n::tip_form(page.lang);
    let props = ComebackProps {
        lang: page.lang,
        framed: page.framed,
        action: page.address(unit, "/return").into(),
        exit: exit(unit, page).into(),
        still: still(unit, page, &shown, plain, edge).await,
        errors: shown.errors.clone(),
        opened: shown.opened.clone(),
        ..Default::default()
    };
    let html = rendered::<Comeback>(props).await;
    let body = html! {
        <>
            if shown.busy {
                <div class="notice" role="alert"><p>{ texts.busy }</p></div>
            }
            if !shown.text.is_empty() {
                <p class="notice">{ texts.kept_here }</p>
            }
            { root(unit, page, "return", keys, html) }
            <p class="new"><a href={page.address(unit, "")}>{ texts.new }</a></p>
        </>
    };
    framed(unit, page, texts.return_title, "/return", body, (!plain).then(|| return_script(release))).await
}
