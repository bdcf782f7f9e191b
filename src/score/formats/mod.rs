//! Gold in the files of other tools: brat standoff, Label Studio and the JSON Lines record. Each is read into the one shape of
//! [`Gold`](super::Gold), and brat and Label Studio are written too, so that gold can be corrected in an annotation tool.

pub mod brat;
pub mod label_studio;
mod located;
mod record;
mod standoff;

pub use record::records;
pub(super) use standoff::choices;
