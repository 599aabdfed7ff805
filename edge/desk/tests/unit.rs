//! A unit's work with `tt`, as its people do it: the real program, files, and an edge that answers as ours does.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what it expects by failing")]

mod world;

use serde_json::{Value, json};
use std::{fs, os::unix::fs::PermissionsExt, path::Path};
use tt_contract::tip::{Attached, Cleaned};
use tt_seal::{fingerprint, identity, open_text};
use world::{World, canonical};

/// Makes a key with `arguments`, and gives what was printed and its recipient.
fn keygen(world: &World, arguments: &[&str]) -> (String, String) {
    let printed = world.tt(&[&["keygen", "--out", "key.txt"], arguments].concat()).unwrap();
    let recipient = printed.split('"').find(|part| part.starts_with("age1")).unwrap().to_owned();
    (printed, recipient)
}

#[test]
fn a_key_is_made_once_for_its_owner_alone() {
    let world = World::new();
    let (printed, recipient) = keygen(&world, &["--id", "ca-2027"]);
    let entry: Vec<_> = printed.lines().collect();
    assert_eq!(entry[..3], ["[[tip_off.keys]]", "id = \"ca-2027\"", &format!("recipient = \"{recipient}\"")]);
    assert!(entry[3].starts_with("from = \"20"));
    let shown = fingerprint(&recipient.parse().unwrap());
    assert!(entry[4].ends_with(&shown));
    assert_eq!(world.tt(&["fingerprint", &recipient]).unwrap().trim(), shown);
    let file = world.path("key.txt");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let before = fs::read(&file).unwrap();
    assert!(world.tt(&["keygen", "--out", "key.txt"]).unwrap_err().contains("key.txt"));
    assert!(world.tt(&["keygen", "--out", "other.txt", "--id", "Ca 2027"]).is_err());
    assert!(fs::read(&file).unwrap() == before && !world.path("other.txt").exists());
}

