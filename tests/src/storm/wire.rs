//! What citizens' browsers put on the wire, with a mark by which its delivery is known again.

use super::chance::Chance;
use crate::{html::field, world::Form};
use anyhow::Result;
use demo::units::{KEY, RECIPIENT};
use reqwest::{Client, RequestBuilder, header};
use serde_json::json;
use tt_contract::{
    id::SubmissionId,
    lang::Lang,
    tip::{Account, Attached, Detail, Files, Message, Receipt, Tip},
};
use tt_seal::FileSealer;

/// A request that can be sent again, byte for byte.
#[derive(Clone, Debug)]
pub(super) struct Letter {
    pub(super) method: &'static str,
    pub(super) path: String,
    content_type: &'static str,
    /// Whether a program waits for the answer; otherwise a person's browser.
    json: bool,
    body: Vec<u8>,
}

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data; boundary=----storm";
const BOUNDARY: &str = "----storm";

impl Letter {
    fn new(path: String, content_type: &'static str, json: bool, body: Vec<u8>) -> Self {
        Self { method: "POST", path, content_type, json, body }
    }

    /// The request to the edge at `edge`.
    pub(super) fn request(&self, http: &Client, edge: &str) -> RequestBuilder {
        let url = format!("{edge}{}", self.path);
        let request = if self.method == "PUT" { http.put(url) } else { http.post(url) };
        let accept = if self.json { "application/json" } else { "text/html" };
        request
            .header(header::CONTENT_TYPE, self.content_type)
            .header(header::ACCEPT, accept)
            .body(self.body.clone())
    }
}

/// A rating as a form or as JSON, sent by a script or by a browser without.
pub(super) fn rating(
    chance: &mut Chance,
    unit: &str,
    id: SubmissionId,
    mark: &str,
    replaces: Option<SubmissionId>,
) -> Result<Letter> {
    let (level, path) = (chance.below(5) + 1, format!("/v1/units/{unit}/ratings"));
    // A change is of the same page.
    let page = "/bai-viet/bao";
    if chance.hits(30) {
        let body = json!({ "id": id, "page": page, "level": level, "lang": "vi", "comment": mark, "replaces": replaces });
        return Ok(Letter::new(path, "application/json", true, body.to_string().into_bytes()));
    }
    let level = u8::try_from(level)?;
    let form = Form::new(level)?.with("id", &id.to_string()).page(page).with("comment", mark);
    let form = form.with("replaces", &replaces.map(|id| id.to_string()).unwrap_or_default());
    Ok(Letter::new(path, FORM, chance.hits(50), form.encoded().into_bytes()))
}

/// A file that is sealed as a browser does.
pub(super) struct Sealed {
    pub(super) attached: Attached,
    pieces: Vec<Vec<u8>>,
}

impl Sealed {
    pub(super) fn new(chance: &mut Chance, content: &[u8]) -> Result<Self> {
        let mut sealer = FileSealer::new(&[RECIPIENT.parse()?], false)?;
        sealer.push(content)?;
        let mut pieces: Vec<Vec<u8>> = std::iter::from_fn(|| sealer.take_chunk()).collect();
        let (rest, about) = sealer.finish()?;
        pieces.extend(rest);
        let attached = Attached {
            id: SubmissionId::from_random(chance.bytes()),
            media_type: about.media_type,
            size: about.size,
            sha256: about.sha256,
            metadata: about.metadata,
        };
        Ok(Self { attached, pieces })
    }

    /// Its pieces on their way.
    pub(super) fn letters(&self, unit: &str, receipt: &Receipt) -> Vec<Letter> {
        let folder = format!("{}/files/{}", tip_path(unit, receipt), self.attached.id);
        let piece = |(index, piece): (usize, &Vec<u8>)| Letter {
            method: "PUT",
            path: format!("{folder}/{index}?of={KEY}"),
            content_type: "application/octet-stream",
            json: true,
            body: piece.clone(),
        };
        self.pieces.iter().enumerate().map(piece).collect()
    }

