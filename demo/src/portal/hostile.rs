//! Pages that make it hard for anything embedded in them: `demo/hostile`.
//!
//! `pages/*` are whole pages below a head of their own, `parts/*` what several of them hold, `static/*` what they load.

use super::{
    Answer, Content, Site, page,
    site::{entries, headers, kind, name, read},
    template::{escape, fill},
};
use anyhow::{Context, Result};
use axum::http::HeaderMap;
use bundle::Bundle;
use serde::Deserialize;
use std::{collections::BTreeMap, fmt::Write, path::Path};

/// The unit whose widgets they embed.
const UNIT: &str = "congan-thanhhoa";

/// What pages load that is not in this repository: their address below `/vendor/`, and npm's file.
const VENDOR: [(&str, &str); 3] = [
    ("jquery.js", "jquery/dist/jquery.min.js"),
    ("bootstrap.js", "bootstrap/dist/js/bootstrap.min.js"),
    ("bootstrap.css", "bootstrap/dist/css/bootstrap.min.css"),
];

/// A page and what it does.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hostile {
    /// Its name, the last part of its address.
    #[serde(skip)]
    pub name: String,
    /// What it does, in a few words.
    pub title: String,
    /// Who does that, and why it hurts.
    pub about: String,
    /// What remains of our widgets.
    pub remains: Remains,
    /// What `tt:error` names as the cause, where it is told.
    pub says: Option<String>,
    /// Headers of the answer; `{{edge}}` stands for the edge's origin.
    #[serde(default)]
    headers: BTreeMap<String, String>,
}

/// How much of a widget a citizen gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Remains {
    /// All of it.
    All,
    /// All of it, once the page has been touched.
    AllOnceTouched,
    /// The rendered HTML, which posts.
    Html,
    /// What stood in the element, or a link to the edge's page.
    Link,
}

impl Hostile {
    /// Its address on the portals' origin.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/hostile/{}", self.name)
    }
}

/// All pages, by name. Errors: a file is wrong.
pub fn pages() -> Result<Vec<Hostile>> {
    Ok(files()?.into_iter().map(|(page, ..)| page).collect())
}

/// Adds `/hostile`, a list of the pages, and all that they are made of. Errors: a file is wrong.
pub(super) fn load(edge: &str, bundle: &Bundle, site: &mut Site) -> Result<()> {
    let dir = crate::root().join("demo/hostile");
    let mut values = vec![
        ("edge".to_owned(), edge.to_owned()),
        ("unit".to_owned(), UNIT.to_owned()),
        ("release".to_owned(), bundle.release.clone()),
    ];
    for file in entries(&dir.join("parts"))? {
        let part = fill_all(&read(&file)?, &values);
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        values.push((stem, part));
    }
    let mut add = |path: String, kind, content, headers| {
        site.answers.insert(format!("/hostile{path}"), Answer { kind, content, headers });
    };
    let mut list = "<h1>Hostile portals</h1>\n<dl>".to_owned();
    for (page, kind, body) in files()? {
        let headers = headers(&page.headers, edge)?;
        add(format!("/{}", page.name), kind, Content::Text(fill_all(&body, &values)), headers);
        let (path, title, about) = (page.path(), escape(&page.title), escape(&page.about));
        write!(list, "\n<dt><a href=\"{path}\">{title}</a></dt><dd>{about}</dd>")?;
    }
    list.push_str("\n</dl>");
    let list = [("title", "Hostile portals"), ("edge", edge), ("unit", UNIT), ("main", &list)];
    let list = fill(include_str!("gallery.html"), &list);
    add(String::new(), "text/html; charset=utf-8", Content::Text(list), HeaderMap::new());

    for file in entries(&dir.join("static"))? {
        let text = fill_all(&read(&file)?, &values);
        add(format!("/{}", name(&file)), self::kind(&file), Content::Text(text), HeaderMap::new());
    }
    // As plugins do that make one file of many: the loader is not the edge's any more.
    let combined = vec![bundle.node_modules.join(VENDOR[0].1), bundle.assets_dir.join("tt.js")];
    add("/combined.js".into(), "text/javascript; charset=utf-8", Content::Files(combined), HeaderMap::new());
    for (path, file) in VENDOR {
        let content = Content::Files(vec![bundle.node_modules.join(file)]);
        let answer = Answer { kind: self::kind(Path::new(path)), content, headers: HeaderMap::new() };
        site.answers.insert(format!("/vendor/{path}"), answer);
    }
    Ok(())
}

/// The pages with the type and the body of each.
fn files() -> Result<Vec<(Hostile, &'static str, String)>> {
    let mut pages = Vec::new();
    for file in entries(&crate::root().join("demo/hostile/pages"))? {
        let (mut page, body): (Hostile, _) = page::split(&file)?;
        page.name = file.file_stem().context("no name")?.to_string_lossy().into_owned();
        pages.push((page, kind(&file), body));
    }
    Ok(pages)
}

fn fill_all(template: &str, values: &[(String, String)]) -> String {
    let values: Vec<_> = values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fill(template, &values)
}
