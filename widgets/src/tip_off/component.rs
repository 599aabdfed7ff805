//! What moves the form from step to step: presses, the history, the vault.

use super::{
    Draft, Event, Field, Reason, Vault, answers, danger, dom,
    field::LAST,
    leave::{self, WaysOut},
    list::Change,
    receipt::Keep,
    state::{Action, Focus, Phase, State},
    uploads::Uploads,
    view::{self, Still},
};
use crate::{
    a11y,
    device::Device,
    i18n,
    life::{Life, Lived},
};
use gloo_events::EventListener;
use std::rc::Rc;
use tt_contract::{lang::Lang, problem::FieldError};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlFormElement, PopStateEvent};
use yew::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Rejects where the portal or the reader forbids it, throws where the page is not served securely.
    #[wasm_bindgen(js_namespace = ["navigator", "clipboard"], js_name = writeText, catch)]
    async fn write_text(text: &str) -> Result<JsValue, JsValue>;
}

/// The properties of the form.
#[derive(Default)]
pub struct Props {
    /// The language.
    pub lang: Lang,
    /// Whether a portal's frame shows it. Its history is then the portal's, whose scripts see how
    /// long it is: no step is put into it.
    pub framed: bool,
    /// Where the form is posted without script.
    pub action: AttrValue,
    /// The address of the way back.
    pub back: AttrValue,
    /// Where quick exit leads.
    pub exit: AttrValue,
    /// The parts that never change: rendered by the edge, adopted in the browser.
    pub still: Still,
    /// What is wrong with a form that came back.
    pub errors: Vec<FieldError>,
    /// Seals and sends; at the edge there is none.
    pub vault: Option<Rc<dyn Vault>>,
    /// The clock and the randomness of the device.
    pub device: Device,
}

/// An answer as it is shown again before it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) field: Field,
    pub(super) label: String,
    pub(super) text: String,
}

/// The form of a tip.
pub struct TipOff {
    pub(super) state: State,
    pub(super) root: NodeRef,
    pub(super) uploads: Uploads,
    pub(super) answers: Vec<Answer>,
    /// What became of copying the receipt.
    pub(super) copied: AttrValue,
    /// How many places in the history before this one are ours; none in a frame.
    depth: u32,
    /// How many of them there are in all, besides the first.
    places: u32,
    /// Dropped to stop it.
    listens: Option<(WaysOut, Option<EventListener>)>,
}

/// What happens to the form.
pub enum Msg {
    /// Script has taken over.
    Arrive,
    /// On, or off with it.
    Submit,
    /// A step back, or no longer to be waited for.
    Back,
    /// To a step, from the review.
    To(u8),
    /// On, past 113.
    GoOn,
    /// The history has come to something.
    Came(JsValue),
    /// A field was changed.
    Changed(web_sys::Event),
    /// Something is done with a file.
    File(Change),
    /// The vault tells something.
    Vault(Event),
    /// Something is done with the receipt.
    Keep(Keep),
    /// It was copied, or not.
    Copied(bool),
    /// Away from here.
    Leave,
}

