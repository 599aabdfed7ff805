//! What moves the form from step to step: presses, answers, time, the network, another tab.
//!
//! A struct component rather than hooks: each hook and effect would be code of its own for the browser to download.

use super::{
    sending::{self, Parcel},
    state::{Action, Focus, Phase, State},
    view::{self, Still},
};
use crate::{
    a11y,
    device::Device,
    life::{Life, Lived},
    submit::{self, Outcome},
};
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use tt_contract::{lang::Lang, limits::COMMENT_CHARS, problem::FieldError, text::comment_length};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlFormElement, HtmlTextAreaElement};
use yew::prelude::*;

/// Room below which a screen reader is told of the characters left, without asking.
const ROOM_WORTH_SAYING: usize = 100;
/// How long typing must rest before that is said, in milliseconds.
const REST_MS: u32 = 1_000;

/// The properties of a rating.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The id of the unit.
    pub unit: AttrValue,
    /// The language.
    pub lang: Lang,
    /// Where the form is sent.
    pub action: AttrValue,
    /// The parts that never change: rendered by the edge, adopted in the browser.
    #[prop_or_default]
    pub still: Still,
    /// What was written as a comment, where the form comes back after a refusal.
    #[prop_or_default]
    pub comment: Option<AttrValue>,
    /// What is wrong with it.
    #[prop_or_default]
    pub errors: Vec<FieldError>,
    /// The clock and the randomness of the device.
    #[prop_or_default]
    pub device: Device,
    /// Called with what became of each try.
    #[prop_or_default]
    pub on_ended: Callback<Outcome>,
}

/// A satisfaction rating of one page.
pub struct Rating {
    state: State,
    root: NodeRef,
    /// What is on its way.
    parcel: Option<Parcel>,
    /// The id that the form goes by.
    id: Option<String>,
    /// What a screen reader is told of the room left.
    said: String,
    /// Dropped to stop it: what says the room left, once typing rests.
    resting: Option<Timeout>,
    /// Dropped to stop them: what tries again after a pause, or when the network is back.
    waiting: Option<(Timeout, Option<EventListener>)>,
    /// Hears of ratings in other tabs.
    tabs: Option<EventListener>,
}

/// What happens to a rating.
#[derive(Clone, Copy)]
pub enum Msg {
    /// The comment was changed.
    Typed,
    /// Typing has rested.
    Rested,
    /// A level was chosen.
    Chosen,
    /// The rater sends.
    Submit,
    /// It is time to try again.
    Again,
    /// A try has ended.
    Ended(Outcome),
    /// This device's memory may have changed.
    Look,
    /// The rater wants to change what they sent.
    Change,
}

impl Life for Rating {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Lived<'_, Self>) -> Self {
        let props = ctx.props();
        let length = props.comment.as_deref().map_or(0, comment_length);
        Self {
            state: State::new(props.errors.clone(), length),
            root: NodeRef::default(),
            parcel: None,
            id: None,
            said: String::new(),
            resting: None,
            waiting: None,
            tabs: None,
        }
    }

    fn update(&mut self, ctx: &Lived<'_, Self>, msg: Msg) -> bool {
        let props = ctx.props();
        let action = match msg {
            Msg::Typed => {
                let length = self.comment().map_or(0, |field| comment_length(&field.value()));
                let worth_saying = COMMENT_CHARS.saturating_sub(length) <= ROOM_WORTH_SAYING;
                self.resting = worth_saying.then(|| later(ctx, REST_MS, Msg::Rested));
                Action::Typed(length)
            }
            Msg::Rested => {
                self.said = view::count(props.lang, self.state.room());
                return true;
            }
            Msg::Chosen => Action::Chosen,
            Msg::Submit => match self.pack(props) {
                Some(action) => action,
                None => return false,
            },
            Msg::Again => Action::Send,
            Msg::Ended(outcome) => self.end(props, outcome),
            Msg::Look if self.is_rated(props) => Action::Remembered,
            Msg::Look => return false,
            Msg::Change => {
                self.id = Some((props.device.fresh_id)());
                Action::Change
            }
        };
        self.take(ctx, action)
    }

    fn view(&self, ctx: &Lived<'_, Self>) -> Html {
        view::view(ctx, &self.root, &self.state, &self.said)
    }

    fn rendered(&mut self, ctx: &Lived<'_, Self>, first: bool) {
        if first {
            self.arrive(ctx);
        }
        let selector = match self.state.focus.take() {
            None => return,
            Some(Focus::Thanks) => ".thanks h2",
            Some(Focus::Levels) => self.level_to_focus(),
            Some(Focus::Comment) => "textarea",
            Some(Focus::Message) => ".message",
        };
        if let Some(root) = self.root.cast::<Element>() {
            a11y::focus(&root, selector);
        }
    }
}

