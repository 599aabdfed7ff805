//! Forms from browsers without script. What comes is sealed here as it comes: files piece by piece, the texts at the end;
//! of neither is anything stored, logged or kept in memory beyond the request.

mod attach;
mod drawn;
mod judge;
mod typed;

use super::{Desk, multipart::Parts};
use crate::{
    body, config, hash, limit,
    mailbox::{call::Incoming, tips::Kept},
    media::Media,
    metrics::{self, Accepted},
    reply::Reply,
    runtime,
};
use attach::Attaching;
use base64::{Engine as _, engine::general_purpose::STANDARD};
pub(super) use drawn::Drawn;
use drawn::Keys;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::cell::OnceCell;
use tt_contract::{
    fault::{Fault, Kind},
    id::SubmissionId,
    lang::Lang,
    problem::Problem,
    tip::{Attached, Envelope, Files, Lookup, Message, Proof, Receipt, SealedBy, Tip},
};
use tt_widgets::render::{TipForm, TipNotice, TipReturn};
use typed::Typed;

thread_local! {
    /// What receipts are known by where no token of the unit is bound: this isolate's own.
    static SECRET: OnceCell<[u8; 32]> = const { OnceCell::new() };
}

/// Reads the receipt of a form.
type ReadReceipt = fn(&Desk<'_>, &Typed) -> Result<Receipt, Problem>;

/// What is sealed, and what stands around it.
struct Draft {
    lookup: Lookup,
    message: Option<SubmissionId>,
    lang: Lang,
    json: String,
    digest: String,
}

impl Desk<'_> {
    /// `POST /u/{unit}/tip-off`. Errors: [`Problem`], where the form cannot be shown again.
    pub(super) async fn send_form(&self) -> Result<Reply, Problem> {
        let read: ReadReceipt = |desk, typed| desk.drawn_receipt(typed);
        let (typed, attaching) = self.take(read).await?;
        let shown = self.shown(typed.lang);
        let receipt = self.drawn_receipt(&typed);
        let attempt = async {
            let receipt = receipt.clone()?;
            let attached = attaching.attached()?;
            let tip = judge::tip(&typed, self.unit, self.tip_off, &receipt, shown.lang, attached)?;
            let draft = Draft::tip(&tip, &receipt)?;
            self.seal_and_post(draft, &attaching).await
        };
        match attempt.await {
            Ok(()) => Ok(self.thank(shown)),
            Err(problem) => {
                self.throw_away(&attaching).await;
                let notice = match &problem {
                    // It stood open for days, or the unit's token was changed, or another page made it.
                    Problem::InvalidSubmission(_) if receipt.is_err() => TipNotice::Renewed,
                    Problem::InvalidSubmission(_) => TipNotice::Mend,
                    _ if problem.retry_after_s().is_some() => TipNotice::Busy,
                    // Somebody went back to a form that had arrived, and changed it: sent again, it is a tip of its own.
                    Problem::IdReused => TipNotice::Confirm,
                    _ => return Err(problem),
                };
                let Drawn { receipt, mac } = match receipt {
                    Ok(receipt) if notice != TipNotice::Confirm => self.keys_of_receipts()?.vouch(receipt)?,
                    _ => self.draw_receipt()?,
                };
                let filled = typed.filled(attaching.came(), attaching.unclean());
                let errors = attaching.errors(&problem);
                let form = TipForm { receipt, mac, filled, errors, notice: Some(notice) };
                Ok(self.form(shown, form, problem.status()).await.of(&problem))
            }
        }
    }

    /// A receipt for one person's next tip. Errors: [`Problem::Internal`].
    pub(super) fn draw_receipt(&self) -> Result<Drawn, Problem> {
        let random = runtime::random().map_err(|_| Problem::Internal)?;
        self.keys_of_receipts()?.vouch(Receipt::from_random(random))
    }

    /// The receipt of a form that the edge made. Errors: [`Problem::InvalidSubmission`] at `/receipt`.
    fn drawn_receipt(&self, typed: &Typed) -> Result<Receipt, Problem> {
        let receipt = typed.receipt()?;
        if self.keys_of_receipts()?.vouches(&receipt, typed.get("mac")) {
            return Ok(receipt);
        }
        Err(Problem::invalid("/receipt", Fault::new(Kind::Unknown)))
    }

    fn keys_of_receipts(&self) -> Result<Keys<'_>, Problem> {
        let tokens = self.unit.tokens.iter().filter_map(|name| config::text(self.env, name));
        let mut secrets: Vec<Vec<u8>> = tokens.map(String::into_bytes).collect();
        if secrets.is_empty() {
            let fresh = runtime::random().map_err(|_| Problem::Internal)?;
            secrets.push(SECRET.with(|secret| secret.get_or_init(|| fresh).to_vec()));
        }
        Ok(Keys::new(&self.unit.id, secrets, runtime::now().day()))
    }

    /// `POST /u/{unit}/tip-off/return`: with an `id` a message, without a look. Errors: as [`Desk::send_form`].
    pub(super) async fn send_return(&self) -> Result<Reply, Problem> {
        let (typed, attaching) = self.take(|_, typed| typed.receipt()).await?;
        let shown = self.shown(typed.lang);
        let attempt = async {
            let receipt = typed.receipt()?;
            let Some(id) = typed.id()? else { return Ok(Some(self.opened(&receipt).await?)) };
            let message = judge::message(&typed, self.unit, &receipt, shown.lang, attaching.attached()?)?;
            self.seal_and_post(Draft::message(&message, id, &receipt)?, &attaching).await.map(|()| None)
        };
        match attempt.await {
            Ok(Some(opened)) => Ok(self.returning(shown, opened, 200).await),
            Ok(None) => Ok(self.thank(shown)),
            Err(problem) => {
                self.throw_away(&attaching).await;
                let again = matches!(problem, Problem::InvalidSubmission(_) | Problem::IdReused);
                if !again && problem.retry_after_s().is_none() {
                    return Err(problem);
                }
                // Of a message that comes back the timeline is shown as well, if it can be had.
                let mut of = match (typed.receipt(), typed.id()) {
                    (Ok(receipt), Ok(Some(id))) => {
                        let mut of = self.opened(&receipt).await.unwrap_or_default();
                        of.message = of.message.filter(|_| problem == Problem::IdReused).or(Some(id));
                        of
                    }
                    _ => TipReturn::default(),
                };
                (of.receipt, of.text) = (typed.get("receipt").to_owned(), typed.get("text").to_owned());
                (of.errors, of.unclean) = (attaching.errors(&problem), typed.originals(attaching.unclean()));
                of.busy = !matches!(problem, Problem::InvalidSubmission(_));
                Ok(self.returning(shown, of, problem.status()).await.of(&problem))
            }
        }
    }

    /// Reads a form; its files are sealed and put while it comes. Errors: [`Problem`], where it is no form, or breaks off.
    async fn take(&self, receipt: ReadReceipt) -> Result<(Typed, Attaching), Problem> {
        let (mut typed, mut attaching) = (Typed::default(), Attaching::default());
        let content_type = self.ask.header("Content-Type").unwrap_or_default();
        if Media::of(&content_type) == Some(Media::Form) {
            let body = body::read(self.ask.request(), limit::FORM_BYTES).await?;
            form_urlencoded::parse(&body).for_each(|(name, value)| typed.add(&name, value.into_owned()));
            return Ok((typed, attaching));
        }
        let mut parts = Parts::new(&content_type, body::stream(self.ask.request()))?;
        let outcome = loop {
            let part = match parts.next().await {
                Ok(Some(part)) => part,
                Ok(None) => break Ok(()),
                Err(problem) => break Err(problem),
            };
            let taken = if part.name() == "files" {
                if !part.is_file() {
                    continue;
                }
                // In the form all of them stand before the files. Without a right receipt all of it is refused anyway.
                let Ok(receipt) = receipt(self, &typed) else {
                    attaching.pass_over();
                    continue;
                };
                let originals = typed.is_on("originals") || typed.has("original", part.file_name());
                self.attach(&mut attaching, tt_seal::lookup(&receipt), originals, part).await
            } else {
                let name = part.name().to_owned();
                part.text(limit::FORM_FIELD_BYTES).await.map(|value| typed.add(&name, value))
            };
            if let Err(problem) = taken {
                break Err(problem);
            }
        };
        match outcome {
            Ok(()) => Ok((typed, attaching)),
            Err(Problem::TooLarge { .. }) if attaching.came() => {
                attaching.too_long();
                Ok((typed, attaching))
            }
            Err(problem) => {
                self.throw_away(&attaching).await;
                Err(problem)
            }
        }
    }

    /// Seals a text and puts it. Errors: [`Problem`].
    async fn seal_and_post(&self, draft: Draft, attaching: &Attaching) -> Result<(), Problem> {
        let (keys, recipients) = self.recipients();
        // Fails closed: where nothing can be sealed, nothing goes any further.
        let sealed = tt_seal::seal_text(&recipients, &draft.json).map_err(|_| Problem::Internal)?;
        let envelope = Envelope {
            lookup: draft.lookup,
            message: draft.message,
            keys,
            sealed: STANDARD.encode(sealed),
            files: attaching.references(),
            lang: draft.lang,
            sealed_by: SealedBy::Edge,
            proof: Proof::NotAsked,
        };
        let kind = if envelope.message.is_some() { Accepted::Message } else { Accepted::Tip };
        let incoming = Incoming { envelope, digest: draft.digest, payload: None };
        match self.tips().post(&incoming).await? {
            Kept::Now => metrics::accepted(&self.unit.id, kind),
            // It came twice; the files of the first time are the tip's.
            Kept::Before => self.throw_away(attaching).await,
        }
        Ok(())
    }
}

