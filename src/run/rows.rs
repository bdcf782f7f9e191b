//! The documents of a table, a row each: cells to fields, crooked rows named and left out.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr_iter;

use super::cut::{self, RowEnd};
use super::json::Given;
use super::stream::Piece;
use super::table::Table;
use super::work::{Batch, Worker};

impl Worker<'_> {
    /// The rows of a piece. Those with a quotation mark that has no end are kept from the reader, to which they would be one
    /// with all that follow.
    pub(super) fn rows(&mut self, piece: &Piece, table: &Table, batch: &mut Batch) {
        let bytes = piece.text.as_bytes();
        let (mut from, mut at, mut line) = (0, 0, piece.line);
        while at < bytes.len() {
            match cut::row(bytes, at, table.separator, true) {
                RowEnd::Torn(end) => {
                    line = self.whole_rows(piece, table, from..at, line, batch);
                    if piece.file.takes(line) {
                        let reason = "a quotation mark is opened and never closed; this row is left out".into();
                        batch.fail(format!("{}:{line}", piece.file.name), reason);
                    }
                    line += u64::from(bytes[end - 1] == b'\n');
                    (from, at) = (end, end);
                }
                RowEnd::Whole(end) => at = end,
                RowEnd::Open => break,
            }
        }
        self.whole_rows(piece, table, from..bytes.len(), line, batch);
    }

    /// The rows in `range`, which begins at `line`; gives the line after them.
    fn whole_rows(&mut self, piece: &Piece, table: &Table, range: Range<usize>, line: u64, batch: &mut Batch) -> u64 {
        let name = &piece.file.name;
        let bytes = &piece.text.as_bytes()[range];
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(table.separator).from_reader(bytes);
        let mut row = csv::StringRecord::new();
        let (mut line, mut counted) = (line, 0);
        loop {
            // The piece is UTF-8 and in memory: reading can only end.
            if !reader.read_record(&mut row).unwrap_or(false) {
                return line + memchr_iter(b'\n', &bytes[counted..]).count() as u64;
            }
            // Counted here, for the reader's own count is one behind after a line that ends in CRLF.
            let start = row.position().map_or(0, |p| p.byte() as usize);
            let start = start + bytes[start..].iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
            line += memchr_iter(b'\n', &bytes[counted..start]).count() as u64;
            counted = start;
            if !piece.file.takes(line) {
                continue;
            }
            let place = || format!("{name}:{line}");
            let cell = |column: Option<usize>| row.get(column?).map(str::trim).filter(|c| !c.is_empty()).map(Cow::Borrowed);
            if row.len() > table.width && row.iter().skip(table.width).any(|c| !c.trim().is_empty()) {
                let reason = format!("{} cells where the header has {}; is a quotation mark missing?", row.len(), table.width);
                batch.fail(place(), reason);
                continue;
            }
            let Some(text) = row.get(table.text) else {
                batch.fail(place(), format!("{} cells where the header has {}, none for the text", row.len(), table.width));
                continue;
            };
            let text = Some(Cow::Borrowed(text));
            let given = Given { text, id: cell(table.id), title: cell(table.title), date: cell(table.date), author: None };
            self.document(&given, place, batch);
        }
    }
}
