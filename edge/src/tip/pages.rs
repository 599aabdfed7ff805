//! The pages of the tip-off, and how they are asked for.

use super::{Desk, form::Drawn};
use crate::{asset::RELEASE, page, reply::Reply, runtime, serve::fresh_id};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use tt_contract::{
    lang::Lang,
    problem::Problem,
    tip::{self, Receipt, Timeline},
    unit::UnitId,
};
use tt_widgets::{
    render::{
        TipForm, TipKey, TipPage, TipReturn, tip_off_key_page, tip_off_leave_page, tip_off_page,
        tip_off_return_page, tip_off_sent_page,
    },
    tip_off::{Opened, OpenedEntry, OpenedReply},
};

impl Desk<'_> {
    /// How a page is shown: as its address says, in the language that a form `said`.
    pub(super) fn shown(&self, said: Option<Lang>) -> TipPage {
        let parameter = |name| self.ask.address().parameter(name);
        let is_on = |name| parameter(name).is_some_and(|value| value == "1");
        TipPage {
            lang: said.unwrap_or_else(|| self.ask.lang()),
            look: parameter("theme").and_then(|theme| theme.parse().ok()).unwrap_or(tt_widgets::Look::Auto),
            framed: is_on("framed"),
            plain: is_on("plain"),
        }
    }

    /// `GET /u/{unit}/tip-off`
    pub(super) async fn form_page(&self) -> Result<Reply, Problem> {
        let Drawn { receipt, mac } = self.draw_receipt()?;
        let form = TipForm {
            receipt,
            mac,
            filled: tt_widgets::render::TipFilled::default(),
            errors: Vec::new(),
            notice: None,
        };
        Ok(self.form(self.shown(None), form, 200).await)
    }

    /// The form, empty or as it was filled in.
    pub(super) async fn form(&self, shown: TipPage, form: TipForm, status: u16) -> Reply {
        let document = tip_off_page(self.unit, shown, &self.keys(), form, RELEASE.scripts()).await;
        page::page(Some(self.unit), document, status).with_threads()
    }

    /// `GET /u/{unit}/tip-off/return`
    pub(super) async fn return_page(&self) -> Result<Reply, Problem> {
        Ok(self.returning(self.shown(None), TipReturn::default(), 200).await)
    }

    /// The way back, as far as it has come.
    pub(super) async fn returning(&self, shown: TipPage, of: TipReturn, status: u16) -> Reply {
        let document = tip_off_return_page(self.unit, shown, &self.keys(), of, RELEASE.scripts()).await;
        page::page(Some(self.unit), document, status).with_threads()
    }

    /// `GET /u/{unit}/tip-off/key`
    pub(super) async fn key_page(&self) -> Reply {
        let document = tip_off_key_page(self.unit, self.shown(None), &self.keys()).await;
        page::page(Some(self.unit), document, 200)
    }

    /// What follows a form that is kept: an address that is the same for everybody, so that a browser that keeps its way keeps
    /// nothing of what was sent.
    pub(super) fn thank(&self, shown: TipPage) -> Reply {
        Reply::empty(303).header("Location", shown.address(self.unit, "/sent")).cached("no-store")
    }

    /// `GET /u/{unit}/tip-off/sent`
    pub(super) async fn sent_page(&self) -> Reply {
        let document = tip_off_sent_page(self.unit, self.shown(None)).await;
        page::page(Some(self.unit), document, 200)
    }

    /// `GET /u/{unit}/tip-off/leave`
    pub(super) async fn leave_page(&self) -> Reply {
        page::page(Some(self.unit), tip_off_leave_page(self.unit, self.shown(None)).await, 200)
    }

    /// What is shown to somebody with a right receipt: its timeline, and a form with a fresh id.
    pub(super) async fn opened(&self, receipt: &Receipt) -> Result<TipReturn, Problem> {
        self.admit_lookup()?;
        let timeline = self.tips().timeline(tt_seal::lookup(receipt)).await?;
        let opened = open(&self.unit.id, receipt, timeline);
        Ok(TipReturn {
            receipt: receipt.to_string(),
            opened: Some(opened),
            message: Some(fresh_id()?),
            ..TipReturn::default()
        })
    }

    fn keys(&self) -> Vec<TipKey> {
        let keys = self.tip_off.valid_keys(runtime::now().day());
        keys.map(|key| TipKey { key: key.clone(), fingerprint: tt_seal::fingerprint(&key.recipient) })
            .collect()
    }
}

/// Opens the replies for one answer, to a browser without script. Nothing of it is kept.
fn open(unit: &UnitId, receipt: &Receipt, timeline: Timeline) -> Opened {
    let (identity, lookup) = (tt_seal::identity(receipt), tt_seal::lookup(receipt));
    let read = |sealed: &str| {
        let json = tt_seal::open_text(&identity, &STANDARD.decode(sealed).ok()?).ok()?;
        tip::Reply::read(&json, unit, lookup)
    };
    let entries = timeline.entries.into_iter().map(|entry| OpenedEntry {
        by: entry.by,
        day: entry.day,
        status: entry.status,
        reply: entry.sealed.map_or(OpenedReply::None, |sealed| {
            read(&sealed)
                .map_or(OpenedReply::Unreadable, |reply| OpenedReply::Text(reply.text.as_str().to_owned()))
        }),
    });
    Opened { status: timeline.status, entries: entries.collect() }
}
