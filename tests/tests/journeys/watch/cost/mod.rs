//! What a submission costs on Cloudflare: requests, calls of Durable Objects, alarms, rows, counted on the real worker, and that
//! `edge/CLOUDFLARE.md` says so. `UPDATE_DOCS=1` writes it anew.

mod polls;

use crate::{
    delivery::push,
    tip_off::sender::{Citizen, SealedFile, by_unit, pdf},
};
use anyhow::Result;
use futures_util::future::try_join_all;
use reqwest::Method;
use serde::Deserialize;
use serde_json::json;
use std::{fmt::Write, fs};
use tests::{
    document,
    scratch::Scratch,
    snapshot,
    world::{Form, UNIT, World},
    wrapped,
};
use tt_contract::unit::EndpointOverride;

/// A worker around the worker that counts.
const METER: [(&str, &str); 1] = [("counting.js", include_str!("counting.js"))];

/// How many of each kind are counted: what comes once a day or with the first is a small part of each.
const MANY: u32 = 50;
const ACCOUNT: &str = "Đêm nào cũng có người bán ma túy ở đầu ngõ 12.";

const KINDS: [&str; 4] = [
    "rating, delivered by itself",
    "rating, one of 50 that come together and travel together",
    "tip, delivered by itself",
    "tip with a file of 500 kB, fetched and acknowledged",
];
const HEAD: &str = "\
| one | Worker requests | calls of its mailbox | alarms | SQL statements | rows read | rows written | $ for a million |
|---|--:|--:|--:|--:|--:|--:|--:|
";

/// What Cloudflare bills by, in dollars for a million, beyond what the plan includes.
const REQUEST: f64 = 0.30;
const CALL: f64 = 0.15;
const READ: f64 = 0.001;
const WRITTEN: f64 = 1.00;

/// What was counted. A row is what the runtime says of its cursors: an index's row is one too.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Counts {
    requests: u32,
    calls: u32,
    alarms: u32,
    alarms_set: u32,
    read: u32,
    written: u32,
    statements: u32,
}

/// What one of a kind costs, rounded up.
#[derive(Clone, Copy, Debug)]
struct Cost {
    requests: u32,
    calls: u32,
    alarms: u32,
    statements: u32,
    read: u32,
    written: u32,
}

impl Cost {
    fn of(before: Counts, after: Counts) -> Self {
        let each = |count: fn(&Counts) -> u32| (count(&after) - count(&before)).div_ceil(MANY);
        Self {
            requests: each(|of| of.requests),
            calls: each(|of| of.calls),
            alarms: each(|of| of.alarms),
            statements: each(|of| of.statements),
            read: each(|of| of.read),
            // Setting an alarm is billed as a row.
            written: each(|of| of.written + of.alarms_set),
        }
    }

    /// Dollars for a million of them.
    fn dollars(self) -> f64 {
        f64::from(self.requests) * REQUEST
            + f64::from(self.calls + self.alarms) * CALL
            + f64::from(self.read) * READ
            + f64::from(self.written) * WRITTEN
    }

    /// Whether `other` is this but for how alarms happened to fall together.
    fn is_like(self, other: Self) -> bool {
        let near = |one: u32, other: u32| one.abs_diff(other) <= 1 + other / 8;
        (self.requests, self.calls) == (other.requests, other.calls)
            && near(self.alarms, other.alarms)
            && near(self.statements, other.statements)
            && near(self.written, other.written)
    }
}

/// A world whose worker has a meter around it.
fn metered() -> Result<(World, Scratch)> {
    wrapped::world(&METER, |_| {})
}

async fn counted(world: &World) -> Result<Counts> {
    let answer = world.http.get(world.edge("/counted")).send().await?.error_for_status()?;
    Ok(serde_json::from_slice(&answer.bytes().await?)?)
}

/// Waits until nothing is counted any more: deliveries are confirmed, and their alarms over.
async fn settled(world: &World, deliveries: usize) -> Result<Counts> {
    world.delivered(deliveries).await?;
    let mut last = counted(world).await?;
    loop {
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        let now = counted(world).await?;
        if now.statements == last.statements && now.alarms == last.alarms {
            return Ok(now);
        }
        last = now;
    }
}

