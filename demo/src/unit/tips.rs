//! Tips, opened natively with the demo's key, as a unit's own system would open them; its answers, sealed.

use super::{Delivery, Shared};
use crate::units::{IDENTITY, TOKEN};
use anyhow::{Context, Result, ensure};
use axum::{
    body::Bytes,
    extract::{Path, State},
    http::{
        HeaderMap, StatusCode,
        header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS},
    },
    response::{IntoResponse, Redirect, Response},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use reqwest::{Client, RequestBuilder, redirect::Policy};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{slice, sync::Arc};
use tt_contract::{
    event::{TIP_CREATED, TIP_MESSAGE},
    id::SubmissionId,
    tip::{Answer, Detail, Lookup, Recipient, Reply, Sent, Status},
    unit::UnitId,
};
use tt_seal::Identity;

/// What the edge says of a tip besides what is sealed.
#[derive(Deserialize)]
struct Envelope {
    lookup: Lookup,
    sealed: String,
    #[serde(default)]
    files: Vec<Lying>,
}

/// Where a sealed file lies at the edge.
#[derive(Deserialize)]
struct Lying {
    id: SubmissionId,
    path: String,
}

/// What the page shows of a delivery that is sealed.
#[derive(Default, Serialize)]
pub(super) struct Opened {
    /// The JSON that was sealed, and the names its files are given; nothing where it could not be
    /// opened.
    tip: Option<(Value, Vec<String>)>,
    /// Why it could not be opened, or is not answered.
    failed: Option<String>,
}

/// Opens one of the `deliveries`; nothing where it is not sealed, or not from the edge.
pub(super) fn opened(deliveries: &[Delivery], delivery: &Delivery) -> Option<Opened> {
    let is_sealed = delivery.verified && delivery.kind.starts_with("tip.");
    is_sealed.then(|| {
        let shown = open(delivery).and_then(|(json, sent)| {
            let names = sent.files().iter().enumerate().map(|(place, file)| file.name(place)).collect();
            let failed = sender(deliveries, delivery, &sent).err().map(|error| format!("{error:#}"));
            Ok(Opened { tip: Some((serde_json::from_str(&json)?, names)), failed })
        });
        shown.unwrap_or_else(|error| Opened { failed: Some(format!("{error:#}")), ..Opened::default() })
    })
}

fn identity() -> Result<Identity> {
    let line = IDENTITY.lines().find(|line| !line.starts_with('#')).context("the demo has no key")?;
    Ok(line.parse()?)
}

fn envelope(delivery: &Delivery) -> Result<Envelope> {
    Ok(Envelope::deserialize(&delivery.data)?)
}

fn open(delivery: &Delivery) -> Result<(String, Sent)> {
    let Envelope { lookup, sealed, .. } = envelope(delivery)?;
    let json = tt_seal::open_text(&identity()?, &BASE64_STANDARD.decode(sealed)?)?;
    let sent = Sent::read(&json, delivery.kind == TIP_MESSAGE, &delivery.unit.parse()?, lookup)?;
    Ok((json, sent))
}

/// To whom an answer to `delivery`, in which `sent` was sealed, is sealed: the sender of the first
/// tip under its lookup, which is no secret and which anybody may claim later. Errors: there is no
/// such tip, or somebody else sent this.
fn sender(deliveries: &[Delivery], delivery: &Delivery, sent: &Sent) -> Result<Recipient> {
    let lookup = envelope(delivery)?.lookup;
    let first = deliveries.iter().find_map(|one| {
        let is_tip = one.verified && one.kind == TIP_CREATED && one.unit == delivery.unit;
        let same = is_tip && envelope(one).is_ok_and(|envelope| envelope.lookup == lookup);
        match same.then(|| open(one)) {
            Some(Ok((_, Sent::Tip(tip)))) => Some(tip),
            _ => None,
        }
    });
    let first = first.context("Chưa có tin gốc: không biết có phải của người đã báo tin không.")?;
    let is_same = match sent {
        Sent::Tip(tip) => *tip == first,
        Sent::Message(message) => message.is_by_sender_of(&first),
    };
    ensure!(is_same, "KHÔNG PHẢI của người đã báo tin.");
    Ok(first.reply_to)
}

