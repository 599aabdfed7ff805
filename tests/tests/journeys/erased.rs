//! What is deleted is gone: from every file that the edge keeps, while it runs and afterwards, and from a backup.

use crate::tip_off::sender::{Citizen, SealedFile, by_unit, json, pdf, reply, seal};
use anyhow::{Context, Result, ensure};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use demo::unit::Mode;
use reqwest::Method;
use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use tests::{
    debian, process,
    world::{Form, PATIENCE, UNIT, World, fresh_id},
};
use tokio::time::{Duration, Instant, sleep};

const COMMENTS: usize = 250;
const TIPS: usize = 8;

fn files(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    Ok(found)
}

/// How many of `needles`, which are known by their first eight bytes, lie in a file of `dir`.
fn found(dir: &Path, needles: &[Vec<u8>]) -> Result<usize> {
    let mut heads: HashMap<[u8; 8], Vec<&Vec<u8>>> = HashMap::new();
    for needle in needles {
        heads.entry(*needle.first_chunk().context("a short needle")?).or_default().push(needle);
    }
    let mut count = 0;
    for path in files(dir)? {
        let bytes = fs::read(&path)?;
        for (place, head) in bytes.array_windows().enumerate() {
            let Some(needles) = heads.get(head) else { continue };
            count += needles.iter().filter(|needle| bytes[place..].starts_with(needle)).count();
        }
    }
    Ok(count)
}

fn backup(world: &World, name: &str) -> Result<PathBuf> {
    let to = world.state().join(name);
    let script = demo::root().join("edge/server/backup.sh");
    process::run(Command::new(script).arg(world.stack.edge.storage()).arg(&to))?;
    Ok(to)
}

/// The keys that open something in a backup.
fn keys(backup: &Path) -> Result<Vec<Vec<u8>>> {
    let mut keys = Vec::new();
    for path in files(backup)?.iter().filter(|path| !path.ends_with("metadata.sqlite")) {
        let used = "SELECT hex(key) FROM data_key WHERE key <> zeroblob(32)";
        for line in process::run(Command::new("sqlite3").arg(path).arg(used))?.lines() {
            let byte = |at| u8::from_str_radix(&line[at..at + 2], 16);
            keys.push((0..line.len()).step_by(2).map(byte).collect::<Result<_, _>>()?);
        }
    }
    Ok(keys)
}

/// Waits until nothing waits any more: a rating that was tried before it was changed comes as well as the change.
async fn delivered_all(world: &World) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    let left = async || {
        let asked = by_unit(world, Method::GET, &format!("/v1/units/{UNIT}/deliveries"));
        let said = json(asked.send().await?.error_for_status()?).await?;
        let at = said["endpoints"].as_array().context("no endpoints")?.iter();
        anyhow::Ok(at.filter_map(|at| Some(at["waiting"].as_u64()? + at["held"].as_u64()?)).sum::<u64>())
    };
    while left().await? > 0 {
        ensure!(Instant::now() < deadline, "something is not delivered");
        sleep(Duration::from_millis(200)).await;
    }
    Ok(())
}

/// Waits until the runtime has put the mailbox away, with its log.
async fn put_away(world: &World) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    let is_log = |path: &PathBuf| {
        path.extension().is_some_and(|ending| ending == "sqlite-wal")
            && !path.ends_with("metadata.sqlite-wal")
    };
    while files(&world.stack.edge.storage())?.iter().any(is_log) {
        ensure!(Instant::now() < deadline, "the mailbox is not put away");
        sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}

#[tokio::test]
async fn nothing_of_what_was_delivered_or_withdrawn_is_left() -> Result<()> {
    debian::programs(&[("sqlite3", "sqlite3")])?;
    let mut world = World::new()?;
    world.endpoint(Mode::Error).await?;
    let mut words: Vec<Vec<u8>> = Vec::new();
    let mut comment = |n: usize| {
        let text = format!("Kanari{n:04} ý kiến của người dân. {}", "Làm việc nhanh. ".repeat(n % 30));
        words.push(format!("Kanari{n:04}").into_bytes());
        text
    };
    for n in 0..COMMENTS {
        let form = Form::new(4)?.page(&format!("/{}", n % 17)).with("comment", &comment(n));
        world.rate(&form).await?.error_for_status()?;
        if n % 25 == 0 {
            // Withdrawn, where it was not tried yet; else the other names it.
            let changed = Form::new(2)?.page(form.get("page")).with("replaces", form.get("id"));
            world.rate(&changed.with("comment", &comment(1000 + n))).await?.error_for_status()?;
        }
    }
    let mut acknowledged = Vec::new();
    for n in 0..TIPS {
        let citizen = Citizen::new()?;
        let file = SealedFile::new(&pdf(if n == 0 { 1_500_000 } else { 30_000 }, 7), true)?;
        citizen.upload(&world, &file).await?;
        words.push(file.pieces[0][..200].to_vec());
        let sealed = citizen.send(&world, "Có người phá khóa cửa hàng bên cạnh.", &[&file]).await?;
        words.push(STANDARD.encode(&sealed).as_bytes()[..64].to_vec());
        let sealed = STANDARD.encode(seal("{}")?);
        words.push(sealed.as_bytes()[..64].to_vec());
        let answer = serde_json::json!({ "id": fresh_id()?, "sealed": sealed, "status": "checking" });
        let answered = reply(&world, &citizen.path("replies"), &answer).await?;
        ensure!(answered.status() == 202, "{answered:?}");
        acknowledged.push(citizen.path(&format!("files/{}", file.attached.id)));
    }
    world.attempted().await?;
    assert_eq!(found(&world.stack.edge.storage(), &words)?, 0, "nothing is written as it came");
    let before = backup(&world, "before")?;
    assert_eq!(found(&before, &words)?, 0);
    let used = keys(&before)?;
    assert!(used.len() > COMMENTS + 2 * TIPS, "{}", used.len());

    world.endpoint(Mode::Ok).await?;
    let again = by_unit(&world, Method::POST, &format!("/v1/units/{UNIT}/deliveries/retry"));
    again.header("Content-Type", "application/json").body("{}").send().await?.error_for_status()?;
    let comments = |all: &[tests::world::Delivery]| {
        all.iter().filter(|one| one.accepted && one.of("comment").is_string()).count()
    };
    let tips = |all: &[tests::world::Delivery]| {
        all.iter().filter(|one| one.accepted && one.kind == tt_contract::event::TIP_CREATED).count()
    };
    let all = world.until(|all| comments(all) >= COMMENTS && tips(all) == TIPS).await?;
    assert!(all.iter().filter(|one| one.accepted).all(|one| one.verified));
    delivered_all(&world).await?;
    for path in &acknowledged {
        by_unit(&world, Method::GET, path).send().await?.error_for_status()?;
        by_unit(&world, Method::DELETE, path).send().await?.error_for_status()?;
    }
    put_away(&world).await?;
    let after = backup(&world, "after")?;
    let waits = keys(&after)?;
    assert_eq!(waits.len(), TIPS, "what the unit answered, which its citizen may still come for");
    let gone: Vec<_> = used.into_iter().filter(|key| !waits.contains(key)).collect();
    for place in [world.stack.edge.storage(), after] {
        assert_eq!((found(&place, &words)?, found(&place, &gone)?), (0, 0), "{}", place.display());
    }
    world.stack.edge.kill();
    fs::remove_dir_all(before)?;
    let all = [words, gone].concat();
    assert_eq!(found(&world.stack.edge.storage(), &all)?, 0);
    Ok(())
}
