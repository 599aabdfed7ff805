//! The alert rules and the dashboard that are shipped: Prometheus' own program checks the rules and runs their tests, and every
//! metric that either names is one that the worker really gives.

use super::metrics;
use anyhow::{Context, Result};
use serde_json::Value;
use std::{collections::BTreeSet, fs, path::PathBuf, process::Command};
use tests::{debian, process};

fn file(name: &str) -> PathBuf {
    demo::root().join("edge/server/watch").join(name)
}

#[test]
fn the_rules_are_valid_and_do_what_their_tests_say() -> Result<()> {
    debian::programs(&[("promtool", "prometheus")])?;
    process::run(Command::new("promtool").args(["check", "rules"]).arg(file("alerts.yaml")))?;
    process::run(Command::new("promtool").args(["test", "rules"]).arg(file("alerts.test.yaml")))?;
    Ok(())
}

/// The words in `text` that begin as our metrics do.
fn named(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.filter(|word| word.starts_with("tt_")).map(str::to_owned).collect()
}

#[tokio::test]
async fn each_metric_of_rules_and_dashboard_is_one_that_the_worker_gives() -> Result<()> {
    let rules = fs::read_to_string(file("alerts.yaml"))?;
    let dashboard: Value = serde_json::from_str(&fs::read_to_string(file("grafana.json"))?)?;
    let world = metrics::world()?;
    let given: BTreeSet<String> = metrics::samples(&world).await?.into_iter().map(|one| one.name).collect();
    let mut asked = named(&rules);
    let panels = dashboard["panels"].as_array().context("no panels")?;
    for target in panels.iter().flat_map(|panel| panel["targets"].as_array().into_iter().flatten()) {
        asked.extend(named(target["expr"].as_str().context("a target without an expression")?));
    }
    assert!(asked.len() > 5, "{asked:?}");
    let missing: Vec<_> = asked.difference(&given).collect();
    assert!(missing.is_empty(), "the worker gives no {missing:?}, only {given:?}");
    Ok(())
}

/// Whoever is woken finds what to do in both languages.
#[test]
fn each_alert_has_its_place_in_both_runbooks() -> Result<()> {
    let rules = fs::read_to_string(file("alerts.yaml"))?;
    let alerts: Vec<_> = rules.lines().filter_map(|line| line.trim().strip_prefix("- alert: ")).collect();
    assert!(alerts.len() > 4, "{alerts:?}");
    for book in ["RUNBOOK.md", "RUNBOOK.vi.md"] {
        let text = fs::read_to_string(file(book))?;
        for alert in &alerts {
            assert!(text.contains(&format!("## {alert}\n")), "{book} says nothing of {alert}");
        }
        let told =
            text.lines().filter_map(|line| line.strip_prefix("## ")).filter(|name| name.starts_with("Edge"));
        for name in told {
            assert!(alerts.contains(&name), "{book} speaks of {name}, which is no alert");
        }
    }
    Ok(())
}
