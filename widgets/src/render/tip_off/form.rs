//! `/u/{unit}/tip-off`: the form.

use super::{
    TipKey, TipPage,
    frame::{closed, exit, form_script, framed, root},
};
use crate::{
    i18n,
    render::{Document, Release, fragment::rendered},
    tip_off::{
        self, Field,
        still::{Of, still},
    },
};
use tt_contract::{
    problem::FieldError,
    tip::Receipt,
    unit::{Origin, Unit, Widget},
};
use yew::prelude::*;

/// What is said above a form that came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TipNotice {
    /// Something is to be mended.
    Mend,
    /// The edge is busy, or its mailbox did not confirm: to be sent once more.
    Busy,
    /// It was sent before, with another content: to be sent once more, as a tip of its own with a fresh receipt.
    Confirm,
    /// The edge does not know its receipt, or no longer: to be sent once more with a fresh one.
    Renewed,
}

/// What was typed, whatever it holds; files cannot come back.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct TipFilled {
    /// `account`
    pub account: String,
    /// `crime`
    pub crime: String,
    /// `when`
    pub when: String,
    /// `place`
    pub place: String,
    /// `who`
    pub who: String,
    /// `known`
    pub known: String,
    /// `ongoing`
    pub ongoing: String,
    /// `contact`
    pub contact: String,
    /// `originals`
    pub originals: bool,
    /// Whether files came with it, which have to be chosen again.
    pub had_files: bool,
    /// The names of those among them that could not be cleaned, and whether the original was chosen.
    pub unclean: Vec<(String, bool)>,
}

/// A form for one person.
#[derive(Clone)]
pub struct TipForm {
    /// Fresh for every page, and the same in a form that comes back.
    pub receipt: Receipt,
    /// The edge's code for it.
    pub mac: String,
    /// What was typed.
    pub filled: TipFilled,
    /// What is wrong with it. Pointers `/account`, `/crime`, `/when`, `/place`, `/who`, `/known`, `/ongoing`, `/contact`, `/files`.
    pub errors: Vec<FieldError>,
    /// What is said above it.
    pub notice: Option<TipNotice>,
}

/// `/u/{unit}/tip-off`: the form; that no tips are taken now, where `keys` is empty. `edge` is
/// where the edge stands, if that is known, for who is to come back without a link.
pub async fn tip_off_page(
    unit: &Unit,
    page: TipPage,
    keys: &[TipKey],
    form: TipForm,
    release: Release<'_>,
    edge: Option<&Origin>,
) -> Document {
    if keys.is_empty() {
        return closed(unit, page).await;
    }
    let TipForm { receipt, mac, filled, errors, notice } = form;
    // A form that came back was sent without script; it stays as it is, and as it was filled in.
    let plain = page.plain || notice.is_some() || !errors.is_empty();
    let of =
        Of { unit, page, keys, receipt: &receipt, mac: &mac, filled: &filled, errors: &errors, edge, plain };
    let props = tip_off::Props {
        lang: page.lang,
        framed: page.framed,
        action: page.address(unit, "").into(),
        back: page.address(unit, "/return").into(),
        exit: exit(unit, page).into(),
        still: still(&of).await,
        errors: errors.clone(),
        ..Default::default()
    };
    let html = rendered::<tip_off::TipOff>(props).await;
    let above = summary(page, &errors, filled.unclean.iter().any(|(_, chosen)| !chosen), notice);
    let body = html! { <>{ above }{ root(unit, page, "form", keys, html) }</> };
    let title = i18n::page(page.lang).title(Widget::TipOff);
    framed(unit, page, title, "", body, (!plain).then(|| form_script(release))).await
}

/// What stands above a form that came back: why, and where (WCAG 3.3.1).
fn summary(page: TipPage, errors: &[FieldError], unclean: bool, notice: Option<TipNotice>) -> Html {
    let texts = i18n::tip_form(page.lang);
    let labels = Field::ALL.into_iter().zip(texts.fields);
    let wrong = labels.filter(|(field, _)| {
        unclean && *field == Field::Files || errors.iter().any(|error| error.pointer == field.pointer())
    });
    let words = match notice {
        Some(TipNotice::Busy) => texts.busy,
        Some(TipNotice::Confirm) => texts.confirm,
        Some(TipNotice::Renewed) => texts.renewed,
        None if errors.is_empty() => return Html::default(),
        Some(TipNotice::Mend) | None => texts.mend,
    };
    html! {
        <div class="notice" role="alert">
            <p>{ words }</p>
            <p>{ texts.kept_here }</p>
            <ul>
                if matches!(notice, Some(TipNotice::Confirm | TipNotice::Renewed)) {
                    <li><a href="#tt-receipt">{ texts.receipt.0 }</a></li>
                }
                { for wrong.map(|(field, (label, _))| html! {
                    <li><a href={format!("#tt-{}", field.name())}>{ label }</a></li>
                }) }
            </ul>
        </div>
    }
}
