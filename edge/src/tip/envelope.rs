//! Sealed tips and messages from a browser: the fields of their forms, judged.

use super::{Desk, multipart::Parts};
use crate::{
    body, hash,
    limit::ENVELOPE_FIELD_BYTES,
    mailbox::{call::Incoming, tips::Kept},
    metrics::{self, Accepted},
    reply::Reply,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use tt_contract::{
    fault::{Fault, Kind},
    id::SubmissionId,
    lang::Lang,
    limits::{FILES, SEALED_TEXT_BYTES},
    problem::{FieldError, Problem},
    tip::{Envelope, FileRef, KeyId, Lookup, Proof, SealedBy},
    unit::TipOff,
};
use tt_seal::inspect;

/// The fields as they came.
#[derive(Debug, Default)]
struct Fields {
    lookup: Option<String>,
    id: Option<String>,
    keys: Option<String>,
    lang: Option<String>,
    sealed: Option<Vec<u8>>,
    files: Vec<String>,
    proof: Option<String>,
    bad: Vec<FieldError>,
}

impl Desk<'_> {
    /// `POST /v1/units/{unit}/tips`
    pub(super) async fn post(&self) -> Result<Reply, Problem> {
        let incoming = Fields::read(self.parts()?, None).await?.judge(None, self.tip_off)?;
        self.keep(incoming).await
    }

    /// `POST /v1/units/{unit}/tips/{lookup}/messages`
    pub(super) async fn message(&self, lookup: Lookup) -> Result<Reply, Problem> {
        let of = Some(lookup);
        let incoming = Fields::read(self.parts()?, of).await?.judge(of, self.tip_off)?;
        self.keep(incoming).await
    }

    async fn keep(&self, incoming: Incoming) -> Result<Reply, Problem> {
        if self.tips().post(&incoming).await? == Kept::Now {
            let is_message = incoming.envelope.message.is_some();
            metrics::accepted(&self.unit.id, if is_message { Accepted::Message } else { Accepted::Tip });
        }
        let said = serde_json::json!({ "lookup": incoming.envelope.lookup });
        Ok(Reply::json(202, said.to_string()).cached("no-store"))
    }

    fn parts(&self) -> Result<Parts, Problem> {
        let media = self.ask.header("Content-Type").unwrap_or_default();
        Parts::new(&media, body::stream(self.ask.request()))
    }
}

impl Fields {
    /// Reads the form of a tip, or of a message that follows the tip `of`. However many parts come, what is kept of them is bounded.
    /// Errors: as [`Parts::next`], [`Problem::TooLarge`].
    async fn read(mut parts: Parts, of: Option<Lookup>) -> Result<Self, Problem> {
        let mut fields = Self::default();
        while let Some(part) = parts.next().await? {
            let name = part.name().to_owned();
            if name == "sealed" {
                let sealed = part.bytes(SEALED_TEXT_BYTES).await?;
                fields.once("/sealed", |fields| &mut fields.sealed, sealed);
                continue;
            }
            let value = part.text(ENVELOPE_FIELD_BYTES).await?;
            match (name.as_str(), of) {
                ("lookup", None) => fields.once("/lookup", |fields| &mut fields.lookup, value),
                ("id", Some(_)) => fields.once("/id", |fields| &mut fields.id, value),
                ("keys", _) => fields.once("/keys", |fields| &mut fields.keys, value),
                ("lang", _) => fields.once("/lang", |fields| &mut fields.lang, value),
                ("proof", None) => fields.once("/proof", |fields| &mut fields.proof, value),
                ("file", _) if fields.files.len() <= FILES => fields.files.push(value),
                ("file", _) => {}
                // So nothing that is not sealed comes any further.
                _ => blame(&mut fields.bad, "", Fault::new(Kind::Unknown)),
            }
        }
        Ok(fields)
    }

    fn once<T>(&mut self, pointer: &'static str, field: impl Fn(&mut Self) -> &mut Option<T>, value: T) {
        if field(self).replace(value).is_some() {
            blame(&mut self.bad, pointer, Fault::new(Kind::Duplicate));
        }
    }

