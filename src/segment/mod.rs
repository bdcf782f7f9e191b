//! From text to tokens, paragraphs, sentences and quotations.

use crate::lexicon::Lexicon;
use crate::text::{Analysis, tokenize};

/// Fills the tables of `analysis` for `text`.
pub fn segment(text: &str, lexicon: &Lexicon, analysis: &mut Analysis) {
    analysis.tokens.clear();
    tokenize(text, &mut analysis.tokens);
    lexicon.vocabulary().look_up(text, &mut analysis.tokens);
    analysis.code_points.fill(text);
}