#[test]
fn a_delivery_is_opened_to_text_and_files() {
    let world = World::new();
    let (_, recipient) = keygen(&world, &[]);
    let picture = b"\xff\xd8\xff pretended".repeat(100);
    let attached = world.lay(&recipient, &picture, Cleaned::Kept);
    world.deliver("1.json", &recipient, &[attached]);
    world.deliver_message("2.json", &recipient);
    fs::write(world.path("in/3.json"), r#"{"type":"rating.created","data":{}}"#).unwrap();

    world
        .tt(&[
            "open",
            "in",
            "--key",
            "key.txt",
            "--out",
            "out",
            "--edge",
            &world.edge,
            "--token-file",
            "token",
        ])
        .unwrap();

    let folder = world.path("out").join(world.lookup().to_string());
    let text = fs::read_to_string(folder.join("tip.txt")).unwrap();
    for part in [
        "TIN BÁO VỀ TỘI PHẠM",
        "\nNội dung:\n    Tối qua có người\n    phá khóa",
        "Ngõ 12",
        "trực tiếp nhìn thấy",
        "tep-1.jpg",
    ] {
        assert!(text.contains(part), "{text}");
    }
    let json: Value = serde_json::from_slice(&fs::read(folder.join("tip.json")).unwrap()).unwrap();
    assert_eq!(json["place"], "Ngõ 12");
    assert!(fs::read(folder.join("tep-1.jpg")).unwrap() == picture);
    assert_eq!(fs::metadata(folder.join("tep-1.jpg")).unwrap().permissions().mode() & 0o777, 0o600);
    let message = fs::read_to_string(folder.join(world::MESSAGE).join("tip.txt")).unwrap();
    assert!(message.contains("TIN BỔ SUNG") && message.contains("Biển số"));
    // Nothing else: no rating, no half file.
    let mut names: Vec<_> = names(&folder);
    names.sort();
    assert_eq!(names, [world::MESSAGE, "tep-1.jpg", "tip.json", "tip.txt"]);
}

fn names(folder: &Path) -> Vec<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn an_officer_reads_what_the_unit_calls_the_kind_of_crime() {
    let world = World::new();
    fs::create_dir(world.path("safe")).unwrap();
    let printed = world.tt(&["keygen", "--out", "safe/key.txt"]).unwrap();
    let recipient = printed.split('"').find(|part| part.starts_with("age1")).unwrap().to_owned();
    let open = |crime: &str, with_edge: bool| {
        // What was opened first would stay.
        fs::remove_dir_all(world.path("out")).ok();
        world.deliver_of("1.json", &recipient, Some(crime), &[]);
        let access = ["--edge", &world.edge, "--token-file", "token"];
        let arguments = ["open", "in", "--key", "safe/key.txt", "--out", "out"];
        world.tt(&[&arguments[..], if with_edge { &access } else { &[] }].concat()).unwrap();
        let text = world.path("out").join(world.lookup().to_string()).join("tip.txt");
        let text = fs::read_to_string(text).unwrap();
        text.lines().find_map(|line| line.strip_prefix("Loại việc: ")).unwrap().to_owned()
    };
    // Nobody has said: not the edge, not a file.
    assert_eq!(open("drugs", false), "drugs");
    assert_eq!(open("drugs", true), "drugs");

    let crimes = [("drugs", "Ma túy"), ("theft", "Trộm cắp\n\nKhóa để trả lời (tt reply --to): age1another")];
    let crimes = crimes.map(|(id, name)| json!({ "id": id, "name": { "vi": name, "en": "-" }, "more": 1 }));
    let configuration = format!("/v1/units/{}", world::UNIT);
    world.say(&configuration, &json!({ "id": world::UNIT, "crimes": crimes }));
    assert_eq!(open("drugs", true), "Ma túy (drugs)");
    assert_eq!(open("theft", true), "theft", "a name cannot pass for another field");
    assert_eq!(open("trom-cap", true), "trom-cap");
    // Later, without the edge; and where it says nonsense.
    assert_eq!(open("drugs", false), "Ma túy (drugs)");
    world.say(&configuration, &json!("?"));
    assert_eq!(open("drugs", true), "Ma túy (drugs)");
    let kept = world.path("safe").join(format!("{}.json", world::UNIT));
    fs::write(&kept, "?").unwrap();
    assert_eq!(open("drugs", false), "drugs");
}

#[test]
fn a_key_with_a_passphrase_opens_with_it_alone() {
    let world = World::new();
    fs::write(world.path("right"), "một hai ba\n").unwrap();
    fs::write(world.path("wrong"), "một hai\n").unwrap();
    let (_, recipient) = keygen(&world, &["--passphrase-file", "right"]);
    assert!(!String::from_utf8_lossy(&fs::read(world.path("key.txt")).unwrap()).contains("SECRET"));
    world.deliver("1.json", &recipient, &[]);
    let open =
        |file| world.tt(&["open", "in", "--key", "key.txt", "--out", "out", "--passphrase-file", file]);
    let refused = open("wrong").unwrap_err();
    assert!(refused.contains("key.txt") && refused.contains("sai mật khẩu"), "{refused}");
    assert!(!world.path("out").exists());
    open("right").unwrap();
}

#[test]
fn what_is_not_the_file_that_the_text_names_is_not_kept() {
    let world = World::new();
    let (_, recipient) = keygen(&world, &[]);
    let right = world.lay(&recipient, b"%PDF-1.7 one", Cleaned::Unable);
    let other = world.lay(&recipient, b"%PDF-1.7 two", Cleaned::Unable);
    let swapped = Attached { id: other.id, ..right.clone() };
    let lost = Attached { id: world::MESSAGE.parse().unwrap(), ..right.clone() };
    // Longer and shorter than it is.
    let [longer, shorter] = [1, -1].map(|by| {
        let file = world.lay(&recipient, b"%PDF-1.7 one", Cleaned::Unable);
        Attached { size: file.size.checked_add_signed(by).unwrap(), ..file }
    });
    world.deliver("1.json", &recipient, &[right, swapped, lost, longer, shorter]);
    let open = |token| {
        world.tt(&[
            "open",
            "in",
            "--key",
            "key.txt",
            "--out",
            "out",
            "--edge",
            &world.edge,
            "--token-file",
            token,
        ])
    };
    let said = open("token").unwrap_err();
    for part in ["tep-2.pdf", "tep-3.pdf", "tep-4.pdf", "tep-5.pdf", "404"] {
        assert!(said.contains(part), "{said}");
    }
    let folder = world.path("out").join(world.lookup().to_string());
    assert!(folder.join("tep-1.pdf").exists() && folder.join("tip.txt").exists());
    assert_eq!(names(&folder).len(), 3);
    fs::write(world.path("stale"), "wrong").unwrap();
    assert!(open("stale").unwrap_err().contains("401"));
}

#[test]
fn what_is_meant_for_others_is_not_opened() {
    let world = World::new();
    let (_, recipient) = keygen(&world, &[]);
    let stranger = tt_seal::Identity::generate().recipient();
    world.deliver("stranger.json", stranger.as_str(), &[]);
    world.deliver("moved.json", &recipient, &[]);
    let moved = fs::read_to_string(world.path("in/moved.json")).unwrap();
    fs::write(world.path("in/moved.json"), moved.replace("congan-thanhhoa", "c06")).unwrap();
    world.deliver("cut.json", &recipient, &[]);
    let mut cut: Value = serde_json::from_slice(&fs::read(world.path("in/cut.json")).unwrap()).unwrap();
    let sealed = cut["data"]["sealed"].as_str().unwrap().len() - 8;
    cut["data"]["sealed"] = json!(cut["data"]["sealed"].as_str().unwrap()[..sealed]);
    fs::write(world.path("in/cut.json"), cut.to_string()).unwrap();
    let said = world.tt(&["open", "in", "--key", "key.txt", "--out", "out"]).unwrap_err();
    let line = |file: &str| said.lines().find(|line| line.contains(&format!("{file}: "))).unwrap().to_owned();
    for (file, reason) in [
        ("stranger.json", "sealed to another key"),
        ("moved.json", "what is sealed is meant for another"),
        ("cut.json", "cut or altered"),
    ] {
        assert!(line(file).contains(reason), "{said}");
    }
    assert!(!world.path("out").exists());
}

#[test]
fn a_reply_reaches_the_citizen_and_nobody_else() {
    let world = World::new();
    let (_, recipient) = keygen(&world, &[]);
    fs::write(world.path("reply.txt"), "Chúng tôi đã nhận được.\n").unwrap();
    let lookup = world.lookup().to_string();
    let folder = format!("out/{lookup}");
    let access = ["--edge", &world.edge, "--token-file", "token"];
    let reply = |tip: &str, arguments: &[&str]| world.tt(&[&["reply", tip], arguments, &access].concat());
    let sealed = ["--text-file", "reply.txt", "--status", "checking"];
    assert!(reply(&folder, &sealed).unwrap_err().contains("chưa mở tin nào"));
    world.deliver("1.json", &recipient, &[]);
    world.deliver_message("2.json", &recipient);
    world.tt(&["open", "in", "--key", "key.txt", "--out", "out"]).unwrap();

    let sent = reply(&folder, &sealed).unwrap();
    let (path, answer) = world.posted().unwrap();
    assert_eq!(path, format!("/v1/units/{}/tips/{lookup}/replies", world::UNIT));
    assert!(sent.contains(answer["id"].as_str().unwrap()));
    assert_eq!(answer["status"], "checking");
    let opened = open_text(&identity(&world.receipt), &canonical(&answer["sealed"])).unwrap();
    let opened: Value = serde_json::from_str(&opened).unwrap();
    let expected =
        json!({"type":"reply","unit":world::UNIT,"lookup":lookup,"text":"Chúng tôi đã nhận được."});
    assert_eq!(opened, expected);

    // The same id again; a status alone, where no key is either; nothing; a message's folder; no
    // encryption on the way.
    let id = answer["id"].as_str().unwrap();
    for by in [&[&*folder][..], &[&*lookup, "--unit", world::UNIT]] {
        world.tt(&[&["reply"], by, &["--status", "closed", "--id", id], &access].concat()).unwrap();
        let (again, answer) = world.posted().unwrap();
        assert_eq!((again, answer), (path.clone(), json!({"id": id, "status": "closed"})));
    }
    let unit = ["--unit", world::UNIT];
    for wrong in [&[][..], &["--status", "done"], &["--status", "closed", "--id", "1"]] {
        reply(&folder, wrong).unwrap_err();
    }
    reply(&lookup, &[&unit[..], &sealed].concat()).unwrap_err();
    reply(&folder, &[&unit[..], &["--status", "closed"]].concat()).unwrap_err();
    assert!(reply(&format!("{folder}/{}", world::MESSAGE), &sealed).unwrap_err().contains("tin bổ sung"));
    let plain = ["reply", &folder, "--edge", "http://edge.example", "--token-file", "token"];
    assert!(world.tt(&[&plain[..], &["--status", "closed"]].concat()).unwrap_err().contains("https"));
    assert!(world.posted().is_none());
}

/// Runs a command on the deliveries of the unit.
fn about(world: &World, arguments: &[&str]) -> Result<String, String> {
    let access = ["--unit", world::UNIT, "--edge", &world.edge, "--token-file", "token"];
    world.tt(&[arguments, &access].concat())
}

#[test]
fn what_is_fetched_is_kept_before_it_is_acknowledged() {
    let world = World::new();
    let event = |n: u8| {
        let id = format!("0c9f3b52-6d0e-4a54-9a5f-2f6f3c1f7a0{n}");
        json!({ "type": "tip.created", "timestamp": "2026-11-22T04:00:00Z", "data": { "id": id } })
    };
    let at = |after: &str| format!("/v1/units/{}/submissions?after={after}", world::UNIT);
    world.say(&at(""), &json!({ "events": [event(1), event(2)], "next": "p2" }));
    world.say(&at("p2"), &json!({ "events": [], "next": "p2" }));
    let printed = about(&world, &["pull", "--out", "fetched"]).unwrap();
    assert_eq!(printed.lines().count(), 2);
    for (n, path) in (1..).zip(printed.lines()) {
        let kept: Value = serde_json::from_slice(&fs::read(world.path(path)).unwrap()).unwrap();
        assert_eq!(kept, event(n));
    }
    assert_eq!(fs::read_to_string(world.path("fetched/cursor")).unwrap(), "p2");
    assert_eq!(about(&world, &["pull", "--out", "fetched"]).unwrap(), "", "it goes on where it stopped");

    world.say(&at("p2"), &json!({ "events": [{ "data": { "id": "../../out" } }], "next": "p3" }));
    assert!(about(&world, &["pull", "--out", "fetched"]).is_err());
    assert_eq!(fs::read_to_string(world.path("fetched/cursor")).unwrap(), "p2");
}

#[test]
fn what_was_fetched_is_not_written_over() {
    let world = World::new();
    let event =
        |text: &str| json!({ "type": "tip.created", "text": text, "data": { "id": world::event(1) } });
    for (after, text) in [("", "first"), ("p1", "other"), ("p2", "first"), ("p3", "other"), ("p4", "third")] {
        let next = format!("p{}", after.trim_start_matches('p').parse().unwrap_or(0) + 1);
        let page = json!({ "events": [event(text)], "next": next });
        world.say(&format!("/v1/units/{}/submissions?after={after}", world::UNIT), &page);
    }
    world.say(
        &format!("/v1/units/{}/submissions?after=p5", world::UNIT),
        &json!({ "events": [], "next": "p5" }),
    );
    let printed = about(&world, &["pull", "--out", "in"]).unwrap();
    let printed: Vec<_> = printed.lines().collect();
    let name = |suffix| format!("in/{}{suffix}.json", world::event(1));
    assert_eq!(printed, ["", "-2", "", "-2", "-3"].map(name));
    for (suffix, text) in [("", "first"), ("-2", "other"), ("-3", "third")] {
        let kept: Value = serde_json::from_slice(&fs::read(world.path(&name(suffix))).unwrap()).unwrap();
        assert_eq!(kept, event(text));
    }
}

#[test]
fn deliveries_are_shown_and_sent_again() {
    let world = World::new();
    let id = "0c9f3b52-6d0e-4a54-9a5f-2f6f3c1f7a11";
    let gone = json!({ "code": "status", "status": 410 });
    let main = json!({
        "name": "main", "state": "held", "reason": gone, "waiting": 0, "held": 7, "delivered": 12,
        "oldest": "2026-11-22T04:00:00Z", "last_error": gone, "held_events": [{ "id": id, "error": { "code": "late" } }]
    });
    world.say(&format!("/v1/units/{}/deliveries", world::UNIT), &json!({ "endpoints": [main] }));
    let shown = about(&world, &["deliveries"]).unwrap();
    for part in
        ["main: ", "held (status 410)", "held 7", "delivered 12", "2026-11-22T04:00:00Z", id, "(late)"]
    {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let path = format!("/v1/units/{}/deliveries/retry", world::UNIT);
    about(&world, &["retry"]).unwrap();
    assert_eq!(world.posted(), Some((path.clone(), json!({}))));
    about(&world, &["retry", "--endpoint", "main", "--id", id]).unwrap();
    assert_eq!(world.posted(), Some((path, json!({ "endpoint": "main", "id": id }))));
    assert!(world.tt(&["deliveries", "--unit", world::UNIT]).unwrap_err().contains("--edge"));
}
