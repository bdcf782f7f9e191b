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

/// So much room, in cells or bytes, a column keeps ready at the most.
const READY: usize = 1 << 20;

/// The values that a column has, without the nulls between them.
#[derive(Debug)]
enum Values {
    Whole(Vec<i64>),
    Number(Vec<f64>),
    /// Where each text ends in the bytes, behind a 0.
    Text {
        ends: Vec<i32>,
        bytes: Vec<u8>,
    },
}

/// A column. Most cells of most columns are null, so only the others are noted, with their rows; the nulls are laid between them
/// when the batch is done.
#[derive(Debug)]
struct Cells {
    /// The row of each value, ascending.
    rows: Vec<u32>,
    values: Values,
}

impl Cells {
    /// An empty column with room for so many values and bytes of text.
    fn new(column: usize, values: usize, bytes: usize) -> Self {
        let values = values.min(READY);
        let kept = match data_type(column) {
            DataType::Int64 => Values::Whole(Vec::with_capacity(values)),
            DataType::Float64 => Values::Number(Vec::with_capacity(values)),
            _ => {
                let mut ends = Vec::with_capacity(values + 1);
                ends.push(0);
                Values::Text { ends, bytes: Vec::with_capacity(bytes.min(READY)) }
            }
        };
        Cells { rows: Vec::with_capacity(values), values: kept }
    }

    /// Takes back the values of all but the first `rows` rows.
    fn truncate(&mut self, rows: usize) {
        let kept = self.rows.partition_point(|row| (*row as usize) < rows);
        self.rows.truncate(kept);
        match &mut self.values {
            Values::Whole(all) => all.truncate(kept),
            Values::Number(all) => all.truncate(kept),
            Values::Text { ends, bytes } => {
                ends.truncate(kept + 1);
                bytes.truncate(ends.last().map_or(0, |end| *end as usize));
            }
        }
    }

    /// An empty column with room for a little more than there is in this one.
    fn another(&self, column: usize) -> Self {
        let more = |length: usize| length + length / 8;
        let bytes = if let Values::Text { bytes, .. } = &self.values { bytes.len() } else { 0 };
        Cells::new(column, more(self.rows.len()), more(bytes))
    }

    /// The column of a batch of `length` rows.
    fn finish(self, length: usize) -> ArrayRef {
        let Cells { rows, values } = self;
        let nulls = (rows.len() < length).then(|| {
            let mut valid = BooleanBufferBuilder::new(length);
            valid.append_n(length, false);
            rows.iter().for_each(|row| valid.set_bit(*row as usize, true));
            NullBuffer::new(valid.finish())
        });
        match values {
            Values::Whole(all) => Arc::new(Int64Array::new(spread(all, &rows, length).into(), nulls)),
            Values::Number(all) => Arc::new(Float64Array::new(spread(all, &rows, length).into(), nulls)),
            Values::Text { ends, bytes } => {
                // A null is an empty text: it begins where the value behind it begins.
                let offsets = if rows.len() == length { ends } else { offsets(&ends, &rows, length) };
                Arc::new(StringArray::new(OffsetBuffer::new(ScalarBuffer::from(offsets)), bytes.into(), nulls))
            }
        }
    }
}

/// The values in their rows, and zeros in the others.
fn spread<T: Copy + Default>(values: Vec<T>, rows: &[u32], length: usize) -> Vec<T> {
    if values.len() == length {
        return values;
    }
    let mut all = vec![T::default(); length];
    for (value, row) in values.into_iter().zip(rows) {
        all[*row as usize] = value;
    }
    all
}

/// Where the text of each of `length` rows begins, and where the last one ends.
fn offsets(ends: &[i32], rows: &[u32], length: usize) -> Vec<i32> {
    let mut all = Vec::with_capacity(length + 1);
    for (row, start) in rows.iter().zip(ends) {
        all.resize(*row as usize + 1, *start);
    }
    all.resize(length + 1, ends.last().copied().unwrap_or(0));
    all
}

/// Collects rows into columns. After a batch it keeps as much room ready as that one took.
#[derive(Debug)]
pub struct ArrowRows {
    columns: [Cells; COLUMN_COUNT],
    rows: usize,
    full: bool,
}

impl Default for ArrowRows {
    fn default() -> Self {
        ArrowRows { columns: std::array::from_fn(|column| Cells::new(column, 0, 0)), rows: 0, full: false }
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
        let next = std::array::from_fn(|column| self.columns[column].another(column));
        let done = std::mem::replace(self, ArrowRows { columns: next, rows: 0, full: false });
        let columns = done.columns.into_iter().map(|cells| cells.finish(done.rows)).collect();
        RecordBatch::try_new(schema(), columns).expect("columns are as long as there are rows and have the schema's types")
    }

