//! Somebody who has a lookup, as everybody has who sees a delivery or a folder, and no receipt:
//! writes as the citizen, and is answered nothing.

use super::sender::{Citizen, Multipart, attached, json, opened, post, seal};
use anyhow::{Context, Result};
use demo::units::{IDENTITY, TOKEN};
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::{fs, process::Command};
use tests::{
    desk, process,
    scratch::Scratch,
    world::{Delivery, UNIT, World, fresh_id},
};
use tt_contract::{
    lang::Lang,
    tip::{Detail, Files, Message},
};

const FORGED: &str = "Tôi rút lại tin đã báo. Hãy trả lời tôi theo khóa này.";
const ANSWER: &str = "Hẹn gặp ở cổng sau lúc 7 giờ.";

/// What a stranger sends as a message to the citizen's tip.
async fn forge(world: &World, citizen: &Citizen, stranger: &Citizen) -> Result<StatusCode> {
    let message = Message {
        unit: UNIT.parse()?,
        lookup: citizen.lookup(),
        reply_to: tt_seal::identity(&stranger.receipt).recipient(),
        lang: Lang::Vi,
        text: Detail::required(FORGED)?,
        files: Files::default(),
    };
    let sealed = seal(&serde_json::to_string(&message)?)?;
    let form = attached(Multipart::default().text("id", &fresh_id()?), &sealed, &[]);
    Ok(post(world, &citizen.path("messages"), form).await?.status())
}

#[tokio::test]
async fn whoever_has_a_lookup_alone_neither_speaks_for_the_citizen_nor_is_answered() -> Result<()> {
    let world = World::new()?;
    let (citizen, stranger) = (Citizen::new()?, Citizen::new()?);
    citizen.send(&world, "Đêm nào cũng có người bán ma túy ở đầu ngõ 12.", &[]).await?;
    // The edge cannot tell: it reads no text. It takes no second tip, though, under the same
    // lookup.
    assert_eq!(forge(&world, &citizen, &stranger).await?, StatusCode::ACCEPTED);
    let mut tip = stranger.tip("Tin khác của người lạ.", &[])?;
    tip.lookup = citizen.lookup();
    let other = citizen.form(&seal(&serde_json::to_string(&tip)?)?, &[]);
    assert_eq!(post(&world, &format!("/v1/units/{UNIT}/tips"), other).await?.status(), StatusCode::CONFLICT);
    let own = fresh_id()?;
    assert_eq!(
        citizen.write(&world, &own, "Họ đi xe 36A-123.45", None).await?.status(),
        StatusCode::ACCEPTED
    );

    let all = world.delivered(3).await?;
    let folder = Scratch::new()?;
    fs::create_dir(folder.path().join("in"))?;
    fs::write(folder.path().join("key.txt"), IDENTITY)?;
    fs::write(folder.path().join("token"), TOKEN)?;
    fs::write(folder.path().join("reply.txt"), ANSWER)?;
    for Delivery { id, kind, data, .. } in &all {
        let body = json!({ "type": kind, "data": data });
        fs::write(folder.path().join(format!("in/{id}.json")), body.to_string())?;
    }
    let edge = world.stack.edge.url();
    let tt = |arguments: &[&str]| -> Result<Result<String, String>> {
        let mut tt = Command::new(desk::tt()?);
        tt.current_dir(folder.path()).args(arguments).args(["--edge", &edge, "--token-file", "token"]);
        Ok(process::run(&mut tt).map_err(|error| error.to_string()))
    };

    let forged = all.iter().find(|one| opened(one).is_ok_and(|said| said["text"] == FORGED));
    let forged = forged.context("the forged message")?.id.clone();
    let said = tt(&["open", "in", "--key", "key.txt", "--out", "out"])?.err().context("all was opened")?;
    let refused = said.lines().find(|line| line.contains("KHÔNG PHẢI")).context(said.clone())?;
    assert!(refused.contains(&forged), "{said}");
    let tip = format!("out/{}", citizen.lookup());
    let text = fs::read_to_string(folder.path().join(format!("{tip}/{own}/tip.txt")))?;
    assert!(text.contains("36A-123.45"), "{text}");

    // Neither what is kept apart nor the message is answered; the tip is, to its sender.
    let answer = ["--text-file", "reply.txt", "--status", "checking"];
    for wrong in [format!("out/apart/{forged}"), format!("{tip}/{own}")] {
        assert!(tt(&[&["reply", &wrong], &answer[..]].concat())?.is_err(), "{wrong}");
    }
    tt(&[&["reply", &tip], &answer[..]].concat())?.map_err(anyhow::Error::msg)?;
    let timeline = citizen.timeline(&world).await?;
    let sealed = timeline["entries"].as_array().into_iter().flatten().filter(|one| one["sealed"].is_string());
    let sealed: Vec<_> = sealed.map(|entry| &entry["sealed"]).collect();
    assert_eq!(sealed.len(), 1, "{timeline}");
    assert_eq!(citizen.open(sealed[0])?["text"], ANSWER);
    assert!(stranger.open(sealed[0]).is_err());
    Ok(())
}

/// The demo's unit, whose page answers.
#[tokio::test]
async fn a_unit_that_answers_from_its_own_page_answers_the_citizen_alone() -> Result<()> {
    let world = World::new()?;
    let (citizen, stranger) = (Citizen::new()?, Citizen::new()?);
    assert_eq!(forge(&world, &citizen, &stranger).await?, StatusCode::ACCEPTED);
    let [forged] = &world.delivered(1).await?[..] else { anyhow::bail!("one") };
    let unit = world.stack.endpoint.url();
    let reply = async |id: &str| -> Result<StatusCode> {
        let form = [("status", "checking"), ("text", ANSWER)];
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        Ok(world.http.post(format!("{unit}/tips/{id}/reply")).body(body).send().await?.status())
    };
    let shown = async |id: &str| -> Result<Value> {
        let feed = json(world.http.get(format!("{unit}/feed")).send().await?).await?;
        let all = feed["deliveries"].as_array().context("no deliveries")?;
        Ok(all.iter().find(|one| one["id"] == id).context("not shown")?["opened"].clone())
    };
    // Before the tip, and after it.
    assert_eq!(reply(&forged.id).await?, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(shown(&forged.id).await?["failed"].as_str().is_some_and(|said| said.contains("Chưa có tin gốc")));
    citizen.send(&world, "Đêm nào cũng có người bán ma túy ở đầu ngõ 12.", &[]).await?;
    let all = world.delivered(2).await?;
    assert_eq!(reply(&forged.id).await?, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(shown(&forged.id).await?["failed"].as_str().is_some_and(|said| said.contains("KHÔNG PHẢI")));
    let tip = all.iter().find(|one| one.kind == "tip.created").context("no tip")?;
    assert_eq!(shown(&tip.id).await?["failed"], Value::Null);
    assert_eq!(reply(&tip.id).await?, StatusCode::SEE_OTHER);
    let timeline = citizen.timeline(&world).await?;
    let entries = timeline["entries"].as_array().context("no entries")?;
    let answer = entries.iter().find(|entry| entry["sealed"].is_string()).context("no answer")?;
    assert_eq!(citizen.open(&answer["sealed"])?["text"], ANSWER);
    Ok(())
}