/// `GET /tips/{id}/{place}`: the file at a place of the delivery `id`, fetched from the edge and opened.
pub(super) async fn file(
    State(shared): State<Arc<Shared>>,
    Path((id, place)): Path<(String, usize)>,
) -> Response {
    match fetch(&shared, &id, place).await {
        Ok((name, media_type, bytes)) => {
            let disposition = format!("attachment; filename=\"{name}\"");
            let headers = [
                (CONTENT_TYPE, media_type),
                (CONTENT_DISPOSITION, disposition),
                (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
                (CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'".to_owned()),
            ];
            (headers, bytes).into_response()
        }
        Err(error) => (StatusCode::BAD_GATEWAY, format!("{error:#}\n")).into_response(),
    }
}

async fn fetch(shared: &Shared, id: &str, place: usize) -> Result<(String, String, Vec<u8>)> {
    let delivery = shared.delivery(id)?;
    let (_, sent) = open(&delivery)?;
    let attached = sent.files().iter().nth(place).context("no such file")?;
    let lying = envelope(&delivery)?.files.into_iter().find(|lying| lying.id == attached.id);
    let path = lying.context("the edge names no such file")?.path;
    let answer =
        authorized(client()?.get(format!("{}{path}", shared.edge))).send().await?.error_for_status()?;
    let mut bytes = Vec::new();
    tt_seal::open_file(&identity()?, &*answer.bytes().await?, attached, &mut bytes)?;
    let media_type = serde_json::to_value(attached.media_type)?.as_str().unwrap_or_default().to_owned();
    Ok((attached.name(place), media_type, bytes))
}

/// `POST /tips/{id}/reply`, with `status` and `text`: seals an answer to whoever sent the tip of
/// the delivery `id`, and puts it at the edge.
pub(super) async fn reply(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if !super::mode::is_own(&headers, &shared.origins) {
        return (StatusCode::FORBIDDEN, "another site may not answer\n").into_response();
    }
    match answer(&shared, &id, &body).await {
        Ok(()) => Redirect::to("/").into_response(),
        Err(error) => (StatusCode::UNPROCESSABLE_ENTITY, format!("{error:#}\n")).into_response(),
    }
}

async fn answer(shared: &Shared, id: &str, body: &[u8]) -> Result<()> {
    let field =
        |name| form_urlencoded::parse(body).find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    let (status, text) = (field("status").context("no status")?, field("text").unwrap_or_default());
    let delivery = shared.delivery(id)?;
    let (_, sent) = open(&delivery)?;
    let to = sender(shared.desk().inbox.deliveries(), &delivery, &sent)?;
    let unit: UnitId = delivery.unit.parse()?;
    let lookup = envelope(&delivery)?.lookup;
    let seal = |text: Detail| {
        let reply = Reply { unit: unit.clone(), lookup, text };
        anyhow::Ok(
            BASE64_STANDARD
                .encode(tt_seal::seal_text(slice::from_ref(&to), &serde_json::to_string(&reply)?)?),
        )
    };
    let mut random = [0; 16];
    getrandom::fill(&mut random).context("no random numbers")?;
    let answer = Answer {
        id: SubmissionId::from_random(random),
        status: Some(Status::of(&status).context("no such status")?),
        sealed: Detail::optional(&text)?.map(seal).transpose()?,
    };
    let url = format!("{}/v1/units/{unit}/tips/{lookup}/replies", shared.edge);
    let request = client()?.post(url).header(CONTENT_TYPE, "application/json");
    let sent = authorized(request).body(serde_json::to_vec(&answer)?).send().await?;
    ensure!(sent.status().is_success(), "the edge answers {}", sent.status());
    Ok(())
}

fn client() -> Result<Client> {
    Ok(Client::builder().redirect(Policy::none()).build()?)
}

fn authorized(request: RequestBuilder) -> RequestBuilder {
    request.bearer_auth(TOKEN)
}