impl Rating {
    /// Once, when the widget comes to life: takes over from the browser's own checks, reads what was typed before, and
    /// looks whether this page was rated today, here or in another tab.
    fn arrive(&mut self, ctx: &Lived<'_, Self>) {
        if let Some(form) = self.form() {
            form.set_no_validate(true);
        }
        ctx.link().send_message(Msg::Typed);
        ctx.link().send_message(Msg::Look);
        self.tabs = listen(ctx, "storage", Msg::Look);
    }

    /// Goes one step, and sets going what follows from it. Says whether anything changed.
    fn take(&mut self, ctx: &Lived<'_, Self>, action: Action) -> bool {
        let next = self.state.after(action);
        if next == self.state {
            return false;
        }
        let before = std::mem::replace(&mut self.state, next);
        if self.state.phase == Phase::Sending && before.phase != Phase::Sending {
            self.send(ctx);
        }
        if !matches!(self.state.phase, Phase::Waiting(_)) {
            self.waiting = None;
        } else if self.waiting.is_none() {
            let pause = later(ctx, submit::pause_ms(self.state.tries), Msg::Again);
            self.waiting = Some((pause, listen(ctx, "online", Msg::Again)));
        }
        true
    }

    /// Makes what stands in the form ready to be sent, unless something is on its way already.
    fn pack(&mut self, props: &Props) -> Option<Action> {
        if self.state.phase == Phase::Editing {
            match sending::pack(&self.form()?, &props.unit, self.id.as_deref(), &props.device) {
                Ok(parcel) => {
                    parcel.remember(&props.device, false);
                    self.id = Some(parcel.id.clone());
                    self.parcel = Some(parcel);
                }
                Err(errors) => return Some(Action::Invalid(errors)),
            }
        }
        Some(Action::Send)
    }

    fn send(&self, ctx: &Lived<'_, Self>) {
        if let Some(parcel) = self.parcel.clone() {
            let link = ctx.link().clone();
            wasm_bindgen_futures::spawn_local(async move {
                link.send_message(Msg::Ended(submit::post(&parcel.url, &parcel.body).await));
            });
        }
    }

    fn end(&mut self, props: &Props, outcome: Outcome) -> Action {
        match outcome {
            Outcome::Kept => {
                if let Some(parcel) = self.parcel.take() {
                    parcel.remember(&props.device, true);
                }
                // Nothing of it stands there for who sits here next.
                if let Some(form) = self.form() {
                    form.reset();
                }
            }
            Outcome::Again(_) => {}
            // Refused for good: whatever the rater mends is another submission.
            Outcome::Refused => self.id = Some((props.device.fresh_id)()),
        }
        props.on_ended.emit(outcome);
        Action::Ended(outcome)
    }

    /// Whether this page was rated today. A form in which something stands already is not taken away.
    fn is_rated(&self, props: &Props) -> bool {
        let Some(form) = self.form() else { return false };
        let written = self.comment().is_some_and(|field| !field.value().is_empty());
        let chosen = form.query_selector("input:checked").ok().flatten().is_some();
        !written && !chosen && sending::rated_today(&form, &props.unit, &props.device)
    }

    fn form(&self) -> Option<HtmlFormElement> {
        self.root.cast::<Element>()?.query_selector("form").ok()??.dyn_into().ok()
    }

    /// The chosen level or, where none is, the first.
    fn level_to_focus(&self) -> &'static str {
        const CHOSEN: &str = "input:checked";
        let chosen = self.root.cast::<Element>().and_then(|root| root.query_selector(CHOSEN).ok()?);
        if chosen.is_some() { CHOSEN } else { "input[type=radio]" }
    }

    fn comment(&self) -> Option<HtmlTextAreaElement> {
        self.root.cast::<Element>()?.query_selector("textarea").ok()??.dyn_into().ok()
    }
}

/// Sends `msg` after `ms` milliseconds.
fn later(ctx: &Lived<'_, Rating>, ms: u32, msg: Msg) -> Timeout {
    let link = ctx.link().clone();
    Timeout::new(ms, move || link.send_message(msg))
}

/// Sends `msg` whenever the window has the event `name`.
fn listen(ctx: &Lived<'_, Rating>, name: &'static str, msg: Msg) -> Option<EventListener> {
    let link = ctx.link().clone();
    web_sys::window().map(|window| EventListener::new(&window, name, move |_| link.send_message(msg)))
}
