//! How the page looks, measured where it is drawn.

use super::{PIXEL, act, press, until_live};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use tests::{everywhere, journey::journey, page::Page, world::World};

const GROUNDS: [(&str, &str); 3] =
    [("light", "rgb(255, 255, 255)"), ("dark", "rgb(22, 26, 32)"), ("high", "rgb(0, 0, 0)")];

/// The least ratio of any text of the portal that is seen to what it stands on (WCAG 2.2, "contrast ratio"), and the text.
const LEAST: &str = "(() => {
    const parse = (css) => css.match(/[\\d.]+/g).map(Number);
    const light = (css) => { const [r, g, b] = parse(css).map((n) => { n /= 255; return n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
    let least = [99, ''];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const element = texts.currentNode.parentElement;
        if (!texts.currentNode.data.trim() || !element.checkVisibility() || element.closest('svg')) continue;
        let ground = element;
        while (ground && /^rgba\\(.*, 0\\)$/.test(getComputedStyle(ground).backgroundColor)) {
            if (getComputedStyle(ground).backgroundImage !== 'none') return [0, 'a picture behind ' + texts.currentNode.data];
            ground = ground.parentElement;
        }
        const [one, other] = [light(getComputedStyle(element).color), light(getComputedStyle(ground || document.documentElement).backgroundColor)];
        const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        if (ratio < least[0]) least = [ratio, texts.currentNode.data.trim()];
    }
    return least;
})()";

#[tokio::test]
async fn every_ground_can_be_read_on_the_whole_page() -> Result<()> {
    journey(async |world, page| {
        let article = world.article()?.to_owned();
        for path in [PIXEL, &article] {
            let widget = until_live(world, page, path).await?;
            for (ground, colour) in GROUNDS {
                press(&widget, ground).await?;
                // What was in a transition has come to its end.
                widget.until("document.getAnimations().every((one) => !(one instanceof CSSTransition))").await?;
                for element in ["document.body", "q('.tt')"] {
                    let found: String = widget.js(&format!("getComputedStyle({element}).backgroundColor")).await?;
                    assert_eq!(found, colour, "{path} {ground} {element}");
                }
                let (ratio, text): (f64, String) = widget.js(LEAST).await?;
                let least = if ground == "high" { 7.0 } else { 4.5 };
                assert!(ratio >= least, "{path} {ground}: {ratio} of {text:?}");
                // The other has faults of its own, such as no landmarks.
                if path == article {
                    page.axe().await?;
                }
            }
            let pictures: u32 = widget
                .js("[...document.images].filter((image) => getComputedStyle(image).filter !== 'none' || !image.naturalWidth).length")
                .await?;
            assert_eq!(pictures, 0, "a picture is no longer one");
            act(&widget, "reset").await?;
            widget.until("q('[name=tt-ground]').checked").await?;
            assert_eq!(widget.js::<Value>("localStorage.getItem('tt-look')").await?, Value::Null);
        }
        Ok(())
    })
    .await
}

everywhere!(what_is_chosen_shows_on_the_page_and_goes_with_a_reset);
async fn what_is_chosen_shows_on_the_page_and_goes_with_a_reset(
    world: &mut World,
    page: &Page<'_>,
) -> Result<()> {
    let widget = until_live(world, page, PIXEL).await?;
    let style = "(({ lineHeight, letterSpacing, wordSpacing, fontSize }) => \
        [lineHeight, letterSpacing, wordSpacing].map((css) => (parseFloat(css) || 0) / parseFloat(fontSize)))\
        (getComputedStyle(document.querySelector('#bai-viet p:nth-of-type(2)')))";
    let link = "getComputedStyle(document.querySelector('#bai-viet p a')).textDecorationLine";
    let before: (Value, String) = (widget.js(style).await?, widget.js(link).await?);
    for value in ["lines", "letters", "font", "links", "dark"] {
        press(&widget, value).await?;
    }
    widget.until(&format!("{link} === 'underline'")).await?;
    let room: [f64; 3] = widget.js(style).await?;
    // At least what WCAG 2.2, 1.4.12 asks for.
    assert!(room[0] >= 1.5 && room[1] >= 0.119 && room[2] >= 0.159, "{room:?}");
    let family: String = widget.js("getComputedStyle(document.querySelector('.foot')).fontFamily").await?;
    assert!(family.starts_with("Verdana"), "{family}");
    // The widget follows.
    assert_eq!(
        widget.js::<String>("getComputedStyle(q('h2')).fontFamily").await?.split(',').next(),
        Some("Verdana")
    );
    // On the next page it is there again, and chosen.
    let widget = until_live(world, page, PIXEL).await?;
    assert!(
        widget
            .js::<bool>(
                "['lines', 'letters', 'font', 'links', 'dark'].every((one) => q(`[value=${one}]`).checked)"
            )
            .await?
    );
    act(&widget, "reset").await?;
    widget.until("text('.message') && !q('.rest input[type=checkbox]:checked')").await?;
    widget.until("document.getAnimations().every((one) => !('transitionProperty' in one))").await?;
    let after: (Value, String) = (widget.js(style).await?, widget.js(link).await?);
    assert_eq!(before, after);
    Ok(())
}

