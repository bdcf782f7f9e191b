//! The table of groups as Arrow record batches, with types: doubles for bounds, integers for counts, strings for the rest.

use std::sync::Arc;

use arrow_array::builder::{ArrayBuilder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

use super::group::Group;
use super::output::{COLUMNS, Cell, rows};

/// How many rows make a batch.
const ROWS: usize = 1 << 16;

/// The schema of the table; every column may hold nulls.
pub fn schema() -> SchemaRef {
    let field = |(name, _): &(&str, &str)| {
        let data_type = match *name {
            "group_low" | "group_high" | "low" | "high" => DataType::Float64,
            "documents" | "sources" | "sentence" => DataType::Int64,
            _ => DataType::Utf8,
        };
        Field::new(*name, data_type, true)
    };
    Arc::new(Schema::new(COLUMNS.iter().map(field).collect::<Vec<_>>()))
}

/// A column that is being filled.
enum Values {
    Bound(Float64Builder),
    Count(Int64Builder),
    Text(StringBuilder),
}

impl Values {
    fn new(field: &Field) -> Self {
        match field.data_type() {
            DataType::Float64 => Values::Bound(Float64Builder::new()),
            DataType::Int64 => Values::Count(Int64Builder::new()),
            _ => Values::Text(StringBuilder::new()),
        }
    }

    /// Appends a cell; one of another type, or an empty one, is null.
    fn push(&mut self, cell: Option<&Cell<'_>>) {
        match (self, cell) {
            (Values::Bound(column), Some(Cell::Bound(number))) => column.append_option(number.map(|n| n.0)),
            (Values::Bound(column), _) => column.append_null(),
            (Values::Count(column), Some(Cell::Count(count))) => column.append_value(*count as i64),
            (Values::Count(column), _) => column.append_null(),
            (Values::Text(column), Some(Cell::Text(text) | Cell::Word(text))) if !text.is_empty() => column.append_value(text),
            (Values::Text(column), _) => column.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Values::Bound(column) => ArrayBuilder::finish(column),
            Values::Count(column) => ArrayBuilder::finish(column),
            Values::Text(column) => ArrayBuilder::finish(column),
        }
    }
}

/// The groups, a row a claim, and behind them a row of relation "error" for each document that could not be read, with the reason
/// in `text`.
///
/// # Errors
/// None that the groups could cause.
pub fn batches<'f>(groups: &[Group<'_>], failures: impl IntoIterator<Item = (&'f str, &'f str)>) -> Result<Vec<RecordBatch>, ArrowError> {
    let schema = schema();
    let mut columns: Vec<Values> = schema.fields().iter().map(|field| Values::new(field)).collect();
    let (mut count, mut batches) = (0, Vec::new());
    let mut end_row = |columns: &mut Vec<Values>, last: bool| -> Result<(), ArrowError> {
        count += usize::from(!last);
        if count == ROWS || last && count > 0 {
            count = 0;
            let arrays = columns.iter_mut().map(Values::finish).collect();
            batches.push(RecordBatch::try_new(Arc::clone(&schema), arrays)?);
        }
        Ok(())
    };
    let mut done = Ok(());
    rows(groups, |cells| {
        columns.iter_mut().zip(cells).for_each(|(column, cell)| column.push(Some(cell)));
        if done.is_ok() {
            done = end_row(&mut columns, false);
        }
    });
    done?;
    for (doc, reason) in failures {
        for (column, (name, _)) in columns.iter_mut().zip(COLUMNS) {
            let cell = match *name {
                "relation" => Some(Cell::Word("error")),
                "doc" => Some(Cell::Text(doc)),
                "text" => Some(Cell::Text(reason)),
                _ => None,
            };
            column.push(cell.as_ref());
        }
        end_row(&mut columns, false)?;
    }
    end_row(&mut columns, true)?;
    Ok(batches)
}
