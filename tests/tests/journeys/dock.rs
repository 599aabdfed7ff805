//! The script alone: a button in a corner that opens the unit's widgets.

use anyhow::Result;
use serde_json::json;
use tests::{everywhere, journey::journey, page::Page, world::World};
use thirtyfour::Key;

const BUTTON: &str = "button.open";

async fn until_there<'a>(world: &World, page: &Page<'a>, path: &str) -> Result<Page<'a>> {
    page.open(&world.portal(path)).await?;
    let dock = page.at("tt-dock");
    dock.until("host && host.getAttribute('state') === 'live'").await?;
    Ok(dock)
}

/// Gives the script in each page from the next on these attributes before it runs.
async fn with(page: &Page<'_>, attributes: &str) -> Result<()> {
    page.before_each_page(&format!(
        "new MutationObserver((_, observer) => {{
            const script = document.querySelector('script[data-unit]');
            if (script) {{ Object.assign(script.dataset, {attributes}); observer.disconnect(); }}
        }}).observe(document, {{ childList: true, subtree: true }});"
    ))
    .await
}

async fn by_keyboard_it_opens_and_gives_the_focus_back(world: &mut World, page: &Page<'_>) -> Result<()> {
    let dock = until_there(world, page, "/modern/").await?;
    dock.run(&format!("q('{BUTTON}').focus()")).await?;
    dock.press(Key::Enter).await?;
    dock.until("q('dialog').open && q('dialog').contains(focused())").await?;
    assert_eq!(dock.js::<String>("q('dialog').getAttribute('aria-labelledby')").await?, "tt-dock-title");
    // The first of the widgets stands open.
    dock.until("q('details[data-widget=hotline] tt-hotline[state]')").await?;
    dock.press(Key::Escape).await?;
    dock.until(&format!("!q('dialog').open && focused() === q('{BUTTON}')")).await
}
everywhere!(by_keyboard_it_opens_and_gives_the_focus_back);

async fn what_is_rated_in_it_arrives(world: &mut World, page: &Page<'_>) -> Result<()> {
    let dock = until_there(world, page, "/modern/").await?;
    dock.click(BUTTON).await?;
    dock.click("details[data-widget=rating] summary").await?;
    dock.until("q('tt-rating') && q('tt-rating').getAttribute('state') === 'live'").await?;
    let inner = "q('tt-rating').shadowRoot";
    dock.run(&format!(
        "{inner}.querySelector('input[value=\"4\"]').click(); {inner}.querySelector('.send').click()"
    ))
    .await?;
    dock.until(&format!("{inner}.querySelector('.thanks').checkVisibility()")).await?;
    assert_eq!(
        world.only_delivery().await?,
        json!({ "unit": "congan-thanhhoa", "page": "/modern/", "level": 4, "lang": "vi" })
    );
    Ok(())
}
everywhere!(what_is_rated_in_it_arrives);

#[tokio::test]
async fn its_corner_is_chosen_by_pointer_or_by_keyboard_and_kept() -> Result<()> {
    journey(async |world, page| {
        let dock = until_there(world, page, "/modern/").await?;
        let corner = "q('.tt').dataset.corner";
        assert_eq!(dock.js::<String>(corner).await?, "bottom-right");
        dock.click(BUTTON).await?;
        dock.click("dialog > details:not([data-widget]) summary").await?;
        dock.click("input[value=top-right]").await?;
        assert_eq!(dock.js::<String>("q('.tt').dataset.chosen").await?, "top-right");
        dock.press(Key::Escape).await?;
        let dock = until_there(world, page, "/modern/tin-tuc").await?;
        assert_eq!(dock.js::<String>("q('.tt').dataset.chosen").await?, "top-right");

        // A drag lets it fall into the nearest corner, and opens nothing.
        let button = dock.find_in(BUTTON).await?;
        dock.action_chain()
            .move_to_element_center(&button)
            .click_and_hold()
            .move_by_offset(-900, 500)
            .release()
            .perform()
            .await?;
        dock.until(&format!("{corner} === 'bottom-left'")).await?;
        assert!(!dock.js::<bool>("q('dialog').open").await?);
        let style: String = dock.js(&format!("q('{BUTTON}').style.transform")).await?;
        assert_eq!(style, "");

        // The next press is meant, also by keyboard; one on the dialog's rim is none beside it.
        dock.run(&format!("q('{BUTTON}').focus()")).await?;
        dock.press(Key::Enter).await?;
        dock.until("q('dialog').open").await?;
        let press = |x: &str, y: &str| {
            format!(
                "(() => {{ const box = q('dialog').getBoundingClientRect();
                    q('dialog').dispatchEvent(new MouseEvent('click', {{ clientX: {x}, clientY: {y} }})); return q('dialog').open; }})()"
            )
        };
        assert!(dock.js::<bool>(&press("box.left + 3", "box.bottom - 3")).await?);
        assert!(!dock.js::<bool>(&press("box.left - 3", "box.bottom - 3")).await?);
        Ok(())
    })
    .await
}

