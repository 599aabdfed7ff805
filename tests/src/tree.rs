//! What a screen reader is told of the widget: the browser's accessibility tree as text.

use crate::page::Page;
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{collections::HashMap, fmt::Write};

/// What is told of a node besides role, name, description and value, where it is so.
const TOLD: [&str; 11] = [
    "level", "checked", "pressed", "expanded", "selected", "disabled", "required", "invalid", "focused",
    "live", "busy",
];

#[derive(Debug, Deserialize)]
struct Tree {
    nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    #[serde(rename = "nodeId")]
    id: String,
    ignored: bool,
    role: Option<Said>,
    name: Option<Said>,
    description: Option<Said>,
    value: Option<Said>,
    #[serde(default)]
    properties: Vec<Property>,
    #[serde(default)]
    child_ids: Vec<String>,
    #[serde(rename = "backendDOMNodeId")]
    element: Option<i64>,
}

#[derive(Debug, Deserialize)]
struct Property {
    name: String,
    value: Said,
}

#[derive(Debug, Deserialize)]
struct Said {
    #[serde(default)]
    value: Value,
}

impl Said {
    fn text(&self) -> String {
        match &self.value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }
}

impl Page<'_> {
    /// The accessibility tree below the first element of the widget that matches `css`: a line a node, indented, with
    /// what is told of it and nothing that changes from run to run. Errors: the element or the tree cannot be had.
    pub async fn tree(&self, css: &str) -> Result<String> {
        let element = self.find_in(css).await?.cdp_backend_node_id().await?;
        let element = serde_json::to_value(element)?.as_i64();
        self.devtools("Accessibility.enable", json!({})).await?;
        let tree: Tree =
            serde_json::from_value(self.devtools("Accessibility.getFullAXTree", json!({})).await?)?;
        let root =
            tree.nodes.iter().find(|node| node.element == element).context("the element is in no tree")?;
        let by_id = tree.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
        let mut text = String::new();
        write(&mut text, root, &by_id, 0)?;
        Ok(text)
    }
}

fn write(out: &mut String, node: &Node, all: &HashMap<&str, &Node>, depth: usize) -> Result<()> {
    let role = node.role.as_ref().map(Said::text).unwrap_or_default();
    let said = |said: &Option<Said>| said.as_ref().map(Said::text).filter(|text| !text.is_empty());
    let (name, description) = (said(&node.name), said(&node.description));
    let mere_box = matches!(role.as_str(), "generic" | "none" | "LabelText") && name.is_none();
    let told = !node.ignored && !mere_box;
    if told {
        write!(out, "{:1$}{role}", "", depth * 2)?;
        if let Some(name) = &name {
            write!(out, " {name:?}")?;
        }
        if let Some(description) = description {
            write!(out, " ({description})")?;
        }
        if let Some(value) = said(&node.value) {
            match value.chars().count() {
                long @ 80.. => write!(out, " = {long} characters")?,
                _ => write!(out, " = {value:?}")?,
            }
        }
        for property in node.properties.iter().filter(|property| TOLD.contains(&property.name.as_str())) {
            match property.value.text().as_str() {
                "false" | "off" | "" => {}
                "true" => write!(out, " [{}]", property.name)?,
                value => write!(out, " [{} {value}]", property.name)?,
            }
        }
        out.push('\n');
    }
    // A text that is the whole name of its parent would only be said twice.
    let children: Vec<_> = node.child_ids.iter().filter_map(|id| all.get(id.as_str())).collect();
    for child in children {
        let kind = child.role.as_ref().map(Said::text).unwrap_or_default();
        let repeats = kind == "StaticText" && said(&child.name) == name;
        if kind != "InlineTextBox" && !repeats {
            write(out, child, all, if told { depth + 1 } else { depth })?;
        }
    }
    Ok(())
}
