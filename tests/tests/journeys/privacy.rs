//! A rater leaves no trace: not in the mailbox, not in the log, not in what is delivered.

use crate::{
    faults::{clock::Clock, database},
    tip_off::sender::Citizen,
};
use anyhow::Result;
use demo::unit::Mode;
use reqwest::{StatusCode, header};
use std::{
    fs,
    ops::RangeInclusive,
    path::{Path, PathBuf},
    process::Command,
    time::{SystemTime, UNIX_EPOCH},
};
use tests::{
    debian,
    journey::journey_in,
    process,
    world::{Form, UNIT, World},
};

/// What a request carries besides the rating. The header named first is the one that rates are limited by.
const TRACES: [(&str, &str); 7] = [
    ("cf-connecting-ip", "198.51.100.23"),
    ("x-forwarded-for", "203.0.113.77"),
    ("x-real-ip", "192.0.2.199"),
    ("user-agent", "KanariAgent/7"),
    ("referer", "http://127.0.0.1/?name=KanariReferrer"),
    ("cookie", "session=KanariCookie"),
    ("accept-language", "vi,KanariLanguage;q=0.1"),
];

pub(crate) fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or_default()
}

/// All files below `dir`.
pub(crate) fn files(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    Ok(found)
}

/// Where `bytes` hold a moment of one of `spans`, in milliseconds since 1970, and how: in milliseconds or finer, as SQLite
/// writes a whole number, as the machine does, or in decimal digits.
pub(crate) fn moment(bytes: &[u8], spans: &[RangeInclusive<u64>]) -> Option<(usize, &'static str)> {
    // What lies outside of all is most of what there is, and is seen at once.
    let first = spans.iter().map(|span| *span.start()).min()?;
    let last = spans.iter().map(|span| *span.end()).max()?;
    let within = |ms: u64| (first..=last).contains(&ms) && spans.iter().any(|span| span.contains(&ms));
    let fine = |n: u64| within(n) || within(n / 1_000) || within(n / 1_000_000);
    let at = |position: Option<usize>, how| position.map(|position| (position, how));
    let six = bytes
        .array_windows()
        .position(|&[a, b, c, d, e, f]| within(u64::from_be_bytes([0, 0, a, b, c, d, e, f])));
    let big = bytes.array_windows().position(|window| fine(u64::from_be_bytes(*window)));
    let little = bytes.array_windows().position(|window| fine(u64::from_le_bytes(*window)));
    let is_real = |n: f64| (1e12..1e13).contains(&n) && spans.iter().any(|span| within_real(n, span));
    let real = bytes.array_windows().position(|window| is_real(f64::from_be_bytes(*window)));
    let digits = bytes.windows(13).position(|window| {
        let starts = window.first().is_some_and(u8::is_ascii_digit);
        starts && std::str::from_utf8(window).ok().and_then(|text| text.parse().ok()).is_some_and(within)
    });
    at(six, "a number of six bytes")
        .or(at(big, "a number of eight bytes"))
        .or(at(little, "a little-endian number"))
        .or(at(real, "a real number"))
        .or(at(digits, "digits"))
}

#[expect(clippy::cast_precision_loss, reason = "moments of this century are far below 2^53")]
fn within_real(n: f64, span: &RangeInclusive<u64>) -> bool {
    (*span.start() as f64..=*span.end() as f64).contains(&n)
}

#[tokio::test]
async fn nothing_of_a_rater_is_kept_logged_or_forwarded() -> Result<()> {
    let world = World::with(|options| options.client_address_header = Some(TRACES[0].0.into()))?;
    journey_in(world, async |world, page| {
        page.open(&world.portal(&format!("{}?name=KanariQuery#KanariFragment", world.article()?))).await?;
        page.until_live().await?;
        page.choose(5).await?;
        page.comment("Ý kiến").await?;
        page.send().await?;
        page.until_thanked().await?;

        let mut bodies = vec![Form::new(4)?.encoded(), Form::new(3)?.with("comment", "Ý kiến").encoded()];
        // What is refused is not written down either.
        bodies.push(Form::new(9)?.with("comment", "KanariRefused").encoded());
        bodies.push(Form::new(1)?.with("KanariField", "1").encoded());
        for body in bodies {
            let mut request = world.http.post(world.edge(&format!("/v1/units/{UNIT}/ratings")));
            for (name, value) in TRACES {
                request = request.header(name, value);
            }
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            assert!(request.body(body).send().await?.status().as_u16() < 500);
        }
        world.delivered(3).await?;
        // The endpoint's own record has the times at which it was called; what it was told has not.
        let told = serde_json::to_vec(
            &world.deliveries().await?.into_iter().map(|one| one.data).collect::<Vec<_>>(),
        )?;
        world.stack.edge.kill();

        let mut places =
            vec![("delivery".to_owned(), told), ("log".to_owned(), world.stack.edge.log().into_bytes())];
        for path in files(&world.stack.edge.storage())? {
            places.push((path.display().to_string(), fs::read(path)?));
        }
        assert!(places.len() > 2, "the mailbox is nowhere");
        for (place, bytes) in &places {
            let text = String::from_utf8_lossy(bytes);
            for trace in
                ["198.51.100.", "203.0.113.", "192.0.2.", "Kanari", "KanariAgent", "Chrome/", "127.0.0.1"]
            {
                let portal = trace == "127.0.0.1" && place == "log";
                assert!(portal || !text.contains(trace), "{place} holds {trace}");
            }
        }
        Ok(())
    })
    .await
}

