//! How satisfied the raters of a unit are, once there are enough of them to hide in.

use crate::{limits::SUMMARY_MINIMUM, rating::Level, unit::UnitId};
use serde::{Deserialize, Serialize};

/// Counts and average of a unit's released ratings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The unit.
    pub unit: UnitId,
    /// How many must have rated before anything is said.
    pub minimum: u32,
    /// The figures; absent below the minimum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratings: Option<Figures>,
}

/// The figures of a [`Summary`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// How many have rated.
    pub count: u32,
    /// The mean level, 1 to 5, rounded to hundredths.
    pub average: f64,
    /// How many gave each level, level 1 first.
    pub levels: [u32; 5],
}

impl Summary {
    /// Makes the summary of `levels`, the number of ratings at each level, level 1 first.
    #[must_use]
    pub fn new(unit: UnitId, levels: [u32; 5]) -> Self {
        let count: u32 = levels.iter().sum();
        let weighted: f64 =
            Level::ALL.iter().zip(levels).map(|(level, n)| f64::from(level.number()) * f64::from(n)).sum();
        let ratings = (count >= SUMMARY_MINIMUM).then(|| Figures {
            count,
            average: (weighted / f64::from(count) * 100.0).round() / 100.0,
            levels,
        });
        Self { unit, minimum: SUMMARY_MINIMUM, ratings }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_said_of_nineteen_and_all_of_twenty() {
        let unit: UnitId = "a".parse().unwrap();
        assert_eq!(Summary::new(unit.clone(), [0, 0, 0, 0, 19]).ratings, None);
        let figures = Summary::new(unit, [1, 0, 0, 0, 19]).ratings.unwrap();
        assert_eq!((figures.count, figures.average), (20, 4.8));
    }
}
