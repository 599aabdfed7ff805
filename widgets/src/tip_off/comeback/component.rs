//! What moves the way back: presses and the vault. With script the receipt stays here.

use super::{
    state::{Action, Focus, Phase, State},
    view::{self, Still},
};
use crate::{
    a11y,
    device::Device,
    i18n,
    life::{Life, Lived},
    tip_off::{
        DraftMessage, Event, Opened, Vault, dom,
        leave::{self, WaysOut},
        list::Change,
        uploads::{self, Uploads},
    },
};
use std::rc::Rc;
use tt_contract::{
    id::SubmissionId,
    lang::Lang,
    problem::FieldError,
    tip::{Detail, Receipt},
};
use web_sys::Element;
use yew::prelude::*;

/// The properties of the way back.
#[derive(Default)]
pub struct Props {
    /// The language.
    pub lang: Lang,
    /// Whether a portal's frame shows it.
    pub framed: bool,
    /// Where the forms are posted without script.
    pub action: AttrValue,
    /// Where quick exit leads.
    pub exit: AttrValue,
    /// The parts that never change: rendered by the edge, adopted in the browser.
    pub still: Still,
    /// What is wrong with a form that came back.
    pub errors: Vec<FieldError>,
    /// What has come of the tip, where the edge opened it.
    pub opened: Option<Opened>,
    /// Asks, opens, seals and sends; at the edge there is none.
    pub vault: Option<Rc<dyn Vault>>,
    /// The clock and the randomness of the device.
    pub device: Device,
}

/// The way back.
pub struct Comeback {
    pub(super) state: State,
    pub(super) root: NodeRef,
    pub(super) uploads: Uploads,
    /// The receipt that was asked with.
    receipt: Option<Receipt>,
    /// The id of the message, the same through all its tries.
    id: Option<SubmissionId>,
    /// Dropped to stop it.
    ways: Option<WaysOut>,
}

/// What happens to the way back.
pub enum Msg {
    /// Script has taken over.
    Arrive,
    /// The timeline is asked for.
    Look,
    /// A message is to be sent.
    Write,
    /// A field was changed.
    Changed(web_sys::Event),
    /// Something is done with a file.
    File(Change),
    /// The vault tells something.
    Vault(Event),
    /// Away from here.
    Leave,
}

impl Life for Comeback {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Lived<'_, Self>) -> Self {
        let props = ctx.props();
        Self {
            state: State::new(props.opened.clone(), props.errors.clone()),
            root: NodeRef::default(),
            uploads: Uploads::default(),
            receipt: None,
            id: None,
            ways: None,
        }
    }

    fn update(&mut self, ctx: &Lived<'_, Self>, msg: Msg) -> bool {
        let props = ctx.props();
        let Some(vault) = &props.vault else { return false };
        let action = match msg {
            Msg::Arrive => Action::Arrive,
            Msg::Look => Action::Look(self.ask()),
            Msg::Write => Action::Write(self.text().map(|_| self.uploads.state())),
            Msg::Changed(event) => return self.uploads.choose(&**vault, &props.device, &event),
            Msg::File(change) => {
                self.uploads.change(&**vault, &props.device, change);
                Action::Files(self.uploads.state())
            }
            Msg::Vault(event) if self.uploads.hear(props.lang, &event) => Action::Files(self.uploads.state()),
            Msg::Vault(Event::Failed(reason)) => Action::Failed(reason),
            Msg::Vault(Event::Working(percent)) => Action::Working(percent),
            Msg::Vault(Event::Timeline(opened)) => Action::Opened(opened),
            Msg::Vault(Event::Written) => Action::Written,
            Msg::Vault(_) => return false,
            Msg::Leave => {
                vault.wipe();
                leave::leave(&props.exit, i18n::tip_off(props.lang).leaving, 0, 0);
                return false;
            }
        };
        self.take(&**vault, &props.device, action);
        true
    }

    fn view(&self, ctx: &Lived<'_, Self>) -> Html {
        view::view(ctx, self)
    }

    fn rendered(&mut self, ctx: &Lived<'_, Self>, first: bool) {
        if first {
            self.arrive(ctx);
        }
        for form in ["form.look", "form.write"].into_iter().filter_map(|css| dom::form(&self.root, css)) {
            dom::mark(&form, &self.state.errors);
        }
        let selector = match self.state.focus.take() {
            None => return,
            Some(Focus::Wrong) => "[aria-invalid]",
            Some(Focus::Message) => ".message",
            Some(Focus::Timeline) => ".timeline h2",
        };
        if let Some(root) = self.root.cast::<Element>() {
            a11y::focus(&root, selector);
        }
    }
}

impl Comeback {
    fn arrive(&mut self, ctx: &Lived<'_, Self>) {
        let (props, link) = (ctx.props(), ctx.link());
        for form in ["form.look", "form.write"].into_iter().filter_map(|css| dom::form(&self.root, css)) {
            form.set_no_validate(true);
        }
        if let Some(vault) = &props.vault {
            vault.listen(link.callback(Msg::Vault));
            vault.prepare();
        }
        let document = web_sys::window().and_then(|window| window.document());
        let leave = link.callback(|()| Msg::Leave);
        let (leaving, vault) = (i18n::tip_off(props.lang).leaving, props.vault.as_ref());
        self.ways = document.map(|document| WaysOut::new(&document, &props.device, leaving, vault, &leave));
        link.send_message(Msg::Arrive);
    }

    /// Goes one step, and sets going what follows from it.
    fn take(&mut self, vault: &dyn Vault, device: &Device, action: Action) {
        let next = self.state.after(action);
        let before = std::mem::replace(&mut self.state, next);
        if self.state.looking
            && !before.looking
            && let Some(receipt) = &self.receipt
        {
            vault.look(receipt.clone());
        }
        match self.state.phase {
            Phase::Sending(_) if !matches!(before.phase, Phase::Sending(_)) => {
                let id = self.id.or_else(|| uploads::fresh(device));
                self.id = id;
                if let (Some(id), Some(receipt), Ok(text)) = (id, &self.receipt, self.text()) {
                    let files = self.uploads.files.arrived();
                    vault.write(receipt.clone(), DraftMessage { id, text, files });
                }
            }
            Phase::Written if before.phase != Phase::Written => {
                if let Some(form) = dom::form(&self.root, "form.write") {
                    form.reset();
                }
                self.uploads = Uploads::default();
                self.id = None;
            }
            _ => {}
        }
    }

    /// Reads the receipt. Errors: it is none, or mistyped, before anybody is asked.
    fn ask(&mut self) -> Result<(), FieldError> {
        let form = dom::form(&self.root, "form.look");
        let typed = form.map(|form| dom::typed(&form, "receipt")).unwrap_or_default();
        let receipt = typed.parse().map_err(|fault| FieldError::new("/receipt", fault))?;
        self.receipt = Some(receipt);
        Ok(())
    }

    fn text(&self) -> Result<Detail, FieldError> {
        let form = dom::form(&self.root, "form.write");
        let typed = form.map(|form| dom::typed(&form, "text")).unwrap_or_default();
        Detail::required(&typed).map_err(|fault| FieldError::new("/text", fault))
    }
}
