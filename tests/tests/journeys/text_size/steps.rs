//! The steps of the size, which work without WebAssembly.

use super::{PIXEL, PIXEL_OTHER, enlarge, until_live, until_steps};
use anyhow::Result;
use std::fs;
use tests::{everywhere, journey::journey, page::Page, world::World};

/// How large the first letters of what matches `given` are drawn, in pixels of the screen.
const DRAWN: &str = "(() => {
    const texts = document.createTreeWalker(document.querySelector(given), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) if (texts.currentNode.data.trim().length > 3) break;
    const range = document.createRange();
    const start = texts.currentNode.data.search(/\\S/);
    range.setStart(texts.currentNode, start);
    range.setEnd(texts.currentNode, start + 3);
    return range.getBoundingClientRect().width;
})()";

/// Texts that cannot be seen whole, and pairs of lines of text that lie over each other, by the texts' places in the page.
const DAMAGE: &str = "(() => {
    const damage = [];
    const lines = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let at = 0; texts.nextNode(); at++) {
        const node = texts.currentNode;
        const parent = node.parentElement;
        if (!node.data.trim() || !parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const boxes = [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
        for (const box of boxes) {
            if (box.left + scrollX < -1) damage.push('left ' + at);
            for (let up = parent; up && up !== document.body; up = up.parentElement) {
                const style = getComputedStyle(up);
                if (!/hidden|clip/.test(style.overflowX + style.overflowY)) continue;
                const edge = up.getBoundingClientRect();
                if (box.right > edge.right + 2 || box.bottom > edge.bottom + 2 || box.left < edge.left - 2 || box.top < edge.top - 2) damage.push('cut ' + at);
            }
            lines.push({ at, box });
        }
    }
    lines.forEach((one, n) => lines.slice(n + 1).forEach((other) => {
        const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        // Lines that are set close touch with what letters leave free above and below.
        if (one.at !== other.at && wide > 2 && high > 0.35 * Math.min(one.box.height, other.box.height)) damage.push('over ' + one.at + ' ' + other.at);
    }));
    return [...new Set(damage)].sort();
})()";

async fn drawn(page: &Page<'_>, css: &str) -> Result<f64> {
    page.js_with(DRAWN, css.into()).await
}

async fn every_step_enlarges_the_text(world: &World, page: &Page<'_>, path: &str, css: &str) -> Result<()> {
    let widget = until_steps(world, page, path).await?;
    let before = drawn(&widget, css).await?;
    for size in [110, 125, 150, 175, 200, 100] {
        enlarge(&widget, size).await?;
        let ratio = drawn(&widget, css).await? / before * 100.0;
        assert!((ratio - f64::from(size)).abs() < 4.0, "{path} {css}: {ratio} % at {size}");
    }
    assert!(widget.js::<bool>("localStorage.getItem('tt-size') === null").await?);
    Ok(())
}

#[tokio::test]
async fn without_webassembly_they_enlarge_rem_and_pixels_alike() -> Result<()> {
    journey(async |world, page| {
        page.block(&["*.wasm", "*/embed.js"]).await?;
        every_step_enlarges_the_text(world, page, PIXEL, "#bai-viet p:nth-of-type(2)").await?;
        every_step_enlarges_the_text(world, page, world.article()?, ".prose p").await?;
        // Our own text as well, and once.
        let widget = until_steps(world, page, PIXEL).await?;
        let size = "q('legend').getBoundingClientRect().height";
        let before: f64 = widget.js(size).await?;
        enlarge(&widget, 200).await?;
        let ratio = widget.js::<f64>(size).await? / before;
        assert!((ratio - 2.0).abs() < 0.1, "the widget by {ratio}");
        assert_ne!(widget.js::<String>("host.getAttribute('state')").await?, "live");
        Ok(())
    })
    .await
}

everywhere!(a_size_stays_from_page_to_page);
async fn a_size_stays_from_page_to_page(world: &mut World, page: &Page<'_>) -> Result<()> {
    let widget = until_steps(world, page, PIXEL).await?;
    enlarge(&widget, 150).await?;
    let kept: String = widget.js("localStorage.getItem('tt-size')").await?;
    assert!(kept.starts_with("/*150*/"), "{kept}");
    page.open(&world.portal(PIXEL_OTHER)).await?;
    page.until("document.adoptedStyleSheets.some((sheet) => sheet.cssRules.length)").await?;
    let widget = until_steps(world, page, PIXEL).await?;
    widget.until("q('[name=tt-size][value=\"150\"]').checked").await?;
    enlarge(&widget, 100).await?;
    widget.until("!document.adoptedStyleSheets.some((sheet) => sheet.cssRules.length)").await
}

