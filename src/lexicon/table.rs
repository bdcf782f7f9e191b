//! Lexicon files: a CSV with a header and an `entry` column, laid over by the user's file of the same name.

use std::borrow::Borrow;
use std::fmt;
use std::hash::Hasher;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use smol_str::SmolStr;

use super::EntryId;
use super::appended::Appended;
use super::laid::laid;
use super::records::plain_lines;

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

/// The words of a cell: borrowed from the built-in text, held in place when they come from the user and are short, as most are.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Words(SmolStr);

impl Words {
    /// A copy of the words.
    pub(crate) fn new(words: &str) -> Words {
        Words(SmolStr::new(words))
    }

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

impl Borrow<str> for Words {
    fn borrow(&self) -> &str {
        self
    }
}

impl PartialEq<str> for Words {
    fn eq(&self, other: &str) -> bool {
        self.0 == *other
    }
}

impl PartialEq<&str> for Words {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

/// The words without white space around them, which few have.
pub fn trimmed(words: &str) -> &str {
    let plain = |b: Option<&u8>| b.is_none_or(u8::is_ascii_alphanumeric);
    if plain(words.as_bytes().first()) && plain(words.as_bytes().last()) { words } else { words.trim() }
}

/// The pieces of a `;`-list. Cells are short, and most hold one piece or none: a look at each byte is quicker than a searcher.
fn pieces(cell: &str) -> impl Iterator<Item = &str> {
    let mut rest = cell;
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let at = rest.bytes().position(|b| b == b';');
            let (piece, behind) = at.map_or((rest, ""), |at| (&rest[..at], &rest[at + 1..]));
            rest = behind;
            let piece = trimmed(piece);
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
    /// The other cells, in the order of the table's columns; held once by rows that stand below one another and differ in nothing
    /// but the entry, as those of a list of names do.
    pub cells: Arc<[Words]>,
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
    /// A row of these cells.
    pub fn new(entry: &'r str, cells: &'r [&'r str], origin: &'r Arc<str>, line: u64) -> RowView<'r> {
        RowView { entry, cells, origin, line }
    }

    /// Its line in the file.
    pub fn line(self) -> u64 {
        self.line
    }

    /// The same, to keep.
    pub fn to_row(self) -> Row {
        let cells = self.cells.iter().map(|cell| Words::new(cell)).collect();
        Row { entry: Words::new(self.entry), cells, origin: Arc::clone(self.origin), line: self.line }
    }

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
    /// The built-in text, whose cells need no unquoting.
    text: &'static str,
    /// Rows of the user's that come behind.
    appended: Vec<Appended>,
    rows: OnceLock<Vec<Row>>,
    single: OnceLock<Singles>,
}

/// The rows of a file that somebody asked for one at a time: an article names few of the bodies and places that the lists hold.
#[derive(Clone, Debug)]
struct Singles {
    /// Where the line of each built-in row begins in the text.
    starts: Vec<u32>,
    rows: Vec<OnceLock<Box<Row>>>,
}

impl Table {
    /// The built-in text alone, which is not looked at before somebody asks for a row.
    pub fn built_in(name: &str, columns: &[&str], text: &'static str) -> Table {
        let origin = ["built in ", name].concat().into();
        Table { origin, columns: columns.len(), text, appended: Vec::new(), rows: OnceLock::new(), single: OnceLock::new() }
    }

    /// Reads the built-in text and lays the user's files over it: the same entry replaces, `disabled` = true removes.
    ///
    /// # Errors
    /// A missing, unknown or doubled column, a row of the wrong length, an entry named twice: with file and line.
    pub fn load(name: &str, columns: &[&str], built_in: &'static str, overlay: &[&DataFile]) -> Result<Table, DataError> {
        let table = Table::built_in(name, columns, built_in);
        if overlay.is_empty() {
            // That is how the build script asks, so that no program with such a file is made.
            return match memchr::memchr(b'"', built_in.as_bytes()) {
                Some(at) => {
                    let line = memchr::memchr_iter(b'\n', &built_in.as_bytes()[..at]).count() as u64 + 1;
                    Err(DataError { file: table.origin.to_string(), line, message: "a built-in cell cannot be quoted".into() })
                }
                None => Ok(table),
            };
        }
        let rows = laid(table.built_in_rows(), columns, overlay)?;
        Ok(Table { rows: OnceLock::from(rows), ..table })
    }

    /// Puts rows behind those that there are.
    pub fn append(&mut self, rows: Appended) {
        self.appended.push(rows);
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        let lines = || memchr::memchr_iter(b'\n', self.text.trim_end_matches('\n').as_bytes()).count();
        self.rows.get().map_or_else(lines, Vec::len) + self.appended.iter().map(Appended::len).sum::<usize>()
    }

    /// The rows in force.
    pub fn rows(&self) -> &[Row] {
        self.rows.get_or_init(|| {
            let mut rows = self.built_in_rows();
            self.appended.iter().for_each(|own| rows.extend(own.rows()));
            rows
        })
    }

