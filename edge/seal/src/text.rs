//! Sealing of texts.

use crate::{SealError, pad, recipients};
use std::io::{Result, Write};
use tt_contract::tip::Recipient;
use zeroize::Zeroizing;

/// Seals `json` to `recipients` as an age file. Blanks after the JSON, which every JSON parser passes over, pad it to one
/// of [`tt_contract::limits::TEXT_BUCKETS`]. Errors: all of [`SealError`].
pub fn seal_text(recipients: &[Recipient], json: &str) -> core::result::Result<Vec<u8>, SealError> {
    let bucket = pad::bucket(json.len()).ok_or(SealError::TooLong)?;
    let mut padded = Zeroizing::new(Vec::with_capacity(bucket));
    padded.extend_from_slice(json.as_bytes());
    padded.resize(bucket, b' ');
    let encryptor = recipients::encryptor(recipients)?;
    // A header is about 200 bytes, and 100 for each key.
    let mut sealed = Vec::with_capacity(bucket + 512 + 128 * recipients.len());
    write(encryptor, &padded, &mut sealed).map_err(|_| SealError::Age)?;
    Ok(sealed)
}

fn write(encryptor: age::Encryptor, text: &[u8], to: &mut Vec<u8>) -> Result<()> {
    let mut writer = encryptor.wrap_output(to)?;
    writer.write_all(text)?;
    writer.finish().map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Identity, OpenError, inspect, open_text};

    fn pair(byte: u8) -> (Identity, Recipient) {
        let identity = Identity::new(&[byte; 32]);
        let recipient = identity.recipient();
        (identity, recipient)
    }

    #[test]
    fn each_key_opens_it_and_no_other_does() {
        let ((first, one), (second, two), (other, _)) = (pair(1), pair(2), pair(3));
        let sealed = seal_text(&[one, two], r#"{"account":"đúng"}"#).unwrap();
        for identity in [first, second] {
            assert_eq!(open_text(&identity, &sealed).unwrap(), r#"{"account":"đúng"}"#);
        }
        assert_eq!(open_text(&other, &sealed), Err(OpenError::OtherKey));
    }

    #[test]
    fn texts_of_one_bucket_differ_in_nothing_the_edge_counts() {
        let (_, recipient) = pair(1);
        for (length, bucket) in [(2, 4_096_usize), (4_096, 4_096), (4_097, 16_384), (196_608, 196_608)] {
            let sealed = seal_text(std::slice::from_ref(&recipient), &"a".repeat(length)).unwrap();
            assert_eq!(inspect::text(&sealed, 1), Ok(()));
            let tags = 16 * bucket.div_ceil(65_536) + 16;
            let header = sealed.len() - bucket - tags;
            assert!((100..600).contains(&header), "{header}");
        }
        assert_eq!(seal_text(&[recipient], &"a".repeat(196_609)), Err(SealError::TooLong));
    }

    #[test]
    fn what_was_altered_or_cut_is_not_opened() {
        let (identity, recipient) = pair(1);
        let sealed = seal_text(&[recipient], "{}").unwrap();
        assert_eq!(open_text(&identity, &sealed[..sealed.len() - 1]), Err(OpenError::Damaged));
        let mut altered = sealed.clone();
        *altered.last_mut().unwrap() ^= 1;
        assert_eq!(open_text(&identity, &altered), Err(OpenError::Damaged));
        assert_eq!(open_text(&identity, b"age"), Err(OpenError::NotAge));
        assert_eq!(open_text(&identity, b""), Err(OpenError::NotAge));
    }
}
