//! When something is tried again. Pure.

/// What an answer of the edge means for whoever sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It has it.
    Taken,
    /// Not now.
    Later,
    /// It has something else under the same name.
    Other,
    /// Not this, however often.
    Never,
}

/// Judges a status; none stands for no answer.
pub(crate) const fn judge(status: Option<u16>) -> Verdict {
    match status {
        Some(200..=299) => Verdict::Taken,
        Some(409) => Verdict::Other,
        None | Some(408 | 425 | 429 | 500..=599) => Verdict::Later,
        Some(_) => Verdict::Never,
    }
}

/// Longest pause, in seconds.
const LONGEST_S: u32 = 30;

/// How long to wait after `tries` that failed, in milliseconds: one second, two, four, to half a minute, or as long as the
/// edge says (`Retry-After`, in seconds) within that; and up to a quarter more by `drawn`, so that those who lost the edge
/// together do not come back together.
pub(crate) const fn pause_ms(tries: u32, said_s: Option<u32>, drawn: u8) -> u32 {
    let doubled = if tries < 6 { 1 << tries } else { LONGEST_S };
    let seconds = match said_s {
        Some(said) if said > 0 => said,
        _ => doubled,
    };
    let ms = 1_000 * if seconds < LONGEST_S { seconds } else { LONGEST_S };
    ms + ms / 4 * drawn as u32 / 255
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_pass_is_tried_again_and_nothing_else() {
        assert_eq!(judge(Some(204)), Verdict::Taken);
        assert_eq!(judge(Some(409)), Verdict::Other);
        for status in [None, Some(429), Some(500), Some(503)] {
            assert_eq!(judge(status), Verdict::Later, "{status:?}");
        }
        for status in [301, 400, 401, 403, 404, 413, 422].map(Some) {
            assert_eq!(judge(status), Verdict::Never, "{status:?}");
        }
    }

    #[test]
    fn pauses_grow_to_half_a_minute_and_a_quarter() {
        let growing: Vec<_> = (0..8).map(|tries| pause_ms(tries, None, 0)).collect();
        assert_eq!(growing, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
        assert_eq!(pause_ms(0, Some(7), 0), 7_000);
        assert_eq!(pause_ms(0, Some(86_400), 0), 30_000);
        assert_eq!(pause_ms(u32::MAX, Some(0), 255), 37_500);
    }
}
