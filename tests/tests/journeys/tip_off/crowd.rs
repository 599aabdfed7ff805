//! Behind one address of a mobile carrier stand thousands of people. None of them is refused a tip.

use super::sender::Citizen;
use anyhow::{Context, Result};
use reqwest::header::HeaderMap;
use std::collections::BTreeSet;
use tests::world::World;

const TIPS: usize = 500;
/// How many send at the same time.
const TOGETHER: usize = 10;
const HEADER: &str = "x-client-address";

#[tokio::test]
async fn hundreds_of_tips_from_one_address_are_all_kept_and_delivered() -> Result<()> {
    let mut world = World::with(|options| options.client_address_header = Some(HEADER.into()))?;
    let one_address: HeaderMap = [(HEADER.parse()?, "203.0.113.9".parse()?)].into_iter().collect();
    world.http = reqwest::Client::builder().default_headers(one_address).build()?;
    let citizens = (0..TIPS).map(|_| Citizen::new()).collect::<Result<Vec<_>>>()?;
    for some in citizens.chunks(TOGETHER) {
        // `send` fails at anything but "kept".
        let sent = some.iter().map(|citizen| citizen.send(&world, "Có người lạ lảng vảng trước ngõ", &[]));
        futures_util::future::try_join_all(sent).await?;
    }
    let all = world.delivered(TIPS).await?;
    let lookups: BTreeSet<_> = all.iter().filter_map(|one| one.of("lookup").as_str()).collect();
    assert_eq!(lookups.len(), TIPS, "each once");
    // What a flood costs its senders is work, and what it leaves is a mark.
    let marked = all.iter().filter(|one| *one.of("proof") == "missing").count();
    assert!(marked > 0 && marked < TIPS, "{marked} of {TIPS} are marked");
    let first = citizens.first().context("a citizen")?;
    assert!(lookups.contains(first.lookup().to_string().as_str()));
    Ok(())
}
