//! A sheet of paper (A4) with all numbers, for a notice board: large, in black and white, with codes to scan.

use super::Document;
use crate::{
    hotline::{tiles, words},
    i18n,
    render::part,
    style,
};
use core::fmt::Write;
use qrcodegen::{QrCode, QrCodeEcc};
use tt_contract::{
    lang::Lang,
    unit::{Hotline, Unit},
};
use yew::prelude::*;

/// The white margin around a code, in modules (ISO/IEC 18004, section 9.1).
const QUIET: i32 = 4;

/// `/u/{unit}/hotline/print`; `page` is the whole address of the unit's hotlines.
pub async fn hotline_sheet(unit: &Unit, lang: Lang, page: &str) -> Document {
    let texts = i18n::sheet(lang);
    let main = unit.hotlines.first().and_then(|hotline| hotline.numbers.first());
    let body = part(html! {
        <main>
            <p class="unit">{ unit.name.get(lang).to_owned() }</p>
            <h1>{ texts.title }</h1>
            <h2>{ i18n::hotline_still(lang).emergency }</h2>
            { tiles(lang) }
            if !unit.hotlines.is_empty() {
                <h2>{ unit.name.get(lang).to_owned() }</h2>
                { for unit.hotlines.iter().map(|hotline| purpose(hotline, lang)) }
            }
            <div class="codes">
                { code(page, &format!("{}: {page}", texts.scan_page)) }
                if let Some(main) = main {
                    { code(&main.number.href(), &format!("{}{}", texts.scan_call, main.number)) }
                }
            </div>
            <p>{ texts.hint }</p>
        </main>
    })
    .await;
    let head =
        part(html! { <title>{ texts.title }{ " · " }{ unit.name.get(lang).to_owned() }</title> }).await;
    let style = style::lean(include_str!("sheet.css"));
    let html = format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width,initial-scale=1\"><link rel=\"icon\" href=\"data:,\">\
         {head}<style>{style}</style></head><body>{body}</body></html>",
        lang.tag()
    );
    Document { html, style }
}

fn purpose(hotline: &Hotline, lang: Lang) -> Html {
    html! {
        <section>
            <h3>{ hotline.purpose.get(lang).to_owned() }</h3>
            if let Some(note) = &hotline.note {
                <p>{ note.get(lang).to_owned() }</p>
            }
            <ul role="list">
                { for hotline.numbers.iter().map(|line| html! {
                    <li>
                        <a class="number" href={line.number.href()}>{ line.number.to_string() }</a>
                        if let Some(label) = &line.label {
                            { " " }{ label.get(lang).to_owned() }
                        }
                        if let Some(hours) = &line.hours {
                            <p>{ words(lang, hours) }</p>
                        }
                    </li>
                }) }
            </ul>
        </section>
    }
}

/// `text` as a code with `caption` below it; nothing if it is too long for any code.
fn code(text: &str, caption: &str) -> Html {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return Html::default() };
    let size = code.size();
    let dark = |(x, y): &(i32, i32)| code.get_module(*x, *y);
    let mut path = String::new();
    for (x, y) in (0..size).flat_map(|y| (0..size).map(move |x| (x, y))).filter(dark) {
        // Writing to a `String` cannot fail.
        let _ = write!(path, "M{},{}h1v1h-1z", x + QUIET, y + QUIET);
    }
    let whole = size + 2 * QUIET;
    html! {
        <figure>
            <svg viewBox={format!("0 0 {whole} {whole}")} role="img" aria-label="QR" shape-rendering="crispEdges">
                <rect width="100%" height="100%" fill="#fff" />
                <path d={path} fill="#000" />
            </svg>
            <figcaption>{ caption.to_owned() }</figcaption>
        </figure>
    }
}
