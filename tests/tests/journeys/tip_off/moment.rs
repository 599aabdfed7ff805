//! The moment of a tip is nowhere: not while the edge runs, not after it was killed, in no file of its
//! state. Only its hour is kept, and for its release a moment that was drawn.

use super::{
    plain,
    sender::{Citizen, SealedFile, by_unit, json, pdf, post},
};
use crate::privacy::{files, moment, now_ms};
use anyhow::{Result, ensure};
use demo::unit::Mode;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::{fs, io::ErrorKind, ops::RangeInclusive};
use tests::world::{Form, UNIT, World, fresh_id};
use tt_contract::limits::RELEASE_DELAY_MAX_S;

const ACCOUNT: &str = "Có người phá khóa cửa hàng bên cạnh.";

type Span = RangeInclusive<u64>;

/// What `work` gives, and between which moments it ran.
async fn timed<T>(spans: &mut Vec<Span>, work: impl Future<Output = Result<T>>) -> Result<T> {
    let start = now_ms();
    let done = work.await?;
    spans.push(start..=now_ms());
    Ok(done)
}

/// Everything that a citizen can do: uploads, one of them left behind, a tip, a message, looks with a
/// receipt, and a tip and a message without script.
async fn everything(world: &World, spans: &mut Vec<Span>) -> Result<Citizen> {
    let citizen = Citizen::new()?;
    let (file, left) = (SealedFile::new(&pdf(1_200_000, 8), false)?, SealedFile::new(&pdf(1_000, 9), false)?);
    for file in [&file, &left] {
        for (index, piece) in file.pieces.iter().enumerate() {
            let put = citizen.put(world, file.attached.id, index, piece);
            ensure!(timed(spans, put).await?.status() == StatusCode::NO_CONTENT, "piece {index}");
        }
    }
    timed(spans, citizen.send(world, ACCOUNT, &[&file])).await?;
    let said = timed(spans, citizen.write(world, &fresh_id()?, "Họ quay lại.", None)).await?;
    ensure!(said.status() == StatusCode::ACCEPTED, "{said:?}");
    timed(spans, citizen.timeline(world)).await?;

    let opened = timed(spans, plain::open(world)).await?;
    let form = || plain::form(&opened);
    let tip =
        form().text("account", ACCOUNT).text("original", "a.pdf").file("files", "a.pdf", &pdf(2_000, 10));
    let (form_page, back) = (format!("/u/{UNIT}/tip-off"), format!("/u/{UNIT}/tip-off/return"));
    for (path, form) in [
        (&form_page, tip),
        (&back, form()),
        (&back, form().text("id", &fresh_id()?).text("text", "Họ đi xe màu đỏ.")),
    ] {
        let answer = timed(spans, post(world, path, form)).await?;
        ensure!(!answer.status().is_client_error() && !answer.status().is_server_error(), "{answer:?}");
    }
    Ok(citizen)
}

/// The file that holds a moment of `spans`, and how, if one does; `citizen` is one whose tip is kept.
fn found(world: &World, citizen: &Citizen, spans: &[Span]) -> Result<Option<String>> {
    let (mut holds_tips, lookup) = (false, citizen.lookup().to_string());
    for path in files(world.state())? {
        let bytes = match fs::read(&path) {
            // What runs may have taken it away since.
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            bytes => bytes?,
        };
        holds_tips |= bytes.windows(lookup.len()).any(|window| window == lookup.as_bytes());
        if let Some(place) = moment(&bytes, spans) {
            return Ok(Some(format!("{} holds a moment at {place:?}", path.display())));
        }
    }
    ensure!(holds_tips, "the tips are nowhere");
    Ok(None)
}

/// Searches while the edge runs, and after it was killed.
fn nowhere(world: &mut World, citizen: &Citizen, spans: &[Span]) -> Result<()> {
    assert_eq!(found(world, citizen, spans)?, None, "while it runs");
    world.stack.edge.kill();
    assert_eq!(found(world, citizen, spans)?, None, "after it was killed");
    Ok(())
}

#[tokio::test]
async fn the_moment_of_a_tip_that_is_held_back_is_nowhere() -> Result<()> {
    let (mut world, mut spans) = (World::with_tip_delay(RELEASE_DELAY_MAX_S)?, Vec::new());
    let citizen = everything(&world, &mut spans).await?;

    // Nor does anybody see it who asks.
    let ask = async |path: &str| -> Result<Value> {
        json(by_unit(&world, Method::GET, path).send().await?.error_for_status()?).await
    };
    let states = ask(&format!("/v1/units/{UNIT}/deliveries")).await?;
    let main = &states["endpoints"][0];
    assert_eq!((&main["waiting"], &main["delivered"], &main["oldest"]), (&json!(0), &json!(0), &Value::Null));
    assert_eq!(citizen.timeline(&world).await?["entries"], json!([]), "nor a message");
    assert!(world.deliveries().await?.is_empty());
    nowhere(&mut world, &citizen, &spans)?;

    // As little when it comes to an instance that has set no alarm yet.
    world.stack.edge.restart()?;
    everything(&world, &mut spans).await?;
    nowhere(&mut world, &citizen, &spans)
}

/// An alarm is at work, and so is set anew only when it has done; what waits for the endpoint is overdue.
#[tokio::test]
async fn the_moment_of_a_tip_that_comes_while_the_alarm_rings_is_nowhere() -> Result<()> {
    let (mut world, mut spans) = (World::with_tip_delay(RELEASE_DELAY_MAX_S)?, Vec::new());
    world.endpoint(Mode::Timeout).await?;
    world.rate(&Form::new(4)?).await?.error_for_status()?;
    world.attempted().await?;
    let citizen = everything(&world, &mut spans).await?;
    nowhere(&mut world, &citizen, &spans)?;

    // It was killed at its work, and is overdue when the next tip comes.
    world.stack.edge.restart()?;
    everything(&world, &mut spans).await?;
    nowhere(&mut world, &citizen, &spans)
}

/// The runtime keeps the moment of an alarm: a unit that has its tips at once accepts that, and the
/// search finds it.
#[tokio::test]
async fn the_moment_of_a_tip_that_goes_at_once_is_found() -> Result<()> {
    let (world, citizen, mut spans) = (World::new()?, Citizen::new()?, Vec::new());
    timed(&mut spans, citizen.send(&world, ACCOUNT, &[])).await?;
    world.delivered(1).await?;
    assert!(found(&world, &citizen, &spans)?.is_some(), "an alarm for \"now\"");
    Ok(())
}
