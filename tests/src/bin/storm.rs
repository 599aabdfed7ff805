//! Lets it storm, and says what came of it. `cargo run --release -p tests --bin storm -- --seed 1 --submissions 10000 --kills 200`

use anyhow::{Context, Result, bail, ensure};
use tests::storm::{Plan, run};

fn main() -> Result<()> {
    let mut plan = Plan { seed: 1, citizens: 1000, at_once: 50, kills: 20 };
    let mut options = std::env::args().skip(1);
    while let Some(option) = options.next() {
        let value = options.next().with_context(|| format!("{option} has no value"))?.parse()?;
        match option.as_str() {
            "--seed" => plan.seed = value,
            "--submissions" => plan.citizens = value,
            "--clients" => plan.at_once = value,
            "--kills" => plan.kills = value,
            _ => bail!("{option}: there are --seed, --submissions, --clients and --kills"),
        }
    }
    println!("{plan:?}");
    let report = run(plan)?;
    println!("{}", report.figures);
    report.faults.iter().take(50).for_each(|fault| println!("FAULT: {fault}"));
    ensure!(report.faults.is_empty(), "{} faults", report.faults.len());
    println!("acknowledged = delivered, each once, tips in order, nothing invented");
    Ok(())
}
