//! Rows as comma- or tab-separated values, in two profiles: one for spreadsheets, one for programs.
//!
//! The spreadsheet profile begins with a byte order mark, ends lines with CRLF, and keeps a spreadsheet from running text of an
//! article as a formula. The plain profile is what a pipe wants. Either way a cell stays under the limit that spreadsheets
//! silently cut at. The writer appends to a buffer of bytes, which is why it is faster here than a general one.

use std::io::Write as _;

use super::columns::{COLUMN_COUNT, COLUMNS, Column};
use super::rows::{Cell, RowSink};

/// No cell is longer than this, counted in characters.
pub const CELL_LIMIT: usize = 32_000;

/// How a table is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dialect {
    /// Between two cells.
    pub separator: u8,
    /// For spreadsheets: byte order mark, CRLF, guarded formulas.
    pub spreadsheet: bool,
}

impl Dialect {
    /// Appends what comes before the first row: the byte order mark and the column names.
    pub fn header(self, out: &mut Vec<u8>) {
        self.names(COLUMNS.iter().map(|c| c.name), out);
    }

    /// The same for a table of other columns.
    pub fn names<'n>(self, names: impl Iterator<Item = &'n str>, out: &mut Vec<u8>) {
        if self.spreadsheet {
            out.extend_from_slice("\u{feff}".as_bytes());
        }
        for (n, name) in names.enumerate() {
            if n > 0 {
                out.push(self.separator);
            }
            out.extend_from_slice(name.as_bytes());
        }
        self.end_line(out);
    }

    /// Ends a row.
    pub fn end_line(self, out: &mut Vec<u8>) {
        out.extend_from_slice(if self.spreadsheet { b"\r\n" } else { b"\n" });
    }

    /// Appends a cell of words, guarded and in quotation marks where it must be.
    pub fn text(self, text: &str, out: &mut Vec<u8>) {
        let bytes = text.as_bytes();
        let Some(&first) = bytes.first() else { return };
        let guarded = self.spreadsheet && matches!(first, b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\n' | 0);
        if bytes.len() >= CELL_LIMIT {
            let (kept, cut) = within(text, CELL_LIMIT - usize::from(guarded));
            return self.awkward(kept, guarded, self.is_special(kept.as_bytes()), cut, out);
        }
        let special = self.is_special(bytes);
        if guarded || special {
            self.awkward(text, guarded, special, false, out);
        } else {
            out.extend_from_slice(bytes);
        }
    }

    /// A cell that needs quotation marks, a guard, or the mark of a cut.
    fn awkward(self, text: &str, guarded: bool, special: bool, cut: bool, out: &mut Vec<u8>) {
        let bytes = text.as_bytes();
        if special {
            out.push(b'"');
        }
        if guarded {
            out.push(b'\'');
        }
        let mut from = 0;
        if special {
            for at in memchr::memchr_iter(b'"', bytes) {
                out.extend_from_slice(&bytes[from..=at]);
                from = at;
            }
        }
        out.extend_from_slice(&bytes[from..]);
        if cut {
            out.extend_from_slice("…".as_bytes());
        }
        if special {
            out.push(b'"');
        }
    }

    /// True when a cell of these bytes needs quotation marks.
    #[inline]
    fn is_special(self, bytes: &[u8]) -> bool {
        if self.separator == b'\t' { any_special::<b'\t'>(bytes) } else { any_special::<b','>(bytes) }
    }
}

/// True when a byte of a cell is a quotation mark, a line end or `SEPARATOR`. For sixteen bytes at a time, the last ones seen
/// twice, the compiler makes a few wide comparisons; short cells fit one or two numbers.
#[inline(always)]
fn any_special<const SEPARATOR: u8>(bytes: &[u8]) -> bool {
    let one = |b: u8| (b == b'"') | (b == SEPARATOR) | (b == b'\n') | (b == b'\r');
    if let Some(last) = bytes.last_chunk::<16>() {
        let wide = |chunk: &[u8; 16]| chunk.iter().fold(false, |found, &b| found | one(b));
        return bytes.as_chunks::<16>().0.iter().any(wide) || wide(last);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return any_of_eight::<SEPARATOR>(u64::from_le_bytes(*first)) | any_of_eight::<SEPARATOR>(u64::from_le_bytes(*last));
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let both = u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32;
        return any_of_eight::<SEPARATOR>(both);
    }
    bytes.iter().fold(false, |found, &b| found | one(b))
}

