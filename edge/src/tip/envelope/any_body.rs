//! Whatever comes where a sealed tip should: it is judged, and what is kept of it does not grow with it.

use super::{
    Fields,
    tests::{sealed_to, unit},
};
use crate::tip::{dripping, multipart::Parts};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use proptest::{prelude::*, sample::Index};
use std::{rc::Rc, sync::LazyLock};
use tt_contract::{
    limits::FILES,
    problem::Problem,
    tip::{Lookup, Receipt},
    unit::Unit,
};
use tt_seal::inspect;

/// The fields that a form may have; each is blamed at most once, and so is the form.
const POINTERS: [&str; 8] = ["", "/lookup", "/id", "/keys", "/lang", "/sealed", "/files", "/proof"];

static SEALED: LazyLock<Vec<u8>> = LazyLock::new(|| sealed_to(1));

thread_local! {
    static UNIT: Rc<Unit> = unit();
}

fn message() -> Lookup {
    tt_seal::lookup(&Receipt::from_random([9; 16]))
}

/// A value that some field may have, or nearly.
fn value() -> impl Strategy<Value = Vec<u8>> {
    let texts = proptest::sample::select(vec![
        "",
        "vi",
        "en",
        "fr",
        "new",
        "old,new",
        "new,new",
        "new,",
        "00112233445566778899aabbccddeeff",
        "00112233445566778899AABBCCDDEEFF",
        "0b5e2c1e-6c0f-4d58-9c6e-3f1f4f6f5a01",
        "0b5e2c1e-6c0f-4d58-9c6e-3f1f4f6f5a01:9",
        "0b5e2c1e-6c0f-4d58-9c6e-3f1f4f6f5a02:26000001",
        "0b5e2c1e-6c0f-4d58-9c6e-3f1f4f6f5a02:99999999999999999999",
    ]);
    let cut = any::<Index>().prop_map(|end| SEALED[..end.index(SEALED.len() + 1)].to_vec());
    let struck = (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| {
        let mut sealed = SEALED.clone();
        sealed[at.index(SEALED.len())] = byte;
        sealed
    });
    prop_oneof![
        8 => texts.prop_map(|text| text.as_bytes().to_vec()),
        3 => Just(()).prop_map(|()| SEALED.clone()),
        1 => cut,
        1 => struck,
        2 => proptest::collection::vec(any::<u8>(), 0..40),
        1 => (8_100_usize..8_300).prop_map(|length| vec![b'a'; length]),
    ]
}

/// A form's parts: mostly those that it should have, with the values that they should have.
fn part() -> impl Strategy<Value = (String, Vec<u8>)> {
    let right = proptest::sample::select(vec![
        ("lookup", "00112233445566778899aabbccddeeff"),
        ("keys", "new"),
        ("lang", "vi"),
        ("id", "0b5e2c1e-6c0f-4d58-9c6e-3f1f4f6f5a01"),
        ("file", "0b5e2c1e-6c0f-4d58-9c6e-3f1f4f6f5a01:9"),
        ("proof", "e30="),
    ]);
    let names = proptest::sample::select(vec![
        "lookup", "id", "keys", "lang", "proof", "sealed", "file", "account", "",
    ]);
    prop_oneof![
        6 => right.prop_map(|(name, value)| (name.to_owned(), value.as_bytes().to_vec())),
        3 => Just("sealed").prop_map(|name| (name.to_owned(), SEALED.clone())),
        3 => (names, value()).prop_map(|(name, value)| (name.to_owned(), value)),
        1 => ("[ -~]{0,8}", value()),
    ]
}

fn form(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in parts {
        let head = format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend([head.as_bytes(), value, b"\r\n"].concat());
    }
    body.extend(b"--x--\r\n");
    body
}

/// A form, perhaps with something struck out or cut off.
fn body() -> impl Strategy<Value = Vec<u8>> {
    let parts = proptest::collection::vec(part(), 0..14).prop_map(|parts| form(&parts));
    let hurt = (parts, any::<Index>(), any::<Index>(), any::<u8>(), 0_u8..6);
    hurt.prop_map(|(mut body, at, end, byte, how)| {
        match how {
            0 => body.truncate(end.index(body.len() + 1)),
            1 => {
                let place = at.index(body.len());
                body[place] = byte;
            }
            _ => {}
        }
        body
    })
}

/// Reads and judges a body that comes in pieces of `step` bytes: whether it is taken.
fn judge(body: &[u8], step: usize, of: Option<Lookup>) -> Result<(), Problem> {
    let parts = Parts::new(dripping::TYPE, dripping::body(body, step))?;
    let delivery = dripping::run(Fields::read(parts, of))
        .and_then(|fields| UNIT.with(|unit| fields.judge(of, unit.tip_off.as_ref().unwrap())));
    match delivery {
        Ok(delivery) => {
            let envelope = delivery.envelope;
            assert_eq!(envelope.message.is_some(), of.is_some());
            assert!(envelope.files.len() <= FILES);
            let sealed = STANDARD.decode(&envelope.sealed).unwrap();
            assert_eq!(inspect::text(&sealed, envelope.keys.len()), Ok(()));
            Ok(())
        }
        Err(problem) => {
            assert!((400..500).contains(&problem.status()), "{problem:?}");
            let pointers: Vec<_> = problem.errors().iter().map(|error| error.pointer).collect();
            let once = |pointer: &&str| pointers.iter().filter(|known| *known == pointer).count() == 1;
            assert!(
                pointers.iter().all(|pointer| POINTERS.contains(pointer) && once(pointer)),
                "{pointers:?}"
            );
            Err(problem)
        }
    }
}

/// `cargo test --release -p tt-edge -- --ignored a_million`
mod a_million {
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1_000_000, ..ProptestConfig::default() })]

        #[test]
        #[ignore = "takes minutes"]
        fn envelopes(body in body(), step in 1_usize..9_000, is_message: bool) {
            judge(&body, step, is_message.then(message)).ok();
        }
    }
}

proptest! {
    #[test]
    fn near_envelopes_are_judged(body in body(), step in 1_usize..9_000, is_message: bool) {
        judge(&body, step, is_message.then(message)).ok();
    }
}

#[test]
fn the_right_parts_are_taken_in_any_order() {
    let part = |name: &str, value: &[u8]| (name.to_owned(), value.to_vec());
    let mut parts = vec![
        part("sealed", &SEALED),
        part("lookup", b"00112233445566778899aabbccddeeff"),
        part("lang", b"vi"),
        part("keys", b"new"),
    ];
    for _ in 0..parts.len() {
        assert_eq!(judge(&form(&parts), 100, None), Ok(()));
        parts.rotate_left(1);
    }
}

#[test]
fn parts_without_end_are_blamed_once() {
    for name in ["account", "lookup", "lang", "sealed"] {
        let parts = vec![(name.to_owned(), Vec::new()); 5_000];
        let problem = judge(&form(&parts), 4_096, None).unwrap_err();
        assert!(problem.errors().len() <= POINTERS.len(), "{name}: {}", problem.errors().len());
    }
}
