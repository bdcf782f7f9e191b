//! Cutting a file of comma-separated values into rows, each with its place.
//!
//! A list of names can be long and mostly has no quotation marks, so that a plain cut at commas and line ends does; any other file
//! goes through the `csv` crate.

use smallvec::SmallVec;

use super::table::DataError;

/// Where a row stands in its text.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Its first byte.
    pub start: usize,
    /// Its line, from 1.
    pub line: u64,
}

/// Goes through the lines after the header of a text without quotation marks, whether the last one is ended or not: their cells
/// (one at least) and where they stand.
pub fn plain_lines<'t>(text: &'t str, mut each: impl FnMut(&[&'t str], Place) -> Result<(), DataError>) -> Result<(), DataError> {
    let bytes = text.as_bytes();
    let header = memchr::memchr(b'\n', bytes).map_or(text.len(), |at| at + 1);
    let (mut cells, mut at, mut begin) = (Vec::with_capacity(8), Place { start: header, line: 2 }, header);
    for end in memchr::memchr2_iter(b',', b'\n', &bytes[header..]).map(|end| header + end) {
        cells.push(&text[begin..end]);
        begin = end + 1;
        if bytes[end] == b'\n' {
            each(&cells, at)?;
            cells.clear();
            at = Place { start: begin, line: at.line + 1 };
        }
    }
    if begin < text.len() || !cells.is_empty() {
        cells.push(&text[begin..]);
        each(&cells, at)?;
    }
    Ok(())
}

/// No cell is quoted, lines end as lines do, and the first one is not empty.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let ends = |at: usize| bytes.get(at + 1) == Some(&b'\n');
    memchr::memchr(b'"', bytes).is_none()
        && memchr::memchr_iter(b'\r', bytes).all(ends)
        && !bytes.starts_with(b"\r")
        && !bytes.starts_with(b"\n")
}

fn reader(text: &str) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes())
}

/// Hands over the cells of the first row; none when there is no row.
///
/// # Errors
/// What is no row of such a file.
pub fn header<R>(text: &str, origin: &str, then: impl FnOnce(&[&str]) -> R) -> Result<R, DataError> {
    let mut record = csv::StringRecord::new();
    reader(text).read_record(&mut record).map_err(|e| DataError { file: origin.into(), line: 1, message: e.to_string() })?;
    Ok(then(&record.iter().collect::<SmallVec<[&str; 8]>>()))
}

/// Goes through the rows behind the header, empty lines left out.
///
/// # Errors
/// What `each` says, and what is no row of such a file.
pub fn rows(text: &str, origin: &str, mut each: impl FnMut(&[&str], Place) -> Result<(), DataError>) -> Result<(), DataError> {
    if is_plain(text) {
        return plain_lines(text, |cells, at| if matches!(cells, [""] | ["\r"]) { Ok(()) } else { each(cells, at) });
    }
    let fail = |e: csv::Error| DataError { file: origin.into(), line: e.position().map_or(0, csv::Position::line), message: e.to_string() };
    let (mut reader, mut record) = (reader(text), csv::StringRecord::new());
    reader.read_record(&mut record).map_err(fail)?;
    let (mut start, mut line) = (0, 1);
    while reader.read_record(&mut record).map_err(fail)? {
        // The reader says where it stood; the end of the line before, and empty lines, may lie between.
        let stood = record.position().map_or(start, |position| position.byte() as usize);
        let begin = stood + text.as_bytes()[stood..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        line += memchr::memchr_iter(b'\n', &text.as_bytes()[start..begin]).count() as u64;
        start = begin;
        each(&record.iter().collect::<SmallVec<[&str; 8]>>(), Place { start, line })?;
    }
    Ok(())
}

/// Hands over the cells of the row that begins at `start`.
pub fn with_row<R>(text: &str, start: usize, then: impl FnOnce(&[&str]) -> R) -> R {
    let behind = &text[start..];
    let line = &behind[..memchr::memchr2(b'\n', b'\r', behind.as_bytes()).unwrap_or(behind.len())];
    if !line.contains('"') {
        return then(&line.split(',').collect::<SmallVec<[&str; 8]>>());
    }
    let mut record = csv::StringRecord::new();
    // It was read before, so that there is no fault to tell.
    let _ = reader(behind).read_record(&mut record);
    then(&record.iter().collect::<SmallVec<[&str; 8]>>())
}
