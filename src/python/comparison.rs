//! The class `Comparison`: claims of many texts, gathered here or elsewhere, and the groups of those that count one thing.
//!
//! What is gathered is a set, and putting two together is its union, so parts of a large collection can be gathered anywhere,
//! sent as bytes and merged in any order.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use serde::{Deserialize, Serialize};

use super::extractor::PyExtractor;
use super::table::PyResultTable;
use super::texts::{self, Names};
use crate::compare::{DAYS, Merge, Reader, arrow};
use crate::run;

/// The claims of many texts, to be compared. Gathering is associative and free of order, and what is added twice counts once.
#[pyclass(name = "Comparison", module = "onrecord", frozen)]
pub struct PyComparison {
    extractor: Py<PyExtractor>,
    state: Mutex<State>,
}

/// What is gathered.
#[derive(Default)]
struct State {
    merge: Merge,
    failures: Failures,
}

/// The texts that could not be analysed, each with the reason.
type Failures = BTreeSet<(String, String)>;

/// The first line of the bytes.
#[derive(Serialize, Deserialize)]
struct Head {
    failures: Failures,
}

#[pymethods]
impl PyComparison {
    #[new]
    #[pyo3(signature = (extractor=None))]
    fn new(py: Python<'_>, extractor: Option<Py<PyExtractor>>) -> PyResult<Self> {
        let extractor = extractor.map_or_else(|| Py::new(py, PyExtractor::built_in(py)?), Ok)?;
        Ok(PyComparison { extractor, state: Mutex::default() })
    }

    /// Adds the claims of texts, which are given as to `Extractor.extract_table`.
    #[pyo3(signature = (texts, ids=None, *, text=None, id=None, date=None, title=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn add_texts(
        &self,
        py: Python<'_>,
        texts: &Bound<'_, PyAny>,
        ids: Option<&Bound<'_, PyAny>>,
        text: Option<&str>,
        id: Option<&str>,
        date: Option<&str>,
        title: Option<&str>,
    ) -> PyResult<()> {
        let texts = texts::read(texts, ids, Names { text, id, date, title })?;
        let extractor = self.extractor.get();
        py.detach(|| {
            let reader = Reader::new(extractor.lexicon());
            let parts = extractor.each_part(&texts, |piece, before, part, workspace| {
                let mut gathered = State::default();
                for n in part {
                    let (given, name) = (piece.get(n), piece.name(n, before));
                    match extractor.analysed(&given, &name, workspace, |record| reader.sightings(record)) {
                        Ok(sightings) => gathered.merge.extend(sightings),
                        Err(reason) => drop(gathered.failures.insert((name, reason))),
                    }
                }
                gathered
            });
            let mut state = self.state();
            parts.into_iter().for_each(|part| state.add(part));
        });
        Ok(())
    }

    /// Adds the claims of records: dicts as `Extractor.extract` gives them, or lines that `onrecord scan --format jsonl` or
    /// `onrecord compare --format jsonl` wrote.
    fn add_records(&self, records: &Bound<'_, PyAny>) -> PyResult<()> {
        let py = records.py();
        let reader = Reader::new(self.extractor.get().lexicon());
        let dumps = py.import("json")?.getattr("dumps")?;
        let (mut lines, mut count) = (Vec::new(), 0);
        for record in records.try_iter()? {
            let record = record?;
            let json = if record.is_instance_of::<PyString>() { record } else { dumps.call1((record,))? };
            count += 1;
            let wrong = |reason: &str| PyValueError::new_err(format!("record {count}: {reason}"));
            run::compared_before(&json.extract::<String>()?, &reader, &mut lines)
                .ok_or_else(|| wrong("it has no claims, attributions and actors; texts go to add_texts"))?
                .map_err(|reason| wrong(&reason))?;
        }
        self.state().merge.read(&lines).map_err(|e| PyRuntimeError::new_err(e.to_string()))
    }

    /// Adds everything of the bytes of another one.
    fn merge(&self, py: Python<'_>, state: &[u8]) -> PyResult<()> {
        let part =
            py.detach(|| State::from_bytes(state)).map_err(|e| PyValueError::new_err(format!("not the bytes of a comparison: {e}")))?;
        self.state().add(part);
        Ok(())
    }

    /// Everything that is gathered, as bytes.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = py.detach(|| self.state().to_bytes())?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// The groups, a row a claim.
    #[pyo3(signature = (*, days=DAYS, documents=1, alone=false))]
    fn table(&self, py: Python<'_>, days: u32, documents: usize, alone: bool) -> PyResult<PyResultTable> {
        let batches = py.detach(|| {
            let state = self.state();
            let mut groups = state.merge.groups(days);
            groups.retain(|g| g.is_shown(alone, documents));
            arrow::batches(&groups, state.failures.iter().map(|(doc, reason)| (doc.as_str(), reason.as_str())))
        });
        let batches = batches.map_err(|e| PyRuntimeError::new_err(e.to_string()))?;
        Ok(PyResultTable::with_schema(arrow::schema(), batches))
    }

    /// How many claims can be compared.
    fn __len__(&self) -> usize {
        self.state().merge.len()
    }

    fn __repr__(&self) -> String {
        format!("<onrecord.Comparison: {} claims>", self.__len__())
    }
}

impl PyComparison {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn add(&mut self, other: State) {
        self.merge.merge(other.merge);
        self.failures.extend(other.failures);
    }

    fn to_bytes(&self) -> std::io::Result<Vec<u8>> {
        let mut lines = serde_json::to_vec(&Head { failures: self.failures.clone() })?;
        lines.push(b'\n');
        self.merge.write(&mut lines);
        zstd::encode_all(&lines[..], 0)
    }

    fn from_bytes(bytes: &[u8]) -> std::io::Result<State> {
        let lines = zstd::decode_all(bytes)?;
        let end = lines.iter().position(|b| *b == b'\n').unwrap_or(lines.len());
        let mut state = State { failures: serde_json::from_slice::<Head>(&lines[..end])?.failures, ..State::default() };
        state.merge.read(&lines[end..])?;
        Ok(state)
    }
}
