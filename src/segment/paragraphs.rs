//! Paragraphs: an empty line always ends one; a single line break does too, unless the text is hard-wrapped.

use crate::text::{Analysis, Flags, Paragraph, Token, TokenKind, TokenSpan, Zone};

/// Wrapped lines that a text must have before its single line breaks are taken for blanks.
const LEAST_WRAPPED: usize = 3;

pub(super) fn split(analysis: &mut Analysis) {
    analysis.paragraphs.clear();
    let wrapped = hard_wrapped(&analysis.tokens);
    let mut start = 0;
    for n in 0..analysis.tokens.len() {
        let flags = analysis.tokens[n].flags;
        if n > 0 && !(flags.has(Flags::BLANK) || flags.has(Flags::LINE) && !wrapped) {
            continue;
        }
        analysis.tokens[n].flags |= Flags::PARAGRAPH;
        if n > start {
            analysis.paragraphs.push(Paragraph { tokens: TokenSpan::new(start, n), zone: Zone::Body, dateline: 0 });
            start = n;
        }
    }
    if start < analysis.tokens.len() {
        analysis.paragraphs.push(Paragraph { tokens: TokenSpan::new(start, analysis.tokens.len()), zone: Zone::Body, dateline: 0 });
    }
}

/// A third of the single line breaks, and at least a few, stand in mid-sentence before a lower-case word.
fn hard_wrapped(tokens: &[Token]) -> bool {
    let (mut breaks, mut inside) = (0, 0);
    for pair in tokens.windows(2) {
        let (before, after) = (&pair[0], &pair[1]);
        if after.flags.has(Flags::LINE) && !after.flags.has(Flags::BLANK) {
            breaks += 1;
            let open =
                matches!(before.kind, TokenKind::Word | TokenKind::Number | TokenKind::Comma | TokenKind::Clitic | TokenKind::Hyphen);
            inside += usize::from(open && after.kind == TokenKind::Word && !after.capital());
        }
    }
    inside >= LEAST_WRAPPED && inside * 3 >= breaks
}
