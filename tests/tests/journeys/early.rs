//! What is entered before the script has come is kept by it.

use anyhow::Result;
use serde_json::json;
use tests::journey::journey;

/// Holds the WebAssembly back until `releaseWasm` is called.
const HOLD: &str = "
    const fetch = window.fetch;
    const held = new Promise((release) => { window.releaseWasm = release; });
    window.fetch = async (what, ...rest) => {
        if (String((what && what.url) || what).includes('.wasm')) { window.wasmAsked = true; await held; }
        return fetch(what, ...rest);
    };
";

#[tokio::test]
async fn what_was_entered_before_the_script_came_is_sent() -> Result<()> {
    journey(async |world, page| {
        let article = world.article()?.to_owned();
        page.before_each_page(HOLD).await?;
        page.open(&world.portal(&article)).await?;
        page.until_shown().await?;
        page.run("host.scrollIntoView({ block: 'center' })").await?;
        page.until("window.wasmAsked").await?;

        page.choose(2).await?;
        page.choose_criterion("quality", 1).await?;
        page.comment("Viết trước khi tải xong").await?;
        assert_eq!(page.js::<String>("host.getAttribute('state')").await?, "html");

        page.run("window.releaseWasm()").await?;
        page.until("host.getAttribute('state') === 'live'").await?;
        assert!(page.js::<bool>("q('input[value=\"2\"]').checked && q('details').open").await?);
        assert_eq!(page.js::<String>("q('textarea').value").await?, "Viết trước khi tải xong");
        page.until("text('#tt-comment-count') === 'Còn 977 ký tự'").await?;
        page.send().await?;
        page.until_thanked().await?;
        assert_eq!(
            world.only_delivery().await?,
            json!({
                "unit": "congan-thanhhoa", "page": article, "level": 2, "lang": "vi",
                "criteria": { "quality": 1 }, "comment": "Viết trước khi tải xong",
            })
        );
        Ok(())
    })
    .await
}
