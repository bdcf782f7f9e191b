//! Shallow grammar: a tag for every token, then noun groups and verb groups.

mod chunks;
mod context_tags;
mod tags;

use crate::lexicon::Lexicon;
use crate::text::Analysis;

/// Fills the tags of the tokens and the chunks of `analysis`.
pub fn annotate(text: &str, lexicon: &Lexicon, analysis: &mut Analysis) {
    tags::tag(text, lexicon, analysis);
    chunks::find(lexicon, analysis);
}
