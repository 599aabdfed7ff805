//! The vault as a thread of the browser: what is asked of it, in order, and what it tells.

use js_sys::{Array, Function, Promise};
use std::{cell::RefCell, mem, rc::Rc};
use tt_contract::{id::SubmissionId, tip::Receipt};
use tt_widgets::tip_off::{
    Draft, DraftMessage, Event, FileReason, Reason, Vault,
    wire::{Ask, Row, Unit},
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{HtmlElement, MessageEvent, Worker};
use yew::Callback;

/// The thread, which is started when it is first asked for something.
pub(crate) struct Thread(Rc<Inner>);

struct Inner {
    /// What the vault must know first.
    begin: Row,
    /// Promises a new thread.
    start: Function,
    to: RefCell<Callback<Event>>,
    state: RefCell<State>,
    /// The files that a thread holds, which are lost with it.
    files: RefCell<Vec<SubmissionId>>,
}

enum State {
    /// There is none.
    None,
    /// It comes; this waits for it.
    Coming(Vec<Array>),
    /// It runs, and is listened to by these.
    Running(Worker, [Closure<dyn FnMut(MessageEvent)>; 2]),
    /// The citizen has left.
    Left,
}

impl Thread {
    /// A thread for the unit that `root` names, which `start` will start. Nothing if it names none.
    pub(crate) fn of(root: &HtmlElement, start: Function) -> Option<Self> {
        let data = root.dataset();
        let edge = web_sys::window()?.location().origin().ok()?;
        let begin = Unit::row(edge, data.get("unit")?, data.get("lang")?, data.get("keys")?);
        Some(Self(Rc::new(Inner {
            begin,
            start,
            to: RefCell::default(),
            state: RefCell::new(State::None),
            files: RefCell::default(),
        })))
    }

    fn ask(&self, ask: &Ask, file: Option<&JsValue>) {
        let message = message(ask.to_row(), file);
        if let Some(message) = self.0.pass(message) {
            let begin = self::message(self.0.begin.clone(), None);
            self.0.state.replace(State::Coming(vec![begin, message]));
            Inner::begin(&self.0);
        }
    }
}

fn message(row: Row, file: Option<&JsValue>) -> Array {
    let row = row.into_iter().map(JsValue::from).collect::<Array>();
    let message = Array::of1(&row);
    if let Some(file) = file {
        message.push(file);
    }
    message
}

impl Inner {
    /// Passes `message` on, at once or when the thread is there. Gives it back where none comes.
    fn pass(&self, message: Array) -> Option<Array> {
        match &mut *self.state.borrow_mut() {
            State::None => return Some(message),
            State::Coming(waiting) => waiting.push(message),
            // It fails for a thread that is gone, which is told by itself.
            State::Running(thread, _) => drop(thread.post_message(&message)),
            State::Left => {}
        }
        None
    }

    /// Starts a thread. What waits is asked when it is there.
    fn begin(inner: &Rc<Self>) {
        let promised = inner.start.call0(&JsValue::NULL).and_then(JsCast::dyn_into::<Promise>);
        let (here, failed) = (Rc::clone(inner), Rc::clone(inner));
        let done = Closure::once(move |thread: JsValue| Self::began(&here, thread.unchecked_into()));
        let fail = Closure::once(move |_: JsValue| failed.lost());
        match promised {
            Ok(promise) => drop(promise.then2(&done, &fail)),
            Err(_) => inner.lost(),
        }
        // Each is called once at most; what is never called is as small as its pointer.
        done.forget();
        fail.forget();
    }

    fn began(inner: &Rc<Self>, thread: Worker) {
        let (here, failed) = (Rc::clone(inner), Rc::clone(inner));
        let told = Closure::new(move |event: MessageEvent| here.told(&event.data()));
        let fail = Closure::new(move |_| failed.lost());
        thread.set_onmessage(Some(told.as_ref().unchecked_ref()));
        thread.set_onerror(Some(fail.as_ref().unchecked_ref()));
        let state = &mut *inner.state.borrow_mut();
        let State::Coming(waiting) = state else { return thread.terminate() };
        for message in mem::take(waiting) {
            // As above.
            let _ = thread.post_message(&message);
        }
        *state = State::Running(thread, [told, fail]);
    }

    fn told(&self, data: &JsValue) {
        let row: Vec<String> = Array::from(data).iter().filter_map(|text| text.as_string()).collect();
        let Some(event) = Event::of_row(&row) else { return };
        if let Event::Refused(id, _) = event {
            self.forget(id);
        }
        self.tell(event);
    }

    fn tell(&self, event: Event) {
        let to = self.to.borrow().clone();
        to.emit(event);
    }

    fn forget(&self, id: SubmissionId) {
        self.files.borrow_mut().retain(|file| *file != id);
    }

    /// The thread is gone or never came, and with it whatever it held: sealing goes no further without it.
    fn lost(&self) {
        let last = {
            let mut state = self.state.borrow_mut();
            if matches!(*state, State::Left) {
                return;
            }
            mem::replace(&mut *state, State::None)
        };
        if let State::Running(thread, listeners) = last {
            thread.terminate();
            // One of them is what runs now.
            listeners.into_iter().for_each(Closure::forget);
        }
        for id in mem::take(&mut *self.files.borrow_mut()) {
            self.tell(Event::Refused(id, FileReason::Sealing));
        }
        self.tell(Event::Failed(Reason::Vault));
    }
}

impl Vault for Thread {
    fn listen(&self, to: Callback<Event>) {
        *self.0.to.borrow_mut() = to;
    }

    fn prepare(&self) {
        self.ask(&Ask::Prepare, None);
    }

    fn attach(&self, id: SubmissionId, file: web_sys::File, originals: bool) {
        self.0.files.borrow_mut().push(id);
        self.ask(&Ask::Attach { id, originals }, Some(&file));
    }

    fn cancel(&self, id: SubmissionId) {
        self.0.forget(id);
        self.ask(&Ask::Cancel(id), None);
    }

    fn send(&self, tip: Draft) {
        self.ask(&Ask::Send(tip), None);
    }

    fn look(&self, receipt: Receipt) {
        self.ask(&Ask::Look(receipt), None);
    }

    fn write(&self, receipt: Receipt, message: DraftMessage) {
        self.ask(&Ask::Write(receipt, message), None);
    }

    fn wipe(&self) {
        if let State::Running(thread, listeners) = self.0.state.replace(State::Left) {
            thread.terminate();
            // It may be one of them that runs now.
            listeners.into_iter().for_each(Closure::forget);
        }
    }
}
