//! Whatever arrives as a sealed text or file, and whatever is typed as a receipt: no panic, and right only where it is.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what it expects by failing")]

use proptest::{prelude::*, sample::Index};
use std::sync::LazyLock;
use tt_contract::tip::Receipt;
use tt_seal::{Identity, identity, inspect, lookup, open_text, seal_text};

/// A text sealed to two keys, and one of them.
static SEALED: LazyLock<(Identity, Vec<u8>)> = LazyLock::new(|| {
    let identity = Identity::generate();
    let sealed = seal_text(&[identity.recipient(), Identity::generate().recipient()], "{}").unwrap();
    (identity, sealed)
});

/// A sealed text, in whose header a few bytes are others, gone or new; or a header of likely parts.
fn near_age() -> impl Strategy<Value = Vec<u8>> {
    let change = (0_u8..3, any::<Index>(), any::<u8>());
    let altered = prop::collection::vec(change, 0..4).prop_map(|changes| {
        let mut bytes = SEALED.1.clone();
        for (what, at, byte) in changes {
            let at = at.index(400);
            match what {
                0 => bytes[at] = byte,
                1 => drop(bytes.remove(at)),
                _ => bytes.insert(at, byte),
            }
        }
        bytes
    });
    let share = "A".repeat(43);
    let parts = prop::sample::select(vec![
        "age-encryption.org/v1\n".to_owned(),
        format!("-> X25519 {share}\n"),
        format!("{share}\n"),
        "A".repeat(64),
        "-> a-grease b\n".to_owned(),
        format!("--- {share}\n"),
        "\n".to_owned(),
        "-> ".to_owned(),
    ]);
    let made = (prop::collection::vec(parts, 0..10), prop::collection::vec(any::<u8>(), 0..40))
        .prop_map(|(parts, rest)| [b"age-encryption.org/v1\n", parts.concat().as_bytes(), &rest].concat());
    prop_oneof![altered, made, prop::collection::vec(any::<u8>(), 0..200)]
}

fn sealed(bytes: &[u8], total: u64, keys: usize) {
    // Who is let through opens, if it was not altered behind its header.
    let _ = inspect::text(bytes, keys);
    let _ = inspect::file(bytes, total, keys);
}

fn typed(text: &str) {
    if let Ok(receipt) = text.parse::<Receipt>() {
        assert_eq!(receipt.to_string().parse(), Ok(receipt));
    }
}

/// Characters of receipts and such as people put for them.
const TYPED: &str = "[0-9A-Za-z*~$= \u{a0}\u{2013}-]{0,30}|.{0,30}";

proptest! {
    #[test]
    fn sealed_texts(bytes in near_age(), total: u64, keys in 0_usize..4) {
        sealed(&bytes, total, keys);
    }

    #[test]
    fn what_the_edge_takes_for_a_header_age_does_too(bytes in near_age()) {
        if inspect::text(&bytes, 2).is_ok() {
            prop_assert_ne!(open_text(&SEALED.0, &bytes), Err(tt_seal::OpenError::NotAge));
        }
    }

    #[test]
    fn receipts(text in TYPED) {
        typed(&text);
    }

    #[test]
    fn receipts_lead_to_their_own_ids(one: [u8; 16], other: [u8; 16]) {
        let (one, other) = (Receipt::from_random(one), Receipt::from_random(other));
        prop_assert_eq!(one == other, lookup(&one) == lookup(&other));
        prop_assert_eq!(one == other, identity(&one).recipient() == identity(&other).recipient());
    }
}

/// `cargo test --release -p tt-seal -- --ignored a_million`
mod a_million {
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1_000_000, ..ProptestConfig::default() })]

        #[test]
        #[ignore = "takes minutes"]
        fn sealed_texts(bytes in near_age(), total: u64, keys in 0_usize..4) {
            sealed(&bytes, total, keys);
        }

        #[test]
        #[ignore = "takes minutes"]
        fn receipts(text in TYPED) {
            typed(&text);
        }
    }
}
