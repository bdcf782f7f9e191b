//! Where a stream of documents may be cut: after a line, after a table row, after a JSON value.
//!
//! Inputs are read in pieces, and a piece must hold whole documents. These functions look only at the few bytes that matter
//! (line feeds, quotation marks, brackets), so cutting costs little beside reading.

use memchr::{memchr, memchr2, memrchr};

/// The end of the last whole line.
pub fn lines(bytes: &[u8]) -> usize {
    memrchr(b'\n', bytes).map_or(0, |at| at + 1)
}

/// Where a table row ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowEnd {
    /// Behind its line end.
    Whole(usize),
    /// A quotation mark in it has no end that could be meant: the end of its first line, so that the rows after it are saved.
    Torn(usize),
    /// Not in these bytes.
    Open,
}

/// The end of the table row that begins at `start`; `all` = nothing comes after these bytes.
///
/// A quotation mark opens a quoted cell only where a cell begins, as the reader of the rows has it. A cell of several lines
/// whose closing mark stands in the middle of a cell was never meant: its mark was left open, and another row's closed it.
pub fn row(bytes: &[u8], start: usize, separator: u8, all: bool) -> RowEnd {
    let mut at = start;
    while let Some(n) = memchr2(b'"', b'\n', &bytes[at..]) {
        let open = at + n;
        at = open + 1;
        if bytes[open] == b'\n' {
            return RowEnd::Whole(at);
        }
        if open != start && bytes[open - 1] != separator && bytes[open - 1] != b'\r' {
            continue;
        }
        let line_end = || memchr(b'\n', &bytes[open..]).map_or(bytes.len(), |n| open + n + 1);
        // To the closing mark; a doubled one stands for itself.
        loop {
            match memchr(b'"', &bytes[at..]) {
                None if all => return RowEnd::Torn(line_end()),
                None => return RowEnd::Open,
                Some(n) if bytes.get(at + n + 1) == Some(&b'"') => at += n + 2,
                Some(n) if at + n + 1 == bytes.len() && !all => return RowEnd::Open,
                Some(n) => {
                    at += n + 1;
                    break;
                }
            }
        }
        let next = bytes[at..].iter().find(|b| **b != b' ');
        let closed = next.is_none_or(|b| *b == separator || matches!(b, b'\r' | b'\n'));
        if !closed && line_end() < at {
            return RowEnd::Torn(line_end());
        }
    }
    if all { RowEnd::Whole(bytes.len()) } else { RowEnd::Open }
}

/// The end of the last whole table row, or of the first one.
pub fn rows(bytes: &[u8], separator: u8, only_first: bool) -> usize {
    let mut last = 0;
    while let RowEnd::Whole(end) | RowEnd::Torn(end) = row(bytes, last, separator, false) {
        last = end;
        if only_first {
            break;
        }
    }
    last
}

/// The end of the last whole JSON value, and how many there are.
pub fn values(bytes: &[u8]) -> (usize, u64) {
    let (mut last, mut count) = (0, 0);
    while let Some((_, end)) = value(bytes, last) {
        last = end;
        count += 1;
    }
    (last, count)
}

/// The next whole JSON object at or after `at`: its start and end. Brackets and commas of an array around it are passed over.
pub fn value(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let start = value_start(bytes, at);
    let mut depth = 0usize;
    let mut here = start;
    while here < bytes.len() {
        match bytes[here] {
            b'"' => here = string_end(bytes, here)?,
            b'{' | b'[' => {
                depth += 1;
                here += 1;
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                here += 1;
                if depth == 0 {
                    return Some((start, here));
                }
            }
            // Something that is no object ends where the next one might begin.
            b',' | b'\n' if depth == 0 => return Some((start, here)),
            _ => here += 1,
        }
    }
    None
}

/// Where the next value begins, past white space and the marks of an array.
pub fn value_start(bytes: &[u8], at: usize) -> usize {
    let noise = |b: &u8| b.is_ascii_whitespace() || matches!(b, b',' | b'[' | b']');
    bytes[at..].iter().position(|b| !noise(b)).map_or(bytes.len(), |n| at + n)
}

fn string_end(bytes: &[u8], open: usize) -> Option<usize> {
    let mut at = open + 1;
    loop {
        let here = at + memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[here] == b'"' {
            return Some(here + 1);
        }
        at = here + 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_lines() {
        assert_eq!(lines(b"one\ntwo\nthr"), 8);
        assert_eq!(lines(b"one"), 0);
    }

    #[test]
    fn after_rows_whatever_the_cells_hold() {
        let cut = |text: &str| rows(text.as_bytes(), b',', false);
        assert_eq!(cut("a,b\nc,"), 4);
        assert_eq!(cut("a,\"b\nc\"\nd"), 8);
        assert_eq!(cut("a,\"b\nc"), 0);
        assert_eq!(cut("a,\"say \"\"so\"\"\n\",x\nd"), 18);
        assert_eq!(cut("5\" pipe,x\ny,\"z\n"), 10, "a mark inside a cell opens nothing");
        assert_eq!(cut("a\r\n\"b\r\n\"\r\n"), 10);
        assert_eq!(rows(b"a,b\nc,d\n", b',', true), 4);
    }

    #[test]
    fn a_quotation_mark_without_an_end_takes_one_line() {
        let end = |text: &str, all| row(text.as_bytes(), 0, b',', all);
        assert_eq!(end("1,\"a\n2,\"b\"\n", false), RowEnd::Torn(5), "another row's mark closes it");
        assert_eq!(end("1,\"a\n2,b\n", true), RowEnd::Torn(5), "nothing closes it");
        assert_eq!(end("1,\"a\n2,b\n", false), RowEnd::Open, "what closes it may yet come");
        assert_eq!(end("1,\"a\nb\" ,c\n", true), RowEnd::Whole(11), "a space behind the mark is forgiven");
        assert_eq!(end("1,\"a \"b\" c\"\n", true), RowEnd::Whole(12), "so are marks within a line");
        assert_eq!(end("1,\"a\nb\"", false), RowEnd::Open, "the mark may yet be doubled");
        assert_eq!(end("1,\"a", true), RowEnd::Torn(4));
    }

    #[test]
    fn after_json_values() {
        let text = br#"[ {"a": "x}\"{", "b": [1, {}]}, {"c": 1}, {"d"#;
        let (start, end) = value(text, 0).expect("a value");
        assert_eq!(&text[start..end], br#"{"a": "x}\"{", "b": [1, {}]}"#);
        assert_eq!(values(text), (40, 2));
        assert_eq!(value(b" , ] \n", 0), None);
        assert_eq!(values(b"{\"a\": 1}\n{\"b\": 2}\n"), (17, 2));
        assert_eq!(value(b"12, {}", 0), Some((0, 2)));
    }
}
