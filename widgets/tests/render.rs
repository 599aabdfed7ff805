//! What the edge renders: the same for everybody where it is kept, and harmless whatever was typed.
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test says what it expects by failing")]

use serde_json::{Value, json};
use std::{
    future::Future,
    pin::pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};
use tt_contract::{
    fault::Fault,
    holidays::Holidays,
    id::SubmissionId,
    lang::Lang,
    problem::FieldError,
    rating::Level,
    time::{Day, Millis},
    unit::{Unit, Widget},
};
use tt_widgets::{
    Look,
    rating::Filled,
    render::{
        Form, Fragment, Moment, Notice, Release, card, fragment, hotline_page, hotline_sheet, rating_page,
        unit_page,
    },
};

const RELEASE: Release<'_> =
    Release { version: "0123456789abcdef", integrity: "sha384-a", page: "sha384-b", comeback: "sha384-c" };

fn moment() -> Moment {
    Moment { now: Millis(0), holidays: Rc::default }
}

/// Rendering awaits nothing but itself.
fn now<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    for _ in 0..10_000 {
        if let Poll::Ready(done) = work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return done;
        }
    }
    unreachable!("rendering waits for something")
}

fn unit() -> Unit {
    toml::from_str(include_str!("../../edge/units/congan-thanhhoa.toml")).unwrap()
}

/// The opening tags of `html` that hold `part`.
fn tags<'a>(html: &'a str, part: &str) -> Vec<&'a str> {
    let (_, body) = html.split_once("</style>").unwrap();
    body.split('<').map(|tag| tag.split('>').next().unwrap()).filter(|tag| tag.contains(part)).collect()
}

fn form(filled: Filled, errors: Vec<FieldError>, notice: Option<Notice>) -> Form {
    Form { lang: Lang::Vi, filled, errors, notice }
}

