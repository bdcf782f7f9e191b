//! The class `Extractor`: one text to its record, many texts to a table.
//!
//! Texts are worked on with the interpreter's lock released. A text that cannot be analysed (null, too long, a fault of ours) is
//! one row of kind "error" that says why; it never takes the others with it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use arrow_array::RecordBatch;
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use rayon::prelude::*;

use super::table::PyResultTable;
use super::texts::{self, Names, Text, Texts};
use crate::emit::arrow::ArrowRows;
use crate::emit::{Cell, Column, Kinds, Record, RowSink as _, Rows};
use crate::lexicon::{DataFile, Lexicon};
use crate::run::{self, MAX_DOCUMENT};
use crate::{Extractor, Workspace};

/// So much text makes one batch of rows: enough to fill columns, little enough to share the work out evenly.
const BATCH_BYTES: usize = 256 << 10;

/// The user's own lexicon and rule files: a folder, or their contents by name.
#[derive(FromPyObject)]
enum Overlay {
    Folder(PathBuf),
    Files(BTreeMap<String, String>),
}

/// What is written of each text.
#[derive(Clone, Copy)]
struct Wanted {
    kinds: Kinds,
    mentions: bool,
}

/// Reads news articles and gives back what is on the record. Building one reads the lexicon; keep it and use it again. It may be
/// shared between threads.
#[pyclass(name = "Extractor", module = "onrecord", frozen)]
pub struct PyExtractor {
    extractor: Extractor,
    pool: Option<rayon::ThreadPool>,
    threads: Option<usize>,
    spare: Mutex<Vec<Workspace>>,
    /// Empty tables with the room that the last ones took.
    tables: Mutex<Vec<ArrowRows>>,
}

#[pymethods]
impl PyExtractor {
    #[new]
    #[pyo3(signature = (lexicon=None, *, threads=None))]
    fn new(py: Python<'_>, lexicon: Option<Overlay>, threads: Option<usize>) -> PyResult<Self> {
        let files = match lexicon {
            None => Vec::new(),
            Some(Overlay::Folder(folder)) => run::read_overlay(&folder).map_err(|e| PyOSError::new_err(e.to_string()))?,
            Some(Overlay::Files(files)) => files.into_iter().map(|(name, text)| DataFile { origin: name.clone(), name, text }).collect(),
        };
        let extractor = py.detach(|| Extractor::with_files(files)).map_err(|e| PyValueError::new_err(e.to_string()))?;
        let pool = match threads {
            Some(0) => return Err(PyValueError::new_err("threads must be 1 or more")),
            None | Some(1) => None,
            Some(n) => Some(rayon::ThreadPoolBuilder::new().num_threads(n).build().map_err(|e| PyOSError::new_err(e.to_string()))?),
        };
        Ok(PyExtractor { extractor, pool, threads, spare: Mutex::default(), tables: Mutex::default() })
    }

    /// The record of one text, as a dict.
    #[pyo3(signature = (text, id=None, date=None, title=None))]
    fn extract<'py>(
        &self,
        py: Python<'py>,
        text: &str,
        id: Option<&str>,
        date: Option<&Bound<'py, PyAny>>,
        title: Option<&str>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let date = date.map(|d| if d.hasattr("isoformat")? { d.call_method0("isoformat") } else { Ok(d.clone()) }).transpose()?;
        let date: Option<String> = date.map(|d| d.extract()).transpose()?;
        let given = Text { text: Some(text), id, date: date.as_deref(), title };
        let mut workspace = self.workspace();
        let json = py.detach(|| self.analysed(&given, "", &mut workspace, |record| serde_json::to_string(record).unwrap_or_default()));
        self.give_back(workspace, text.len());
        let json = json.map_err(PyValueError::new_err)?;
        Ok(py.import("json")?.call_method1("loads", (json,))?.cast_into()?)
    }

    /// The rows of many texts, as an Arrow table.
    #[pyo3(signature = (texts, ids=None, *, text=None, id=None, date=None, title=None, kinds=None, mentions=false))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn extract_table(
        &self,
        py: Python<'_>,
        texts: &Bound<'_, PyAny>,
        ids: Option<&Bound<'_, PyAny>>,
        text: Option<&str>,
        id: Option<&str>,
        date: Option<&str>,
        title: Option<&str>,
        kinds: Option<Vec<String>>,
        mentions: bool,
    ) -> PyResult<PyResultTable> {
        let wanted = Wanted { kinds: kinds.as_deref().map_or(Ok(Kinds::default()), read_kinds)?, mentions };
        let texts = texts::read(texts, ids, Names { text, id, date, title })?;
        Ok(PyResultTable::new(py.detach(|| self.batches(&texts, wanted))))
    }

    fn __repr__(&self) -> String {
        let threads = self.threads.map_or(String::new(), |n| format!("threads={n}"));
        format!("Extractor({threads})")
    }
}

impl PyExtractor {
    /// One with the built-in lexicon, on all cores.
    pub fn built_in(py: Python<'_>) -> PyResult<Self> {
        PyExtractor::new(py, None, None)
    }

    /// Its words.
    pub fn lexicon(&self) -> &Lexicon {
        self.extractor.lexicon()
    }

