//! The source: which phrase says it, and how far the phrase goes.
//!
//! Every noun group near the cue is proposed, those to the left as subjects, those to the right as inverted subjects or after
//! "by" and "from", possessors of noun cues, relative words, and nobody at all. The model ranks them. A second choice says where
//! the phrase ends: behind its head, behind an apposition, or only at the cue.

use crate::extract::attribution::anchor::{Anchor, FORM_PASSIVE, View, finite};
use crate::extract::attribution::cues::CueKind;
use crate::extract::attribution::decide::{Decide, Proposal, Question};
use crate::extract::attribution::features::Sink;
use crate::extract::attribution::shapes::{
    ABOUT, BASE, BY, COMMA, CONJ, DASH, EDGE, IN, OPENS, PLURAL, PREP, SEMICOLON, STOP, TELL, THAT, TIME, WHO,
};
use crate::extract::attribution::templates as t;
use crate::text::{ChunkKind, Flags, Tag, TokenKind, TokenSpan};

/// A source phrase, or none.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// A place in `templates::PLACES`.
    pub place: usize,
    /// The phrase; empty when there is none.
    pub tokens: TokenSpan,
    /// Its head.
    pub head: usize,
    /// How clearly it was chosen.
    pub margin: f32,
}

impl Source {
    /// Nobody is named.
    pub const NONE: Source = Source { place: PLACE_NONE, tokens: TokenSpan::EMPTY, head: 0, margin: 9.0 };
}

const LEFT_MOST: usize = 6;
const RIGHT_MOST: usize = 3;
pub(super) const PLACE_NONE: usize = 0;
pub(super) const PLACE_LEFT: usize = 1;
pub(super) const PLACE_RIGHT: usize = 7;
pub(super) const PLACE_POSSESSOR: usize = 10;
pub(super) const PLACE_BY: usize = 11;
const PLACE_FROM: usize = 12;
/// How far right of the cue a source may begin, in tokens.
const RIGHT_REACH: usize = 14;

/// True when the source stands left of its cue.
pub fn is_left(place: usize) -> bool {
    (1..PLACE_RIGHT).contains(&place) || place == PLACE_POSSESSOR
}

/// True when the source stands left of its cue with another group between them.
pub fn is_further_left(place: usize) -> bool {
    (2..PLACE_RIGHT).contains(&place)
}

/// True when there is a source right of the cue.
pub fn is_right(place: usize) -> bool {
    place >= PLACE_RIGHT && place != PLACE_POSSESSOR
}

/// What stands between a proposed source and the cue, counted while the proposals are made.
#[derive(Clone, Copy, Default)]
struct Gap {
    verbs: usize,
    commas: usize,
    flags: usize,
}

impl Gap {
    #[inline]
    fn see(&mut self, shape: usize) {
        match shape {
            COMMA => self.commas += 1,
            s if finite(s) => self.verbs += 1,
            BASE => self.verbs += 1,
            OPENS => self.flags |= 1,
            THAT | WHO => self.flags |= 2,
            CONJ => self.flags |= 4,
            STOP | SEMICOLON | DASH => self.flags |= 8,
            _ => {}
        }
    }

    /// Packed above the place in a proposal's code.
    fn code(self) -> usize {
        self.verbs.min(3) << 4 | self.commas.min(3) << 6 | self.flags << 8
    }

    /// The verbs, commas and flags of a code.
    fn parts(code: usize) -> (usize, usize, usize) {
        (code >> 4 & 3, code >> 6 & 3, code >> 8 & 15)
    }
}

impl View<'_, '_> {
    /// Chooses the source of an anchor.
    pub fn source<D: Decide>(&self, anchor: &Anchor, decider: &mut D, proposals: &mut Vec<Proposal>) -> Source {
        proposals.clear();
        proposals.push(Proposal::new(PLACE_NONE, 0, 0));
        self.possessor(anchor, proposals);
        self.left(anchor, proposals);
        self.right(anchor, proposals);
        let choice = decider.choose(Question::Source, proposals, |p, sink| self.source_features(anchor, p, sink));
        let chosen = if D::TAUGHT { proposals[choice.index] } else { self.amended(anchor, proposals, choice.index) };
        let place = chosen.code as usize & 15;
        if place == PLACE_NONE {
            return Source { place, tokens: TokenSpan::new(0, 0), head: 0, margin: choice.margin };
        }
        let mut span = TokenSpan::new(chosen.at as usize, chosen.end as usize);
        let head = self.head_of(span);
        if !D::TAUGHT
            && let Some(source) = self.document_before(anchor, span, place, choice.margin)
        {
            return source;
        }
        if !D::TAUGHT {
            span.start = self.fuller_start(anchor, span.start as usize) as u32;
        }
        let tokens = self.extend(anchor, place, span, head, decider, proposals);
        Source { place, tokens, head, margin: choice.margin }
    }

