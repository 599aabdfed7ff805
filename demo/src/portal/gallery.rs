//! The gallery: every example of every widget, each on a page of its own, and all of them on one.

use super::{
    Answer, Content, Site,
    template::{escape, fill},
};
use anyhow::{Context, Result};
use axum::http::HeaderMap;
use serde::Deserialize;
use std::{collections::BTreeMap, fs};
use tt_contract::unit::Name;

/// An example of a widget, as its `examples.toml` has it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Example {
    /// The widget's name, such as `rating`; the element is `tt-{widget}`.
    #[serde(skip)]
    pub widget: String,
    /// Its name, once for each widget.
    pub name: String,
    /// What it shows.
    pub description: Name,
    /// The element's attributes.
    pub attributes: BTreeMap<String, String>,
    /// What a test does to reach the state that is meant.
    pub state: Option<String>,
}

const SECTION: &str = r#"
<h2><a href="{{path}}">{{title}}</a></h2>
<p>{{description}}</p>
<pre><code>{{code}}</code></pre>
"#;

#[derive(Deserialize)]
struct File {
    examples: Vec<Example>,
}

impl Example {
    /// The address of its page, on the portals' origin.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/gallery/{}/{}", self.widget, self.name)
    }

    /// The element, as a webmaster writes it.
    fn html(&self) -> String {
        let name = escape(&self.widget);
        let attribute =
            |(name, value): (&String, &String)| format!(" {}=\"{}\"", escape(name), escape(value));
        let attributes: String = self.attributes.iter().map(attribute).collect();
        format!("<tt-{name}{attributes}></tt-{name}>")
    }

    fn unit(&self) -> &str {
        self.attributes.get("unit").map_or("", String::as_str)
    }
}

/// All examples, by widget. Errors: a file is wrong.
pub fn examples() -> Result<Vec<Example>> {
    let mut examples = Vec::new();
    let mut widgets = fs::read_dir(crate::root().join("widgets/src"))?.collect::<Result<Vec<_>, _>>()?;
    widgets.sort_by_key(fs::DirEntry::path);
    for widget in widgets {
        let path = widget.path().join("examples.toml");
        if path.exists() {
            let file: File = toml::from_str(&fs::read_to_string(&path)?)
                .with_context(|| format!("{} is wrong", path.display()))?;
            let widget = widget.file_name().to_string_lossy().replace('_', "-");
            examples.extend(file.examples.into_iter().map(|e| Example { widget: widget.clone(), ..e }));
        }
    }
    Ok(examples)
}

/// Adds `/gallery` and `/gallery/{widget}/{example}`, which embed from `edge`. Errors: as [`examples`].
pub(super) fn load(edge: &str, site: &mut Site) -> Result<()> {
    let mut add = |path: String, title: &str, unit: &str, main: &str| {
        let title = escape(title);
        let values = [("title", title.as_str()), ("edge", edge), ("unit", unit), ("main", main)];
        let body = fill(include_str!("gallery.html"), &values);
        let content = Content::Text(body);
        let answer = Answer { kind: "text/html; charset=utf-8", content, headers: HeaderMap::new() };
        site.answers.insert(path, answer);
    };
    let examples = examples()?;
    let mut all = String::new();
    for example in &examples {
        let path = example.path();
        let title = format!("tt-{}: {}", example.widget, example.name);
        let (description, html) = (escape(&example.description.en), example.html());
        let main = format!("<h1>{}</h1>\n<p>{description}</p>\n{html}", escape(&title));
        add(path.clone(), &title, example.unit(), &main);
        let (title, code) = (escape(&title), escape(&html));
        let values =
            [("path", path.as_str()), ("title", &title), ("description", &description), ("code", &code)];
        all.push_str(&fill(SECTION, &values));
        all.push_str(&html);
    }
    let unit = examples.first().map_or("", Example::unit);
    add("/gallery".to_owned(), "Gallery", unit, &format!("<h1>Gallery</h1>\n{all}"));
    site.answers.insert(
        "/gallery.css".to_owned(),
        Answer {
            kind: "text/css; charset=utf-8",
            content: Content::Text(include_str!("gallery.css").to_owned()),
            headers: HeaderMap::new(),
        },
    );
    Ok(())
}
