//! How each engine is asked for a window of 1280 by 900 pixels that prefers Vietnamese, where it can be.

use super::{Engine, Script};
use crate::scratch::Scratch;
use serde_json::{Value, json};
use thirtyfour::Capabilities;

/// What a session of `engine` begins with; the profile is new.
pub(super) fn of(engine: Engine, script: Script, profile: &Scratch) -> Capabilities {
    let capabilities = match engine {
        Engine::Chromium => chromium(script, profile),
        Engine::Firefox => firefox(script, profile),
        Engine::WebKit => webkit(script),
    };
    Capabilities::from(capabilities.as_object().cloned().unwrap_or_default())
}

fn chromium(script: Script, profile: &Scratch) -> Value {
    let profile = format!("--user-data-dir={}", profile.path().display());
    let mut args = vec![
        "--headless",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--hide-scrollbars",
        "--force-color-profile=srgb",
        "--window-size=1280,900",
        "--accept-lang=vi",
        &profile,
    ];
    if rustix::process::geteuid().is_root() {
        // Chromium's sandbox refuses to run as root.
        args.push("--no-sandbox");
    }
    let allow = if script == Script::On { 1 } else { 2 };
    let preferences = json!({ "profile.managed_default_content_settings.javascript": allow });
    let options = json!({ "args": args, "prefs": preferences });
    json!({ "browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": { "browser": "ALL" } })
}

fn firefox(script: Script, profile: &Scratch) -> Value {
    // Of its own choice the driver would remove what the browser leaves.
    let profile = profile.path().display().to_string();
    let preferences = json!({
        "intl.accept_languages": "vi",
        "javascript.enabled": script == Script::On,
        // What pages write to the console goes to the driver's log.
        "devtools.console.stdout.content": true,
        // As most people have it, and at once: what is open is written down, to be restored after a crash.
        "browser.sessionstore.resume_from_crash": true,
        "browser.sessionstore.interval": 1000,
    });
    json!({
        "browserName": "firefox",
        "moz:firefoxOptions": { "args": ["-headless", "-profile", profile], "prefs": preferences },
    })
}

fn webkit(script: Script) -> Value {
    let mut args = vec!["--automation"];
    if script == Script::Off {
        // Pages' scripts are not even parsed; those of the driver run.
        args.push("--enable-javascript-markup=false");
    }
    json!({ "browserName": "MiniBrowser", "webkitgtk:browserOptions": { "args": args } })
}
