//! Shallow tags and groups.

use crate::lexicon::Lexicon;
use crate::text::Analysis;

/// Fills tags and chunks.
pub fn annotate(_text: &str, _lexicon: &Lexicon, _analysis: &mut Analysis) {}