    fn field(&self) -> String {
        format!("{}:{}", self.attached.id, self.pieces.iter().map(Vec::len).sum::<usize>())
    }
}

fn tip_path(unit: &str, receipt: &Receipt) -> String {
    format!("/v1/units/{unit}/tips/{}", tt_seal::lookup(receipt))
}

/// A tip that the browser seals.
pub(super) fn sealed_tip(unit: &str, receipt: &Receipt, mark: &str, file: Option<&Sealed>) -> Result<Letter> {
    let tip = Tip {
        unit: unit.parse()?,
        lookup: tt_seal::lookup(receipt),
        reply_to: tt_seal::identity(receipt).recipient(),
        lang: Lang::Vi,
        account: Account::required(mark)?,
        crime: None,
        when: None,
        place: None,
        who: None,
        known: None,
        ongoing: None,
        contact: None,
        files: Files::new(file.iter().map(|file| file.attached.clone()).collect())?,
    };
    let lookup = tt_seal::lookup(receipt).to_string();
    let body = sealed_form(("lookup", &lookup), &serde_json::to_string(&tip)?, file)?;
    Ok(Letter::new(format!("/v1/units/{unit}/tips"), MULTIPART, true, body))
}

/// A message that follows a tip.
pub(super) fn message(unit: &str, receipt: &Receipt, id: SubmissionId, mark: &str) -> Result<Letter> {
    let message = Message {
        unit: unit.parse()?,
        lookup: tt_seal::lookup(receipt),
        reply_to: tt_seal::identity(receipt).recipient(),
        lang: Lang::Vi,
        text: Detail::required(mark)?,
        files: Files::default(),
    };
    let body = sealed_form(("id", &id.to_string()), &serde_json::to_string(&message)?, None)?;
    Ok(Letter::new(format!("{}/messages", tip_path(unit, receipt)), MULTIPART, true, body))
}

/// Where the form without script stands.
pub(super) fn form_path(unit: &str) -> String {
    format!("/u/{unit}/tip-off?lang=vi&plain=1")
}

/// A tip that the edge seals, from a browser without script that shows `page`.
pub(super) fn plain_tip(unit: &str, page: &str, mark: &str, file: Option<&[u8]>) -> Result<Letter> {
    let mut form = Multipart::default();
    for name in ["receipt", "mac"] {
        form.part(&format!("name=\"{name}\""), field(page, name)?.as_bytes());
    }
    form.part("name=\"lang\"", b"vi");
    form.part("name=\"account\"", mark.as_bytes());
    if let Some(file) = file {
        // Nothing hidden in it can be taken out, and it is sent all the same.
        form.part("name=\"original\"", b"a.pdf");
        form.part("name=\"files\"; filename=\"a.pdf\"\r\nContent-Type: application/pdf", file);
    }
    Ok(Letter::new(form_path(unit), MULTIPART, false, form.end()))
}

fn sealed_form((name, value): (&str, &str), json: &str, file: Option<&Sealed>) -> Result<Vec<u8>> {
    let mut form = Multipart::default();
    form.part(&format!("name=\"{name}\""), value.as_bytes());
    form.part("name=\"keys\"", KEY.as_bytes());
    form.part("name=\"lang\"", b"vi");
    let sealed = tt_seal::seal_text(&[RECIPIENT.parse()?], json)?;
    form.part("name=\"sealed\"; filename=\"blob\"\r\nContent-Type: application/octet-stream", &sealed);
    if let Some(file) = file {
        form.part("name=\"file\"", file.field().as_bytes());
    }
    Ok(form.end())
}

#[derive(Default)]
struct Multipart(Vec<u8>);

impl Multipart {
    fn part(&mut self, head: &str, content: &[u8]) {
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n");
        self.0.extend([head.as_bytes(), content, b"\r\n"].concat());
    }

    fn end(mut self) -> Vec<u8> {
        self.0.extend(format!("--{BOUNDARY}--\r\n").bytes());
        self.0
    }
}
