//! What looks like an attempt to get in: told to the operator, and never so often that a flood fills the disk. Pure.

use crate::limit::{Bucket, SECURITY_LINES};
use tt_contract::{fault::Kind, problem::Problem, time::Millis};

/// What was seen, a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reason {
    /// A page that is not the unit's asked, or posted.
    ForeignOrigin,
    /// A bearer token was missing or wrong.
    BadToken,
    /// What should be sealed is no age file for the unit's keys.
    MalformedSealed,
    /// A proof of work that is none of ours, was spent, or whose key is forgotten. The tip is kept.
    BadProof,
    /// An address or header fields of a length that no browser sends.
    Oversized,
}

impl Reason {
    /// All of them.
    pub(crate) const ALL: [Self; 5] =
        [Self::ForeignOrigin, Self::BadToken, Self::MalformedSealed, Self::BadProof, Self::Oversized];

    /// The name in the log and in the metrics.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::ForeignOrigin => "foreign-origin",
            Self::BadToken => "bad-token",
            Self::MalformedSealed => "malformed-sealed",
            Self::BadProof => "bad-proof",
            Self::Oversized => "oversized",
        }
    }

    /// What a refusal looks like.
    pub(crate) fn of(problem: &Problem) -> Option<Self> {
        let is_unsealed =
            |bad: &tt_contract::problem::FieldError| bad.pointer == "/sealed" && bad.code == Kind::Malformed;
        match problem {
            Problem::ForeignOrigin => Some(Self::ForeignOrigin),
            Problem::Unauthorized => Some(Self::BadToken),
            Problem::AddressTooLong { .. } | Problem::HeadersTooLarge { .. } => Some(Self::Oversized),
            Problem::InvalidSubmission(errors) if errors.iter().any(is_unsealed) => {
                Some(Self::MalformedSealed)
            }
            _ => None,
        }
    }
}

/// Which lines were written lately, for each reason.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    of: [Option<Seen>; Reason::ALL.len()],
}

#[derive(Debug)]
struct Seen {
    bucket: Bucket,
    left_out: u64,
}

impl Watch {
    /// Whether a line is written for `reason` now, and how many were left out since the last one.
    pub(crate) fn admit(&mut self, reason: Reason, now: Millis) -> Option<u64> {
        let place = Reason::ALL.iter().position(|known| *known == reason)?;
        let seen = self.of.get_mut(place)?;
        let seen =
            seen.get_or_insert_with(|| Seen { bucket: Bucket::full(SECURITY_LINES, now), left_out: 0 });
        if seen.bucket.take(SECURITY_LINES, now).is_err() {
            seen.left_out += 1;
            return None;
        }
        Some(std::mem::take(&mut seen.left_out))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_counted_and_not_written() {
        let mut watch = Watch::default();
        let now = Millis(1_795_323_600_000);
        let written = (0..1_000).filter(|_| watch.admit(Reason::BadToken, now).is_some()).count();
        assert_eq!(written, 10);
        assert_eq!(watch.admit(Reason::ForeignOrigin, now), Some(0), "another reason");
        assert_eq!(watch.admit(Reason::BadToken, Millis(now.0 + 10_000)), Some(990));
        assert_eq!(watch.admit(Reason::BadToken, Millis(now.0 + 20_000)), Some(0));
    }

    #[test]
    fn a_citizens_mistake_is_no_attempt() {
        let bad = Problem::invalid::<Kind>;
        assert_eq!(Reason::of(&bad("/sealed", Kind::Malformed)), Some(Reason::MalformedSealed));
        for other in [
            bad("/sealed", Kind::Missing),
            bad("/level", Kind::Malformed),
            Problem::Busy { retry_after_s: 1 },
            Problem::UnknownUnit,
            Problem::TooLarge { limit: 1 },
        ] {
            assert_eq!(Reason::of(&other), None, "{other:?}");
        }
    }
}
