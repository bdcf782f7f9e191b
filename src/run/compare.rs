//! The comparison as a run: articles are scanned and the results of earlier runs are read, on all cores, and all that is kept of
//! either is what a claim's comparison needs. The groups are made at the end.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::output::Output;
use super::source::Producer;
use super::summary::Summary;
use super::{RunError, Settings, ordered, plain, work};
use crate::compare::{self, Group, Merge, Reader};
use crate::emit::{Assembly, Dialect};
use crate::{Extractor, Record};

/// How the groups are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// For people, in a terminal.
    Text,
    /// A row a claim.
    Table(Dialect),
    /// A line a group; always all groups, so that it can be compared again.
    Lines,
}

/// What is compared and shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Comparison {
    /// How.
    pub shape: Shape,
    /// How many days apart the documents of one event may be published.
    pub days: u32,
    /// Only groups of at least this many documents.
    pub documents: usize,
    /// Also claims that nothing compares with.
    pub alone: bool,
}

/// What a comparison found.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Compared {
    /// Claims that can be compared.
    pub claims: usize,
    /// Groups by relation, in the order of `Relation`: alone, repeat, refine, revise, contradict.
    pub groups: [usize; 5],
}

impl std::fmt::Display for Compared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [alone, repeat, refine, revise, contradict] = self.groups;
        write!(
            f,
            "{} claims compared: {contradict} groups contradict, {revise} revise, {refine} refine, {repeat} repeat; {alone} claims alone",
            self.claims
        )
    }
}

/// Compares the claims of the inputs, which are articles, records that `scan` wrote as JSON Lines, and JSON Lines of this
/// function itself, in any mixture.
///
/// # Errors
/// As for [`super::scan`]. The layout of the settings is not used.
pub fn compare(
    extractor: &Extractor,
    settings: &Settings,
    comparison: Comparison,
    standard_output: &mut (dyn Write + Send),
    messages: &mut (dyn Write + Send),
) -> Result<(Summary, Compared), RunError> {
    let path = settings.output.clone().unwrap_or_else(|| "standard output".into());
    let fail = |error: io::Error| RunError { path: path.clone(), reason: plain(&error) };
    let found = Arc::new(Mutex::new(Compared::default()));
    let collection = Collection { comparison, merge: Merge::new(), found: Arc::clone(&found) };
    let mut output = Output::open(settings.output.as_deref(), standard_output, Some(Box::new(collection))).map_err(fail)?;
    let started = std::time::Instant::now();
    let worker = || work::Worker::comparing(extractor, settings);
    let mut summary = ordered::run(Producer::new(settings), settings.threads, &mut output, messages, worker).map_err(fail)?;
    if summary.documents > 0 || summary.failures == 0 {
        match output.commit() {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => summary.closed = true,
            other => other.map_err(fail)?,
        }
    }
    summary.seconds = started.elapsed().as_secs_f64();
    let found = *found.lock().unwrap_or_else(PoisonError::into_inner);
    Ok((summary, found))
}

/// Appends the claims of a record that can be compared.
pub(super) fn sightings(reader: &Reader<'_>, record: &Record<'_>, out: &mut Vec<u8>) {
    compare::write(&reader.sightings(record), out);
}

/// What tells the result of an earlier run from an article.
#[derive(Deserialize)]
struct Shown {
    claims: Option<IgnoredAny>,
    attributions: Option<IgnoredAny>,
    actors: Option<IgnoredAny>,
    sightings: Option<IgnoredAny>,
}

/// Reads a line that an earlier run wrote and appends its claims; none when it is an article.
///
/// # Errors
/// With what is wrong with it.
pub(crate) fn earlier(json: &str, reader: &Reader<'_>, out: &mut Vec<u8>) -> Option<Result<(), String>> {
    let shown: Shown = serde_json::from_str(json).ok()?;
    let wrong = |what: &str, error: serde_json::Error| {
        let text = error.to_string();
        let reason = text.rfind(" at line ").map_or(text.as_str(), |at| &text[..at]);
        format!("not {what}: {reason} at column {}", error.column())
    };
    if shown.sightings.is_some() {
        return Some(match compare::read_line(json) {
            Ok(sightings) => {
                compare::write(&sightings, out);
                Ok(())
            }
            Err(error) => Err(wrong("a group as `compare --format jsonl` writes it", error)),
        });
    }
    if shown.claims.is_none() || shown.attributions.is_none() || shown.actors.is_none() {
        return None;
    }
    Some(match serde_json::from_str::<Record<'static>>(json) {
        Ok(record) if record.actors.is_empty() && record.claims.iter().any(|c| !c.actors.is_empty() || c.source.is_some()) => {
            Err("the actors are missing, without which claims cannot be compared; write it again without --kinds".into())
        }
        Ok(record) => {
            sightings(reader, &record, out);
            Ok(())
        }
        Err(error) => Err(wrong("a record as `scan --format jsonl` writes it", error)),
    })
}

/// Collects the claims, and shows the groups at the end.
struct Collection {
    comparison: Comparison,
    merge: Merge,
    found: Arc<Mutex<Compared>>,
}

impl Assembly for Collection {
    fn add(&mut self, packed: &[u8]) -> io::Result<()> {
        Ok(self.merge.read(packed)?)
    }

    fn finish(self: Box<Self>, out: &mut (dyn Write + Send)) -> io::Result<()> {
        let comparison = self.comparison;
        let mut groups: Vec<Group<'_>> = self.merge.groups(comparison.days);
        let mut found = Compared { claims: self.merge.len(), ..Compared::default() };
        for group in &groups {
            found.groups[group.relation as usize] += 1;
        }
        *self.found.lock().unwrap_or_else(PoisonError::into_inner) = found;
        if comparison.shape != Shape::Lines {
            groups.retain(|g| g.is_shown(comparison.alone, comparison.documents));
        }
        let mut bytes = Vec::new();
        match comparison.shape {
            Shape::Text => compare::text(&groups, &mut bytes),
            Shape::Table(dialect) => compare::table(&groups, dialect, &mut bytes),
            Shape::Lines => compare::lines(&groups, &mut bytes),
        }
        out.write_all(&bytes)
    }
}
