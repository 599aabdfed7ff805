//! The lines of the README that need no program of ours, run as they stand there.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what it expects by failing")]

#[expect(dead_code, reason = "shared with the other test")]
mod world;

use serde_json::Value;
use std::{fs, process::Command};
use tt_contract::tip::Cleaned;
use tt_seal::{identity, open_text};
use world::{World, canonical, run};

/// The blocks of commands, in order.
fn commands(readme: &str) -> Vec<&str> {
    let blocks = readme.split("```sh\n").skip(1);
    blocks.map(|block| block.split("```").next().unwrap()).collect()
}

fn are_there() -> bool {
    ["age", "age-keygen", "curl", "jq"]
        .iter()
        .all(|name| Command::new(name).arg("--version").output().is_ok())
}

#[test]
fn the_documented_lines_do_what_they_say() {
    let blocks = commands(include_str!("../README.md"));
    assert_eq!(blocks, commands(include_str!("../README.vi.md")));
    let [key, open, message, files, acknowledge, reply] = blocks[..] else { panic!("{blocks:?}") };
    if !are_there() {
        // Where this is Debian's root; elsewhere whoever runs this is asked.
        let _ = Command::new("apt-get").args(["install", "--yes", "--quiet", "age", "curl", "jq"]).output();
        assert!(are_there(), "age, curl or jq is missing: Debian, Ubuntu: `apt-get install age curl jq`");
    }
    let world = World::new();
    fs::write(world.path("header"), format!("Authorization: Bearer {}\n", world::TOKEN)).unwrap();
    // More than the smallest bucket holds.
    let text = ["Chúng tôi \"đã nhận\" được."; 200].join("\n");
    fs::write(world.path("reply.txt"), format!("{text}\n")).unwrap();
    let shell = |lines: &str| {
        let mut bash = Command::new("bash");
        bash.args(["-euo", "pipefail", "-c", lines]).env("EDGE", &world.edge).env("UNIT", world::UNIT);
        run(&mut bash, &world.path("")).unwrap()
    };

    let recipient = shell(key).trim().to_owned();
    let contents = [&b"%PDF-1.7 "[..], b"\xff\xd8\xff pretended"].map(|begin| begin.repeat(5_001));
    let attached = contents.each_ref().map(|content| world.lay(&recipient, content, Cleaned::Kept));
    world.deliver("1.json", &recipient, &attached);
    fs::rename(world.path("in/1.json"), world.path("delivery.json")).unwrap();

    world.deliver_message("2.json", &recipient);
    fs::rename(world.path("in/2.json"), world.path("message-delivery.json")).unwrap();

    let said = shell(&[open, message, files, reply].concat());
    assert!(said.contains("Tối qua") && said.matches(": OK").count() == 2, "{said}");
    assert!(said.contains("\ntrue\n"), "{said}");
    for (file, content) in attached.iter().zip(&contents) {
        assert!(fs::read(world.path(&file.id.to_string())).unwrap() == *content);
    }
    let (path, answer) = world.posted().unwrap();
    assert!(path.ends_with(&format!("/tips/{}/replies", world.lookup())));
    let answer: tt_contract::tip::Answer = serde_json::from_value(answer).unwrap();
    let sealed = canonical(&Value::from(answer.sealed.unwrap()));
    assert_eq!(tt_seal::inspect::text(&sealed, 1), Ok(()));
    let opened = open_text(&identity(&world.receipt), &sealed).unwrap();
    let opened: tt_contract::tip::Reply = serde_json::from_str(&opened).unwrap();
    assert_eq!(opened.text.as_str(), text);

    // By somebody who knows no more than the lookup.
    let mut forged = world.message();
    forged["reply_to"] = recipient.as_str().into();
    world.write("2.json", &recipient, 2, &forged);
    fs::rename(world.path("in/2.json"), world.path("message-delivery.json")).unwrap();
    let mut bash = Command::new("bash");
    run(bash.args(["-euo", "pipefail", "-c", message]), &world.path("")).unwrap_err();

    // Gone then.
    shell(&[open, acknowledge].concat());
    let mut bash = Command::new("bash");
    bash.args(["-euo", "pipefail", "-c", &[open, files].concat()])
        .env("EDGE", &world.edge)
        .env("UNIT", world::UNIT);
    assert!(run(&mut bash, &world.path("")).unwrap_err().contains("404"));
}
