//! The table in the README, between two comments.

use std::fs;

use anyhow::{Context, Result};

use super::Table;
use crate::place::Place;

const BEGIN: &str = "<!-- sizes -->\n";
const END: &str = "<!-- /sizes -->";

/// Two figures that differ by less than one part in so many say the same: what is compiled on another machine may be laid out
/// in another order, which compresses to some bytes more or fewer.
const SAME: u64 = 200;

/// Puts the table into the README, unless what stands there says the same. Errors: the README cannot be read or written, or has no place for it.
pub fn write(table: &Table) -> Result<()> {
    let path = Place::of_this_clone()?.root().join("README.md");
    let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    let new = replaced(&text, &table.markdown())
        .with_context(|| format!("{} has no lines {} and {END}", path.display(), BEGIN.trim_end()))?;
    fs::write(&path, new).with_context(|| format!("{} cannot be written", path.display()))
}

/// `text` with `table` between the comments, or nothing if they are not there.
fn replaced(text: &str, table: &str) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (old, after) = rest.split_once(END)?;
    let table = if says_the_same(old, table) { old } else { table };
    Some([before, BEGIN, table, END, after].concat())
}

fn says_the_same(old: &str, new: &str) -> bool {
    let figure = |cell: &str| cell.trim().replace(',', "").parse::<u64>().ok();
    let cells = |text: &str| text.split('|').map(str::to_owned).collect::<Vec<_>>();
    let (old, new) = (cells(old), cells(new));
    let same = |(old, new): (&String, &String)| match (figure(old), figure(new)) {
        (Some(old), Some(new)) => old.abs_diff(new) * SAME <= old.max(new),
        _ => old == new,
    };
    old.len() == new.len() && old.iter().zip(&new).all(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_between_the_comments_is_replaced() {
        let text = "a\n<!-- sizes -->\nold\n<!-- /sizes -->\nb\n";
        let new = replaced(text, "new\n").expect("both comments");
        assert_eq!(new, "a\n<!-- sizes -->\nnew\n<!-- /sizes -->\nb\n");
        assert_eq!(replaced(&new, "new\n").as_deref(), Some(&*new));
        assert_eq!(replaced("a\n", "new\n"), None);
    }

    #[test]
    fn a_table_that_says_the_same_stays() {
        let of = |bytes: &str, budget: &str| format!("| 1. Loader | {bytes} | {budget} |\n");
        let old = of("142,929", "≤ 3,000");
        assert!(says_the_same(&old, &of("142,992", "≤ 3,000")));
        assert!(!says_the_same(&old, &of("143,700", "≤ 3,000")), "half a hundredth more");
        assert!(!says_the_same(&old, &of("142,929", "≤ 3,001")), "another budget");
        assert!(!says_the_same(&old, &(old.clone() + &old)), "another row");
        let text = format!("{BEGIN}{old}{END}\n");
        assert_eq!(replaced(&text, &of("142,992", "≤ 3,000")), Some(text));
    }
}
