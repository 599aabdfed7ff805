//! How fast something may come: so many at once, and then so many a minute (a token bucket). Pure.

use tt_contract::time::Millis;

const MS_PER_MINUTE: f64 = 60_000.0;

/// How much may come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pace {
    /// How many at once.
    pub(crate) burst: f64,
    /// How many more each minute.
    pub(crate) per_minute: f64,
}

/// What is left of a pace at a moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bucket {
    left: f64,
    at: Millis,
}

impl Bucket {
    /// One from which nothing was taken yet.
    pub(crate) const fn full(pace: Pace, now: Millis) -> Self {
        Self { left: pace.burst, at: now }
    }

    /// Takes one. Errors: the seconds to wait. A clock that goes back gives nothing, and takes nothing away.
    pub(crate) fn take(&mut self, pace: Pace, now: Millis) -> Result<(), u32> {
        let Pace { burst, per_minute } = pace;
        let passed = now.0.saturating_sub(self.at.0).max(0);
        let passed = f64::from(i32::try_from(passed).unwrap_or(i32::MAX));
        self.left = (self.left + passed * per_minute / MS_PER_MINUTE).min(burst);
        self.at = now;
        if self.left < 1.0 {
            let wait = (1.0 - self.left) * 60.0 / per_minute;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "above 0, and at most 60 seconds over the pace"
            )]
            return Err(wait.ceil() as u32);
        }
        self.left -= 1.0;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_passes_then_as_many_as_time_gives() {
        let pace = Pace { burst: 10.0, per_minute: 60.0 };
        let mut bucket = Bucket::full(pace, Millis(0));
        let mut drain = |now| (0..100).take_while(|_| bucket.take(pace, Millis(now)).is_ok()).count();
        assert_eq!(drain(0), 10);
        assert_eq!(drain(3_000), 3);
        assert_eq!(drain(-86_400_000), 0, "a clock that went back");
        assert_eq!(drain(86_400_000), 10);
        assert_eq!(bucket.take(pace, Millis(86_400_000)), Err(1));
    }
}
