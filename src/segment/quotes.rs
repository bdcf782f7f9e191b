//! Quotations: a state machine over the quotation marks of each paragraph.
//!
//! Three styles live side by side: curly marks say themselves whether they open or close; straight ones and `''` are read by
//! the white space around them; single ones count only when a closing mark follows in the same paragraph, so that an
//! apostrophe is none. A quotation that is still open at the end of its paragraph goes on when the next paragraph opens with a
//! mark (the house style of agencies); a stray mark costs at most its own paragraph.

use crate::text::{Analysis, Flags, Quote, Token, TokenKind, TokenSpan};

/// How far, in tokens, a single mark looks for the one that closes it.
const LONGEST_SINGLE: usize = 400;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
    Either,
    Neither,
}

pub(super) fn find(analysis: &mut Analysis) {
    analysis.quotes.clear();
    let (mut continued, mut mark) = (false, 0);
    for p in 0..analysis.paragraphs.len() {
        let span = analysis.paragraphs[p].tokens;
        let first = mark;
        while analysis.landmarks.marks.get(mark).is_some_and(|n| *n < span.end) {
            mark += 1;
        }
        if first == mark {
            continued = false;
            continue;
        }
        let marks = &analysis.landmarks.marks[first..mark];
        let next_opens = analysis
            .paragraphs
            .get(p + 1)
            .is_some_and(|next| opens_paragraph(&analysis.tokens, next.tokens, &analysis.landmarks.marks[mark..]));
        let from = analysis.quotes.len();
        paragraph(&analysis.tokens, span, marks, next_opens, continued, &mut analysis.quotes);
        continued = next_opens && analysis.quotes[from..].last().is_some_and(|q| !q.closed && q.tokens.end == span.end);
    }
    for q in &analysis.quotes {
        for n in q.tokens.range() {
            analysis.tokens[n].flags |= Flags::QUOTED;
        }
        analysis.tokens[q.tokens.start as usize].flags |= Flags::OPENS;
        if q.closed {
            analysis.tokens[q.tokens.end as usize - 1].flags |= Flags::CLOSES;
        }
    }
}

fn opens_paragraph(tokens: &[Token], span: TokenSpan, marks: &[u32]) -> bool {
    let first = &tokens[span.start as usize];
    first.kind == TokenKind::Quote && side(tokens, span, span.start as usize) != Side::Closes
        || first.kind == TokenKind::Apostrophe
            && !first.flags.has(Flags::CLOSES)
            && closing_single(tokens, span, marks, span.start as usize).is_some()
}

fn paragraph(tokens: &[Token], span: TokenSpan, marks: &[u32], next_opens: bool, continued: bool, quotes: &mut Vec<Quote>) {
    let from = quotes.len();
    let mut open: Option<usize> = None;
    let mut passed = 0;
    for (k, &mark) in marks.iter().enumerate() {
        let n = mark as usize;
        if n < passed {
            continue;
        }
        match tokens[n].kind {
            TokenKind::Quote => match (open, side(tokens, span, n)) {
                (None, Side::Opens | Side::Either) => open = Some(n),
                (None, Side::Closes | Side::Neither) => {}
                (Some(start), Side::Closes | Side::Either | Side::Neither) => {
                    quotes.push(Quote { tokens: TokenSpan::new(start, n + 1), closed: true, continues: false });
                    open = None;
                }
                // The mark before was never closed: it was a stray one.
                (Some(_), Side::Opens) => open = Some(n),
            },
            TokenKind::Apostrophe if open.is_none() && single_opens(tokens, span, n) => {
                if let Some(close) = closing_single(tokens, span, &marks[k..], n) {
                    quotes.push(Quote { tokens: TokenSpan::new(n, close + 1), closed: true, continues: false });
                    passed = close + 1;
                }
            }
            _ => {}
        }
    }
    if let Some(start) = open {
        let after_speech = start == span.start as usize || matches!(tokens[start - 1].kind, TokenKind::Colon | TokenKind::Comma);
        if next_opens || after_speech {
            quotes.push(Quote { tokens: TokenSpan::new(start, span.end as usize), closed: false, continues: false });
        }
    }
    if let Some(first) = quotes.get_mut(from)
        && continued
        && first.tokens.start == span.start
    {
        first.continues = true;
    }
}

/// What a double mark can be, by its form, else by the white space around it.
fn side(tokens: &[Token], span: TokenSpan, n: usize) -> Side {
    let t = &tokens[n];
    if t.flags.has(Flags::OPENS) && !t.flags.has(Flags::CLOSES) {
        return Side::Opens;
    }
    if t.flags.has(Flags::CLOSES) && !t.flags.has(Flags::OPENS) {
        return Side::Closes;
    }
    let first = n == span.start as usize;
    let last = n + 1 == span.end as usize;
    let before =
        first || t.spaced() || matches!(tokens[n - 1].kind, TokenKind::Open | TokenKind::Dash | TokenKind::Apostrophe | TokenKind::Slash);
    let after = last || tokens[n + 1].spaced() || marks_end(tokens[n + 1].kind);
    match (before, after) {
        (true, false) => Side::Opens,
        (false, true) => Side::Closes,
        (true, true) if last => Side::Closes,
        (true, true) => Side::Either,
        (false, false) => Side::Neither,
    }
}

fn marks_end(kind: TokenKind) -> bool {
    use TokenKind::{Clitic, Close, Colon, Comma, Dash, Exclamation, Period, Question, Semicolon};
    matches!(kind, Comma | Period | Question | Exclamation | Semicolon | Colon | Close | Dash | Clitic)
}

fn single_opens(tokens: &[Token], span: TokenSpan, n: usize) -> bool {
    let t = &tokens[n];
    if t.flags.has(Flags::CLOSES) || n + 1 >= span.end as usize || tokens[n + 1].spaced() {
        return false;
    }
    let free = n == span.start as usize || t.spaced() || matches!(tokens[n - 1].kind, TokenKind::Open | TokenKind::Dash | TokenKind::Quote);
    free && matches!(tokens[n + 1].kind, TokenKind::Word | TokenKind::Number | TokenKind::Ellipsis)
}

/// The single mark that closes a quotation opened at `open`: attached to what stands before it and followed by white space or a
/// mark; one that touches other punctuation is better than one that may be a plural's apostrophe ("the soldiers' families").
fn closing_single(tokens: &[Token], span: TokenSpan, marks: &[u32], open: usize) -> Option<usize> {
    let mut fallback = None;
    let end = (span.end as usize).min(open + LONGEST_SINGLE);
    for n in marks.iter().map(|n| *n as usize).skip_while(|n| *n < open + 2).take_while(|n| *n < end) {
        let t = &tokens[n];
        if t.kind == TokenKind::Apostrophe && t.flags.has(Flags::OPENS) {
            return fallback;
        }
        if t.kind != TokenKind::Apostrophe || t.spaced() {
            continue;
        }
        let last = n + 1 == span.end as usize;
        let after_mark = matches!(tokens[n - 1].kind, TokenKind::Comma | TokenKind::Period | TokenKind::Question | TokenKind::Exclamation);
        let before_mark = last || marks_end(tokens[n + 1].kind);
        if after_mark || before_mark {
            return Some(n);
        }
        if tokens[n + 1].spaced() && fallback.is_none() {
            fallback = Some(n);
        }
    }
    fallback
}
