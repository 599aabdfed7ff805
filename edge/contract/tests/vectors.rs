//! The golden vectors of a rating: what is accepted and as what, what is refused and why. `ratings.json` is for other
//! implementations too.
#![expect(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use serde_json::{Value, json};
use tt_contract::{
    id::{RequestId, SubmissionId},
    problem::Problem,
    rating::Submission,
};

const FRESH: [u8; 16] = [1; 16];

fn parse(vector: &Value) -> Result<Submission, Problem> {
    let body = match &vector["body_hex"] {
        Value::String(hex) => {
            (0..hex.len() / 2).map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap()).collect()
        }
        _ => vector["body"].as_str().unwrap().as_bytes().to_vec(),
    };
    match vector["media"].as_str() {
        Some("json") => Submission::from_json(&body),
        _ => Submission::from_form(&body, SubmissionId::from_random(FRESH)),
    }
}

#[test]
fn every_vector_is_answered_as_written() {
    let vectors: Vec<Value> = serde_json::from_str(include_str!("ratings.json")).unwrap();
    for vector in &vectors {
        let name = vector["name"].as_str().unwrap();
        match parse(vector) {
            Ok(submission) => {
                assert_eq!(serde_json::to_value(&submission).unwrap(), vector["submission"], "{name}");
            }
            Err(problem) => {
                let said: Value =
                    serde_json::from_str(&problem.to_json(RequestId::from_random(FRESH))).unwrap();
                let short = json!({"status": said["status"], "code": said["code"], "errors": said["errors"]});
                assert_eq!(short, vector["problem"], "{name}");
                assert_eq!(u64::from(problem.status()), said["status"], "{name}");
            }
        }
    }
}

#[test]
fn what_is_accepted_is_read_again_as_the_same() {
    let vectors: Vec<Value> = serde_json::from_str(include_str!("ratings.json")).unwrap();
    for submission in vectors.iter().filter_map(|vector| parse(vector).ok()) {
        let wire = serde_json::to_vec(&submission).unwrap();
        assert_eq!(Submission::from_json(&wire), Ok(submission));
    }
}
