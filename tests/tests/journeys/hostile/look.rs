//! A host page that would deform the widget, and a widget that must not deform its host.

use super::{Remains, pages};
use anyhow::{Result, ensure};
use tests::{journey::journey, page::Page};

/// The document but for our elements and the data about the unit that the hotlines put into the head, how all that is
/// the portal's is drawn, and the names of the window; ours, the driver's, the
/// journeys' and the numbers that jQuery draws left out.
const NOTE: &str = "
    window.noteDocument = () => {
        const copy = document.documentElement.cloneNode(true);
        for (const element of copy.querySelectorAll('tt-rating, tt-hotline, tt-text-size, script[data-tt]')) element.remove();
        const styles = [...document.querySelectorAll('html, body, body *:not(script)')]
            .filter((element) => !element.closest('tt-rating, tt-hotline, tt-text-size'))
            .map((element) => {
                const { color, fontFamily, fontSize, lineHeight, margin, display, backgroundColor } = getComputedStyle(element);
                return [element.localName, color, fontFamily, fontSize, lineHeight, margin, display, backgroundColor].join();
            });
        const names = Object.keys(window).filter((key) => !/^(note|se_|ret_nodes|tt|jQuery\\d)/.test(key));
        return [copy.outerHTML.replace(/\\s+/g, ' '), ...styles, ...names].join('\\n');
    };
";

/// How the rating's parts are drawn.
pub(super) async fn drawn(page: &Page<'_>) -> Result<String> {
    page.js(
        "['.tt', '.rating', 'h2', '.level', '.level span', '.face', 'summary', 'textarea', 'button.send', '.small']
            .map((css) => {
                const names = ['display', 'visibility', 'color', 'background-color', 'font-family', 'font-size',
                    'font-weight', 'line-height', 'letter-spacing', 'text-transform', 'padding', 'border', 'opacity'];
                const style = getComputedStyle(q(css));
                return css + ': ' + names.map((name) => style.getPropertyValue(name)).join('; ');
            }).join('\\n')",
    )
    .await
}

/// Loads the page with or without our script. Chromium alone can keep a file from loading.
async fn note(page: &Page<'_>, url: &str, remains: Option<Remains>) -> Result<String> {
    page.block(if remains.is_some() { &[] } else { &["*/tt.js"] }).await?;
    page.open("about:blank").await?;
    page.open(url).await?;
    match remains {
        Some(Remains::All) => page.until_live().await?,
        Some(Remains::Html) => {
            page.until_shown().await?;
            page.run("host.scrollIntoView({ block: 'center' })").await?;
            page.until("told.some((one) => one.startsWith('tt-rating'))").await?;
        }
        _ => {}
    }
    page.js("window.noteDocument()").await
}

#[tokio::test]
async fn no_portal_is_deformed() -> Result<()> {
    journey(async |world, page| {
        page.before_each_page(NOTE).await?;
        let mut failed = Vec::new();
        for hostile in pages()? {
            // Frames show another of these pages; of a combined file ours is not to be kept apart.
            if hostile.name.starts_with("framed") || hostile.name.starts_with("combined") {
                continue;
            }
            let url = world.portal(&hostile.path());
            let (before, after) =
                (note(page, &url, None).await?, note(page, &url, Some(hostile.remains)).await?);
            let only_in = |one: &str, other: &str| {
                one.lines()
                    .filter(|line| !other.lines().any(|known| known == *line))
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            };
            let (gone, new) = (only_in(&before, &after), only_in(&after, &before));
            if !gone.is_empty() || !new.is_empty() {
                failed.push(format!("{}: was {gone:#?}, is {new:#?}", hostile.name));
            }
        }
        ensure!(failed.is_empty(), "we change what is not ours on {}", failed.join("\n"));
        Ok(())
    })
    .await
}
