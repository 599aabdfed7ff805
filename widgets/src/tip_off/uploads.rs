//! The attachments of a form between the citizen and the vault.

use super::{
    Event, Vault,
    attachments::{At, Attachments, percent},
    dom,
    list::{self, Change},
    state::Files,
};
use crate::device::Device;
use tt_contract::{id::SubmissionId, lang::Lang};
use web_sys::File;
use yew::AttrValue;

/// The files, and what a voice was last told of them.
#[derive(Default)]
pub(super) struct Uploads {
    pub(super) files: Attachments<File>,
    pub(super) said: AttrValue,
}

impl Uploads {
    /// Takes in what was just chosen, and begins to seal it. Says whether `event` was that.
    pub(super) fn choose(&mut self, vault: &dyn Vault, device: &Device, event: &web_sys::Event) -> bool {
        let Some((files, originals)) = dom::chosen(event) else { return false };
        self.files.full = None;
        for file in files {
            let Some(id) = fresh(device) else { continue };
            if self.files.add(id, file.name(), dom::size(&file), originals, file.clone()) {
                vault.attach(id, file, originals);
            }
        }
        true
    }

    /// Does what the citizen asks.
    pub(super) fn change(&mut self, vault: &dyn Vault, device: &Device, change: Change) {
        match change {
            Change::Remove(id) => {
                vault.cancel(id);
                self.files.remove(id);
            }
            Change::Again(id, originals) => {
                let Some(fresh) = fresh(device) else { return };
                vault.cancel(id);
                if let Some(file) = self.files.again(id, fresh, originals) {
                    vault.attach(fresh, file.clone(), originals);
                }
            }
        }
    }

    /// Hears what the vault tells. Says whether it was of one of these files.
    pub(super) fn hear(&mut self, lang: Lang, event: &Event) -> bool {
        let (id, at) = match event {
            Event::Progress { id, done, of } => (*id, At::Uploading(percent(*done, *of))),
            Event::Paused(id) => (*id, At::Paused),
            Event::Attached(file) => (file.id, At::Done(file.metadata)),
            Event::Refused(id, reason) => (*id, At::Refused(*reason)),
            _ => return false,
        };
        if !self.files.note(id, at) {
            return false;
        }
        // Every per cent would be too much to hear.
        let news = self.files.list.iter().find(|one| one.id == id && !matches!(at, At::Uploading(_)));
        if let Some(one) = news {
            self.said = [&*one.name, ": ", &list::words(lang, at)].concat().into();
        }
        true
    }

    /// How far they are, taken together.
    pub(super) fn state(&self) -> Files {
        if self.files.is_refused() {
            Files::Refused
        } else if self.files.is_pending() {
            Files::Pending
        } else {
            Files::There
        }
    }
}

/// A new id from the device; nothing if it has no randomness.
pub(super) fn fresh(device: &Device) -> Option<SubmissionId> {
    (device.fresh_id)().parse().ok()
}
