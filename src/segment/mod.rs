//! From text to tokens, paragraphs with their zones, quotations and sentences: one pass over the bytes, then short ones over the tokens.

mod dateline;
mod paragraphs;
mod quotes;
mod sentences;
mod zones;

use crate::lexicon::Lexicon;
use crate::text::{Analysis, Flags, TokenKind, tokenize};

/// Fills tokens, paragraphs, quotations and sentences of `analysis` for `text`.
pub fn segment(text: &str, lexicon: &Lexicon, analysis: &mut Analysis) {
    analysis.tokens.clear();
    tokenize(text, lexicon.vocabulary(), &mut analysis.tokens);
    analysis.code_points.fill(text);
    landmarks(analysis);
    paragraphs::split(analysis);
    quotes::find(analysis);
    sentences::split(lexicon, analysis);
    zones::mark(text, analysis);
}

/// Notes the rare tokens that the next passes start from.
fn landmarks(analysis: &mut Analysis) {
    use TokenKind::{Apostrophe, Ellipsis, Exclamation, Period, Question, Quote};
    let Analysis { tokens, marks, stops, lines, .. } = analysis;
    marks.clear();
    stops.clear();
    lines.clear();
    for (n, token) in tokens.iter().enumerate() {
        if token.flags.has(Flags::LINE) {
            lines.push(n as u32);
        }
        match token.kind {
            Quote | Apostrophe => marks.push(n as u32),
            Period | Question | Exclamation | Ellipsis => stops.push(n as u32),
            _ => {}
        }
    }
}
