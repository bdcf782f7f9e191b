//! What Python hands over: a list of strings, an Arrow array of strings, or an Arrow table with a column of texts.
//!
//! Whoever speaks the Arrow PyCapsule interface is read without a copy; other string types of Arrow, and numbers or dates as
//! ids and dates, are cast.

use std::sync::Arc;

use arrow_array::builder::LargeStringBuilder;
use arrow_array::cast::AsArray as _;
use arrow_array::{Array, ArrayRef, LargeStringArray, StructArray};
use arrow_cast::cast;
use arrow_schema::DataType;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyString;
use pyo3_arrow::input::AnyArray;

use crate::run::{Fields, Role, table_role};

/// Texts with what belongs to them, column by column.
#[derive(Clone, Debug)]
pub struct Texts {
    text: LargeStringArray,
    id: Option<LargeStringArray>,
    date: Option<LargeStringArray>,
    title: Option<LargeStringArray>,
}

/// One text with what belongs to it.
#[derive(Clone, Copy, Debug)]
pub struct Text<'t> {
    /// None where the input has a null.
    pub text: Option<&'t str>,
    /// The input's id.
    pub id: Option<&'t str>,
    /// The date as given.
    pub date: Option<&'t str>,
    /// The title as given.
    pub title: Option<&'t str>,
}

/// The columns that the caller named; none = the usual names.
#[derive(Clone, Copy, Debug, Default)]
pub struct Names<'n> {
    /// The column of texts.
    pub text: Option<&'n str>,
    /// The column of ids.
    pub id: Option<&'n str>,
    /// The column of dates.
    pub date: Option<&'n str>,
    /// The column of titles.
    pub title: Option<&'n str>,
}

impl Texts {
    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Text `n`.
    pub fn get(&self, n: usize) -> Text<'_> {
        Text { text: value(&self.text, n), id: optional(&self.id, n), date: optional(&self.date, n), title: optional(&self.title, n) }
    }

    /// What text `n` is called, when `before` texts stand before these: its id, or its number.
    pub fn name(&self, n: usize, before: usize) -> String {
        optional(&self.id, n).map_or_else(|| (before + n + 1).to_string(), str::to_string)
    }

    /// How many bytes text `n` has.
    pub fn bytes(&self, n: usize) -> usize {
        self.text.value_length(n) as usize
    }
}

fn value(column: &LargeStringArray, n: usize) -> Option<&str> {
    column.is_valid(n).then(|| column.value(n))
}

fn optional(column: &Option<LargeStringArray>, n: usize) -> Option<&str> {
    value(column.as_ref()?, n)
}

/// Reads whatever Python handed over: one `Texts` for each piece that it comes in.
///
/// # Errors
/// When it is neither strings nor Arrow, or a column that was named is not there.
pub fn read(given: &Bound<'_, PyAny>, ids: Option<&Bound<'_, PyAny>>, names: Names<'_>) -> PyResult<Vec<Texts>> {
    if given.is_instance_of::<PyString>() {
        return Err(PyTypeError::new_err("texts must be several: for one text call extract(text), or pass a list"));
    }
    let pieces = arrays(given)?;
    let tables = pieces.iter().any(|piece| matches!(piece.data_type(), DataType::Struct(_)));
    if tables {
        if ids.is_some() {
            return Err(PyValueError::new_err("ids belong to a list or an array of texts; for a table name its column with id=…"));
        }
        return pieces.iter().map(|piece| from_table(piece.as_struct(), names)).collect();
    }
    if names.text.or(names.id).or(names.date).or(names.title).is_some() {
        return Err(PyValueError::new_err("column names belong to a table of texts; this is a list or an array"));
    }
    let mut ids = ids.map(arrays).transpose()?.map(|all| one(&all)).transpose()?;
    let length: usize = pieces.iter().map(Array::len).sum();
    if let Some(ids) = ids.as_ref().filter(|ids| ids.len() != length) {
        return Err(PyValueError::new_err(format!("there are {length} texts and {} ids", ids.len())));
    }
    let piece = |piece: &ArrayRef| {
        let text = strings(piece, "the texts", false)?;
        let id = ids.as_mut().map(|rest| {
            let mine = rest.slice(0, text.len());
            *rest = rest.slice(text.len(), rest.len() - text.len());
            mine
        });
        Ok(Texts { text, id, date: None, title: None })
    };
    pieces.iter().map(piece).collect()
}

