//! A unit's file: those that are there are right, and each way to be wrong is named by its key.
#![expect(clippy::expect_used, reason = "a test says what it expects by failing")]

use tt_contract::unit::{Kind, Origin, Topic, Unit, Way};

const RIGHT: &str = include_str!("../../units/congan-thanhhoa.toml");

fn read(text: &str) -> Result<Unit, String> {
    let unit: Unit = toml::from_str(text).map_err(|error| error.to_string())?;
    unit.checked().map_err(|error| error.to_string())
}

fn wrong(from: &str, to: &str) -> String {
    assert!(RIGHT.contains(from), "{from}");
    read(&RIGHT.replace(from, to)).expect_err(to)
}

#[test]
fn the_units_are_right_and_of_every_kind() {
    let units = [
        (RIGHT, Kind::ProvincialPolice),
        (include_str!("../../units/c06.toml"), Kind::Department),
        (include_str!("../../units/hvannd.toml"), Kind::Academy),
        (include_str!("../../units/hvcsnd.toml"), Kind::Academy),
        (include_str!("../../units/benhvien-198.toml"), Kind::Hospital),
    ];
    for (text, kind) in units {
        assert_eq!(read(text).unwrap().kind, kind);
    }
}

#[test]
fn ratings_and_tips_are_held_back_unless_a_file_says_otherwise() {
    let delays = |text: &str| {
        let unit = read(text).unwrap();
        (unit.release_delay_s, unit.tip_off.map(|tip_off| tip_off.release_delay_s))
    };
    assert_eq!(delays(RIGHT), (300, Some(300)));
    let at_once = RIGHT
        .replace("widgets =", "release_delay_s = 0\nwidgets =")
        .replace("retention_days =", "release_delay_s = 0\nretention_days =");
    assert_eq!(delays(&at_once), (0, Some(0)));
}

#[test]
fn a_wrong_file_is_refused_with_key_and_reason() {
    for (from, to, key, reason) in [
        ("#9f1d20", "#ff9a8f", "`accent`", "contrast"),
        ("#ff9a8f", "#9f1d20", "`accent_dark`", "contrast"),
        ("https://congan.thanhhoa.gov.vn\"]", "https://congan.thanhhoa.vn\"]", "`official_origins`", "form"),
        ("https://conganthanhhoa.vn", "https://congan.thanhhoa.gov.vn", "`other_origins`", "repeats"),
        ("[\"hotline\", \"tip-off\", \"rating\", \"text-size\"]", "[]", "`widgets`", "at least one"),
        ("[\"TOKEN_CONGAN_THANHHOA\"]", "[]", "`tokens`", "at least one"),
        ("[\"TOKEN_CONGAN_THANHHOA\"]", "[\"token\"]", "`tokens`", "A-Z"),
        ("retention_days = 130", "retention_days = 0", "`tip_off.retention_days`", "730"),
        ("id = \"drugs\"", "id = \"theft\"", "`tip_off.crimes`", "twice"),
        ("id = \"drugs\"", "id = \"Ma túy\"", "id", "form"),
        (
            "retention_days = 130",
            "keys = [{ id = \"a\", recipient = \"age1qdcxt5520qlc02zcz009l5ynzf4p2tm5ql6wf22k09yasrph7pqs4xx8d7\" }]",
            "recipient",
            "form",
        ),
        ("retention_days = 130", "exit = \"http://example.vn\"", "exit", "form"),
        ("[\"WEBHOOK_CONGAN_THANHHOA\"]", "[\"webhook\"]", "`secrets`", "A-Z"),
        ("secrets =", "pull = true\nsecrets =", "endpoints", "pull"),
        ("secrets =", "batch = 101\nsecrets =", "endpoints", "100"),
        ("secrets =", "batch = 0\nsecrets =", "endpoints", "100"),
        ("secrets =", "events = []\nsecrets =", "endpoints", "at least one"),
        ("secrets =", "events = [\"tip\", \"tip\"]\nsecrets =", "endpoints", "once"),
        ("secrets =", "events = [\"tip\"]\nsecrets =", "`endpoints`", "rating"),
        ("secrets =", "events = [\"rating\"]\nsecrets =", "`endpoints`", "tip-off"),
        ("name = \"main\"", "name = \"Main\"", "endpoints", "a-z"),
        ("retention_days = 130", "release_delay_s = 9000", "`tip_off.release_delay_s`", "3600"),
        ("widgets =", "release_delay_s = 9000\nwidgets =", "`release_delay_s`", "3600"),
        ("Công an tỉnh Thanh Hóa\", en", "\", en", "`name`", "missing"),
        ("widgets =", "colour = 1\nwidgets =", "colour", "unknown field"),
        ("https://conganthanhhoa.vn", "http://conganthanhhoa.vn", "other_origins", "form"),
        ("https://conganthanhhoa.vn", "https://conganthanhhoa.vn/", "other_origins", "form"),
        ("https://tiepnhan", "http://tiepnhan", "url", "form"),
        ("\"+842373852525\"", "\"0237 3852 525\"", "number", "write `+842373852525`"),
        ("\"+842373852525\"", "\"+8419000368\"", "number", "write `19000368`"),
        ("\"+842373852525\"", "\"+6562358888\"", "number", "another country"),
        ("\"24/7\"", "\"24h\"", "hours", "`24h`"),
        ("\"Mo-Su 06:00-22:00\"", "\"T2-CN 06:00-22:00\"", "hours", "write Mo, Tu"),
        ("\"Mo-Su 06:00-22:00\"", "\"PH off\"", "`hours`", "never open"),
        (
            "vi = \"Trực ban hình sự\", en = \"Criminal duty desk\"",
            "vi = \"Tai nạn, ùn tắc giao thông\", en = \"Road accidents and traffic jams\"",
            "`purpose`",
            "twice",
        ),
        ("Tổng đài hướng dẫn", " ", "`label`", "missing"),
        ("congan@thanhhoa.gov.vn", "congan thanhhoa", "email", "form"),
        ("https://zalo.me/conganthanhhoa", "https://example.vn/zalo", "zalo", "form"),
        ("https://www.openstreetmap.org", "http://www.openstreetmap.org", "map", "form"),
        ("[[hotlines.numbers]]\nnumber = \"+842373852525\"\nhours", "numbers = []\n#", "`numbers`", "1 to 8"),
        ("provincial-police", "sheriff", "kind", "unknown variant"),
    ] {
        let error = wrong(from, to);
        assert!(error.contains(key) && error.contains(reason), "{to}: {error}");
    }
}

