//! The pages of the tip-off, and how they are asked for.

use super::{Desk, form::Drawn};
use crate::{
    asset::RELEASE, config::Config, own_origin::OwnOrigin, page, reply::Reply, runtime, serve::fresh_id,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use tt_contract::{
    lang::Lang,
    problem::Problem,
    tip::{self, Receipt, Timeline},
    unit::UnitId,
};
use tt_widgets::{
    render::{
        Document, TipForm, TipKey, TipPage, TipReturn, tip_off_key_page, tip_off_leave_page, tip_off_page,
        tip_off_return_page, tip_off_sent_page,
    },
    tip_off::{Opened, OpenedEntry, OpenedReply},
};

/// The request header in which a browser says what it will do with the answer (W3C, Fetch
/// Metadata).
const DESTINATION: &str = "Sec-Fetch-Dest";

impl Desk<'_> {
    /// How a page is shown: as its address says and where it stands, in the language that a form
    /// `said`.
    pub(super) fn shown(&self, said: Option<Lang>) -> TipPage {
        let framed = self.is_framed();
        TipPage {
            lang: said.unwrap_or_else(|| self.ask.lang()),
            look: self
                .ask
                .address()
                .parameter("theme")
                .and_then(|theme| theme.parse().ok())
                .unwrap_or(tt_widgets::Look::Auto),
            framed,
            plain: !framed && self.is_on("plain"),
        }
    }

    fn is_on(&self, name: &str) -> bool {
        self.ask.address().parameter(name).is_some_and(|value| value == "1")
    }

    /// Whether the page stands within another, which sees each load of it.
    pub(super) fn is_framed(&self) -> bool {
        self.is_on("framed") || is_nested(self.ask.header(DESTINATION).as_deref())
    }

    /// A page as it is sent; in a frame it posts nothing, whatever it holds.
    fn page(&self, document: Document, status: u16) -> Reply {
        let reply = page::page(Some(self.unit), document, status).vary(DESTINATION);
        if self.is_framed() { reply.without_posts() } else { reply }
    }

    /// Where the edge stands, for somebody who is to type it. These pages are kept by no cache.
    fn edge(&self) -> Option<OwnOrigin> {
        let config = Config::of(self.env).ok()?;
        OwnOrigin::of(config.public_origin.as_ref(), &self.ask.address()).ok()
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
        let own = self.edge();
        let edge = own.as_ref().map(OwnOrigin::get);
        let document = tip_off_page(self.unit, shown, &self.keys(), form, RELEASE.scripts(), edge).await;
        self.page(document, status).with_threads()
    }

    /// `GET /u/{unit}/tip-off/return`
    pub(super) async fn return_page(&self) -> Result<Reply, Problem> {
        Ok(self.returning(self.shown(None), TipReturn::default(), 200).await)
    }

    /// The way back, as far as it has come.
    pub(super) async fn returning(&self, shown: TipPage, of: TipReturn, status: u16) -> Reply {
        let own = self.edge();
        let edge = own.as_ref().map(OwnOrigin::get);
        let document = tip_off_return_page(self.unit, shown, &self.keys(), of, RELEASE.scripts(), edge).await;
        self.page(document, status).with_threads()
    }

    /// `GET /u/{unit}/tip-off/key`
    pub(super) async fn key_page(&self) -> Reply {
        let document = tip_off_key_page(self.unit, self.shown(None), &self.keys()).await;
        self.page(document, 200)
    }

    /// What follows a form that is kept: an address that is the same for everybody, so that a browser that keeps its way keeps
    /// nothing of what was sent.
    pub(super) fn thank(&self, shown: TipPage) -> Reply {
        Reply::empty(303).header("Location", shown.address(self.unit, "/sent")).cached("no-store")
    }

    /// `GET /u/{unit}/tip-off/sent`
    pub(super) async fn sent_page(&self) -> Reply {
        let document = tip_off_sent_page(self.unit, self.shown(None)).await;
        self.page(document, 200)
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

/// Whether what is asked for by this destination (Fetch, section 2.2.5) is shown within another
/// page: as `iframe`, `frame`, `embed`, `object`, `fencedframe`, or whatever there will be. A
/// browser that names none leaves it to `?framed=1`.
fn is_nested(destination: Option<&str>) -> bool {
    destination.is_some_and(|destination| destination != "document")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_no_whole_document_stands_within_another() {
        for nested in ["iframe", "frame", "embed", "object", "fencedframe", "empty", ""] {
            assert!(is_nested(Some(nested)), "{nested}");
        }
        assert!(!is_nested(Some("document")) && !is_nested(None));
    }
}
