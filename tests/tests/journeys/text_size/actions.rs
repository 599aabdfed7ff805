//! Printing, saving, sharing.

use super::{PIXEL, act, until_live};
use anyhow::{Context, Result};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::json;
use std::fs;
use tests::{journey::journey, scratch::Scratch};

#[tokio::test]
async fn the_page_is_printed() -> Result<()> {
    journey(async |world, page| {
        let widget = until_live(world, page, PIXEL).await?;
        // What follows is the browser's own affair, and a headless one has no dialog.
        widget.run("window.print = () => { window.printed = true; }").await?;
        act(&widget, "print").await?;
        widget.until("window.printed").await?;
        // The widget itself is not on the paper.
        page.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await?;
        widget.until("!shown('.text-size')").await
    })
    .await
}

#[tokio::test]
async fn the_article_is_saved_whole_and_without_what_could_run() -> Result<()> {
    journey(async |world, page| {
        let folder = Scratch::new()?;
        let behaviour = json!({ "behavior": "allow", "downloadPath": folder.path() });
        page.devtools("Browser.setDownloadBehavior", behaviour).await?;
        let widget = until_live(world, page, PIXEL).await?;
        widget
            .run(
                "const box = document.querySelector('#bai-viet'); \
                 box.insertAdjacentHTML('beforeend', '<p onclick=\"alert(1)\" style=\"color:red\">Chú ý: \\u201cmã <b>&lt;OTP&gt;</b>\\u201d <a href=\"javascript:alert(1)\">đây</a> <a href=\"thu-tuc#x\">kia</a></p><div hidden>giấu</div><button>Bấm</button><svg><script>1</script></svg><tt-rating></tt-rating>')",
            )
            .await?;
        act(&widget, "save").await?;
        widget.until("text('.message') === 'Bài viết đang được tải về thiết bị.'").await?;
        let file = folder.path().join("Cảnh báo lừa đảo qua điện thoại.html");
        let deadline = tokio::time::Instant::now() + tests::world::PATIENCE;
        while !file.exists() {
            let there: Vec<_> = fs::read_dir(folder.path())?.flatten().map(|entry| entry.file_name()).collect();
            anyhow::ensure!(tokio::time::Instant::now() < deadline, "only {there:?} came");
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        }
        let html = fs::read_to_string(&file)?;
        for part in [
            "<html lang=\"vi\">",
            "<title>Cảnh báo lừa đảo qua điện thoại</title>",
            "<h1>Cảnh báo lừa đảo qua điện thoại</h1>",
            "<a href=\"tel:113\">gọi 113</a>",
            "<li>Không cung cấp mã OTP.</li>",
            "<b>&lt;OTP></b>",
            "<a>đây</a>",
            "alt=\"Hình minh họa\" src=\"data:image/webp;base64,",
        ] {
            assert!(html.contains(part), "{part} is not in {html}");
        }
        assert!(html.contains(&format!("<a href=\"{}\">kia</a>", world.portal("/pixel/thu-tuc#x"))), "{html}");
        assert!(html.contains(&format!("Nguồn: {}", world.portal(PIXEL))), "{html}");
        for part in ["<script", "onclick", "style=\"", "javascript", "giấu", "Bấm", "<svg", "tt-", "Liên kết"] {
            assert!(!html.contains(part), "{part} is in {html}");
        }
        // It is shown as it is, by itself.
        page.open(&format!("data:text/html;base64,{}", BASE64_STANDARD.encode(&html))).await?;
        assert!(page.js::<bool>("document.images[0].naturalWidth === 80 && document.compatMode === 'CSS1Compat'").await?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_address_is_shared_by_the_devices_own_sheet_or_by_links() -> Result<()> {
    journey(async |world, page| {
        let widget = until_live(world, page, "/pixel/?tin=1").await?;
        let address = world.portal("/pixel/?tin=1");
        // This Chromium has no share sheet; so the links are shown.
        assert!(widget.js::<bool>("!navigator.share && !shown('.share')").await?);
        act(&widget, "share").await?;
        widget.until("shown('.share')").await?;
        let facebook: String = widget.js("new URL(q('.facebook').href).searchParams.get('u')").await?;
        assert_eq!(facebook, address);
        let zalo: String = widget.js("new URL(q('.zalo').href).searchParams.get('d')").await?;
        let zalo: serde_json::Value = serde_json::from_slice(&BASE64_STANDARD.decode(zalo)?)?;
        assert_eq!(zalo, json!({ "url": address }));
        assert!(widget.js::<bool>("qa('.share a').every((link) => link.target === '_blank' && /noopener/.test(link.rel) && link.protocol === 'https:')").await?);
        widget.run("document.addEventListener('copy', () => { window.copies = getSelection().toString() || true; })").await?;
        act(&widget, "copy").await?;
        widget.until("text('.message') === 'Đã sao chép liên kết.'").await?;
        assert_eq!(widget.js::<String>("q('.address').value").await?, address);

        // Where there is a sheet, it is asked first; one who closes it finds the links.
        page.before_each_page("navigator.share = (what) => { window.shared = what; return Promise.reject(new DOMException('closed', 'AbortError')); };").await?;
        let widget = until_live(world, page, "/pixel/?tin=1").await?;
        act(&widget, "share").await?;
        widget.until("window.shared && shown('.share')").await?;
        let title: String = widget.js("window.shared.title").await?;
        assert!(title.contains("Cảnh báo lừa đảo"), "{title}");
        assert_eq!(widget.js::<String>("window.shared.url").await?, address);
        Ok(())
    })
    .await
    .context("sharing")
}
