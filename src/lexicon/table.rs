//! Lexicon files: a CSV with a header and an `entry` column, laid over by the user's file of the same name.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use smallvec::SmallVec;

use super::EntryId;

/// A data file by its name, its text, and where it comes from.
#[derive(Clone, Debug)]
pub struct DataFile {
    /// The file's name ("units.csv", "quantity.toml").
    pub name: String,
    /// Its path, for messages; "built in" for embedded files.
    pub origin: String,
    /// Its text.
    pub text: String,
}

/// What is wrong in a lexicon or rule file, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DataError {
    /// The file's path.
    pub file: String,
    /// The line, from 1; 0 when the file as a whole is meant.
    pub line: u64,
    /// What is wrong and how to mend it.
    pub message: String,
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.message),
            n => write!(f, "{}:{n}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for DataError {}

/// The words of a cell: borrowed from the built-in text, owned when they come from the user.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Words(Cow<'static, str>);

impl Words {
    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Words {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialEq<&str> for Words {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

/// The pieces of a `;`-list. Cells are short, and most hold one piece or none: a look at each byte is quicker than a searcher.
fn pieces(cell: &str) -> impl Iterator<Item = &str> {
    let mut rest = cell;
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let at = rest.bytes().position(|b| b == b';');
            let (piece, behind) = at.map_or((rest, ""), |at| (&rest[..at], &rest[at + 1..]));
            rest = behind;
            let plain = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
            let (first, last) = (piece.as_bytes().first(), piece.as_bytes().last());
            let piece = if plain(first) && plain(last) { piece } else { piece.trim() };
            if !piece.is_empty() {
                return Some(piece);
            }
        }
        None
    })
}

/// One row of a lexicon file.
#[derive(Clone, Debug)]
pub struct Row {
    /// The word or phrase.
    pub entry: Words,
    /// The other cells, in the order of the table's columns.
    pub cells: SmallVec<[Words; 3]>,
    /// The file it comes from.
    pub origin: Arc<str>,
    /// Its line in that file.
    pub line: u64,
}

impl Row {
    /// The pieces of a `;`-list.
    pub fn list(&self, column: usize) -> impl Iterator<Item = &str> {
        pieces(self.cells[column].as_str())
    }

    /// An error about this row.
    pub fn error(&self, message: impl Into<String>) -> DataError {
        DataError { file: self.origin.to_string(), line: self.line, message: message.into() }
    }
}

/// A row while its file is read through: nothing is copied.
#[derive(Clone, Copy, Debug)]
pub struct RowView<'r> {
    /// The word or phrase.
    pub entry: &'r str,
    /// The other cells, in the order of the table's columns.
    pub cells: &'r [&'r str],
    origin: &'r Arc<str>,
    line: u64,
}

impl<'r> RowView<'r> {
    /// The pieces of a `;`-list.
    pub fn list(self, column: usize) -> impl Iterator<Item = &'r str> {
        pieces(self.cells[column])
    }

    /// An error about this row.
    pub fn error(self, message: impl Into<String>) -> DataError {
        DataError { file: self.origin.to_string(), line: self.line, message: message.into() }
    }
}

/// The rows of one lexicon file with the user's rows laid over.
///
/// Most files are only read through once, when the lexicon is indexed; rows that stay are made when somebody asks for them,
/// so that a start costs little however long the lists are.
#[derive(Clone, Debug)]
pub struct Table {
    origin: Arc<str>,
    columns: usize,
    /// The built-in text, where that is all and cells need no unquoting.
    text: &'static str,
    rows: OnceLock<Vec<Row>>,
}

