//! What the vault holds.

use crate::{net::Net, random};
use js_sys::{Array, Function};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use tt_contract::{
    id::SubmissionId,
    tip::{Attached, Receipt, Recipient},
};
use tt_widgets::tip_off::{Event, Reason, wire::Unit};
use wasm_bindgen::JsValue;
use web_sys::File;

/// Everything, for as long as the page is open.
pub(crate) struct Held {
    tell: Function,
    /// The way to the edge.
    pub(crate) net: Net,
    unit: RefCell<Option<Rc<Unit>>>,
    /// The receipt of the tip whose files are taken now: drawn for a new one, typed for an earlier one.
    receipt: RefCell<Option<Receipt>>,
    files: RefCell<Vec<Rc<Attachment>>>,
    /// Whether a file is being uploaded: they go one after the other.
    pub(crate) is_uploading: Cell<bool>,
    /// What was sealed last, by what it says: sent again it must be the same bytes, and sealing never gives them twice.
    sealed: RefCell<Option<(String, Rc<[u8]>)>>,
}

/// A file on its way.
pub(crate) struct Attachment {
    pub(crate) id: SubmissionId,
    pub(crate) file: File,
    pub(crate) originals: bool,
    pub(crate) state: RefCell<State>,
}

/// How far a file is.
pub(crate) enum State {
    /// Others go before it.
    Waiting,
    /// On its way.
    Running,
    /// It has arrived, so many bytes long.
    Arrived(Attached, u64),
}

impl Held {
    pub(crate) fn new(tell: Function) -> Rc<Self> {
        Rc::new(Self {
            tell,
            net: Net::new(),
            unit: RefCell::default(),
            receipt: RefCell::default(),
            files: RefCell::default(),
            is_uploading: Cell::new(false),
            sealed: RefCell::default(),
        })
    }

    pub(crate) fn tell(&self, event: &Event) {
        let row: Array = event.to_row().into_iter().map(JsValue::from).collect();
        // A page that does not hear has been left.
        let _ = self.tell.call1(&JsValue::NULL, &row);
    }

    pub(crate) fn begin(&self, unit: Unit) {
        *self.unit.borrow_mut() = Some(Rc::new(unit));
        *self.receipt.borrow_mut() = random::receipt();
    }

    pub(crate) fn prepare(&self) {
        self.tell(&match self.receipt() {
            Ok(_) => Event::Ready,
            Err(reason) => Event::Failed(reason),
        });
    }

    /// Whom all is for. Errors: the page has not said.
    pub(crate) fn unit(&self) -> Result<Rc<Unit>, Reason> {
        self.unit.borrow().clone().ok_or(Reason::Vault)
    }

    /// Of the tip that is written or looked at. Errors: there is no randomness here.
    pub(crate) fn receipt(&self) -> Result<Receipt, Reason> {
        self.receipt.borrow().clone().ok_or(Reason::Vault)
    }

    /// Takes an earlier tip up; what is attached from now on is attached to it.
    pub(crate) fn take_up(&self, receipt: Receipt) {
        *self.receipt.borrow_mut() = Some(receipt);
    }

    /// The tip has arrived: the next is another.
    pub(crate) fn arrived(&self) {
        *self.receipt.borrow_mut() = random::receipt();
        self.files.borrow_mut().clear();
        *self.sealed.borrow_mut() = None;
    }

    /// The sealed form of `text`, as it was made last time for the same `text` or as `seal` makes it. Errors: those of `seal`.
    pub(crate) fn sealed<E>(
        &self,
        text: String,
        seal: impl FnOnce(&str) -> Result<Vec<u8>, E>,
    ) -> Result<Rc<[u8]>, E> {
        let mut last = self.sealed.borrow_mut();
        if let Some((_, sealed)) = last.as_ref().filter(|(said, _)| *said == text) {
            return Ok(Rc::clone(sealed));
        }
        let sealed: Rc<[u8]> = seal(&text)?.into();
        *last = Some((text, Rc::clone(&sealed)));
        Ok(sealed)
    }

    pub(crate) fn add(&self, attachment: Attachment) {
        self.files.borrow_mut().push(Rc::new(attachment));
    }

    /// The first file that waits.
    pub(crate) fn next(&self) -> Option<Rc<Attachment>> {
        let is_waiting = |one: &&Rc<Attachment>| matches!(*one.state.borrow(), State::Waiting);
        self.files.borrow().iter().find(is_waiting).cloned()
    }

    /// Whether a file is still wanted.
    pub(crate) fn wants(&self, attachment: &Rc<Attachment>) -> bool {
        self.files.borrow().iter().any(|one| Rc::ptr_eq(one, attachment))
    }

    /// Forgets a file, and stops it if it is on its way.
    pub(crate) fn cancel(&self, id: SubmissionId) {
        let mut was_running = false;
        self.files.borrow_mut().retain(|one| {
            let is_it = one.id == id;
            was_running |= is_it && matches!(*one.state.borrow(), State::Running);
            !is_it
        });
        if was_running {
            self.net.stop_upload();
        }
    }

    /// The files of these ids with their sealed lengths, in this order. Errors: one has not arrived.
    pub(crate) fn arrived_files(&self, ids: &[SubmissionId]) -> Result<Vec<(Attached, u64)>, Reason> {
        let files = self.files.borrow();
        let arrived = |id: &SubmissionId| {
            let file = files.iter().find(|file| file.id == *id)?;
            match &*file.state.borrow() {
                State::Arrived(attached, size) => Some((attached.clone(), *size)),
                State::Waiting | State::Running => None,
            }
        };
        ids.iter().map(arrived).collect::<Option<_>>().ok_or(Reason::Vault)
    }

    /// Forgets files that have been sent.
    pub(crate) fn forget(&self, ids: &[SubmissionId]) {
        self.files.borrow_mut().retain(|file| !ids.contains(&file.id));
    }

    pub(crate) fn recipients(unit: &Unit) -> Vec<Recipient> {
        unit.keys.iter().map(|(_, to)| to.clone()).collect()
    }
}
