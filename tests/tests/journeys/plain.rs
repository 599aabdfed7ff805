//! Without script, without WebAssembly, and from a portal that hides where its visitors come from.

use anyhow::Result;
use serde_json::json;
use tests::{
    everywhere,
    journey::journey,
    page::Page,
    world::{UNIT, World},
};

const HEAR_ERRORS: &str =
    "addEventListener('tt:error', (event) => { window.ttError = event.detail.cause; });";

async fn until_thanks_page(page: &Page<'_>) -> Result<()> {
    page.until(
        "location.pathname === '/u/congan-thanhhoa/rating/thanks' && text('h1') === 'Cảm ơn bạn đã đánh giá'",
    )
    .await
}

everywhere!(with_script_disabled_a_plain_link_leads_to_a_form_that_works, Off);
async fn with_script_disabled_a_plain_link_leads_to_a_form_that_works(
    world: &mut World,
    page: &Page<'_>,
) -> Result<()> {
    page.open(&world.portal("/modern/danh-gia")).await?;
    page.click(&format!("a[href$='/u/{UNIT}/rating']")).await?;
    page.until("shown('form')").await?;
    if page.js("document.documentElement.lang !== 'vi'").await? {
        // WebKitGTK asks for the language of the system's locale, which may be none.
        page.click("a[hreflang=vi]").await?;
        page.until("document.documentElement.lang === 'vi' && shown('form')").await?;
    }
    page.choose(5).await?;
    page.choose_criterion("interface", 4).await?;
    page.comment("Không cần JavaScript").await?;
    page.send().await?;
    until_thanks_page(page).await?;
    assert_eq!(
        world.only_delivery().await?,
        json!({
            "unit": UNIT, "page": "/", "level": 5, "lang": "vi",
            "criteria": { "interface": 4 }, "comment": "Không cần JavaScript",
        })
    );
    Ok(())
}

#[tokio::test]
async fn a_form_refused_without_script_comes_back_as_it_was_filled_in() -> Result<()> {
    journey(async |world, page| {
        page.script(false).await?;
        page.open(&world.edge(&format!("/u/{UNIT}/rating?page=/modern/tin-tuc&lang=en"))).await?;
        page.choose_criterion("support", 3).await?;
        page.comment("Not lost").await?;
        // A browser that checks nothing itself.
        page.run("q('form').noValidate = true").await?;
        page.send().await?;

        page.until("shown('#tt-level-error')").await?;
        assert_eq!(
            page.js::<u16>("performance.getEntriesByType('navigation')[0].responseStatus").await?,
            422
        );
        assert_eq!(page.js::<String>("text('#tt-level-error')").await?, "Choose how satisfied you are.");
        assert!(page.js::<bool>("!!shown('[role=alert]') && q('details').open").await?);
        assert_eq!(page.js::<String>("q('textarea').value").await?, "Not lost");
        assert_eq!(page.js::<String>("q('select[name=support]').value").await?, "3");
        assert_eq!(page.js::<String>("q('[name=page]').value").await?, "/modern/tin-tuc");
        page.script(true).await?;
        page.axe().await?;
        page.script(false).await?;

        page.choose(1).await?;
        page.send().await?;
        page.until("location.pathname.endsWith('/thanks') && document.documentElement.lang === 'en'").await?;
        assert_eq!(
            world.only_delivery().await?,
            json!({
                "unit": UNIT, "page": "/modern/tin-tuc", "level": 1, "lang": "en",
                "criteria": { "support": 3 }, "comment": "Not lost",
            })
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn where_webassembly_cannot_load_the_form_in_the_portal_still_posts() -> Result<()> {
    journey(async |world, page| {
        let article = world.article()?.to_owned();
        page.before_each_page(HEAR_ERRORS).await?;
        page.block(&["*.wasm"]).await?;
        page.open(&world.portal(&format!("{article}?utm=1#x"))).await?;
        page.until_shown().await?;
        page.run("host.scrollIntoView({ block: 'center' })").await?;
        page.until("window.ttError === 'wasm'").await?;
        assert_eq!(page.js::<String>("host.getAttribute('state')").await?, "html");
        page.choose(3).await?;
        page.comment("Không có WebAssembly").await?;
        page.send().await?;
        until_thanks_page(page).await?;
        assert_eq!(
            world.only_delivery().await?,
            json!({ "unit": UNIT, "page": article, "level": 3, "lang": "vi", "comment": "Không có WebAssembly" })
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_form_from_a_portal_that_hides_its_origin_is_confirmed_once_and_kept_once() -> Result<()> {
    journey(async |world, page| {
        let article = world.article()?.to_owned();
        page.before_each_page(HEAR_ERRORS).await?;
        page.block(&["*.wasm"]).await?;
        page.open(&world.portal(&article)).await?;
        page.run(
            "const policy = document.createElement('meta'); policy.name = 'referrer'; policy.content = 'no-referrer'; \
             document.head.append(policy)",
        )
        .await?;
        page.until_shown().await?;
        page.run("host.scrollIntoView({ block: 'center' })").await?;
        page.until("window.ttError === 'wasm'").await?;
        page.choose(4).await?;
        page.choose_criterion("content", 2).await?;
        page.comment("Từ trang giấu nguồn").await?;
        page.send().await?;

        page.until("shown('[role=alert]')").await?;
        assert_eq!(page.js::<u16>("performance.getEntriesByType('navigation')[0].responseStatus").await?, 403);
        assert!(world.deliveries().await?.is_empty());
        page.axe().await?;
        page.send().await?;
        until_thanks_page(page).await?;
        assert_eq!(
            world.only_delivery().await?,
            json!({
                "unit": UNIT, "page": article, "level": 4, "lang": "vi",
                "criteria": { "content": 2 }, "comment": "Từ trang giấu nguồn",
            })
        );
        Ok(())
    })
    .await
}