/// The same for the eight bytes of a number.
#[inline(always)]
fn any_of_eight<const SEPARATOR: u8>(bytes: u64) -> bool {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    // The high bit of a byte that is zero after the difference is left.
    let zero = |byte: u8| {
        let difference = bytes ^ (ONES * u64::from(byte));
        difference.wrapping_sub(ONES) & !difference
    };
    (zero(b'"') | zero(SEPARATOR) | zero(b'\n') | zero(b'\r')) & (ONES << 7) != 0
}

/// Writes rows; keeps what several rows of a document share.
#[derive(Debug)]
pub struct RowWriter {
    dialect: Dialect,
    separators: [u8; COLUMN_COUNT],
    /// The sentence of the last row by its place in memory, and its cell: most sentences stand in several rows.
    sentence: Option<(usize, usize)>,
    sentence_cell: Vec<u8>,
    /// The cell of the document's id, which begins every row.
    doc_cell: Vec<u8>,
    joined: String,
}

/// A row writer at work on the rows of one document.
pub struct RowsInto<'w> {
    writer: &'w mut RowWriter,
    out: &'w mut Vec<u8>,
    /// The column that was filled last.
    at: usize,
}

impl RowWriter {
    /// A writer of this dialect.
    pub fn new(dialect: Dialect) -> Self {
        let separators = [dialect.separator; COLUMN_COUNT];
        RowWriter { dialect, separators, sentence: None, sentence_cell: Vec::new(), doc_cell: Vec::new(), joined: String::new() }
    }

    /// Writes the rows of another document to the end of `out`.
    pub fn document<'w>(&'w mut self, out: &'w mut Vec<u8>) -> RowsInto<'w> {
        // Another sentence may stand at the same place in memory now.
        self.sentence = None;
        self.doc_cell.clear();
        RowsInto { writer: self, out, at: 0 }
    }

    fn document_cell(&mut self, text: &str, out: &mut Vec<u8>) {
        if self.doc_cell.is_empty() {
            self.dialect.text(text, &mut self.doc_cell);
        }
        out.extend_from_slice(&self.doc_cell);
    }

    fn list<'i>(&mut self, mut items: impl Iterator<Item = &'i str>, out: &mut Vec<u8>) {
        let Some(first) = items.next() else { return };
        let Some(second) = items.next() else { return self.dialect.text(first, out) };
        self.joined.clear();
        self.joined.push_str(first);
        for item in std::iter::once(second).chain(items) {
            self.joined.push_str("; ");
            self.joined.push_str(item);
        }
        self.dialect.text(&self.joined, out);
    }

    fn sentence(&mut self, text: &str, out: &mut Vec<u8>) {
        let place = (text.as_ptr() as usize, text.len());
        if self.sentence != Some(place) {
            self.sentence = Some(place);
            self.sentence_cell.clear();
            if is_folded(text) {
                self.dialect.text(text, &mut self.sentence_cell);
            } else {
                self.joined.clear();
                for word in text.split_whitespace() {
                    if !self.joined.is_empty() {
                        self.joined.push(' ');
                    }
                    self.joined.push_str(word);
                }
                self.dialect.text(&self.joined, &mut self.sentence_cell);
            }
        }
        out.extend_from_slice(&self.sentence_cell);
    }
}

