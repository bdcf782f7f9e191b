//! From text to tokens, paragraphs with their zones, quotations and sentences: one pass over the bytes, then short ones over the tokens.

mod dateline;
mod paragraphs;
mod quotes;
mod sentences;
mod zones;

use crate::lexicon::Lexicon;
use crate::text::{Analysis, tokenize};

/// Fills tokens, paragraphs, quotations and sentences of `analysis` for `text`.
pub fn segment(text: &str, lexicon: &Lexicon, analysis: &mut Analysis) {
    tokenize(text, lexicon.vocabulary(), &mut analysis.tokens, &mut analysis.landmarks);
    analysis.code_points.fill(text);
    paragraphs::split(analysis);
    quotes::find(analysis);
    sentences::split(text, lexicon, analysis);
    zones::mark(text, analysis);
}
