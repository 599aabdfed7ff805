//! The unit for search engines and voice assistants: JSON-LD in the terms of schema.org.

use serde_json::{Map, Value, json};
use tt_contract::{
    hours::{DAY_MIN, Hours, OnHolidays, Span},
    lang::Lang,
    unit::{Hotline, Line, Unit},
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
    let mut about = Map::new();
    let mut put = |name: &str, value: Value| about.insert(name.into(), value);
    put("@context", json!("https://schema.org"));
    put("@type", json!("GovernmentOrganization"));
    put("name", json!(unit.name.get(lang)));
    put("alternateName", json!(unit.name.get(other)));
    let portal = unit.contact.website.as_ref().map(|website| website.as_str());
    if let Some(url) = portal.or_else(|| unit.origins().next().map(|origin| origin.as_str())) {
        put("url", json!(url));
    }
    if let Some(email) = &unit.contact.email {
        put("email", json!(email.as_str()));
    }
    if let Some(address) = &unit.contact.address {
        let mut place = json!({ "@type": "Place", "address": address.get(lang) });
        if let Some(map) = &unit.contact.map {
            place["hasMap"] = json!(map.as_str());
        }
        put("location", place);
        put("address", json!(address.get(lang)));
    }
    if let Some(zalo) = &unit.contact.zalo {
        put("sameAs", json!([zalo.href()]));
    }
    let lines =
        unit.hotlines.iter().flat_map(|hotline| hotline.numbers.iter().map(move |line| (hotline, line)));
    let points: Vec<Value> = lines.map(|(hotline, line)| contact_point(hotline, line, lang)).collect();
    if !points.is_empty() {
        put("contactPoint", Value::Array(points));
    }
    Value::Object(about)
}

fn contact_point(hotline: &Hotline, line: &Line, lang: Lang) -> Value {
    let mut point = json!({
        "@type": "ContactPoint",
        "contactType": hotline.purpose.get(lang),
        "telephone": line.number.as_str(),
        "areaServed": "VN",
        "availableLanguage": ["vi"],
    });
    if let Some(label) = &line.label {
        point["name"] = json!(label.get(lang));
    }
    if let Some(hours) = &line.hours {
        point["hoursAvailable"] = Value::Array(specifications(hours));
    }
    point
}

/// A specification for each span of each run of days. A span that closes before it opens closes the next day.
fn specifications(hours: &Hours) -> Vec<Value> {
    let mut all = Vec::new();
    for (runs, spans) in hours.runs() {
        let days = runs.iter().filter_map(|(first, last)| DAYS.get(*first..=*last));
        let days: Vec<&str> = days.flatten().copied().collect();
        all.extend(spans.iter().map(|span| specification(json!(days), *span)));
    }
    if let OnHolidays::At(spans) = hours.holidays() {
        all.extend(spans.iter().map(|span| specification(json!("PublicHolidays"), *span)));
    }
    all
}

fn specification(days: Value, span: Span) -> Value {
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
