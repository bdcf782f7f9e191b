//! A set of claims as bytes: a line of JSON a claim, so that parts of the work can be written down, sent and put together.

use std::sync::Arc;

use super::group::Merge;
use super::sighting::{Scene, Sighting};

/// Appends claims, a line each.
pub fn write<'s>(sightings: impl IntoIterator<Item = &'s Sighting>, out: &mut Vec<u8>) {
    for sighting in sightings {
        // Neither the types nor a vector of bytes can make this fail.
        let _ = serde_json::to_writer(&mut *out, sighting);
        out.push(b'\n');
    }
}

impl Merge {
    /// Appends everything, a line a claim.
    pub fn write(&self, out: &mut Vec<u8>) {
        write(self.sightings(), out);
    }

    /// Adds the claims of lines that [`write()`] or [`Merge::write`] wrote.
    ///
    /// # Errors
    /// With the reason, when a line is no such line; the lines before it are added.
    pub fn read(&mut self, lines: &[u8]) -> Result<(), serde_json::Error> {
        let mut last: Option<Arc<Scene>> = None;
        for line in lines.split(|b| *b == b'\n').filter(|line| !line.is_empty()) {
            let mut sighting: Sighting = serde_json::from_slice(line)?;
            // The claims of a document share its scene.
            match last.as_ref().filter(|last| **last == sighting.scene) {
                Some(last) => sighting.scene = Arc::clone(last),
                None => last = Some(Arc::clone(&sighting.scene)),
            }
            self.extend([sighting]);
        }
        Ok(())
    }
}
