//! Rows as comma- or tab-separated values, in two profiles: one for spreadsheets, one for programs.
//!
//! The spreadsheet profile begins with a byte order mark, ends lines with CRLF, and keeps a spreadsheet from running text of an
//! article as a formula. The plain profile is what a pipe wants. Either way a cell stays under the limit that spreadsheets
//! silently cut at. The writer appends to a buffer of bytes, which is why it is faster here than a general one.

use std::io::Write as _;

use super::columns::COLUMNS;
use super::rows::{Cell, Row};

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
        if self.spreadsheet {
            out.extend_from_slice("\u{feff}".as_bytes());
        }
        for (n, column) in COLUMNS.iter().enumerate() {
            if n > 0 {
                out.push(self.separator);
            }
            out.extend_from_slice(column.name.as_bytes());
        }
        self.end_line(out);
    }

    /// Appends one row.
    pub fn row(self, row: &Row<'_>, out: &mut Vec<u8>) {
        for (n, cell) in row.iter().enumerate() {
            if n > 0 {
                out.push(self.separator);
            }
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => self.text(text, out),
                Cell::Word(word) => out.extend_from_slice(word.as_bytes()),
                Cell::Count(count) => whole(*count, out),
                Cell::Number(value) => number(*value, out),
                Cell::Id(letter, count) => {
                    out.push(*letter as u8);
                    whole(u64::from(*count), out);
                }
            }
        }
        self.end_line(out);
    }

    fn end_line(self, out: &mut Vec<u8>) {
        out.extend_from_slice(if self.spreadsheet { b"\r\n" } else { b"\n" });
    }

    fn text(self, text: &str, out: &mut Vec<u8>) {
        let Some(&first) = text.as_bytes().first() else { return };
        let guarded = self.spreadsheet && matches!(first, b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\n' | 0);
        let room = CELL_LIMIT - usize::from(guarded);
        let (kept, cut) = within(text, room);
        let bytes = kept.as_bytes();
        // Without an early way out the compiler makes this a few wide comparisons.
        let special = bytes.iter().fold(false, |found, &b| found | (b == b'"') | (b == self.separator) | (b == b'\n') | (b == b'\r'));
        if special {
            out.push(b'"');
        }
        if guarded {
            out.push(b'\'');
        }
        if special {
            let mut from = 0;
            for at in memchr::memchr_iter(b'"', bytes) {
                out.extend_from_slice(&bytes[from..=at]);
                from = at;
            }
            out.extend_from_slice(&bytes[from..]);
        } else {
            out.extend_from_slice(bytes);
        }
        if cut {
            out.extend_from_slice("…".as_bytes());
        }
        if special {
            out.push(b'"');
        }
    }
}

/// As much of `text` as fits into `room` characters with the mark of the cut, and whether that is less than all.
fn within(text: &str, room: usize) -> (&str, bool) {
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

fn whole(count: u64, out: &mut Vec<u8>) {
    let mut digits = [0u8; 20];
    let mut at = digits.len();
    let mut rest = count;
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
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
    use std::borrow::Cow;

    use super::*;
    use crate::emit::columns::{COLUMN_COUNT, Column};

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
        let mut row: Row<'_> = [const { Cell::Empty }; COLUMN_COUNT];
        row[Column::Low as usize] = Cell::Number(-5.0);
        row[Column::Text as usize] = Cell::Text(Cow::Borrowed("-5"));
        let mut out = Vec::new();
        SHEET.row(&row, &mut out);
        let line = String::from_utf8(out).expect("text");
        assert!(line.starts_with(",,,,,,'-5,-5,"), "{line}");
        assert!(line.ends_with(",\r\n"));
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
