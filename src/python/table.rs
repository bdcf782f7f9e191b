//! The class `Table`: rows as Arrow, for whoever reads the Arrow PyCapsule interface.

use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::{ArrayRef, BooleanArray, RecordBatch, StructArray};
use arrow_schema::{DataType, Field, Fields, SchemaRef};
use pyo3::exceptions::PyAttributeError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use pyo3_arrow::error::PyArrowResult;
use pyo3_arrow::ffi::{ArrayIterator, to_schema_pycapsule, to_stream_pycapsule};

use crate::emit::{COLUMN_COUNT, COLUMNS, Column, RowKind, arrow};

/// Rows as Arrow record batches. Reads into pyarrow, Polars, pandas, DuckDB and every other library that takes the Arrow
/// PyCapsule interface.
#[pyclass(name = "Table", module = "onrecord", frozen)]
pub struct PyResultTable {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

impl PyResultTable {
    /// A table of these batches, which all have the schema of the table.
    pub fn new(batches: Vec<RecordBatch>) -> Self {
        PyResultTable { schema: arrow::schema(), batches }
    }

    /// A table with another schema.
    pub fn with_schema(schema: SchemaRef, batches: Vec<RecordBatch>) -> Self {
        PyResultTable { schema, batches }
    }

    /// The rows of one kind with the columns that it fills; rows of no kind are those of kind "error".
    fn of_kind(&self, kind: Option<RowKind>) -> PyArrowResult<PyResultTable> {
        if !self.is_whole() {
            return Err(PyAttributeError::new_err("only a whole table of extractions has rows of several kinds").into());
        }
        let name = match kind {
            Some(RowKind::Claim) => "claim",
            Some(RowKind::Attribution) => "attribution",
            Some(RowKind::Actor) => "actor",
            _ => "error",
        };
        let fills = |n: usize| match kind {
            Some(kind) => n != Column::Kind as usize && COLUMNS[n].is_of(kind),
            None => n == Column::Doc as usize || n == Column::Text as usize,
        };
        let wanted: Vec<usize> = (0..COLUMN_COUNT).filter(|n| fills(*n)).collect();
        let schema = Arc::new(self.schema.project(&wanted)?);
        let part = |batch: &RecordBatch| {
            let kinds = batch.column(Column::Kind as usize).as_string::<i32>();
            let mask: BooleanArray = kinds.iter().map(|k| Some(k == Some(name))).collect();
            arrow_select::filter::filter_record_batch(&batch.project(&wanted)?, &mask)
        };
        let batches = self.batches.iter().map(part).collect::<Result<_, _>>()?;
        Ok(PyResultTable { schema, batches })
    }

    fn is_whole(&self) -> bool {
        self.schema.fields().len() == COLUMN_COUNT
    }

    fn field(&self) -> Field {
        Field::new("", DataType::Struct(Fields::clone(self.schema.fields())), false)
    }
}

#[pymethods]
impl PyResultTable {
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyArrowResult<Bound<'py, PyCapsule>> {
        to_schema_pycapsule(py, self.schema.as_ref())
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyArrowResult<Bound<'py, PyCapsule>> {
        let arrays: Vec<ArrayRef> = self.batches.iter().map(|b| Arc::new(StructArray::from(b.clone())) as ArrayRef).collect();
        let reader = ArrayIterator::new(arrays.into_iter().map(Ok), Arc::new(self.field()));
        to_stream_pycapsule(py, Box::new(reader), requested_schema)
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// The names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<&str> {
        self.schema.fields().iter().map(|f| f.name().as_str()).collect()
    }

    /// The claims alone, with the columns that claims fill.
    #[getter]
    fn claims(&self) -> PyArrowResult<PyResultTable> {
        self.of_kind(Some(RowKind::Claim))
    }

    /// The attributions alone, with the columns that attributions fill.
    #[getter]
    fn attributions(&self) -> PyArrowResult<PyResultTable> {
        self.of_kind(Some(RowKind::Attribution))
    }

    /// The actors alone, with the columns that actors fill.
    #[getter]
    fn actors(&self) -> PyArrowResult<PyResultTable> {
        self.of_kind(Some(RowKind::Actor))
    }

    /// The texts that could not be analysed, each with the reason in `text`.
    #[getter]
    fn errors(&self) -> PyArrowResult<PyResultTable> {
        self.of_kind(None)
    }

    /// As a `pyarrow.Table`.
    fn to_pyarrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        // Not `pyarrow.table`, which imports pandas to see whether it is given a data frame.
        slf.py().import("pyarrow")?.getattr("RecordBatchReader")?.call_method1("from_stream", (slf,))?.call_method0("read_all")
    }

    /// As a `pandas.DataFrame` (needs pandas and pyarrow).
    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::to_pyarrow(slf)?.call_method0("to_pandas")
    }

    /// As a `polars.DataFrame`.
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("polars")?.call_method1("DataFrame", (slf,))
    }

    fn __repr__(&self) -> String {
        format!("<onrecord.Table: {} rows, {} columns>", self.__len__(), self.schema.fields().len())
    }
}
