//! What the edge renders: the same for everybody where it is kept, and harmless whatever was typed.
#![expect(clippy::unwrap_used, reason = "a test says what it expects by failing")]

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
    render::{Form, Moment, Notice, Release, card, fragment, hotline_page, rating_page},
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
fn on_an_undecided_day_the_hours_stand_and_nothing_is_said() {
    let moment = Moment { now: at("2026-11-24", 9 * 60), holidays: calendar };
    let html = now(fragment(&unit(), Widget::Hotline, Lang::Vi, Look::Light, moment, RELEASE)).html;
    assert!(html.contains("nghỉ ngày lễ, Tết"));
    assert_eq!(html.matches("data-now").count(), 1, "the number that holidays do not concern");
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
