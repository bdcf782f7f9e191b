//! What grammar knows better than the weights. Of a source: amounts, documents before a relative word, relative clauses between a
//! subject and its verb, and where the phrase ends. Of a content: headlines, and clauses that open a sentence.
//!
//! The weights rank what stands near a cue. Where a form of words leaves one reading only, that reading is taken here, behind
//! them; nothing here is asked while the weights are taught.

use crate::extract::attribution::anchor::{Anchor, FORM_BASE, FORM_MODAL, FORM_PASSIVE, FORM_PAST, FORM_THIRD, View, finite};
use crate::extract::attribution::content::{Content, LEFT, RIGHT, Unit};
use crate::extract::attribution::cues::CueKind;
use crate::extract::attribution::decide::Proposal;
use crate::extract::attribution::shapes::*;
use crate::extract::attribution::source::{PLACE_BY, PLACE_POSSESSOR, PLACE_RIGHT, Source, is_left, is_right};
use crate::text::{ChunkKind, Flags, Tag, TokenKind, TokenSpan};

/// Nouns that count what stands behind their "of".
const AMOUNTS: &[&str] = &["percent", "cent", "%", "half", "third", "thirds", "quarter", "quarters", "majority", "most", "dozens"];
const SORT_DOCUMENT: usize = 12;

impl View<'_, '_> {
    /// The proposal that is the source, where another than the one the weights chose must be.
    pub(super) fn amended(&self, anchor: &Anchor, proposals: &[Proposal], chosen: usize) -> Proposal {
        if anchor.kind == CueKind::Preposition
            && let Some(behind) = proposals.iter().find(|p| p.at == anchor.cue.end && p.code as usize & 15 >= PLACE_RIGHT)
            && !self.context.doc.get(behind.end as usize).is_some_and(|t| t.kind == TokenKind::Slash)
        {
            return *behind;
        }
        self.before_relative(anchor, proposals, chosen).unwrap_or_else(|| self.with_quantity(anchor, proposals, chosen))
    }

    /// "Ana Berg, a driver from Lund who owns two vans, said": who speaks stands before the relative clause that a comma has closed.
    fn before_relative(&self, anchor: &Anchor, proposals: &[Proposal], chosen: usize) -> Option<Proposal> {
        let doc = &self.context.doc;
        let place_of = |p: &Proposal| p.code as usize & 15;
        let (place, at) = (place_of(&proposals[chosen]), proposals[chosen].at as usize);
        if !is_left(place) || place == PLACE_POSSESSOR || self.before(anchor, anchor.cue.start as usize) != COMMA {
            return None;
        }
        let relative = (anchor.start + 2..at).rev().take(30).find(|n| self.shape(*n) == WHO)?;
        let inside = relative + 1..at;
        let closed = inside.clone().any(|n| self.shape(n) == COMMA && (finite(self.shape(n + 1)) || self.shape(n + 1) == CONJ));
        if self.shape(relative - 1) != COMMA || closed || !self.any_finite(inside) {
            return None;
        }
        let before = |p: &&Proposal| is_left(place_of(p)) && place_of(p) != PLACE_POSSESSOR && (p.end as usize) < relative;
        let mut groups = proposals.iter().filter(before);
        let person = groups.clone().find(|p| self.sort(p.end as usize - 1) == 1);
        let free = |p: &&Proposal| !matches!(self.before(anchor, p.at as usize), PREP | OF | IN | ABOUT | BY | TO | AS);
        person.or_else(|| groups.find(free)).copied().filter(|p| doc.tag(p.end as usize - 1) != Tag::Num)
    }

    /// "12 percent of those over 65": the amount before "of" is the head of the phrase.
    fn with_quantity(&self, anchor: &Anchor, proposals: &[Proposal], chosen: usize) -> Proposal {
        let doc = &self.context.doc;
        let at = proposals[chosen].at as usize;
        let of = is_left(proposals[chosen].code as usize & 15) && self.before(anchor, at) == OF;
        let ends_at = |end: usize| proposals.iter().find(|p| p.code & 15 != 0 && p.end as usize == end);
        let before_of = if of { ends_at(at - 1) } else { None };
        let amount = before_of.filter(|p| {
            let head = p.end as usize - 1;
            doc.tag(head) == Tag::Num || AMOUNTS.contains(&doc.word(head))
        });
        amount.copied().unwrap_or(proposals[chosen])
    }

    /// "a report by the bank, which said": a document before a relative word is named as the source itself.
    pub(super) fn document_before(&self, anchor: &Anchor, span: TokenSpan, place: usize, margin: f32) -> Option<Source> {
        let doc = &self.context.doc;
        let relative = span.start as usize;
        if self.shape(relative) != WHO && self.shape(relative) != THAT {
            return None;
        }
        let end = if relative > anchor.start && self.shape(relative - 1) == COMMA { relative - 1 } else { relative };
        let (mut at, mut found) = (end, None);
        while at > anchor.start {
            let chunk = doc.chunk(at - 1).filter(|c| c.kind == ChunkKind::Noun)?;
            let (start, head) = ((chunk.tokens.start as usize).max(anchor.start), chunk.head as usize);
            if self.sort(head) == SORT_DOCUMENT {
                found = Some(Source { place, tokens: TokenSpan::new(start, end), head, margin });
                break;
            }
            // "from", "by", "of" lead further back, but only one step.
            if at != end || start <= anchor.start || doc.tag(start - 1) != Tag::Prep {
                break;
            }
            at = start - 1;
        }
        found
    }

