//! A satisfaction rating (circular draft, art. 4(4)(b); Decree 224/2026/NĐ-CP, art. 10(3)(b)).

mod level;
mod object;
mod parse;
mod submission;

pub use level::{Criteria, Criterion, Level};
pub use submission::{Receipt, Submission};
