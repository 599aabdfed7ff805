//! What comes after a tip changes nothing of it, whoever sent it and in whatever order it is
//! opened.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what it expects by failing")]

#[expect(dead_code, reason = "shared with the other tests")]
mod world;

use serde_json::{Value, json};
use std::{
    fs,
    os::unix::ffi::OsStrExt,
    path::{Path, PathBuf},
};
use tt_contract::tip::{Cleaned, Receipt};
use tt_seal::{identity, open_text};
use world::{World, canonical, event};

/// A unit with its key, and a stranger who knows the tip's lookup and the unit's public key.
struct Case {
    world: World,
    recipient: String,
    stranger: Receipt,
}

impl Case {
    fn new() -> Self {
        let world = World::new();
        let printed = world.tt(&["keygen", "--out", "key.txt"]).unwrap();
        let recipient = printed.split('"').find(|part| part.starts_with("age1")).unwrap().to_owned();
        fs::write(world.path("reply.txt"), "Trả lời.").unwrap();
        Self { world, recipient, stranger: Receipt::from_random([8; 16]) }
    }

    /// The same, but that replies go to the stranger.
    fn forged(&self, mut sent: Value) -> Value {
        sent["reply_to"] = identity(&self.stranger).recipient().as_str().into();
        sent
    }

    fn deliver(&self, name: &str, nth: u8, sent: &Value) {
        self.world.write(name, &self.recipient, nth, sent);
    }

    /// Opens some deliveries, or all.
    fn open(&self, which: &[&str]) -> Result<String, String> {
        self.world.tt(&[&["open"], which, &["--key", "key.txt", "--out", "out"]].concat())
    }

    fn folder(&self) -> PathBuf {
        self.world.path("out").join(self.world.lookup().to_string())
    }

    fn apart(&self, nth: u8) -> PathBuf {
        self.world.path("out/apart").join(event(nth))
    }

    /// Whoever is answered when the officer answers the tip is its sender.
    fn answers_go_to_the_citizen(&self) {
        let folder = self.folder().display().to_string();
        let answer = self.world.tt(&["reply", &folder, "--text-file", "reply.txt", "--print"]).unwrap();
        let sealed = canonical(&answer.parse::<Value>().unwrap()["sealed"]);
        assert!(open_text(&identity(&self.world.receipt), &sealed).unwrap().contains("Trả lời."));
        open_text(&identity(&self.stranger), &sealed).unwrap_err();
    }

    fn refuses_to_answer(&self, folder: &Path) {
        let folder = folder.display().to_string();
        self.world.tt(&["reply", &folder, "--text-file", "reply.txt", "--print"]).unwrap_err();
    }
}

fn said_of<'a>(said: &'a str, name: &str) -> &'a str {
    said.lines().find(|line| line.contains(name)).unwrap_or_default()
}

#[test]
fn a_lookup_alone_lets_nobody_write_as_the_citizen() {
    let case = Case::new();
    case.deliver("9.json", 1, &case.world.tip(&[]));
    case.deliver("1.json", 2, &case.forged(case.world.message()));
    case.deliver("2.json", 3, &case.world.message());
    for _ in 0..2 {
        let said = case.open(&["in"]).unwrap_err();
        assert!(said_of(&said, "1.json").contains("KHÔNG PHẢI của người đã báo tin"), "{said}");
        assert!(!said.contains("2.json") && !said.contains("9.json"), "{said}");
        let read = |folder: PathBuf| fs::read_to_string(folder.join("tip.txt")).unwrap();
        assert!(!read(case.folder().join(world::MESSAGE)).contains("CẢNH BÁO"));
        assert!(read(case.apart(2)).contains("CẢNH BÁO: KHÔNG PHẢI"));
        assert_eq!(fs::read_dir(case.world.path("out/apart")).unwrap().count(), 1);
        case.answers_go_to_the_citizen();
        case.refuses_to_answer(&case.apart(2));
    }
}

