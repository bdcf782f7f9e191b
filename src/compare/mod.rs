//! The same thing, counted by many: who gives which number, and whether the numbers agree.
//!
//! Records go in, one by one or as the outputs of earlier runs, and groups of claims come out:
//!
//! ```
//! use onrecord::compare::{DAYS, Merge, Reader, Relation};
//!
//! let extractor = onrecord::Extractor::new()?;
//! let reader = Reader::new(extractor.lexicon());
//! let mut merge = Merge::new();
//! for (doc, text) in [
//!     ("a", "Floods in Sylhet killed 14 people, the district police said."),
//!     ("b", "Floods in Sylhet killed 19 people, the Red Crescent said."),
//! ] {
//!     let mut record = extractor.extract(text);
//!     record.doc = doc.into();
//!     merge.extend(reader.sightings(&record));
//! }
//! let groups = merge.groups(DAYS);
//! assert_eq!(groups.len(), 1);
//! assert_eq!(groups[0].relation, Relation::Contradict);
//! assert_eq!((groups[0].low.map(|n| n.0), groups[0].high.map(|n| n.0)), (Some(14.0), Some(19.0)));
//! # Ok::<(), onrecord::DataError>(())
//! ```
//!
//! [`Merge`] is a set, and merging is its union: associative, in any order, with nothing counted twice. A distributed run can
//! therefore merge partial sets as they come in, or split the work by [`Key`], for claims of different keys never meet.

#[cfg(feature = "arrow")]
pub mod arrow;
mod group;
mod number;
mod output;
mod relation;
mod sighting;
mod state;

pub use group::{DAYS, Group, Merge};
pub use number::Number;
pub use output::{COLUMNS, Cell, lines, read_line, rows, table, text};
pub use relation::Relation;
pub use sighting::{Key, Reader, Scene, Sighting};
pub use state::write;