    fn workspace(&self) -> Workspace {
        self.spare.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    /// Keeps a workspace for the next text, unless a long one has made it large.
    fn give_back(&self, workspace: Workspace, bytes: usize) {
        if bytes < 1 << 20 {
            self.spare.lock().unwrap_or_else(PoisonError::into_inner).push(workspace);
        }
    }

    fn batches(&self, texts: &[Texts], wanted: Wanted) -> Vec<RecordBatch> {
        self.each_part(texts, |piece, before, part, workspace| {
            let mut worker = Worker { extractor: self, wanted, workspace, rows: Rows::default() };
            let mut out = self.tables.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
            for n in part {
                worker.document(&piece.get(n), &piece.name(n, before), &mut out);
            }
            let batch = out.finish();
            self.tables.lock().unwrap_or_else(PoisonError::into_inner).push(out);
            batch
        })
    }

    /// Does `work` for parts of `texts` of about the same size, on all threads that the extractor may use: it is given a piece, how
    /// many texts stand before it, the numbers of the part's texts in the piece, and a workspace. The results are in order.
    pub fn each_part<R: Send>(&self, texts: &[Texts], work: impl Fn(&Texts, usize, Range<usize>, &mut Workspace) -> R + Sync) -> Vec<R> {
        let mut before = 0;
        let mut parts = Vec::new();
        for piece in texts {
            parts.extend(shared_out(piece).into_iter().map(|part| (piece, before, part)));
            before += piece.len();
        }
        let one = |(piece, before, part): (&Texts, usize, Range<usize>)| {
            let mut workspace = self.workspace();
            let largest = part.clone().map(|n| piece.bytes(n)).max().unwrap_or(0);
            let done = work(piece, before, part, &mut workspace);
            self.give_back(workspace, largest);
            done
        };
        match (&self.pool, self.threads) {
            (_, Some(1)) => parts.into_iter().map(one).collect(),
            (Some(pool), _) => pool.install(|| parts.into_par_iter().map(one).collect()),
            (None, _) => parts.into_par_iter().map(one).collect(),
        }
    }

    /// Analyses one text, kept apart from the others: whatever goes wrong is the text's own fault line.
    pub fn analysed<R>(
        &self,
        given: &Text<'_>,
        name: &str,
        workspace: &mut Workspace,
        then: impl FnOnce(&Record<'_>) -> R,
    ) -> Result<R, String> {
        let text = given.text.ok_or("there is no text: the value is null")?;
        if text.len() > MAX_DOCUMENT {
            return Err(format!("a text of more than {} MB", MAX_DOCUMENT >> 20));
        }
        let done = run::caught(|| {
            self.extractor.with_record(text, workspace, |mut record| {
                record.doc = given.id.unwrap_or(name).into();
                if let Some(title) = given.title {
                    record.title = Some(title.into());
                }
                record.date = given.date.map(run::day);
                then(&record)
            })
        });
        if done.is_err() {
            // A panic may have left it half filled.
            *workspace = Workspace::default();
        }
        done
    }
}

/// Cuts texts into parts of about the same size.
fn shared_out(texts: &Texts) -> Vec<Range<usize>> {
    let (mut parts, mut start, mut size) = (Vec::<Range<usize>>::new(), 0, 0);
    for n in 0..texts.len() {
        size += texts.bytes(n);
        if size >= BATCH_BYTES {
            parts.push(start..n + 1);
            (start, size) = (n + 1, 0);
        }
    }
    // What is left over is not worth a batch of its own when it is little.
    match parts.last_mut() {
        Some(last) if size < BATCH_BYTES / 2 => last.end = texts.len(),
        _ if start < texts.len() => parts.push(start..texts.len()),
        _ => {}
    }
    parts
}

struct Worker<'e> {
    extractor: &'e PyExtractor,
    wanted: Wanted,
    workspace: &'e mut Workspace,
    rows: Rows,
}

impl Worker<'_> {
    /// Appends the rows of one text, or a row that says why there are none.
    fn document(&mut self, given: &Text<'_>, name: &str, out: &mut ArrowRows) {
        let before = out.len();
        let rows = &mut self.rows;
        let Wanted { kinds, mentions } = self.wanted;
        let done = self.extractor.analysed(given, name, self.workspace, |record| {
            rows.each(record, kinds, mentions, &mut out.document());
        });
        let fault = match done {
            Ok(()) if !out.is_full() => return,
            Ok(()) => "its rows need more than 2 GB".to_string(),
            Err(reason) => reason,
        };
        out.truncate(before);
        let mut row = out.document();
        row.set(Column::Doc, Cell::Text(name));
        row.set(Column::Kind, Cell::Word("error"));
        row.set(Column::Text, Cell::Text(&fault));
        row.end_row();
    }
}

fn read_kinds(names: &[String]) -> PyResult<Kinds> {
    let mut kinds = Kinds { claims: false, attributions: false, actors: false };
    for name in names {
        match name.as_str() {
            "claims" => kinds.claims = true,
            "attributions" => kinds.attributions = true,
            "actors" => kinds.actors = true,
            other => {
                return Err(PyValueError::new_err(format!("no kind {other:?}; there are claims, attributions and actors")));
            }
        }
    }
    Ok(kinds)
}
