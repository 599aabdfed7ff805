//! A page of a portal: TOML between two lines of `+++`, then its HTML.

use super::template::escape;
use anyhow::{Context, Result};
use serde::{Deserialize, de::DeserializeOwned};
use std::{fs, path::Path};

/// Words a minute that an adult reads on a screen with ease.
const READING_SPEED: usize = 220;

/// A page as its file has it.
#[derive(Debug)]
pub(super) struct Page {
    /// Its language, the name of the directory it lies in.
    pub(super) lang: String,
    /// Its address below the portal's, such as `/`, `/lien-he` or `/en/`.
    pub(super) path: String,
    pub(super) head: Head,
    pub(super) body: String,
}

/// What stands above the text.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    pub(super) title: String,
    pub(super) summary: String,
    /// The address of the page in the other language, below the portal's, where there is another.
    #[serde(default)]
    pub(super) translation: String,
    /// Only articles have this.
    pub(super) article: Option<Article>,
}

/// What an article has besides.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Article {
    /// Its subject, in words.
    pub(super) topic: String,
    /// The name of its picture in the portal's `icons.svg`, and of its colours.
    pub(super) icon: String,
    /// The day it came out, `YYYY-MM-DD`.
    pub(super) date: String,
    /// The office that wrote it.
    pub(super) office: String,
}

/// The head and the body of `file`. Errors: it cannot be read or its head is wrong.
pub(super) fn split<H: DeserializeOwned>(file: &Path) -> Result<(H, String)> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let (head, body) = text
        .strip_prefix("+++\n")
        .and_then(|rest| rest.split_once("\n+++\n"))
        .with_context(|| format!("{} has no head", file.display()))?;
    let head = toml::from_str(head).with_context(|| format!("{} has a wrong head", file.display()))?;
    Ok((head, body.to_owned()))
}

impl Page {
    /// Reads the page at `file`; `home` is the language that needs no name in the address.
    /// Errors: the file cannot be read or its head is wrong.
    pub(super) fn read(file: &Path, home: &str) -> Result<Self> {
        let name = |path: Option<&Path>| {
            path.and_then(Path::file_stem).map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
        };
        let (lang, slug) = (name(file.parent()), name(Some(file)));
        let slug = if slug == "index" { "" } else { &slug };
        let path = if lang == home { format!("/{slug}") } else { format!("/{lang}/{slug}") };
        let (head, body) = split(file)?;
        Ok(Self { lang, path, head, body })
    }

    /// How many minutes it takes to read.
    pub(super) fn minutes(&self) -> usize {
        self.body.split_whitespace().count().div_ceil(READING_SPEED)
    }
}

impl Article {
    /// What templates may show of it.
    pub(super) fn values(&self, lang: &str) -> [(&'static str, String); 5] {
        [
            ("topic", escape(&self.topic)),
            ("icon", escape(&self.icon)),
            ("office", escape(&self.office)),
            ("datetime", escape(&self.date)),
            ("date", escape(&self.shown_date(lang))),
        ]
    }

    /// The date as `lang` writes it: `18/11/2026`, or `18 November 2026`.
    fn shown_date(&self, lang: &str) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let mut parts = self.date.splitn(3, '-');
        let (year, month, day) = (parts.next(), parts.next(), parts.next());
        let (Some(year), Some(month), Some(day)) = (year, month, day) else { return self.date.clone() };
        let name = month.parse::<usize>().ok().and_then(|n| MONTHS.get(n.checked_sub(1)?));
        match (lang, name) {
            ("en", Some(name)) => format!("{} {name} {year}", day.trim_start_matches('0')),
            _ => format!("{day}/{month}/{year}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_each_language_does() {
        let (topic, icon, office) = (String::new(), String::new(), String::new());
        let article = Article { topic, icon, office, date: "2026-11-08".into() };
        assert_eq!(article.shown_date("vi"), "08/11/2026");
        assert_eq!(article.shown_date("en"), "8 November 2026");
    }
}
