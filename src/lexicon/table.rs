//! Lexicon files: a CSV with a header and an `entry` column, laid over by the user's file of the same name.

use std::collections::HashMap;
use std::fmt;

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

/// One row of a lexicon file.
#[derive(Clone, Debug)]
pub struct Row {
    /// The word or phrase.
    pub entry: String,
    /// The other cells, in the order of the table's columns.
    pub cells: Vec<String>,
    /// The file it comes from.
    pub origin: String,
    /// Its line in that file.
    pub line: u64,
}

impl Row {
    /// The pieces of a `;`-list.
    pub fn list(&self, column: usize) -> impl Iterator<Item = &str> {
        self.cells[column].split(';').map(str::trim).filter(|s| !s.is_empty())
    }

    /// An error about this row.
    pub fn error(&self, message: impl Into<String>) -> DataError {
        DataError { file: self.origin.clone(), line: self.line, message: message.into() }
    }
}

/// The rows of one lexicon file with the user's rows laid over.
#[derive(Clone, Debug)]
pub struct Table {
    /// The rows in force.
    pub rows: Vec<Row>,
}

impl Table {
    /// Reads the built-in text and lays the user's files over it: the same entry replaces, `disabled` = true removes.
    ///
    /// # Errors
    /// A missing, unknown or doubled column, a row of the wrong length, an entry named twice: with file and line.
    pub fn load(columns: &[&str], files: &[&DataFile]) -> Result<Table, DataError> {
        let mut rows: Vec<Option<Row>> = Vec::new();
        let mut place: HashMap<String, usize> = HashMap::new();
        for file in files {
            let mut seen = HashMap::new();
            for (row, disabled) in read(columns, file)? {
                if let Some(first) = seen.insert(row.entry.clone(), row.line) {
                    return Err(row.error(format!("{:?} is here already in line {first}; keep one of the two rows", row.entry)));
                }
                let slot = *place.entry(row.entry.clone()).or_insert_with(|| {
                    rows.push(None);
                    rows.len() - 1
                });
                rows[slot] = (!disabled).then_some(row);
            }
        }
        Ok(Table { rows: rows.into_iter().flatten().collect() })
    }
}

fn read(columns: &[&str], file: &DataFile) -> Result<Vec<(Row, bool)>, DataError> {
    let fail = |line, message: String| DataError { file: file.origin.clone(), line, message };
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(file.text.trim_start_matches('\u{feff}').as_bytes());
    let mut records = reader.records();
    let header = match records.next() {
        None => return Err(fail(1, format!("the file is empty; the first line must be: entry,{}", columns.join(",")))),
        Some(r) => r.map_err(|e| fail(1, e.to_string()))?,
    };
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
    let mut rows = Vec::new();
    for record in records {
        let record = record.map_err(|e| fail(e.position().map_or(0, csv::Position::line), e.to_string()))?;
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
        let cells = place.iter().map(|&at| cell(at)).collect();
        rows.push((Row { entry, cells, origin: file.origin.clone(), line }, disabled));
    }
    Ok(rows)
}