impl RowSink for RowsInto<'_> {
    // Inlined, the kind of every cell is known where it is set, and nothing is left of the enum.
    #[inline(always)]
    fn set(&mut self, column: Column, cell: Cell<'_>) {
        let column = column as usize;
        debug_assert!(column > self.at || column == 0, "cells come in the order of the columns");
        match column - self.at {
            0 => {}
            1 => self.out.push(self.writer.dialect.separator),
            gap => self.out.extend_from_slice(&self.writer.separators[..gap]),
        }
        self.at = column;
        let (writer, out) = (&mut *self.writer, &mut *self.out);
        match cell {
            Cell::Empty => {}
            Cell::Text(text) if column == Column::Doc as usize => writer.document_cell(text, out),
            Cell::Text(text) => writer.dialect.text(text, out),
            Cell::Sentence(text) => writer.sentence(text, out),
            Cell::List(items) => writer.list(items.iter().map(|item| &**item), out),
            Cell::Names(ids, actors) => {
                writer.list(ids.iter().filter_map(|n| actors.get((*n as usize).wrapping_sub(1))).map(|a| &*a.name), out);
            }
            Cell::Flags(flags) => writer.list(flags.iter().map(|flag| flag.name()), out),
            Cell::Word(word) => out.extend_from_slice(word.as_bytes()),
            Cell::Count(count) => whole(count, out),
            Cell::Number(value) => number(value, out),
            Cell::Id(letter, count) => {
                out.push(letter as u8);
                whole(u64::from(count), out);
            }
        }
    }

    fn end_row(&mut self) {
        self.out.extend_from_slice(&self.writer.separators[..COLUMN_COUNT - 1 - self.at]);
        self.writer.dialect.end_line(self.out);
        self.at = 0;
    }
}

/// True when all white space is single blanks between words.
pub(super) fn is_folded(text: &str) -> bool {
    let bytes = text.as_bytes();
    let [first, .., last] = bytes else { return bytes != b" " };
    if *first <= b' ' || *last == b' ' {
        return false;
    }
    // Each byte with the one behind it, sixteen pairs at a time: control characters and double blanks, and the four bytes that
    // white space beyond ASCII begins with.
    let odd = |a: u8, b: u8| (b < b' ') | ((a == b' ') & (b == b' '));
    let beyond = |b: u8| (b == 0xc2) | (b == 0xe1) | (b == 0xe2) | (b == 0xe3);
    let (befores, rest_before) = bytes[..bytes.len() - 1].as_chunks::<16>();
    let (behinds, rest_behind) = bytes[1..].as_chunks::<16>();
    let (mut found, mut high) = ([0u8; 16], [u8::from(beyond(*first)); 16]);
    for (before, behind) in befores.iter().zip(behinds) {
        for n in 0..16 {
            found[n] |= u8::from(odd(before[n], behind[n]));
            high[n] |= u8::from(beyond(behind[n]));
        }
    }
    for (n, (&before, &behind)) in rest_before.iter().zip(rest_behind).enumerate() {
        found[n] |= u8::from(odd(before, behind));
        high[n] |= u8::from(beyond(behind));
    }
    if found != [0; 16] {
        return false;
    }
    high == [0; 16] || {
        let wide = |at: usize| text[at..].chars().next().is_some_and(char::is_whitespace);
        !memchr::memchr3_iter(0xc2, 0xe1, 0xe2, bytes).chain(memchr::memchr_iter(0xe3, bytes)).any(wide)
    }
}

/// As much of `text` as fits into `room` characters with the mark of the cut, and whether that is less than all.
pub(super) fn within(text: &str, room: usize) -> (&str, bool) {
    if text.len() <= room {
        return (text, false);
    }
    match text.char_indices().nth(room) {
        None => (text, false),
        Some(_) => {
            let end = text.char_indices().nth(room - 1).map_or(text.len(), |(at, _)| at);
            (&text[..end], true)
        }
    }
}

/// The digits of 0 to 99.
const PAIRS: [[u8; 2]; 100] = {
    let mut table = [[0; 2]; 100];
    let mut n = 0;
    while n < 100 {
        table[n] = [b'0' + (n / 10) as u8, b'0' + (n % 10) as u8];
        n += 1;
    }
    table
};

/// Most numbers of a table are offsets and counts of few digits, which are written without a loop.
#[inline]
pub(super) fn whole(count: u64, out: &mut Vec<u8>) {
    let (high, low) = (count as usize / 100, PAIRS[count as usize % 100]);
    match count {
        0..10 => out.push(low[1]),
        10..100 => out.extend_from_slice(&low),
        100..1_000 => out.extend_from_slice(&[b'0' + high as u8, low[0], low[1]]),
        1_000..10_000 => out.extend_from_slice(&[PAIRS[high][0], PAIRS[high][1], low[0], low[1]]),
        _ => {
            whole(count / 10_000, out);
            let rest = count as usize % 10_000;
            let (high, low) = (PAIRS[rest / 100], PAIRS[rest % 100]);
            out.extend_from_slice(&[high[0], high[1], low[0], low[1]]);
        }
    }
}

