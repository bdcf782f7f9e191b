//! Scoring against gold: what was expected by a person, what the program found, and where the two part.
//!
//! Gold quotes words of the article and never counts characters. The same comparison serves one-sentence cases, where every
//! field must agree, and annotated articles, where precision and recall are counted.

mod compare;
mod gold;
mod report;

pub use compare::agrees;
pub use gold::{Gold, GoldError, Item, Kind, article, cases};
pub use report::{Counts, Difference, Report, score};
