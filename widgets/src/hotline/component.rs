//! What changes: the minute, and what was copied.

use super::{
    status,
    view::{self, Group, Still},
};
use crate::{
    device::Device,
    i18n,
    life::{Life, Lived},
};
use gloo_timers::callback::Timeout;
use tt_contract::{
    hours::{Status, Turns},
    lang::Lang,
    time::Millis,
};
use wasm_bindgen::prelude::*;
use yew::prelude::*;

const MS_PER_MINUTE: i64 = 60_000;

#[wasm_bindgen]
extern "C" {
    /// Rejects where the portal or the reader forbids it, throws where the page is not served securely.
    #[wasm_bindgen(js_namespace = ["navigator", "clipboard"], js_name = writeText, catch)]
    async fn write_text(text: &str) -> Result<JsValue, JsValue>;
}

/// The properties of the hotlines.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The language.
    pub lang: Lang,
    /// The moment at which they are shown first.
    pub now: Millis,
    /// The parts that never change: rendered by the edge, adopted in the browser.
    #[prop_or_default]
    pub still: Still,
    /// The unit's numbers, by purpose.
    #[prop_or_default]
    pub groups: Vec<Group>,
    /// The clock of the device.
    #[prop_or_default]
    pub device: Device,
}

/// Whom to call.
pub struct Hotline {
    now: Millis,
    /// Of each number, through all purposes.
    turns: Vec<Option<Turns>>,
    /// Whether numbers can be copied: not before the widget lives, and only where the browser lets a page copy.
    pub(super) copies: bool,
    /// The number that was to be copied last, and whether it was.
    pub(super) copied: Option<(usize, bool)>,
    /// What a screen reader is told of that.
    pub(super) said: String,
    /// Dropped to stop it: what looks at the clock again.
    minute: Option<Timeout>,
}

/// What happens to the hotlines.
#[derive(Clone, Copy)]
pub enum Msg {
    /// A minute has begun.
    Minute,
    /// A number is to be copied.
    Copy(usize),
    /// It was, or could not be.
    Copied(usize, bool),
}

impl Life for Hotline {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Lived<'_, Self>) -> Self {
        let Props { now, groups, .. } = ctx.props();
        let lines = groups.iter().flat_map(|group| &group.lines);
        Self {
            now: *now,
            turns: lines.map(|line| line.turns.as_ref()?.parse().ok()).collect(),
            copies: false,
            copied: None,
            said: String::new(),
            minute: None,
        }
    }

    fn update(&mut self, ctx: &Lived<'_, Self>, msg: Msg) -> bool {
        let Props { lang, groups, device, .. } = ctx.props();
        let texts = i18n::hotline(*lang);
        let number = |index| groups.iter().flat_map(|group| &group.lines).nth(index);
        match msg {
            Msg::Minute => {
                self.now = (device.now)();
                self.copies = web_sys::window().is_some_and(|window| window.is_secure_context());
                let rest = MS_PER_MINUTE - self.now.0.rem_euclid(MS_PER_MINUTE);
                let link = ctx.link().clone();
                self.minute = u32::try_from(rest)
                    .ok()
                    .map(|rest| Timeout::new(rest, move || link.send_message(Msg::Minute)));
            }
            Msg::Copy(index) => {
                // Emptied, so that the same words are said again for the same number.
                self.said.clear();
                let Some(digits) = number(index).map(|line| line.digits.clone()) else { return false };
                ctx.link().send_future(async move { Msg::Copied(index, write_text(&digits).await.is_ok()) });
            }
            Msg::Copied(index, done) => {
                self.copied = Some((index, done));
                let said = if done { texts.said_copied } else { texts.said_not_copied };
                self.said = number(index).map_or_else(String::new, |line| [said, &line.spoken].concat());
            }
        }
        true
    }

    fn view(&self, ctx: &Lived<'_, Self>) -> Html {
        view::view(ctx, self)
    }

    fn rendered(&mut self, ctx: &Lived<'_, Self>, first: bool) {
        if first {
            ctx.link().send_message(Msg::Minute);
        }
    }
}

impl Hotline {
    /// Whether somebody answers number `index` now, and that in words; no words where it is not known.
    pub(super) fn status(&self, lang: Lang, index: usize) -> (bool, String) {
        let turns = self.turns.get(index).and_then(Option::as_ref);
        let Some(now) = turns.and_then(|turns| turns.at(self.now)) else { return (false, String::new()) };
        (matches!(now, Status::Open { .. }), status::words(lang, now, self.now))
    }
}
