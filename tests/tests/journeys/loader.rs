//! When something cannot be had: the citizen still has what matters, and the webmaster is told the cause by its name.

use anyhow::Result;
use serde_json::Value;
use tests::{journey::journey, page::Page, webmaster};
use tt_contract::unit::Emergency;

/// Notes each `tt:error` of the page.
const HEAR: &str = "
    window.heard = [];
    addEventListener('tt:error', ({ target, detail }) => heard.push({ of: target.localName, ...detail }));
";

const ARTICLE: &str = "/gallery/rating/default";
const HOTLINE: &str = "/gallery/hotline/default";

/// A portal's `fetch` that changes what the edge answers for a widget, as a proxy might.
fn changed(from: &str, to: &str) -> String {
    format!(
        "const real = window.fetch;
        window.fetch = async (url, options) => {{
            const answer = await real(url, options);
            if (!/widgets.rating/.test(url)) return answer;
            const text = (await answer.text()).replace({from}, {to:?});
            return new Response(text, {{ status: answer.status }});
        }};"
    )
}

/// Waits for the first error that is told of `element`, and gives it.
async fn told(page: &Page<'_>, element: &str) -> Result<Value> {
    page.until(&format!("heard.some(({{ of }}) => of === '{element}')")).await?;
    page.js(&format!("heard.find(({{ of }}) => of === '{element}')")).await
}

/// Adds an element to the page's text, whatever stands in it.
async fn add(page: &Page<'_>, html: &str) -> Result<()> {
    page.run(&format!("document.querySelector('main').insertAdjacentHTML('beforeend', `{html}`)")).await
}

