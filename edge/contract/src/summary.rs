//! How satisfied the raters of a unit are, once there are enough of them to hide in.

use crate::{
    limits::{SUMMARY_MINIMUM, SUMMARY_STEP},
    rating::Level,
    unit::{Name, UnitId},
};
use serde::{Deserialize, Serialize};

/// Counts and average of a unit's ratings. They move by [`SUMMARY_STEP`] ratings at a time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The unit.
    pub unit: UnitId,
    /// How many must have rated before anything is said.
    pub minimum: u32,
    /// How many more must have rated before anything else is said.
    pub step: u32,
    /// The figures; absent below the minimum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratings: Option<Figures>,
    /// In words for readers that there are too few; absent beside figures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Name>,
}

/// The figures of a [`Summary`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// How many have rated, a multiple of [`SUMMARY_STEP`].
    pub count: u32,
    /// The mean level, 1 to 5, rounded to hundredths.
    pub average: f64,
    /// How many gave each level, level 1 first; together [`Figures::count`].
    pub levels: [u32; 5],
}

impl Summary {
    /// Makes the summary of `levels`, the number of ratings at each level that are shown, level 1
    /// first.
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
        let note = ratings.is_none().then(too_few);
        Self { unit, minimum: SUMMARY_MINIMUM, step: SUMMARY_STEP, ratings, note }
    }
}

fn too_few() -> Name {
    Name {
        vi: "Chưa đủ lượt đánh giá để công bố kết quả.".into(),
        en: "There are too few ratings yet to publish the results.".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_said_of_nineteen_and_all_of_twenty() {
        let unit: UnitId = "a".parse().unwrap();
        let few = Summary::new(unit.clone(), [0, 0, 0, 0, 19]);
        assert!(few.ratings.is_none() && few.note.is_some_and(|note| note.vi.starts_with("Chưa đủ")));
        let summary = Summary::new(unit, [1, 0, 0, 0, 19]);
        let figures = summary.ratings.unwrap();
        assert_eq!((figures.count, figures.average, summary.note), (20, 4.8, None));
    }
}