/// The arrays behind an Arrow object, or one made from a sequence of strings.
fn arrays(given: &Bound<'_, PyAny>) -> PyResult<Vec<ArrayRef>> {
    if given.hasattr("__arrow_c_array__")? || given.hasattr("__arrow_c_stream__")? {
        let all: AnyArray = given.extract()?;
        return Ok(all.into_chunked_array()?.into_inner().0);
    }
    let mut builder = LargeStringBuilder::new();
    for item in given.try_iter().map_err(|_| PyTypeError::new_err("texts must be strings or Arrow: a list, an array or a table"))? {
        let item = item?;
        if item.is_none() {
            builder.append_null();
        } else {
            builder.append_value(item.cast::<PyString>()?.to_cow()?);
        }
    }
    Ok(vec![Arc::new(builder.finish())])
}

/// All pieces of a column as one.
fn one(pieces: &[ArrayRef]) -> PyResult<LargeStringArray> {
    let all: Vec<LargeStringArray> = pieces.iter().map(|piece| strings(piece, "the ids", true)).collect::<PyResult<_>>()?;
    let parts: Vec<&dyn Array> = all.iter().map(|a| a as &dyn Array).collect();
    match parts.as_slice() {
        [] => Ok(LargeStringArray::new_null(0)),
        parts => Ok(arrow_select::concat::concat(parts).map_err(fault)?.as_string().clone()),
    }
}

fn fault(error: arrow_schema::ArrowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// The strings of a column; what is written as one word (numbers, dates) may stand for them in ids and dates, but not in texts.
fn strings(column: &ArrayRef, what: &str, words: bool) -> PyResult<LargeStringArray> {
    let kind = match column.data_type() {
        DataType::Dictionary(_, values) => values,
        other => other,
    };
    let fits = kind.is_string() || kind.is_null() || words && (kind.is_numeric() || kind.is_temporal());
    let cast = if fits { cast(column, &DataType::LargeUtf8).ok() } else { None };
    let cast = cast.ok_or_else(|| PyTypeError::new_err(format!("{what} are of type {}, not strings", column.data_type())))?;
    Ok(cast.as_string().clone())
}

/// Picks the columns of a table: those that were named, else the best of the usual names.
fn from_table(table: &StructArray, names: Names<'_>) -> PyResult<Texts> {
    let (usual, columns) = (Fields::default(), table.column_names());
    let find = |name: Option<&str>, wanted: fn(Role) -> Option<usize>| match name {
        Some(name) => columns
            .iter()
            .position(|c| *c == name)
            .map(Some)
            .ok_or_else(|| PyValueError::new_err(format!("no column {name:?}; there are {}", columns.join(", ")))),
        None => {
            let ranked = columns.iter().enumerate().filter_map(|(n, c)| Some((table_role(&usual, c).and_then(wanted)?, n)));
            Ok(ranked.min().map(|(_, n)| n))
        }
    };
    let text = find(names.text, |r| if let Role::Text(rank) = r { Some(rank) } else { None })?;
    let id = find(names.id, |r| if let Role::Id(rank) = r { Some(rank) } else { None })?;
    let date = find(names.date, |r| if let Role::Date(rank) = r { Some(rank) } else { None })?;
    let title = find(names.title, |r| if let Role::Title(rank) = r { Some(rank) } else { None })?;
    let Some(text) = text else {
        return Err(PyValueError::new_err(format!("no column of texts among {}; name it with text=…", columns.join(", "))));
    };
    let cells = |n: usize, words| strings(table.column(n), &format!("the values of {:?}", columns[n]), words);
    let column = |n| cells(n, true);
    Ok(Texts {
        text: cells(text, false)?,
        id: id.map(column).transpose()?,
        date: date.map(column).transpose()?,
        title: title.map(column).transpose()?,
    })
}
