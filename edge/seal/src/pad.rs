//! Lengths that say little.

use tt_contract::limits::TEXT_BUCKETS;

/// To what length a file of `len` bytes is padded: Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files
/// and Communication with PURBs", 2019, section 4), at most 12 % more and less the longer it is. A length is a Padmé
/// length where it is its own.
#[must_use]
pub const fn padme(len: u64) -> u64 {
    if len < 2 {
        return len;
    }
    let exponent = len.ilog2();
    let kept = exponent.ilog2() + 1;
    let mask = (1 << (exponent - kept)) - 1;
    // Above the highest length of all a file would have to be longer than any: it stays as it is.
    match len.checked_add(mask) {
        Some(sum) => sum & !mask,
        None => len,
    }
}

/// To what length a text of `len` bytes is padded: the smallest of [`TEXT_BUCKETS`] that holds it, if one does.
#[must_use]
pub fn bucket(len: usize) -> Option<usize> {
    TEXT_BUCKETS.into_iter().find(|bucket| len <= *bucket)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use tt_contract::limits::{FILE_BYTES, SEALED_FILE_BYTES};

    #[test]
    fn padme_has_the_known_answers() {
        // The last from the paper's table: 9 stays, 1 MiB + 1 grows by its granule.
        for (len, padded) in [
            (0, 0),
            (1, 1),
            (2, 2),
            (3, 3),
            (8, 8),
            (9, 10),
            (100, 104),
            (1_048_577, 1_081_344),
            (25_000_000, 25_165_824),
        ] {
            assert_eq!(padme(len), padded, "{len}");
        }
    }

    #[test]
    fn a_text_goes_into_the_smallest_bucket() {
        assert_eq!(
            [0, 4_096, 4_097, 196_608, 196_609].map(bucket),
            [Some(4_096), Some(4_096), Some(16_384), Some(196_608), None]
        );
    }

    #[test]
    fn the_longest_file_fits_where_sealed_files_lie() {
        let longest = padme(FILE_BYTES);
        assert!(longest + 16 * longest.div_ceil(65_536) + 8_192 <= SEALED_FILE_BYTES);
    }

    proptest! {
        #[test]
        fn padme_grows_little_and_is_its_own(len: u64) {
            let padded = padme(len);
            prop_assert!(padded >= len && padded - len <= len / 8);
            prop_assert_eq!(padme(padded), padded);
        }
    }
}