/// A rating that is held back is due, and the alarm set, at a moment drawn at random. (Where a unit has its ratings at
/// once, it knows their moments anyway, and the runtime stores that of the alarm.)
#[tokio::test]
async fn the_moment_of_a_rating_that_is_held_back_is_nowhere() -> Result<()> {
    let world = World::with_delay(tt_contract::limits::RELEASE_DELAY_MAX_S)?;
    let spans = rated(&world).await?;
    nowhere(world, &spans)
}

/// An alarm that waits for an endpoint is set anew when it has done so; set by whoever rates meanwhile, for the tip that is overdue, it
/// would note their moment.
#[tokio::test]
async fn the_moment_of_a_rating_that_comes_while_the_alarm_rings_is_nowhere() -> Result<()> {
    let world = World::with_delay(tt_contract::limits::RELEASE_DELAY_MAX_S)?;
    world.endpoint(Mode::Timeout).await?;
    Citizen::new()?.send(&world, "Có người phá khóa cửa hàng bên cạnh.", &[]).await?;
    world.attempted().await?;
    let spans = rated(&world).await?;
    nowhere(world, &spans)
}

/// Once its day is over, an id is known and nothing more: it gets the first answer, whatever comes with it.
#[tokio::test]
async fn after_its_day_the_id_of_a_device_leads_to_no_record() -> Result<()> {
    debian::programs(&[("sqlite3", "sqlite3")])?;
    let clock = Clock::new()?;
    let mut world = World::with(|options| clock.give(options))?;
    let first = Form::new(4)?;
    let other = || first.clone().with("level", "5");
    assert_eq!(world.rate(&first).await?.status(), StatusCode::ACCEPTED);
    assert_eq!(world.rate(&other()).await?.status(), StatusCode::CONFLICT);
    world.delivered(1).await?;
    world.stack.edge.kill();
    clock.set(86_400)?;
    world.stack.edge.restart()?;
    assert_eq!(world.rate(&other()).await?.status(), StatusCode::ACCEPTED);
    // The first may come once more: it was killed perhaps before it knew that it had arrived.
    assert!(world.deliveries().await?.iter().all(|one| *one.of("level") == 4), "it is no rating");
    world.stack.edge.kill();
    let query = "SELECT count(*), count(event), count(level), count(page), max(digest) FROM seen";
    let row = process::run(Command::new("sqlite3").arg(database(&world)?).arg(query))?;
    assert_eq!(row.trim(), "1|0|0|0|");
    Ok(())
}

/// Rates three times: between which moments each.
async fn rated(world: &World) -> Result<Vec<RangeInclusive<u64>>> {
    let mut spans = Vec::new();
    for level in 1..=3 {
        let start = now_ms();
        world.rate(&Form::new(level)?).await?.error_for_status()?;
        spans.push(start..=now_ms());
    }
    Ok(spans)
}

/// Kills the edge, and searches all that it wrote for a moment of `spans`.
fn nowhere(mut world: World, spans: &[RangeInclusive<u64>]) -> Result<()> {
    world.stack.edge.kill();
    let mut stored = 0;
    for path in files(world.state())? {
        let bytes = fs::read(&path)?;
        stored += usize::from(bytes.windows(4).any(|window| window == b"page"));
        assert_eq!(moment(&bytes, spans), None, "{} holds the moment of a rating", path.display());
    }
    assert!(stored > 0, "the ratings are nowhere");
    Ok(())
}
