//! Sentence ends: full stops, question and exclamation marks, told apart from abbreviations, initials and decimals.

use crate::lexicon::{Class, Lexicon};
use crate::text::{Analysis, Flags, Sentence, Tag, Token, TokenKind, TokenSpan};

/// No sentence has more tokens: what goes on for longer is a list or no prose at all, and is taken in pieces of this length, so
/// that whatever looks through a sentence takes the time of a sentence.
const LONGEST: usize = 300;

pub(super) fn split(text: &str, lexicon: &Lexicon, analysis: &mut Analysis) {
    let Analysis { tokens, sentences, sentence_of, paragraphs, landmarks, .. } = analysis;
    sentences.clear();
    sentence_of.clear();
    let mut stops = landmarks.stops.iter().map(|n| *n as usize).peekable();
    for (p, paragraph) in paragraphs.iter().enumerate() {
        let (mut start, end) = (paragraph.tokens.start as usize, paragraph.tokens.end as usize);
        while start < end {
            let mut next = end;
            while let Some(n) = stops.next_if(|n| *n < end) {
                if n >= start
                    && let Some(after) = boundary(text, lexicon, tokens, start, n, end)
                {
                    next = after;
                    break;
                }
            }
            while start < next {
                let piece = next.min(start + LONGEST);
                tokens[start].flags |= Flags::SENTENCE;
                sentence_of.resize(piece, sentences.len() as u32);
                sentences.push(Sentence { tokens: TokenSpan::new(start, piece), paragraph: p as u32 });
                start = piece;
            }
        }
    }
}

/// The first token of the next sentence when the mark at `n` ends one.
fn boundary(text: &str, lexicon: &Lexicon, tokens: &[Token], start: usize, n: usize, end: usize) -> Option<usize> {
    let mark = tokens[n].kind;
    let mut next = n + 1;
    let mut closed_quote = false;
    while next < end && (closes(&tokens[next]) || (!tokens[next].spaced() && ends(tokens[next].kind))) {
        closed_quote |= tokens[next].kind == TokenKind::Quote;
        next += 1;
    }
    if next >= end {
        return Some(end);
    }
    let after = &tokens[next];
    if !after.spaced() {
        // "dead.The": the space was lost.
        let lost = mark == TokenKind::Period
            && next == n + 1
            && after.capital()
            && n > start
            && tokens[n - 1].end - tokens[n - 1].start > 2
            && !tokens[n - 1].flags.has(Flags::UPPER);
        return (lost && !after.flags.has(Flags::UPPER)).then_some(next);
    }
    if !may_begin(tokens, next, end) {
        return None;
    }
    match mark {
        TokenKind::Period if n > start && !tokens[n].spaced() && !closed_quote => {
            (!abbreviation(text, lexicon, tokens, start, n, next)).then_some(next)
        }
        _ => Some(next),
    }
}

fn closes(token: &Token) -> bool {
    match token.kind {
        TokenKind::Close => true,
        TokenKind::Quote | TokenKind::Apostrophe => token.flags.has(Flags::CLOSES) || (!token.spaced() && !token.flags.has(Flags::OPENS)),
        _ => false,
    }
}

fn ends(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Period | TokenKind::Question | TokenKind::Exclamation | TokenKind::Ellipsis)
}

/// A capital, a digit or an opening mark before either.
fn may_begin(tokens: &[Token], n: usize, end: usize) -> bool {
    let t = &tokens[n];
    match t.kind {
        TokenKind::Word => t.capital() || t.flags.has(Flags::MIXED),
        TokenKind::Number | TokenKind::Currency | TokenKind::Dash | TokenKind::Other => true,
        TokenKind::Quote | TokenKind::Apostrophe | TokenKind::Open | TokenKind::Ellipsis => {
            n + 1 < end && (tokens[n + 1].kind != TokenKind::Word || tokens[n + 1].capital())
        }
        _ => false,
    }
}

/// True when the full stop at `n` belongs to the word before it and what follows goes on with the sentence.
fn abbreviation(text: &str, lexicon: &Lexicon, tokens: &[Token], start: usize, n: usize, next: usize) -> bool {
    let (word, after) = (&tokens[n - 1], &tokens[next]);
    if word.kind != TokenKind::Word {
        return false;
    }
    let length = word.end - word.start;
    if length == 1 && word.capital() {
        // An initial ("J. Edgar"), unless it is the pronoun or ends a label ("Plan B. The").
        return !starter(lexicon, after);
    }
    let Some(entry) = lexicon.entry(word, Class::Abbreviation) else {
        return initials(&text[word.start as usize..word.end as usize]) && lexicon.info(word).classes == 0 && !starter(lexicon, after);
    };
    let first = n - 1 == start;
    match lexicon.row(Class::Abbreviation, entry).cells[0].as_str() {
        "title" => word.capital(),
        "month" | "unit" => after.kind == TokenKind::Number || !starter(lexicon, after) && !first && word.capital(),
        "other" => after.kind == TokenKind::Number || !starter(lexicon, after) || (word.end - word.start) <= 2 && !word.capital(),
        _ => !starter(lexicon, after),
    }
}

/// Two initials without a space between them, the last stop left out: "K.L" of "K.L. Brandt". What the lexicon knows so written is a
/// country or an era.
fn initials(word: &str) -> bool {
    matches!(word.as_bytes(), [b'A'..=b'Z', b'.', b'A'..=b'Z'])
}

/// A word that begins sentences and no names: articles, pronouns, prepositions, conjunctions, adverbs.
fn starter(lexicon: &Lexicon, token: &Token) -> bool {
    let info = lexicon.info(token);
    matches!(token.kind, TokenKind::Quote | TokenKind::Dash)
        || !info.tags.is_empty()
            && matches!(
                info.first,
                Tag::Det | Tag::Pron | Tag::Poss | Tag::Prep | Tag::Conj | Tag::Sub | Tag::Wh | Tag::Adv | Tag::Aux | Tag::Modal | Tag::Neg
            )
}
