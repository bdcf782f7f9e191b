//! Zones: headline, byline, dateline and the furniture of a page, told from running text.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Anchored, Input, StartKind};

use crate::segment::dateline;
use crate::text::{Analysis, ByteSpan, Flags, TokenKind, TokenSpan, Zone};

/// The longest headline, in tokens.
const LONGEST_HEADLINE: usize = 30;
/// The longest paragraph, in tokens, that can be furniture or a byline.
const LONGEST_FURNITURE: usize = 40;
/// The bytes of a paragraph in which a dateline must end.
const DATELINE_BYTES: usize = 90;

/// How paragraphs that are no text begin, lower case.
const FURNITURE: &[&str] = &[
    "advertisement",
    "all rights reserved",
    "also read",
    "click here",
    "copyright ",
    "download the ",
    "editing by",
    "follow us",
    "follow @",
    "for more ",
    "image credit",
    "image:",
    "image source",
    "photo:",
    "photo credit",
    "photograph:",
    "read more",
    "read also",
    "related:",
    "related article",
    "related stories",
    "see also",
    "share this",
    "sign up ",
    "subscribe ",
    "watch:",
    "©",
];
/// How bylines begin, lower case.
const BYLINES: &[&str] = &["by ", "reporting by", "additional reporting", "writing by"];

/// Both lists at once; the first ones are furniture. The machine that is cheapest to build: few paragraphs are asked.
static OPENINGS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .start_kind(StartKind::Anchored)
        .kind(Some(AhoCorasickKind::NoncontiguousNFA))
        .build(FURNITURE.iter().chain(BYLINES))
        .unwrap_or_else(|e| unreachable!("the lists are fixed: {e}"))
});

/// What the openings begin with, a bit for each first byte: most paragraphs begin like none of them.
const FIRST_BYTES: u64 = {
    let (mut bits, mut n) = (0, 0);
    while n < FURNITURE.len() + BYLINES.len() {
        let opening = if n < FURNITURE.len() { FURNITURE[n] } else { BYLINES[n - FURNITURE.len()] };
        bits |= first_bit(opening.as_bytes()[0]);
        n += 1;
    }
    bits
};

/// The bit of a first byte, the same for a letter and its capital.
const fn first_bit(byte: u8) -> u64 {
    1 << ((byte | 0x20) & 63)
}

pub(super) fn mark(text: &str, analysis: &mut Analysis) {
    let count = analysis.paragraphs.len();
    for p in 0..count {
        let span = analysis.paragraphs[p].tokens;
        let first = &analysis.tokens[span.start as usize];
        let bytes = ByteSpan::new(first.start as usize, analysis.tokens[span.end as usize - 1].end as usize);
        let words = &text[bytes.range()];
        if span.len() <= LONGEST_FURNITURE {
            analysis.paragraphs[p].zone = zone(words, analysis, p);
        }
        if analysis.paragraphs[p].zone == Zone::Body
            && (first.flags.any(Flags::UPPER) || first.kind == TokenKind::Open || p < 3 && first.capital())
        {
            analysis.paragraphs[p].dateline = dateline(words, analysis, span);
        }
    }
}

fn zone(words: &str, analysis: &Analysis, p: usize) -> Zone {
    if words.as_bytes().first().is_some_and(|&byte| FIRST_BYTES & first_bit(byte) != 0)
        && let Some(zone) = by_opening(words, analysis, p)
    {
        return zone;
    }
    let span = analysis.paragraphs[p].tokens;
    if p == 0 && analysis.paragraphs.len() > 1 && span.len() <= LONGEST_HEADLINE && !ends_sentence(analysis, span) {
        return Zone::Headline;
    }
    Zone::Body
}

/// What the opening words of a paragraph make of it.
fn by_opening(words: &str, analysis: &Analysis, p: usize) -> Option<Zone> {
    let opening = OPENINGS.find(Input::new(words).anchored(Anchored::Yes))?;
    let Some(n) = opening.pattern().as_usize().checked_sub(FURNITURE.len()) else { return Some(Zone::Furniture) };
    let span = analysis.paragraphs[p].tokens;
    let names =
        analysis.tokens[span.range()].iter().skip(1).filter(|t| t.kind == TokenKind::Word).all(|t| t.capital() || t.end - t.start <= 3);
    (!ends_sentence(analysis, span) && (names || n > 0)).then_some(Zone::Byline)
}

fn ends_sentence(analysis: &Analysis, span: TokenSpan) -> bool {
    analysis.tokens[span.range()]
        .iter()
        .rev()
        .find(|t| !matches!(t.kind, TokenKind::Quote | TokenKind::Apostrophe | TokenKind::Close))
        .is_some_and(|t| matches!(t.kind, TokenKind::Period | TokenKind::Ellipsis | TokenKind::Colon | TokenKind::Comma))
}

fn dateline(words: &str, analysis: &Analysis, span: TokenSpan) -> u32 {
    let mut limit = DATELINE_BYTES.min(words.len());
    while !words.is_char_boundary(limit) {
        limit -= 1;
    }
    let Some(length) = dateline::length(&words[..limit]) else { return 0 };
    let end = analysis.tokens[span.start as usize].start as usize + length;
    let after = analysis.tokens[span.range()].partition_point(|t| (t.start as usize) < end);
    if after >= span.len() { 0 } else { after as u32 }
}
