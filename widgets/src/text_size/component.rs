//! What moves the widget: presses, what is chosen here and in other tabs, the voice.

use super::{
    aloud::{Aloud, Heard, Phase},
    article, kept, save, share,
    speech::{self, Voices},
    view::{self, Shown, Still},
};
use crate::{
    a11y, i18n,
    life::{Life, Lived},
};
use gloo_events::EventListener;
use js_sys::Function;
use tt_contract::lang::Lang;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlInputElement, HtmlSelectElement, Window};
use yew::prelude::*;

/// The loader's event, on the window: what is kept has changed, here or in another tab.
const CHANGED: &str = "tt-look";

/// The properties.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The language.
    pub lang: Lang,
    /// The parts that never change: rendered by the edge, adopted in the browser.
    #[prop_or_default]
    pub still: Still,
    /// The loader's function that keeps and applies: called with `size` or `look` and, to change it, with its CSS; returns
    /// what is kept. None at the edge.
    #[prop_or_default]
    pub keep: Option<Function>,
}

/// The widget.
#[derive(Default)]
pub struct TextSize {
    root: NodeRef,
    live: bool,
    phase: Phase,
    aloud: Option<Aloud>,
    /// Whether the links for sharing are shown.
    shares: bool,
    message: &'static str,
    /// Dropped to stop them.
    listeners: Vec<EventListener>,
    voices: Option<Voices>,
}

/// What happens to the widget.
pub enum Msg {
    /// What is kept may have changed.
    Look,
    /// Something was chosen.
    Changed,
    /// What has this `data-do` was pressed.
    Pressed(String),
    /// The device's voices may have changed.
    Voices,
    /// The voice reports.
    Heard(Heard),
    /// The page is being left.
    Leave,
    /// The device's share sheet could not be shown.
    ShareByLink,
}

impl Life for TextSize {
    type Message = Msg;
    type Properties = Props;

    fn create(_: &Lived<'_, Self>) -> Self {
        Self::default()
    }

    fn update(&mut self, ctx: &Lived<'_, Self>, msg: Msg) -> bool {
        let (Some(window), Some(root)) = (web_sys::window(), self.root.cast::<Element>()) else {
            return false;
        };
        let Some(document) = window.document() else { return false };
        match msg {
            Msg::Look => reflect(&root, kept::words(&keep(ctx, "look", None))),
            Msg::Changed => {
                keep_chosen(ctx, &window, &root);
                let faster = self.aloud.as_mut().is_some_and(|aloud| aloud.set_rate(rate(&root)));
                if faster && self.phase == Phase::Reading {
                    self.say(ctx);
                }
            }
            Msg::Pressed(what) => self.press(ctx, &what, (&window, &document, &root)),
            Msg::Voices => {
                let has_voice = find_voice(ctx, (&window, &document, &root)).is_some();
                if let Some(button) = root.query_selector("[data-do=read]").ok().flatten() {
                    // Only a wrong name could be refused.
                    let _ = button.toggle_attribute_with_force("data-unseen", !has_voice);
                }
            }
            Msg::Heard(heard) => self.hear(ctx, heard, &root),
            Msg::Leave => self.fall_silent(&root),
            Msg::ShareByLink => self.shares = true,
        }
        true
    }

    fn view(&self, ctx: &Lived<'_, Self>) -> Html {
        let Self { root, live, phase, shares, message, .. } = self;
        view::view(ctx, &Shown { root, live: *live, phase: *phase, shares: *shares, message })
    }

    fn rendered(&mut self, ctx: &Lived<'_, Self>, first: bool) {
        if let (true, Some(window), Some(root)) = (first, web_sys::window(), self.root.cast::<Element>()) {
            self.arrive(ctx, &window, &root);
        }
    }
}

