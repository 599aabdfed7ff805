//! When to try again. Pure.

use crate::chance::Fraction;
use tt_contract::time::Millis;

/// How long an endpoint may take to answer in all, in milliseconds.
pub(crate) const PATIENCE_MS: u32 = 15_000;
/// How much of an answer is read, in bytes: a confirmation is shorter.
pub(crate) const ANSWER_BYTES: usize = 64 * 1024;
/// How long one alarm goes on beginning to send, in milliseconds. What is due then goes on in the next: Cloudflare ends an alarm
/// after 15 minutes.
pub(crate) const ROUND_MS: i64 = 300_000;
/// How long to wait before looking again for an endpoint, or a secret, that the configuration lacks.
pub(crate) const MISCONFIGURED_MS: i64 = 60_000;
/// After what time an alarm that failed is set again, in milliseconds.
pub(crate) const AFTER_FAILURE_MS: i64 = 10_000;

const S: i64 = 1_000;
const MIN: i64 = 60 * S;
const H: i64 = 60 * MIN;

/// Longest pauses after the first, second, … failure in a row of an endpoint, in milliseconds: those of Standard Webhooks, and before
/// its 5 minutes three more, so that a restart of the unit's system is hardly noticed. They cost next to nothing, because it is the
/// endpoint that is tried, with one event, and not each event that waits for it. After the last the endpoint is held.
const PAUSES_MS: [i64; 12] =
    [S, 5 * S, 30 * S, 2 * MIN, 5 * MIN, 30 * MIN, 2 * H, 5 * H, 10 * H, 14 * H, 20 * H, 24 * H];
/// Longest pauses after the first, second, … time that an event was refused, in milliseconds. After the last it is held. They are few:
/// whoever says "not this one" hardly changes their mind without somebody who looks into it, and tips behind it, which keep their
/// order, wait meanwhile.
const REFUSED_PAUSES_MS: [i64; 2] = [5 * S, 5 * MIN];
/// How often an endpoint may fail at one event, having taken others before each time, until the event steps aside: its pauses are those of an
/// endpoint's failures, some three hours in all.
const SUSPECTED: i64 = 8;
/// As [`SUSPECTED`], of a batch: taken apart it loses nothing, and all its ratings but one may be well.
const BATCH_SUSPECTED: i64 = 3;
/// Between which bounds `Retry-After` is honoured, in milliseconds.
const RETRY_AFTER_MS: (i64, i64) = (S, H);

/// Whether an alarm that rings `since` may still be at its work. One that the runtime gave up is never heard of again.
pub(crate) fn may_still_ring(since: Millis, now: Millis) -> bool {
    (0..=2 * ROUND_MS).contains(&(now.0 - since.0))
}

/// The pause after the `failures`th failure in a row of an endpoint, in milliseconds; none after the last.
pub(super) fn after_failure(failures: i64, jitter: Fraction) -> Option<i64> {
    pause(&PAUSES_MS, failures, jitter)
}

/// The pause after the `refusals`th refusal of an event, in milliseconds; none after the last.
pub(super) fn after_refusal(refusals: i64, jitter: Fraction) -> Option<i64> {
    pause(&REFUSED_PAUSES_MS, refusals, jitter)
}

/// The pause after the `times`th time that an endpoint, which takes others, failed at this event, in milliseconds; none after the last.
pub(super) fn after_suspicion(times: i64, is_batch: bool, jitter: Fraction) -> Option<i64> {
    let last = if is_batch { BATCH_SUSPECTED } else { SUSPECTED };
    pause(&PAUSES_MS, times, jitter).filter(|_| times < last)
}

/// Full jitter: what failed together is not tried together.
fn pause(longest: &[i64], times: i64, jitter: Fraction) -> Option<i64> {
    let index = usize::try_from(times - 1).unwrap_or_default();
    longest.get(index).map(|longest| jitter.of(*longest))
}

/// For how long a `Retry-After` asks (RFC 9110, section 10.2.3), within bounds, in milliseconds. `None` where it cannot be read.
pub(super) fn retry_after_ms(header: &str, now: Millis) -> Option<i64> {
    let asked = match header.trim().parse::<u32>() {
        Ok(seconds) => i64::from(seconds) * S,
        Err(_) => unix_ms(header)? - now.0,
    };
    Some(asked.clamp(RETRY_AFTER_MS.0, RETRY_AFTER_MS.1))
}

