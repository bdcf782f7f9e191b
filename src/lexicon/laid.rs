//! The user's files laid over the built-in rows: the same entry replaces, `disabled` = true removes, the others come behind.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::Arc;

use smallvec::SmallVec;

use super::records;
use super::table::{DataError, DataFile, Row, WordHasher, Words, trimmed};

/// The columns of a user's file, which may stand in any order and be left out.
#[derive(Clone, Debug)]
pub struct Header {
    entry: usize,
    disabled: Option<usize>,
    /// For each column of the table where it stands.
    places: SmallVec<[Option<usize>; 8]>,
    width: usize,
    /// The file, for messages.
    origin: String,
}

impl Header {
    /// The header of a text.
    ///
    /// # Errors
    /// A missing, unknown or doubled column.
    pub fn of(text: &str, columns: &[&str], origin: &str) -> Result<Header, DataError> {
        records::header(text, origin, |names| Header::read(names, columns, origin))?
    }

    fn read(names: &[&str], columns: &[&str], origin: &str) -> Result<Header, DataError> {
        let fail = |message: String| DataError { file: origin.into(), line: 1, message };
        let mut places = SmallVec::from_elem(None, columns.len());
        let (mut entry, mut disabled) = (None, None);
        for (n, name) in names.iter().enumerate() {
            let slot = match name.trim() {
                "entry" => &mut entry,
                "disabled" => &mut disabled,
                other => match columns.iter().position(|c| *c == other) {
                    Some(c) => &mut places[c],
                    None => return Err(fail(format!("unknown column {other:?}; known are entry, {}, disabled", columns.join(", ")))),
                },
            };
            if slot.replace(n).is_some() {
                return Err(fail(format!("column {name:?} stands twice")));
            }
        }
        if names.is_empty() {
            return Err(fail(format!("the file is empty; the first line must be: entry,{}", columns.join(","))));
        }
        let entry = entry.ok_or_else(|| fail("the column `entry` is missing".into()))?;
        Ok(Header { entry, disabled, places, width: names.len(), origin: origin.into() })
    }

    /// True when a row can disable.
    pub fn disables(&self) -> bool {
        self.disabled.is_some()
    }

    /// The entry of a row, and whether the row only disables.
    ///
    /// # Errors
    /// A row of the wrong length, without an entry, or with another word than true or false in `disabled`.
    pub fn entry<'t>(&self, written: &[&'t str], line: u64) -> Result<(&'t str, bool), DataError> {
        let fail = |message: String| DataError { file: self.origin.clone(), line, message };
        if written.len() != self.width {
            return Err(fail(format!("{} cells where the header has {}", written.len(), self.width)));
        }
        let entry = trimmed(written[self.entry]);
        if entry.is_empty() {
            return Err(fail("the entry is empty".into()));
        }
        match self.disabled.map_or("", |at| trimmed(written[at])) {
            "" | "false" => Ok((entry, false)),
            "true" => Ok((entry, true)),
            other => Err(fail(format!("disabled is {other:?}; it must be true or false"))),
        }
    }

    /// The other cells of a row, in the order of the table's columns.
    pub fn cells<'t>(&self, written: &[&'t str]) -> impl Iterator<Item = &'t str> {
        self.places.iter().map(|at| at.map_or("", |at| trimmed(written[at])))
    }
}

/// Finds rows by their entries. Lists of names are long, and their hashes need no defence against their own writer.
type Places<'r> = HashMap<&'r str, usize, BuildHasherDefault<WordHasher>>;

/// `rows` with the user's files laid over: a row takes the place of the one with the same entry, the others come behind.
pub fn laid(mut rows: Vec<Row>, columns: &[&str], overlay: &[&DataFile]) -> Result<Vec<Row>, DataError> {
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
    let text = file.text.trim_start_matches('\u{feff}');
    let header = Header::of(text, columns, &file.origin)?;
    rows.reserve(memchr::memchr_iter(b'\n', text.as_bytes()).count());
    let mut disabled = Vec::new();
    records::rows(text, &file.origin, |cells, at| {
        let (entry, off) = header.entry(cells, at.line)?;
        if off {
            disabled.push(rows.len());
        }
        let above = rows.last().map(|row| &row.cells).filter(|above| above.iter().map(Words::as_str).eq(header.cells(cells)));
        let own = above.map_or_else(|| header.cells(cells).map(Words::new).collect(), Arc::clone);
        rows.push(Row { entry: Words::new(entry), cells: own, origin: origin.clone(), line: at.line });
        Ok(())
    })?;
    Ok(disabled)
}