#[test]
fn a_message_waits_apart_for_its_tip_and_then_joins_it() {
    let case = Case::new();
    case.deliver("1.json", 2, &case.forged(case.world.message()));
    case.deliver("2.json", 3, &case.world.message());
    let said = case.open(&["in"]).unwrap_err();
    for name in ["1.json", "2.json"] {
        assert!(said_of(&said, name).contains("chưa mở tin gốc"), "{said}");
    }
    case.refuses_to_answer(&case.folder());
    case.refuses_to_answer(&case.apart(3));
    fs::write(case.apart(3).join("ghi-chu.txt"), "của cán bộ").unwrap();

    case.deliver("3.json", 1, &case.world.tip(&[]));
    let said = case.open(&["in"]).unwrap_err();
    assert!(said_of(&said, "1.json").contains("KHÔNG PHẢI") && !said.contains("2.json"), "{said}");
    let message = case.folder().join(world::MESSAGE);
    assert!(!case.apart(3).exists() && message.join("ghi-chu.txt").exists());
    assert!(!fs::read_to_string(message.join("tip.txt")).unwrap().contains("CẢNH BÁO"));
    case.answers_go_to_the_citizen();
}

#[test]
fn the_first_tip_stays_whatever_claims_its_lookup_later() {
    let other_text = |case: &Case| {
        let mut tip = case.world.tip(&[]);
        tip["place"] = "Ngõ 21".into();
        tip
    };
    // By a stranger, and by whoever has the receipt: neither changes what was read.
    for later in [|case: &Case| case.forged(case.world.tip(&[])), other_text] {
        // All at once, named so that the later comes first; and one after the other.
        for batches in [&[&["in"][..]][..], &[&["in/2.json"], &["in/1.json"], &["in"]]] {
            let case = Case::new();
            case.deliver("2.json", 1, &case.world.tip(&[]));
            case.deliver("1.json", 2, &later(&case));
            let mut first = None;
            for batch in batches {
                if let Err(said) = case.open(batch) {
                    assert!(said_of(&said, "1.json").contains("đã có tin khác mang mã tin này"), "{said}");
                    assert!(!said.contains("2.json"), "{said}");
                    assert!(case.apart(2).join("tip.json").exists());
                }
                let kept = fs::read(case.folder().join("tip.json")).unwrap();
                assert!(*first.get_or_insert_with(|| kept.clone()) == kept);
            }
            assert!(case.apart(2).exists());
            case.refuses_to_answer(&case.apart(2));
            case.answers_go_to_the_citizen();
        }
    }
}

#[test]
fn who_opens_the_wrong_tip_first_is_told_and_can_mend_it() {
    let case = Case::new();
    case.deliver("1.json", 1, &case.world.tip(&[]));
    case.deliver("2.json", 2, &case.forged(case.world.tip(&[])));
    case.open(&["in/2.json"]).unwrap();
    let said = case.open(&["in/1.json"]).unwrap_err();
    assert!(said.contains("đã có tin khác mang mã tin này"), "{said}");
    fs::rename(case.folder(), case.world.path("wrong")).unwrap();
    case.open(&["in/1.json"]).unwrap();
    assert!(!case.apart(1).exists());
    case.answers_go_to_the_citizen();
    // What was moved is no tip's folder any more.
    case.refuses_to_answer(&case.world.path("wrong"));
}

#[test]
fn a_message_and_an_event_are_what_they_were_at_first() {
    let case = Case::new();
    case.deliver("1.json", 1, &case.world.tip(&[]));
    case.deliver("2.json", 2, &case.world.message());
    case.open(&["in"]).unwrap();
    let mut other = case.world.message();
    other["text"] = "Thôi, không cần nữa.".into();
    case.deliver("2.json", 3, &other);
    let said = case.open(&["in"]).unwrap_err();
    assert!(said.contains("đã có tin bổ sung khác mang mã này"), "{said}");
    // Another under the same event.
    other["text"] = "Khác nữa.".into();
    case.deliver("2.json", 3, &other);
    assert!(case.open(&["in"]).unwrap_err().contains("hai tin khác nhau mang cùng mã"));
    let text = fs::read_to_string(case.folder().join(world::MESSAGE).join("tip.txt")).unwrap();
    assert!(text.contains("36A-12345"), "{text}");
    assert!(fs::read_to_string(case.apart(3).join("tip.txt")).unwrap().contains("Thôi"));
}

