//! How many ratings each unit takes, whoever sends them: what one flood may cost the mailbox that keeps them.

use super::bucket::{Bucket, Pace};
use std::collections::HashMap;
use tt_contract::{time::Millis, unit::UnitId};

/// What is left of each unit's budget. There are as many as units, so nothing of it need be forgotten.
#[derive(Debug, Default)]
pub(crate) struct Budgets(HashMap<UnitId, Bucket>);

impl Budgets {
    /// Counts one rating for `unit`, of which `per_minute` are taken. Errors: the seconds to wait.
    pub(crate) fn admit(&mut self, unit: &UnitId, per_minute: u32, now: Millis) -> Result<(), u32> {
        let pace = Pace { burst: per_minute.into(), per_minute: per_minute.into() };
        if let Some(bucket) = self.0.get_mut(unit) {
            return bucket.take(pace, now);
        }
        self.0.entry(unit.clone()).or_insert_with(|| Bucket::full(pace, now)).take(pace, now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_unit_has_its_own() {
        let (mut budgets, now) = (Budgets::default(), Millis(1_795_323_600_000));
        let [one, other]: [UnitId; 2] = ["c06", "hvannd"].map(|id| id.parse().unwrap());
        let taken = (0..100).take_while(|_| budgets.admit(&one, 20, now).is_ok()).count();
        assert_eq!(taken, 20);
        assert_eq!(budgets.admit(&one, 20, now), Err(3));
        assert_eq!(budgets.admit(&other, 20, now), Ok(()));
        assert_eq!(budgets.admit(&one, 20, Millis(now.0 + 3_000)), Ok(()));
    }
}
