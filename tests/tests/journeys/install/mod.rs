//! The installer page, and what is pasted from it.

mod check;

use anyhow::{Context, Result};
use check::found;
use serde_json::json;
use tests::{
    journey::{journey, journey_in},
    page::Page,
    webmaster::Portal,
    world::{UNIT, World},
};

const SNIPPET: &str = "q('#snippet').value";

fn world_with(portal: &Portal) -> Result<World> {
    World::with(|options| portal.list(options))
}

fn installer(world: &World, query: &str) -> String {
    world.edge(&format!("/install/{UNIT}?lang=vi&{query}"))
}

/// The whole document, in which no element is spoken of.
fn whole<'a>(page: &Page<'a>) -> Page<'a> {
    page.at("no-element")
}

#[tokio::test]
async fn without_script_it_is_chosen_and_checked_by_plain_forms() -> Result<()> {
    journey(async |world, page| {
        let page = &whole(page);
        page.script(false).await?;
        page.open(&installer(world, "")).await?;
        page.click("input[name=widgets][value=text-size]").await?;
        page.click("select[name=dock] option[value=off]").await?;
        page.click("select[name=theme] option[value=auto]").await?;
        page.click("#choose button").await?;
        page.until(&format!("location.search.includes('dock=off') && {SNIPPET}")).await?;
        let snippet: String = page.js(SNIPPET).await?;
        let edge = world.edge("");
        assert_eq!(
            snippet.lines().next().context("a line")?,
            format!(
                r#"<script src="{edge}/tt.js" data-unit="{UNIT}" data-widgets="hotline tip-off rating" data-theme="auto" data-dock="off" async></script>"#
            )
        );
        assert_eq!(snippet.lines().count(), 4);
        assert!(!page.js::<bool>("!!shown('[data-copy]')").await?, "a button that does nothing");
        assert!(page.js::<bool>("q('#preview').getAttribute('src').includes('dock=off')").await?);

        page.type_into("input[name=url]", world.portal(world.article()?)).await?;
        page.click("#check button").await?;
        page.until("shown('.found li.right[data-code=script-right]')").await?;
        assert_eq!(page.js::<String>("text('.found .url')").await?, world.portal(world.article()?));
        page.script(true).await?;
        page.axe().await
    })
    .await
}

#[tokio::test]
async fn with_script_it_follows_each_choice_and_copies() -> Result<()> {
    journey(async |world, page| {
        let page = &whole(page);
        let edge = world.edge("");
        page.devtools(
            "Browser.grantPermissions",
            json!({ "origin": edge, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] }),
        )
        .await?;
        page.open(&installer(world, "")).await?;
        page.until("shown('[data-copy=snippet]')").await?;
        let plain = format!(r#"<script src="{edge}/tt.js" data-unit="{UNIT}" async></script>"#);
        assert_eq!(page.js::<String>(SNIPPET).await?, plain);

        page.click("input[name=pin]").await?;
        page.until(&format!("{SNIPPET}.includes('integrity=') && text('#said')")).await?;
        assert!(page.js::<bool>("location.search.includes('pin=1')").await?, "a reload would forget it");
        assert!(page.js::<bool>("q('#preview').src.includes('pin=1')").await?);
        page.click("[data-copy=snippet]").await?;
        page.until("text('#said') === 'Đã sao chép.'").await?;
        let copied: String =
            page.execute_async(
                "const done = arguments[arguments.length - 1]; navigator.clipboard.readText().then(done, (e) => done(String(e)))",
                vec![],
            )
            .await?
            .convert()?;
        assert_eq!(copied, page.js::<String>(SNIPPET).await?);
        assert!(page.js::<bool>("focused() === q('[data-copy=snippet]')").await?, "the focus went astray");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_preview_is_alive() -> Result<()> {
    journey(async |world, page| {
        page.open(&world.edge(&format!("/install/{UNIT}/preview?dock=off&pin=1"))).await?;
        page.until_live().await?;
        let query = "dock=top-left&widgets=hotline";
        page.open(&world.edge(&format!("/install/{UNIT}/preview?{query}"))).await?;
        page.at("tt-dock").until("host && host.getAttribute('state') === 'live'").await?;
        let page = &whole(page);
        page.open(&installer(world, query)).await?;
        page.run("q('#preview').scrollIntoView()").await?;
        page.until("q('#preview').contentDocument.querySelector('tt-dock[state=live]')").await?;
        page.axe().await
    })
    .await
}

#[tokio::test]
async fn what_is_copied_works_where_it_is_pasted() -> Result<()> {
    let portal = Portal::start()?;
    journey_in(world_with(&portal)?, async |world, page| {
        for (query, codes) in [
            (
                "dock=off",
                vec!["right script-right", "right unit-right", "right elements-right", "right csp-none"],
            ),
            (
                "dock=off&pin=1&widgets=rating&lang_widget=en",
                vec![
                    "right script-right",
                    "right pinned-right",
                    "right unit-right",
                    "right elements-right",
                    "right csp-none",
                ],
            ),
        ] {
            whole(page).open(&installer(world, query)).await?;
            portal.paste(&whole(page).js::<String>(SNIPPET).await?);
            assert_eq!(found(world, &portal.url("/moved")).await?, codes);
            page.open(&portal.url("/pasted")).await?;
            page.until_live().await?;
            page.choose(5).await?;
            page.send().await?;
            page.until_thanked().await?;
            page.run("localStorage.clear()").await?;
        }
        let deliveries = world.settled().await?;
        let langs: Vec<_> = deliveries.iter().map(|one| one.of("lang").clone()).collect();
        assert_eq!(deliveries.len(), 2);
        assert!(langs.contains(&json!("vi")) && langs.contains(&json!("en")), "{langs:?}");

        // The same as JavaScript, as Liferay takes it.
        whole(page).open(&installer(world, "")).await?;
        let statement: String = whole(page)
            .js("qa('textarea').map((one) => one.value).find((one) => one.startsWith('(function'))")
            .await?;
        portal.paste(&format!("<script>{statement}</script>"));
        page.open(&portal.url("/pasted")).await?;
        page.at("tt-dock").until("host && host.getAttribute('state') === 'live'").await?;
        assert_eq!(found(world, &portal.url("/pasted")).await?, ["advice script-inserted", "right csp-none"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn it_is_free_of_what_axe_finds_and_fits_a_phone() -> Result<()> {
    let portal = Portal::start()?;
    portal.paste(r#"<tt-ratting></tt-ratting><script src="/js/tt.js" data-unit="c06"></script>"#);
    journey_in(world_with(&portal)?, async |world, page| {
        let page = &whole(page);
        for width in [320, 1280] {
            page.size(width, 900).await?;
            for scheme in ["light", "dark"] {
                page.media(&[("prefers-color-scheme", scheme)]).await?;
                for lang in ["vi", "en"] {
                    page.open(&world.edge(&format!("/install/{UNIT}?lang={lang}"))).await?;
                    page.run("qa('details').forEach((one) => { one.open = true; })").await?;
                    page.type_into("input[name=url]", portal.url("/pasted")).await?;
                    page.axe().await?;
                    assert!(
                        page.js::<bool>("document.documentElement.scrollWidth <= innerWidth").await?,
                        "{width}"
                    );
                    page.click("#check button").await?;
                    page.until("shown('.found li.wrong')").await?;
                    page.axe().await?;
                    assert!(
                        page.js::<bool>("document.documentElement.scrollWidth <= innerWidth").await?,
                        "{width}"
                    );
                }
            }
        }
        Ok(())
    })
    .await
}