/// Plain digits with a point, never an exponent.
fn number(value: f64, out: &mut Vec<u8>) {
    if (0.0..9.0e15).contains(&value) && value.fract() == 0.0 {
        whole(value as u64, out);
    } else if value.is_finite() {
        // Writing into a vector cannot fail.
        let _ = write!(out, "{value}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: Dialect = Dialect { separator: b',', spreadsheet: true };
    const PLAIN: Dialect = Dialect { separator: b',', spreadsheet: false };

    fn cell(dialect: Dialect, text: &str) -> String {
        let mut out = Vec::new();
        dialect.text(text, &mut out);
        String::from_utf8(out).expect("the writer only cuts between characters")
    }

    #[test]
    fn quotes_what_must_be_quoted() {
        assert_eq!(cell(PLAIN, "plain words"), "plain words");
        assert_eq!(cell(PLAIN, "a, b"), "\"a, b\"");
        assert_eq!(cell(PLAIN, "say \"so\""), "\"say \"\"so\"\"\"");
        assert_eq!(cell(PLAIN, "\"so\""), "\"\"\"so\"\"\"");
        assert_eq!(cell(PLAIN, "two\nlines"), "\"two\nlines\"");
        assert_eq!(cell(Dialect { separator: b'\t', spreadsheet: false }, "a, b"), "a, b");
        assert_eq!(cell(Dialect { separator: b'\t', spreadsheet: false }, "a\tb"), "\"a\tb\"");
    }

    #[test]
    fn guards_formulas_for_spreadsheets_only() {
        for text in ["=1+1", "+44", "-5", "@sum", "\tx"] {
            assert_eq!(cell(SHEET, text), format!("'{text}"));
            assert_eq!(cell(PLAIN, text), text);
        }
        assert_eq!(cell(SHEET, "\r\n=1"), "\"'\r\n=1\"");
        assert_eq!(cell(SHEET, "\0"), "'\0");
        assert_eq!(cell(SHEET, "5 - 3"), "5 - 3");
    }

    #[test]
    fn numbers_are_never_guarded_and_never_short() {
        let write = |value| {
            let mut out = Vec::new();
            number(value, &mut out);
            String::from_utf8(out).expect("digits")
        };
        assert_eq!(write(1100.0), "1100");
        assert_eq!(write(0.0), "0");
        assert_eq!(write(-3.5), "-3.5");
        assert_eq!(write(1e21), "1000000000000000000000");
        assert_eq!(write(0.000_000_1), "0.0000001");
        assert_eq!(write(3.3), "3.3");
        let mut out = Vec::new();
        let mut writer = RowWriter::new(SHEET);
        let mut row = writer.document(&mut out);
        row.set(Column::Text, Cell::Text("-5"));
        row.set(Column::Low, Cell::Number(-5.0));
        row.end_row();
        let line = String::from_utf8(out).expect("text");
        assert!(line.starts_with(",,,,,,'-5,-5,"), "{line}");
        assert!(line.ends_with(",\r\n"));
    }

    #[test]
    fn folds_the_white_space_of_sentences() {
        for (text, folded) in [
            ("Plain words, “quoted”.", "\"Plain words, “quoted”.\""),
            ("Two  blanks\r\nand\u{a0}more ", "Two blanks and more"),
            ("thin\u{2009}space", "thin space"),
            (" lead", "lead"),
            ("—", "—"),
            (" ", ""),
            ("", ""),
        ] {
            let mut writer = RowWriter::new(PLAIN);
            for _ in 0..2 {
                let mut out = Vec::new();
                writer.sentence(text, &mut out);
                assert_eq!(String::from_utf8_lossy(&out), folded);
            }
        }
    }

    #[test]
    fn cuts_cells_at_the_limit() {
        let long = "é".repeat(CELL_LIMIT + 1);
        let cut = cell(PLAIN, &long);
        assert_eq!(cut.chars().count(), CELL_LIMIT);
        assert!(cut.ends_with("é…"));
        let just = "é".repeat(CELL_LIMIT);
        assert_eq!(cell(PLAIN, &just), just);
        let guarded = cell(SHEET, &"-".repeat(CELL_LIMIT));
        assert_eq!(guarded.chars().count(), CELL_LIMIT);
        assert!(guarded.starts_with("'-") && guarded.ends_with("-…"));
    }
}
