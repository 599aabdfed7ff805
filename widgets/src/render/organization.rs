//! The unit for search engines and voice assistants: JSON-LD in the terms of schema.org.

use serde_json::{Value, json};
use tt_contract::{
    hours::{DAY_MIN, Hours, OnHolidays, Span},
    lang::Lang,
    unit::{Contact, Hotline, Line, Origin, Unit, WebAddress},
};

/// The days as schema.org names them, Monday first.
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The element that holds it, for a page's head. It is data: nothing in it runs, whatever a unit's file says.
pub(super) fn element(unit: &Unit, lang: Lang) -> String {
    // `<` begins every end of a script element and every comment (HTML, section 4.12.1.3); JSON has another way to write it.
    let json = organization(unit, lang).to_string().replace('<', "\\u003c");
    format!(r#"<script type="application/ld+json">{json}</script>"#)
}

fn organization(unit: &Unit, lang: Lang) -> Value {
    let other = Lang::ALL.into_iter().find(|other| *other != lang).unwrap_or_default();
    let contact = &unit.contact;
    let portal = contact.website.as_ref().map(WebAddress::as_str);
    let points = unit
        .hotlines
        .iter()
        .flat_map(|hotline| hotline.numbers.iter().map(move |line| contact_point(hotline, line, lang)));
    object([
        ("@context", Some(json!("https://schema.org"))),
        ("@type", Some(json!("GovernmentOrganization"))),
        ("name", Some(json!(unit.name.get(lang)))),
        ("alternateName", Some(json!(unit.name.get(other)))),
        ("url", portal.or_else(|| unit.origins().next().map(Origin::as_str)).map(Value::from)),
        ("email", contact.email.as_ref().map(|email| json!(email.as_str()))),
        ("address", contact.address.as_ref().map(|address| json!(address.get(lang)))),
        ("location", contact.address.as_ref().map(|address| place(address.get(lang), contact))),
        ("sameAs", contact.zalo.as_ref().map(|zalo| json!([zalo.href()]))),
        (
            "contactPoint",
            Some(points.collect::<Vec<_>>()).filter(|points| !points.is_empty()).map(Value::Array),
        ),
    ])
}

fn place(address: &str, contact: &Contact) -> Value {
    object([
        ("@type", Some(json!("Place"))),
        ("address", Some(json!(address))),
        ("hasMap", contact.map.as_ref().map(|map| json!(map.as_str()))),
    ])
}

fn contact_point(hotline: &Hotline, line: &Line, lang: Lang) -> Value {
    object([
        ("@type", Some(json!("ContactPoint"))),
        ("contactType", Some(json!(hotline.purpose.get(lang)))),
        ("name", line.label.as_ref().map(|label| json!(label.get(lang)))),
        ("telephone", Some(json!(line.number.as_str()))),
        ("areaServed", Some(json!("VN"))),
        ("availableLanguage", Some(json!(["vi"]))),
        ("hoursAvailable", line.hours.as_ref().map(|hours| Value::Array(specifications(hours)))),
    ])
}

/// An object of those `fields` that have a value.
fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

/// A specification for each span of each run of days. A span that closes before it opens closes the next day.
fn specifications(hours: &Hours) -> Vec<Value> {
    let mut all = Vec::new();
    for (runs, spans) in hours.runs() {
        let days = runs.iter().filter_map(|(first, last)| DAYS.get(*first..=*last));
        let days: Vec<&str> = days.flatten().copied().collect();
        all.extend(spans.iter().map(|span| specification(&json!(days), *span)));
    }
    if let OnHolidays::At(spans) = hours.holidays() {
        all.extend(spans.iter().map(|span| specification(&json!("PublicHolidays"), *span)));
    }
    all
}

fn specification(days: &Value, span: Span) -> Value {
    // `24:00` is no time of day; the last minute is what the readers of this agree on for a whole day.
    let closes = if span.closes() == DAY_MIN { DAY_MIN - 1 } else { span.closes() % DAY_MIN };
    let time = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    json!({
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": days,
        "opens": time(span.opens()),
        "closes": time(closes),
    })
}