#[test]
fn what_the_citizen_wrote_is_not_said_again_by_somebody_else() {
    let case = Case::new();
    case.deliver("1.json", 1, &case.world.tip(&[]));
    case.deliver("3.json", 2, &case.world.message());
    case.world.write_as("2.json", &case.recipient, 3, &event(9), &case.world.message());
    for _ in 0..2 {
        let said = case.open(&["in"]).unwrap_err();
        assert!(said_of(&said, "2.json").contains("trùng từng chữ"), "{said}");
        assert!(!said.contains("3.json"), "{said}");
        assert!(case.folder().join(world::MESSAGE).exists() && !case.folder().join(event(9)).exists());
    }
}

#[test]
fn a_tip_beyond_the_limits_is_not_opened() {
    let case = Case::new();
    let file = case.world.lay(&case.recipient, b"%PDF-1.7 one", Cleaned::Unable);
    let with = |field: &str, value: Value| {
        let mut tip = case.world.tip(&[]);
        tip[field] = value;
        tip
    };
    let mut named = json!(file);
    named["name"] = "../../.bashrc".into();
    for hostile in [
        with("files", json!([file, file])),
        with("files", json!(vec![&file; 11])),
        with("files", json!([named])),
        with("crime", "drugs\n\nMã tin: 1".into()),
        with("crime", "\u{1b}[2J".into()),
        with("known", "\u{1b}[2J\u{9b}2J".into()),
        with("place", "\u{202e}".into()),
    ] {
        case.deliver("1.json", 1, &hostile);
        let said = case.open(&["in"]).unwrap_err();
        assert!(said.contains("what is sealed is wrong"), "{said}");
        assert!(!said.contains(|c: char| c.is_control() && c != '\n'), "{said:?}");
        assert!(!case.world.path("out").exists());
    }
}

#[test]
fn nothing_that_a_stranger_wrote_steers_the_terminal() {
    let case = Case::new();
    let mut tip = case.world.tip(&[]);
    tip["later"] = "\u{9b}2J\u{202e}".into();
    case.deliver("1.json", 1, &tip);
    let name = std::ffi::OsStr::from_bytes(b"\x1b]0;x\x07.json");
    fs::rename(case.world.path("in/1.json"), case.world.path("in").join(name)).unwrap();
    case.open(&["in"]).unwrap();
    let kept = fs::read_to_string(case.folder().join("tip.json")).unwrap();
    assert!(!kept.contains(['\u{9b}', '\u{202e}']), "{kept}");
    assert_eq!(kept.parse::<Value>().unwrap(), tip);
    fs::write(case.world.path("in").join(name), "{\"type\":\"tip.created\",\"data\":{\"id\":\"\u{9b}\"}}")
        .unwrap();
    let said = case.open(&["in"]).unwrap_err();
    assert!(said.contains("\\u{1b}]0;x"), "{said}");
    assert!(!said.contains(|c: char| c.is_control() && c != '\n'), "{said:?}");
}

#[test]
fn the_names_of_crimes_take_the_place_of_nothing() {
    let case = Case::new();
    let key = format!("{}.json", world::UNIT);
    fs::rename(case.world.path("key.txt"), case.world.path(&key)).unwrap();
    let before = fs::read(case.world.path(&key)).unwrap();
    case.world.say(&format!("/v1/units/{}", world::UNIT), &json!({ "crimes": [] }));
    let mut tip = case.world.tip(&[]);
    tip["crime"] = "drugs".into();
    case.deliver("1.json", 1, &tip);
    let edge = ["--edge", &case.world.edge, "--token-file", "token"];
    case.world.tt(&[&["open", "in", "--key", &key, "--out", "out"], &edge[..]].concat()).unwrap();
    assert!(fs::read(case.world.path(&key)).unwrap() == before);
}
