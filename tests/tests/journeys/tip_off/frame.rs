//! The form in a portal: a frame, of which the portal sees nothing but how high it is, from the first look to the receipt.

use super::{
    form::{ACCOUNT, until_live},
    sealed::{delivered, send, until_files},
    sender::opened,
};
use anyhow::Result;
use tests::{browser::Engine, everywhere, page::Page, world::World};

const PORTAL: &str = "/modern/bao-tin";

everywhere!(in_a_portal_a_tip_is_told_in_a_frame_as_high_as_the_form);
async fn in_a_portal_a_tip_is_told_in_a_frame_as_high_as_the_form(
    world: &mut World,
    page: &Page<'_>,
) -> Result<()> {
    if page.browser().engine() != Engine::Chromium {
        // The other drivers press beside what is in a frame that does not fit into the window.
        page.size(1280, 2_600).await?;
    }
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
    until_files(page, ACCOUNT).await?;
    page.enter_default_frame().await?;
    portal.until(&format!("{heights} !== {before}")).await?;
    let after: u32 = portal.js(heights).await?;
    assert!([before, after].iter().all(|px| px.is_multiple_of(40)), "{before} {after}");
    assert!(
        portal
            .js::<bool>("(() => { try { return !q('iframe').contentDocument; } catch { return true; } })()")
            .await?
    );

    portal.find_in("iframe").await?.enter_frame().await?;
    let receipt = send(page).await?;
    let tip = delivered(world, "tip.created").await?;
    assert_eq!([tip.of("sealed_by"), tip.of("lookup")], ["browser", &tt_seal::lookup(&receipt).to_string()]);
    assert_eq!(opened(&tip)?["account"], ACCOUNT);
    Ok(())
}
