//! Rows as Arrow record batches: the same table as the CSV, in columns, with types, for programs that never want to see text
//! parsed again (pandas, Polars, DuckDB, Spark, Parquet).
//!
//! Numbers are numbers, everything else is a string, and an empty cell is null. Cells are cut where those of the CSV are cut, so
//! that a row is the same row wherever it is read.

use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_buffer::{BooleanBufferBuilder, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field, Schema, SchemaRef};

use super::columns::{COLUMN_COUNT, COLUMNS, Column};
use super::csv::{CELL_LIMIT, is_folded, whole, within};
use super::rows::{Cell, RowSink};

/// What is left of a batch's room for one column of strings: Arrow's short offsets end at 2 GiB.
const ROOM: usize = i32::MAX as usize;

/// True for places and counts, which are 64-bit integers.
pub fn is_whole(column: usize) -> bool {
    [Column::Sentence, Column::Start, Column::End, Column::Mentions].iter().any(|c| *c as usize == column)
}

/// The Arrow type of a column: 64-bit integers for places and counts, doubles for bounds, strings for everything else.
pub fn data_type(column: usize) -> DataType {
    if is_whole(column) {
        DataType::Int64
    } else if column == Column::Low as usize || column == Column::High as usize {
        DataType::Float64
    } else {
        DataType::Utf8
    }
}

/// The schema of the table; every column may hold nulls.
pub fn schema() -> SchemaRef {
    let field = |(n, spec): (usize, &super::ColumnSpec)| Field::new(spec.name, data_type(n), true);
    Arc::new(Schema::new(COLUMNS.iter().enumerate().map(field).collect::<Vec<_>>()))
}

#[derive(Debug)]
enum Values {
    Whole(Vec<i64>),
    Number(Vec<f64>),
    Text { ends: Vec<i32>, bytes: Vec<u8> },
}

#[derive(Debug)]
struct Cells {
    values: Values,
    valid: BooleanBufferBuilder,
}

impl Cells {
    fn new(column: usize) -> Self {
        let values = match data_type(column) {
            DataType::Int64 => Values::Whole(Vec::new()),
            DataType::Float64 => Values::Number(Vec::new()),
            _ => Values::Text { ends: vec![0], bytes: Vec::new() },
        };
        Cells { values, valid: BooleanBufferBuilder::new(0) }
    }

    fn null(&mut self) {
        match &mut self.values {
            Values::Whole(all) => all.push(0),
            Values::Number(all) => all.push(0.0),
            Values::Text { ends, bytes } => ends.push(bytes.len() as i32),
        }
        self.valid.append(false);
    }

    fn truncate(&mut self, rows: usize) {
        match &mut self.values {
            Values::Whole(all) => all.truncate(rows),
            Values::Number(all) => all.truncate(rows),
            Values::Text { ends, bytes } => {
                ends.truncate(rows + 1);
                bytes.truncate(ends.last().map_or(0, |end| *end as usize));
            }
        }
        self.valid.truncate(rows);
    }

    fn finish(mut self) -> ArrayRef {
        let nulls = Some(NullBuffer::new(self.valid.finish())).filter(|n| n.null_count() > 0);
        match self.values {
            Values::Whole(all) => Arc::new(Int64Array::new(all.into(), nulls)),
            Values::Number(all) => Arc::new(Float64Array::new(all.into(), nulls)),
            Values::Text { ends, bytes } => Arc::new(StringArray::new(OffsetBuffer::new(ScalarBuffer::from(ends)), bytes.into(), nulls)),
        }
    }
}

/// Collects rows into columns.
#[derive(Debug)]
pub struct ArrowRows {
    columns: Vec<Cells>,
    rows: usize,
    full: bool,
}

impl Default for ArrowRows {
    fn default() -> Self {
        ArrowRows { columns: (0..COLUMN_COUNT).map(Cells::new).collect(), rows: 0, full: false }
    }
}

impl ArrowRows {
    /// How many rows are complete.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// True when there is no complete row.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// True when a column had no room for a cell any more; the rows since the last `truncate` are then not to be used.
    pub fn is_full(&self) -> bool {
        self.full
    }

    /// Takes back everything behind the first `rows` rows, half-written ones included.
    pub fn truncate(&mut self, rows: usize) {
        self.columns.iter_mut().for_each(|c| c.truncate(rows));
        self.rows = rows;
        self.full = false;
    }

    /// The rows as one batch of [`schema`]; nothing is left.
    pub fn finish(&mut self) -> RecordBatch {
        let all = std::mem::take(self);
        let columns = all.columns.into_iter().map(Cells::finish).collect();
        RecordBatch::try_new(schema(), columns).expect("columns are as long as there are rows and have the schema's types")
    }