#[test]
fn a_fragment_is_the_same_for_everybody_and_knows_nobody() {
    let render = || now(fragment(&unit(), Widget::Rating, Lang::Vi, Look::Light, moment(), RELEASE)).html;
    let html = render();
    assert_eq!(html, render());
    assert!(html.contains(r#"<input type="hidden" name="id">"#), "{html}");
    assert!(html.contains(r#"action="/v1/units/congan-thanhhoa/ratings""#));
    assert!(html.contains(r#"data-release="/v/0123456789abcdef/""#));
    assert_eq!(html.matches(r#"type="radio""#).count(), 5);
    assert!(tags(&html, "checked").is_empty() && tags(&html, "selected").is_empty());
}

#[test]
fn each_language_and_look_is_its_own() {
    let render = |lang, look| now(fragment(&unit(), Widget::Rating, lang, look, moment(), RELEASE)).html;
    assert!(render(Lang::Vi, Look::Light).contains("Rất hài lòng"));
    assert!(render(Lang::En, Look::Dark).contains("Very satisfied"));
    assert!(render(Lang::En, Look::Dark).contains(r#"data-theme="dark""#));
}

fn calendar() -> Rc<Holidays> {
    let file = include_str!("../../edge/holidays.toml");
    Rc::new(toml::from_str::<Holidays>(file).unwrap().checked().unwrap())
}

/// A moment of Vietnam's clock, in minutes since the midnight that begins `day`.
fn at(day: &str, minute: i64) -> Millis {
    Millis(day.parse::<Day>().unwrap().start().0 + minute * 60_000)
}

#[test]
fn hotlines_are_others_when_a_status_changes_and_at_midnight() {
    let render = |moment: Millis| {
        let moment = Moment { now: moment, holidays: calendar };
        now(fragment(&unit(), Widget::Hotline, Lang::Vi, Look::Light, moment, RELEASE))
    };
    // A Wednesday at 13:30: the desk opens, the helpline goes on until 22:00.
    let opens = at("2026-11-18", 13 * 60 + 30);
    let before = render(Millis(opens.0 - 1));
    assert_eq!(before.until, Some(opens));
    assert!(before.html.contains("Ngoài giờ trực, trực lại lúc 13:30<"));
    let after = render(opens);
    assert!(after.html.contains("Đang trực đến 17:00<") && after.html.contains("Đang trực đến 22:00<"));
    assert_eq!(after.until, Some(at("2026-11-18", 17 * 60)));
    let night = render(at("2026-11-18", 22 * 60));
    assert!(night.html.contains("trực lại lúc 06:00 ngày mai<"));
    assert_eq!(night.until, Some(at("2026-11-19", 0)), "tomorrow is today then");
    assert_eq!(render(opens).html, after.html);

    let rating = now(fragment(&unit(), Widget::Rating, Lang::Vi, Look::Light, moment(), RELEASE));
    assert_eq!(rating.until, None);
}

#[test]
fn on_a_day_of_which_it_is_not_known_the_hours_stand_and_nothing_is_said() {
    let render = |day: &str| {
        let moment = Moment { now: at(day, 9 * 60), holidays: calendar };
        now(fragment(&unit(), Widget::Hotline, Lang::Vi, Look::Light, moment, RELEASE))
    };
    // Not decided yet; a Saturday worked in exchange.
    for day in ["2028-01-24", "2026-08-22"] {
        let Fragment { html, until } = render(day);
        assert!(html.contains("nghỉ ngày lễ, Tết"));
        assert_eq!(html.matches("data-now").count(), 1, "the number that holidays do not concern");
        assert!(
            until.is_some_and(|until| until <= Millis(at(day, 0).0 + 86_400_000)),
            "tomorrow may be known"
        );
    }
    assert_eq!(render("2026-11-24").html.matches("data-now").count(), 2, "a public holiday");
}

/// The properties of schema.org's types that are used here (version 29), with what they may hold.
const SCHEMA: [(&str, &[&str]); 4] = [
    (
        "GovernmentOrganization",
        &["name", "alternateName", "url", "email", "address", "location", "sameAs", "contactPoint"],
    ),
    ("Place", &["address", "hasMap"]),
    (
        "ContactPoint",
        &["contactType", "name", "telephone", "areaServed", "availableLanguage", "hoursAvailable"],
    ),
    ("OpeningHoursSpecification", &["dayOfWeek", "opens", "closes", "validFrom", "validThrough"]),
];
const DAYS_OF_WEEK: [&str; 8] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "PublicHolidays"];

/// Fails where `value` has a property that its type has not, or one of another form.
fn check_schema(value: &Value) {
    let Value::Object(fields) = value else { return };
    let of_type = fields["@type"].as_str().unwrap();
    let (_, properties) = SCHEMA.iter().find(|(name, _)| *name == of_type).unwrap();
    for (name, value) in fields.iter().filter(|(name, _)| !name.starts_with('@')) {
        assert!(properties.contains(&name.as_str()), "{of_type} has no {name}");
        let all = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        assert!(!all.is_empty(), "{name} is empty");
        for one in all {
            let text = one.as_str().unwrap_or_default();
            match name.as_str() {
                "dayOfWeek" => assert!(DAYS_OF_WEEK.contains(&text), "{one}"),
                "validFrom" | "validThrough" => assert!(text.parse::<Day>().is_ok(), "{one}"),
                "opens" | "closes" => assert!(text.len() == 5 && text < "24:00", "{one}"),
                "location" | "contactPoint" | "hoursAvailable" => check_schema(one),
                _ => assert!(!text.is_empty(), "{name}: {one}"),
            }
        }
    }
}

/// What search engines read of a unit whose first number keeps these hours.
fn hours_available(hours: &str, now_at: Millis) -> Option<Vec<Value>> {
    let mut unit = unit();
    unit.hotlines[0].numbers[0].hours = Some(hours.parse().unwrap());
    let page = now(unit_page(&unit, Lang::Vi, Moment { now: now_at, holidays: calendar })).html;
    let (_, rest) = page.split_once(r#"<script type="application/ld+json">"#).unwrap();
    let about: Value = serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap();
    check_schema(&about);
    let hours = &about["contactPoint"][0]["hoursAvailable"];
    hours.as_array().cloned()
}

#[test]
fn search_engines_are_told_when_a_desk_is_closed_for_a_holiday() {
    let moment = at("2026-12-01", 9 * 60);
    let closed = |from: &str, through: &str| json!({ "@type": "OpeningHoursSpecification", "opens": "00:00", "closes": "00:00", "validFrom": from, "validThrough": through });
    let office = hours_available("Mo-Fr 07:30-17:00; PH off", moment).unwrap();
    assert_eq!(office[0]["dayOfWeek"], json!(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]));
    assert_eq!((&office[0]["opens"], &office[0]["closes"]), (&json!("07:30"), &json!("17:00")));
    assert_eq!(
        office[1],
        json!({ "@type": "OpeningHoursSpecification", "dayOfWeek": "PublicHolidays", "opens": "00:00", "closes": "00:00" })
    );
    let runs = [
        ("2027-01-01", "2027-01-01"),
        ("2027-02-04", "2027-02-10"),
        ("2027-04-16", "2027-04-16"),
        ("2027-04-30", "2027-05-01"),
        ("2027-05-03", "2027-05-03"),
        ("2027-09-02", "2027-09-03"),
        ("2027-11-24", "2027-11-24"),
    ];
    assert_eq!(office[2..], runs.map(|(from, through)| closed(from, through)));
    // Nothing of holidays where they change nothing.
    assert_eq!(hours_available("Mo-Su,PH 06:00-22:00", moment).unwrap().len(), 1);
    assert_eq!(hours_available("24/7", moment).unwrap().len(), 1);
    // Open at other times on them; and closed on those that fall on some days of the week alone.
    let short = hours_available("Mo-Su 06:00-22:00; PH 08:00-11:00", moment).unwrap();
    assert_eq!((&short[1]["dayOfWeek"], &short[1]["closes"]), (&json!("PublicHolidays"), &json!("11:00")));
    assert_eq!((&short[2]["validFrom"], &short[2]["opens"]), (&json!("2027-01-01"), &json!("08:00")));
    let saturdays = hours_available("Mo-Sa 08:00-17:00; PH Sa off", moment).unwrap();
    assert_eq!(saturdays[1..], [closed("2027-02-06", "2027-02-06"), closed("2027-05-01", "2027-05-01")]);
    // A night, and a day that ends at midnight.
    let night = hours_available("Mo-Fr 22:00-06:00; Sa 20:00-24:00", moment).unwrap();
    assert_eq!((&night[0]["closes"], &night[1]["closes"]), (&json!("06:00"), &json!("23:59")));
}

#[test]
fn hours_that_name_dates_are_given_for_the_coming_week() {
    let moment = at("2026-12-01", 9 * 60);
    let week = hours_available("Dec 02-Dec 03 08:00-12:00; Dec 04 22:00-02:00", moment).unwrap();
    let of = |index: usize| {
        let text = |name: &str| week[index][name].as_str().unwrap().to_owned();
        [text("validFrom"), text("validThrough"), text("opens"), text("closes")].join(" ")
    };
    assert_eq!(
        (0..week.len()).map(of).collect::<Vec<_>>(),
        [
            "2026-12-02 2026-12-02 08:00 12:00",
            "2026-12-03 2026-12-03 08:00 12:00",
            "2026-12-04 2026-12-04 22:00 23:59",
            "2026-12-05 2026-12-05 00:00 02:00",
        ]
    );
    let none = hours_available("Jul-Aug Mo-Fr 08:00-12:00", moment).unwrap();
    assert_eq!((none.len(), &none[0]["opens"], &none[0]["closes"]), (1, &json!("00:00"), &json!("00:00")));
    assert_eq!(hours_available("Mo-Fr 08:00-12:00; Jul off; PH off", at("2035-01-01", 0)), None, "not known");
}

/// One number of each kind: how it is called, shown and said.
const NUMBERS: [[&str; 3]; 7] = [
    ["+842373852525", "0237 3852 525", "0 2 3 7, 3 8 5 2, 5 2 5"],
    ["+842438234567", "024 3823 4567", "0 2 4, 3 8 2 3, 4 5 6 7"],
    ["+84912345678", "0912 345 678", "0 9 1 2, 3 4 5, 6 7 8"],
    ["+84692343647", "069 2343 647", "0 6 9, 2 3 4 3, 6 4 7"],
    ["19000368", "1900 0368", "1 9 0 0, 0 3 6 8"],
    ["1800599920", "1800 599 920", "1 8 0 0, 5 9 9, 9 2 0"],
    ["1022", "1022", "1 0 2 2"],
];

#[test]
fn each_kind_of_number_is_the_same_on_every_channel() {
    for [number, shown, spoken] in NUMBERS {
        let mut unit = unit();
        unit.hotlines[0].numbers[0].number = number.to_owned().try_into().unwrap();
        let html = now(fragment(&unit, Widget::Hotline, Lang::Vi, Look::Light, moment(), RELEASE)).html;
        let digits = shown.replace(' ', "");
        for part in [
            format!(r#"href="tel:{number}""#),
            format!(": {spoken}\">{shown}</span>"),
            format!(r#"data-digits="{digits}" data-spoken="{spoken}""#),
            format!(r#""telephone":"{number}""#),
        ] {
            assert!(html.contains(&part), "{part} in {html}");
        }
        let card = card(&unit, Lang::Vi).replace("\r\n ", "");
        assert!(card.contains(&format!("TEL;TYPE=WORK,VOICE:{number}\r\n")), "{card}");
        assert!(card.contains(&format!(": {shown} (")), "{card}");
        let sheet = now(hotline_sheet(&unit, Lang::Vi, "https://edge.example/")).html;
        assert!(sheet.contains(&format!(">{shown}<")), "{sheet}");
    }
}

#[test]
fn a_unit_without_hotlines_has_the_national_numbers() {
    let unit: Unit = toml::from_str(include_str!("../../edge/units/hvcsnd.toml")).unwrap();
    let html = now(fragment(&unit, Widget::Hotline, Lang::En, Look::Light, moment(), RELEASE)).html;
    let calls: Vec<&str> = tags(&html, "tel:").into_iter().filter_map(|tag| tag.split('"').nth(1)).collect();
    assert_eq!(calls, ["tel:113", "tel:114", "tel:115", "tel:111", "tel:112"]);
    assert!(html.contains(r#"aria-label="1 1 1""#));
}

#[test]
fn data_for_search_engines_cannot_end_its_element() {
    let mut unit = unit();
    unit.name.vi = "A</script><script>alert(1)</script><!--".into();
    let page = now(hotline_page(&unit, Lang::Vi, moment(), RELEASE)).html;
    let (_, rest) = page.split_once(r#"<script type="application/ld+json">"#).unwrap();
    let (json, _) = rest.split_once("</script>").unwrap();
    assert!(!json.contains('<') && json.ends_with('}'), "{json}");
    let about: serde_json::Value = serde_json::from_str(json).unwrap();
    assert_eq!(about["name"], unit.name.vi.as_str());
    assert_eq!(
        page.matches("alert(1)").count(),
        page.matches("alert(1)\\u003c/script").count() + page.matches("alert(1)&lt;/script").count()
    );
}

#[test]
fn a_card_is_folded_between_characters_and_escaped() {
    let mut unit = unit();
    unit.name.vi = format!("{};,\\", "ữ".repeat(60));
    let card = card(&unit, Lang::Vi);
    assert!(card.split("\r\n").all(|line| line.len() <= 75));
    let unfolded = card.replace("\r\n ", "");
    assert!(unfolded.contains(&format!("\r\nFN:{}\\;\\,\\\\\r\n", "ữ".repeat(60))), "{unfolded}");
}

#[test]
fn what_was_typed_comes_back_whole_and_harmless() {
    let typed = "</textarea><script>alert(1)</script> & \"Dễ đọc\"";
    let [.., best] = Level::ALL;
    let filled = Filled {
        id: Some(SubmissionId::from_random([3; 16])),
        page: "/a\"><b>".into(),
        level: Some(best),
        criteria: [Some(best), None, None, None],
        comment: typed.into(),
        replaces: None,
    };
    let errors = vec![FieldError::new("/comment", Fault::too_long(1_000))];
    let html = now(rating_page(&unit(), form(filled, errors, Some(Notice::Mend)), RELEASE)).html;
    assert!(!html.contains("<script>alert") && !html.contains("<b>"), "{html}");
    assert!(html.contains("&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp;"), "{html}");
    let [chosen] = tags(&html, " checked")[..] else { unreachable!("one level is chosen") };
    assert!(chosen.contains(r#"value="5""#), "{chosen}");
    assert_eq!(tags(&html, "selected").len(), 1);
    assert!(html.contains("1.000 ký tự. Hãy viết ngắn lại."));
    assert!(tags(&html, "details")[0].contains("open"));
    // Nobody who came back here has script: the page stays as it was filled in.
    assert!(!html.contains("<tt-rating"));
}

#[test]
fn a_page_carries_the_style_that_its_policy_names() {
    let document = now(rating_page(&unit(), form(Filled::default(), Vec::new(), None), RELEASE));
    assert_eq!(document.html.matches("<style>").count(), 1);
    assert!(document.html.contains(&format!("<style>{}</style>", document.style)));
    assert!(!document.html.contains("style=\""));
    assert!(document.html.contains(r#"<tt-rating unit="congan-thanhhoa" lang="vi" rendered>"#));
}
