//! What the unit answers, and that it has a file.

use super::Desk;
use crate::{body, limit::ANSWER_BYTES, media::Media, reply::Reply};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value};
use tt_contract::{
    fault::{Fault, Kind},
    id::SubmissionId,
    limits::{KEYS, SEALED_TEXT_BYTES},
    problem::{FieldError, Problem},
    tip::{Answer, Lookup, Status},
};
use tt_seal::inspect;

impl Desk<'_> {
    /// `POST /v1/units/{unit}/tips/{lookup}/replies`
    pub(super) async fn take_answer(&self, lookup: Lookup) -> Result<Reply, Problem> {
        self.authorize()?;
        if self.ask.header("Content-Type").as_deref().and_then(Media::of) != Some(Media::Json) {
            return Err(Problem::UnsupportedMediaType);
        }
        let answer = read(&body::read(self.ask.request(), ANSWER_BYTES).await?)?;
        self.tips().answer(lookup, &answer).await?;
        let said = serde_json::json!({ "lookup": lookup });
        Ok(Reply::json(202, said.to_string()).cached("no-store"))
    }

    /// `DELETE /v1/units/{unit}/tips/{lookup}/files/{file}`
    pub(super) async fn acknowledge(&self, lookup: Lookup, file: SubmissionId) -> Result<Reply, Problem> {
        self.authorize()?;
        self.tips().acknowledge(lookup, file).await?;
        Ok(Reply::empty(204).cached("no-store"))
    }
}

/// Reads an answer. Errors: [`Problem::MalformedJson`], [`Problem::InvalidSubmission`].
fn read(body: &[u8]) -> Result<Answer, Problem> {
    let mut fields: Map<String, Value> =
        serde_json::from_slice(body).map_err(|_| Problem::MalformedJson { pointer: "" })?;
    let mut bad = Vec::new();
    let mut text = |name, pointer, bad: &mut Vec<FieldError>| match fields.remove(name) {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(text),
        Some(_) => {
            bad.push(FieldError::new(pointer, Fault::new(Kind::WrongType)));
            None
        }
    };
    let (id, status, sealed) = (
        text("id", "/id", &mut bad),
        text("status", "/status", &mut bad),
        text("sealed", "/sealed", &mut bad),
    );
    let mut judge = |pointer, kind| bad.push(FieldError::new(pointer, Fault::new(kind)));
    if !fields.is_empty() {
        judge("", Kind::Unknown);
    }
    let id = match id.as_deref().map(str::parse) {
        Some(Ok(id)) => Some(id),
        Some(Err(_)) => {
            judge("/id", Kind::Malformed);
            None
        }
        None => {
            judge("/id", Kind::Missing);
            None
        }
    };
    let found = status.as_deref().map(Status::of);
    if found == Some(None) {
        judge("/status", Kind::Unknown);
    }
    if sealed.as_deref().is_some_and(|sealed| !is_reply(sealed)) {
        judge("/sealed", Kind::Malformed);
    }
    if status.is_none() && sealed.is_none() {
        judge("/sealed", Kind::Missing);
    }
    match (id, bad.is_empty()) {
        (Some(id), true) => Ok(Answer { id, status: found.flatten(), sealed }),
        _ => Err(Problem::InvalidSubmission(once(bad))),
    }
}

/// The first that is wrong with each field.
fn once(bad: Vec<FieldError>) -> Vec<FieldError> {
    let mut first: Vec<FieldError> = Vec::new();
    for one in bad {
        if first.iter().all(|known| known.pointer != one.pointer) {
            first.push(one);
        }
    }
    first
}

/// Whether it is an age file. To whom, nobody sees but who can open it; and one that the plain `age` program made is of any
/// length, which tells the edge no more than how much the unit wrote.
fn is_reply(sealed: &str) -> bool {
    let Ok(bytes) = STANDARD.decode(sealed) else { return false };
    let right = |keys| matches!(inspect::text(&bytes, keys), Ok(()) | Err(inspect::Fault::Length));
    bytes.len() <= SEALED_TEXT_BYTES && (1..=KEYS).any(right)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tt_contract::tip::Receipt;

    const ID: &str = "0b5e2c1e-6c0f-4d58-9c6e-3f1f4f6f5a01";

    fn refused(json: &str) -> Vec<(&'static str, Kind)> {
        match read(json.as_bytes()) {
            Err(Problem::InvalidSubmission(bad)) => bad.iter().map(|bad| (bad.pointer, bad.code)).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_status_a_reply_or_both_are_taken() {
        let recipient = tt_seal::identity(&Receipt::from_random([1; 16])).recipient();
        let sealed = STANDARD.encode(tt_seal::seal_text(&[recipient], "{}").unwrap());
        for json in [
            serde_json::json!({ "id": ID, "status": "passed-on" }),
            serde_json::json!({ "id": ID, "sealed": sealed }),
            serde_json::json!({ "id": ID, "sealed": sealed, "status": "closed" }),
        ] {
            let answer = read(json.to_string().as_bytes()).unwrap();
            assert_eq!(serde_json::to_value(answer).unwrap(), json);
        }
    }

    #[test]
    fn whatever_else_is_refused() {
        assert_eq!(read(b"[]"), Err(Problem::MalformedJson { pointer: "" }));
        assert_eq!(read(b"{"), Err(Problem::MalformedJson { pointer: "" }));
        assert_eq!(refused("{}"), [("/id", Kind::Missing), ("/sealed", Kind::Missing)]);
        assert_eq!(refused(&format!(r#"{{"id":"{ID}"}}"#)), [("/sealed", Kind::Missing)]);
        assert_eq!(refused(r#"{"id":1,"status":"closed"}"#), [("/id", Kind::WrongType)]);
        assert_eq!(
            refused(r#"{"id":"x","status":"open"}"#),
            [("/id", Kind::Malformed), ("/status", Kind::Unknown)]
        );
        let plain = STANDARD.encode("Chúng tôi đã nhận");
        assert_eq!(
            refused(&format!(r#"{{"id":"{ID}","sealed":"{plain}"}}"#)),
            [("/sealed", Kind::Malformed)]
        );
        assert_eq!(refused(&format!(r#"{{"id":"{ID}","sealed":"*"}}"#)), [("/sealed", Kind::Malformed)]);
        assert_eq!(
            refused(&format!(r#"{{"id":"{ID}","status":"closed","text":"x"}}"#)),
            [("", Kind::Unknown)]
        );
    }
}
