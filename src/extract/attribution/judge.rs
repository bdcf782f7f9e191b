//! The yes-or-no questions: is this word a cue here, where does the cue end, and is the whole to be kept.

use crate::extract::attribution::Draft;
use crate::extract::attribution::anchor::{Anchor, View, nominal};
use crate::extract::attribution::cues::{CueKind, Takes};
use crate::extract::attribution::decide::{Decide, Proposal, Question};
use crate::extract::attribution::features::Sink;
use crate::extract::attribution::shapes::{self, BY, OF, PREP};
use crate::extract::attribution::sorts as sort;
use crate::extract::attribution::source::{PLACE_NONE, bucket};
use crate::extract::attribution::templates as t;
use crate::text::{ChunkKind, Tag, TokenSpan};

impl View<'_, '_> {
    pub(super) fn cue_features(&self, anchor: &Anchor, sink: &mut impl Sink) {
        let (start, end) = (anchor.cue.start as usize, anchor.cue.end as usize);
        let (before, next) = (self.before(anchor, start), self.near(anchor, end));
        let before2 = if start > anchor.start { self.before(anchor, start - 1) } else { shapes::EDGE };
        let next2 = self.near(anchor, end + 1);
        let cue = self.tables.cues.get(anchor.number);
        let (trust, class, kind) = (cue.trust as usize, cue.class as usize, anchor.kind as usize);
        sink.one(t::CUE_KIND, kind);
        sink.one(t::CUE_ENTRY, anchor.entry);
        sink.two(t::CUE_ENTRY_FORM, anchor.entry, anchor.form);
        sink.two(t::CUE_ENTRY_NEXT, anchor.entry, next);
        sink.two(t::CUE_ENTRY_BEFORE, anchor.entry, before);
        sink.three(t::CUE_FORM_AROUND, anchor.form, before, next);
        sink.three(t::CUE_NEXT, anchor.form, next, next2);
        sink.three(t::CUE_BEFORE, anchor.form, before, before2);
        sink.one(t::CUE_WORD_NEXT, if end < anchor.end { self.word(end) } else { 0 });
        sink.one(t::CUE_WORD_BEFORE, if start > anchor.start { self.word(start - 1) } else { 0 });
        sink.three(t::CUE_TRUST_NEXT, trust, kind, next);
        sink.three(t::CUE_CLASS_NEXT, class, anchor.form, next);
        sink.three(t::CUE_QUOTE, kind, anchor.quote, trust);
        sink.two(t::CUE_ENTRY_QUOTE, anchor.entry, anchor.quote);
        let zone = self.context.doc.paragraph(anchor.at).zone as usize;
        sink.two(t::CUE_ZONE, zone, kind);
        if anchor.negated {
            sink.one(t::CUE_NEGATED, anchor.entry);
        }
        if anchor.modal {
            sink.two(t::CUE_MODAL, anchor.form, class);
        }
        let subject = (anchor.start..start).rev().find(|n| nominal(self.shape(*n)));
        sink.one(t::CUE_SUBJECT, subject.map_or(sort::OTHER, |n| self.word(n)));
        sink.three(t::CUE_SUBJECT_NEXT, subject.map_or(sort::OTHER, |n| self.shape(n)), next, trust);
        let quiet = self.near(anchor, self.quiet(anchor, end));
        sink.three(t::CUE_QUIET, anchor.form, before, quiet);
        sink.two(t::CUE_QUIET_ENTRY, anchor.entry, quiet);
        let sort = subject.map_or(sort::OTHER, |n| self.sort(n));
        sink.two(t::CUE_SORT, anchor.entry, sort);
        sink.three(t::CUE_SORT_FORM, sort, anchor.form, next);
        sink.three(t::CUE_TAKES, usize::from(cue.takes.has(Takes::THAT)), next, anchor.form);
        sink.three(t::CUE_PLACE, (start - anchor.start).min(3), (anchor.end - end).min(3), anchor.form);
    }

    /// "expressed surprise at", "voiced doubts over": behind a light verb with its noun, the preposition before a noun group
    /// belongs to the cue, and the content begins behind it.
    fn takes_preposition(&self, anchor: &Anchor) -> bool {
        let doc = &self.context.doc;
        let (start, end) = (anchor.cue.start as usize, anchor.cue.end as usize);
        let light = anchor.kind == CueKind::Noun && (start..end).any(|n| doc.tag(n).is_verb());
        let preposition = end < anchor.end && matches!(doc.word(end), "about" | "at" | "over" | "with" | "for" | "regarding");
        let group = doc.chunk(end + 1).is_some_and(|c| c.kind == ChunkKind::Noun && c.tokens.start as usize == end + 1);
        light && preposition && group
    }