    /// Takes the rows of another document.
    pub fn document(&mut self) -> DocumentRows<'_> {
        DocumentRows { table: self, sentence: None }
    }

    /// Appends a cell of what `write` appends, which must be whole characters.
    #[inline(always)]
    fn text(&mut self, column: Column, write: impl FnOnce(&mut Vec<u8>)) {
        let cells = &mut self.columns[column as usize];
        let Values::Text { ends, bytes } = &mut cells.values else {
            debug_assert!(false, "{column:?} holds no text");
            return;
        };
        let before = bytes.len();
        write(bytes);
        if bytes.len() - before > CELL_LIMIT {
            cut(bytes, before);
        }
        if bytes.len() > ROOM {
            bytes.truncate(before);
            self.full = true;
        }
        if bytes.len() > before {
            ends.push(bytes.len() as i32);
            cells.rows.push(self.rows as u32);
        }
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

/// Shortens the cell that begins at `start` to the limit of a cell.
#[cold]
fn cut(bytes: &mut Vec<u8>, start: usize) {
    let length = match within(&String::from_utf8_lossy(&bytes[start..]), CELL_LIMIT) {
        (kept, true) => kept.len(),
        _ => return,
    };
    bytes.truncate(start + length);
    bytes.extend_from_slice("…".as_bytes());
}

/// The rows of one document on their way into the columns.
#[derive(Debug)]
pub struct DocumentRows<'t> {
    table: &'t mut ArrowRows,
    /// The sentence of the last row by its place in memory: most sentences stand in several rows.
    sentence: Option<(usize, usize)>,
}

impl DocumentRows<'_> {
    fn sentence(&mut self, column: Column, text: &str) {
        let place = Some((text.as_ptr() as usize, text.len()));
        if self.sentence == place
            && let Values::Text { ends, .. } = &self.table.columns[column as usize].values
            && let [.., start, end] = ends[..]
        {
            let last = start as usize..end as usize;
            return self.table.text(column, |bytes| bytes.extend_from_within(last));
        }
        if is_folded(text) {
            self.table.text(column, |bytes| bytes.extend_from_slice(text.as_bytes()));
        } else {
            self.table.joined(column, " ", text.split_whitespace());
        }
        // Nothing but white space is no cell, and then there is none to repeat.
        let kept = self.table.columns[column as usize].rows.last() == Some(&(self.table.rows as u32));
        self.sentence = place.filter(|_| kept);
    }
}

impl RowSink for DocumentRows<'_> {
    // Inlined, the kind of every cell is known where it is set, and nothing is left of the enum.
    #[inline(always)]
    fn set(&mut self, column: Column, cell: Cell<'_>) {
        let table = &mut *self.table;
        let cells = &mut table.columns[column as usize];
        match cell {
            Cell::Empty => {}
            Cell::Text(text) | Cell::Word(text) => table.text(column, |bytes| bytes.extend_from_slice(text.as_bytes())),
            Cell::Sentence(text) => self.sentence(column, text),
            Cell::List(items) => table.joined(column, "; ", items.iter().map(|item| &**item)),
            Cell::Names(ids, actors) => {
                let named = ids.iter().filter_map(|n| actors.get((*n as usize).wrapping_sub(1)));
                table.joined(column, "; ", named.map(|actor| &*actor.name));
            }
            Cell::Flags(flags) => table.joined(column, "; ", flags.iter().map(|flag| flag.name())),
            Cell::Id(letter, number) => table.text(column, |bytes| {
                bytes.push(letter as u8);
                whole(u64::from(number), bytes);
            }),
            Cell::Count(count) => {
                let Values::Whole(all) = &mut cells.values else { unreachable!("{column:?} holds no counts") };
                all.push(count as i64);
                cells.rows.push(table.rows as u32);
            }
            Cell::Number(value) => {
                let Values::Number(all) = &mut cells.values else { unreachable!("{column:?} holds no numbers") };
                if value.is_finite() {
                    all.push(value);
                    cells.rows.push(table.rows as u32);
                }
            }
        }
    }

    fn end_row(&mut self) {
        self.table.rows += 1;
    }
}

#[cfg(test)]
mod tests {
    use arrow_array::Array as _;
    use arrow_array::cast::AsArray as _;
    use arrow_array::types::{Float64Type, Int64Type};

    use super::*;

