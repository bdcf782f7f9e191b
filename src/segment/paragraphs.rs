//! Paragraphs: an empty line always ends one; a single line break does too, unless the text is hard-wrapped.

use crate::text::{Analysis, Flags, Paragraph, Token, TokenKind, TokenSpan, Zone};

/// Wrapped lines that a text must have before its single line breaks are taken for blanks.
const LEAST_WRAPPED: usize = 3;

pub(super) fn split(analysis: &mut Analysis) {
    let Analysis { tokens, paragraphs, landmarks, .. } = analysis;
    paragraphs.clear();
    let wrapped = hard_wrapped(tokens, &landmarks.lines);
    let mut start = 0;
    for &line in &landmarks.lines {
        let n = line as usize;
        if n > 0 && wrapped && !tokens[n].flags.has(Flags::BLANK) {
            continue;
        }
        tokens[n].flags |= Flags::PARAGRAPH;
        if n > start {
            paragraphs.push(Paragraph { tokens: TokenSpan::new(start, n), zone: Zone::Body, dateline: 0 });
            start = n;
        }
    }
    if start < tokens.len() {
        paragraphs.push(Paragraph { tokens: TokenSpan::new(start, tokens.len()), zone: Zone::Body, dateline: 0 });
    }
}

/// A third of the single line breaks, and at least a few, stand in mid-sentence before a lower-case word.
fn hard_wrapped(tokens: &[Token], lines: &[u32]) -> bool {
    let (mut breaks, mut inside) = (0, 0);
    for &line in lines.iter().filter(|n| **n > 0) {
        let (before, after) = (&tokens[line as usize - 1], &tokens[line as usize]);
        if !after.flags.has(Flags::BLANK) {
            breaks += 1;
            let open =
                matches!(before.kind, TokenKind::Word | TokenKind::Number | TokenKind::Comma | TokenKind::Clitic | TokenKind::Hyphen);
            inside += usize::from(open && after.kind == TokenKind::Word && !after.capital());
        }
    }
    inside >= LEAST_WRAPPED && inside * 3 >= breaks
}
