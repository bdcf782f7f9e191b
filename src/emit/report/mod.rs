//! The report: one HTML file to look at, with every article, its extractions, tables and charts.
//!
//! Records come in one by one ([`Block`] makes them small, [`Tally`] counts them), pages go out ([`page`]). What the pages do is
//! in the script files of this folder; they are part of every page, so that a report needs nothing but a browser.

mod compact;
mod lexicon;
pub mod page;
mod tally;

pub use compact::Block;
pub use lexicon::lexicon_rows;
pub use tally::Tally;
