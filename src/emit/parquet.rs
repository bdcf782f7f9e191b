//! A Parquet file: the table in typed columns, compressed, for pandas, Polars, DuckDB and Spark.
//!
//! Rows are collected into row groups and go to a temporary file as they come, so memory does not grow with them.

use std::io::{self, Seek as _, Write};

use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};

use super::arrow::{self, ArrowRows};
use super::assembly::{About, Assembly};
use super::columns::{COLUMN_COUNT, Column};
use super::packed::{PackedCell, RowKind, unpack};
use super::rows::{Cell, RowSink as _};

/// The rows of a row group: some ten megabytes of text, which is what a writer then holds.
const GROUP: usize = 32_768;

/// A Parquet file that is being written.
pub struct RowGroups {
    writer: ArrowWriter<Box<dyn Spool>>,
    rows: ArrowRows,
}

/// Where the finished row groups wait: a temporary file.
trait Spool: Write + io::Read + io::Seek + Send {}
impl<T: Write + io::Read + io::Seek + Send> Spool for T {}

fn failed(error: ParquetError) -> io::Error {
    io::Error::other(format!("the Parquet file could not be written: {error}"))
}

impl RowGroups {
    /// An empty file, which says in its metadata how it was made.
    ///
    /// # Errors
    /// When no temporary file can be made.
    pub fn new(about: &About) -> io::Result<RowGroups> {
        let facts = about.facts.iter().map(|(name, value)| KeyValue::new(name.clone(), value.clone()));
        let properties = WriterProperties::builder()
            .set_created_by(concat!("onrecord version ", env!("CARGO_PKG_VERSION")).into())
            .set_compression(Compression::SNAPPY)
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_key_value_metadata(Some(facts.collect()))
            .build();
        let spool: Box<dyn Spool> = Box::new(tempfile::tempfile()?);
        let writer = ArrowWriter::try_new(spool, arrow::schema(), Some(properties)).map_err(failed)?;
        Ok(RowGroups { writer, rows: ArrowRows::default() })
    }

    fn write_group(&mut self) -> io::Result<()> {
        if !self.rows.is_empty() {
            self.writer.write(&self.rows.finish()).map_err(failed)?;
            self.writer.flush().map_err(failed)?;
        }
        Ok(())
    }
}

impl Assembly for RowGroups {
    fn add(&mut self, packed: &[u8]) -> io::Result<()> {
        let mut result = Ok(());
        unpack(packed, |kind, cells| {
            if kind == RowKind::Document || result.is_err() {
                return;
            }
            let mut row = self.rows.document();
            for &(column, cell) in cells.iter().filter(|(column, _)| *column < COLUMN_COUNT) {
                let cell = match cell {
                    PackedCell::Text(text) => Cell::Text(text),
                    PackedCell::Number(value) if arrow::is_whole(column) => Cell::Count(value as u64),
                    PackedCell::Number(value) => Cell::Number(value),
                };
                row.set(Column::ALL[column], cell);
            }
            row.end_row();
            if self.rows.len() >= GROUP {
                result = self.write_group();
            }
        });
        result
    }

    fn finish(mut self: Box<Self>, out: &mut (dyn Write + Send)) -> io::Result<()> {
        self.write_group()?;
        let mut spool = self.writer.into_inner().map_err(failed)?;
        spool.rewind()?;
        io::copy(&mut spool, out).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use arrow_array::cast::AsArray as _;
    use arrow_array::types::{Float64Type, Int64Type};
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    use super::*;
    use crate::emit::{COLUMNS, Layout, Writer};
    use crate::{Extractor, Workspace};

    #[test]
    fn rows_come_back_with_their_types() {
        let about = About { facts: vec![("version".into(), "1".into())] };
        let mut file = RowGroups::new(&about).expect("a temporary file");
        let (extractor, mut workspace) = (Extractor::new().expect("the built-in data are sound"), Workspace::default());
        let mut writer = Writer::new(Layout { format: crate::emit::Format::Parquet, ..Layout::default() });
        let mut packed = Vec::new();
        for _ in 0..2 {
            packed.clear();
            extractor.with_record("Over 40 people fled Lima, police said.", &mut workspace, |mut record| {
                record.doc = "a.txt".into();
                writer.record(record, &mut packed)
            });
            file.add(&packed).expect("the rows fit");
        }
        let mut bytes = Vec::new();
        Box::new(file).finish(&mut bytes).expect("it is written");
        let path = tempfile::NamedTempFile::new().expect("a temporary file");
        path.as_file().write_all(&bytes).expect("it is written");
        let reader = ParquetRecordBatchReaderBuilder::try_new(path.reopen().expect("it is there")).expect("it is Parquet");
        let facts = reader.metadata().file_metadata().key_value_metadata().cloned().unwrap_or_default();
        assert!(facts.iter().any(|f| f.key == "version" && f.value.as_deref() == Some("1")));
        let batches: Vec<_> = reader.build().expect("a reader").collect::<Result<_, _>>().expect("rows");
        let names: Vec<&str> = COLUMNS.iter().map(|c| c.name).collect();
        assert_eq!(batches[0].schema().fields().iter().map(|f| f.name().as_str()).collect::<Vec<_>>(), names);
        let kinds = batches[0].column(Column::Kind as usize).as_string::<i32>();
        let claim = kinds.iter().position(|k| k == Some("claim")).expect("a claim");
        assert_eq!(batches[0].column(Column::Low as usize).as_primitive::<Float64Type>().value(claim), 40.0);
        assert_eq!(batches[0].column(Column::Start as usize).as_primitive::<Int64Type>().value(claim), 0);
        assert_eq!(kinds.iter().filter(|k| *k == Some("claim")).count(), 2);
    }
}