    /// Judges them; `of` is the tip that a message follows. Errors: [`Problem::InvalidSubmission`], with every bad field.
    fn judge(mut self, of: Option<Lookup>, tip_off: &TipOff) -> Result<Incoming, Problem> {
        let bad = &mut self.bad;
        let lookup = match of {
            Some(lookup) => Some(lookup),
            None => good(bad, "/lookup", required(self.lookup).and_then(|text| text.parse())),
        };
        let message = match of {
            Some(_) => good(bad, "/id", required(self.id).and_then(|text| text.parse::<SubmissionId>())),
            None => None,
        };
        let keys = good(bad, "/keys", keys(self.keys.as_deref(), tip_off));
        let lang = good(bad, "/lang", required(self.lang).and_then(|text| lang(&text)));
        let count = keys.as_ref().map(Vec::len);
        let sealed = good(bad, "/sealed", required(self.sealed).and_then(|bytes| sealed(&bytes, count)));
        let files = good(bad, "/files", files(&self.files));
        let all = (lookup, keys, lang, sealed, files);
        let (Some(lookup), Some(keys), Some(lang), Some(sealed), Some(files)) = all else {
            return Err(Problem::InvalidSubmission(self.bad));
        };
        if !bad.is_empty() {
            return Err(Problem::InvalidSubmission(self.bad));
        }
        let (sealed_by, proof) = (SealedBy::Browser, Proof::NotAsked);
        let envelope = Envelope { lookup, message, keys, sealed, files, lang, sealed_by, proof };
        let digest =
            serde_json::to_vec(&envelope).map(|json| hash::hex(&json)).map_err(|_| Problem::Internal)?;
        Ok(Incoming { envelope, digest, payload: self.proof })
    }
}

fn good<T>(bad: &mut Vec<FieldError>, pointer: &'static str, value: Result<T, Fault>) -> Option<T> {
    value.map_err(|fault| blame(bad, pointer, fault)).ok()
}

/// Blames a field once, whatever else is wrong with it and however often it came.
fn blame(bad: &mut Vec<FieldError>, pointer: &'static str, fault: Fault) {
    if bad.iter().all(|known| known.pointer != pointer) {
        bad.push(FieldError::new(pointer, fault));
    }
}

fn required<T>(value: Option<T>) -> Result<T, Fault> {
    value.ok_or(Fault::new(Kind::Missing))
}

fn lang(tag: &str) -> Result<Lang, Fault> {
    Lang::ALL.into_iter().find(|lang| lang.tag() == tag).ok_or(Fault::new(Kind::Unknown))
}

/// The names of the keys that something is sealed to: the unit's, of now or of former times, each once.
/// Errors: [`Kind::Missing`], [`Kind::Malformed`], [`Kind::Unknown`], [`Kind::Duplicate`].
pub(super) fn keys(list: Option<&str>, tip_off: &TipOff) -> Result<Vec<KeyId>, Fault> {
    let list = required(list.filter(|list| !list.is_empty()))?;
    let mut keys = Vec::new();
    for name in list.split(',') {
        let key: KeyId = name.parse()?;
        if tip_off.keys.iter().all(|known| known.id != key) {
            return Err(Fault::new(Kind::Unknown));
        }
        if keys.contains(&key) {
            return Err(Fault::new(Kind::Duplicate));
        }
        keys.push(key);
    }
    Ok(keys)
}

fn sealed(bytes: &[u8], keys: Option<usize>) -> Result<String, Fault> {
    // Without the keys nothing can be said of it; they are blamed already.
    let right = keys.is_none_or(|keys| inspect::text(bytes, keys).is_ok());
    right.then(|| STANDARD.encode(bytes)).ok_or(Fault::new(Kind::Malformed))
}

fn files(list: &[String]) -> Result<Vec<FileRef>, Fault> {
    let files: Vec<FileRef> = list.iter().map(|text| text.parse()).collect::<Result<_, _>>()?;
    if files.len() > FILES {
        return Err(Fault::too_long(FILES));
    }
    let twice = |(index, file): (usize, &FileRef)| files.iter().take(index).any(|one| one.id == file.id);
    if files.iter().enumerate().any(twice) {
        return Err(Fault::new(Kind::Duplicate));
    }
    Ok(files)
}

