//! Whoever asks ever again for a summary costs its unit's mailbox next to nothing.

use super::{METER, counted};
use anyhow::{Context, Result, ensure};
use futures_util::future::try_join_all;
use tests::{world::UNIT, wrapped};

const POLLS: u32 = 1_000;
const AT_ONCE: u32 = 50;

#[tokio::test]
async fn a_thousand_who_ask_for_a_summary_are_one_call_of_its_mailbox() -> Result<()> {
    let (world, _scratch) = wrapped::world(&METER, |options| {
        for over in options.overrides.values_mut() {
            over.release_delay_s = Some(300);
        }
    })?;
    let before = counted(&world).await?;
    for round in 0..POLLS / AT_ONCE {
        let ask = async |n: u32| -> Result<()> {
            // No cache in between knows it.
            let url = world.edge(&format!("/v1/units/{UNIT}/ratings/summary?{round}-{n}"));
            let answer = world.http.get(url).send().await?.error_for_status()?;
            let policy = answer.headers()["cache-control"].to_str()?;
            let age: u32 =
                policy.strip_prefix("public, max-age=").context("may be kept")?.parse().context("an age")?;
            ensure!(age <= 60, "{policy}");
            Ok(())
        };
        try_join_all((0..AT_ONCE).map(ask)).await?;
    }
    let calls = counted(&world).await?.calls - before.calls;
    // A minute may end meanwhile; on a slow machine two.
    ensure!((1..=3).contains(&calls), "{calls} calls");
    Ok(())
}
