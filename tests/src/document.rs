//! The parts of a widget's README that are written from its file of parameters and examples.

use anyhow::{Context, Result};
use demo::portal::gallery::Example;
use serde::Deserialize;
use std::fmt::Write;
use tt_contract::unit::Name;

/// `examples.toml`.
#[derive(Debug, Deserialize)]
struct Parameters {
    options: Vec<Parameter>,
    examples: Vec<Example>,
}

/// An attribute of the element.
#[derive(Debug, Deserialize)]
struct Parameter {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    required: bool,
    default: String,
    description: Name,
}

/// The README with everything between `<!-- options -->` or `<!-- examples -->` and its end mark written anew.
/// Errors: `parameters`, the text of `examples.toml`, is wrong, or a mark is missing.
pub fn rewritten(readme: &str, widget: &str, parameters: &str) -> Result<String> {
    let parameters: Parameters = toml::from_str(parameters)?;
    let with_options = between(readme, "options", &options(&parameters.options)?)?;
    between(&with_options, "examples", &examples(widget, &parameters.examples)?)
}

fn options(options: &[Parameter]) -> Result<String> {
    let mut table = "| attribute | values | default | |\n|---|---|---|---|\n".to_owned();
    for Parameter { name, kind, required, default, description } in options {
        let kind = kind.replace(" | ", ", ");
        let default = if *required { "required" } else { default };
        writeln!(table, "| `{name}` | {kind} | {default} | {} |", description.en)?;
    }
    Ok(table)
}

fn examples(widget: &str, examples: &[Example]) -> Result<String> {
    let mut list = String::new();
    for example in examples {
        let attributes = example.attributes.iter().fold(String::new(), |mut text, (name, value)| {
            // Writing to a `String` cannot fail.
            let _ = write!(text, " {name}=\"{value}\"");
            text
        });
        writeln!(
            list,
            "- {} (`{}`): `<tt-{widget}{attributes}></tt-{widget}>`",
            example.description.en, example.name
        )?;
    }
    Ok(list)
}

/// `text` with everything between `<!-- mark -->` and its end mark written anew. Errors: a mark is missing.
pub fn between(text: &str, mark: &str, new: &str) -> Result<String> {
    let (begin, end) = (format!("<!-- {mark} -->\n"), format!("<!-- /{mark} -->"));
    let (before, rest) = text.split_once(&begin).with_context(|| format!("`{}` is missing", begin.trim()))?;
    let (_, after) = rest.split_once(&end).with_context(|| format!("`{end}` is missing"))?;
    Ok([before, &begin, new, &end, after].concat())
}