#[test]
fn a_retention_shorter_than_the_lawful_handling_of_a_report_is_advised_against() {
    let of = |days: u16| {
        read(&RIGHT.replace("retention_days = 130", &format!("retention_days = {days}"))).unwrap()
    };
    for days in [125, 130, 730] {
        assert_eq!(of(days).advice(), None, "{days}");
    }
    for days in [1, 90, 124] {
        let advice = of(days).advice().expect("advice").to_string();
        assert!(advice.starts_with(&format!("`tip_off.retention_days` is {days}: ")), "{advice}");
        assert!(advice.contains("125 days") && advice.contains("130 is the default"), "{advice}");
    }
    let unset = read(&RIGHT.replace("retention_days = 130", "")).unwrap().tip_off.expect("tips");
    assert_eq!(unset.retention_days, 130);
}

#[test]
fn official_addresses_are_those_of_the_circular() {
    let is = |origin: &str, kind| Origin::try_from(origin.to_owned()).unwrap().is_official(kind);
    assert!(is("https://congan.hanoi.gov.vn", Kind::ProvincialPolice));
    assert!(!is("https://congan.a.b.gov.vn", Kind::ProvincialPolice));
    assert!(!is("https://congan.gov.vn", Kind::ProvincialPolice));
    assert!(is("https://bv198.mps.gov.vn", Kind::Hospital));
    assert!(!is("https://congan.hanoi.gov.vn", Kind::Hospital));
    assert!(!is("https://x.bocongan.gov.vn.example.org", Kind::Department));
}

#[test]
fn an_origin_is_what_a_browser_sends() {
    let reads = |text: &str| Origin::try_from(text.to_owned()).is_ok();
    assert!(reads("https://a.vn") && reads("https://a.vn:8443") && reads("http://127.0.0.1:8080"));
    for text in [
        "https://A.vn",
        "https://a.vn:443",
        "https://a.vn/",
        "http://a.vn",
        "null",
        "*",
        "https://",
        "https://a..vn",
    ] {
        assert!(!reads(text), "{text}");
    }
}

/// The file with these endpoints in place of its own.
fn with_endpoints(endpoints: &str) -> Result<Unit, String> {
    let (before, rest) = RIGHT.split_once("[[endpoints]]").expect("the file has endpoints");
    let (_, after) = rest.split_once("\n\n").expect("the file has endpoints");
    read(&format!("{before}{endpoints}\n\n{after}"))
}

#[test]
fn endpoints_say_what_they_take_and_how() {
    let push = "[[endpoints]]\nname = \"a\"\nurl = \"https://a.vn/in\"\nsecrets = [\"A\"]";
    let unit = with_endpoints(&format!(
        "{push}\nbatch = true\nevents = [\"rating\"]\n[[endpoints]]\nname = \"b\"\npull = true\nevents = [\"tip\"]"
    ))
    .unwrap();
    let [a, b] = unit.endpoints.as_slice() else { panic!("{:?}", unit.endpoints) };
    assert_eq!(a.push().unwrap().batch, Some(100));
    assert!(a.takes(Topic::Rating) && !a.takes(Topic::Tip) && b.takes(Topic::Tip) && b.way == Way::Pull);
    assert!(b.secrets().is_empty());
    // As it goes through JSON into the build.
    let json = serde_json::to_string(&unit).unwrap();
    assert_eq!(serde_json::from_str::<Unit>(&json).unwrap(), unit);

    assert!(with_endpoints(&format!("{push}\n{push}")).unwrap_err().contains("name of its own"));
    let pull = |name| format!("[[endpoints]]\nname = \"{name}\"\npull = true");
    assert!(with_endpoints(&format!("{}\n{}", pull("a"), pull("b"))).unwrap_err().contains("more than one"));
    assert!(with_endpoints("[[endpoints]]\nname = \"a\"").unwrap_err().contains("`url`"));
}
