//! What a run did: counts for the summary line, and the messages that go with the documents.

use std::fmt;

use crate::emit::RowCounts;

/// One line for the user about an input.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    /// The path, with a line where there is one.
    pub place: String,
    /// What happened.
    pub reason: String,
    /// The input could not be used; otherwise it was, and this is only worth knowing.
    pub failure: bool,
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.reason)
    }
}

/// The counts of a run.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Summary {
    /// Documents that were analysed.
    pub documents: u64,
    /// Rows (in JSON Lines: extractions) by kind.
    pub rows: RowCounts,
    /// Documents or files that could not be.
    pub failures: u64,
    /// Files in folders whose endings are not read.
    pub other_files: u64,
    /// Bytes of text.
    pub bytes: u64,
    /// How long it took.
    pub seconds: f64,
    /// The reader closed the pipe before the end.
    pub closed: bool,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |n: u64, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
        write!(
            f,
            "{}: {}, {}, {}; {}",
            count(self.documents, "document", "documents"),
            count(self.rows.claims, "claim", "claims"),
            count(self.rows.attributions, "attribution", "attributions"),
            count(self.rows.actors, "actor", "actors"),
            count(self.failures, "failure", "failures"),
        )?;
        if self.other_files > 0 {
            write!(f, "; {} of other kinds left out", count(self.other_files, "file", "files"))?;
        }
        let megabytes = self.bytes as f64 / 1e6;
        write!(f, "; {megabytes:.1} MB in {:.1} s, {:.0} MB/s", self.seconds, megabytes / self.seconds.max(1e-6))
    }
}