impl Draft {
    fn tip(tip: &Tip, receipt: &Receipt) -> Result<Self, Problem> {
        let json = serde_json::to_string(tip).map_err(|_| Problem::Internal)?;
        let compared = Tip { files: renamed(&tip.files)?, ..tip.clone() };
        let digest = digest(receipt, &serde_json::to_vec(&compared).map_err(|_| Problem::Internal)?)?;
        Ok(Self { lookup: tip.lookup, message: None, lang: tip.lang, json, digest })
    }

    fn message(message: &Message, id: SubmissionId, receipt: &Receipt) -> Result<Self, Problem> {
        let json = serde_json::to_string(message).map_err(|_| Problem::Internal)?;
        let compared = Message { files: renamed(&message.files)?, ..message.clone() };
        let digest = digest(receipt, &serde_json::to_vec(&compared).map_err(|_| Problem::Internal)?)?;
        Ok(Self { lookup: message.lookup, message: Some(id), lang: message.lang, json, digest })
    }
}

/// The files, named by their places: their ids are drawn anew each time a form comes.
fn renamed(files: &Files) -> Result<Files, Problem> {
    let place = |place: u8| SubmissionId::from_random([place; 16]);
    let renamed = (0..).map(place).zip(files).map(|(id, file)| Attached { id, ..file.clone() });
    Files::new(renamed.collect()).map_err(|_| Problem::Internal)
}

/// By what the same form is known when it comes again: sealed twice, it differs each time. Only who has the receipt, which the
/// mailbox never sees, can tell from it what a text was, or try one.
fn digest(receipt: &Receipt, content: &[u8]) -> Result<String, Problem> {
    const PURPOSE: &[u8] = b"tuong-tac/repeat/v1";
    let mac = Hmac::<Sha256>::new_from_slice(&receipt.bytes()).map_err(|_| Problem::Internal)?;
    let code = mac.chain_update(PURPOSE).chain_update(content).finalize().into_bytes();
    Ok(hash::hex(&code))
}
