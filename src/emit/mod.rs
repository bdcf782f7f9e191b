//! Out of the house: the record of a document, and its bytes in each format.

mod build;
mod record;

pub use build::record;
pub use record::{ActorRecord, AttributionRecord, ClaimRecord, ContentRecord, CueRecord, MentionRecord, Record, SourceRecord};