    /// A row in force.
    pub fn row(&self, entry: EntryId) -> &Row {
        let n = entry.0 as usize;
        if let Some(rows) = self.rows.get() {
            return &rows[n];
        }
        let singles = self.single.get_or_init(|| {
            let text = self.text.trim_end_matches('\n').as_bytes();
            let starts = memchr::memchr_iter(b'\n', text).map(|at| at as u32 + 1).collect();
            Singles { starts, rows: std::iter::repeat_with(OnceLock::new).take(self.len()).collect() }
        });
        singles.rows[n].get_or_init(|| match singles.starts.get(n) {
            Some(start) => {
                let behind = &self.text[*start as usize..];
                let line = &behind[..memchr::memchr(b'\n', behind.as_bytes()).unwrap_or(behind.len())];
                Box::new(self.built_in_row(line.split(','), n as u64 + 2))
            }
            None => Box::new(self.appended_row(n - singles.starts.len())),
        })
    }

    fn appended_row(&self, mut n: usize) -> Row {
        for own in &self.appended {
            match n.checked_sub(own.len()) {
                None => return own.row(n),
                Some(behind) => n = behind,
            }
        }
        unreachable!("the row of an entry")
    }

    fn built_in_rows(&self) -> Vec<Row> {
        let mut rows = Vec::with_capacity(self.text.len() / 16);
        let ended = plain_lines(self.text, |cells, at| {
            rows.push(self.built_in_row(cells.iter().copied(), at.line));
            Ok(())
        });
        debug_assert!(ended.is_ok(), "nothing above fails");
        rows
    }

    fn built_in_row(&self, mut cells: impl Iterator<Item = &'static str>, line: u64) -> Row {
        let words = |s: &'static str| Words(SmolStr::new_static(s));
        let entry = words(cells.next().unwrap_or(""));
        Row { entry, cells: cells.map(words).collect(), origin: Arc::clone(&self.origin), line }
    }

    /// Reads through the rows in force without keeping any.
    ///
    /// # Errors
    /// What `each` says, and a built-in row of the wrong length.
    pub fn each(&self, mut each: impl FnMut(EntryId, RowView<'_>) -> Result<(), DataError>) -> Result<(), DataError> {
        if let Some(rows) = if self.appended.is_empty() { self.rows.get().map(Vec::as_slice) } else { Some(self.rows()) } {
            let mut cells: Vec<&str> = Vec::with_capacity(self.columns);
            for (row, n) in rows.iter().zip(0..) {
                cells.clear();
                cells.extend(row.cells.iter().map(|c| &**c));
                each(EntryId(n), RowView { entry: &row.entry, cells: &cells, origin: &row.origin, line: row.line })?;
            }
            return Ok(());
        }
        let mut n = 0;
        plain_lines(self.text, |cells, at| {
            let row = RowView::new(cells[0], &cells[1..], &self.origin, at.line);
            if row.cells.len() != self.columns {
                return Err(row.error(format!("{} cells where the header has {}", cells.len(), self.columns + 1)));
            }
            n += 1;
            each(EntryId(n - 1), row)
        })
    }
}

/// Eight bytes at a time, which is enough to tell words of a list apart.
#[derive(Default, Clone, Copy, Debug)]
pub struct WordHasher(u64);

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

#[cfg(test)]
mod tests {
    use super::*;

    const BUILT_IN: &str = "entry,kind\nalpha,a\nbeta,b\ngamma,c\n";

    fn over(text: &str) -> Result<Vec<String>, DataError> {
        let file = DataFile { name: "words.csv".into(), origin: "mine/words.csv".into(), text: text.into() };
        let table = Table::load("words.csv", &["kind"], BUILT_IN, &[&file])?;
        Ok(table.rows().iter().map(|row| [&*row.entry, " ", &*row.cells[0]].concat()).collect())
    }

    #[test]
    fn rows_of_the_user_replace_disable_and_follow() {
        let expected = ["alpha z", "gamma c", "delta d"];
        // Plain, with the marks that need a real reader of CSV, and without an end to the last line.
        for text in [
            "entry,kind,disabled\ndelta,d,\nbeta,,true\nalpha,z,\n",
            "entry,kind,disabled\r\n\"delta\",d,\r\nbeta,,true\r\n\r\nalpha,z,\r\n",
            "\u{feff}entry,disabled,kind\ndelta,, d\n\nbeta,true,\n alpha,,z",
        ] {
            assert_eq!(over(text).expect("laid over"), expected, "{text:?}");
        }
        assert_eq!(over("entry\n").expect("laid over"), ["alpha a", "beta b", "gamma c"]);
    }

    #[test]
    fn a_row_alone_is_the_row_among_all() {
        for text in [BUILT_IN, BUILT_IN.trim_end()] {
            let table = Table::load("words.csv", &["kind"], text, &[]).expect("read");
            let alone: Vec<String> = (0..3).map(|n| format!("{:?}", table.row(EntryId(n)))).collect();
            let among: Vec<String> = table.rows().iter().map(|row| format!("{row:?}")).collect();
            assert_eq!(alone, among);
        }
    }

    #[test]
    fn faults_are_told_with_their_line() {
        for (text, line) in [
            ("entry,kind\nalpha,z\ndelta,d\nalpha,y\n", 4),
            ("entry,kind\n\nalpha\n", 3),
            ("entry,kind\r\n\r\n\"alp\nha\",z\r\ndelta\r\n", 5),
            ("entry,kind\ndelta,d\n ,e\n", 3),
            ("entry,disabled\nalpha,yes\n", 2),
            ("entry,disabled\nbeta,true\ndelta,true\n", 3),
            ("entry,sort\nalpha,z\n", 1),
            ("kind\nz\n", 1),
            ("", 1),
        ] {
            assert_eq!(over(text).expect_err(text).line, line, "{text:?}");
        }
    }
}
