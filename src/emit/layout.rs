//! What the user asked to have written, and the one writer that does it: a record in, bytes at the end of a buffer out.

use super::csv::{Dialect, RowWriter};
use super::rows::{RowCounts, Rows};
use super::{Record, jsonl};

/// A format of the output.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Format {
    /// Comma-separated values, a row an extraction.
    #[default]
    Csv,
    /// Tab-separated values, a row an extraction.
    Tsv,
    /// JSON Lines, a line a document.
    Jsonl,
}

/// The kinds of extractions that are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kinds {
    /// Numeric claims.
    pub claims: bool,
    /// Attributions.
    pub attributions: bool,
    /// Actors.
    pub actors: bool,
}

impl Default for Kinds {
    fn default() -> Self {
        Kinds { claims: true, attributions: true, actors: true }
    }
}

/// What is written, and how.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Layout {
    /// The format.
    pub format: Format,
    /// For spreadsheets: byte order mark, CRLF, guarded formulas (tables only).
    pub spreadsheet: bool,
    /// Which extractions.
    pub kinds: Kinds,
    /// An actor row a mention (tables only; JSON Lines always has all mentions).
    pub mentions: bool,
    /// The text of each document with its record (JSON Lines only).
    pub with_text: bool,
}

/// Writes records as a layout says; keeps its memory from record to record.
#[derive(Debug)]
pub struct Writer {
    layout: Layout,
    rows: Rows,
    /// None = JSON Lines.
    table: Option<(Dialect, RowWriter)>,
}

impl Writer {
    /// A writer for `layout`.
    pub fn new(layout: Layout) -> Self {
        let separator = match layout.format {
            Format::Csv => Some(b','),
            Format::Tsv => Some(b'\t'),
            Format::Jsonl => None,
        };
        let dialect = separator.map(|separator| Dialect { separator, spreadsheet: layout.spreadsheet });
        Writer { layout, rows: Rows::default(), table: dialect.map(|d| (d, RowWriter::new(d))) }
    }

    /// Appends what comes before the first record.
    pub fn header(&self, out: &mut Vec<u8>) {
        if let Some((dialect, _)) = &self.table {
            dialect.header(out);
        }
    }

    /// Appends a record.
    pub fn record(&mut self, mut record: Record<'_>, out: &mut Vec<u8>) -> RowCounts {
        let Layout { kinds, mentions, .. } = self.layout;
        match &mut self.table {
            Some((_, table)) => self.rows.each(&record, kinds, mentions, &mut table.document(out)),
            None => jsonl::line(&mut record, kinds, out),
        }
    }
}
