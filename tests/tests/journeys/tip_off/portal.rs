//! What a portal around the form gets to know of it: how high it is, in steps.

use super::form::{STEPS, go_on, until_live, until_step};
use anyhow::Result;
use serde_json::Value;
use tests::journey::journey;

/// Notes every message and every key that comes by, and what the frame lets be read.
const NOTE: &str = "
    window.heard = [];
    window.keys = 0;
    addEventListener('message', (event) => heard.push(event.data));
    for (const kind of ['keydown', 'keyup', 'input', 'beforeinput', 'paste']) addEventListener(kind, () => keys++, true);
";

#[tokio::test]
async fn a_portal_hears_heights_in_steps_and_nothing_else() -> Result<()> {
    journey(async |world, page| {
        page.before_each_page(NOTE).await?;
        let portal = page.at("tt-tip-off");
        portal.open(&world.portal("/modern/bao-tin")).await?;
        portal.until("host.getAttribute('state') === 'live' && q('iframe')").await?;
        portal.find_in("iframe").await?.enter_frame().await?;
        until_live(page).await?;
        go_on(page).await?;
        until_step(page, STEPS[0]).await?;
        page.type_into("#tt-account", "KanariChuyen, dài hơn một dòng.\n".repeat(9)).await?;
        page.enter_default_frame().await?;

        portal.until("heard.length > 1").await?;
        let heard: Vec<Value> = portal.js("heard").await?;
        for message in &heard {
            let fields: Vec<_> = message.as_object().into_iter().flat_map(serde_json::Map::keys).collect();
            assert_eq!(fields, ["px", "tt"], "{message}");
            assert_eq!(message["tt"], "height");
            assert_eq!(message["px"].as_u64().map(|px| px % 40), Some(0), "{message}");
        }
        assert_eq!(portal.js::<u32>("keys").await?, 0);
        let read = "(() => { try { return q('iframe').contentWindow.document.body.innerText; } catch (error) { return error.name; } })()";
        assert_eq!(portal.js::<String>(read).await?, "SecurityError");
        Ok(())
    })
    .await
}