    /// Appends a cell of what `write` appends, which must be whole characters.
    fn text(&mut self, column: Column, write: impl FnOnce(&mut Vec<u8>)) {
        let cells = &mut self.columns[column as usize];
        let Values::Text { ends, bytes } = &mut cells.values else {
            debug_assert!(false, "{column:?} holds no text");
            return;
        };
        let before = bytes.len();
        write(bytes);
        if bytes.len() - before > CELL_LIMIT {
            let cut = match within(&String::from_utf8_lossy(&bytes[before..]), CELL_LIMIT) {
                (kept, true) => Some(kept.len()),
                _ => None,
            };
            if let Some(length) = cut {
                bytes.truncate(before + length);
                bytes.extend_from_slice("…".as_bytes());
            }
        }
        if bytes.len() > ROOM {
            bytes.truncate(before);
            self.full = true;
        }
        cells.valid.append(bytes.len() > before);
        ends.push(bytes.len() as i32);
    }

    fn joined<'i>(&mut self, column: Column, between: &str, items: impl Iterator<Item = &'i str>) {
        self.text(column, |bytes| {
            for (n, item) in items.enumerate() {
                bytes.extend_from_slice(if n > 0 { between.as_bytes() } else { b"" });
                bytes.extend_from_slice(item.as_bytes());
            }
        });
    }
}

impl RowSink for ArrowRows {
    fn set(&mut self, column: Column, cell: Cell<'_>) {
        let index = column as usize;
        match cell {
            Cell::Empty => self.columns[index].null(),
            Cell::Text(text) | Cell::Word(text) => self.text(column, |bytes| bytes.extend_from_slice(text.as_bytes())),
            Cell::Sentence(text) if is_folded(text) => self.text(column, |bytes| bytes.extend_from_slice(text.as_bytes())),
            Cell::Sentence(text) => self.joined(column, " ", text.split_whitespace()),
            Cell::List(items) => self.joined(column, "; ", items.iter().map(|item| &**item)),
            Cell::Names(ids, actors) => {
                let named = ids.iter().filter_map(|n| actors.get((*n as usize).wrapping_sub(1)));
                self.joined(column, "; ", named.map(|actor| &*actor.name));
            }
            Cell::Flags(flags) => self.joined(column, "; ", flags.iter().map(|flag| flag.name())),
            Cell::Id(letter, number) => self.text(column, |bytes| {
                bytes.push(letter as u8);
                whole(u64::from(number), bytes);
            }),
            Cell::Count(count) => {
                let cells = &mut self.columns[index];
                let Values::Whole(all) = &mut cells.values else { unreachable!("{column:?} holds no counts") };
                all.push(count as i64);
                cells.valid.append(true);
            }
            Cell::Number(value) => {
                let cells = &mut self.columns[index];
                let Values::Number(all) = &mut cells.values else { unreachable!("{column:?} holds no numbers") };
                all.push(value);
                cells.valid.append(value.is_finite());
            }
        }
    }

    fn end_row(&mut self) {
        self.rows += 1;
        for cells in &mut self.columns {
            if cells.valid.len() < self.rows {
                cells.null();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use arrow_array::Array as _;
    use arrow_array::cast::AsArray as _;
    use arrow_array::types::Float64Type;

    use super::*;

    #[test]
    fn cells_have_their_types_and_empty_ones_are_null() {
        let mut rows = ArrowRows::default();
        for text in ["Over 40", ""] {
            rows.set(Column::Doc, Cell::Text("a.txt"));
            rows.set(Column::Kind, Cell::Word("claim"));
            rows.set(Column::Id, Cell::Id('c', 12));
            rows.set(Column::Text, Cell::Text(text));
            rows.set(Column::Low, Cell::Number(40.0));
            rows.set(Column::Context, Cell::Sentence("Over  40\nfled."));
            rows.end_row();
        }
        let batch = rows.finish();
        assert_eq!((batch.num_rows(), batch.num_columns(), rows.len()), (2, COLUMN_COUNT, 0));
        let strings = |c: Column| batch.column(c as usize).as_string::<i32>();
        assert_eq!(strings(Column::Id).value(0), "c12");
        assert_eq!(strings(Column::Context).value(1), "Over 40 fled.");
        assert!(strings(Column::Text).is_valid(0) && strings(Column::Text).is_null(1));
        assert_eq!(batch.column(Column::Low as usize).as_primitive::<Float64Type>().value(0), 40.0);
        assert!(batch.column(Column::High as usize).is_null(0));
    }

    #[test]
    fn half_a_row_can_be_taken_back() {
        let mut rows = ArrowRows::default();
        rows.set(Column::Doc, Cell::Text("kept"));
        rows.end_row();
        rows.set(Column::Doc, Cell::Text("taken back"));
        rows.set(Column::Low, Cell::Number(1.0));
        rows.truncate(1);
        rows.set(Column::Doc, Cell::Text("next"));
        rows.end_row();
        let batch = rows.finish();
        let docs = batch.column(0).as_string::<i32>();
        assert_eq!((docs.value(0), docs.value(1)), ("kept", "next"));
    }

    #[test]
    fn long_cells_are_cut_as_in_the_csv() {
        let mut rows = ArrowRows::default();
        rows.set(Column::Text, Cell::Text(&"é".repeat(CELL_LIMIT + 1)));
        rows.end_row();
        let batch = rows.finish();
        let cell = batch.column(Column::Text as usize).as_string::<i32>().value(0).to_string();
        assert_eq!(cell.chars().count(), CELL_LIMIT);
        assert!(cell.ends_with("é…"));
    }
}
