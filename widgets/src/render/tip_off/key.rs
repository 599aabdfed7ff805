//! `/u/{unit}/tip-off/key`: the unit's keys on a sheet, to be compared.

use super::{TipKey, TipPage, frame::framed};
use crate::{i18n, render::Document};
use tt_contract::unit::Unit;
use yew::prelude::*;

/// `/u/{unit}/tip-off/key`: the keys to which tips are sealed, with their fingerprints. It prints well.
pub async fn tip_off_key_page(unit: &Unit, page: TipPage, keys: &[TipKey]) -> Document {
    let texts = i18n::tip_form(page.lang);
    let [name, recipient, fingerprint] = texts.key_parts;
    let body = html! {
        <div class="tip-off">
            <p>{ texts.keys_body }</p>
            { for keys.iter().map(|key| html! {
                <dl class="keys">
                    <dt>{ name }</dt>
                    <dd>{ key.key.id.to_string() }</dd>
                    <dt>{ fingerprint }</dt>
                    <dd><code class="large">{ key.fingerprint.clone() }</code></dd>
                    <dt>{ recipient }</dt>
                    <dd><code>{ key.key.recipient.as_str().to_owned() }</code></dd>
                </dl>
            }) }
        </div>
    };
    framed(unit, page, texts.keys_title, "/key", body, None).await
}
