//! Lexicon files: a CSV with a header and an `entry` column, laid over by the user's file of the same name.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use smallvec::SmallVec;
use smol_str::SmolStr;

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
fn trimmed(words: &str) -> &str {
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
    rows: OnceLock<Vec<Row>>,
    single: OnceLock<Singles>,
}

/// The built-in rows of a file that somebody asked for one at a time: an article names few of the bodies and places that the lists
/// hold.
#[derive(Clone, Debug)]
struct Singles {
    /// Where the line of each row begins in the text.
    starts: Vec<u32>,
    rows: Vec<OnceLock<Box<Row>>>,
}

impl Table {
    /// The built-in text alone, which is not looked at before somebody asks for a row.
    pub fn built_in(name: &str, columns: &[&str], text: &'static str) -> Table {
        let origin = ["built in ", name].concat().into();
        Table { origin, columns: columns.len(), text, rows: OnceLock::new(), single: OnceLock::new() }
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

    /// The rows in force.
    pub fn rows(&self) -> &[Row] {
        self.rows.get_or_init(|| self.built_in_rows())
    }

    /// A row in force.
    pub fn row(&self, entry: EntryId) -> &Row {
        let n = entry.0 as usize;
        if let Some(rows) = self.rows.get() {
            return &rows[n];
        }
        let singles = self.single.get_or_init(|| {
            let starts: Vec<u32> = memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|at| at as u32 + 1).collect();
            Singles { rows: std::iter::repeat_with(OnceLock::new).take(starts.len()).collect(), starts }
        });
        singles.rows[n].get_or_init(|| {
            let behind = &self.text[singles.starts[n] as usize..];
            let line = &behind[..memchr::memchr(b'\n', behind.as_bytes()).unwrap_or(behind.len())];
            Box::new(self.built_in_row(line.split(','), n as u64 + 2))
        })
    }

    fn built_in_rows(&self) -> Vec<Row> {
        let mut rows = Vec::with_capacity(self.text.len() / 16);
        let ended = plain_lines(self.text, |cells, line| {
            rows.push(self.built_in_row(cells.iter().copied(), line));
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
        plain_lines(self.text, |cells, line| {
            let row = RowView { entry: cells[0], cells: &cells[1..], origin: &self.origin, line };
            if row.cells.len() != self.columns {
                return Err(row.error(format!("{} cells where the header has {}", cells.len(), self.columns + 1)));
            }
            n += 1;
            each(EntryId(n - 1), row)
        })
    }
}

/// Goes through the lines after the header of a text without quotation marks, whether the last one is ended or not: their cells
/// (one at least) and their numbers.
fn plain_lines<'t>(text: &'t str, mut each: impl FnMut(&[&'t str], u64) -> Result<(), DataError>) -> Result<(), DataError> {
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
    if !rest.is_empty() || !cells.is_empty() {
        cells.push(rest);
        each(&cells, line)?;
    }
    Ok(())
}

/// Finds rows by their entries. Lists of names are long, and their hashes need no defence against their own writer.
type Places<'r> = HashMap<&'r str, usize, BuildHasherDefault<WordHasher>>;

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

/// `rows` with the user's files laid over: a row takes the place of the one with the same entry, the others come behind.
fn laid(mut rows: Vec<Row>, columns: &[&str], overlay: &[&DataFile]) -> Result<Vec<Row>, DataError> {
    for file in overlay {
        let old = rows.len();
        let disabled = read(columns, file, &mut rows)?;
        let mut own = Places::with_capacity_and_hasher(rows.len() - old, Default::default());
        for (n, row) in rows.iter().enumerate().skip(old) {
            if let Some(first) = own.insert(row.entry.as_str(), n) {
                let line = rows[first].line;
                return Err(row.error(format!("{:?} is here already in line {line}; keep one of the two rows", row.entry.as_str())));
            }
        }
        let replaced: Vec<Option<usize>> = rows[..old].iter().map(|row| own.get(row.entry.as_str()).copied()).collect();
        let mut useful: Vec<usize> = replaced.iter().flatten().copied().collect();
        useful.sort_unstable();
        let idle = |row: &&usize| useful.binary_search(row).is_err();
        if let Some(row) = disabled.iter().find(idle).map(|&row| &rows[row]) {
            let entry = row.entry.as_str();
            let other = rows[..old].iter().find(|other| other.entry.to_lowercase() == entry.to_lowercase());
            let hint = other.map_or(String::new(), |other| format!(" (there is one for {:?})", other.entry.as_str()));
            return Err(row.error(format!("nothing to disable: no row has the entry {entry:?}{hint}; take this row out or correct it")));
        }
        let mut gone = disabled.clone();
        for (n, by) in replaced.into_iter().enumerate() {
            let Some(by) = by else { continue };
            rows.swap(n, by);
            gone.push(if disabled.binary_search(&by).is_ok() { n } else { by });
        }
        if gone.is_empty() {
            continue;
        }
        gone.sort_unstable();
        let (mut n, mut left) = (0, gone.iter().peekable());
        rows.retain(|_| {
            n += 1;
            left.next_if(|&&g| g == n - 1).is_none()
        });
    }
    Ok(rows)
}

/// Adds the rows of a user's file to `rows`; the places of those that only disable.
fn read(columns: &[&str], file: &DataFile, rows: &mut Vec<Row>) -> Result<Vec<usize>, DataError> {
    let origin: Arc<str> = file.origin.as_str().into();
    let fail = |line, message: String| DataError { file: file.origin.clone(), line, message };
    let text = file.text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
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
    rows.reserve(memchr::memchr_iter(b'\n', text.as_bytes()).count());
    let mut disabled = Vec::new();
    let mut take = |cells: &[&str], line: u64| {
        if cells.len() != header.len() {
            return Err(fail(line, format!("{} cells where the header has {}", cells.len(), header.len())));
        }
        let entry = trimmed(cells[entry_at]);
        if entry.is_empty() {
            return Err(fail(line, "the entry is empty".into()));
        }
        match disabled_at.map_or("", |at| trimmed(cells[at])) {
            "" | "false" => {}
            "true" => disabled.push(rows.len()),
            other => return Err(fail(line, format!("disabled is {other:?}; it must be true or false"))),
        }
        let given = |at: &Option<usize>| at.map_or("", |at| trimmed(cells[at]));
        let above = rows.last().map(|row| &row.cells).filter(|above| above.iter().map(Words::as_str).eq(place.iter().map(given)));
        let own = above.map_or_else(|| place.iter().map(|at| Words::new(given(at))).collect(), Arc::clone);
        rows.push(Row { entry: Words::new(entry), cells: own, origin: origin.clone(), line });
        Ok(())
    };
    // A long list of names mostly has no quotation marks, and a plain cut at the commas is quicker.
    if !text.starts_with('\n') && memchr::memchr2(b'"', b'\r', text.as_bytes()).is_none() {
        plain_lines(text, |cells, line| if cells == [""] { Ok(()) } else { take(cells, line) })?;
        return Ok(disabled);
    }
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|e| fail(e.position().map_or(0, csv::Position::line), e.to_string()))? {
        let cells: SmallVec<[&str; 8]> = record.iter().collect();
        take(&cells, record.position().map_or(0, csv::Position::line))?;
    }
    Ok(disabled)
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
