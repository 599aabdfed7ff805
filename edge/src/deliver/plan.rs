//! What an endpoint's answer means, and when to try again. Pure.

use crate::chance::Fraction;
use tt_contract::time::Millis;

/// How long an endpoint may take to answer, in milliseconds.
pub(crate) const PATIENCE_MS: u32 = 15_000;
/// Most events that one alarm sends to one endpoint; the rest follow in the next.
pub(crate) const BATCH: usize = 32;
/// Pauses after the first, second, … failure in a row, in milliseconds; the last goes on for ever. The early ones are
/// shorter than Standard Webhooks suggests, so that a restart of the unit's system is hardly noticed.
const PAUSES_MS: [i64; 7] = [1_000, 5_000, 30_000, 120_000, 600_000, 3_600_000, 18_000_000];
/// Between which bounds `Retry-After` is honoured, in milliseconds.
const RETRY_AFTER_MS: (i64, i64) = (1_000, 3_600_000);
/// How long to wait before looking again for an endpoint, or a secret, that the configuration lacks.
pub(crate) const MISCONFIGURED_MS: i64 = 60_000;

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// A status, and `Retry-After` where it was given.
    Status(u16, Option<String>),
    /// Nothing in time.
    Late,
    /// No connection, or one that broke.
    Unreachable,
}

/// What that means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The unit's system has it.
    Delivered,
    /// This event is not taken; the others may be.
    EventRefused,
    /// The endpoint takes nothing now.
    EndpointDown,
}

impl Answer {
    /// Judges an answer. Nothing is ever given up: whoever mends their system gets everything.
    pub(crate) const fn verdict(&self) -> Verdict {
        match self {
            Self::Status(200..=299, _) => Verdict::Delivered,
            // These speak of the address, not of the event: who asks, what is there, how often, how late.
            Self::Status(401 | 403 | 404 | 405 | 407 | 408 | 410 | 421 | 425 | 429, _) => {
                Verdict::EndpointDown
            }
            Self::Status(400..=499, _) => Verdict::EventRefused,
            Self::Status(..) | Self::Late | Self::Unreachable => Verdict::EndpointDown,
        }
    }

    /// The name in the log.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Status(..) => "status",
            Self::Late => "late",
            Self::Unreachable => "unreachable",
        }
    }

    /// The status, if there was one.
    pub(crate) const fn status(&self) -> Option<u16> {
        match self {
            Self::Status(status, _) => Some(*status),
            Self::Late | Self::Unreachable => None,
        }
    }

    /// For how long `Retry-After` asks (RFC 9110, section 10.2.3), within bounds, in milliseconds.
    pub(crate) fn retry_after_ms(&self, now: Millis) -> Option<i64> {
        let Self::Status(_, Some(header)) = self else { return None };
        let asked = match header.trim().parse::<u32>() {
            Ok(seconds) => i64::from(seconds) * 1000,
            Err(_) => unix_ms(header)? - now.0,
        };
        Some(asked.clamp(RETRY_AFTER_MS.0, RETRY_AFTER_MS.1))
    }
}

fn unix_ms(date: &str) -> Option<i64> {
    let moment = httpdate::parse_http_date(date.trim()).ok()?;
    let since = moment.duration_since(std::time::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok()
}

/// The pause after the `failures`th failure in a row, in milliseconds: its second half is jitter, so that what failed
/// together is not tried together.
pub(crate) fn pause_ms(failures: i64, jitter: Fraction) -> i64 {
    let [.., longest] = PAUSES_MS;
    let index = usize::try_from(failures - 1).unwrap_or_default();
    let pause = PAUSES_MS.get(index).copied().unwrap_or(longest);
    pause / 2 + jitter.of(pause - pause / 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn status(status: u16) -> Answer {
        Answer::Status(status, None)
    }

    #[test]
    fn only_a_success_delivers_and_nothing_gives_up() {
        assert_eq!(status(204).verdict(), Verdict::Delivered);
        for down in [302, 401, 404, 410, 429, 500, 503, 599, 999] {
            assert_eq!(status(down).verdict(), Verdict::EndpointDown, "{down}");
        }
        for refused in [400, 409, 413, 422] {
            assert_eq!(status(refused).verdict(), Verdict::EventRefused, "{refused}");
        }
        assert_eq!(Answer::Late.verdict(), Verdict::EndpointDown);
        assert_eq!(Answer::Unreachable.verdict(), Verdict::EndpointDown);
    }

    #[test]
    fn retry_after_is_honoured_within_bounds() {
        let now = Millis(784_111_777_000); // Sun, 06 Nov 1994 08:49:37 GMT
        let asked = |header: &str| Answer::Status(429, Some(header.into())).retry_after_ms(now);
        assert_eq!(asked("120"), Some(120_000));
        assert_eq!(asked("0"), Some(1_000));
        assert_eq!(asked("999999"), Some(3_600_000));
        assert_eq!(asked("Sun, 06 Nov 1994 08:50:37 GMT"), Some(60_000));
        assert_eq!(asked("Sun, 06 Nov 1994 08:00:00 GMT"), Some(1_000));
        assert_eq!(asked("soon"), None);
        assert_eq!(status(503).retry_after_ms(now), None);
    }

    proptest! {
        #[test]
        fn a_pause_lies_in_the_upper_half_of_its_step(failures in 1_i64..40, drawn: u32) {
            let pause = pause_ms(failures, Fraction(drawn));
            let step = PAUSES_MS[usize::try_from(failures - 1).unwrap().min(PAUSES_MS.len() - 1)];
            prop_assert!((step / 2..=step).contains(&pause));
        }

        #[test]
        fn no_header_panics(header in ".{0,40}") {
            let _ = Answer::Status(503, Some(header)).retry_after_ms(Millis(0));
        }
    }
}
