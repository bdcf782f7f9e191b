//! Cells that must be one of a few words: a kind that nobody asks for would make a row of the user's that does nothing.
//!
//! The words are those that the built-in rows use. Columns that are turned into types are checked where that is done.

use std::collections::BTreeSet;

use super::class::FileSpec;
use super::table::{DataError, Table};

/// The columns whose words are only compared.
const COLUMNS: [&str; 2] = ["kind", "type"];

/// Checks the user's rows of a file.
///
/// # Errors
/// The first cell with a word that no built-in row has, with its line and the words that there are.
pub fn check(spec: &FileSpec, table: &Table) -> Result<(), DataError> {
    for (column, name) in spec.columns.iter().enumerate().filter(|(_, name)| COLUMNS.contains(name)) {
        let built_in = Table::load(spec.name, spec.columns, spec.text, &[])?;
        let known: BTreeSet<&str> = built_in.rows().iter().map(|row| row.cells[column].as_str()).collect();
        if known.is_empty() {
            continue;
        }
        for row in table.rows() {
            let cell = row.cells[column].as_str();
            if !cell.is_empty() && !known.contains(cell) {
                let words = known.iter().filter(|word| !word.is_empty()).copied().collect::<Vec<_>>().join(", ");
                return Err(row.error(format!("{name} is {cell:?}; it must be {words} or empty")));
            }
        }
    }
    Ok(())
}
