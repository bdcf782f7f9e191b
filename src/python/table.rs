//! The class `Table`: rows as Arrow, for whoever reads the Arrow PyCapsule interface.

use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::{ArrayRef, BooleanArray, RecordBatch, StructArray};
use arrow_schema::{DataType, Field, Fields, SchemaRef};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use pyo3_arrow::error::PyArrowResult;
use pyo3_arrow::ffi::{ArrayIterator, to_schema_pycapsule, to_stream_pycapsule};

use crate::emit::{Column, arrow};

/// Columns that every kind of row fills.
const SHARED: [Column; 11] = {
    use Column::*;
    [Doc, Id, Sentence, Start, End, Text, Date, Title, Rule, Context, Kind]
};

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

    /// The rows of one kind with the columns that it fills.
    fn of_kind(&self, kind: &str, columns: &[Column]) -> PyArrowResult<PyResultTable> {
        let mut wanted: Vec<usize> = SHARED.iter().chain(columns).map(|c| *c as usize).filter(|c| *c != Column::Kind as usize).collect();
        wanted.sort_unstable();
        let schema = Arc::new(self.schema.project(&wanted)?);
        let part = |batch: &RecordBatch| {
            let kinds = batch.column(Column::Kind as usize).as_string::<i32>();
            let mask: BooleanArray = kinds.iter().map(|k| Some(k == Some(kind))).collect();
            arrow_select::filter::filter_record_batch(&batch.project(&wanted)?, &mask)
        };
        let batches = self.batches.iter().map(part).collect::<Result<_, _>>()?;
        Ok(PyResultTable { schema, batches })
    }

    fn is_whole(&self) -> bool {
        self.schema.fields().len() == arrow::schema().fields().len()
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

    /// The claims alone.
    #[getter]
    fn claims(&self) -> PyArrowResult<PyResultTable> {
        use Column::*;
        self.only(
            "claim",
            &[
                Low, High, Comparator, Measure, Unit, Counted, About, Event, Change, PartOf, Flags, Source, SourceId, SourceKind, Cue,
                Quote, Certainty, Actors,
            ],
        )
    }

    /// The attributions alone.
    #[getter]
    fn attributions(&self) -> PyArrowResult<PyResultTable> {
        use Column::*;
        self.only("attribution", &[Source, SourceId, SourceKind, Cue, Quote, Certainty, Content])
    }

    /// The actors alone.
    #[getter]
    fn actors(&self) -> PyArrowResult<PyResultTable> {
        use Column::*;
        self.only("actor", &[Actor, ActorType, Country, Roles, Aliases, Mentions])
    }

    /// The texts that could not be analysed, each with the reason in `text`.
    #[getter]
    fn errors(&self) -> PyArrowResult<PyResultTable> {
        self.only("error", &[])
    }

    /// As a `pyarrow.Table`.
    fn to_pyarrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("pyarrow")?.call_method1("table", (slf,))
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

impl PyResultTable {
    fn only(&self, kind: &str, columns: &[Column]) -> PyArrowResult<PyResultTable> {
        if self.is_whole() {
            return self.of_kind(kind, columns);
        }
        Err(pyo3::exceptions::PyAttributeError::new_err("this table holds one kind already").into())
    }
}
