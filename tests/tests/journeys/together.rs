//! Ratings of one moment go to the mailbox together: each hears its own, and none is another's trouble.

use anyhow::{Context, Result};
use std::{net::SocketAddr, time::Duration};
use tests::{
    load::{drive, post, rating},
    world::{Form, UNIT, World},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    task::spawn_blocking,
    time::{sleep, timeout},
};

/// What a unit takes a minute here.
const BUDGET: u32 = 1_000_000;
/// Far less than who waits in vain is let wait.
const SOON: Duration = Duration::from_secs(5);

fn world() -> Result<World> {
    World::with(|options| options.unit_ratings_per_minute = Some(BUDGET))
}

fn addr(world: &World) -> Result<SocketAddr> {
    Ok(world.stack.edge.url().trim_start_matches("http://").parse()?)
}

fn request(addr: SocketAddr, form: &Form) -> Vec<u8> {
    let path = format!("/v1/units/{UNIT}/ratings");
    post(addr, &path, "application/x-www-form-urlencoded", form.encoded().as_bytes())
}

/// Sends each over a connection of its own, all before an answer is read.
async fn send(addr: SocketAddr, requests: &[Vec<u8>]) -> Result<Vec<TcpStream>> {
    let mut connections = Vec::new();
    for _ in requests {
        connections.push(TcpStream::connect(addr).await?);
    }
    for (connection, request) in connections.iter_mut().zip(requests) {
        connection.write_all(request).await?;
    }
    Ok(connections)
}

async fn status(connection: &mut TcpStream) -> Result<u16> {
    let mut line = [0; 12];
    timeout(SOON, connection.read_exact(&mut line)).await.context("no answer")??;
    Ok(std::str::from_utf8(&line)?.trim_start_matches("HTTP/1.1 ").parse()?)
}

#[tokio::test]
async fn each_hears_what_became_of_its_own() -> Result<()> {
    let world = world()?;
    let addr = addr(&world)?;
    let (one, other) = (Form::new(2)?, Form::new(4)?);
    let changed = Form::new(5)?.with("id", one.get("id"));
    let forms = [&one, &other, &one, &changed];
    let mut statuses = Vec::new();
    for mut answer in send(addr, &forms.map(|form| request(addr, form))).await? {
        statuses.push(status(&mut answer).await?);
    }
    // Whichever of those with one id came first.
    let is_first = statuses == [202, 202, 202, 409];
    assert!(is_first || statuses == [409, 202, 409, 202], "{statuses:?}");
    world.delivered(2).await?;
    let delivered = world.settled().await?;
    let mut levels: Vec<_> = delivered.iter().filter_map(|one| one.of("level").as_u64()).collect();
    levels.sort_unstable();
    assert_eq!(levels, if is_first { [2, 4] } else { [4, 5] });
    Ok(())
}

#[tokio::test]
async fn who_leaves_before_the_answer_takes_nobody_along() -> Result<()> {
    let world = world()?;
    let addr = addr(&world)?;
    for round in 0..40 {
        let requests = (0..8).map(|_| rating(addr, UNIT, "/tin")).collect::<Result<Vec<_>>>()?;
        let mut answers = send(addr, &requests).await?;
        // The first is the one who takes the others along. It ends with a reset, of which the runtime hears at once.
        sleep(Duration::from_micros(100 * round)).await;
        let first = answers.remove(0);
        first.set_zero_linger()?;
        drop(first);
        for answer in &mut answers {
            let status = status(answer).await.with_context(|| format!("round {round}"))?;
            assert_eq!(status, 202, "round {round}");
        }
    }
    Ok(())
}

/// Long enough that the runtime compiles what is called often: compiled, `new Promise` forgot whose it was, and answers were made in
/// requests of others, which the runtime refuses.
#[tokio::test]
async fn of_thousands_each_is_answered() -> Result<()> {
    let world = world()?;
    let addr = addr(&world)?;
    let figures =
        spawn_blocking(move || drive(addr, 16, Duration::from_secs(6), 202, || rating(addr, UNIT, "/tin")));
    let answered = figures.await??.seconds.len();
    assert!(answered > 500, "{answered}");
    Ok(())
}
