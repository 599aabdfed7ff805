//! Whole pages and what is found in them: `tests/pages/*.page` has first what is expected (`= level code`), then `url`
//! and `status` where they are not the usual ones, then headers, and after an empty line the body.

#![expect(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use proptest::prelude::*;
use std::{fs, path::Path, sync::LazyLock};
use tt_check::{Asked, Fetched, Finding, Level, check, is_wrong, snippet::Release};
use tt_contract::{
    lang::Lang,
    unit::{Origin, Unit, UnitId},
};
use url::Url;

#[derive(Clone)]
struct Case {
    expected: Vec<String>,
    url: Url,
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

fn read(path: &Path) -> Case {
    let text = fs::read_to_string(path).unwrap();
    let (head, body) = text.split_once("\n\n").unwrap();
    let mut case = Case {
        expected: Vec::new(),
        url: Url::parse("https://congan.thanhhoa.gov.vn/tin/1").unwrap(),
        status: 200,
        headers: Vec::new(),
        body: body.to_owned(),
    };
    for line in head.lines() {
        if let Some(expected) = line.strip_prefix("= ") {
            case.expected.push(expected.to_owned());
        } else if let Some(url) = line.strip_prefix("url ") {
            case.url = Url::parse(url).unwrap();
        } else if let Some(status) = line.strip_prefix("status ") {
            case.status = status.parse().unwrap();
        } else {
            let (name, value) = line.split_once(": ").unwrap();
            case.headers.push((name.into(), value.into()));
        }
    }
    case
}

fn found(case: &Case) -> Vec<Finding> {
    static UNIT: LazyLock<Unit> = LazyLock::new(|| {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../units/congan-thanhhoa.toml");
        toml::from_str(&fs::read_to_string(file).unwrap()).unwrap()
    });
    let asked = Asked {
        unit: &UNIT,
        edge: &Origin::try_from("https://edge.example".to_owned()).unwrap(),
        release: Some(Release { version: "0123456789abcdef", integrity: "sha384-right" }),
        kept: &[Release { version: "00000000000000aa", integrity: "sha384-former" }],
        known: &|id: &UnitId| ["congan-thanhhoa", "c06"].contains(&id.as_str()),
    };
    let Case { url, status, headers, body, .. } = case;
    check(&Fetched { url, status: *status, headers, body: body.as_bytes() }, &asked)
}

fn page(name: &str) -> Case {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages").join(name).with_extension("page"))
}

fn pastes(name: &str) -> Vec<String> {
    found(&page(name)).into_iter().filter_map(|finding| finding.paste).collect()
}

#[test]
fn every_page_is_judged_as_expected() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut wrong = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let case = read(&path);
        let findings = found(&case);
        let level = |level| match level {
            Level::Wrong => "wrong",
            Level::Advice => "advice",
            Level::Right => "right",
        };
        let got: Vec<_> =
            findings.iter().map(|finding| format!("{} {}", level(finding.level()), finding.code())).collect();
        if got != case.expected {
            wrong.push(format!("{}: {got:#?}", path.file_name().unwrap().display()));
        }
        assert_eq!(is_wrong(&findings), case.expected.iter().any(|line| line.starts_with("wrong ")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn everything_found_is_said_in_both_languages_and_what_is_not_right_with_what_to_change() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    for entry in fs::read_dir(dir).unwrap() {
        for finding in found(&read(&entry.unwrap().path())) {
            let [vi, en] = Lang::ALL.map(|lang| finding.words(lang));
            assert_ne!(vi.says, en.says);
            for words in [vi, en] {
                assert_eq!(words.change.is_empty(), finding.level() == Level::Right, "{words:?}");
                // A colon promises a line, and a line is announced.
                assert_eq!(words.change.ends_with(':'), finding.paste.is_some(), "{words:?}");
            }
        }
    }
}

#[test]
fn a_policy_is_mended_whole() {
    assert_eq!(
        pastes("policy-blocks-all"),
        [
            "script-src 'self' https://edge.example 'wasm-unsafe-eval'",
            "connect-src 'self' https://edge.example",
            "form-action 'self' https://edge.example",
        ]
    );
    assert_eq!(pastes("policy-in-meta"), ["connect-src 'self' https://edge.example"]);
    assert_eq!(pastes("policy-trusted-types"), ["trusted-types tuong-tac"]);
    assert_eq!(pastes("policy-sandbox"), ["sandbox allow-scripts allow-same-origin allow-forms"]);
    assert_eq!(
        pastes("policy-wants-a-nonce"),
        [
            r#"<script nonce="…" src="https://edge.example/tt.js" data-unit="congan-thanhhoa" async></script>"#,
            "script-src 'strict-dynamic' 'nonce-…' https: 'wasm-unsafe-eval'",
        ]
    );
}

#[test]
fn a_policy_pasted_as_told_is_right() {
    for name in
        ["policy-blocks-all", "policy-in-meta", "policy-trusted-types", "policy-sandbox", "two-policies"]
    {
        let mut case = page(name);
        case.body = page("good").body;
        case.headers = vec![
            ("content-type".into(), "text/html; charset=utf-8".into()),
            ("content-security-policy".into(), pastes(name).join("; ")),
        ];
        case.expected = page("good-strict-policy").expected;
        // What is pasted for one directive leaves the others as they were.
        let codes: Vec<_> = found(&case).iter().map(Finding::code).collect();
        assert_eq!(
            codes,
            ["script-right", "unit-right", "csp-right", "https"],
            "{name}: {:?}",
            case.headers[1]
        );
    }
}

#[test]
fn a_tool_is_told_what_to_leave_alone() {
    assert_eq!(pastes("delayed-wp-rocket"), ["edge.example"]);
    assert_eq!(pastes("combined-autoptimize"), ["edge.example"]);
    let [tag] = &pastes("delayed-rocket-loader")[..] else { panic!("one line") };
    // Rocket Loader looks only at what stands before `src`.
    assert!(tag.find("data-cfasync=\"false\"").unwrap() < tag.find("src=").unwrap());
}

#[test]
fn nothing_of_the_page_is_repeated_but_short_names() {
    let mut case = page("unit-unknown");
    let long = "x".repeat(500);
    case.body = case.body.replace("<h1>", &format!("<tt-{long}></tt-{long}><h1 secret-{long}>"));
    let said: Vec<_> =
        found(&case).into_iter().map(|finding| (finding.words(Lang::Vi), finding.paste)).collect();
    let said = format!("{said:?}");
    assert!(!said.contains("secret") && !said.contains(&"x".repeat(41)), "{said}");
}

#[test]
fn a_large_page_is_told() {
    let mut case = page("good");
    case.body.push_str(&" ".repeat(600 * 1024));
    assert!(found(&case).iter().any(|finding| finding.code() == "large" && finding.level() == Level::Advice));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_answer_panics(
        status: u16,
        policy in "((script|connect|default)-src|sandbox|trusted-types|'none'|'strict-dynamic'|'nonce-|[ ;,:/*'a-z.]|\\PC){0,30}",
        referrer in "\\PC{0,20}",
        kind in "\\PC{0,30}",
        body: Vec<u8>,
    ) {
        let headers = [("content-security-policy", policy), ("referrer-policy", referrer), ("content-type", kind)];
        let case = Case {
            status,
            headers: headers.map(|(name, value)| (name.to_owned(), value)).into(),
            body: [page("good").body, String::from_utf8_lossy(&body).into_owned()].concat(),
            ..page("good")
        };
        for finding in found(&case) {
            prop_assert!(!finding.words(Lang::Vi).says.is_empty());
        }
    }
}

/// Pages of tags and pieces that matter to the check, in any order.
fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<script src=\"https://edge.example/tt.js\" data-unit=\"congan-thanhhoa\" async></script>",
        "<script",
        " src='https://edge.example/v/0123456789abcdef/tt.js'",
        " integrity=sha384-",
        " nonce=x",
        ">",
        "</script>",
        "<!--",
        "-->",
        "<noscript>",
        "</noscript>",
        "<tt-rating",
        "<tt-hotline>",
        " data-widgets=\"x rating\"",
        "<meta http-equiv=content-security-policy content=\"",
        "script-src 'nonce-",
        "sandbox;",
        "\"",
        "<meta name=referrer content=no-referrer>",
        "<base href=\"//",
        "<template><svg><title>",
        "<![CDATA[",
        "&#x110000;&nbsp",
        "\u{0}",
        "<textarea><title>",
    ]);
    let piece = prop_oneof![4 => pieces.prop_map(str::to_owned), 1 => ".{0,12}"];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn judge(body: String) {
    static GOOD: LazyLock<Case> = LazyLock::new(|| page("good"));
    let case = Case { body, ..GOOD.clone() };
    assert!(found(&case).iter().all(|finding| !finding.words(Lang::Vi).says.is_empty()));
}

proptest! {
    #[test]
    fn soup_is_judged(body in soup()) {
        judge(body);
    }
}

/// `cargo test --release -p tt-check -- --ignored a_million`
mod a_million {
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1_000_000, ..ProptestConfig::default() })]

        #[test]
        #[ignore = "takes minutes"]
        fn soup_is_judged(body in soup()) {
            judge(body);
        }
    }
}
