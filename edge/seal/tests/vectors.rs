//! Known answers, for whoever writes another client: `vectors.json`.

use serde::Deserialize;
use tt_contract::tip::{Lookup, Receipt, Recipient};
use tt_seal::{fingerprint, identity, lookup, pad, padme};

#[derive(Deserialize)]
struct Vectors {
    receipts: Vec<FromReceipt>,
    buckets: Vec<(usize, Option<usize>)>,
    padme: Vec<(u64, u64)>,
}

#[derive(Deserialize)]
struct FromReceipt {
    receipt: String,
    lookup: Lookup,
    identity: String,
    recipient: Recipient,
    fingerprint: String,
}

#[test]
fn the_answers_are_the_known_ones() {
    let vectors: Vectors = serde_json::from_str(include_str!("vectors.json")).unwrap();
    assert!(vectors.receipts.len() >= 3);
    for known in vectors.receipts {
        let receipt: Receipt = known.receipt.parse().unwrap();
        assert_eq!(receipt.to_string(), known.receipt);
        assert_eq!(lookup(&receipt), known.lookup);
        let identity = identity(&receipt);
        assert_eq!(*identity.secret(), known.identity);
        assert_eq!(identity.recipient(), known.recipient);
        assert_eq!(fingerprint(&known.recipient), known.fingerprint);
    }
    for (length, bucket) in vectors.buckets {
        assert_eq!(pad::bucket(length), bucket, "{length}");
    }
    for (length, padded) in vectors.padme {
        assert_eq!(padme(length), padded, "{length}");
    }
}
