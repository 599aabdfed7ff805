//! The unit for search engines and voice assistants: JSON-LD in the terms of schema.org.

use super::Moment;
use serde_json::{Value, json};
use tt_contract::{
    hours::{DAY_MIN, Hours, OnHolidays, Span, Weekly},
    lang::Lang,
    time::{Day, Millis},
    unit::{Contact, Hotline, Line, Origin, Unit, WebAddress},
};

/// The days as schema.org names them, Monday first.
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The times of a day that is closed, as search engines read them.
const CLOSED: (u16, u16) = (0, 0);
/// How far ahead public holidays are told one by one.
const HOLIDAYS_AHEAD_DAYS: i64 = 365;
const MS_PER_MINUTE: i64 = 60_000;

/// The element that holds it, for a page's head. It is data: nothing in it runs, whatever a unit's file says.
pub(super) fn element(unit: &Unit, lang: Lang, moment: Moment) -> String {
    // `<` begins every end of a script element and every comment (HTML, section 4.12.1.3); JSON has another way to write it.
    let json = organization(unit, lang, moment).to_string().replace('<', "\\u003c");
    format!(r#"<script type="application/ld+json">{json}</script>"#)
}

fn organization(unit: &Unit, lang: Lang, moment: Moment) -> Value {
    let other = Lang::ALL.into_iter().find(|other| *other != lang).unwrap_or_default();
    let contact = &unit.contact;
    let portal = contact.website.as_ref().map(WebAddress::as_str);
    let points = unit.hotlines.iter().flat_map(|hotline| {
        hotline.numbers.iter().map(move |line| contact_point(hotline, line, lang, moment))
    });
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

fn contact_point(hotline: &Hotline, line: &Line, lang: Lang, moment: Moment) -> Value {
    object([
        ("@type", Some(json!("ContactPoint"))),
        ("contactType", Some(json!(hotline.purpose.get(lang)))),
        ("name", line.label.as_ref().map(|label| json!(label.get(lang)))),
        ("telephone", Some(json!(line.number.as_str()))),
        ("areaServed", Some(json!("VN"))),
        ("availableLanguage", Some(json!(["vi"]))),
        (
            "hoursAvailable",
            line.hours.as_ref().and_then(|hours| specifications(hours, moment)).map(Value::Array),
        ),
    ])
}

/// An object of those `fields` that have a value.
fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

/// When it opens: by the day of the week, or day for day where the hours name dates; nothing where that is not known.
///
/// They stand at the contact point and not in `specialOpeningHoursSpecification`, which is a place's: where a desk is
/// closed, the unit may be open.
fn specifications(hours: &Hours, moment: Moment) -> Option<Vec<Value>> {
    let Some(weekly) = hours.weekly() else { return of_coming_days(hours, moment) };
    let mut all = Vec::new();
    for (runs, spans) in weekly.runs() {
        let days = runs.iter().filter_map(|(first, last)| DAYS.get(*first..=*last));
        let days: Vec<&str> = days.flatten().copied().collect();
        all.extend(spans.iter().map(|span| specification([("dayOfWeek", json!(days))], times(*span))));
    }
    if let OnHolidays::At(spans) = weekly.holidays() {
        all.extend(
            or_closed(spans).map(|times| specification([("dayOfWeek", json!("PublicHolidays"))], times)),
        );
    }
    all.extend(on_days_off(&weekly, moment));
    Some(all)
}

/// What holds on each public holiday of the coming year, as far as they are known, where it is not what holds anyway.
fn on_days_off(weekly: &Weekly, moment: Moment) -> Vec<Value> {
    if *weekly.holidays() == OnHolidays::AsUsual {
        return Vec::new();
    }
    let today = moment.now.day();
    let mut runs: Vec<(Day, Day, &[Span])> = Vec::new();
    for day in (moment.holidays)().days_off(today, Day(today.0 + HOLIDAYS_AHEAD_DAYS)) {
        let Some(spans) = weekly.on_holiday(day.weekday()) else { continue };
        match runs.last_mut() {
            Some((_, last, known)) if last.next() == day && *known == spans => *last = day,
            _ => runs.push((day, day, spans)),
        }
    }
    let dated = |(first, last, spans): (Day, Day, &[Span])| {
        or_closed(spans).map(move |times| specification(on_dates(first, last), times)).collect::<Vec<_>>()
    };
    runs.into_iter().flat_map(dated).collect()
}

/// When it opens in the coming week, between midnights; nothing if that is not known of today.
fn of_coming_days(hours: &Hours, moment: Moment) -> Option<Vec<Value>> {
    let (today, mut all) = (moment.now.day(), Vec::new());
    let last = Day(today.0 + 6);
    for (opens, closes) in hours.turns(moment.now, &(moment.holidays)())?.open_spans() {
        let mut from = opens;
        while from < closes && from.day() <= last {
            let day = from.day();
            let to = closes.min(day.next().start());
            let minute = |moment: Millis| {
                u16::try_from((moment.0 - day.start().0) / MS_PER_MINUTE).unwrap_or_default()
            };
            all.push(specification(on_dates(day, day), (minute(from), minute(to))));
            from = to;
        }
    }
    if all.is_empty() {
        all.push(specification(on_dates(today, last), CLOSED));
    }
    Some(all)
}

fn times(span: Span) -> (u16, u16) {
    (span.opens(), span.closes())
}

/// The times of spans; of none, those of a day that is closed.
fn or_closed(spans: &[Span]) -> impl Iterator<Item = (u16, u16)> {
    spans.iter().copied().map(times).chain(spans.is_empty().then_some(CLOSED))
}

fn on_dates(first: Day, last: Day) -> [(&'static str, Value); 2] {
    [("validFrom", json!(first.to_string())), ("validThrough", json!(last.to_string()))]
}

/// A span on some days. One that closes before it opens closes the next day; one that closes when it opens is none.
fn specification<const N: usize>(days: [(&str, Value); N], (opens, closes): (u16, u16)) -> Value {
    // `24:00` is no time of day; the last minute is what the readers of this agree on for a whole day.
    let closes = if closes == DAY_MIN { DAY_MIN - 1 } else { closes % DAY_MIN };
    let time = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let times = [
        ("@type", json!("OpeningHoursSpecification")),
        ("opens", json!(time(opens))),
        ("closes", json!(time(closes))),
    ];
    days.into_iter().chain(times).map(|(name, value)| (name.to_owned(), value)).collect()
}
