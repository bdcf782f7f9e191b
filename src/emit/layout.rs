//! What the user asked to have written, and the one writer that does it: a record in, bytes at the end of a buffer out.

use std::io;

use super::assembly::{About, Assembly};
use super::csv::{Dialect, RowWriter};
use super::packed::Packer;
use super::rows::{RowCounts, Rows};
use super::xlsx::Sheets;
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
    /// A workbook, a sheet a kind of extraction.
    Xlsx,
    /// The documents as they were read, not analysed: a line of JSON each, with the place and the document.
    Documents,
    /// The table in typed columns.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Format {
    /// True for files that are no text, and that say themselves how they were made.
    pub fn is_binary(self) -> bool {
        !matches!(self, Format::Csv | Format::Tsv | Format::Jsonl | Format::Documents)
    }

    /// What puts a file of this format together; none when the pieces need only be joined.
    ///
    /// # Errors
    /// When no temporary file can be made.
    pub fn assembly(self, about: &About) -> io::Result<Option<Box<dyn Assembly>>> {
        Ok(match self {
            Format::Csv | Format::Tsv | Format::Jsonl | Format::Documents => None,
            Format::Xlsx => Some(Box::new(Sheets::new(about.clone())?)),
            #[cfg(feature = "parquet")]
            Format::Parquet => Some(Box::new(super::parquet::RowGroups::new(about)?)),
        })
    }
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
///
/// ```
/// use onrecord::emit::{Format, Layout, Writer};
///
/// let extractor = onrecord::Extractor::new()?;
/// let mut writer = Writer::new(Layout { format: Format::Csv, ..Layout::default() });
/// let mut table = Vec::new();
/// writer.header(&mut table);
/// for (doc, text) in [("a", "Some 40 soldiers were wounded."), ("b", "The army lost 12 soldiers, it said.")] {
///     let mut record = extractor.extract(text);
///     record.doc = doc.into();
///     writer.record(record, &mut table);
/// }
/// let table = String::from_utf8(table)?;
/// assert!(table.starts_with("doc,kind,id,"));
/// assert_eq!(table.lines().filter(|row| row.contains(",claim,")).count(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Writer {
    layout: Layout,
    rows: Rows,
    form: Form,
}

/// How a record becomes bytes.
#[derive(Debug)]
enum Form {
    Separated(Dialect, RowWriter),
    Lines,
    Packed(Packer),
}

impl Writer {
    /// A writer for `layout`.
    pub fn new(layout: Layout) -> Self {
        let separated = |separator| {
            let dialect = Dialect { separator, spreadsheet: layout.spreadsheet };
            Form::Separated(dialect, RowWriter::new(dialect))
        };
        let form = match layout.format {
            Format::Csv => separated(b','),
            Format::Tsv => separated(b'\t'),
            Format::Jsonl | Format::Documents => Form::Lines,
            Format::Xlsx => Form::Packed(Packer::default()),
            #[cfg(feature = "parquet")]
            Format::Parquet => Form::Packed(Packer::default()),
        };
        Writer { layout, rows: Rows::default(), form }
    }

    /// Appends what comes before the first record.
    pub fn header(&self, out: &mut Vec<u8>) {
        if let Form::Separated(dialect, _) = &self.form {
            dialect.header(out);
        }
    }

    /// Appends a record.
    pub fn record(&mut self, mut record: Record<'_>, out: &mut Vec<u8>) -> RowCounts {
        let Layout { kinds, mentions, .. } = self.layout;
        match &mut self.form {
            Form::Separated(_, table) => self.rows.each(&record, kinds, mentions, &mut table.document(out)),
            Form::Lines => jsonl::line(&mut record, kinds, out),
            Form::Packed(packer) => packer.record(&mut self.rows, &record, kinds, mentions, out),
        }
    }
}
