//! A short storm; `cargo run --release -p tests --bin storm` has long ones.

use anyhow::Result;
use tests::storm::{Plan, run};

#[test]
fn what_was_acknowledged_arrives_once_through_crashes_and_failing_endpoints() -> Result<()> {
    let report = run(Plan { seed: 5, citizens: 300, at_once: 50, kills: 8 })?;
    assert!(report.faults.is_empty(), "{:#?}\n{}", report.faults, report.figures);
    Ok(())
}
