//! `/metrics` of the real worker, read by the parser of Prometheus' own Python client, which is strict about OpenMetrics.

use anyhow::{Context, Result};
use demo::unit::Mode;
use reqwest::header;
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    io::Write,
    process::{Command, Stdio},
};
use tests::{
    debian::{self, Extent},
    world::{Form, UNIT, World},
};

/// What monitoring bears.
pub(super) const TOKEN: &str = "monitoring-secret";

/// One row of a family.
#[derive(Debug, Deserialize)]
pub(super) struct Sample {
    /// Its name, with its suffix.
    pub(super) name: String,
    /// Its labels.
    pub(super) labels: BTreeMap<String, String>,
    /// Its figure.
    pub(super) value: f64,
}

impl Sample {
    fn is(&self, name: &str, labels: &[(&str, &str)]) -> bool {
        self.name == name
            && labels.iter().all(|(name, value)| self.labels.get(*name).is_some_and(|has| has == value))
    }
}

/// A world with monitoring.
pub(super) fn world() -> Result<World> {
    World::with(|options| options.metrics_token = Some(TOKEN.into()))
}

/// All rows, as the reference parser has them. Errors: it finds a fault.
pub(super) async fn samples(world: &World) -> Result<Vec<Sample>> {
    let answer =
        world.http.get(world.edge("/metrics")).bearer_auth(TOKEN).send().await?.error_for_status()?;
    let media = answer.headers()[header::CONTENT_TYPE].to_str()?;
    assert!(media.starts_with("application/openmetrics-text; version=1.0.0"), "{media}");
    let text = answer.text().await?;
    let there = || {
        Command::new("/usr/bin/python3")
            .args(["-c", "import prometheus_client"])
            .output()
            .is_ok_and(|out| out.status.success())
    };
    debian::packages("Prometheus' Python client", &["python3-prometheus-client"], Extent::Needed, there)?;
    let program = "import sys, json\n\
        from prometheus_client.openmetrics.parser import text_string_to_metric_families as read\n\
        print(json.dumps([{'name': s.name, 'labels': s.labels, 'value': s.value} \
        for f in read(sys.stdin.read()) for s in f.samples]))";
    let mut parser = Command::new("/usr/bin/python3")
        .args(["-c", program])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    parser.stdin.take().context("no input")?.write_all(text.as_bytes())?;
    let output = parser.wait_with_output()?;
    anyhow::ensure!(output.status.success(), "the parser refuses\n{text}");
    Ok(serde_json::from_slice(&output.stdout)?)
}

fn value(all: &[Sample], name: &str, labels: &[(&str, &str)]) -> Result<i64> {
    let found =
        all.iter().find(|one| one.is(name, labels)).with_context(|| format!("no {name} {labels:?}"))?;
    #[expect(clippy::cast_possible_truncation, reason = "counts, which are whole")]
    Ok(found.value as i64)
}

#[tokio::test]
async fn only_who_bears_the_token_reads_it() -> Result<()> {
    let world = world()?;
    for wrong in ["", "monitoring-secre", "monitoring-secret2", "MONITORING-SECRET"] {
        let answer = world.http.get(world.edge("/metrics")).bearer_auth(wrong).send().await?;
        assert_eq!(answer.status(), 401, "{wrong}");
    }
    let without = world.http.get(world.edge("/metrics")).send().await?;
    assert_eq!(
        (without.status().as_u16(), &without.headers()[header::WWW_AUTHENTICATE]),
        (401, &"Bearer".parse()?)
    );
    let unset = World::new()?;
    let answer = unset.http.get(unset.edge("/metrics")).bearer_auth("").send().await?;
    assert_eq!(answer.status(), 404, "without a token there is no such address");
    Ok(())
}

#[tokio::test]
async fn it_shows_what_fails_and_not_that_somebody_has_just_rated() -> Result<()> {
    let world = world()?;
    let before = samples(&world).await?;
    assert_eq!(value(&before, "tt_mailbox_up", &[("unit", UNIT)])?, 1);
    assert!(value(&before, "tt_mailbox_storage_bytes", &[("unit", UNIT)])? > 0);
    assert!(value(&before, "tt_build_info", &[])? > 0);

    // Refusals are seen at once.
    world.rate(&Form::new(9)?).await?;
    let foreign = world.http.post(world.edge(&format!("/v1/units/{UNIT}/ratings")));
    foreign.header(header::ORIGIN, "https://evil.example").send().await?;
    let refused = samples(&world).await?;
    assert_eq!(value(&refused, "tt_refusals_total", &[("reason", "invalid-submission")])?, 1);
    assert_eq!(value(&refused, "tt_security_events_total", &[("reason", "foreign-origin")])?, 1);

    // Accepted ratings change not one figure, whether they are delivered or wait; nor does reading the figures.
    for level in 1..=3 {
        world.rate(&Form::new(level)?).await?.error_for_status()?;
    }
    world.delivered(3).await?;
    let after = samples(&world).await?;
    let all = |samples: &[Sample]| {
        let mut rows: Vec<_> = samples.iter().map(|one| format!("{one:?}")).collect();
        rows.sort();
        rows
    };
    assert_eq!(all(&refused), all(&after));
    Ok(())
}

#[tokio::test]
async fn what_waits_at_an_endpoint_that_is_down_is_seen() -> Result<()> {
    let world = world()?;
    world.endpoint(Mode::Error).await?;
    world.rate(&Form::new(2)?).await?.error_for_status()?;
    world.attempted().await?;
    // The mailboxes are asked now for the first time, so that nothing older is kept.
    let all = samples(&world).await?;
    let waits = [("unit", UNIT), ("endpoint", "main"), ("state", "waiting")];
    assert_eq!(value(&all, "tt_deliveries", &waits)?, 1);
    let open = [("unit", UNIT), ("endpoint", "main"), ("state", "open")];
    assert_eq!(value(&all, "tt_endpoint_state", &open)?, 0);
    Ok(())
}
