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
    let header = memchr::memchr(b'\n', text.as_bytes()).map_or(text.len(), |at| at + 1);
    let (mut cells, mut at, mut begin) = (Vec::with_capacity(8), Place { start: header, line: 2 }, header);
    let mut mark = |end: usize| {
        cells.push(&text[begin..end]);
        begin = end + 1;
        if text.as_bytes()[end] == b'\n' {
            each(&cells, at)?;
            cells.clear();
            at = Place { start: begin, line: at.line + 1 };
        }
        Ok(())
    };
    // Cells are short: setting up a search for each takes longer than to look at eight bytes at a time.
    let (chunks, rest) = text.as_bytes()[header..].as_chunks::<8>();
    for (n, chunk) in chunks.iter().enumerate() {
        let chunk = u64::from_le_bytes(*chunk);
        let mut found = equal(chunk, b',') | equal(chunk, b'\n');
        while found != 0 {
            mark(header + 8 * n + found.trailing_zeros() as usize / 8)?;
            found &= found - 1;
        }
    }
    let behind = text.len() - rest.len();
    rest.iter().enumerate().filter(|(_, byte)| matches!(byte, b',' | b'\n')).try_for_each(|(n, _)| mark(behind + n))?;
    if begin < text.len() || !cells.is_empty() {
        cells.push(&text[begin..]);
        each(&cells, at)?;
    }
    Ok(())
}

/// The high bit of each of eight bytes that is `byte`, and no other bit.
fn equal(eight: u64, byte: u8) -> u64 {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const LOW: u64 = ONES * 0x7f;
    let difference = eight ^ (ONES * u64::from(byte));
    !(((difference & LOW) + LOW) | difference | LOW)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_lines_are_cut_as_the_reader_cuts_them() {
        for text in [
            "entry,kind\nKöln am Rhein,city\n,,\nÅ,\u{10ffff}\u{80},\n\u{2c0a}-,x",
            "entry\na\nbcdefgh\ni",
            "entry,kind\nabcdefg,hijklmn\nopqrstu,vwxyzab\n",
            "entry,kind",
        ] {
            let (mut plain, mut read) = (Vec::new(), Vec::new());
            let keep = |cells: &[&str], at: Place| (cells.iter().map(|cell| cell.to_string()).collect::<Vec<_>>(), at.start, at.line);
            plain_lines(text, |cells, at| {
                plain.push(keep(cells, at));
                Ok(())
            })
            .expect("no fault");
            // A quotation mark at the end sends it the other way.
            let quoted = format!("{text}\n\"\"");
            rows(&quoted, "", |cells, at| {
                read.push(keep(cells, at));
                Ok(())
            })
            .expect("no fault");
            read.pop();
            assert_eq!(plain, read, "{text:?}");
            for (cells, start, _) in &plain {
                assert!(with_row(text, *start, |row| row == cells), "{text:?}");
            }
        }
    }
}
