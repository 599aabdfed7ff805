//! A host page that would deform the widget, and a widget that must not deform its host.

use anyhow::Result;
use tests::{journey::journey, page::Page};

/// What careless or hostile pages do, before any other script runs.
const HOSTILE: &str = "
    window.define = Object.assign(() => { throw new Error('not a module'); }, { amd: {} });
    window.module = { exports: {} }; window.exports = window.module.exports; window.process = { env: {} };
    window.global = 5; window.script = 'x'; window.release = null; window.tell = 0; window.$ = null;
    Object.defineProperty(Array.prototype, 'extra', { value() {}, enumerable: true });
    Object.defineProperty(Object.prototype, 'oddity', { value: 1, enumerable: true, writable: true });
    document.addEventListener('DOMContentLoaded', () => {
        const style = document.createElement('style');
        style.textContent = '* { all: unset !important; color: lime !important; font-family: fantasy !important; letter-spacing: 9px !important; line-height: 3 !important; text-transform: uppercase !important; } \
            .tt, .rating, .level, button, form { display: none !important; }';
        document.head.append(style);
    });
";

/// The document but for the widget's element, and what scripts see of the window but for names of ours and of the driver.
const NOTE: &str = "
    window.noteDocument = () => {
        const copy = document.documentElement.cloneNode(true);
        for (const element of copy.querySelectorAll('tt-rating, tt-dock')) element.remove();
        const styles = [...document.querySelectorAll('html, body, h1, main a, .prose p')].map((element) => {
            const { color, fontSize, margin, display } = getComputedStyle(element);
            return [color, fontSize, margin, display].join();
        });
        return [...copy.outerHTML.split('\\n'), ...styles, ...Object.keys(window).filter((key) => !/^(note|se_|ret_nodes)/.test(key))];
    };
";

/// How the widget's parts are drawn.
const DRAWN: &str = "['.tt', '.rating', 'h2', '.level', '.level span', '.face', 'summary', 'textarea', 'button.send', '.small']
    .map((css) => {
        const names = ['display', 'visibility', 'color', 'background-color', 'font-family', 'font-size', 'font-weight',
            'line-height', 'letter-spacing', 'text-transform', 'padding', 'border', 'opacity'];
        const style = getComputedStyle(q(css));
        return css + ': ' + names.map((name) => style.getPropertyValue(name)).join('; ');
    })";

async fn rate_and_see(page: &Page<'_>, url: &str) -> Result<Vec<String>> {
    page.block(&["*/tt.js"]).await?;
    page.open(url).await?;
    let before: Vec<String> = page.js("window.noteDocument()").await?;
    page.block(&[]).await?;
    page.open("about:blank").await?;
    page.open(url).await?;
    page.until_live().await?;
    let drawn = page.js(DRAWN).await?;
    page.choose(4).await?;
    page.send().await?;
    page.until_thanked().await?;
    let after: Vec<String> = page.js("window.noteDocument()").await?;
    let only_in = |one: &[String], other: &[String]| {
        one.iter().filter(|line| !other.contains(line)).cloned().collect::<Vec<_>>()
    };
    assert_eq!(
        only_in(&before, &after),
        only_in(&after, &before),
        "something outside the element was changed"
    );
    page.run("localStorage.clear()").await?;
    Ok(drawn)
}

#[tokio::test]
async fn neither_deforms_the_other() -> Result<()> {
    journey(async |world, page| {
        let article = world.portal(world.article()?);
        page.before_each_page(NOTE).await?;
        let calm = rate_and_see(page, &article).await?;
        page.before_each_page(HOSTILE).await?;
        let hostile = rate_and_see(page, &article).await?;
        assert_eq!(calm, hostile);
        assert_eq!(world.settled().await?.len(), 2);
        Ok(())
    })
    .await
}
