//! Whatever arrives: no panic, and no word of it in the answer.

#![expect(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use proptest::prelude::*;
use serde_json::Value;
use std::sync::LazyLock;
use tt_contract::{
    id::{RequestId, SubmissionId},
    page::PagePath,
    problem::Problem,
    rating::Submission,
    text::{Comment, comment_length},
    unit::{Accent, EndpointUrl, Origin, Override, Unit, UnitId},
};

fn fresh() -> SubmissionId {
    SubmissionId::from_random([7; 16])
}

/// JSON near enough to a rating that every field is reached.
fn near_json() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        any::<i64>().prop_map(|n| n.to_string()),
        any::<String>().prop_map(|text| Value::from(text).to_string()),
        Just("null".to_owned()),
        Just("{\"support\":3}".to_owned()),
        Just("[[1]]".to_owned()),
    ];
    let key =
        prop::sample::select(vec!["id", "page", "level", "criteria", "comment", "lang", "replaces", "x"]);
    prop::collection::vec((key, value), 0..9).prop_map(|fields| {
        let fields: Vec<_> = fields.iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
        format!("{{{}}}", fields.join(","))
    })
}

/// A form near enough to a rating that every field is reached.
fn near_form() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        Just("5".to_owned()),
        Just("vi".to_owned()),
        Just("/tin".to_owned()),
        Just("0f8fad5b-d9cb-469f-a165-70867728950e".to_owned()),
        "[%+&=0-9a-f]{0,12}",
        ".{0,20}",
    ];
    let key = prop::sample::select(vec![
        "id",
        "page",
        "level",
        "interface",
        "content",
        "quality",
        "support",
        "comment",
        "lang",
        "replaces",
        "x",
    ]);
    prop::collection::vec((key, value), 0..9).prop_map(|fields| {
        let fields: Vec<_> = fields.iter().map(|(key, value)| format!("{key}={value}")).collect();
        fields.join("&")
    })
}

/// What an operator may override of a unit, near right.
fn near_override() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        Just("[\"https://a.vn\"]".to_owned()),
        Just("[\"http://127.0.0.1:9/hook\"]".to_owned()),
        Just("300".to_owned()),
        Just("-1".to_owned()),
        Just("[{\"id\":\"demo\",\"recipient\":\"age1qdcxt5520qlc02zcz009l5ynzf4p2tm5ql6wf22k09yasrph7pqs4xx8d6\"}]".to_owned()),
        any::<String>().prop_map(|text| Value::from(vec![text]).to_string()),
        any::<f64>().prop_map(|n| Value::from(n).to_string()),
    ];
    let key = prop::sample::select(vec![
        "origins",
        "endpoints",
        "release_delay_s",
        "tip_release_delay_s",
        "keys",
        "x",
    ]);
    prop::collection::vec((key, value), 0..5).prop_map(|fields| {
        let fields: Vec<_> = fields.iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
        format!("{{{}}}", fields.join(","))
    })
}

/// What was taken is taken again as it is kept.
fn judge_rating(parsed: Result<Submission, Problem>) {
    match parsed {
        Ok(submission) => {
            let again = serde_json::to_vec(&submission).unwrap();
            assert_eq!(Submission::from_json(&again), Ok(submission));
        }
        Err(problem) => assert!((400..500).contains(&problem.status()), "{problem:?}"),
    }
}

fn judge_override(text: &str) {
    if let Ok(over) = serde_json::from_str::<Override>(text) {
        // Whoever bends a unit wrongly is told so.
        let _ = unit().with(over);
    }
}

/// The unit that has everything.
fn unit() -> Unit {
    static UNIT: LazyLock<Unit> = LazyLock::new(|| {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../units/congan-thanhhoa.toml");
        toml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
    });
    UNIT.clone()
}

/// `cargo test --release -p tt-contract -- --ignored a_million`
mod a_million {
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1_000_000, ..ProptestConfig::default() })]

        #[test]
        #[ignore = "takes minutes"]
        fn ratings_in_json(body in near_json()) {
            judge_rating(Submission::from_json(body.as_bytes()));
        }

        #[test]
        #[ignore = "takes minutes"]
        fn ratings_as_forms(body in near_form()) {
            judge_rating(Submission::from_form(body.as_bytes(), fresh()));
        }

        #[test]
        #[ignore = "takes minutes"]
        fn overrides(text in near_override()) {
            judge_override(&text);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn near_forms_and_overrides_are_judged_without_panic(body in near_form(), text in near_override()) {
        judge_rating(Submission::from_form(body.as_bytes(), fresh()));
        judge_override(&text);
    }

    #[test]
    fn no_bytes_panic_the_parsers(body in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = Submission::from_json(&body);
        let _ = Submission::from_form(&body, fresh());
    }

    #[test]
    fn near_ratings_are_judged_without_panic(body in near_json()) {
        judge_rating(Submission::from_json(body.as_bytes()));
    }

    #[test]
    fn a_problem_repeats_nothing_of_what_was_sent(word in "[g-z]{12}", field in 0_usize..4) {
        // Twelve letters that no title, pointer or code of ours holds.
        let body = match field {
            0 => format!(r#"{{"{word}":1}}"#),
            1 => format!(r#"{{"comment":"{word}\u0000","level":"{word}"}}"#),
            2 => format!(r#"{{"lang":"{word}","id":"{word}","criteria":{{"{word}":1}}}}"#),
            _ => word.clone(),
        };
        let problem = Submission::from_json(body.as_bytes()).unwrap_err().to_json(RequestId::from_random([2; 16]));
        prop_assert!(!problem.contains(&word), "{}", problem);
        let form = Submission::from_form(format!("{word}={word}&level={word}").as_bytes(), fresh()).unwrap_err();
        prop_assert!(!form.to_json(RequestId::from_random([2; 16])).contains(&word));
    }

    #[test]
    fn a_comment_is_counted_as_it_is_kept(typed in any::<String>()) {
        if let Ok(Some(comment)) = Comment::optional(&typed) {
            prop_assert_eq!(comment.as_str().chars().count(), comment_length(&typed));
            prop_assert_eq!(Comment::try_from(comment.as_str().to_owned()), Ok(comment));
        }
    }

    #[test]
    fn a_path_that_is_taken_has_neither_query_nor_host(text in "/?.{0,40}") {
        if let Ok(path) = PagePath::try_from(text) {
            prop_assert!(path.as_str().starts_with('/') && !path.as_str().starts_with("//"));
            prop_assert!(!path.as_str().contains(['?', '#', ' ', '\\']));
        }
    }

    #[test]
    fn no_text_panics_the_parsers_of_a_unit(text in any::<String>()) {
        let _ = (text.parse::<UnitId>(), text.parse::<Accent>());
        let _ = (Origin::try_from(text.clone()), EndpointUrl::try_from(text));
    }
}
