//! Builds the portals from their directories. Each has
//! `portal.toml`, `templates/{lang}/{layout,article,card}.html`, `pages/{lang}/*.html` and `static/*`.

use super::{
    Answer, Content, Site,
    page::Page,
    template::{escape, fill},
};
use anyhow::{Context, Result};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// `portal.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Portal {
    /// The unit whose portal it is.
    unit: String,
    /// The language whose pages stand at the portal's root.
    lang: String,
    /// Headers of every answer; `{{edge}}` stands for the edge's origin.
    #[serde(default)]
    headers: BTreeMap<String, String>,
}

/// One language of a portal.
struct Edition<'a> {
    /// The portal's address, such as `/modern`.
    base: &'a str,
    edge: &'a str,
    unit: &'a str,
    templates: PathBuf,
    /// All pages of this language, newest article first.
    pages: &'a [Page],
}

/// Adds all portals, which embed from `edge`. Errors: a file is missing or wrong.
pub(super) fn load(edge: &str, site: &mut Site) -> Result<()> {
    for dir in entries(&crate::root().join("demo/portals"))? {
        let shown = dir.display();
        portal(&dir, edge, site).with_context(|| format!("the portal {shown} is wrong"))?;
    }
    Ok(())
}

fn portal(dir: &Path, edge: &str, site: &mut Site) -> Result<()> {
    let portal: Portal = toml::from_str(&read(&dir.join("portal.toml"))?)?;
    let base = format!("/{}", name(dir));
    let headers = headers(&portal.headers, edge)?;
    let mut add = |path: String, kind, body| {
        site.answers.insert(path, Answer { kind, content: Content::Text(body), headers: headers.clone() });
    };
    for file in entries(&dir.join("static"))? {
        let body = read(&file)?;
        add(format!("{base}/{}", name(&file)), kind(&file), body);
    }
    for folder in entries(&dir.join("pages"))? {
        let mut pages = entries(&folder)?
            .iter()
            .map(|file| Page::read(file, &portal.lang))
            .collect::<Result<Vec<_>>>()?;
        let date = |page: &Page| page.head.article.as_ref().map(|article| article.date.clone());
        pages.sort_by_key(|page| std::cmp::Reverse(date(page)));
        let templates = dir.join("templates").join(name(&folder));
        let edition = Edition { base: &base, edge, unit: &portal.unit, templates, pages: &pages };
        for page in &pages {
            let path = format!("{base}{}", page.path);
            add(path.clone(), "text/html; charset=utf-8", edition.html(page)?);
            if page.head.article.is_some() {
                site.rated.push(path);
            }
        }
    }
    Ok(())
}

impl Edition<'_> {
    fn html(&self, page: &Page) -> Result<String> {
        let articles = self.cards(page)?;
        let path = format!("{}{}", self.base, page.path);
        let translation = format!("{}{}", self.base, page.head.translation);
        let (title, summary) = (escape(&page.head.title), escape(&page.head.summary));
        let mut values = vec![
            ("base", self.base),
            ("edge", self.edge),
            ("unit", self.unit),
            ("lang", &page.lang),
            ("translation", &translation),
            ("title", &title),
            ("summary", &summary),
            ("articles", &articles),
        ];
        let body = fill(&page.body, &values);
        let main = match &page.head.article {
            Some(article) => {
                let minutes = page.minutes().to_string();
                let more = article.values(&page.lang);
                let mut values = values.clone();
                values.extend(more.iter().map(|(name, value)| (*name, value.as_str())));
                values.extend([("minutes", minutes.as_str()), ("body", &body)]);
                fill(&self.template("article")?, &values)
            }
            None => body,
        };
        values.push(("main", &main));
        let html = fill(&self.template("layout")?, &values);
        Ok(html.replace(
            &format!("<a href=\"{path}\" data-nav>"),
            &format!("<a href=\"{path}\" aria-current=\"page\">"),
        ))
    }

    /// The cards of all articles but `shown` itself.
    fn cards(&self, shown: &Page) -> Result<String> {
        let template = self.template("card")?;
        // In an article the cards stand below a heading of their own.
        let level = if shown.head.article.is_some() { "3" } else { "2" };
        let mut cards = String::new();
        for page in self.pages.iter().filter(|page| page.path != shown.path) {
            let Some(article) = &page.head.article else { continue };
            let (title, summary) = (escape(&page.head.title), escape(&page.head.summary));
            let link = format!("{}{}", self.base, page.path);
            let more = article.values(&page.lang);
            let mut values: Vec<_> = more.iter().map(|(name, value)| (*name, value.as_str())).collect();
            values.extend([("base", self.base), ("link", &link), ("title", &title), ("summary", &summary)]);
            values.push(("level", level));
            cards.push_str(&fill(&template, &values));
        }
        Ok(cards)
    }

    fn template(&self, name: &str) -> Result<String> {
        read(&self.templates.join(name).with_extension("html"))
    }
}

/// `given` as headers, in which `{{edge}}` stands for the edge's origin. Errors: one is malformed.
pub(super) fn headers(given: &BTreeMap<String, String>, edge: &str) -> Result<HeaderMap> {
    let mut headers = HeaderMap::new();
    for (name, value) in given {
        let value = HeaderValue::from_str(&fill(value, &[("edge", edge)]))?;
        headers.insert(HeaderName::try_from(name)?, value);
    }
    Ok(headers)
}

/// What is in `dir`, by name. Errors: it cannot be read.
pub(super) fn entries(dir: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(dir).with_context(|| format!("cannot read {}", dir.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// The name of a file or directory.
pub(super) fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The media type of a file, by its ending.
pub(super) fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("xhtml") => "application/xhtml+xml; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("js") => "text/javascript; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// The text of `file`. Errors: it cannot be read.
pub(super) fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}
