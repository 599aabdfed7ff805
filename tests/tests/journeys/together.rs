//! Ratings of one moment go to the mailbox together: each hears its own, and none is another's trouble.

use anyhow::{Context, Result, ensure};
use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    thread,
    time::Duration,
};
use tests::{
    load::{drive, post, rating},
    world::{Form, UNIT, World},
};
use tokio::task::spawn_blocking;

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
fn send(addr: SocketAddr, requests: &[Vec<u8>]) -> Result<Vec<TcpStream>> {
    let connections = requests.iter().map(|_| TcpStream::connect(addr)).collect::<Result<Vec<_>, _>>()?;
    for (mut connection, request) in connections.iter().zip(requests) {
        connection.set_read_timeout(Some(SOON))?;
        connection.write_all(request)?;
    }
    Ok(connections)
}

fn status(mut connection: &TcpStream) -> Result<u16> {
    let mut line = [0; 12];
    connection.read_exact(&mut line).context("no answer")?;
    Ok(std::str::from_utf8(&line)?.trim_start_matches("HTTP/1.1 ").parse()?)
}

#[tokio::test]
async fn each_hears_what_became_of_its_own() -> Result<()> {
    let world = world()?;
    let addr = addr(&world)?;
    let (one, other) = (Form::new(2)?, Form::new(4)?);
    let changed = Form::new(5)?.with("id", one.get("id"));
    let forms = [&one, &other, &one, &changed];
    let answers = send(addr, &forms.map(|form| request(addr, form)))?;
    let statuses = answers.iter().map(status).collect::<Result<Vec<_>>>()?;
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
    spawn_blocking(move || {
        for round in 0..40_u64 {
            let requests = (0..8).map(|_| rating(addr, UNIT, "/tin")).collect::<Result<Vec<_>>>()?;
            let mut answers = send(addr, &requests)?;
            // The first is the one who takes the others along.
            thread::sleep(Duration::from_micros(150 * round));
            drop(answers.remove(0));
            for answer in &answers {
                let status = status(answer).with_context(|| format!("round {round}"))?;
                ensure!(status == 202, "round {round}: {status}");
            }
        }
        Ok(())
    })
    .await?
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
