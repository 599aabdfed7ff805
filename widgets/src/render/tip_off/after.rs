//! What follows a form without script, and quick exit: pages that are the same for everybody and hold nothing of a tip.

use super::{TipPage, frame::framed};
use crate::{
    i18n,
    render::{
        Document,
        document::{Parts, clearing, document},
    },
};
use tt_contract::unit::{TipOff, Unit};
use yew::prelude::*;

/// `/u/{unit}/tip-off/sent`: to whoever has just sent, that it has arrived. It knows of nobody and shows no receipt, which was
/// written down before.
pub async fn tip_off_sent_page(unit: &Unit, page: TipPage) -> Document {
    let (texts, receipt) = (i18n::tip_form(page.lang), &i18n::tip_off(page.lang).receipt);
    let [title, arrived, noted] = texts.sent;
    let body = html! {
        <div class="tip-off">
            { clearing(unit) }
            <p><b>{ arrived }</b></p>
            <p>{ noted }</p>
            <ul>{ for receipt.points.iter().map(|point| html! { <li>{ *point }</li> }) }</ul>
            <p><a class="call" href="tel:113">{ receipt.danger }</a></p>
            <p><a href={page.address(unit, "/return")}>{ receipt.look }</a></p>
        </div>
    };
    framed(unit, page, title, "/sent", body, None).await
}

/// `/u/{unit}/tip-off/leave`: where quick exit leads first. The form is gone from the screen, the browser is made to forget it,
/// and the neutral page follows; a link leads there too, where a browser is set not to follow by itself.
pub async fn tip_off_leave_page(unit: &Unit, page: TipPage) -> Document {
    let exit = unit.tip_off.as_ref().map(TipOff::exit).unwrap_or_default();
    let body = html! {
        <p><a href={exit.to_owned()} rel="noreferrer" target="_top">{ i18n::tip_form(page.lang).exit }</a></p>
    };
    let head = html! {
        <>
            <meta http-equiv="refresh" content={format!("0;url={exit}")} />
            { clearing(unit) }
        </>
    };
    // Neither the unit's name nor the title of its form.
    let title = i18n::tip_off(page.lang).leaving;
    document(Parts { head, framed: true, look: page.look, ..Parts::plain(None, page.lang, title, body) })
        .await
}
