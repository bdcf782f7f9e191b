//! Records as JSON Lines: the format of record, a document a line, with everything that was found.

use super::rows::RowCounts;
use super::{Kinds, Record};

/// Appends a record as one line. Kinds that are not asked for stay as empty lists, so that the shape is always the same.
pub fn line(record: &mut Record<'_>, kinds: Kinds, out: &mut Vec<u8>) -> RowCounts {
    if !kinds.claims {
        record.claims.clear();
    }
    if !kinds.attributions {
        record.attributions.clear();
    }
    if !kinds.actors {
        record.actors.clear();
    }
    // Neither the record's types nor a vector of bytes can make this fail.
    let _ = serde_json::to_writer(&mut *out, record);
    out.push(b'\n');
    RowCounts { claims: record.claims.len() as u64, attributions: record.attributions.len() as u64, actors: record.actors.len() as u64 }
}
