//! How a page is looked at: a narrow screen, a magnified one, the system's own colours, paper. Chromium alone can be
//! told to show pages so.

use super::{call, rate_alive};
use anyhow::Result;
use serde_json::json;
use tests::{journey::journey, page::Page, world::World};
use thirtyfour::Key;

const WIDGETS: [&str; 3] = ["tt-hotline", "tt-rating", "tt-text-size"];

async fn until_alive(world: &World, page: &Page<'_>, path: &str) -> Result<()> {
    page.open(&world.portal(path)).await?;
    for widget in WIDGETS {
        page.at(widget).until_live().await?;
    }
    Ok(())
}

/// Nothing of a widget is wider than its element, or outside of the window.
async fn nothing_sticks_out(page: &Page<'_>) -> Result<()> {
    for widget in WIDGETS {
        let out: Vec<String> = page
            .at(widget)
            .js("qa('*').filter((element) => {
                const { left, right, width } = element.getBoundingClientRect();
                const { clip, clipPath } = getComputedStyle(element);
                const room = host.getBoundingClientRect();
                return width > 1 && element.checkVisibility() && clip === 'auto' && clipPath === 'none'
                    && (left < room.left - 1 || right > room.right + 1 || right > innerWidth + 1);
            }).map((element) => element.outerHTML.slice(0, 120))")
            .await?;
        assert!(out.is_empty(), "{widget}: {out:#?}");
    }
    Ok(())
}

#[tokio::test]
async fn at_320_pixels_and_at_400_percent_all_of_it_fits_and_works() -> Result<()> {
    journey(async |world, page| {
        // 400 % of a window of 1280 by 1024 (WCAG 2.2, 1.4.10) is the same width, and less height.
        for (path, height, scale) in [("/hostile/calm", 640, 1), ("/hostile/bootstrap3", 256, 4)] {
            let size = json!({ "width": 320, "height": height, "deviceScaleFactor": scale, "mobile": false });
            page.devtools("Emulation.setDeviceMetricsOverride", size).await?;
            until_alive(world, page, path).await?;
            nothing_sticks_out(page).await?;
            assert!(
                page.js::<bool>("document.documentElement.scrollWidth <= 320").await?,
                "{path} scrolls sideways"
            );
            call(page).await?;
            rate_alive(world, page, path).await?;
        }
        // Where the portal itself is made for a wide screen, ours stays within its column.
        page.size(320, 640).await?;
        until_alive(world, page, "/hostile/quirks").await?;
        let wide: f64 = page
            .js("host.getBoundingClientRect().right - host.parentElement.getBoundingClientRect().right")
            .await?;
        assert!(wide <= 0.5, "the rating is {wide} pixels wider than its column");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn in_the_systems_own_colours_what_is_chosen_and_focused_is_seen() -> Result<()> {
    journey(async |world, page| {
        page.media(&[("forced-colors", "active")]).await?;
        until_alive(world, page, "/hostile/all-unset-important").await?;
        page.choose(4).await?;
        let look = |level: u8| {
            format!(
                "(() => {{ const label = q('input[value=\"{level}\"]').closest('.level');
                    return [label, ...label.querySelectorAll('*')].map((one) => {{
                        const {{ borderTopWidth, borderTopColor, outlineWidth, outlineStyle, outlineColor, backgroundColor, color }} = getComputedStyle(one);
                        return [borderTopWidth, borderTopColor, outlineWidth, outlineStyle, outlineColor, backgroundColor, color].join();
                    }}).join(' '); }})()"
            )
        };
        let (chosen, other): (String, String) = (page.js(&look(4)).await?, page.js(&look(2)).await?);
        assert_ne!(chosen, other, "what is chosen looks like what is not");
        for css in ["button.send", "textarea", ".level"] {
            let border: String = page
                .js(&format!("(() => {{ const s = getComputedStyle(q('{css}')); return s.borderTopStyle + parseFloat(s.borderTopWidth); }})()"))
                .await?;
            assert!(border.starts_with("solid") && !border.ends_with('0'), "{css} has no edge: {border}");
        }
        page.type_into("button.send", Key::Shift + Key::Tab).await?;
        let outline: String = page
            .js("(() => { const s = getComputedStyle(focused()); return s.outlineStyle + ' ' + parseFloat(s.outlineWidth); })()")
            .await?;
        assert!(!outline.starts_with("none") && !outline.ends_with(" 0"), "the focus is not seen: {outline}");
        call(page).await?;
        rate_alive(world, page, "/hostile/all-unset-important").await
    })
    .await
}

#[tokio::test]
async fn on_paper_stands_what_can_be_used_on_paper() -> Result<()> {
    journey(async |world, page| {
        until_alive(world, page, "/hostile/reset-important").await?;
        page.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await?;
        page.at("tt-hotline").until("shown('a[href=\"tel:113\"]') && shown('a[href=\"tel:115\"]')").await?;
        assert!(page.js::<bool>("!shown('button.send')").await?, "a button is printed");
        let pdf = page.devtools("Page.printToPDF", json!({ "printBackground": false })).await?;
        assert!(pdf["data"].as_str().is_some_and(|data| data.len() > 4_000), "nothing is printed");
        Ok(())
    })
    .await
}
