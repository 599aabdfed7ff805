//! When something that is held back may be sent.

use crate::chance::Fraction;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use tt_contract::{time::Millis, unit::UnitId};

/// Into how many moments a delay is divided, and the least and the most that lies between two of them, in seconds.
const MOMENTS: u32 = 60;
const STEP_S: (u32, u32) = (1, 60);

/// When something that comes now is released, in milliseconds since 1970: at the beginning of this hour where that is at once, because
/// nothing finer is kept; else at one of the unit's moments within the delay, drawn at random. They are few, so that many are released
/// together; and each unit has its own, so that not all units' alarms ring at once.
pub(crate) fn release(unit: &UnitId, now: Millis, delay_s: u32, drawn: Fraction) -> i64 {
    if delay_s == 0 {
        return now.hour().start().0;
    }
    let (least, most) = STEP_S;
    let step = i64::from((delay_s / MOMENTS).clamp(least, most)) * 1000;
    let phase = phase(unit) % step;
    let drawn = now.0 - phase + drawn.of(i64::from(delay_s) * 1000 - step);
    (drawn.div_euclid(step) + 1) * step + phase
}

/// The release of a tip that came after one released at `previous`: never before it, so that tips
/// keep their order, also where the draw or a setting that was changed would have it sooner.
pub(crate) fn in_order(release: i64, previous: Option<i64>) -> i64 {
    previous.map_or(release, |previous| release.max(previous))
}

/// Of how many milliseconds the unit's moments come after those that all clocks have in common. Units that are called alike must lie
/// apart too; should another compiler hash otherwise, what comes then has other moments, and nothing else.
fn phase(unit: &UnitId) -> i64 {
    let mut hasher = DefaultHasher::new();
    unit.as_str().hash(&mut hasher);
    i64::try_from(hasher.finish() % 60_000).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::tests::unit;
    use proptest::prelude::*;

    const NOW_MS: i64 = 1_795_321_234_567;

    #[test]
    fn at_once_is_the_hours_beginning() {
        let now = Millis(NOW_MS);
        assert_eq!(release(&unit().id, now, 0, Fraction(u32::MAX)), now.hour().start().0);
    }

    #[test]
    fn units_have_moments_of_their_own() {
        let at = |id: &str| release(&id.parse().unwrap(), Millis(1_795_321_234_567), 300, Fraction(0)) % 5000;
        let all: std::collections::BTreeSet<i64> = ["c06", "hvcsnd", "hvannd", "benhvien-198"].map(at).into();
        assert_eq!(all.len(), 4);
    }

    #[test]
    fn the_moments_of_units_that_are_called_alike_lie_apart() {
        let mut within = [0; 10];
        for n in 0..100 {
            let at =
                release(&format!("c06-{n}").parse().unwrap(), Millis(0), 60, Fraction(0)).rem_euclid(1000);
            within[usize::try_from(at / 100).unwrap()] += 1;
        }
        assert!(within.iter().all(|units| (3..=20).contains(units)), "{within:?}");
    }

    proptest! {
        #[test]
        fn never_at_its_own_moment_nor_late(ms in 0_i64..10_000_000_000, delay in 1_u32..=86_400, drawn: u32) {
            let unit = unit().id;
            let at = release(&unit, Millis(ms), delay, Fraction(drawn));
            prop_assert!(ms < at && at <= ms + i64::from(delay) * 1000, "{}", at - ms);
            let step = i64::from((delay / 60).clamp(1, 60)) * 1000;
            prop_assert_eq!((at - phase(&unit)).rem_euclid(step), 0);
        }

        #[test]
        fn tips_are_released_in_their_order_and_within_the_delay(
            all in proptest::collection::vec((0_i64..120_000, any::<u32>()), 1..50), delay in 1_u32..=3_600,
        ) {
            let (unit, mut now, mut previous) = (unit().id, NOW_MS, None);
            for (after, drawn) in all {
                now += after;
                let drawn = release(&unit, Millis(now), delay, Fraction(drawn));
                let at = in_order(drawn, previous);
                prop_assert!(now < at && at <= now + i64::from(delay) * 1000, "{}", at - now);
                prop_assert!(previous.is_none_or(|previous| previous <= at));
                previous = Some(at);
            }
        }
    }
}
