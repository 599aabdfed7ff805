//! A citizen's browser as far as the edge sees it: what it seals, puts, posts and asks. And the unit that opens it.

use anyhow::{Context, Result, ensure};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use demo::units::{IDENTITY, KEY, RECIPIENT, TOKEN};
use reqwest::{Method, RequestBuilder, Response, StatusCode, header};
use serde_json::Value;
use tests::world::{Delivery, UNIT, World, fresh_id};
use tt_contract::{
    id::SubmissionId,
    lang::Lang,
    tip::{Account, Attached, FileRef, Files, Lookup, Message, Receipt, Tip},
};
use tt_seal::{FileSealer, Identity};

/// A body of a form with files.
#[derive(Default)]
pub(crate) struct Multipart(Vec<u8>);

const BOUNDARY: &str = "----tests";

impl Multipart {
    pub(crate) fn text(self, name: &str, value: &str) -> Self {
        self.part(&format!("name=\"{name}\""), value.as_bytes())
    }

    pub(crate) fn file(self, name: &str, file_name: &str, content: &[u8]) -> Self {
        self.part(
            &format!("name=\"{name}\"; filename=\"{file_name}\"\r\nContent-Type: application/x-any"),
            content,
        )
    }

    fn part(mut self, head: &str, content: &[u8]) -> Self {
        self.0.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n").bytes());
        self.0.extend(content);
        self.0.extend(b"\r\n");
        self
    }

    pub(crate) fn body(mut self) -> Vec<u8> {
        self.0.extend(format!("--{BOUNDARY}--\r\n").bytes());
        self.0
    }
}

/// Posts a form to a path of the edge.
pub(crate) async fn post(world: &World, path: &str, form: Multipart) -> Result<Response> {
    Ok(request(world, Method::POST, path).body(form.body()).send().await?)
}

/// A request with a form's media type, to be changed and sent.
pub(crate) fn request(world: &World, method: Method, path: &str) -> RequestBuilder {
    let media = format!("multipart/form-data; boundary={BOUNDARY}");
    world.http.request(method, world.edge(path)).header(header::CONTENT_TYPE, media)
}

/// A sealed file.
pub(crate) struct SealedFile {
    pub(crate) attached: Attached,
    pub(crate) pieces: Vec<Vec<u8>>,
}

impl SealedFile {
    /// Seals `content` as a browser does.
    pub(crate) fn new(content: &[u8], originals: bool) -> Result<Self> {
        let mut sealer = FileSealer::new(&[RECIPIENT.parse()?], originals)?;
        let mut pieces = Vec::new();
        for part in content.chunks(300_000) {
            sealer.push(part)?;
            pieces.extend(std::iter::from_fn(|| sealer.take_chunk()));
        }
        let (rest, about) = sealer.finish()?;
        pieces.extend(rest);
        let attached = Attached {
            id: fresh_id()?.parse()?,
            media_type: about.media_type,
            size: about.size,
            sha256: about.sha256,
            metadata: about.metadata,
        };
        Ok(Self { attached, pieces })
    }

    pub(crate) fn reference(&self) -> FileRef {
        FileRef { id: self.attached.id, size: self.pieces.iter().map(|piece| piece.len() as u64).sum() }
    }
}

/// Somebody with a receipt.
pub(crate) struct Citizen {
    pub(crate) receipt: Receipt,
}

impl Citizen {
    pub(crate) fn new() -> Result<Self> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)?;
        Ok(Self { receipt: Receipt::from_random(bytes) })
    }

    pub(crate) fn lookup(&self) -> Lookup {
        tt_seal::lookup(&self.receipt)
    }

    pub(crate) fn path(&self, rest: &str) -> String {
        format!("/v1/units/{UNIT}/tips/{}/{rest}", self.lookup())
    }

    /// What is said, before it is sealed.
    pub(crate) fn tip(&self, account: &str, files: &[&SealedFile]) -> Result<Tip> {
        Ok(Tip {
            unit: UNIT.parse()?,
            lookup: self.lookup(),
            reply_to: tt_seal::identity(&self.receipt).recipient(),
            lang: Lang::Vi,
            account: Account::required(account)?,
            crime: None,
            when: None,
            place: None,
            who: None,
            known: None,
            ongoing: None,
            contact: None,
            files: Files::new(files.iter().map(|file| file.attached.clone()).collect())?,
        })
    }

    /// Puts a file, piece by piece.
    pub(crate) async fn upload(&self, world: &World, file: &SealedFile) -> Result<()> {
        for (index, piece) in file.pieces.iter().enumerate() {
            let answer = self.put(world, file.attached.id, index, piece).await?;
            ensure!(answer.status() == StatusCode::NO_CONTENT, "piece {index}: {answer:?}");
        }
        Ok(())
    }

    /// Puts one piece.
    pub(crate) async fn put(
        &self,
        world: &World,
        file: SubmissionId,
        index: usize,
        piece: &[u8],
    ) -> Result<Response> {
        let path = self.path(&format!("files/{file}/{index}?of={KEY}"));
        let request =
            world.http.put(world.edge(&path)).header(header::CONTENT_TYPE, "application/octet-stream");
        Ok(request.body(piece.to_vec()).send().await?)
    }

    /// The form of a tip.
    pub(crate) fn form(&self, sealed: &[u8], files: &[&SealedFile]) -> Multipart {
        let lookup = self.lookup().to_string();
        attached(Multipart::default().text("lookup", &lookup), sealed, files)
    }

    /// Sends a tip with files that were uploaded: its sealed text.
    pub(crate) async fn send(&self, world: &World, account: &str, files: &[&SealedFile]) -> Result<Vec<u8>> {
        let sealed = seal(&serde_json::to_string(&self.tip(account, files)?)?)?;
        let answer = post(world, &format!("/v1/units/{UNIT}/tips"), self.form(&sealed, files)).await?;
        let status = answer.status();
        let said: Value = json(answer).await?;
        ensure!(status == StatusCode::ACCEPTED, "{status} {said}");
        ensure!(said == serde_json::json!({ "lookup": self.lookup() }), "{said}");
        Ok(sealed)
    }

    /// Sends a message.
    pub(crate) async fn write(
        &self,
        world: &World,
        id: &str,
        text: &str,
        file: Option<&SealedFile>,
    ) -> Result<Response> {
        let message = Message {
            unit: UNIT.parse()?,
            lookup: self.lookup(),
            reply_to: tt_seal::identity(&self.receipt).recipient(),
            lang: Lang::Vi,
            text: tt_contract::tip::Detail::required(text)?,
            files: Files::new(file.iter().map(|file| file.attached.clone()).collect())?,
        };
        let sealed = seal(&serde_json::to_string(&message)?)?;
        let form = attached(Multipart::default().text("id", id), &sealed, file.as_slice());
        post(world, &self.path("messages"), form).await
    }

    /// What has come of it, as the edge says.
    pub(crate) async fn timeline(&self, world: &World) -> Result<Value> {
        json(world.http.get(world.edge(&self.path("messages"))).send().await?.error_for_status()?).await
    }

    /// The text of a sealed reply in the timeline.
    pub(crate) fn open(&self, sealed: &Value) -> Result<Value> {
        let sealed = STANDARD.decode(sealed.as_str().context("no reply")?)?;
        Ok(serde_json::from_str(&tt_seal::open_text(&tt_seal::identity(&self.receipt), &sealed)?)?)
    }
}

