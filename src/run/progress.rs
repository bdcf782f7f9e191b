//! How far a run is, for whoever wants to show it: counters that the writer moves on, and a survey of what there is to read.
//!
//! Nothing is counted or listed twice unless somebody asks: without a `Progress` in the settings a run does none of this.

use std::fs;
use std::sync::atomic::{AtomicU64, Ordering};

use super::Settings;
use super::formats::Packing;
use super::inputs::{Input, Inputs};

/// The counters of a run that is under way.
#[derive(Debug, Default)]
pub struct Progress {
    documents: AtomicU64,
    read: AtomicU64,
    failures: AtomicU64,
}

/// The counters at one moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Snapshot {
    /// Documents that are written.
    pub documents: u64,
    /// Bytes of input that are done, unpacked.
    pub read: u64,
    /// Inputs that failed.
    pub failures: u64,
}

impl Progress {
    /// The counters now.
    pub fn now(&self) -> Snapshot {
        let of = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Snapshot { documents: of(&self.documents), read: of(&self.read), failures: of(&self.failures) }
    }

    pub(super) fn add(&self, more: Snapshot) {
        self.documents.fetch_add(more.documents, Ordering::Relaxed);
        self.read.fetch_add(more.read, Ordering::Relaxed);
        self.failures.fetch_add(more.failures, Ordering::Relaxed);
    }
}

/// What there is to read: files and their bytes; no bytes when that cannot be known (a packed file, standard input).
pub fn survey(settings: &Settings) -> (u64, Option<u64>) {
    // Of a share of the documents nobody knows the bytes.
    let (mut files, mut bytes) = (0, settings.shard.is_none().then_some(0));
    for input in Inputs::new(&settings.paths, settings.output.as_deref(), settings.input) {
        match input {
            Input::File(path, _, packing) => {
                files += 1;
                let size = fs::metadata(&path).ok().filter(|m| m.is_file() && packing == Packing::None).map(|m| m.len());
                bytes = bytes.zip(size).map(|(sum, size)| sum + size);
            }
            Input::Stdin => bytes = None,
            Input::Unreadable(..) | Input::LeftOut(..) => {}
        }
    }
    (files, bytes)
}