    /// "8 per cent": two groups that are one.
    fn amount_start(&self, start: usize) -> usize {
        let doc = &self.context.doc;
        let per = start >= 2 && doc.word(start) == "cent" && doc.word(start - 1) == "per";
        if per { doc.chunk(start - 2).map_or(start, |c| c.tokens.start as usize) } else { start }
    }

    fn head_of(&self, span: TokenSpan) -> usize {
        let last = span.end as usize - 1;
        self.context.doc.chunk(last).map_or(last, |c| if span.holds(c.head as usize) { c.head as usize } else { last })
    }

    /// The cue opens its sentence, or what its dateline leaves of it.
    pub(super) fn opens(&self, anchor: &Anchor) -> bool {
        let start = anchor.cue.start as usize;
        let paragraph = self.context.doc.paragraph(anchor.at);
        let dateline = if paragraph.tokens.start as usize == anchor.start { paragraph.dateline as usize } else { 0 };
        start == anchor.start + dateline
    }

    /// The possessor in the group of a noun cue, without its mark.
    pub(super) fn possessor_of(&self, anchor: &Anchor) -> Option<(usize, usize)> {
        let doc = &self.context.doc;
        let from = doc.chunk(anchor.at)?.tokens.start as usize;
        let mark = (from..anchor.at).rev().find(|n| doc.tag(*n) == Tag::Poss || doc.kind(*n) == TokenKind::Apostrophe)?;
        let clitic = doc.kind(mark) != TokenKind::Word;
        let (start, end) = if clitic { (from, mark) } else { (mark, mark + 1) };
        (start < end).then_some((start, end))
    }

    fn possessor(&self, anchor: &Anchor, proposals: &mut Vec<Proposal>) {
        if anchor.kind != CueKind::Noun {
            return;
        }
        if let Some((start, end)) = self.possessor_of(anchor) {
            let mut gap = Gap::default();
            (end..anchor.cue.start as usize).for_each(|n| gap.see(self.shape(n)));
            proposals.push(Proposal::new(PLACE_POSSESSOR | gap.code(), start, end));
        }
    }

    fn left(&self, anchor: &Anchor, proposals: &mut Vec<Proposal>) {
        let doc = &self.context.doc;
        let cue_start = anchor.cue.start as usize;
        let (mut n, mut place, mut gap) = (cue_start, 0, Gap::default());
        let paragraph = doc.paragraph(anchor.at);
        let dateline = if paragraph.tokens.start as usize == anchor.start { paragraph.dateline as usize } else { 0 };
        let first = anchor.start + dateline;
        let closed = self.before(anchor, cue_start) == COMMA;
        while n > first && place < LEFT_MOST {
            n -= 1;
            if doc.has(n, Flags::QUOTED) != anchor.quoted {
                gap.see(self.shape(n));
                continue;
            }
            if let Some(chunk) = doc.chunk(n).filter(|c| c.kind == ChunkKind::Noun && (c.tokens.end as usize) <= cue_start) {
                let (start, head) = (self.amount_start(chunk.tokens.start as usize).max(first), chunk.head as usize);
                (head + 1..=n).for_each(|n| gap.see(self.shape(n)));
                n = start;
                // The age of "those over 65" speaks as little as a day.
                let bound = doc.tag(head) == Tag::Num && matches!(self.before(anchor, start), PREP | IN | ABOUT);
                if self.shape(head) != TIME && !bound {
                    place += 1;
                    proposals.push(Proposal::new(place | gap.code(), start, head + 1));
                }
                (start..=head).for_each(|n| gap.see(self.shape(n)));
                continue;
            }
            let shape = self.shape(n);
            // A relative clause that a comma has closed has its own verb: "…, who was there, said".
            let relative = shape == WHO && !(closed && gap.verbs > 0);
            if relative || shape == THAT && n + 1 == cue_start {
                place += 1;
                proposals.push(Proposal::new(place | gap.code(), n, n + 1));
            }
            gap.see(shape);
        }
    }