/// The controls, of the portal and of the widgets in it, that the button lies over.
const COVERED: &str = "[document, ...[...document.querySelectorAll('tt-rating')].map((one) => one.shadowRoot)].flatMap(
    (root) => [...root.querySelectorAll('a, button, input, select, textarea, summary')]).filter((control) => {
    const [a, b] = [control.getBoundingClientRect(), q('button.open').getBoundingClientRect()];
    return control.checkVisibility() && getComputedStyle(q('.dock')).visibility !== 'hidden' && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}).map((control) => control.textContent)";

#[tokio::test]
async fn on_a_phone_it_is_never_over_the_portals_own_controls() -> Result<()> {
    journey(async |world, page| {
        page.size(360, 740).await?;
        let dock = until_there(world, page, "/modern/danh-gia").await?;
        dock.run(
            "window.bar = (edge) => { const bar = document.createElement('nav'); bar.className = 'bar';
                bar.style.cssText = `position:fixed;${edge}:0;left:0;right:0;height:70px;display:flex;z-index:9`;
                bar.innerHTML = '<a href=\"#1\" style=\"flex:1\">Một</a><a href=\"#2\" style=\"flex:1\">Hai</a><a href=\"#3\" style=\"flex:1\">Ba</a>';
                document.body.append(bar); dispatchEvent(new Event('resize')); };
            bar('bottom');",
        )
        .await?;
        dock.until("q('.tt').dataset.corner.startsWith('top') || q('.tt').classList.contains('away')").await?;
        dock.until("q('.tt').dataset.chosen === 'bottom-right'").await?;
        for depth in [0, 300, 700, 1_100, 9_999] {
            dock.run(&format!("q('.tt').classList.add('moved'); scrollTo(0, {depth})")).await?;
            // The button is away while the page moves, and looks for room where it rests.
            dock.run("dispatchEvent(new Event('scroll')); window.rested = false; setTimeout(() => { window.rested = true; }, 400)").await?;
            dock.until("window.rested").await?;
            let covered: Vec<String> = dock.js(COVERED).await?;
            assert!(covered.is_empty(), "at {depth} it lies over {covered:?}");
        }
        dock.run("scrollTo(0, 0); bar('top')").await?;
        dock.until("q('.tt').classList.contains('away')").await?;
        assert_eq!(dock.js::<String>("getComputedStyle(q('.dock')).visibility").await?, "hidden");
        dock.run(
            "for (const bar of document.querySelectorAll('.bar')) bar.remove(); dispatchEvent(new Event('resize'))",
        )
        .await?;
        dock.until("!q('.tt').classList.contains('away')").await
    })
    .await
}