#[tokio::test]
async fn a_root_of_any_size_is_enlarged_from_where_it_is() -> Result<()> {
    journey(async |world, page| {
        for (root, kept) in [("62.5%", "93.75%"), ("calc(14px + .1vw)", "143.25%"), ("10px", "93.75%")] {
            let widget = until_steps(world, page, world.article()?).await?;
            widget
                .run(&format!(
                    "const style = document.createElement('style'); \
                     style.textContent = 'html {{ font-size: {root} }} * {{ transition: all .4s }}'; document.head.append(style);"
                ))
                .await?;
            widget.until("!document.getAnimations().some((one) => one instanceof CSSTransition)").await?;
            // Small letters are drawn on whole pixels; so the style is asked.
            let size = "parseFloat(getComputedStyle(document.querySelector('.prose p')).fontSize)";
            let before: f64 = widget.js(size).await?;
            let root_before: f64 = widget.js("parseFloat(getComputedStyle(document.documentElement).fontSize)").await?;
            enlarge(&widget, 150).await?;
            let css: String = widget.js("localStorage.getItem('tt-size')").await?;
            assert!(css.contains(kept), "{root} ({root_before} px): {css}");
            let ratio = widget.js::<f64>(size).await? / before;
            assert!((ratio - 1.5).abs() < 0.01, "{root}: {ratio}, without a transition");
            widget.run("localStorage.clear()").await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn at_200_per_cent_on_a_small_screen_nothing_is_lost_that_was_not_before() -> Result<()> {
    journey(async |world, page| {
        page.size(320, 640).await?;
        let article = world.article()?.to_owned();
        for path in [PIXEL, PIXEL_OTHER, "/modern/", &article] {
            let widget = until_live_or_added(world, page, path).await?;
            let before: Vec<String> = widget.js(DAMAGE).await?;
            enlarge(&widget, 200).await?;
            let mut after: Vec<String> = widget.js(DAMAGE).await?;
            after.retain(|one| !before.contains(one));
            assert!(after.is_empty(), "{path}: {after:?}");
            widget.run("localStorage.clear()").await?;
        }
        Ok(())
    })
    .await
}

async fn until_live_or_added<'a>(world: &World, page: &Page<'a>, path: &str) -> Result<Page<'a>> {
    page.open(&world.portal(path)).await?;
    page.run("if (!document.querySelector('tt-text-size')) (document.querySelector('main') || document.body).append(document.createElement('tt-text-size'))")
        .await?;
    let widget = page.at("tt-text-size");
    widget.until("q('.steps') && !q('.steps').disabled").await?;
    Ok(widget)
}

/// That the measure above finds damage where there is some.
#[tokio::test]
async fn a_page_that_is_damaged_is_seen_to_be() -> Result<()> {
    journey(async |world, page| {
        page.open(&world.portal(PIXEL)).await?;
        let before: Vec<String> = page.js(DAMAGE).await?;
        page.run("document.querySelector('#bai-viet p:nth-of-type(2)').style.cssText = 'height:10px;overflow:hidden'")
            .await?;
        page.run("document.querySelector('#bai-viet ul').style.marginTop = '-50px'").await?;
        let after: Vec<String> = page.js(DAMAGE).await?;
        let found = |what: &str| after.iter().any(|one| one.starts_with(what) && !before.contains(one));
        assert!(found("cut") && found("over"), "{after:?}");
        Ok(())
    })
    .await
}

/// Notes when a style is applied, and every shift of what was painted.
const WATCH: &str = "
    window.shifts = [];
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifts.push(entry.value); })
        .observe({ type: 'layout-shift', buffered: true });
    const replace = CSSStyleSheet.prototype.replaceSync;
    CSSStyleSheet.prototype.replaceSync = function (css) {
        if (css.startsWith('/*') && window.applied === undefined) window.applied = performance.now();
        return replace.call(this, css);
    };
";

