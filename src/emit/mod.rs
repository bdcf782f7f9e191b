//! Out of the house: the record of a document, and its bytes in each format.

mod build;
mod columns;
mod csv;
mod jsonl;
mod layout;
mod owned;
mod record;
mod rows;

pub use build::record;
pub use columns::{COLUMN_COUNT, COLUMNS, Column, ColumnSpec};
pub use csv::{CELL_LIMIT, Dialect, RowWriter, RowsInto};
pub use layout::{Format, Kinds, Layout, Writer};
pub use record::{ActorRecord, AttributionRecord, ClaimRecord, ContentRecord, CueRecord, MentionRecord, Record, SourceRecord, Spans};
pub use rows::{Cell, RowCounts, RowSink, Rows};
