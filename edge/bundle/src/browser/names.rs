//! Short names between the module and its glue. wasm-bindgen's end in hashes, which no compression makes smaller: a
//! tenth of the glue would be names that nobody reads.

use std::collections::HashMap;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

/// What `wasm-opt --minify-imports-and-exports-and-modules` prints.
#[derive(Deserialize)]
pub(super) struct Names {
    /// Module, old name, new name.
    imports: Vec<(String, String, String)>,
    /// Old name, new name.
    exports: Vec<(String, String)>,
}

/// The name that `wasm-opt` gives to the one module that is imported from.
const MODULE: &str = "a";

impl Names {
    /// Errors: `json` is not the list.
    pub(super) fn parse(json: &str) -> Result<Self> {
        serde_json::from_str(json).context("wasm-opt printed no list of names")
    }

    /// Gives the names in `glue`, as wasm-bindgen wrote it, their short forms: keys of the import object, and
    /// properties of `wasm`. Errors: an import that the glue does not define.
    pub(super) fn shorten(&self, glue: &str) -> Result<String> {
        let mut imports: HashMap<&str, (&str, bool)> =
            self.imports.iter().map(|(_, old, new)| (&**old, (&**new, false))).collect();
        let exports: HashMap<&str, &str> = self.exports.iter().map(|(old, new)| (&**old, &**new)).collect();

        let mut text = String::with_capacity(glue.len());
        let mut rest = glue;
        while !rest.is_empty() {
            let (word, after) = rest.split_at(rest.find(|c| !is_of_word(c)).unwrap_or(rest.len()));
            let is_key = after.starts_with(':') && !text.ends_with('.');
            let is_property = text.strip_suffix("wasm.").is_some_and(|before| !before.ends_with(is_of_word));
            text.push_str(match (imports.get_mut(word), exports.get(word)) {
                (Some((new, is_defined)), _) if is_key => {
                    *is_defined = true;
                    new
                }
                (_, Some(new)) if is_property => new,
                _ => word,
            });
            let (between, next) = after.split_at(after.find(is_of_word).unwrap_or(after.len()));
            text.push_str(between);
            rest = next;
        }
        if let Some((name, _)) = imports.iter().find(|(_, (_, is_defined))| !is_defined) {
            bail!("the glue does not define the import {name}");
        }
        for module in self.imports.iter().map(|(module, ..)| module) {
            text = text.replace(&format!("\"{module}\""), &format!("\"{MODULE}\""));
        }
        Ok(text)
    }
}

/// Whether JavaScript's names as wasm-bindgen forms them can hold `c`.
fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = r#"{
        "imports": [["./embed_bg.js", "__wbg_text_0f", "b"]],
        "exports": [["memory", "c"], ["hydrate", "d"]]
    }"#;

    #[test]
    fn only_keys_and_properties_get_new_names() {
        let glue = r#"
            export function hydrate(root) { return wasm.hydrate(root, mywasm.memory, memory); }
            const imports = { "./embed_bg.js": { __wbg_text_0f: (a) => wasm.memory.buffer } };"#;
        let short = r#"
            export function hydrate(root) { return wasm.d(root, mywasm.memory, memory); }
            const imports = { "a": { b: (a) => wasm.c.buffer } };"#;
        let names = Names::parse(JSON).expect("a list");
        assert_eq!(names.shorten(glue).expect("every import"), short);
    }

    #[test]
    fn an_import_that_is_missing_is_found_here_and_not_in_a_browser() {
        let error = Names::parse(JSON).expect("a list").shorten("wasm.memory").expect_err("no import");
        assert_eq!(error.to_string(), "the glue does not define the import __wbg_text_0f");
    }
}