    fn right(&self, anchor: &Anchor, proposals: &mut Vec<Proposal>) {
        let doc = &self.context.doc;
        let (mut n, mut count, mut gap) = (anchor.cue.end as usize, 0, Gap::default());
        // Who is told something stands behind "told", so that the teller does not.
        let tells = anchor.form != FORM_PASSIVE && self.tables.shapes.is(doc.token(anchor.at), TELL);
        let end = anchor.end.min(n + RIGHT_REACH);
        while n < end && count < RIGHT_MOST {
            let chunk = doc.chunk(n).filter(|c| c.kind == ChunkKind::Noun && c.tokens.start as usize >= n);
            let Some(chunk) = chunk.filter(|_| doc.has(n, Flags::QUOTED) == anchor.quoted) else {
                gap.see(self.shape(n));
                n += 1;
                continue;
            };
            let hearer = tells && n == anchor.cue.end as usize;
            if self.shape(chunk.head as usize) != TIME && !hearer {
                let before = n - 1;
                count += 1;
                let place = if self.shape(before) == BY {
                    PLACE_BY
                } else if doc.word(before).eq_ignore_ascii_case("from") {
                    PLACE_FROM
                } else {
                    PLACE_RIGHT + count - 1
                };
                proposals.push(Proposal::new(place | gap.code(), n, chunk.head as usize + 1));
            }
            let after = chunk.tokens.end as usize;
            (n..after).for_each(|n| gap.see(self.shape(n)));
            n = after;
        }
    }

    fn source_features(&self, anchor: &Anchor, p: &Proposal, sink: &mut impl Sink) {
        let (place, at, end) = (p.code as usize & 15, p.at as usize, p.end as usize);
        let (cue_start, cue_end) = (anchor.cue.start as usize, anchor.cue.end as usize);
        let before_cue = self.before(anchor, cue_start);
        sink.two(t::SOURCE_PLACE_FORM, place, anchor.form);
        sink.two(t::SOURCE_PLACE_ENTRY, place, anchor.entry);
        if place == PLACE_NONE {
            sink.three(t::SOURCE_NONE_AROUND, anchor.form, before_cue, self.near(anchor, cue_end));
            return;
        }
        let left = at < cue_start;
        let (verbs, commas, flags) = Gap::parts(p.code as usize);
        let head = self.head_of(TokenSpan::new(at, end));
        let head_shape = self.shape(head);
        let before = self.before(anchor, at);
        let before2 = if at > anchor.start { self.before(anchor, at - 1) } else { EDGE };
        let after = self.near(anchor, end);
        sink.three(t::SOURCE_GAP, place, verbs, commas);
        sink.three(t::SOURCE_GAP_FIRST, place, after, anchor.form);
        sink.two(t::SOURCE_GAP_LAST, place, before_cue);
        sink.three(t::SOURCE_BEFORE, place, before, before2);
        sink.one(t::SOURCE_HEAD, self.word(head));
        sink.three(t::SOURCE_HEAD_SHAPE, place, head_shape, anchor.form);
        sink.two(t::SOURCE_BETWEEN, place, flags);
        let sort = self.sort(head);
        let cue = self.tables.cues.get(anchor.number);
        sink.three(t::SOURCE_SORT, place, sort, anchor.form);
        sink.three(t::SOURCE_SORT_CLASS, sort, cue.class as usize, usize::from(left));
        sink.two(t::SOURCE_SORT_ENTRY, sort, anchor.entry);
        let plural = head_shape == PLURAL || self.context.doc.tag(head) == Tag::Plural;
        sink.three(t::SOURCE_AGREES, anchor.form, head_shape, usize::from(plural));
        if !left {
            sink.three(t::SOURCE_INVERTED, place, before_cue, after);
        }
        let distance = if left { cue_start.saturating_sub(end) } else { at.saturating_sub(cue_end) };
        sink.two(t::SOURCE_DISTANCE, usize::from(left), bucket(distance));
        sink.three(t::SOURCE_AFTER_BEFORE, after, before, usize::from(left));
        sink.three(t::SOURCE_FIRST, usize::from(left), self.shape(at), head_shape);
        sink.two(t::SOURCE_QUOTE, place, anchor.quote);
    }

