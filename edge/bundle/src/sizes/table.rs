//! The table of sizes, for a terminal and for the README.

use std::fmt::{self, Write};

use super::Weight;

/// A download or a sum of some.
#[derive(Clone, Debug)]
pub struct Line {
    what: &'static str,
    weight: Weight,
    is_sum: bool,
    /// The most that it may weigh after brotli, in bytes.
    budget: Option<usize>,
}

impl Line {
    /// A download.
    #[must_use]
    pub fn new(what: &'static str, weight: Weight) -> Self {
        Self { what, weight, is_sum: false, budget: None }
    }

    /// A sum of downloads named above it.
    #[must_use]
    pub fn sum(what: &'static str, weight: Weight) -> Self {
        Self { is_sum: true, ..Self::new(what, weight) }
    }

    /// Sets a budget, in bytes after brotli.
    #[must_use]
    pub fn within(self, budget: usize) -> Self {
        Self { budget: Some(budget), ..self }
    }

    fn is_over(&self) -> bool {
        self.budget.is_some_and(|budget| self.weight.br > budget)
    }

    /// What stands in the cells after the first.
    fn cells(&self) -> [String; 4] {
        let Weight { raw, gzip, br } = self.weight;
        let budget = self.budget.map_or_else(String::new, |budget| format!("≤ {}", thousands(budget)));
        [thousands(raw), thousands(gzip), thousands(br), budget]
    }
}

/// All that was weighed.
#[derive(Clone, Debug)]
pub struct Table {
    lines: Vec<Line>,
}

impl Table {
    /// A table of these lines.
    #[must_use]
    pub fn new(lines: Vec<Line>) -> Self {
        Self { lines }
    }

    /// One sentence for each budget that was passed.
    #[must_use]
    pub fn over_budget(&self) -> Vec<String> {
        self.lines
            .iter()
            .filter(|line| line.is_over())
            .filter_map(|line| {
                let (br, budget) = (line.weight.br, line.budget?);
                Some(format!(
                    "{}: {} bytes, {} over its budget",
                    line.what,
                    thousands(br),
                    thousands(br - budget)
                ))
            })
            .collect()
    }

    /// The table in Markdown, in bytes; sums are bold.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut text = String::from("| bytes | raw | gzip | brotli | budget |\n|---|--:|--:|--:|--:|\n");
        for line in &self.lines {
            let bold = if line.is_sum { "**" } else { "" };
            // Writing to a `String` cannot fail.
            let _ = writeln!(text, "| {bold}{}{bold} | {} |", line.what, line.cells().join(" | "));
        }
        text
    }
}

/// The table for a terminal.
impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.lines.iter().map(|line| line.what.chars().count()).max().unwrap_or(0);
        let mut row = |what: &str, [raw, gzip, br, budget]: [&str; 4], mark: &str| {
            writeln!(f, "{what:<width$} {raw:>9} {gzip:>9} {br:>9}  {budget:<9}{mark}")
        };
        row("bytes", ["raw", "gzip", "brotli", "budget"], "")?;
        for line in &self.lines {
            let [raw, gzip, br, budget] = line.cells();
            let mark = if line.is_over() { " OVER" } else { "" };
            row(line.what, [&raw, &gzip, &br, &budget], mark)?;
        }
        Ok(())
    }
}

/// `12,345` of 12345.
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(br: usize) -> Line {
        Line::new("loader", Weight { raw: 12_345, gzip: 1_000, br })
    }

    #[test]
    fn a_budget_is_kept_to_the_byte() {
        assert!(Table::new(vec![line(3_000).within(3_000), line(9_999)]).over_budget().is_empty());
        let over = Table::new(vec![line(3_001).within(3_000)]);
        assert_eq!(over.over_budget(), ["loader: 3,001 bytes, 1 over its budget"]);
        assert!(over.to_string().contains("OVER"));
    }

    #[test]
    fn markdown_has_a_row_for_each_line() {
        let text = Table::new(vec![line(900).within(3_000)]).markdown();
        assert!(text.ends_with("| loader | 12,345 | 1,000 | 900 | ≤ 3,000 |\n"), "{text}");
    }

    #[test]
    fn thousands_are_parted() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(thousands), ["0", "999", "1,000", "1,234,567"]);
    }
}
