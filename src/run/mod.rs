//! The job: inputs in, one output out, on all cores, in order, with every fault kept to the document it belongs to.
//!
//! This is the only room that touches files and threads. Workers take pieces of the input in order ([`source`]), analyse and
//! format them ([`work`]), and hand the bytes to one writer that puts them in order again ([`ordered`]).
//!
//! [`source`]: self
//! [`work`]: self
//! [`ordered`]: self

mod compare;
mod cut;
mod decode;
mod fields;
mod filter;
pub mod fixtures;
mod formats;
mod inputs;
mod json;
mod ordered;
mod output;
mod overlay;
mod page;
mod panics;
mod progress;
mod report;
mod rows;
mod shard;
mod source;
mod stream;
mod summary;
mod table;
mod transcode;
mod warc;
mod work;

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

#[cfg(feature = "python")]
pub(crate) use compare::earlier as compared_before;
pub use compare::{Compared, Comparison, Shape, compare};
pub use fields::Fields;
#[cfg(feature = "python")]
pub(crate) use fields::{Role, day, table_role};
pub use formats::InputFormat;
pub use output::stop_writing;
pub use overlay::read_overlay;
#[cfg(feature = "python")]
pub(crate) use panics::caught;
pub use panics::keep_panics_quiet;
pub use progress::{Progress, Snapshot, survey};
pub use report::report;
pub use shard::Shard;
#[cfg(feature = "python")]
pub(crate) use stream::MAX_DOCUMENT;
pub use summary::Summary;

use crate::Extractor;
use crate::emit::{About, Layout, Writer};
use output::Output;
use source::Producer;

/// What a scan is asked to do. Nothing here has been opened yet.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Files and folders; `-` is standard input, and so is none at all.
    pub paths: Vec<PathBuf>,
    /// Where the result goes; none = standard output.
    pub output: Option<PathBuf>,
    /// What is written, and how.
    pub layout: Layout,
    /// How many threads work.
    pub threads: usize,
    /// What a file says about how it was made, where its format has a place for that.
    pub about: About,
    /// Counters to move on, for whoever shows how far the run is.
    pub progress: Option<Arc<Progress>>,
    /// Where JSON and table inputs hold text, id, title and date.
    pub fields: Fields,
    /// What standard input and named files hold, whatever their endings, and files in folders whose endings say nothing.
    pub input: Option<InputFormat>,
    /// A line that cannot be used is answered by a line with its id and what is wrong (JSON Lines in and out).
    pub filter: bool,
    /// The share of the documents that is done; none = all.
    pub shard: Option<Shard>,
}

/// Why a run could not be carried out at all.
#[derive(Debug)]
pub struct RunError {
    /// The file that is at fault.
    pub path: PathBuf,
    /// What is wrong with it.
    pub reason: String,
}

impl std::fmt::Display for RunError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.reason)
    }
}

impl std::error::Error for RunError {}

/// Scans the inputs and writes the output; one line on `messages` for every input that failed or needs a word.
///
/// ```
/// use onrecord::run::{self, Settings};
///
/// let folder = tempfile::tempdir()?;
/// std::fs::write(folder.path().join("a.txt"), "Some 40 soldiers were wounded, the ministry said.")?;
/// let settings = Settings { paths: vec![folder.path().into()], threads: 2, ..Settings::default() };
/// let (mut table, mut messages) = (Vec::new(), Vec::new());
/// let summary = run::scan(&onrecord::Extractor::new()?, &settings, &mut table, &mut messages)?;
/// assert_eq!((summary.documents, summary.failures), (1, 0));
/// assert!(String::from_utf8(table)?.contains("Some 40"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Only when the output cannot be written; an input that cannot be read is counted in the summary. A reader who closes the
/// pipe ends the run without an error.
pub fn scan(
    extractor: &Extractor,
    settings: &Settings,
    standard_output: &mut (dyn Write + Send),
    messages: &mut (dyn Write + Send),
) -> Result<Summary, RunError> {
    let path = settings.output.clone().unwrap_or_else(|| PathBuf::from("standard output"));
    let fail = |error: io::Error| RunError { path: path.clone(), reason: plain(&error) };
    let assembly = settings.layout.format.assembly(&settings.about).map_err(fail)?;
    let mut output = Output::open(settings.output.as_deref(), standard_output, assembly).map_err(fail)?;
    let mut header = Vec::new();
    Writer::new(settings.layout).header(&mut header);
    let started = std::time::Instant::now();
    let producer = Producer::new(settings);
    let written = output
        .write_all(&header)
        .and_then(|()| ordered::run(producer, settings.threads, &mut output, messages, || work::Worker::new(extractor, settings)));
    let mut summary = match written {
        Ok(summary) => summary,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(Summary { closed: true, ..Summary::default() }),
        Err(error) => return Err(fail(error)),
    };
    if summary.documents == 0 && summary.failures > 0 {
        // Nothing could be read: a table of an earlier run is worth more than an empty one.
        summary.seconds = started.elapsed().as_secs_f64();
        return Ok(summary);
    }
    match output.commit() {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => summary.closed = true,
        other => other.map_err(fail)?,
    }
    summary.seconds = started.elapsed().as_secs_f64();
    Ok(summary)
}

/// An operating system's error without its number.
fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    match text.rfind(" (os error") {
        Some(at) => text[..at].to_string(),
        None => text,
    }
}
