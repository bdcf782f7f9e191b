//! Out of the house: the record of a document, and its bytes in each format.

#[cfg(feature = "arrow")]
pub mod arrow;
mod assembly;
mod build;
mod columns;
mod csv;
mod explain;
mod ids;
mod jsonl;
mod layout;
mod owned;
mod packed;
#[cfg(feature = "parquet")]
mod parquet;
mod record;
pub(crate) mod report;
mod rows;
mod xlsx;

pub use assembly::{About, Assembly};
#[doc(hidden)]
pub use build::record;
#[cfg(feature = "python")]
pub(crate) use columns::COLUMN_COUNT;
pub use columns::{COLUMNS, Column, ColumnSpec};
pub use csv::Dialect;
#[doc(hidden)]
pub use explain::{Explain, explain};
pub use layout::{Format, Kinds, Layout, Writer};
pub use packed::RowKind;
#[doc(hidden)]
pub use packed::{DOCUMENT_COLUMNS, PackedCell, unpack};
pub use record::{ActorRecord, AttributionRecord, ClaimRecord, ContentRecord, CueRecord, MentionRecord, Record, SourceRecord, Spans};
pub use rows::RowCounts;
pub(crate) use rows::Rows;
#[cfg(feature = "python")]
pub(crate) use rows::{Cell, RowSink};
#[doc(hidden)]
pub use xlsx::Sheets;
