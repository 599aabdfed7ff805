//! What the edge renders: the same for everybody where it is kept, and harmless whatever was typed.
#![expect(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::{
    future::Future,
    pin::pin,
    sync::LazyLock,
    task::{Context, Poll, Waker},
};
use tt_contract::{
    fault::Fault,
    holidays::Holidays,
    id::SubmissionId,
    lang::Lang,
    problem::FieldError,
    rating::Level,
    time::Millis,
    unit::{Unit, Widget},
};
use tt_widgets::{
    Look,
    rating::Filled,
    render::{Form, Moment, Notice, Release, fragment, rating_page},
};

const RELEASE: Release<'_> = Release { version: "0123456789abcdef", integrity: "sha384-a" };

static NO_YEAR: LazyLock<Holidays> = LazyLock::new(Holidays::default);

fn moment() -> Moment<'static> {
    Moment { now: Millis(0), holidays: &NO_YEAR }
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