#[tokio::test]
async fn a_wrong_tag_is_named_and_harms_nothing_else() -> Result<()> {
    journey(async |world, page| {
        page.before_each_page(HEAR).await?;
        page.before_each_page(
            "document.addEventListener('DOMContentLoaded', () => document.querySelector('main').insertAdjacentHTML('beforeend', '<tt-chat></tt-chat>'))",
        )
        .await?;
        page.open(&world.portal(ARTICLE)).await?;
        page.until_live().await?;
        let unknown = told(page, "tt-chat").await?;
        assert_eq!(unknown["cause"], "unknown-widget");
        let said: String = page.js("document.querySelector('tt-chat').textContent").await?;
        assert!(said.starts_with("This cannot be shown here."), "{said}");

        add(page, "<tt-hotline unit='nobody'></tt-hotline>").await?;
        let hotline = told(page, "tt-hotline").await?;
        assert_eq!(hotline["cause"], "unknown-unit");
        assert!(hotline["message"].as_str().is_some_and(|text| text.contains("data-unit")), "{hotline}");
        page.at("tt-hotline[unit=nobody]").until("host.querySelector('a[href=\"tel:113\"]').checkVisibility()").await?;

        page.run("heard.length = 0").await?;
        add(page, "<tt-text-size lang='fr'></tt-text-size>").await?;
        assert_eq!(told(page, "tt-text-size").await?["cause"], "lang");
        let vietnamese = page.at("tt-text-size");
        vietnamese.until("q('.tt') && q('.tt').lang === 'vi'").await?;
        assert_eq!(page.js::<String>("host.getAttribute('state')").await?, "live", "the rating was harmed");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_script_without_a_unit_says_so() -> Result<()> {
    journey(async |world, page| {
        page.before_each_page(HEAR).await?;
        let portal = webmaster::Portal::start()?;
        portal
            .paste(&format!("<tt-rating></tt-rating><script src={:?} async></script>", world.edge("/tt.js")));
        page.open(&portal.url("/pasted")).await?;
        let rating = told(page, "tt-rating").await?;
        assert_eq!(rating["cause"], "unit");
        assert!(
            page.js::<String>("document.querySelector('tt-rating').textContent")
                .await?
                .contains("Chưa hiển thị được ở đây.")
        );
        assert_eq!(told(page, "tt-dock").await?["cause"], "unit");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn without_the_edge_the_numbers_are_there_and_then_the_copy_that_was_kept() -> Result<()> {
    journey(async |world, page| {
        page.before_each_page(HEAR).await?;
        let hotline = page.at("tt-hotline");
        let numbers = "qa('a[href^=\"tel:\"]').map((link) => link.getAttribute('href')).slice(0, 5).join()";
        let national = "tel:113,tel:114,tel:115,tel:111,tel:112";

        // Never seen before, and not even the file that explains can be had.
        page.block(&["*/v1/*", "*/late.js"]).await?;
        page.open(&world.portal(HOTLINE)).await?;
        assert_eq!(told(page, "tt-hotline").await?["cause"], "network");
        let links = "[...host.querySelectorAll('a')].map((link) => link.getAttribute('href')).join()";
        assert_eq!(hotline.js::<String>(links).await?, national);

        page.block(&["*/v1/*"]).await?;
        page.open(&world.portal(HOTLINE)).await?;
        hotline.until("host.textContent.includes('113 Công an')").await?;
        let names = "[...host.querySelectorAll('a')].map((link) => link.textContent)";
        let shown: Vec<String> = hotline.js(names).await?;
        let whom = Emergency::ALL.map(|one| format!("{} {}", one.number, one.purpose.vi));
        assert_eq!(shown[..5], whom);
        let page_of_its_own = world.edge("/u/congan-thanhhoa/hotline");
        assert_eq!(hotline.js::<String>(links).await?, format!("{national},{page_of_its_own}"));

        page.block(&[]).await?;
        page.open(&world.portal(HOTLINE)).await?;
        hotline
            .until("q('.tt') && Object.keys(localStorage).some((key) => key.includes('widgets/hotline'))")
            .await?;
        assert!(hotline.js::<String>(numbers).await?.starts_with(national));

        page.block(&["*/v1/*"]).await?;
        page.open(&world.portal(HOTLINE)).await?;
        hotline.until("q('.kept') && q('.kept').textContent.includes('bản đã lưu ngày')").await?;
        assert!(hotline.js::<String>(numbers).await?.starts_with(national));
        assert!(!hotline.js::<bool>("!!q('[data-now]')").await?, "what was true then is said now");
        assert_eq!(told(page, "tt-hotline").await?["cause"], "network");
        page.axe().await
    })
    .await
}

#[tokio::test]
async fn a_file_that_is_not_the_one_it_must_be_is_not_run_and_the_form_stands() -> Result<()> {
    for (address, cause) in
        [("/tt.js?", "integrity"), ("/v/integrity.json?", "mime"), ("/v/0123456789abcdef/", "answer")]
    {
        journey(async |world, page| {
            page.before_each_page(HEAR).await?;
            page.before_each_page(&changed(
                "/data-release=\"[^\"]*\"/",
                &format!("data-release=\"{address}\""),
            ))
            .await?;
            page.open(&world.portal(ARTICLE)).await?;
            assert_eq!(told(page, "tt-rating").await?["cause"], cause, "{address}");
            page.until("host.getAttribute('state') === 'html'").await?;
            page.choose(5).await?;
            page.send().await?;
            page.until("location.pathname === '/u/congan-thanhhoa/rating/thanks'").await?;
            assert_eq!(world.settled().await?.len(), 1);
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_portal_that_pins_the_script_runs_nothing_else_and_reads_no_markup_that_runs() -> Result<()> {
    journey(async |world, page| {
        page.before_each_page(HEAR).await?;
        page.before_each_page(&changed(
            "/data-release=\"[^\"]*\"/",
            "data-release=\"/v/0123456789abcdef/\" onclick=\"window.ran = 1\"><img src=\"data:,\" onerror=\"window.ran = 1\"><script>window.ran = 1</script><a href=\"javascript:window.ran = 1\">x</a",
        ))
        .await?;
        page.before_each_page(
            "new MutationObserver((_, observer) => {
                const script = document.querySelector('script[data-unit]');
                if (!script) return;
                // What the loader reads of a pinned tag; the browser has begun to fetch it without.
                script.integrity = 'sha384-'; observer.disconnect();
            }).observe(document, { childList: true, subtree: true });",
        )
        .await?;
        page.open(&world.portal(ARTICLE)).await?;
        assert_eq!(told(page, "tt-rating").await?["cause"], "release");
        page.until("shown('form')").await?;
        page.run("q('.tt').click(); q('a[href]') && q('a[href]').click()").await?;
        assert!(!page.js::<bool>("'ran' in window || !!q('script, [onclick], [onerror], a[href^=\"javascript\"]')").await?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_answer_of_a_later_agreement_is_shown_and_left_alone() -> Result<()> {
    journey(async |world, page| {
        page.before_each_page(HEAR).await?;
        page.before_each_page(&changed("'data-agreement=\"1\"'", "data-agreement=\"2\"")).await?;
        page.open(&world.portal(ARTICLE)).await?;
        assert_eq!(told(page, "tt-rating").await?["cause"], "newer");
        page.until("shown('form')").await
    })
    .await
}

#[tokio::test]
async fn where_storage_is_refused_everything_works_but_the_memory() -> Result<()> {
    journey(async |world, page| {
        page.before_each_page(HEAR).await?;
        page.before_each_page(
            "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });",
        )
        .await?;
        page.open(&world.portal("/gallery")).await?;
        page.until_live().await?;
        page.choose(5).await?;
        page.send().await?;
        page.until_thanked().await?;
        let size = page.at("tt-text-size");
        size.run("host.scrollIntoView()").await?;
        size.until("host.getAttribute('state') === 'live'").await?;
        let height = "parseFloat(getComputedStyle(document.querySelector('h1')).fontSize) * (document.body.currentCSSZoom || 1)";
        let before: f64 = page.js(height).await?;
        size.click("input[name=tt-size][value='150']").await?;
        size.until(&format!("{height} > {before} * 1.4")).await?;
        page.at("tt-hotline").until("q('a[href=\"tel:113\"]')").await?;
        let heard: Vec<Value> = page.js("heard").await?;
        assert!(heard.is_empty(), "{heard:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_site_that_the_unit_does_not_list_is_told_so() -> Result<()> {
    let world = tests::world::World::with(|options| {
        for over in options.overrides.values_mut() {
            over.origins.clear();
        }
    })?;
    tests::journey::journey_in(world, async |world, page| {
        page.before_each_page(HEAR).await?;
        page.open(&world.portal(ARTICLE)).await?;
        assert_eq!(told(page, "tt-rating").await?["cause"], "foreign-origin");
        page.until("host.querySelector('a[href$=\"/u/congan-thanhhoa/rating\"]')").await
    })
    .await
}
