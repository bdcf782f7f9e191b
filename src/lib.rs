//! `onrecord` reads raw English news articles and writes down what is on the record: every numeric claim, every attributed
//! source, every named actor, and how they hang together.
//!
//! A text goes through the house in one direction: `text` cuts it into tokens, [`lexicon`] knows the words, `segment` finds zones,
//! sentences and quotations, `annotate` tags and groups the words, [`extract`] finds claims, attributions and names, [`link`] ties
//! them to one another, and [`emit`] makes the [`Record`] and its bytes. [`Extractor`] is all of that in one call; [`run`] does it
//! for folders of files on all cores, [`compare`] puts the claims of many documents side by side, and [`score`] tells how right it
//! was against gold.
//!
//! ```
//! let extractor = onrecord::Extractor::new()?;
//! let record = extractor.extract("Over 1,100 soldiers were killed, the ministry said.");
//! assert_eq!(record.claims[0].low, Some(1100.0));
//! assert_eq!(record.claims[0].counted.as_deref(), Some("soldiers"));
//! assert_eq!(record.attributions[0].source.text, "the ministry");
//! # Ok::<(), onrecord::DataError>(())
//! ```
//!
//! One [`Extractor`] serves any number of threads. For many texts give each thread a [`Workspace`] and borrow the record:
//!
//! ```
//! let extractor = onrecord::Extractor::new()?;
//! let mut workspace = onrecord::Workspace::default();
//! let mut soldiers = 0.0;
//! for text in ["Some 40 soldiers were wounded.", "The army lost 12 soldiers, it said."] {
//!     extractor.with_record(text, &mut workspace, |record| {
//!         soldiers += record.claims.iter().filter(|c| c.unit == "soldier").filter_map(|c| c.low).sum::<f64>();
//!     });
//! }
//! assert_eq!(soldiers, 52.0);
//! # Ok::<(), onrecord::DataError>(())
//! ```
//!
//! # What may change
//!
//! What these pages show follows semantic versioning, and columns and fields are only ever added. What the stages hand to one
//! another is reachable for the tests, the benchmarks and the training of the weights, but not shown here; it may change with any
//! version.

#[doc(hidden)]
pub mod annotate;
pub mod compare;
pub mod emit;
pub mod extract;
pub mod lexicon;
pub mod link;
#[cfg(feature = "python")]
mod python;
pub mod run;
pub mod score;
#[doc(hidden)]
pub mod segment;
#[doc(hidden)]
pub mod text;

pub use emit::Record;
pub use lexicon::{DataError, DataFile, Lexicon};
#[doc(hidden)]
pub use text::Document;

use std::sync::Arc;

use extract::{Context, Rules};
use sha2::{Digest as _, Sha256};
use text::Analysis;

/// The built-in rules, lexicon and weights as the build script packed them.
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/packed.bin"));

/// The tables that a thread fills again for every document.
#[derive(Debug, Default)]
pub struct Workspace {
    analysis: Analysis,
}

/// The whole pipeline for one text at a time. Cheap to share between threads; building it reads the lexicon and the rules.
#[derive(Debug)]
pub struct Extractor {
    lexicon: Lexicon,
    rules: Rules,
    /// The user's files, for the digest.
    overlay: Arc<[DataFile]>,
}

impl Extractor {
    /// The built-in lexicon and rules.
    ///
    /// # Errors
    /// None in practice: the built-in data are checked by the tests.
    pub fn new() -> Result<Self, DataError> {
        Self::with_overlay(&[])
    }

    /// The built-in lexicon and rules with the user's files laid over.
    ///
    /// ```
    /// use onrecord::{DataFile, Extractor};
    ///
    /// let names = DataFile { name: "titles.csv".into(), origin: "mine".into(), text: "entry,kind,gender\nGrandmufti,religious,\n".into() };
    /// let extractor = Extractor::with_overlay(&[names])?;
    /// let record = extractor.extract("Grandmufti Salim Darwazi said 40 pilgrims were lost.");
    /// assert_eq!(record.claims[0].source_name.as_deref(), Some("Salim Darwazi"));
    /// # Ok::<(), onrecord::DataError>(())
    /// ```
    ///
    /// # Errors
    /// The first fault of a file, with its line.
    pub fn with_overlay(overlay: &[DataFile]) -> Result<Self, DataError> {
        Self::with_files(overlay.to_vec())
    }

    /// The same with files that the extractor may keep, so that a long list is not copied.
    ///
    /// # Errors
    /// The first fault of a file, with its line.
    pub fn with_files(overlay: Vec<DataFile>) -> Result<Self, DataError> {
        let overlay = overlay.into();
        let (lexicon, rules) = extract::unpack(PACKED, &overlay)?;
        Ok(Extractor { lexicon, rules, overlay })
    }

    /// The lexicon in force.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The rules in force.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Names the lexicon, the rules and the weights in force, the user's files included: the first 16 hexadecimal digits of a
    /// SHA-256 over all of them. Two extractors of one version with one digest find the same.
    pub fn digest(&self) -> String {
        digest(&self.overlay)
    }

    /// Analyses `text`. The record owns its strings; its offsets are code points of `text`, its `doc`, `title` and `date` are left
    /// to the caller.
    ///
    /// ```
    /// let extractor = onrecord::Extractor::new()?;
    /// let text = "“We lost 40 vehicles,” General Anna Kowalska said.";
    /// let record = extractor.extract(text);
    /// let claim = &record.claims[0];
    /// let words: String = text.chars().skip(claim.start).take(claim.end - claim.start).collect();
    /// assert_eq!((words.as_str(), claim.unit.as_ref()), ("40", "vehicle"));
    /// assert_eq!(claim.source_name.as_deref(), Some("Anna Kowalska"));
    /// # Ok::<(), onrecord::DataError>(())
    /// ```
    pub fn extract(&self, text: &str) -> Record<'static> {
        self.with_record(text, &mut Workspace::default(), Record::into_owned)
    }

    /// Analyses `text` and hands the record to `then`; nothing is copied. Offsets in the record refer to `text`.
    pub fn with_record<'a, R>(&'a self, text: &'a str, workspace: &'a mut Workspace, then: impl FnOnce(Record<'a>) -> R) -> R {
        let context = self.context(text, workspace);
        let mut findings = extract::extract(&context);
        let links = link::link(&context, &mut findings);
        then(emit::record(&context, &findings, links))
    }

    /// Cuts, tags and groups `text`: everything that the passes read.
    #[doc(hidden)]
    pub fn context<'a>(&'a self, text: &'a str, workspace: &'a mut Workspace) -> Context<'a> {
        segment::segment(text, &self.lexicon, &mut workspace.analysis);
        annotate::annotate(text, &self.lexicon, &mut workspace.analysis);
        Context { doc: Document { text, analysis: &workspace.analysis }, lexicon: &self.lexicon, rules: &self.rules }
    }
}

/// The digest of the built-in data, as [`Extractor::digest`] has it without files of the user; nothing is loaded for it.
pub fn built_in_digest() -> String {
    digest(&[])
}

fn digest(overlay: &[DataFile]) -> String {
    let mut hash = Sha256::new();
    let mut add = |name: &str, text: &str| {
        for part in [name, text] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    };
    extract::built_in_data().for_each(|(name, text)| add(name, text));
    lexicon::FILES.iter().for_each(|file| add(file.name, file.text));
    overlay.iter().for_each(|file| add(&file.name, &file.text));
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