impl Table {
    /// Reads the built-in text and lays the user's files over it: the same entry replaces, `disabled` = true removes.
    ///
    /// # Errors
    /// A missing, unknown or doubled column, a row of the wrong length, an entry named twice: with file and line.
    pub fn load(name: &str, columns: &[&str], built_in: &'static str, overlay: &[&DataFile]) -> Result<Table, DataError> {
        let origin: Arc<str> = ["built in ", name].concat().into();
        let table = Table { origin, columns: columns.len(), text: built_in, rows: OnceLock::new() };
        if built_in.contains('"') {
            let file = DataFile { name: name.into(), origin: table.origin.to_string(), text: built_in.into() };
            let rows = read(columns, &file)?.into_iter().map(|(row, _)| row).collect();
            return Ok(Table { rows: OnceLock::from(laid(rows, columns, overlay)?), ..table });
        }
        if overlay.is_empty() {
            return Ok(table);
        }
        let rows = laid(table.built_in_rows(), columns, overlay)?;
        Ok(Table { rows: OnceLock::from(rows), ..table })
    }

    /// The rows in force.
    pub fn rows(&self) -> &[Row] {
        self.rows.get_or_init(|| self.built_in_rows())
    }

    fn built_in_rows(&self) -> Vec<Row> {
        let words = |s: &'static str| Words(Cow::Borrowed(s));
        let mut rows = Vec::with_capacity(self.text.len() / 16);
        let ended = built_in_lines(self.text, |cells, line| {
            let mut row = Row { entry: words(cells[0]), cells: SmallVec::new(), origin: Arc::clone(&self.origin), line };
            for &cell in &cells[1..] {
                row.cells.push(words(cell));
            }
            rows.push(row);
            Ok(())
        });
        debug_assert!(ended.is_ok(), "nothing above fails");
        rows
    }

    /// Reads through the rows in force without keeping any.
    ///
    /// # Errors
    /// What `each` says, and a built-in row of the wrong length.
    pub fn each(&self, mut each: impl FnMut(EntryId, RowView<'_>) -> Result<(), DataError>) -> Result<(), DataError> {
        if let Some(rows) = self.rows.get() {
            let mut cells: Vec<&str> = Vec::with_capacity(self.columns);
            for (row, n) in rows.iter().zip(0..) {
                cells.clear();
                cells.extend(row.cells.iter().map(|c| &**c));
                each(EntryId(n), RowView { entry: &row.entry, cells: &cells, origin: &row.origin, line: row.line })?;
            }
            return Ok(());
        }
        let mut n = 0;
        built_in_lines(self.text, |cells, line| {
            let row = RowView { entry: cells[0], cells: &cells[1..], origin: &self.origin, line };
            if row.cells.len() != self.columns {
                return Err(row.error(format!("{} cells where the header has {}", cells.len(), self.columns + 1)));
            }
            n += 1;
            each(EntryId(n - 1), row)
        })
    }
}

/// Goes through the lines after the header: their cells (one at least) and their numbers. Built-in files are known to be in
/// order; a test sees to it.
fn built_in_lines(text: &'static str, mut each: impl FnMut(&[&'static str], u64) -> Result<(), DataError>) -> Result<(), DataError> {
    let header = memchr::memchr(b'\n', text.as_bytes()).map_or(text.len(), |at| at + 1);
    let (mut cells, mut line, mut rest) = (Vec::with_capacity(8), 2, &text[header..]);
    // Cells are short: looking at each byte is quicker than setting up a search. All letters are above the comma.
    while let Some(at) = rest.bytes().position(|b| b <= b',' && (b == b',' || b == b'\n')) {
        cells.push(&rest[..at]);
        if rest.as_bytes()[at] == b'\n' {
            each(&cells, line)?;
            cells.clear();
            line += 1;
        }
        rest = &rest[at + 1..];
    }
    Ok(())
}

/// Finds rows by their entries. Lists of names are long, and their hashes need no defence against their own writer.
type Places<'r> = HashMap<&'r str, usize, BuildHasherDefault<WordHasher>>;