    /// Chooses where the source phrase ends.
    fn extend<D: Decide>(
        &self,
        anchor: &Anchor,
        place: usize,
        span: TokenSpan,
        head: usize,
        decider: &mut D,
        proposals: &mut Vec<Proposal>,
    ) -> TokenSpan {
        let doc = &self.context.doc;
        let (from, end) = (span.start as usize, span.end as usize);
        if place == PLACE_POSSESSOR || self.shape(head) == WHO || doc.tag(head) == Tag::Pron && !doc.has(head, Flags::CAPITAL) {
            return span;
        }
        // ", which makes tyres," is background and no part of the source.
        if self.near(anchor, end) == COMMA && self.near(anchor, end + 1) == WHO && doc.word(end + 1) == "which" {
            return span;
        }
        let left = is_left(place);
        let limit = if left { anchor.cue.start as usize } else { anchor.end.min(end + 20) };
        proposals.clear();
        proposals.push(Proposal::new(0, from, end));
        let (mut commas, mut brackets) = (0, 0);
        for n in end + 1..=limit {
            if proposals.len() >= 10 {
                break;
            }
            match doc.kind(n - 1) {
                TokenKind::Open => brackets += 1,
                TokenKind::Close if brackets > 0 => brackets -= 1,
                _ => {}
            }
            if brackets > 0 {
                continue;
            }
            // A phrase can end before a comma, at the cue, or behind a noun group.
            let last = n - 1;
            let here = self.near(anchor, n);
            if self.shape(last) == COMMA {
                commas += 1;
                continue;
            }
            if here == OPENS || self.shape(last) == OPENS || self.shape(last) == STOP && n == anchor.end {
                break;
            }
            let ends_group = doc.chunk(last).is_some_and(|c| c.kind == ChunkKind::Noun && c.head as usize == last);
            if n == limit && left || here == COMMA || ends_group || here == STOP || doc.kind(last) == TokenKind::Close {
                proposals.push(Proposal::new(commas, from, n));
            }
            if here == STOP && n + 1 >= anchor.end {
                break;
            }
        }
        if left {
            // The phrase may run up to the cue however long it is.
            let full = if self.shape(limit - 1) == COMMA { limit - 1 } else { limit };
            if full > end && !proposals.iter().any(|p| p.end as usize == full) {
                proposals.push(Proposal::new(commas, from, full));
            }
        }
        // "According to the coastguard, the yacht hit a reef": behind the source a clause must be left.
        if !D::TAUGHT && anchor.kind == CueKind::Preposition && self.opens(anchor) {
            let leaves_clause = |p: &Proposal| {
                self.near(anchor, p.end as usize) == COMMA && (p.end as usize..anchor.end).any(|n| self.context.doc.tag(n).is_verb())
            };
            if proposals.iter().any(leaves_clause) {
                proposals.retain(leaves_clause);
            }
        }
        if !D::TAUGHT {
            self.amend_ends(anchor, place, span, limit, proposals);
        }
        if let [only] = proposals[..] {
            return TokenSpan::new(from, only.end as usize);
        }
        let choice = decider.choose(Question::SourceEnd, proposals, |p, sink| {
            let n = p.end as usize;
            let (extended, next, last) = (usize::from(n > end), self.near(anchor, n), self.shape(n - 1));
            let first = self.near(anchor, end);
            let full = if left { usize::from(n + 1 >= limit) } else { 0 };
            sink.three(t::SOURCE_END_FIRST, extended + 2 * full + 4 * usize::from(left), first, self.near(anchor, end + 1));
            sink.three(t::SOURCE_END_NEXT, usize::from(left), last, next);
            sink.three(t::SOURCE_END_FULL, full, bucket(n - end), first);
            sink.two(t::SOURCE_END_LENGTH, usize::from(left), bucket(n - end));
            sink.three(t::SOURCE_END_COMMAS, usize::from(left), p.code as usize, usize::from(next == COMMA));
            sink.two(t::SOURCE_END_WORD, extended, self.word(end));
            sink.three(t::SOURCE_END_HEAD, extended + full, self.shape(head), first);
        });
        let end = proposals[choice.index].end as usize;
        TokenSpan::new(from, end)
    }
}

/// Distances in eight steps.
pub fn bucket(distance: usize) -> usize {
    match distance {
        0..=3 => distance,
        4..=6 => 4,
        7..=11 => 5,
        12..=20 => 6,
        _ => 7,
    }
}
