//! Starts the edge again when it dies.

use crate::say;
use anyhow::Error;
use demo::edge::Edge;
use std::time::{Duration, Instant};
use tokio::{task::spawn_blocking, time::sleep};

const WATCH: Duration = Duration::from_millis(100);
const FIRST_WAIT: Duration = Duration::from_millis(250);
const LONGEST_WAIT: Duration = Duration::from_secs(8);
/// An edge that lived this long was well: the next wait is the first again.
const WELL: Duration = Duration::from_secs(30);

/// Watches `edge` for ever; returns only what stops it from doing so.
pub(crate) async fn keep(mut edge: Edge) -> Error {
    let mut wait = FIRST_WAIT;
    let mut started = Instant::now();
    loop {
        sleep(WATCH).await;
        let Some(status) = edge.ended() else { continue };
        if started.elapsed() > WELL {
            wait = FIRST_WAIT;
        }
        let mut reason = format!("the edge ended ({status})");
        loop {
            say(&format!("{reason}; starting it again in {wait:?}"));
            sleep(wait).await;
            wait = (wait * 2).min(LONGEST_WAIT);
            let started_anew = move || {
                let outcome = edge.restart();
                (edge, outcome)
            };
            let outcome;
            (edge, outcome) = match spawn_blocking(started_anew).await {
                Ok(done) => done,
                Err(error) => return error.into(),
            };
            match outcome {
                Ok(()) => break,
                Err(error) => reason = format!("{error:#}"),
            }
        }
        started = Instant::now();
        say("the edge runs again");
    }
}