#[tokio::test]
async fn the_line_in_the_head_applies_it_before_anything_is_painted() -> Result<()> {
    journey(async |world, page| {
        let line = fs::read_to_string(demo::root().join("widgets/embed/loader/before-paint.js"))?;
        let widget = until_steps(world, page, PIXEL).await?;
        let there: String = page.js("document.querySelector('script:not([src])').text").await?;
        assert_eq!(there.trim(), line.trim(), "the portal has another line");
        enlarge(&widget, 200).await?;
        page.before_each_page(WATCH).await?;
        page.open(&world.portal(PIXEL_OTHER)).await?;
        page.until("performance.getEntriesByName('first-contentful-paint').length && window.applied").await?;
        let [applied, painted]: [f64; 2] = page
            .js("[window.applied, performance.getEntriesByName('first-contentful-paint')[0].startTime]")
            .await?;
        assert!(applied < painted, "applied at {applied}, painted at {painted}");
        // Once the loader has measured this page too, nothing has moved, and there is one style, not two.
        page.until("document.readyState === 'complete'").await?;
        page.run("requestAnimationFrame(() => requestAnimationFrame(() => { window.drawn = true; }))")
            .await?;
        page.until("window.drawn").await?;
        let shifts: Vec<f64> = page.js("window.shifts").await?;
        assert!(shifts.is_empty(), "{shifts:?}");
        assert_eq!(page.js::<u32>("document.adoptedStyleSheets.length").await?, 1);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn all_tabs_are_alike_at_once() -> Result<()> {
    journey(async |world, page| {
        let first = page.window().await?;
        let here = until_live(world, page, PIXEL).await?;
        let before = drawn(&here, ".foot").await?;
        let tab = page.new_tab().await?;
        page.switch_to_window(tab.clone()).await?;
        let there = until_live(world, page, world.article()?).await?;
        enlarge(&there, 150).await?;
        super::press(&there, "dark").await?;
        page.switch_to_window(first).await?;
        here.until("q('[name=tt-size][value=\"150\"]').checked && q('[value=dark]').checked").await?;
        // The other page grows by its root, this one by `zoom`.
        let ratio = drawn(&here, ".foot").await? / before;
        assert!((ratio - 1.5).abs() < 0.05, "{ratio}");
        super::act(&here, "reset").await?;
        page.switch_to_window(tab).await?;
        there.until("q('[name=tt-size][value=\"100\"]').checked && q('[name=tt-ground]').checked").await?;
        assert_eq!(
            there.js::<u32>("localStorage.length").await?,
            there
                .js::<u32>(
                    "[...Object.keys(localStorage)].filter((key) => !/^tt-(size|look)$/.test(key)).length"
                )
                .await?
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn where_storage_is_refused_it_lasts_as_long_as_the_page() -> Result<()> {
    journey(async |world, page| {
        page.before_each_page(
            "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('refused', 'SecurityError'); } });",
        )
        .await?;
        let widget = until_live(world, page, PIXEL).await?;
        let before = drawn(&widget, ".foot").await?;
        enlarge(&widget, 150).await?;
        super::press(&widget, "links").await?;
        let ratio = drawn(&widget, ".foot").await? / before;
        assert!((ratio - 1.5).abs() < 0.05, "{ratio}");
        assert!(widget.js::<bool>("getComputedStyle(document.querySelector('#bai-viet a')).textDecorationLine === 'underline' && q('[value=links]').checked").await?);
        super::act(&widget, "reset").await?;
        widget.until("!q('[value=links]').checked && q('[name=tt-size]').checked").await?;
        assert!((drawn(&widget, ".foot").await? / before - 1.0).abs() < 0.01);
        let log = page.browser().console().await?;
        assert!(log.iter().all(|line| !line.contains("refused")), "{log:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_was_pressed_stays_where_it_is() -> Result<()> {
    journey(async |world, page| {
        page.size(360, 740).await?;
        let widget = until_live(world, page, world.article()?).await?;
        let top = "q('[name=tt-size][value=\"200\"]').getBoundingClientRect().top";
        let before: f64 = widget.js(top).await?;
        enlarge(&widget, 200).await?;
        widget
            .run("requestAnimationFrame(() => requestAnimationFrame(() => { window.drawn = true; }))")
            .await?;
        widget.until("window.drawn").await?;
        let after: f64 = widget.js(top).await?;
        assert!((after - before).abs() < 3.0, "{before} becomes {after}");
        Ok(())
    })
    .await
}