/// Eight bytes at a time, which is enough to tell words of a list apart.
#[derive(Default)]
struct WordHasher(u64);

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
    fn write(&mut self, bytes: &[u8]) {
        for piece in bytes.chunks(8) {
            let mut eight = [0; 8];
            eight[..piece.len()].copy_from_slice(piece);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(eight)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }
}

/// `rows` with the user's files laid over.
fn laid(mut rows: Vec<Row>, columns: &[&str], overlay: &[&DataFile]) -> Result<Vec<Row>, DataError> {
    for file in overlay {
        let own = read(columns, file)?;
        let mut seen = Places::with_capacity_and_hasher(own.len(), Default::default());
        for (n, (row, _)) in own.iter().enumerate() {
            if let Some(first) = seen.insert(row.entry.as_str(), n) {
                let line = own[first].0.line;
                return Err(row.error(format!("{:?} is here already in line {line}; keep one of the two rows", row.entry.as_str())));
            }
        }
        // The rows that stay where they were, each with the row that replaces it.
        let places: Vec<Option<usize>> = rows.iter().map(|row| seen.get(row.entry.as_str()).copied()).collect();
        let mut own: Vec<Option<(Row, bool)>> = own.into_iter().map(Some).collect();
        let kept = |new: Option<(Row, bool)>| new.filter(|(_, disabled)| !disabled).map(|(row, _)| row);
        let mut all = Vec::with_capacity(rows.len() + own.len());
        for (row, place) in rows.into_iter().zip(places) {
            all.extend(place.map_or(Some(row), |n| kept(own[n].take())));
        }
        all.extend(own.into_iter().filter_map(kept));
        rows = all;
    }
    Ok(rows)
}

fn read(columns: &[&str], file: &DataFile) -> Result<Vec<(Row, bool)>, DataError> {
    let origin: Arc<str> = file.origin.as_str().into();
    let fail = |line, message: String| DataError { file: file.origin.clone(), line, message };
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(file.text.trim_start_matches('\u{feff}').as_bytes());
    let mut header = csv::StringRecord::new();
    if !reader.read_record(&mut header).map_err(|e| fail(1, e.to_string()))? {
        return Err(fail(1, format!("the file is empty; the first line must be: entry,{}", columns.join(","))));
    }
    let mut place = vec![None; columns.len()];
    let (mut entry_at, mut disabled_at) = (None, None);
    for (n, name) in header.iter().enumerate() {
        let slot = match name.trim() {
            "entry" => &mut entry_at,
            "disabled" => &mut disabled_at,
            other => match columns.iter().position(|c| *c == other) {
                Some(c) => &mut place[c],
                None => return Err(fail(1, format!("unknown column {other:?}; known are entry, {}, disabled", columns.join(", ")))),
            },
        };
        if slot.replace(n).is_some() {
            return Err(fail(1, format!("column {name:?} stands twice")));
        }
    }
    let Some(entry_at) = entry_at else { return Err(fail(1, "the column `entry` is missing".into())) };
    let mut rows = Vec::with_capacity(file.text.len() / 32);
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|e| fail(e.position().map_or(0, csv::Position::line), e.to_string()))? {
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() != header.len() {
            return Err(fail(line, format!("{} cells where the header has {}", record.len(), header.len())));
        }
        let cell = |at: Option<usize>| at.and_then(|n| record.get(n)).unwrap_or("").trim().to_string();
        let entry = cell(Some(entry_at));
        if entry.is_empty() {
            return Err(fail(line, "the entry is empty".into()));
        }
        let disabled = match cell(disabled_at).as_str() {
            "" | "false" => false,
            "true" => true,
            other => return Err(fail(line, format!("disabled is {other:?}; it must be true or false"))),
        };
        let cells = place.iter().map(|&at| Words(Cow::Owned(cell(at)))).collect();
        rows.push((Row { entry: Words(Cow::Owned(entry)), cells, origin: origin.clone(), line }, disabled));
    }
    Ok(rows)
}
