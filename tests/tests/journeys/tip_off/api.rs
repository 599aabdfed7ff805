//! A tip with files, from upload to the unit's desk; the answer, the way back, a message. Whatever falls over in between.

use super::sender::{Citizen, SealedFile, by_unit, fetched, json, opened, pdf, png, post, reply, seal};
use altcha::{Challenge, Payload, SolveChallengeOptions, solve_challenge};
use anyhow::{Context, Result};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use demo::unit::Mode;
use reqwest::Method;
use serde_json::{Value, json};
use tests::world::{Delivery, UNIT, World, fresh_id};
use tt_contract::{limits::CHUNK_BYTES, tip::Cleaned};

const ACCOUNT: &str = "Đêm nào cũng có người bán ma túy ở đầu ngõ 12.";

async fn one(world: &World, kind: &str) -> Result<Delivery> {
    let all = world.until(|all| all.iter().any(|one| one.kind == kind && one.accepted)).await?;
    all.into_iter().find(|one| one.kind == kind).context("it has come")
}

#[tokio::test]
async fn a_tip_with_files_reaches_the_unit_is_opened_fetched_and_acknowledged() -> Result<()> {
    let world = World::new()?;
    let citizen = Citizen::new()?;
    let document = pdf(2_500_000, 1);
    let files = [SealedFile::new(&png("Kanari"), false)?, SealedFile::new(&document, false)?];
    assert_eq!(files[0].attached.metadata, Cleaned::Removed);
    assert_eq!(files[1].pieces.iter().map(Vec::len).filter(|length| *length == CHUNK_BYTES).count(), 2);
    for file in &files {
        citizen.upload(&world, file).await?;
        // As after an answer that got lost.
        citizen.upload(&world, file).await?;
    }
    let sealed = citizen.send(&world, ACCOUNT, &[&files[0], &files[1]]).await?;

    let delivery = one(&world, "tip.created").await?;
    assert_eq!(delivery.id, delivery.of("id").as_str().unwrap_or_default());
    assert_eq!(
        [delivery.of("lookup"), delivery.of("unit"), delivery.of("keys"), delivery.of("lang")],
        [&json!(citizen.lookup()), &json!(UNIT), &json!(["demo"]), &json!("vi")]
    );
    assert_eq!([delivery.of("sealed_by"), delivery.of("proof")], [&json!("browser"), &json!("not-asked")]);
    let said = opened(&delivery)?;
    assert_eq!([&said["type"], &said["account"]], [&json!("tip"), &json!(ACCOUNT)]);
    assert_eq!(fetched(&world, &delivery, 1).await?, document);
    let picture = fetched(&world, &delivery, 0).await?;
    assert!(picture.starts_with(b"\x89PNG") && !picture.windows(6).any(|window| window == b"Kanari"));

    // The same again is the same; another under its lookup is not.
    let again = citizen.form(&sealed, &[&files[0], &files[1]]);
    assert_eq!(post(&world, &format!("/v1/units/{UNIT}/tips"), again).await?.status(), 202);
    let other = citizen.form(&seal("{}")?, &[]);
    assert_eq!(post(&world, &format!("/v1/units/{UNIT}/tips"), other).await?.status(), 409);

    for file in &files {
        let path = citizen.path(&format!("files/{}", file.attached.id));
        for _ in 0..2 {
            assert_eq!(by_unit(&world, Method::DELETE, &path).send().await?.status(), 204);
        }
        assert_eq!(by_unit(&world, Method::GET, &path).send().await?.status(), 404);
        let late = citizen.put(&world, file.attached.id, 0, &file.pieces[0]).await?;
        assert_eq!(late.status(), 409, "what the unit has does not come back");
    }
    let all = world.deliveries().await?;
    assert_eq!(all.len(), 1, "each once: {all:#?}");
    Ok(())
}

#[tokio::test]
async fn the_citizen_reads_the_answer_and_writes_again() -> Result<()> {
    let world = World::new()?;
    let citizen = Citizen::new()?;
    let nothing = json!({ "status": "received", "entries": [] });
    assert_eq!(citizen.timeline(&world).await?, nothing, "before");
    citizen.send(&world, ACCOUNT, &[]).await?;
    assert_eq!(citizen.timeline(&world).await?, nothing, "a tip without news looks like none");
    let said = opened(&one(&world, "tip.created").await?)?;

    let reply_to = said["reply_to"].as_str().context("no recipient")?;
    let text =
        json!({ "type": "reply", "unit": UNIT, "lookup": citizen.lookup(), "text": "Biển số xe là gì?" });
    let sealed = STANDARD.encode(tt_seal::seal_text(&[reply_to.parse()?], &text.to_string())?);
    let answer = json!({ "id": fresh_id()?, "status": "checking", "sealed": sealed });
    for _ in 0..2 {
        assert_eq!(reply(&world, &citizen.path("replies"), &answer).await?.status(), 202);
    }
    let mut other = answer.clone();
    other["status"] = json!("closed");
    assert_eq!(reply(&world, &citizen.path("replies"), &other).await?.status(), 409);

    let file = SealedFile::new(&pdf(100_000, 2), false)?;
    citizen.upload(&world, &file).await?;
    let id = fresh_id()?;
    assert_eq!(citizen.write(&world, &id, "Biển số 36A-123.45", Some(&file)).await?.status(), 202);
    let message = one(&world, "tip.message").await?;
    assert_eq!(message.of("message"), &json!(id));
    assert_eq!(opened(&message)?["text"], "Biển số 36A-123.45");
    assert_eq!(fetched(&world, &message, 0).await?, pdf(100_000, 2));
    assert_eq!(citizen.write(&world, &id, "Khác", None).await?.status(), 409);

    let closed = json!({ "id": fresh_id()?, "status": "closed" });
    assert_eq!(reply(&world, &citizen.path("replies"), &closed).await?.status(), 202);
    let timeline = citizen.timeline(&world).await?;
    assert_eq!(timeline["status"], "closed");
    let entries = timeline["entries"].as_array().context("no entries")?;
    let by: Vec<_> = entries.iter().map(|entry| [&entry["by"], &entry["status"]]).collect();
    assert_eq!(
        by,
        [
            [&json!("unit"), &json!("checking")],
            [&json!("citizen"), &Value::Null],
            [&json!("unit"), &json!("closed")]
        ]
    );
    assert_eq!(citizen.open(&entries[0]["sealed"])?["text"], "Biển số xe là gì?");
    Ok(())
}