fn row(name: &str, cost: Cost) -> Result<String> {
    let Cost { requests, calls, alarms, statements, read, written } = cost;
    let mut row = String::new();
    let dollars = cost.dollars();
    writeln!(
        row,
        "| {name} | {requests} | {calls} | {alarms} | {statements} | {read} | {written} | {dollars:.2} |"
    )?;
    Ok(row)
}

/// The costs that the document names, in its order.
fn documented(text: &str) -> Vec<Cost> {
    let rows = text.lines().filter(|line| line.starts_with("| ") && line.ends_with(" |"));
    let read = |line: &str| {
        let numbers: Vec<u32> = line.split('|').filter_map(|cell| cell.trim().parse().ok()).collect();
        let &[requests, calls, alarms, statements, read, written] = numbers.as_slice() else { return None };
        Some(Cost { requests, calls, alarms, statements, read, written })
    };
    rows.filter_map(read).collect()
}

/// What a rating costs that comes with others, where its unit takes them in batches.
async fn together() -> Result<Cost> {
    let (world, _scratch) = wrapped::world(&METER, |options| {
        for (unit, over) in &mut options.overrides {
            if let (UNIT, Some(EndpointOverride::Address(url))) = (unit.as_str(), over.endpoints.first()) {
                let mut endpoint = push("main", url.as_str());
                endpoint["batch"] = json!(true);
                over.endpoints = serde_json::from_value(json!([endpoint])).unwrap_or_default();
                over.release_delay_s = Some(1);
            }
        }
    })?;
    world.rate(&Form::new(1)?).await?.error_for_status()?;
    let before = settled(&world, 1).await?;
    let rate = async |n: u32| -> Result<()> {
        world.rate(&Form::new(4)?.page(&format!("/{n}")).with("comment", "Tốt")).await?.error_for_status()?;
        Ok(())
    };
    try_join_all((0..MANY).map(rate)).await?;
    Ok(Cost::of(before, settled(&world, 1 + usize::try_from(MANY)?).await?))
}

#[tokio::test]
async fn the_costs_on_cloudflare_are_what_the_document_says() -> Result<()> {
    let (world, _scratch) = metered()?;
    // What the first submission of a mailbox costs more.
    world.rate(&Form::new(1)?).await?.error_for_status()?;
    let mut at = settled(&world, 1).await?;
    let mut arrived = 1;

    for n in 0..MANY {
        world.rate(&Form::new(4)?.page(&format!("/{n}")).with("comment", "Tốt")).await?.error_for_status()?;
        arrived += 1;
        // One at a time, so that each has an alarm of its own: nothing is cheaper in truth.
        world.delivered(arrived).await?;
    }
    let after = settled(&world, arrived).await?;
    let rating = Cost::of(at, after);
    at = after;

    for _ in 0..MANY {
        Citizen::new()?.send(&world, ACCOUNT, &[]).await?;
        arrived += 1;
        world.delivered(arrived).await?;
    }
    let after = settled(&world, arrived).await?;
    let tip = Cost::of(at, after);
    at = after;

    for _ in 0..MANY {
        let (citizen, file) = (Citizen::new()?, SealedFile::new(&pdf(500_000, 1), false)?);
        citizen.upload(&world, &file).await?;
        citizen.send(&world, ACCOUNT, &[&file]).await?;
        arrived += 1;
        world.delivered(arrived).await?;
        let path = citizen.path(&format!("files/{}", file.attached.id));
        for method in [Method::GET, Method::DELETE] {
            by_unit(&world, method, &path).send().await?.error_for_status()?.bytes().await?;
        }
    }
    let with_file = Cost::of(at, settled(&world, arrived).await?);

    let costs = [rating, together().await?, tip, with_file];
    let mut table = HEAD.to_owned();
    for (name, cost) in KINDS.iter().zip(costs) {
        table += &row(name, cost)?;
    }
    let path = demo::root().join("edge/CLOUDFLARE.md");
    let text = fs::read_to_string(&path)?;
    let known = documented(&text);
    let is_current =
        known.len() == costs.len() && known.iter().zip(costs).all(|(known, cost)| known.is_like(cost));
    if !is_current {
        let new = document::between(&text, "costs", &table)?;
        snapshot::compare_file(&path, &new, "UPDATE_DOCS")?;
    }
    Ok(())
}
