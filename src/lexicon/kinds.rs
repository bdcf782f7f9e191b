//! Cells that must be one of a few words: a kind that nobody asks for would make a row of the user's that does nothing.
//!
//! The words are those that the built-in rows use. Columns that are turned into types are checked where that is done.

use std::collections::BTreeSet;

use super::class::FileSpec;
use super::table::{DataError, RowView, Table};

/// The columns whose words are only compared.
const COLUMNS: [&str; 2] = ["kind", "type"];

/// The words that rows of a file may have in such columns.
pub struct Kinds(Vec<Column>);

struct Column {
    at: usize,
    name: &'static str,
    known: Vec<String>,
    /// The word of the last row that was checked, by its place among the known ones: rows mostly say the same.
    last: usize,
}

impl Kinds {
    /// Reads the built-in rows of a file.
    ///
    /// # Errors
    /// A built-in row of the wrong length.
    pub fn of(spec: &FileSpec) -> Result<Kinds, DataError> {
        let named = |(at, name): (usize, &&'static str)| COLUMNS.contains(name).then_some((at, *name));
        let mut columns = Vec::new();
        for (at, name) in spec.columns.iter().enumerate().filter_map(named) {
            let mut known = BTreeSet::new();
            Table::built_in(spec.name, spec.columns, spec.text).each(|_, row| {
                if !known.contains(row.cells[at]) {
                    known.insert(row.cells[at].to_string());
                }
                Ok(())
            })?;
            if !known.is_empty() {
                known.insert(String::new());
                columns.push(Column { at, name, known: known.into_iter().collect(), last: 0 });
            }
        }
        Ok(Kinds(columns))
    }

    /// Checks a row.
    ///
    /// # Errors
    /// The first cell with a word that no built-in row has, with its line and the words that there are.
    pub fn check(&mut self, row: RowView<'_>) -> Result<(), DataError> {
        for Column { at, name, known, last } in &mut self.0 {
            let cell = row.cells[*at];
            if known[*last] == cell {
                continue;
            }
            *last = known.iter().position(|word| word == cell).ok_or_else(|| {
                let words = known.iter().filter(|word| !word.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", ");
                row.error(format!("{name} is {cell:?}; it must be {words} or empty"))
            })?;
        }
        Ok(())
    }
}
