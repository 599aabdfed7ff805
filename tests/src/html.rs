//! What stands in a page that nobody renders.

use anyhow::{Context, Result};

/// The value of the field `name` in a form. Errors: there is no such field with a value.
pub fn field(html: &str, name: &str) -> Result<String> {
    let tag =
        html.split('<').find(|tag| tag.starts_with("input") && tag.contains(&format!("name=\"{name}\"")));
    let value = tag.and_then(|tag| tag.split("value=\"").nth(1)?.split('"').next());
    Ok(value.with_context(|| format!("no {name}"))?.to_owned())
}
