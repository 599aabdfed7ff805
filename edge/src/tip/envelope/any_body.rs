//! Whatever comes where a sealed tip should: it is judged, and what is kept of it does not grow with it.

use super::{
    Fields,
    tests::{sealed_to, unit},
};
use crate::tip::{dripping, multipart::Parts};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use proptest::{prelude::*, sample::Index, strategy::ValueTree as _, test_runner::TestRunner};
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

/// A part that a form may have, with a value that it may have, or nearly.
fn part() -> impl Strategy<Value = (String, Vec<u8>)> {
    let names = proptest::sample::select(vec![
        "lookup", "id", "keys", "lang", "proof", "sealed", "file", "file", "account", "",
    ]);
    let known = names.prop_map(str::to_owned);
    (prop_oneof![9 => known, 1 => "[ -~]{0,8}"], value())
}

/// The parts that a tip has, or a message.
fn right(is_message: bool) -> Vec<(String, Vec<u8>)> {
    let own = if is_message {
        ("id", b"0b5e2c1e-6c0f-4d58-9c6e-3f1f4f6f5a01".as_slice())
    } else {
        ("lookup", b"00112233445566778899aabbccddeeff".as_slice())
    };
    let all = [own, ("keys", b"new"), ("lang", b"vi"), ("sealed", SEALED.as_slice())];
    all.into_iter().map(|(name, value)| (name.to_owned(), value.to_vec())).collect()
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

/// What somebody sends, and whether it is a message: the right parts in any order and perhaps one less, others among them, something
/// struck out or cut off.
fn sent() -> impl Strategy<Value = (Vec<u8>, bool)> {
    let parts = (any::<bool>(), 0_usize..8, proptest::collection::vec(part(), 0..4));
    let parts = parts.prop_flat_map(|(is_message, missing, others)| {
        let mut parts = right(is_message);
        if missing < parts.len() {
            parts.remove(missing);
        }
        parts.extend(others);
        (Just(parts).prop_shuffle(), Just(is_message))
    });
    (parts, any::<Index>(), any::<u8>(), 0_u8..6).prop_map(|((parts, is_message), at, byte, how)| {
        let mut body = form(&parts);
        let place = at.index(body.len());
        match how {
            0 => body.truncate(place),
            1 => body[place] = byte,
            _ => {}
        }
        (body, is_message)
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
        fn envelopes((body, is_message) in sent(), step in 1_usize..9_000) {
            judge(&body, step, is_message.then(message)).ok();
        }
    }
}

proptest! {
    #[test]
    fn near_envelopes_are_judged((body, is_message) in sent(), step in 1_usize..9_000) {
        judge(&body, step, is_message.then(message)).ok();
    }
}

/// Else only the refusals would be tried.
#[test]
fn of_what_is_tried_some_is_taken_and_most_is_not() {
    let mut runner = TestRunner::deterministic();
    let taken = (0..200).filter(|_| {
        let (body, is_message) = sent().new_tree(&mut runner).unwrap().current();
        judge(&body, 1_000, is_message.then(message)).is_ok()
    });
    assert!((10..100).contains(&taken.count()));
}

#[test]
fn parts_without_end_are_blamed_once() {
    for name in ["account", "lookup", "lang", "sealed"] {
        let parts = vec![(name.to_owned(), Vec::new()); 5_000];
        let problem = judge(&form(&parts), 4_096, None).unwrap_err();
        assert!(problem.errors().len() <= POINTERS.len(), "{name}: {}", problem.errors().len());
    }
}
