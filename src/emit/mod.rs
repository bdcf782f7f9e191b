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
pub mod report;
mod rows;
mod xlsx;

pub use assembly::{About, Assembly};
pub use build::record;
pub use columns::{COLUMN_COUNT, COLUMNS, Column, ColumnSpec};
pub use csv::{CELL_LIMIT, Dialect, RowWriter, RowsInto};
pub use explain::{Explain, explain};
pub use layout::{Format, Kinds, Layout, Writer};
pub use packed::{DOCUMENT_COLUMNS, PackedCell, RowKind, unpack};
pub use record::{ActorRecord, AttributionRecord, ClaimRecord, ContentRecord, CueRecord, MentionRecord, Record, SourceRecord, Spans};
pub use rows::{Cell, RowCounts, RowSink, Rows};
pub use xlsx::Sheets;
