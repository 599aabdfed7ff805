//! The pages of the tip-off as the edge renders them: whole without script, and harmless whatever was typed.
#![expect(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::{
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};
use tt_contract::{
    fault::{Fault, Kind},
    id::SubmissionId,
    lang::Lang,
    problem::FieldError,
    time::Day,
    tip::{By, Key, Receipt, Status},
    unit::{Origin, Unit},
};
use tt_widgets::{
    render::{
        Document, Release, TipFilled, TipForm, TipKey, TipNotice, TipPage, TipReturn, tip_off_key_page,
        tip_off_leave_page, tip_off_page, tip_off_return_page, tip_off_sent_page,
    },
    tip_off::{Field, Opened, OpenedEntry, OpenedReply},
};

const RELEASE: Release<'_> =
    Release { version: "0123456789abcdef", integrity: "", page: "sha384-a", comeback: "sha384-b" };

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

fn keys() -> Vec<TipKey> {
    let recipient = "age1qdcxt5520qlc02zcz009l5ynzf4p2tm5ql6wf22k09yasrph7pqs4xx8d6".parse().unwrap();
    let key = Key { id: "2026-11".parse().unwrap(), recipient, from: None, until: None };
    vec![TipKey { key, fingerprint: "A1B2 C3D4 E5F6 0718 293A 4B5C 6D7E 8F90".into() }]
}

fn edge() -> Origin {
    Origin::try_from("https://edge.example".to_owned()).unwrap()
}

fn receipt() -> Receipt {
    Receipt::from_random([0xab; 16])
}

fn form(page: TipPage, filled: TipFilled, errors: Vec<FieldError>, notice: Option<TipNotice>) -> Document {
    let form = TipForm { receipt: receipt(), mac: "c0de".into(), filled, errors, notice };
    now(tip_off_page(&unit(), page, &keys(), form, RELEASE, Some(&edge())))
}

fn fresh(page: TipPage) -> Document {
    form(page, TipFilled::default(), Vec::new(), None)
}

fn back(shown: TipReturn) -> String {
    now(tip_off_return_page(&unit(), TipPage::default(), &keys(), shown, RELEASE, None)).html
}

/// What stands within `noscript`, which only a browser without script reads.
fn without_script(html: &str) -> Vec<&str> {
    html.split("<noscript>").skip(1).map(|rest| rest.split("</noscript>").next().unwrap()).collect()
}

