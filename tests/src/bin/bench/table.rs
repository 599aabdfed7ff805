//! The figures as a table, and its place in the README.

use anyhow::{Context, Result};
use std::{fs, process::Command};

/// One row: what, its ratio, and what is asked of it.
pub(crate) struct Row {
    pub(crate) what: &'static str,
    /// The figures that the ratio is made of.
    pub(crate) of: String,
    pub(crate) ratio: f64,
    pub(crate) asked: Asked,
}

/// A bound that a ratio is held to.
#[derive(Clone, Copy)]
pub(crate) enum Asked {
    AtLeast(f64),
    AtMost(f64),
}

impl Row {
    /// Whether it is as asked.
    pub(crate) fn is_met(&self) -> bool {
        match self.asked {
            Asked::AtLeast(bound) => self.ratio >= bound,
            Asked::AtMost(bound) => self.ratio <= bound,
        }
    }

    fn markdown(&self) -> String {
        let asked = match self.asked {
            Asked::AtLeast(bound) => format!("≥ {bound}"),
            Asked::AtMost(bound) => format!("≤ {bound}"),
        };
        let missed = if self.is_met() { "" } else { ", **missed**" };
        format!("| {} | {} | {:.2} | {asked}{missed} |\n", self.what, self.of, self.ratio)
    }
}

/// All rows, with the day and the machine.
pub(crate) fn markdown(rows: &[Row]) -> Result<String> {
    let rows: String = rows.iter().map(Row::markdown).collect();
    Ok(format!(
        "| | measured | ratio | asked |\n|---|---|--:|--:|\n{rows}\n{}, {}; medians of rounds that take turns.\n",
        today()?,
        machine()?
    ))
}

/// Puts `table` into the README, between two comments. Errors: it has no such place, or cannot be written.
pub(crate) fn write(table: &str) -> Result<()> {
    const BEGIN: &str = "<!-- numbers -->\n";
    const END: &str = "<!-- /numbers -->";
    let path = demo::root().join("README.md");
    let text = fs::read_to_string(&path)?;
    let place = "README.md has no place for the numbers";
    let (before, rest) = text.split_once(BEGIN).context(place)?;
    let (_, after) = rest.split_once(END).context(place)?;
    fs::write(&path, [before, BEGIN, table, END, after].concat()).context("README.md cannot be written")
}

fn today() -> Result<String> {
    let date = Command::new("date").arg("+%-d %B %Y").env("LC_ALL", "C").output().context("no date")?;
    Ok(String::from_utf8(date.stdout)?.trim().to_owned())
}

/// The processor, how many of it, and the memory: what figures depend on, and no more.
fn machine() -> Result<String> {
    let read = |path| fs::read_to_string(path).with_context(|| format!("{path} cannot be read"));
    let field = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    let (cpu, memory) = (read("/proc/cpuinfo")?, read("/proc/meminfo")?);
    let kilobytes: u64 = field(&memory, "MemTotal")
        .and_then(|total| total.split(' ').next()?.parse().ok())
        .context("no memory")?;
    let cores = std::thread::available_parallelism()?;
    let model = field(&cpu, "model name").unwrap_or_else(|| std::env::consts::ARCH.into());
    Ok(format!("{cores} cores ({model}), {} GB", kilobytes.div_ceil(1_000_000)))
}
