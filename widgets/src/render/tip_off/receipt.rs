//! What follows a form without script: the receipt of a tip, and that a message has arrived.

use super::{TipPage, frame::framed};
use crate::{i18n, render::Document, tip_off::receipt};
use tt_contract::{
    tip::Receipt,
    unit::{Unit, Widget},
};
use yew::prelude::*;

/// The answer to a tip without script: its receipt. Shown this once.
pub async fn tip_off_receipt_page(unit: &Unit, page: TipPage, receipt: &Receipt) -> Document {
    let back = page.address(unit, "/return").into();
    let body = html! { <div class="tip-off">{ receipt::view(page.lang, receipt, &back, None) }</div> };
    framed(unit, page, i18n::page(page.lang).title(Widget::TipOff), "", body, None).await
}

/// The answer to a further message without script.
pub async fn tip_off_written_page(unit: &Unit, page: TipPage) -> Document {
    let (texts, live) = (i18n::tip_form(page.lang), i18n::tip_off(page.lang));
    let body = html! {
        <div class="tip-off">
            <p><b>{ live.comeback.written }</b></p>
            <p><a href={page.address(unit, "/return")}>{ live.receipt.look }</a></p>
        </div>
    };
    framed(unit, page, texts.return_title, "/return", body, None).await
}