#[cfg(test)]
mod any_body;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Units;
    use tt_contract::{tip::Receipt, unit::Unit};

    const RECIPIENT: &str = "age1qdcxt5520qlc02zcz009l5ynzf4p2tm5ql6wf22k09yasrph7pqs4xx8d6";

    pub(super) fn unit() -> std::rc::Rc<Unit> {
        let over = format!(
            r#"{{"congan-thanhhoa":{{"keys":[{{"id":"old","recipient":"{RECIPIENT}","until":"2026-01-01"}},
               {{"id":"new","recipient":"{RECIPIENT}"}}]}}}}"#
        );
        Units::new(Some(&over)).unwrap().find(&"congan-thanhhoa".parse().unwrap()).unwrap()
    }

    pub(super) fn sealed_to(keys: usize) -> Vec<u8> {
        tt_seal::seal_text(&vec![RECIPIENT.parse().unwrap(); keys], "{}").unwrap()
    }

    fn fields() -> Fields {
        let text = |text: &str| Some(text.to_owned());
        Fields {
            lookup: text("00112233445566778899aabbccddeeff"),
            keys: text("new"),
            lang: text("vi"),
            sealed: Some(sealed_to(1)),
            ..Fields::default()
        }
    }

    fn refused(fields: Fields, of: Option<Lookup>) -> Vec<(&'static str, Kind, Option<u32>)> {
        let unit = unit();
        let Err(Problem::InvalidSubmission(bad)) = fields.judge(of, unit.tip_off.as_ref().unwrap()) else {
            panic!("it is taken")
        };
        bad.iter().map(|bad| (bad.pointer, bad.code, bad.limit)).collect()
    }

    #[test]
    fn a_sealed_tip_is_taken_for_a_key_of_now_and_of_before() {
        let unit = unit();
        for (keys, count) in [("new", 1), ("old", 1), ("old,new", 2)] {
            let fields = Fields { keys: Some(keys.into()), sealed: Some(sealed_to(count)), ..fields() };
            let incoming = fields.judge(None, unit.tip_off.as_ref().unwrap()).unwrap();
            assert_eq!((incoming.envelope.keys.len(), incoming.envelope.message), (count, None));
        }
    }

    #[test]
    fn a_repeat_is_known_whatever_proof_it_has_and_another_content_is_another() {
        let unit = unit();
        let sealed = sealed_to(1);
        let digest = |change: fn(&mut Fields)| {
            let mut fields = Fields { sealed: Some(sealed.clone()), ..fields() };
            change(&mut fields);
            fields.judge(None, unit.tip_off.as_ref().unwrap()).unwrap().digest
        };
        assert_eq!(digest(|_| {}), digest(|fields| fields.proof = Some("x".into())));
        assert_ne!(digest(|_| {}), digest(|fields| fields.lang = Some("en".into())));
    }

    #[test]
    fn every_bad_field_is_named_once() {
        use Kind::{Duplicate, Malformed, Missing, Unknown};
        let file = "0b5e2c1e-6c0f-4d58-9c6e-3f1f4f6f5a01";
        let with = |change: fn(&mut Fields)| {
            let mut fields = fields();
            change(&mut fields);
            refused(fields, None)
        };
        let missing = ["/lookup", "/keys", "/lang", "/sealed"].map(|pointer| (pointer, Missing, None));
        assert_eq!(refused(Fields::default(), None), missing);
        assert_eq!(with(|f| f.lookup = Some("KANARI".into())), [("/lookup", Malformed, None)]);
        assert_eq!(with(|f| f.keys = Some("foreign".into())), [("/keys", Unknown, None)]);
        assert_eq!(with(|f| f.keys = Some("new,new".into())), [("/keys", Duplicate, None)]);
        assert_eq!(with(|f| f.keys = Some("new,".into())), [("/keys", Malformed, None)]);
        assert_eq!(with(|f| f.keys = Some("new,old".into())), [("/sealed", Malformed, None)]);
        assert_eq!(with(|f| f.lang = Some("fr".into())), [("/lang", Unknown, None)]);
        assert_eq!(with(|f| f.sealed = Some(b"what happened".to_vec())), [("/sealed", Malformed, None)]);
        assert_eq!(with(|f| f.sealed.as_mut().unwrap().truncate(4_000)), [("/sealed", Malformed, None)]);
        let files = |files: Vec<String>| refused(Fields { files, ..fields() }, None);
        assert_eq!(files(vec![format!("{file}:0")]), [("/files", Malformed, None)]);
        assert_eq!(files(vec![format!("{file}:26000001")]), [("/files", Kind::TooLong, Some(26_000_000))]);
        assert_eq!(files(vec![format!("{file}:9"), format!("{file}:8")]), [("/files", Duplicate, None)]);
        let many = (0..11).map(|n| format!("0b5e2c1e-6c0f-4d58-9c6e-3f1f4f6f5a{n:02}:9")).collect();
        assert_eq!(files(many), [("/files", Kind::TooLong, Some(10))]);
        let of = identity_lookup();
        assert_eq!(refused(fields(), Some(of)), [("/id", Missing, None)]);
    }

    fn identity_lookup() -> Lookup {
        tt_seal::lookup(&Receipt::from_random([9; 16]))
    }
}
