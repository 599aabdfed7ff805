//! What is attached to one text, within the limits of a tip.

use super::Attached;
use crate::{
    fault::{Fault, Kind},
    limits::{FILE_BYTES, FILES, FILES_BYTES},
};
use serde::{Deserialize, Serialize};

/// The files of a tip or of a message, in the order of the form: at most [`FILES`], each id once,
/// each of 1 to [`FILE_BYTES`] bytes, and at most [`FILES_BYTES`] in all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Attached>")]
pub struct Files(Vec<Attached>);

impl Files {
    /// Takes the files. Errors: [`Kind::TooLong`] with the limit in files or bytes,
    /// [`Kind::Missing`] for a file without a byte, [`Kind::Duplicate`].
    pub fn new(files: Vec<Attached>) -> Result<Self, Fault> {
        if files.len() > FILES {
            return Err(Fault::too_long(FILES));
        }
        let too_long = |limit: u64| Fault { kind: Kind::TooLong, limit: u32::try_from(limit).ok() };
        let mut bytes = 0;
        for (place, file) in files.iter().enumerate() {
            if file.size == 0 {
                return Err(Fault::new(Kind::Missing));
            }
            if file.size > FILE_BYTES {
                return Err(too_long(FILE_BYTES));
            }
            if files.iter().take(place).any(|earlier| earlier.id == file.id) {
                return Err(Fault::new(Kind::Duplicate));
            }
            // Ten of at most 25 MB do not overflow.
            bytes += file.size;
        }
        if bytes > FILES_BYTES {
            return Err(too_long(FILES_BYTES));
        }
        Ok(Self(files))
    }

    /// Whether nothing is attached.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The files, in order.
    pub fn iter(&self) -> core::slice::Iter<'_, Attached> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Files {
    type Item = &'a Attached;
    type IntoIter = core::slice::Iter<'a, Attached>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl TryFrom<Vec<Attached>> for Files {
    type Error = Fault;

    fn try_from(files: Vec<Attached>) -> Result<Self, Fault> {
        Self::new(files)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        id::SubmissionId,
        tip::{Cleaned, MediaType},
    };
    use proptest::prelude::*;

    fn file(id: u8, size: u64) -> Attached {
        Attached {
            id: SubmissionId::from_random([id; 16]),
            media_type: MediaType::Pdf,
            size,
            sha256: [0; 32].into(),
            metadata: Cleaned::Unable,
        }
    }

    fn files(sizes: &[u64]) -> Result<Files, Fault> {
        Files::new((0..).zip(sizes).map(|(id, size)| file(id, *size)).collect())
    }

    #[test]
    fn each_limit_holds_at_its_edge() {
        assert!(files(&[]).unwrap().is_empty());
        assert!(files(&[1; FILES]).is_ok() && files(&[FILE_BYTES; 4]).is_ok());
        let too_long = |limit| Err(Fault { kind: Kind::TooLong, limit: Some(limit) });
        assert_eq!(files(&[1; FILES + 1]), too_long(10));
        assert_eq!(files(&[FILE_BYTES + 1]), too_long(25_000_000));
        assert_eq!(files(&[FILE_BYTES, FILE_BYTES, FILE_BYTES, FILE_BYTES, 1]), too_long(100_000_000));
        assert_eq!(files(&[u64::MAX; FILES]), too_long(25_000_000));
        assert_eq!(files(&[1, 0]), Err(Fault::new(Kind::Missing)));
        let twice = Files::new(vec![file(1, 1), file(2, 1), file(1, 2)]);
        assert_eq!(twice, Err(Fault::new(Kind::Duplicate)));
    }

    proptest! {
        #[test]
        fn what_is_read_is_what_could_be_made(ids in prop::collection::vec((0..12_u8, 0..40_000_000_u64), 0..14)) {
            let given: Vec<_> = ids.into_iter().map(|(id, size)| file(id, size)).collect();
            let json = serde_json::to_string(&given).unwrap();
            let read = serde_json::from_str::<Files>(&json);
            match Files::new(given) {
                Ok(made) => {
                    prop_assert_eq!(serde_json::to_string(&made).unwrap(), json);
                    prop_assert_eq!(read.unwrap(), made);
                }
                Err(fault) => prop_assert!(read.unwrap_err().to_string().starts_with(&fault.to_string())),
            }
        }
    }
}