    /// Chooses whether a preposition or "in a statement" belongs to the cue.
    pub(super) fn cue_end<D: Decide>(&self, anchor: &Anchor, decider: &mut D, proposals: &mut Vec<Proposal>) -> TokenSpan {
        if !matches!(anchor.kind, CueKind::Verb | CueKind::Noun | CueKind::Adjective) {
            return anchor.cue;
        }
        let (start, end) = (anchor.cue.start as usize, anchor.cue.end as usize);
        let next = self.near(anchor, end);
        let particle = end < anchor.end && self.context.doc.tag(end) == Tag::Particle;
        let follows = particle || matches!(next, shapes::ABOUT | OF | shapes::AS | PREP | shapes::IN | shapes::TO | shapes::ADV);
        if !follows || next == BY {
            return anchor.cue;
        }
        if self.takes_preposition(anchor) {
            return TokenSpan::new(start, end + 1);
        }
        let noun_like = anchor.kind != CueKind::Verb && matches!(next, shapes::ABOUT | OF | shapes::IN);
        let known = noun_like || end < anchor.end && self.tables.cues.get(anchor.number).with.contains(&self.context.doc.token(end).word);
        proposals.clear();
        proposals.push(Proposal::new(0, start, end));
        proposals.push(Proposal::new(1, start, end + 1));
        let medium = (end + 1..anchor.end.min(end + 6)).find(|n| self.shape(*n) == shapes::MEDIUM);
        if let Some(medium) = medium.filter(|_| next == shapes::IN) {
            let last = if self.shape(medium + 1) == shapes::MEDIUM { medium + 1 } else { medium };
            proposals.push(Proposal::new(2, start, last + 1));
        }
        let choice = decider.choose(Question::CueEnd, proposals, |p, sink| {
            let code = p.code as usize;
            let at = p.end as usize;
            sink.one(t::CUE_END, code);
            sink.two(t::CUE_END_WORD, code, self.word(if code == 2 { at - 1 } else { end }));
            sink.two(t::CUE_END_ENTRY, code, anchor.entry);
            sink.two(t::CUE_END_KNOWN, code, usize::from(known));
            sink.three(t::CUE_END_AFTER, code, next, self.near(anchor, at));
            sink.three(t::CUE_END_FORM, code, anchor.form, next);
            sink.three(t::CUE_END_ENTRY_SHAPE, code, anchor.entry, next);
        });
        TokenSpan::new(start, proposals[choice.index].end as usize)
    }

    pub(super) fn keep_features(&self, draft: &Draft, score: f32, sink: &mut impl Sink) {
        let Draft { anchor, source, content } = draft;
        let cue = self.tables.cues.get(anchor.number);
        let step = |margin: f32| (margin * 1.5) as usize;
        let cue_step = ((score + 4.0) * 2.0).clamp(0.0, 23.0) as usize;
        sink.one(t::KEEP_CUE, cue_step);
        sink.two(t::KEEP_CUE_KIND, cue_step, anchor.kind as usize);
        sink.two(t::KEEP_CUE_PLACE, cue_step, source.place);
        sink.two(t::KEEP_CUE_SIDE, cue_step, content.side);
        sink.one(t::KEEP_ENTRY, anchor.entry);
        sink.two(t::KEEP_ENTRY_SIDE, anchor.entry, content.side);
        sink.two(t::KEEP_ENTRY_PLACE, anchor.entry, source.place);
        sink.three(t::KEEP_FORM_PLACE, anchor.form, source.place, content.side);
        sink.two(t::KEEP_SOURCE, step(source.margin).min(7), source.place);
        sink.two(t::KEEP_SIDE, step(content.side_margin).min(7), content.side);
        sink.two(t::KEEP_EDGE, step(content.edge_margin).min(7), content.side.min(2));
        sink.one(t::KEEP_HEAD, if source.place == PLACE_NONE { 0 } else { self.word(source.head) });
        let head_shape = if source.place == PLACE_NONE { shapes::EDGE } else { self.shape(source.head) };
        sink.three(t::KEEP_HEAD_SHAPE, head_shape, anchor.form, source.place);
        let sort = if source.place == PLACE_NONE { sort::OTHER } else { self.sort(source.head) };
        sink.three(t::KEEP_SORT, sort, cue.class as usize, content.side);
        sink.two(t::KEEP_SORT_ENTRY, anchor.entry, sort);
        let Some(piece) = content.right.or(content.left) else { return };
        let (from, to) = (piece.start as usize, piece.end as usize);
        let finite = self.any_finite(from..to.min(from + 40));
        let first = self.shape(piece.start as usize);
        let number = self.stretch(from..to.min(from + 40)).contains(&(shapes::NUM as u8));
        sink.three(t::KEEP_NUMBER, cue.class as usize, usize::from(number), usize::from(finite));
        sink.three(t::KEEP_CONTENT, first, anchor.form, usize::from(finite));
        sink.two(t::KEEP_CONTENT_ENTRY, anchor.entry, first);
        sink.two(t::KEEP_FINITE, anchor.entry, usize::from(finite));
        sink.three(t::KEEP_LENGTH, bucket(piece.len()), cue.trust as usize, anchor.kind as usize);
        let opening = self.stretch(from..to.min(from + 60)).iter().filter(|shape| usize::from(**shape) == shapes::OPENS).count();
        let marks = opening.min(2) + usize::from(first == shapes::OPENS);
        sink.two(t::KEEP_QUOTED, anchor.entry, marks);
        sink.three(t::KEEP_QUOTE_TRUST, cue.trust as usize, marks, anchor.quote);
    }
}