#[tokio::test]
async fn a_message_whose_tip_nobody_knows_is_delivered_all_the_same() -> Result<()> {
    let world = World::new()?;
    let citizen = Citizen::new()?;
    assert_eq!(citizen.write(&world, &fresh_id()?, "Bổ sung", None).await?.status(), 202);
    assert_eq!(opened(&one(&world, "tip.message").await?)?["text"], "Bổ sung");
    Ok(())
}

#[tokio::test]
async fn nothing_that_was_acknowledged_is_lost_when_the_worker_is_killed() -> Result<()> {
    let mut world = World::new()?;
    world.endpoint(Mode::Error).await?;
    let citizen = Citizen::new()?;
    let document = pdf(2_300_000, 3);
    let file = SealedFile::new(&document, false)?;
    for (index, piece) in file.pieces.iter().enumerate() {
        assert_eq!(citizen.put(&world, file.attached.id, index, piece).await?.status(), 204);
        world.stack.edge.kill();
        world.stack.edge.restart()?;
    }
    let sealed = citizen.send(&world, ACCOUNT, &[&file]).await?;
    world.stack.edge.kill();
    world.stack.edge.restart()?;
    let again = citizen.form(&sealed, &[&file]);
    assert_eq!(post(&world, &format!("/v1/units/{UNIT}/tips"), again).await?.status(), 202);
    world.attempted().await?;
    world.stack.edge.kill();
    world.endpoint(Mode::Ok).await?;
    world.stack.edge.restart()?;
    let delivery = one(&world, "tip.created").await?;
    assert_eq!(opened(&delivery)?["account"], ACCOUNT);
    assert_eq!(fetched(&world, &delivery, 0).await?, document);
    let status = json!({ "id": fresh_id()?, "status": "passed-on" });
    assert_eq!(reply(&world, &citizen.path("replies"), &status).await?.status(), 202);
    world.stack.edge.kill();
    world.stack.edge.restart()?;
    assert_eq!(citizen.timeline(&world).await?["status"], "passed-on");
    assert_eq!(world.deliveries().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn in_a_flood_work_is_asked_for_counted_once_and_nobody_refused() -> Result<()> {
    let world = World::new()?;
    let tips = format!("/v1/units/{UNIT}/tips");
    let challenge = world.edge(&format!("{tips}/challenge"));
    assert_eq!(world.http.get(&challenge).send().await?.status(), 204);
    let sealed = seal("{}")?;
    let mut calm = 0;
    let asked = loop {
        let answer = world.http.get(&challenge).send().await?;
        if answer.status() == 200 {
            break json(answer).await?;
        }
        assert!(calm < 100, "never asked");
        calm += 1;
        assert_eq!(post(&world, &tips, Citizen::new()?.form(&sealed, &[])).await?.status(), 202);
    };
    let asked: Challenge = serde_json::from_value(asked)?;
    let mut solving = SolveChallengeOptions::new(&asked);
    solving.timeout_ms = 0;
    let solution = solve_challenge(solving)?.context("unsolved")?;
    let payload = STANDARD.encode(serde_json::to_vec(&Payload { challenge: asked.clone(), solution })?);

    let citizens = [Citizen::new()?, Citizen::new()?, Citizen::new()?];
    for (citizen, proof) in citizens.iter().zip([Some(&payload), Some(&payload), None]) {
        let form = citizen.form(&sealed, &[]);
        let form = if let Some(proof) = proof { form.text("proof", proof) } else { form };
        assert_eq!(post(&world, &tips, form).await?.status(), 202);
    }
    let all = world.delivered(calm + 3).await?;
    let proof = |citizen: &Citizen| {
        let lookup = json!(citizen.lookup());
        all.iter().find(|one| *one.of("lookup") == lookup).map(|one| one.of("proof").clone())
    };
    let proofs: Vec<_> = citizens.iter().filter_map(proof).collect();
    assert_eq!(proofs, [json!("solved"), json!("missing"), json!("missing")]);
    Ok(())
}