/// What every form has: what is sealed, and the files that were uploaded.
pub(crate) fn attached(form: Multipart, sealed: &[u8], files: &[&SealedFile]) -> Multipart {
    let form = form.text("keys", KEY).text("lang", "vi").file("sealed", "blob", sealed);
    files.iter().fold(form, |form, file| {
        let FileRef { id, size } = file.reference();
        form.text("file", &format!("{id}:{size}"))
    })
}

/// Seals a text to the demo's key.
pub(crate) fn seal(json: &str) -> Result<Vec<u8>> {
    Ok(tt_seal::seal_text(&[RECIPIENT.parse()?], json)?)
}

/// The body as JSON.
pub(crate) async fn json(answer: Response) -> Result<Value> {
    Ok(serde_json::from_slice(&answer.bytes().await?)?)
}

/// The unit's own identity.
pub(crate) fn identity() -> Result<Identity> {
    let secret = IDENTITY.lines().find(|line| line.starts_with("AGE-SECRET-KEY-")).context("no identity")?;
    Ok(secret.parse()?)
}

/// What a delivery says, opened by the unit.
pub(crate) fn opened(delivery: &Delivery) -> Result<Value> {
    ensure!(delivery.verified, "the signature is wrong");
    let sealed = STANDARD.decode(delivery.of("sealed").as_str().context("nothing sealed")?)?;
    Ok(serde_json::from_str(&tt_seal::open_text(&identity()?, &sealed)?)?)
}

/// Fetches the file at `place` of a delivery with the unit's token, and opens it.
pub(crate) async fn fetched(world: &World, delivery: &Delivery, place: usize) -> Result<Vec<u8>> {
    let said = opened(delivery)?;
    let attached: Attached = serde_json::from_value(said["files"][place].clone())?;
    let link = &delivery.of("files")[place];
    ensure!(link["id"] == attached.id.to_string(), "another file is linked: {link}");
    let path = link["path"].as_str().context("no path")?;
    let answer = by_unit(world, Method::GET, path).send().await?.error_for_status()?;
    let sealed = answer.bytes().await?;
    ensure!(link["size"] == sealed.len(), "{} bytes came of {link}", sealed.len());
    let mut file = Vec::new();
    tt_seal::open_file(&identity()?, sealed.as_ref(), &attached, &mut file)?;
    Ok(file)
}

/// A request of the unit's own system.
pub(crate) fn by_unit(world: &World, method: Method, path: &str) -> RequestBuilder {
    world.http.request(method, world.edge(path)).bearer_auth(TOKEN)
}

/// Posts an answer of the unit.
pub(crate) async fn reply(world: &World, path: &str, answer: &Value) -> Result<Response> {
    let request = by_unit(world, Method::POST, path).header(header::CONTENT_TYPE, "application/json");
    Ok(request.body(answer.to_string()).send().await?)
}

/// A small PNG (one grey pixel) with a text chunk, as an editor leaves one; `text` says who took it.
#[expect(clippy::expect_used, reason = "it is made of what is known")]
pub(crate) fn png(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 1, 1);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.add_text_chunk("Author".into(), text.into()).expect("a short text");
    encoder.write_header().and_then(|mut writer| writer.write_image_data(&[128])).expect("one pixel");
    bytes
}

/// A PDF, as far as its first bytes say, of so many bytes that do not repeat.
pub(crate) fn pdf(length: usize, seed: u8) -> Vec<u8> {
    let mut state = u32::from(seed) + 1;
    let noise = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    });
    b"%PDF-1.7\n".iter().copied().chain(noise).take(length).collect()
}
