//! What a browser shows, and hands to use it. Nothing waits for time, everything for a state.

use crate::{
    browser::{Browser, Engine},
    world::{LOOK, PATIENCE},
};
use anyhow::{Context, Result, anyhow, bail, ensure};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::ops::Deref;
use thirtyfour::{Key, TypingData, WebDriver, WebElement};
use tokio::time::{Instant, sleep};

/// In every script, after `host`, the element: where its widget stands, and how to find something in it.
const WORDS: &str = "
    const root = (host && host.shadowRoot) || document;
    const q = (css) => root.querySelector(css);
    const qa = (css) => [...root.querySelectorAll(css)];
    const shown = (css) => { const e = q(css); return !!e && e.checkVisibility() && e; };
    const text = (css) => { const e = q(css); return e ? e.textContent.trim() : null; };
    const focused = () => { let e = document.activeElement; while (e && e.shadowRoot && e.shadowRoot.activeElement) e = e.shadowRoot.activeElement; return e; };
";

/// A page, in a portal or on the edge, and the one element of ours on it that is spoken of.
#[derive(Clone, Debug)]
pub struct Page<'a> {
    browser: &'a Browser,
    /// A selector of the element.
    host: String,
}

impl Deref for Page<'_> {
    type Target = WebDriver;
    fn deref(&self) -> &WebDriver {
        self.browser
    }
}

impl<'a> Page<'a> {
    /// The page that `browser` shows, and the first `tt-rating` on it.
    #[must_use]
    pub fn of(browser: &'a Browser) -> Self {
        Self { browser, host: "tt-rating".to_owned() }
    }

    /// The same page, but the first element on it that matches `host`, such as `tt-hotline`.
    #[must_use]
    pub fn at(&self, host: &str) -> Self {
        Self { browser: self.browser, host: host.to_owned() }
    }

    /// What shows it.
    #[must_use]
    pub const fn browser(&self) -> &'a Browser {
        self.browser
    }

    fn words(&self) -> String {
        format!("const host = document.querySelector({}); {WORDS}", Value::from(self.host.as_str()))
    }

    /// Goes to `url` and waits for it to load. Errors: it does not.
    pub async fn open(&self, url: &str) -> Result<()> {
        self.goto(url).await.with_context(|| format!("cannot open {url}"))
    }

    /// The value of a JavaScript expression, in which `host`, `q(css)`, `qa(css)`, `shown(css)`, `text(css)` and
    /// `focused()` speak of the widget. Errors: it throws, or is of another type.
    pub async fn js<T: DeserializeOwned>(&self, expression: &str) -> Result<T> {
        self.js_with(expression, Value::Null).await
    }

    /// As [`Page::js`], with `given` in the scope. Errors: as there.
    pub async fn js_with<T: DeserializeOwned>(&self, expression: &str, given: Value) -> Result<T> {
        let script = format!("const given = arguments[0]; {} return ({expression});", self.words());
        let answer = self.execute(script, vec![given]).await.with_context(|| expression.to_owned())?;
        answer.convert().with_context(|| format!("{expression} gives {}", answer.json()))
    }

    /// Runs JavaScript for what it does. Errors: it throws.
    pub async fn run(&self, statements: &str) -> Result<()> {
        let script = format!("{} {statements}", self.words());
        self.execute(script, vec![]).await.with_context(|| statements.to_owned())?;
        Ok(())
    }

    /// Waits until `condition`, an expression as in [`Page::js`], is true. Errors: it does not become so.
    pub async fn until(&self, condition: &str) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        let condition_now = format!("!!({condition})");
        loop {
            // A page that is just being left answers nothing.
            if self.js(&condition_now).await.unwrap_or(false) {
                return Ok(());
            }
            if Instant::now() > deadline {
                bail!("`{condition}` does not become true; {}", self.look().await);
            }
            sleep(LOOK).await;
        }
    }

    /// What the page shows now, for a message.
    pub async fn look(&self) -> String {
        let seen = self.js::<Value>(
            "({ url: location.href, state: host && host.getAttribute('state'), \
             text: (q('.tt') || document.body || root).innerText })",
        );
        let log = self.browser.console().await.unwrap_or_default();
        format!("the page shows {:?}; its console {log:?}", seen.await.ok())
    }

    /// The first element that matches `css` in the widget or, on a page without one, in the page.
    /// Errors: there is none.
    pub async fn find_in(&self, css: &str) -> Result<WebElement> {
        let script = format!("{} return q(arguments[0]);", self.words());
        let found = self.execute(script, vec![css.into()]).await?;
        if found.json().is_null() {
            bail!("there is no `{css}`; {}", self.look().await);
        }
        Ok(found.element()?)
    }

    /// Clicks what matches `css`. Errors: it is not there, or something covers it.
    pub async fn click(&self, css: &str) -> Result<()> {
        let element = self.find_in(css).await?;
        element.click().await.map_err(|error| anyhow!("cannot click `{css}`: {error}"))
    }

    /// Types `keys` into what matches `css`. Errors: it is not there, or takes nothing.
    pub async fn type_into(&self, css: &str, keys: impl Into<TypingData>) -> Result<()> {
        Ok(self.find_in(css).await?.send_keys(keys).await?)
    }

    /// Presses `key` where the focus is. Errors: those of the driver.
    pub async fn press(&self, key: Key) -> Result<()> {
        Ok(self.action_chain().send_keys(key).perform().await?)
    }

    /// Sends a command of Chromium's debugging protocol (CDP). Errors: it refuses, or this is another engine.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Result<Value> {
        ensure!(self.browser.engine() == Engine::Chromium, "{method} is Chromium's alone");
        self.cdp().send_raw(method, parameters).await.with_context(|| method.to_owned())
    }
}

/// What comes before all use.
impl Page<'_> {
    /// Waits until the widget is on the page as HTML, or lives already.
    pub async fn until_shown(&self) -> Result<()> {
        self.until("shown('.tt') && host.getAttribute('state')").await
    }

    /// Brings the widget into view and waits until its script has taken over. A page that is still being laid out may move it out of
    /// view again.
    pub async fn until_live(&self) -> Result<()> {
        self.until_shown().await?;
        self.until("host.scrollIntoView({ block: 'center' }) || host.getAttribute('state') === 'live'").await
    }
}

/// What a rater does.
impl Page<'_> {
    /// Chooses a level, 1 to 5.
    pub async fn choose(&self, level: u8) -> Result<()> {
        let radio = format!("input[name=level][value='{level}']");
        if self.browser.engine() == Engine::WebKit {
            // Where the text is enlarged by `zoom`, its driver presses beside what it is told to press.
            return self.type_into(&radio, " ").await;
        }
        self.click(&radio).await
    }

    /// Chooses the level of a criterion, by opening the details first if need be.
    pub async fn choose_criterion(&self, name: &str, level: u8) -> Result<()> {
        if !self.js::<bool>("q('details').open").await? {
            self.click("summary").await?;
        }
        self.click(&format!("select[name={name}] option[value='{level}']")).await
    }

    /// Writes a comment, after what is there.
    pub async fn comment(&self, text: &str) -> Result<()> {
        // A new line is a key that is pressed; WebKitGTK types no other.
        self.type_into("textarea", text.replace('\n', char::from(Key::Enter).encode_utf8(&mut [0; 4]))).await
    }

    /// Presses the button.
    pub async fn send(&self) -> Result<()> {
        self.click("button.send").await
    }

    /// Waits until the thanks stand and have the focus.
    pub async fn until_thanked(&self) -> Result<()> {
        self.until("shown('.thanks h2') && focused() === q('.thanks h2')").await
    }
}
