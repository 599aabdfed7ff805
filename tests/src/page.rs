//! What a browser shows, and hands to use it. Nothing waits for time, everything for a state.

use crate::world::{LOOK, PATIENCE};
use anyhow::{Context, Result, anyhow, bail};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::ops::Deref;
use thirtyfour::{Key, TypingData, WebDriver, WebElement};
use tokio::time::{Instant, sleep};

/// In every script: the element, where its widget stands, and how to find something in it.
const WORDS: &str = "
    const host = document.querySelector('tt-rating');
    const root = (host && host.shadowRoot) || document;
    const q = (css) => root.querySelector(css);
    const qa = (css) => [...root.querySelectorAll(css)];
    const shown = (css) => { const e = q(css); return !!e && e.checkVisibility() && e; };
    const text = (css) => { const e = q(css); return e ? e.textContent.trim() : null; };
    const focused = () => { let e = document.activeElement; while (e && e.shadowRoot && e.shadowRoot.activeElement) e = e.shadowRoot.activeElement; return e; };
";

/// A page with at most one rating on it, in a portal or on the edge.
#[derive(Debug)]
pub struct Page<'a>(&'a WebDriver);

impl Deref for Page<'_> {
    type Target = WebDriver;
    fn deref(&self) -> &WebDriver {
        self.0
    }
}

impl<'a> Page<'a> {
    /// The page that `driver` shows.
    #[must_use]
    pub const fn of(driver: &'a WebDriver) -> Self {
        Self(driver)
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
        let script = format!("const given = arguments[0]; {WORDS} return ({expression});");
        let answer = self.execute(script, vec![given]).await.with_context(|| expression.to_owned())?;
        answer.convert().with_context(|| format!("{expression} gives {}", answer.json()))
    }

    /// Runs JavaScript for what it does. Errors: it throws.
    pub async fn run(&self, statements: &str) -> Result<()> {
        self.execute(format!("{WORDS} {statements}"), vec![]).await.with_context(|| statements.to_owned())?;
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
        let log = self.browser_log().await.map(|log| log.into_iter().map(|entry| entry.message).collect());
        let log: Vec<String> = log.unwrap_or_default();
        format!("the page shows {:?}; its console {log:?}", seen.await.ok())
    }

    /// The first element that matches `css` in the widget or, on a page without one, in the page.
    /// Errors: there is none.
    pub async fn find_in(&self, css: &str) -> Result<WebElement> {
        let script = format!("{WORDS} return q(arguments[0]);");
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

    /// Sends a command of the browser's debugging protocol (CDP). Errors: the browser refuses it.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Result<Value> {
        self.cdp().send_raw(method, parameters).await.with_context(|| method.to_owned())
    }
}

/// What a rater does.
impl Page<'_> {
    /// Waits until the rating is on the page as HTML, or lives already.
    pub async fn until_shown(&self) -> Result<()> {
        self.until("shown('form') && host.getAttribute('state')").await
    }

    /// Brings the rating into view and waits until its script has taken over.
    pub async fn until_live(&self) -> Result<()> {
        self.until_shown().await?;
        self.run("host.scrollIntoView({ block: 'center' })").await?;
        self.until("host.getAttribute('state') === 'live'").await
    }

    /// Chooses a level, 1 to 5.
    pub async fn choose(&self, level: u8) -> Result<()> {
        self.click(&format!("input[name=level][value='{level}']")).await
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
        self.type_into("textarea", text).await
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
