//! The table in the README, between two comments.

use std::fs;

use anyhow::{Context, Result};

use super::Table;
use crate::place::Place;

const BEGIN: &str = "<!-- sizes -->\n";
const END: &str = "<!-- /sizes -->";

/// Puts the table into the README. Errors: the README cannot be read or written, or has no place for it.
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
    let (_, after) = rest.split_once(END)?;
    Some([before, BEGIN, table, END, after].concat())
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
}
