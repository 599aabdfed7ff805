//! The browser's network, script and window, bent. All but the window is Chromium's alone.

use crate::{browser::Engine, page::Page};
use anyhow::Result;
use serde_json::json;

impl Page<'_> {
    /// Takes the network away, or gives it back; the page hears of it. Errors: the browser refuses.
    pub async fn offline(&self, offline: bool) -> Result<()> {
        self.devtools("Network.enable", json!({})).await?;
        let conditions =
            json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.devtools("Network.emulateNetworkConditions", conditions).await?;
        Ok(())
    }

    /// Lets nothing load whose address matches one of `patterns`, such as `*.wasm`. Errors: the browser refuses.
    pub async fn block(&self, patterns: &[&str]) -> Result<()> {
        self.devtools("Network.enable", json!({})).await?;
        self.devtools("Network.setBlockedURLs", json!({ "urls": patterns })).await?;
        Ok(())
    }

    /// Whether scripts of pages run; a page that is open keeps those that ran. Errors: the browser refuses.
    pub async fn script(&self, runs: bool) -> Result<()> {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": !runs })).await?;
        Ok(())
    }

    /// Runs `script` in each page from the next on, before any of its own. Errors: the browser refuses.
    pub async fn before_each_page(&self, script: &str) -> Result<()> {
        self.devtools(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": format!("{{ {script} }}") }),
        )
        .await?;
        Ok(())
    }

    /// Emulates media features, such as `("forced-colors", "active")`. Errors: the browser refuses.
    pub async fn media(&self, features: &[(&str, &str)]) -> Result<()> {
        let features: Vec<_> =
            features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await?;
        Ok(())
    }

    /// Shows pages `width` CSS pixels wide and `height` high. Errors: the browser refuses, or cannot be so narrow.
    pub async fn size(&self, width: u32, height: u32) -> Result<()> {
        if self.browser().engine() == Engine::Chromium {
            let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
            self.devtools("Emulation.setDeviceMetricsOverride", size).await?;
            return Ok(());
        }
        // What the window has around the page.
        let (x, y): (u32, u32) = self.js("[outerWidth - innerWidth, outerHeight - innerHeight]").await?;
        self.set_window_rect(0, 0, width + x, height + y).await?;
        self.until(&format!("innerWidth === {width} && innerHeight === {height}")).await
    }
}
