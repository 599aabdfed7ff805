//! The receipt as it is seen and heard once the browser has sent.

use crate::i18n;
use core::fmt::Write as _;
use qrcodegen::{QrCode, QrCodeEcc};
use tt_contract::{lang::Lang, tip::Receipt};
use yew::prelude::*;

/// What a citizen does with the receipt.
#[derive(Clone, Copy, Debug)]
pub enum Keep {
    /// Copies it.
    Copy,
    /// Prints it.
    Print,
}

/// The white margin around a code, in modules (ISO/IEC 18004, section 9.1).
const QUIET: i32 = 4;

/// The receipt; `back` is the address of the way back, `copied` what became of copying, `keep` what to call.
pub(super) fn view(
    lang: Lang,
    receipt: &Receipt,
    back: &AttrValue,
    copied: &AttrValue,
    keep: &Callback<Keep>,
) -> Html {
    let texts = &i18n::tip_off(lang).receipt;
    let code = receipt.to_string();
    // Letter by letter, or a voice makes words of the groups.
    let spoken = code.split('-').map(spell).collect::<Vec<_>>().join(", ");
    let on = |what: Keep| keep.reform(move |_: MouseEvent| what);
    html! {
        <div class="receipt">
            <h2 tabindex="-1">{ texts.title }</h2>
            <p>{ texts.label }</p>
            <p class="code" role="img" aria-label={spoken}>
                { for code.split('-').map(|group| html! { <span>{ group.to_owned() }</span> }) }
            </p>
            <p><b>{ texts.once }</b></p>
            <p class="keep">
                <button type="button" onclick={on(Keep::Copy)}>{ texts.copy }</button>
                <button type="button" class="quiet" onclick={on(Keep::Print)}>{ texts.print }</button>
            </p>
            <p role="status">{ copied }</p>
            <ul>{ for texts.points.iter().map(|point| html! { <li>{ *point }</li> }) }</ul>
            { scan(&code, texts.scan) }
            <p><a class="call" href="tel:113" target="_self">{ texts.danger }</a></p>
            <p><a href={back}>{ texts.look }</a></p>
        </div>
    }
}

fn spell(group: &str) -> String {
    group.chars().map(String::from).collect::<Vec<_>>().join(" ")
}

/// The receipt as a code to scan: the receipt alone and no address, which a browser would keep in its history.
fn scan(code: &str, caption: &'static str) -> Html {
    let Ok(qr) = QrCode::encode_text(code, QrCodeEcc::Medium) else { return Html::default() };
    let size = qr.size();
    let mut path = String::new();
    for (x, y) in (0..size).flat_map(|y| (0..size).map(move |x| (x, y))) {
        if qr.get_module(x, y) {
            // Writing to a `String` cannot fail.
            let _ = write!(path, "M{},{}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    let whole = size + 2 * QUIET;
    html! {
        <figure>
            <svg viewBox={format!("0 0 {whole} {whole}")} role="img" aria-label="QR" shape-rendering="crispEdges">
                <rect width="100%" height="100%" fill="#fff" />
                <path d={path} fill="#000" />
            </svg>
            <figcaption class="small">{ caption }</figcaption>
        </figure>
    }
}
