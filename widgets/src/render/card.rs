//! A unit's numbers for the address book of a phone: vCard 3.0 (RFC 2426).
//!
//! Version 3.0 and not 4.0 (RFC 6350): Android's and iOS's address books both write and read it, labels of numbers
//! (`X-ABLabel`) included, and 4.0 not everywhere.

use crate::{hotline::words, i18n};
use tt_contract::{lang::Lang, unit::Unit};

/// The longest line, in bytes without its end (RFC 2426, section 2.6).
const LINE: usize = 75;

/// The card of `unit` in `lang`.
#[must_use]
pub fn card(unit: &Unit, lang: Lang) -> String {
    let name = escape(unit.name.get(lang));
    let mut card = Card::default();
    card.line("BEGIN:VCARD");
    card.line("VERSION:3.0");
    card.line(&format!("UID:{}", unit.id));
    card.line(&format!("N:{name};;;;"));
    card.line(&format!("FN:{name}"));
    card.line(&format!("ORG:{name}"));
    card.line("X-ABShowAs:COMPANY");
    let mut note = Vec::new();
    let lines =
        unit.hotlines.iter().flat_map(|hotline| hotline.numbers.iter().map(move |line| (hotline, line)));
    for (index, (hotline, line)) in lines.enumerate() {
        let label = line.label.as_ref().map(|label| label.get(lang));
        let whom =
            [Some(hotline.purpose.get(lang)), label].into_iter().flatten().collect::<Vec<_>>().join(", ");
        let item = index + 1;
        card.line(&format!("item{item}.TEL;TYPE=WORK,VOICE:{}", line.number.as_str()));
        card.line(&format!("item{item}.X-ABLabel:{}", escape(&whom)));
        let hours = line.hours.as_ref().map(|hours| format!(" ({})", words(lang, hours)));
        note.push(format!("{whom}: {}{}", line.number, hours.unwrap_or_default()));
    }
    let contact = &unit.contact;
    if let Some(email) = &contact.email {
        card.line(&format!("EMAIL;TYPE=INTERNET,WORK:{}", escape(email.as_str())));
    }
    if let Some(address) = &contact.address {
        card.line(&format!("ADR;TYPE=WORK:;;{};;;;{}", escape(address.get(lang)), i18n::page(lang).country));
    }
    if let Some(website) = &contact.website {
        card.line(&format!("URL:{}", website.as_str()));
    }
    if !note.is_empty() {
        card.line(&format!("NOTE:{}", escape(&note.join("\n"))));
    }
    card.line("END:VCARD");
    card.0
}

#[derive(Default)]
struct Card(String);

impl Card {
    /// Adds a line, folded: what is too long goes on after a line break and a space, and no character is torn.
    fn line(&mut self, text: &str) {
        let mut room = LINE;
        for letter in text.chars() {
            if letter.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LINE - 1;
            }
            self.0.push(letter);
            room -= letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A text value (RFC 2426, section 4).
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            _ => escaped.push(letter),
        }
    }
    escaped
}
