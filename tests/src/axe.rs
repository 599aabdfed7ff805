//! axe-core: what a machine can find of what would keep somebody out.

use crate::{built, page::Page};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::fs;

/// WCAG 2.0 to 2.2, levels A and AA, and what axe's authors advise besides.
const RUN: &str = "
    const done = arguments[arguments.length - 1];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
    axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })
        .then((found) => done(found.violations.map((one) =>
            ({ id: one.id, help: one.help, where: one.nodes.map((node) => node.html + ' ' + node.failureSummary) }))))
        .catch((error) => done([{ id: 'axe', help: String(error), where: [] }]));
";

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "read by `Debug`, in the message of a failure")]
struct Violation {
    id: String,
    help: String,
    r#where: Vec<String>,
}

impl Page<'_> {
    /// Judges the whole page with open shadow roots. Errors: the violations, if there are any.
    pub async fn axe(&self) -> Result<()> {
        if !self.js::<bool>("!!window.axe").await? {
            let source = built::bundle()?.node_modules.join("axe-core/axe.min.js");
            let source = fs::read_to_string(&source).with_context(|| source.display().to_string())?;
            self.execute(source, vec![]).await.context("axe-core does not load")?;
        }
        let found: Vec<Violation> = self.execute_async(RUN, vec![]).await?.convert()?;
        ensure!(found.is_empty(), "axe finds {found:#?}; {}", self.look().await);
        Ok(())
    }
}
