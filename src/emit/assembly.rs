//! File formats that one thread puts together from what the workers packed, because their bytes cannot just be joined.

use std::io::{self, Write};

/// What a file says about how it was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Names and values, in order: version, digest of the lexicon, options.
    pub facts: Vec<(String, String)>,
}

/// A file that is being put together. Pieces come in the order of the documents, for every number of threads.
pub trait Assembly: Send {
    /// Adds what a worker packed.
    ///
    /// # Errors
    /// When what holds the pieces cannot be written.
    fn add(&mut self, packed: &[u8]) -> io::Result<()>;

    /// Writes the file.
    ///
    /// # Errors
    /// When it cannot be written.
    fn finish(self: Box<Self>, out: &mut (dyn Write + Send)) -> io::Result<()>;
}
