//! A satisfaction rating (circular draft, art. 4(4)(b); Decree 42, art. 8(1)(d)).

mod level;
mod object;
mod parse;
mod submission;

pub use level::{Criteria, Criterion, Level};
pub use submission::{Receipt, Submission};
