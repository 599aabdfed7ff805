//! Behind one address of a mobile carrier stand thousands of people. None of them is refused a tip.

use super::{
    plain,
    sender::{Citizen, pdf, post},
};
use anyhow::{Context, Result, ensure};
use reqwest::header::HeaderMap;
use std::collections::BTreeSet;
use tests::world::{World, fresh_id};

const TIPS: usize = 500;
/// How many send at the same time.
const TOGETHER: usize = 10;
const HEADER: &str = "x-client-address";

/// A world whose citizens all come from one address.
fn one_address() -> Result<World> {
    let mut world = World::with(|options| options.client_address_header = Some(HEADER.into()))?;
    let address: HeaderMap = [(HEADER.parse()?, "203.0.113.9".parse()?)].into_iter().collect();
    world.http = reqwest::Client::builder().default_headers(address).build()?;
    Ok(world)
}

#[tokio::test]
async fn where_an_address_has_used_up_its_pieces_a_plain_form_waits_with_its_files_and_is_taken_without()
-> Result<()> {
    let world = one_address()?;
    let (citizen, account) = (plain::open(&world).await?, "Có người lạ lảng vảng trước ngõ");
    let (file, mut pieces) = (fresh_id()?.parse()?, 0);
    // Empty ones count as all others do.
    while citizen.put(&world, file, 1, b"").await?.status() != 429 {
        pieces += 1;
        ensure!(pieces < 1_000, "pieces without end");
    }
    let form = || plain::form(&citizen).text("account", account);
    let waits = post(&world, &plain::page(), form().file("files", "don.pdf", &pdf(100, 1))).await?;
    assert_eq!(waits.status(), 429);
    assert!(waits.headers().contains_key("retry-after"));
    assert!(waits.text().await?.contains(account), "what was typed is lost");
    assert_eq!(post(&world, &plain::page(), form()).await?.status(), 200);
    world.delivered(1).await?;
    Ok(())
}

#[tokio::test]
async fn hundreds_of_tips_from_one_address_are_all_kept_and_delivered() -> Result<()> {
    let world = one_address()?;
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