#[tokio::test]
async fn the_systems_own_colours_win() -> Result<()> {
    journey(async |world, page| {
        let widget = until_live(world, page, PIXEL).await?;
        press(&widget, "high").await?;
        widget.until("getComputedStyle(document.body).backgroundColor === 'rgb(0, 0, 0)'").await?;
        page.media(&[("forced-colors", "active")]).await?;
        let ours = "getComputedStyle(document.documentElement).getPropertyValue('--tt-c-ground')";
        widget.until(&format!("matchMedia('(forced-colors: active)').matches && !{ours}")).await?;
        // Chosen under forced colours, it waits for the day that these are off.
        press(&widget, "dark").await?;
        assert_eq!(widget.js::<String>(ours).await?, "");
        page.media(&[]).await?;
        widget.until(&format!("{ours} === '#161a20'")).await
    })
    .await
}

#[tokio::test]
async fn nothing_is_printed_in_colours_that_waste_ink() -> Result<()> {
    journey(async |world, page| {
        let widget = until_live(world, page, PIXEL).await?;
        press(&widget, "high").await?;
        page.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await?;
        widget
            .until("getComputedStyle(document.documentElement).getPropertyValue('--tt-c-ground') === ''")
            .await
    })
    .await
}

#[tokio::test]
async fn what_moves_comes_to_rest() -> Result<()> {
    journey(async |world, page| {
        let widget = until_live(world, page, PIXEL).await?;
        widget.run("const m = document.createElement('marquee'); m.textContent = 'Tin nóng'; document.body.append(m); m.stop = () => { window.stopped = true; }").await?;
        let moving = "document.getAnimations().filter((one) => one.playState === 'running').length";
        assert!(widget.js::<u32>(moving).await? > 0, "nothing moved before");
        press(&widget, "still").await?;
        widget.until(&format!("{moving} === 0 && window.stopped")).await?;
        act(&widget, "reset").await?;
        widget.until(&format!("{moving} > 0")).await
    })
    .await
}

#[tokio::test]
async fn one_font_has_every_vietnamese_letter() -> Result<()> {
    journey(async |world, page| {
        let widget = until_live(world, page, PIXEL).await?;
        press(&widget, "font").await?;
        widget
            .run(
                "const vowels = ['a', 'ă', 'â', 'e', 'ê', 'i', 'o', 'ô', 'ơ', 'u', 'ư', 'y']; \
                 const letters = vowels.flatMap((vowel) => ['', '\\u0300', '\\u0301', '\\u0303', '\\u0309', '\\u0323'].map((mark) => (vowel + mark).normalize('NFC'))).join('') + 'đ'; \
                 const p = document.createElement('p'); p.id = 'letters'; p.textContent = letters + letters.toUpperCase(); \
                 document.querySelector('.foot').append(p)",
            )
            .await?;
        assert_eq!(widget.js::<u32>("document.querySelector('#letters').textContent.length").await?, 2 * (12 * 6 + 1));
        page.devtools("DOM.enable", json!({})).await?;
        page.devtools("CSS.enable", json!({})).await?;
        let document = page.devtools("DOM.getDocument", json!({})).await?;
        let root = document.pointer("/root/nodeId").context("no document")?;
        let node = page.devtools("DOM.querySelector", json!({ "nodeId": root, "selector": "#letters" })).await?;
        let fonts = page.devtools("CSS.getPlatformFontsForNode", json!({ "nodeId": node["nodeId"] })).await?;
        let fonts = fonts["fonts"].as_array().context("no fonts")?;
        assert_eq!(fonts.len(), 1, "{fonts:?}");
        Ok(())
    })
    .await
}