    #[test]
    fn cells_have_their_types_and_empty_ones_are_null() {
        let mut table = ArrowRows::default();
        let mut rows = table.document();
        for text in ["Over 40", ""] {
            rows.set(Column::Doc, Cell::Text("a.txt"));
            rows.set(Column::Kind, Cell::Word("claim"));
            rows.set(Column::Id, Cell::Id('c', 12));
            rows.set(Column::Text, Cell::Text(text));
            rows.set(Column::Low, Cell::Number(40.0));
            rows.set(Column::Context, Cell::Sentence("Over  40\nfled."));
            rows.end_row();
        }
        let batch = table.finish();
        assert_eq!((batch.num_rows(), batch.num_columns(), table.len()), (2, COLUMN_COUNT, 0));
        let strings = |c: Column| batch.column(c as usize).as_string::<i32>();
        assert_eq!(strings(Column::Id).value(0), "c12");
        assert_eq!(strings(Column::Context).value(1), "Over 40 fled.");
        assert!(strings(Column::Text).is_valid(0) && strings(Column::Text).is_null(1));
        assert_eq!(batch.column(Column::Low as usize).as_primitive::<Float64Type>().value(0), 40.0);
        assert!(batch.column(Column::High as usize).is_null(0));
    }

    #[test]
    fn values_stand_in_their_rows_with_nulls_between_them() {
        let mut table = ArrowRows::default();
        for batch in 0..2 {
            let mut rows = table.document();
            for row in 0..9u32 {
                if row % 3 == 1 {
                    rows.set(Column::Mentions, Cell::Count(u64::from(row)));
                    rows.set(Column::Low, Cell::Number(f64::from(row)));
                    rows.set(Column::SourceId, Cell::Id('a', row + batch));
                }
                rows.end_row();
            }
            let done = table.finish();
            let ids = done.column(Column::SourceId as usize).as_string::<i32>();
            let expected = |row: u32| (row % 3 == 1).then(|| format!("a{}", row + batch));
            assert_eq!(ids.iter().map(|id| id.map(str::to_string)).collect::<Vec<_>>(), (0..9).map(expected).collect::<Vec<_>>());
            let mentions = done.column(Column::Mentions as usize).as_primitive::<Int64Type>();
            assert_eq!(mentions.iter().flatten().collect::<Vec<_>>(), [1, 4, 7]);
            let low = done.column(Column::Low as usize).as_primitive::<Float64Type>();
            assert_eq!((low.value(4), low.null_count()), (4.0, 6));
            assert_eq!(done.column(Column::Title as usize).null_count(), 9);
        }
    }

    #[test]
    fn a_sentence_of_several_rows_is_the_same_in_each() {
        let (mut table, text) = (ArrowRows::default(), "Two  men fled. Two  men fled.".to_string());
        let (first, second, blanks) = (&text[..14], &text[15..], &text[3..5]);
        for sentences in [[first, first, second], [blanks, blanks, first]] {
            let mut rows = table.document();
            for sentence in sentences {
                rows.set(Column::Context, Cell::Sentence(sentence));
                rows.end_row();
            }
        }
        let batch = table.finish();
        let cells: Vec<_> = batch.column(Column::Context as usize).as_string::<i32>().iter().collect();
        let whole = Some("Two men fled.");
        assert_eq!(cells, [whole, whole, whole, None, None, whole]);
    }

    #[test]
    fn half_a_row_can_be_taken_back() {
        let mut table = ArrowRows::default();
        let mut rows = table.document();
        rows.set(Column::Doc, Cell::Text("kept"));
        rows.end_row();
        rows.set(Column::Doc, Cell::Text("taken back"));
        rows.set(Column::Low, Cell::Number(1.0));
        table.truncate(1);
        let mut rows = table.document();
        rows.set(Column::Doc, Cell::Text("next"));
        rows.end_row();
        let batch = table.finish();
        let docs = batch.column(0).as_string::<i32>();
        assert_eq!((docs.value(0), docs.value(1)), ("kept", "next"));
        assert_eq!(batch.column(Column::Low as usize).null_count(), 2);
    }

    #[test]
    fn long_cells_are_cut_as_in_the_csv() {
        let mut table = ArrowRows::default();
        let mut rows = table.document();
        rows.set(Column::Text, Cell::Text(&"é".repeat(CELL_LIMIT + 1)));
        rows.end_row();
        let batch = table.finish();
        let cell = batch.column(Column::Text as usize).as_string::<i32>().value(0).to_string();
        assert_eq!(cell.chars().count(), CELL_LIMIT);
        assert!(cell.ends_with("é…"));
    }
}
