//! The Python package: the same extractor in the same process, on Python's strings and on Arrow.
//!
//! Built only with the feature `python` (by maturin with `wheel`, see `pyproject.toml`). This room translates: Python values in,
//! Python values out ([`texts`], [`table`]); the work is done with the interpreter's lock released, on all cores ([`extractor`]).
//! What it offers is described in `onrecord/__init__.py` and `onrecord/_onrecord.pyi` beside this file.
//!
//! [`texts`]: self
//! [`table`]: self
//! [`extractor`]: self

mod comparison;
mod extractor;
mod table;
mod texts;

use pyo3::prelude::*;

/// An allocator for our own memory only: Python and the other libraries of the process keep theirs.
#[cfg(feature = "wheel")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The compiled part of the package `onrecord`.
#[pymodule]
mod _onrecord {
    #[pymodule_export]
    use super::comparison::PyComparison;
    #[pymodule_export]
    use super::extractor::PyExtractor;
    #[pymodule_export]
    use super::table::PyResultTable;

    use super::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        crate::run::keep_panics_quiet();
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
