//! Whatever bytes come: an answer of HTTP below 500, a problem that is one, and an edge that goes on. Seeded, so that what is
//! found comes again: `TT_SEED=… cargo test -p tests --test journeys -- any_request`.

mod answer;
mod make;

use answer::Answer;
use anyhow::{Context, Result, ensure};
use make::Dice;
use std::{env, net::SocketAddr};
use tests::world::{Form, PATIENCE, World};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

const REQUESTS: u32 = 4_000;

#[tokio::test]
async fn any_request_whatever_is_answered_below_500_and_harms_nothing() -> Result<()> {
    let world = World::new()?;
    let seed = env::var("TT_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_122);
    let mut dice = Dice::new(seed);
    let edge: SocketAddr = world.stack.edge.url().trim_start_matches("http://").parse()?;
    let mut statuses = [0_u32; 5];
    for n in 0..REQUESTS {
        let request = make::request(&mut dice);
        let said = || format!("seed {seed}, request {n}: {}", request.bytes.escape_ascii());
        let bytes = timeout(PATIENCE, exchange(edge, &request.bytes)).await.with_context(said)?;
        // A head that was broken may be hung up on; one that is whole has an answer.
        if bytes.is_empty() && !request.is_whole {
            continue;
        }
        let answer = Answer::parse(&bytes, request.bytes.starts_with(b"HEAD ")).with_context(said)?;
        // Who breaks off is told to try again; a method that is none, `workerd` answers itself.
        let may = answer.status < 500 || (!request.is_whole && [501, 503].contains(&answer.status));
        ensure!(may, "{}: {}", answer.status, said());
        answer.check().with_context(said)?;
        if let Some(count) = statuses.get_mut(usize::from(answer.status / 100)) {
            *count += 1;
        }
    }
    println!("answers by hundreds of their status: {statuses:?}");
    // It would prove little if all were refused, or all were taken.
    ensure!(statuses[2] > 100 && statuses[4] > 100, "{statuses:?}");
    world.rate(&Form::new(5)?.page("/sau-cung")).await?.error_for_status()?;
    world.until(|all| all.iter().any(|one| *one.of("page") == "/sau-cung" && one.accepted)).await?;
    Ok(())
}

/// Sends `bytes` and gives what comes until the connection ends.
async fn exchange(edge: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut answer = Vec::new();
    if let Ok(mut stream) = TcpStream::connect(edge).await {
        // Who has answered early may not read on, and hangs up: what it said counts.
        let _ = stream.write_all(bytes).await;
        let _ = stream.shutdown().await;
        let _ = stream.read_to_end(&mut answer).await;
    }
    answer
}