#[test]
fn the_form_has_every_field_and_guidance_first() {
    let html = fresh(TipPage::default()).html;
    for field in Field::ALL {
        assert!(html.contains(&format!(r#"name="{}""#, field.name())), "{field:?}");
        assert!(html.contains(&format!(r#"<label for="tt-{}""#, field.name())), "{field:?}");
    }
    let place = |part: &str| html.find(part).unwrap_or_else(|| unreachable!("{part} is not there"));
    assert!(place(r#"class="exit""#) < place("tel:113") && place("tel:113") < place("<textarea"));
    assert!(
        place("chưa phải tố giác làm theo thủ tục. Công an vẫn phải tiếp nhận và kiểm tra")
            < place("<textarea")
    );
    assert!(html.contains("A1B2 C3D4"));
    assert!(
        html.contains(r#"href="/u/congan-thanhhoa/tip-off/leave?lang=vi" rel="noreferrer" target="_top""#)
    );
}

#[test]
fn without_script_the_receipt_is_read_where_it_is_posted_from_before_sending() {
    for (page, scripts) in
        [(TipPage::default(), true), (TipPage { plain: true, ..TipPage::default() }, false)]
    {
        let html = fresh(page).html;
        let form = if scripts { without_script(&html)[0].to_owned() } else { html.clone() };
        assert_eq!(html.matches(&receipt().to_string()).count(), 1, "in one place alone");
        let field = format!(r#"<input value="{}" type="text" id="tt-receipt" name="receipt""#, receipt());
        assert!(form.contains(&field) && form.contains("readonly"), "{form}");
        assert!(
            form.contains(r#"<label for="tt-receipt">"#)
                && form.contains(r#"value="c0de" type="hidden" name="mac""#)
        );
        let place = |part: &str| html.find(part).unwrap_or_else(|| unreachable!("{part} is not there"));
        // The edge must know it before files come.
        assert!(place(r#"name="receipt""#) < place(r#"name="files""#));
        assert!(html.contains(r##"<a href="#tt-receipt""##));
    }
}

#[test]
fn what_follows_a_form_is_the_same_for_everybody_and_lets_the_browser_forget() {
    let html = now(tip_off_sent_page(&unit(), TipPage::default())).html;
    assert!(
        html.contains("Nếu bạn vừa bấm gửi") && html.contains("/tip-off/return") && html.contains("tel:113")
    );
    let left = now(tip_off_leave_page(&unit(), TipPage::default())).html;
    assert!(
        left.contains(r#"content="0;url=https://nchmf.gov.vn/""#)
            && left.contains(r#"href="https://nchmf.gov.vn/""#)
    );
    assert!(!left.contains("Công an") && !left.contains("<header"), "{left}");
    for html in [html, left] {
        assert!(html.contains(r#"rel="stylesheet" href="/u/congan-thanhhoa/clear.css""#), "{html}");
        assert!(!html.contains("<script") && !html.contains("<form"));
    }
}

#[test]
fn where_scripts_run_nothing_is_posted_as_it_is_written() {
    let html = fresh(TipPage::default()).html;
    let [receipt, plain] = without_script(&html)[..] else { unreachable!("one form, in two parts") };
    assert!(!html.replace(receipt, "").contains(r#"name="receipt""#));
    assert!(plain.contains("máy chủ thấy nội dung trong chốc lát") && plain.contains("type=\"submit\""));
    // The only other button is script's own, which is hidden until script is there.
    let live = html.replace(plain, "");
    assert_eq!(live.matches(r#"type="submit""#).count(), 1);
    assert!(live.contains(r#"<div hidden="hidden" class="go""#), "{live}");
    assert!(html.contains(r#"src="/v/0123456789abcdef/page.js" integrity="sha384-a""#));

    let plain = fresh(TipPage { plain: true, ..TipPage::default() }).html;
    assert!(without_script(&plain).is_empty() && !plain.contains("<script"));
    assert!(plain.contains("máy chủ thấy nội dung trong chốc lát"));
}

#[test]
fn a_form_that_came_back_is_whole_harmless_and_without_script() {
    let typed = "</textarea><script>alert(1)</script> & \"Dễ đọc\"";
    let filled = TipFilled {
        account: typed.into(),
        crime: "drugs".into(),
        when: typed.into(),
        known: "told".into(),
        had_files: true,
        unclean: vec![("<b>.pdf".into(), false), ("chosen.pdf".into(), true)],
        ..TipFilled::default()
    };
    let errors = vec![
        FieldError::new("/account", Fault { kind: Kind::TooShort, limit: Some(10) }),
        FieldError::new("/files", Fault::new(Kind::Unknown)),
    ];
    let html = form(TipPage::default(), filled, errors, Some(TipNotice::Mend)).html;
    assert!(!html.contains("<script"), "{html}");
    assert!(html.contains("&lt;/textarea&gt;&lt;script&gt;"));
    assert!(html.contains(r##"<a href="#tt-account""##) && html.contains(r##"<a href="#tt-files""##));
    assert!(html.contains("ít nhất 10 ký tự"));
    assert_eq!(html.matches(r#"aria-invalid="true""#).count(), 2);
    assert_eq!(html.matches(" selected").count(), 2);
    assert!(html.contains("Hãy chọn lại.") && html.contains("cửa sổ ẩn danh"));
    assert!(
        html.contains(r#"<input value="&lt;b&gt;.pdf" type="checkbox" name="original""#)
            && !html.contains("<b>.pdf"),
        "{html}"
    );
    assert_eq!(html.matches(" checked").count(), 1);
}

#[test]
fn a_frame_has_neither_head_nor_foot_but_the_way_out() {
    let html = fresh(TipPage { framed: true, ..TipPage::default() }).html;
    assert!(!html.contains("<header") && !html.contains("<footer") && html.contains(r#"class="exit""#));
    // Whatever link is pressed opens apart; a telephone number is no page.
    assert!(html.contains(r#"<base target="_blank">"#) && !fresh(TipPage::default()).html.contains("<base"));
    let calls: Vec<&str> = html.split("<a ").filter(|tag| tag.contains(r#"href="tel:"#)).collect();
    assert!(!calls.is_empty() && calls.iter().all(|tag| tag.contains(r#"target="_self""#)), "{calls:?}");
    assert!(!html.contains("framed=1"), "a link leads into the frame");
}

#[test]
fn a_frame_takes_nothing_without_script_and_leads_out() {
    for lang in Lang::ALL {
        let html = fresh(TipPage { framed: true, lang, ..TipPage::default() }).html;
        let [plain] = without_script(&html)[..] else { unreachable!("one way out") };
        for taken in ["<form", "<button", "<input", "<textarea", "<select"] {
            assert!(!plain.contains(taken), "{plain}");
        }
        let path = format!("/u/congan-thanhhoa/tip-off?lang={}", lang.tag());
        assert!(
            plain.contains(&format!(r#"href="{path}" target="_blank" rel="noopener noreferrer""#)),
            "{plain}"
        );
        assert!(html.contains(&format!("https://edge.example{path}</code>")), "the address cannot be copied");
        // Before script is there, the guidance alone is seen.
        assert_eq!(html.matches(r#"<section hidden="hidden" class="step""#).count(), 5, "{html}");
        // The only button that sends is script's own.
        assert_eq!(html.matches(r#"type="submit""#).count(), 1);
    }
}

#[test]
fn without_a_valid_key_there_is_no_form() {
    let (filled, errors) = (TipFilled::default(), Vec::new());
    let form = TipForm { receipt: receipt(), mac: String::new(), filled, errors, notice: None };
    let html = now(tip_off_page(&unit(), TipPage::default(), &[], form, RELEASE, None)).html;
    assert!(!html.contains("<form") && html.contains("tel:113") && html.contains("chưa nhận tin qua mạng"));
}

#[test]
fn the_way_back_asks_tells_and_answers() {
    let asked = back(TipReturn::default());
    assert!(asked.contains(r#"autocapitalize="characters""#) && asked.contains(r#"spellcheck="false""#));
    assert!(asked.contains(r#"/comeback.js" integrity="sha384-b""#));

    let wrong = FieldError::new("/receipt", Fault::new(Kind::Mistyped));
    let mistyped = back(TipReturn { receipt: "x\"><i>".into(), errors: vec![wrong], ..TipReturn::default() });
    assert!(mistyped.contains("gõ nhầm") && !mistyped.contains("<i>"));

    let day: Day = "2026-11-22".parse().unwrap();
    let entry = |by, status, reply| OpenedEntry { by, day, status, reply };
    let opened = Opened {
        status: Status::Checking,
        entries: vec![
            entry(By::Unit, Some(Status::Checking), OpenedReply::Text("Cảm ơn <b>bạn</b>".into())),
            entry(By::Citizen, None, OpenedReply::None),
            entry(By::Unit, None, OpenedReply::Unreadable),
        ],
    };
    let told = back(TipReturn {
        receipt: receipt().to_string(),
        opened: Some(opened),
        message: Some(SubmissionId::from_random([3; 16])),
        ..TipReturn::default()
    });
    assert!(told.contains("Đang kiểm tra, xác minh") && told.contains("22/11/2026"));
    assert!(told.contains("Cảm ơn &lt;b&gt;bạn&lt;/b&gt;") && told.contains("không mở được"));
    assert!(
        told.contains(&format!(r#"value="{}" type="hidden" name="id""#, SubmissionId::from_random([3; 16])))
    );
    assert!(!told.contains("<script"));
}

#[test]
fn form_and_return_page_name_the_days_that_the_unit_keeps() {
    let mut unit = unit();
    unit.tip_off.as_mut().unwrap().retention_days = 217;
    for (lang, kept) in [(Lang::Vi, "được giữ 217 ngày"), (Lang::En, "kept for 217 days")] {
        let page = TipPage { lang, ..TipPage::default() };
        let (filled, errors) = (TipFilled::default(), Vec::new());
        let form = TipForm { receipt: receipt(), mac: "c0de".into(), filled, errors, notice: None };
        let form = now(tip_off_page(&unit, page, &keys(), form, RELEASE, None)).html;
        let back = now(tip_off_return_page(&unit, page, &keys(), TipReturn::default(), RELEASE, None)).html;
        for html in [form, back] {
            assert!(html.contains(kept), "{html}");
        }
    }
}

#[test]
fn the_form_says_that_reports_must_be_received_and_how_to_get_a_written_answer() {
    for (lang, words) in [
        (
            Lang::Vi,
            ["phải tiếp nhận và kiểm tra", "kể cả tin không nêu tên", "bằng văn bản", "Trực ban hình sự"],
        ),
        (Lang::En, ["must receive and check", "even without your name", "in writing", "criminal duty desk"]),
    ] {
        let html = fresh(TipPage { lang, ..TipPage::default() }).html;
        for word in words {
            assert!(html.contains(word), "{word}");
        }
    }
}

#[test]
fn keys_are_shown_to_be_compared() {
    let html = now(tip_off_key_page(&unit(), TipPage { lang: Lang::En, ..TipPage::default() }, &keys())).html;
    assert!(html.contains("A1B2 C3D4 E5F6 0718 293A 4B5C 6D7E 8F90") && html.contains("age1qdcxt"));
}

#[test]
fn every_page_carries_the_one_style_that_its_policy_names() {
    for page in [TipPage::default(), TipPage { framed: true, lang: Lang::En, ..TipPage::default() }] {
        let document = fresh(page);
        assert_eq!(document.html.matches("<style>").count(), 1);
        assert!(document.html.contains(&format!("<style>{}</style>", document.style)));
        assert!(!document.html.contains("style=\""));
    }
}