impl Life for TipOff {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Lived<'_, Self>) -> Self {
        Self {
            state: State::new(ctx.props().framed, ctx.props().errors.clone()),
            root: NodeRef::default(),
            uploads: Uploads::default(),
            answers: Vec::new(),
            copied: AttrValue::default(),
            depth: 0,
            places: 0,
            listens: None,
        }
    }

    fn update(&mut self, ctx: &Lived<'_, Self>, msg: Msg) -> bool {
        let props = ctx.props();
        let action = match msg {
            Msg::Arrive => {
                let written = Field::ALL.into_iter().any(|field| !self.typed(field).is_empty());
                Action::Arrive { written }
            }
            Msg::Submit => self.submit(ctx),
            Msg::Back if self.state.phase == Phase::Waiting => Action::StopWaiting,
            Msg::Back if props.framed => Action::Came(self.state.step.saturating_sub(1)),
            Msg::Back => return back(),
            Msg::To(step) => Action::Came(step),
            Msg::GoOn => Action::GoOn { files: self.uploads.state() },
            Msg::Came(_) if props.framed => return false,
            Msg::Came(state) => {
                if let Some((depth, step)) = dom::remembered(&state) {
                    self.depth = depth;
                    return self.take(ctx, Action::Came(step), false);
                }
                // A link within the page led to a place of its own.
                self.deeper();
                remember(self.depth, self.state.step, true);
                return false;
            }
            Msg::Changed(event) => {
                let Some(vault) = &props.vault else { return false };
                return self.uploads.choose(&**vault, &props.device, &event);
            }
            Msg::File(change) => {
                if let Some(vault) = &props.vault {
                    self.uploads.change(&**vault, &props.device, change);
                }
                Action::Files(self.uploads.state())
            }
            Msg::Vault(event) => match self.hear(props.lang, event) {
                Some(action) => action,
                None => return false,
            },
            Msg::Keep(Keep::Copy) => {
                self.copy(ctx);
                return false;
            }
            Msg::Keep(Keep::Print) => {
                // A browser that cannot print has no such button of its own either.
                let _ = web_sys::window().map(|window| window.print());
                return false;
            }
            Msg::Copied(done) => {
                let texts = &i18n::tip_off(props.lang).receipt;
                self.copied = if done { texts.copied } else { texts.not_copied }.into();
                return true;
            }
            Msg::Leave => {
                if let Some(vault) = &props.vault {
                    vault.wipe();
                }
                let ahead = self.places.saturating_sub(self.depth);
                leave::leave(&props.exit, i18n::tip_off(props.lang).leaving, self.depth, ahead);
                return false;
            }
        };
        self.take(ctx, action, true)
    }

    fn view(&self, ctx: &Lived<'_, Self>) -> Html {
        view::view(ctx, self)
    }

    fn rendered(&mut self, ctx: &Lived<'_, Self>, first: bool) {
        if first {
            self.arrive(ctx);
        }
        if let Some(form) = self.form() {
            dom::mark(&form, &self.state.errors);
        }
        let selector = match self.state.focus.take() {
            None => return,
            Some(Focus::Heading) => ".step:not([hidden]) h2",
            Some(Focus::Wrong) => ".step:not([hidden]) [aria-invalid]",
            Some(Focus::Danger) => ".danger h2",
            Some(Focus::Message) => ".message",
            Some(Focus::Receipt) => ".receipt h2",
        };
        if let Some(root) = self.root.cast::<Element>() {
            a11y::focus(&root, selector);
        }
    }
}

impl TipOff {
    /// Once, when script takes over: listens, and goes on where the citizen is.
    fn arrive(&mut self, ctx: &Lived<'_, Self>) {
        let (props, link) = (ctx.props(), ctx.link());
        if let Some(form) = self.form() {
            form.set_no_validate(true);
        }
        if let Some(vault) = &props.vault {
            vault.listen(link.callback(Msg::Vault));
        }
        if let Some(window) = web_sys::window() {
            let link = link.clone();
            let came = EventListener::new(&window, "popstate", move |event| {
                if let Some(event) = event.dyn_ref::<PopStateEvent>() {
                    link.send_message(Msg::Came(event.state()));
                }
            });
            let leave = ctx.link().callback(|()| Msg::Leave);
            let (leaving, vault) = (i18n::tip_off(props.lang).leaving, props.vault.as_ref());
            let ways = window
                .document()
                .map(|document| WaysOut::new(&document, &props.device, leaving, vault, &leave));
            self.listens = ways.map(|ways| (ways, Some(came)));
        }
        if !props.framed {
            remember(0, 0, true);
        }
        link.send_message(Msg::Arrive);
    }

    /// Goes one step, and sets going what follows from it; `new` steps are added to the history. Says whether anything
    /// changed.
    fn take(&mut self, ctx: &Lived<'_, Self>, action: Action, new: bool) -> bool {
        let next = self.state.after(action);
        if next == self.state {
            return true;
        }
        let before = std::mem::replace(&mut self.state, next);
        let Some(vault) = &ctx.props().vault else { return true };
        if self.state.step != before.step {
            if new && !ctx.props().framed {
                self.deeper();
                remember(self.depth, self.state.step, false);
            }
            vault.prepare();
        }
        if self.state.step == LAST {
            self.answers = self.review(ctx.props().lang);
        }
        match &self.state.phase {
            Phase::Sending(None) if !matches!(before.phase, Phase::Sending(_)) => match self.draft() {
                Ok(draft) => vault.send(draft),
                // What was judged just before is judged the same.
                Err(_) => return self.take(ctx, Action::Failed(Reason::Refused), false),
            },
            Phase::Sent(_) if !matches!(before.phase, Phase::Sent(_)) => {
                if let Some(form) = self.form() {
                    form.reset();
                }
                self.uploads = Uploads::default();
                self.answers.clear();
            }
            _ => {}
        }
        true
    }