fn unix_ms(date: &str) -> Option<i64> {
    let moment = httpdate::parse_http_date(date.trim()).ok()?;
    let since = moment.duration_since(std::time::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn retry_after_is_honoured_within_bounds() {
        let now = Millis(784_111_777_000); // Sun, 06 Nov 1994 08:49:37 GMT
        let asked = |header: &str| retry_after_ms(header, now);
        assert_eq!(asked("120"), Some(120_000));
        assert_eq!(asked("0"), Some(1_000));
        assert_eq!(asked("999999"), Some(3_600_000));
        assert_eq!(asked("Sun, 06 Nov 1994 08:50:37 GMT"), Some(60_000));
        assert_eq!(asked("Sun, 06 Nov 1994 08:00:00 GMT"), Some(1_000));
        assert_eq!(asked("soon"), None);
    }

    #[test]
    fn an_alarm_that_is_never_heard_of_again_rings_no_more() {
        let rings = |ms| may_still_ring(Millis(1_000), Millis(1_000 + ms));
        assert!(rings(0) && rings(ROUND_MS + i64::from(PATIENCE_MS)) && !rings(2 * ROUND_MS + 1));
        assert!(!rings(-1), "also where the clock was set back");
    }

    #[test]
    fn the_schedule_is_that_of_standard_webhooks_after_quick_tries() {
        let hours: Vec<i64> = PAUSES_MS.iter().map(|pause| pause / H).collect();
        assert_eq!(hours, [0, 0, 0, 0, 0, 0, 2, 5, 10, 14, 20, 24]);
        assert!(PAUSES_MS.is_sorted() && PAUSES_MS.contains(&(5 * S)) && PAUSES_MS.contains(&(5 * MIN)));
        assert_eq!(after_failure(13, Fraction(0)), None);
        assert_eq!(after_refusal(3, Fraction(0)), None);
    }

    proptest! {
        #[test]
        fn a_pause_is_drawn_from_all_of_its_step(failures in 1_i64..13, drawn: u32) {
            let pause = after_failure(failures, Fraction(drawn)).unwrap();
            let step = PAUSES_MS[usize::try_from(failures - 1).unwrap()];
            prop_assert!((0..=step).contains(&pause));
            prop_assert_eq!(after_failure(failures, Fraction(u32::MAX)), Some(step));
            prop_assert_eq!(after_failure(failures, Fraction(0)), Some(0));
        }

        #[test]
        fn any_header_is_judged(header in near_header(), now in moments()) {
            judge(&header, now);
        }

        #[test]
        fn a_moment_is_waited_for(ahead_s in 1_i64..=3_600, now_s in 0_i64..=253_402_297_199) {
            let (now, then) = (Millis(now_s * S), u64::try_from(now_s + ahead_s).unwrap());
            let date = httpdate::fmt_http_date(std::time::UNIX_EPOCH + std::time::Duration::from_secs(then));
            prop_assert_eq!(retry_after_ms(&date, now), Some(ahead_s * S));
        }
    }

    /// Headers that are seconds, or a moment in one of HTTP's three forms, or nearly.
    fn near_header() -> impl Strategy<Value = String> {
        let pieces = proptest::sample::select(vec![
            "Sun, ",
            "Sunday, ",
            "Sun ",
            "06",
            "6",
            "31",
            "00",
            " ",
            "-",
            "Nov",
            "Feb",
            " Nov 1994 ",
            "-Nov-94 ",
            "1994",
            "9999",
            "0000",
            "08:49:37",
            "24:60:61",
            ":",
            " GMT",
            " UTC",
            "\t",
            ",",
            "4294967295",
            "4294967296",
            "ă",
            "\u{0}",
        ]);
        let built = proptest::collection::vec(pieces, 0..10).prop_map(|pieces| pieces.concat());
        let date = "[ ]?(Sun|Sunday|Mon|Tue)[, ]{1,2}[0-3]?[0-9][ -](Jan|Feb|Nov|Dec|Xyz)[ -][0-9]{2,5} \
                    [0-2][0-9]:[0-6][0-9]:[0-6][0-9]( GMT)?( [0-9]{4})?";
        prop_oneof![2 => date, 2 => built, 1 => "[+-]?[0-9]{1,12}", 1 => ".{0,40}"]
    }

    /// From 1970 to 9999.
    fn moments() -> impl Strategy<Value = Millis> {
        (0_i64..=253_402_300_799_999).prop_map(Millis)
    }

    fn judge(header: &str, now: Millis) {
        let asked = retry_after_ms(header, now);
        assert!(
            asked.is_none_or(|pause| (RETRY_AFTER_MS.0..=RETRY_AFTER_MS.1).contains(&pause)),
            "{asked:?}"
        );
    }

    /// `cargo test --release -p tt-edge -- --ignored a_million`
    mod a_million {
        use super::*;

        proptest! {
            #![proptest_config(ProptestConfig { cases: 1_000_000, ..ProptestConfig::default() })]

            #[test]
            #[ignore = "takes minutes"]
            fn retry_after(header in near_header(), now in moments()) {
                judge(&header, now);
            }
        }
    }
}
