//! Scoring against gold: what was expected by a person, what the program found, and where the two part.
//!
//! Gold quotes words of the article and never counts characters. The same comparison serves one-sentence cases, where every
//! field must agree, and annotated articles, where precision and recall are counted; `tally` defines the figures.

mod article;
mod cases;
mod check;
mod clusters;
mod compare;
pub mod formats;
mod found;
mod gates;
mod gold;
mod lint;
mod offsets;
mod quotation;
mod report;
mod tally;
mod totals;
pub mod write;

pub use article::{COLUMNS, expected, settings, write_expected, write_settings};
pub use cases::cases;
pub(crate) use check::case_breaches;
pub use check::{Check, Fault, Verdict};
pub use compare::Grade;
#[doc(hidden)]
pub use compare::HEAD_ENDS;
pub use found::draft;
pub(crate) use gates::raise;
pub use gates::{Baseline, Breach, Floor, Gates, breaches, floor, gates};
pub(crate) use gold::gold_hash;
pub use gold::{Gold, GoldError, Item, Kind};
pub use lint::lint;
pub(crate) use offsets::Offsets;
pub use report::{Difference, LabelTally, Mark, Report, RuleTally, score};
pub use tally::{Grades, Ratio, Tally};
pub use totals::{Figure, Totals};