    /// The history has one place more, and ends there.
    const fn deeper(&mut self) {
        self.depth = self.depth.saturating_add(1);
        self.places = self.depth;
    }

    fn submit(&self, ctx: &Lived<'_, Self>) -> Action {
        let step = self.state.step;
        let mut errors = self.draft().err().unwrap_or_default();
        let dangerous = step > 0 && self.speaks_of_danger(ctx.props().lang);
        if step == LAST {
            return Action::Send { errors, dangerous, files: self.uploads.state() };
        }
        errors.retain(|error| Field::of(step).any(|field| field.pointer() == error.pointer));
        Action::Next { errors, dangerous }
    }

    fn speaks_of_danger(&self, lang: Lang) -> bool {
        let told = [Field::Account, Field::When, Field::Place, Field::Who].map(|field| self.typed(field));
        danger::speaks(lang, &dom::folded(&told.join("\n")))
    }

    fn draft(&self) -> Result<Draft, Vec<FieldError>> {
        let draft = answers::read(|field| self.typed(field))?;
        Ok(Draft { files: self.uploads.files.arrived(), ..draft })
    }

    fn typed(&self, field: Field) -> String {
        if field == Field::Files {
            return String::new();
        }
        self.form().map(|form| dom::typed(&form, field.name())).unwrap_or_default()
    }

    fn review(&self, lang: Lang) -> Vec<Answer> {
        let Some(form) = self.form() else { return Vec::new() };
        let answer = |field| {
            let text = match field {
                Field::Files if self.uploads.files.list.is_empty() => String::new(),
                Field::Files => {
                    let (before, after) = i18n::tip_off(lang).count_of_files;
                    [before, &self.uploads.files.list.len().to_string(), after].concat()
                }
                // It stands on the same step.
                Field::Contact => String::new(),
                field => dom::shown(&form, field),
            };
            Answer { field, label: dom::label(&form, field), text }
        };
        Field::ALL.into_iter().map(answer).filter(|answer| !answer.text.trim().is_empty()).collect()
    }

    /// What the vault's `event` means for the form; nothing if nothing is to be shown anew.
    fn hear(&mut self, lang: Lang, event: Event) -> Option<Action> {
        if self.uploads.hear(lang, &event) {
            return Some(Action::Files(self.uploads.state()));
        }
        match event {
            Event::Ready => Some(Action::Ready),
            Event::Failed(reason) => Some(Action::Failed(reason)),
            Event::Working(percent) => Some(Action::Working(percent)),
            Event::Sent(receipt) => Some(Action::Sent(receipt)),
            Event::Earlier(receipt) => Some(Action::Earlier(receipt)),
            _ => None,
        }
    }

    fn copy(&self, ctx: &Lived<'_, Self>) {
        if let Phase::Sent(receipt) = &self.state.phase {
            let code = receipt.to_string();
            ctx.link().send_future(async move { Msg::Copied(write_text(&code).await.is_ok()) });
        }
    }

    fn form(&self) -> Option<HtmlFormElement> {
        dom::form(&self.root, "form")
    }
}

/// Puts a step into the history, in a place of its own or in `place` of what stands there. Addresses stay as they are.
fn remember(depth: u32, step: u8, place: bool) {
    let state = JsValue::from_f64(f64::from(depth * 10 + u32::from(step)));
    let Some(history) = web_sys::window().and_then(|window| window.history().ok()) else { return };
    // Refused only in a page without an origin, where Back leaves, as it always did.
    let _ = if place { history.replace_state(&state, "") } else { history.push_state(&state, "") };
}

/// A step back, as the browser's own button would go. Nothing is shown anew until the history has come there.
fn back() -> bool {
    let history = web_sys::window().and_then(|window| window.history().ok());
    history.is_some_and(|history| history.back().is_err())
}