#[tokio::test]
async fn on_a_phone_it_is_never_over_a_widgets_controls_either() -> Result<()> {
    journey(async |world, page| {
        page.size(360, 740).await?;
        let dock = until_there(world, page, world.article()?).await?;
        page.until_live().await?;
        let rest = "window.rested = false; setTimeout(() => { window.rested = true; }, 400)";
        let mut there = 0;
        for depth in (-700..900).step_by(100) {
            let top = "document.querySelector('tt-rating').getBoundingClientRect().top + scrollY";
            dock.run(&format!("scrollTo(0, {top} + {depth}); {rest}")).await?;
            dock.until("window.rested").await?;
            let covered: Vec<String> = dock.js(COVERED).await?;
            assert!(covered.is_empty(), "at {depth} it lies over {covered:?}");
            there += u32::from(!dock.js::<bool>("q('.tt').classList.contains('away')").await?);
        }
        assert!(there > 0, "the button is away all along");
        // What opens moves what is below it, without a scroll.
        page.run("q('.criteria').scrollIntoView({ block: 'end' })").await?;
        page.click("summary").await?;
        dock.run(rest).await?;
        dock.until("window.rested").await?;
        assert_eq!(dock.js::<Vec<String>>(COVERED).await?, Vec::<String>::new());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_webmaster_chooses_what_is_in_it_and_where_it_stands_or_does_without() -> Result<()> {
    journey(async |world, page| {
        with(page, "{ widgets: 'text-size rating chat', dock: 'top-left', lang: 'en', theme: 'dark' }")
            .await?;
        let dock = until_there(world, page, "/modern/danh-gia").await?;
        let widgets: Vec<String> = dock.js("qa('[data-widget]').map((part) => part.dataset.widget)").await?;
        // The order is the unit's; what it does not offer is not there.
        assert_eq!(widgets, ["dock", "rating", "text-size"]);
        assert_eq!(dock.js::<String>(&format!("text('{BUTTON}')")).await?, "Help for citizens");
        assert_eq!(
            dock.js::<String>("q('.tt').dataset.chosen + ' ' + q('.tt').dataset.theme").await?,
            "top-left dark"
        );
        with(page, "{ dock: 'off' }").await?;
        page.open(&world.portal(world.article()?)).await?;
        page.until_shown().await?;
        assert!(!page.js::<bool>("!!document.querySelector('tt-dock')").await?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn without_dialogs_its_button_is_a_link_and_on_paper_it_is_not() -> Result<()> {
    journey(async |world, page| {
        let dock = until_there(world, page, "/modern/").await?;
        page.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await?;
        assert_eq!(dock.js::<String>("getComputedStyle(q('.dock')).display").await?, "none");
        page.devtools("Emulation.setEmulatedMedia", json!({ "media": "" })).await?;

        page.before_each_page("delete HTMLDialogElement.prototype.showModal").await?;
        page.open(&world.portal("/modern/")).await?;
        dock.until("shown('a.open') && !shown('button.open')").await?;
        assert_eq!(dock.js::<String>("q('a.open').href").await?, world.edge("/u/congan-thanhhoa?lang=vi"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn open_it_keeps_nobody_out_and_fits_a_small_screen() -> Result<()> {
    journey(async |world, page| {
        for width in [1_280, 320] {
            page.size(width, 700).await?;
            let dock = until_there(world, page, "/modern/danh-gia").await?;
            // A narrow page may have a link in each corner: a reader scrolls on, and the button comes.
            let mut depth = 0;
            while dock.js::<bool>("q('.tt').classList.contains('away')").await? {
                depth += 150;
                assert!(depth < 3_000, "no room for the button at {width}");
                dock.run(&format!(
                    "scrollTo(0, {depth}); window.rested = false; setTimeout(() => {{ window.rested = true; }}, 400)"
                ))
                .await?;
                dock.until("window.rested").await?;
            }
            dock.click(BUTTON).await?;
            dock.until("q('tt-hotline[state]')").await?;
            page.axe().await?;
            let wide: bool = dock.js("q('dialog').scrollWidth > q('dialog').clientWidth").await?;
            assert!(!wide, "scrolls sideways at {width}");
        }
        Ok(())
    })
    .await
}
