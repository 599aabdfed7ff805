//! The form in a portal: a frame, of which the portal sees nothing but how high it is.

use super::form::{STEPS, go_on, until_live, until_step};
use anyhow::Result;
use tests::{browser::Engine, everywhere, page::Page, world::World};

const PORTAL: &str = "/modern/bao-tin";

everywhere!(a_portal_shows_the_form_in_a_frame_as_high_as_it_is);
async fn a_portal_shows_the_form_in_a_frame_as_high_as_it_is(
    world: &mut World,
    page: &Page<'_>,
) -> Result<()> {
    let portal = page.at("tt-tip-off");
    portal.open(&world.portal(PORTAL)).await?;
    portal.until("host.getAttribute('state') === 'live' && q('iframe')").await?;
    assert!(
        portal
            .js::<bool>(
                "!!q('iframe').title && q('iframe').src.includes('framed=1') && !!shown('a[data-title]')"
            )
            .await?
    );
    portal.until("parseInt(q('iframe').style.height) > 0").await?;
    let heights = "parseInt(q('iframe').style.height)";
    let before: u32 = portal.js(heights).await?;

    portal.find_in("iframe").await?.enter_frame().await?;
    until_live(page).await?;
    assert!(page.js::<bool>("!q('header') && !q('footer') && !!shown('.exit')").await?);
    if page.browser().engine() != Engine::Chromium {
        // The other drivers press beside what is in a frame that is higher than the window.
        return Ok(());
    }
    go_on(page).await?;
    until_step(page, STEPS[0]).await?;
    page.enter_default_frame().await?;
    portal.until(&format!("{heights} !== {before}")).await?;
    let after: u32 = portal.js(heights).await?;
    assert!([before, after].iter().all(|px| px.is_multiple_of(40)), "{before} {after}");
    assert!(
        portal
            .js::<bool>("(() => { try { return !q('iframe').contentDocument; } catch { return true; } })()")
            .await?
    );
    Ok(())
}
