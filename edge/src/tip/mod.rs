//! The tip-off at the edge: sealed tips and files from the citizen's browser, forms from browsers without script (which are
//! sealed here, in the request that brings them), the unit's answers, and the pages.
//!
//! Who may ask: the edge's own pages and what is no browser. A portal never may; so no answer carries a CORS header.

mod answer;
mod download;
#[cfg(test)]
mod dripping;
mod envelope;
mod form;
mod multipart;
mod pages;
mod upload;

use crate::{
    ask::Ask, config::Config, cors::Sender, limit, mailbox::tips::Tips, reply::Reply, route::TipRoute,
    runtime, throttle::Throttle, token,
};
use tt_contract::{
    problem::Problem,
    tip::{KeyId, Lookup, Recipient},
    unit::{TipOff, Unit, Widget},
};
use worker::{Env, web_sys::Response};

thread_local! {
    static LOOKUPS: Throttle = const { Throttle::new(limit::LOOKUPS) };
    static UPLOADS: Throttle = const { Throttle::new(limit::UPLOADS) };
}

/// An answer: one like all others, or a file as it is read.
pub(crate) enum Answer {
    /// Whole.
    Reply(Reply),
    /// Running.
    Running(Response),
}

impl From<Reply> for Answer {
    fn from(reply: Reply) -> Self {
        Self::Reply(reply)
    }
}

/// What a request of the tip-off is answered with.
struct Desk<'a> {
    ask: &'a Ask,
    env: &'a Env,
    unit: &'a Unit,
    tip_off: &'a TipOff,
}

/// Answers a request of the tip-off. Errors: [`Problem`], for a page; where a program asks, problems are answers.
pub(crate) async fn answer(
    route: &TipRoute,
    ask: &Ask,
    env: &Env,
    unit: &Unit,
    sender: &Sender,
) -> Result<Answer, Problem> {
    let attempt = async {
        let tip_off = unit.tip_off.as_ref().filter(|_| unit.widgets.contains(&Widget::TipOff));
        let desk = Desk { ask, env, unit, tip_off: tip_off.ok_or(Problem::UnknownWidget)? };
        let posts = matches!(route, TipRoute::SendForm | TipRoute::SendReturn);
        // The load of what follows a form in a frame tells the page around it that something was
        // sent. So none is taken from there.
        if !may(route, sender) || posts && desk.is_framed() {
            return Err(Problem::ForeignOrigin);
        }
        desk.answer(route).await
    };
    match attempt.await {
        Err(problem) if !route.is_page() => Ok(Reply::problem(&problem).into()),
        answer => answer,
    }
}

/// Whether `sender` may ask this. A form's page may hide where it is: some browsers for the careful do. It gains nothing that
/// any program could not have, and a tip is never refused for it.
fn may(route: &TipRoute, sender: &Sender) -> bool {
    match sender {
        Sender::Unnamed | Sender::Own => true,
        Sender::Hidden => route.is_page(),
        Sender::Portal(_) | Sender::Foreign => {
            matches!(
                route,
                TipRoute::Form | TipRoute::Return | TipRoute::Key | TipRoute::Sent | TipRoute::Leave
            )
        }
    }
}

impl Desk<'_> {
    async fn answer(&self, route: &TipRoute) -> Result<Answer, Problem> {
        let reply = match route {
            TipRoute::Form => self.form_page().await?,
            TipRoute::SendForm => self.send_form().await?,
            TipRoute::Return => self.return_page().await?,
            TipRoute::SendReturn => self.send_return().await?,
            TipRoute::Key => self.key_page().await,
            TipRoute::Sent => self.sent_page().await,
            TipRoute::Leave => self.leave_page().await,
            TipRoute::Post => self.post().await?,
            TipRoute::Challenge => self.challenge().await?,
            TipRoute::Piece(lookup, file, index) => self.piece(*lookup, *file, *index).await?,
            TipRoute::File(lookup, file) => return self.file(*lookup, *file).await,
            TipRoute::Acknowledge(lookup, file) => self.acknowledge(*lookup, *file).await?,
            TipRoute::Timeline(lookup) => self.timeline(*lookup).await?,
            TipRoute::Message(lookup) => self.message(*lookup).await?,
            TipRoute::Answer(lookup) => self.take_answer(*lookup).await?,
        };
        Ok(reply.into())
    }

    /// The unit's mailbox.
    const fn tips(&self) -> Tips<'_> {
        Tips { env: self.env, unit: &self.unit.id }
    }

    /// Whether one of the unit's own systems asks. Errors: as [`token::authorize`].
    fn authorize(&self) -> Result<(), Problem> {
        token::authorize(self.ask, self.env, self.unit)
    }

    /// To whom is sealed today, and under which names.
    fn recipients(&self) -> (Vec<KeyId>, Vec<Recipient>) {
        let keys = self.tip_off.valid_keys(runtime::now().day());
        keys.map(|key| (key.id.clone(), key.recipient.clone())).unzip()
    }

    /// Counts a look with a receipt, be it right or wrong. Errors: [`Problem::Busy`], [`Problem::Internal`].
    fn admit_lookup(&self) -> Result<(), Problem> {
        let config = Config::of(self.env).map_err(|_| Problem::Internal)?;
        LOOKUPS.with(|lookups| lookups.admit(self.ask, &config))
    }

    /// Counts a piece of a file, whichever way it comes. Errors: [`Problem::Busy`], [`Problem::Internal`].
    fn admit_piece(&self) -> Result<(), Problem> {
        let config = Config::of(self.env).map_err(|_| Problem::Internal)?;
        UPLOADS.with(|uploads| uploads.admit(self.ask, &config))
    }

    async fn challenge(&self) -> Result<Reply, Problem> {
        let challenge = self.tips().challenge().await?;
        Ok(challenge.map_or_else(|| Reply::empty(204), |json| Reply::json(200, json)).cached("no-store"))
    }

    async fn timeline(&self, lookup: Lookup) -> Result<Reply, Problem> {
        self.admit_lookup()?;
        let timeline = self.tips().timeline(lookup).await?;
        let json = serde_json::to_vec(&timeline).map_err(|_| Problem::Internal)?;
        Ok(Reply::json(200, json).cached("no-store"))
    }
}