    /// "the Maritime Trade Office (MTO) agency": the name before the brackets belongs to the phrase.
    pub(super) fn before_brackets(&self, anchor: &Anchor, start: usize) -> usize {
        let doc = &self.context.doc;
        if start < anchor.start + 4 || doc.kind(start - 1) != TokenKind::Close {
            return start;
        }
        let open = (anchor.start.max(start.saturating_sub(6))..start - 1).rev().find(|n| doc.kind(*n) == TokenKind::Open);
        let name = open.filter(|open| *open > anchor.start).and_then(|open| doc.chunk(open - 1)).filter(|c| c.kind == ChunkKind::Noun);
        name.map_or(start, |c| (c.tokens.start as usize).max(anchor.start))
    }

    /// Takes out the ends of a source phrase that cannot be, and all others where only one can.
    pub(super) fn amend_ends(&self, anchor: &Anchor, place: usize, span: TokenSpan, limit: usize, proposals: &mut Vec<Proposal>) {
        let end = span.end as usize;
        let asked_by = anchor.form == FORM_PASSIVE && place == PLACE_BY;
        if is_right(place) {
            // "according to Berg, the council made further cuts", "was asked by a member why it was late": a clause of its own
            // begins there.
            proposals.retain(|p| {
                let rest = end..p.end as usize;
                let asks = asked_by && rest.clone().any(|n| matches!(self.shape(n), THAT | WHETHER | IF | WH));
                let comma = rest.clone().find(|n| self.shape(*n) == COMMA).unwrap_or(rest.end);
                let relative = (comma..rest.end).find(|n| self.shape(*n) == WHO).unwrap_or(rest.end);
                !asks && !self.any_finite(comma..relative)
            });
        }
        // "those surveyed said", "according to a poll released on Monday": a participle right behind the group belongs to it.
        if self.near(anchor, end) != PARTICIPLE {
            return;
        }
        let stops = |n: &usize| matches!(self.near(anchor, *n), COMMA | STOP | EDGE | CLOSES | SEMICOLON | COLON | DASH);
        let verb = |n: usize| finite(self.shape(n));
        let full = if is_left(place) { limit } else { (end..anchor.end).find(stops).unwrap_or(anchor.end) };
        let spoken = is_right(place) || matches!(anchor.form, FORM_BASE | FORM_THIRD | FORM_PAST | FORM_MODAL);
        let open = full > end && matches!(self.shape(full - 1), PREP | OF | IN | ABOUT | BY | TO | AS);
        let whole = spoken && !open && !(end..full).any(|n| verb(n) || stops(&n));
        if whole && full <= end + 16 {
            proposals.clear();
            proposals.push(Proposal::new(0, span.start as usize, full));
        }
    }

    /// A speaker beside a headline says all of the headline.
    pub(super) fn headline_content(&self, anchor: &Anchor) -> Option<Content> {
        let whole = |side, left, right| Some(Content { side, left, right, side_margin: 9.0, edge_margin: 9.0 });
        if self.is_headline_speaker(anchor) {
            let stop = usize::from(self.shape(anchor.end - 1) == STOP);
            return whole(RIGHT, None, Some(TokenSpan::new(anchor.at + 1, anchor.end - stop)));
        }
        self.is_headline_byline(anchor).then(|| whole(LEFT, Some(TokenSpan::new(anchor.start, anchor.at)), None)).flatten()
    }

    /// "The hull was cracked, the captain told a hearing, adding that …", "…, the army said, citing villagers": a clause before the
    /// source, and behind the cue none.
    pub(super) fn nothing_behind(&self, anchor: &Anchor, unit: Unit) -> bool {
        let doc = &self.context.doc;
        let quiet = unit.quiet;
        let tells = self.tables.shapes.is(doc.token(anchor.at), TELL);
        let over = match self.near(anchor, quiet) {
            COMMA => self.near(anchor, quiet + 1) == ING && (tells || doc.word(quiet + 1) == "citing"),
            STOP | EDGE => tells && quiet + 1 >= anchor.end,
            _ => false,
        };
        over && self.before(anchor, unit.start) == COMMA && self.any_finite(anchor.start..unit.start)
    }

    /// "Since the strike began in March, 3 million parcels have been left": where the main clause begins behind a clause of time,
    /// cause or condition that opens what is said, and is said as well.
    pub(super) fn opening_clause(&self, anchor: &Anchor, end: usize) -> Option<usize> {
        let doc = &self.context.doc;
        let first = anchor.start;
        let word = doc.token(first).flags.has(Flags::CAPITAL).then(|| doc.word(first))?;
        if !matches!(word, "Since" | "After" | "When" | "Because" | "If" | "Before" | "Until" | "Once" | "Unless" | "As") {
            return None;
        }
        let comma = (first..end).find(|n| self.shape(*n) == COMMA)?;
        self.any_finite(first..comma).then_some(comma + 1)
    }
}