impl TextSize {
    /// Once, when the widget comes to life.
    fn arrive(&mut self, ctx: &Lived<'_, Self>, window: &Window, root: &Element) {
        self.live = true;
        let listen = |name: &'static str, msg: fn() -> Msg| {
            let link = ctx.link().clone();
            EventListener::new(window, name, move |_| link.send_message(msg()))
        };
        self.listeners = vec![listen(CHANGED, || Msg::Look), listen("pagehide", || Msg::Leave)];
        if let Some(speech) = speech::of(window) {
            let link = ctx.link().clone();
            self.voices = Some(Voices::listen(&speech, move || link.send_message(Msg::Voices)));
        }
        reflect(root, kept::words(&keep(ctx, "look", None)));
        // An earlier release may have kept other CSS for the same words.
        keep_chosen(ctx, window, root);
        ctx.link().send_message(Msg::Voices);
    }

    fn press(&mut self, ctx: &Lived<'_, Self>, what: &str, at: At<'_>) {
        let (window, document, root) = at;
        let texts = i18n::text_size(ctx.props().lang);
        self.message = "";
        match what {
            "reset" => {
                keep(ctx, "size", Some(""));
                keep(ctx, "look", Some(""));
                self.message = texts.reset;
            }
            "print" => {
                // A page in a sandbox may not.
                let _ = window.print();
            }
            "save" => {
                let article = article::find(document, root);
                let saved = article.map(|article| save::save(window, document, &article, texts.source));
                self.message = if let Some(Ok(())) = saved { texts.saved } else { texts.nothing };
            }
            "share" => self.share(ctx, at),
            "copy" => {
                self.message = if share::copy(document, root) { texts.copied } else { texts.copy_by_hand };
            }
            "read" => self.read(ctx, at),
            "pause" if self.phase == Phase::Paused => self.say(ctx),
            "pause" => {
                self.aloud.as_mut().map(Aloud::pause);
                self.phase = Phase::Paused;
            }
            "stop" => self.fall_silent(root),
            _ => {}
        }
    }

    fn share(&mut self, ctx: &Lived<'_, Self>, (window, document, root): At<'_>) {
        let address = window.location().href().unwrap_or_default();
        share::fill(window, root, &address);
        let Some(sheet) = share::by_device(window, document, &address) else {
            self.shares = !self.shares;
            return;
        };
        let link = ctx.link().clone();
        wasm_bindgen_futures::spawn_local(async move {
            // A frame may not share; one who closes the sheet finds the links below it.
            if wasm_bindgen_futures::JsFuture::from(sheet).await.is_err() {
                link.send_message(Msg::ShareByLink);
            }
        });
    }

    fn read(&mut self, ctx: &Lived<'_, Self>, (window, document, root): At<'_>) {
        let texts = i18n::text_size(ctx.props().lang);
        let Some(voice) = find_voice(ctx, (window, document, root)) else { return };
        self.aloud = article::find(document, root)
            .and_then(|article| Aloud::new(window.clone(), document.clone(), voice, &article, rate(root)));
        if self.aloud.is_some() { self.say(ctx) } else { self.message = texts.nothing }
    }

    /// Goes on reading, or ends where nothing is left.
    fn say(&mut self, ctx: &Lived<'_, Self>) {
        let link = ctx.link().clone();
        let hear = move |heard| link.send_message(Msg::Heard(heard));
        let says = self.aloud.as_mut().is_some_and(|aloud| aloud.say(hear));
        self.phase = if says { Phase::Reading } else { Phase::Silent };
    }

    fn hear(&mut self, ctx: &Lived<'_, Self>, heard: Heard, root: &Element) {
        if !self.aloud.as_mut().is_some_and(|aloud| aloud.hears(heard)) {
            return;
        }
        if let Heard::Ended(_) = heard {
            self.say(ctx);
        } else {
            self.phase = Phase::Silent;
            self.message = i18n::text_size(ctx.props().lang).mute;
        }
        if self.phase == Phase::Silent {
            self.fall_silent(root);
        }
    }

    fn fall_silent(&mut self, root: &Element) {
        self.aloud = None;
        self.phase = Phase::Silent;
        // What had the focus is about to go.
        if root.query_selector(".reader :focus").ok().flatten().is_some() {
            a11y::focus(root, "[data-do=read]");
        }
    }
}

/// Where a press is seen to: the window, its document, the widget.
type At<'a> = (&'a Window, &'a Document, &'a Element);

/// What speaks, and a voice in the article's language.
fn find_voice(
    ctx: &Lived<'_, TextSize>,
    (window, document, root): At<'_>,
) -> Option<(web_sys::SpeechSynthesis, web_sys::SpeechSynthesisVoice)> {
    let speech = speech::of(window)?;
    let article = article::find(document, root)?;
    let tag = article.closest("[lang]").ok().flatten().and_then(|element| element.get_attribute("lang"));
    let tag = tag.as_deref().unwrap_or(ctx.props().lang.tag());
    speech::voice(&speech, tag).map(|voice| (speech, voice))
}

/// Calls the loader's `keep`. Nothing where there is none, or it fails.
fn keep(ctx: &Lived<'_, TextSize>, key: &str, css: Option<&str>) -> String {
    let kept = ctx.props().keep.as_ref().and_then(|keep| {
        let css = css.map_or(JsValue::UNDEFINED, JsValue::from_str);
        keep.call2(&JsValue::NULL, &key.into(), &css).ok()?.as_string()
    });
    kept.unwrap_or_default()
}

/// The fields of looks below `root`.
fn fields(root: &Element) -> impl Iterator<Item = HtmlInputElement> {
    let found = root.query_selector_all("[name=tt-ground],[name=tt-aid]").ok();
    let length = found.as_ref().map_or(0, web_sys::NodeList::length);
    (0..length).filter_map(move |at| found.as_ref()?.get(at)?.dyn_into().ok())
}

/// Sets the fields as `words` has it. The first ground is the portal's own, and yields to any other.
fn reflect(root: &Element, words: &str) {
    for field in fields(root) {
        let word = field.value();
        field.set_checked(word.is_empty() || kept::has(words, &word));
    }
}

/// Keeps and applies what the fields say, if that is other than before.
fn keep_chosen(ctx: &Lived<'_, TextSize>, window: &Window, root: &Element) {
    let mut choice = kept::Choice::default();
    for field in fields(root).filter(HtmlInputElement::checked) {
        let css = field.get_attribute("data-css").unwrap_or_default();
        match &*field.value() {
            "" => {}
            // Colours are for the screen, and yield to those that the system sets.
            word if field.type_() == "radio" => choice.add(word, &[media(window), "{", &css, "}"].concat()),
            word => choice.add(word, &css),
        }
    }
    let chosen = choice.kept();
    if chosen != keep(ctx, "look", None) {
        keep(ctx, "look", Some(&chosen));
    }
}

/// A browser that does not know the media feature would take it for never fulfilled.
fn media(window: &Window) -> &'static str {
    let knows = ["(forced-colors:none)", "(forced-colors:active)"].iter().any(|query| {
        let query = window.match_media(query);
        query.ok().flatten().is_some_and(|query| query.matches())
    });
    if knows { "@media screen and (forced-colors:none)" } else { "@media screen" }
}

/// The speed that is chosen below `root`, as a part of the voice's own.
fn rate(root: &Element) -> String {
    let field = root.query_selector("[name=tt-speed]").ok().flatten();
    let field = field.and_then(|field| field.dyn_into::<HtmlSelectElement>().ok());
    field.map(|field| field.value()).unwrap_or_default()
}
