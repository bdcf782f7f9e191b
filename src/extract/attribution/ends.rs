//! Where the content right of a cue ends: every comma, conjunction, preposition and closing mark, the end of the sentence, and
//! the sentences of a quotation that runs on.

use crate::extract::CueClass;
use crate::extract::attribution::anchor::{Anchor, View, finite};
use crate::extract::attribution::content::MOST_SENTENCES;
use crate::extract::attribution::cues::{Takes, Trust};
use crate::extract::attribution::decide::Proposal;
use crate::extract::attribution::features::Sink;
use crate::extract::attribution::shapes::*;
use crate::extract::attribution::source::bucket;
use crate::extract::attribution::templates as t;
use crate::lexicon::Class;
use crate::text::{ChunkKind, Flags, Sentence};

const MOST_ENDS: usize = 18;

impl View<'_, '_> {
    pub(super) fn ends(&self, anchor: &Anchor, start: usize, proposals: &mut Vec<Proposal>) {
        proposals.clear();
        let doc = &self.context.doc;
        let analysis = doc.analysis;
        let first = if start >= anchor.end { anchor.sentence + 1 } else { anchor.sentence };
        let Some(sentence) = analysis.sentences.get(first) else { return };
        let sentence_end = sentence.tokens.end as usize;
        let (mut verbs, mut commas, mut open) = (0usize, 0usize, doc.has(start, Flags::QUOTED) && self.shape(start) != OPENS);
        let begun_inside = open;
        let mut coordinated = false;
        for at in start..sentence_end {
            let shape = self.shape(at);
            if at > start {
                let after = self.shape(at - 1);
                let inner = match shape {
                    COMMA | SEMICOLON | DASH | COLON | CONJ | SUB | WHILE | BECAUSE | IF | WHO | BRACKET | AS | IN | ABOUT | PREP | BY
                    | TIME | TO | ING | THAT | WHETHER | TIME_PREP | WH | OF => !matches!(after, COMMA | CONJ | OPENS),
                    _ => after == CLOSES,
                };
                if inner && proposals.len() < MOST_ENDS && (!open || begun_inside) {
                    let end = if after == COMMA { at - 1 } else { at };
                    proposals.push(Proposal::new(pack(0, verbs, commas, open), start, end));
                }
                if verbs > 0 && !open && (self.says_on(at) || after == COMMA && self.somebody_else_says(at, sentence_end)) {
                    coordinated = true;
                    break;
                }
            }
            match shape {
                OPENS => open = true,
                CLOSES => open = false,
                COMMA => commas += 1,
                s if finite(s) => verbs += 1,
                _ => {}
            }
        }
        if start < anchor.end {
            for p in proposals.iter_mut() {
                let after = verbs.saturating_sub(p.code as usize >> 4 & 15).min(3);
                p.code |= (after as u32) << 13;
            }
        }
        if coordinated {
            return;
        }
        let mut end = sentence_end;
        while end > start + 1 && self.shape(end - 1) == STOP {
            end -= 1;
        }
        proposals.push(Proposal::new(pack(1, verbs, commas, open), start, end));
        // Further sentences: those of the same quotation, and quotations that follow.
        for k in 1..=MOST_SENTENCES {
            let Some(next) = analysis.sentences.get(first + k) else { break };
            let (from, to) = (next.tokens.start as usize, next.tokens.end as usize);
            let quoted = doc.has(from, Flags::QUOTED);
            let same = next.paragraph == analysis.sentences[first + k - 1].paragraph;
            if !quoted && !same || opens_with_own_speaker(self, next) {
                break;
            }
            let opens = self.shape(from) == OPENS;
            let all = quoted && (from..to).all(|n| doc.has(n, Flags::QUOTED) || self.shape(n) == STOP);
            let bits = usize::from(quoted) | usize::from(opens) << 1 | usize::from(all) << 2 | usize::from(same) << 3;
            proposals.push(Proposal::new((2 + k) | (bits << 12), start, to));
            if !all && !same {
                break;
            }
        }
    }

    pub(super) fn end_features(&self, anchor: &Anchor, side: usize, start: usize, quoted: bool, p: &Proposal, sink: &mut impl Sink) {
        let doc = &self.context.doc;
        let code = p.code as usize;
        let kind = code & 15;
        let end = p.end as usize;
        let first = self.shape(start);
        if kind > 1 {
            let bits = code >> 12 & 15;
            let after = doc.analysis.sentences.get(doc.sentence_index(end - 1) + 1);
            let next_quoted = after.is_some_and(|s| doc.has(s.tokens.start as usize, Flags::QUOTED));
            let next_opens = after.is_some_and(|s| self.shape(s.tokens.start as usize) == OPENS);
            let closes = self.shape(end - 1) == CLOSES || end >= 2 && self.shape(end - 2) == CLOSES;
            let rest = usize::from(next_quoted) | usize::from(next_opens) << 1 | usize::from(closes) << 2 | usize::from(quoted) << 3;
            sink.two(t::END_SENTENCE, (kind - 3).min(2), bits);
            sink.two(t::END_SENTENCE, 4, rest);
            sink.three(t::END_NTH, 3 + usize::from(bits & 4 != 0), first, usize::from(closes));
            sink.three(t::END_SIDE, side, first, 4 + usize::from(bits & 4 != 0) + 2 * usize::from(next_quoted && !next_opens));
            return;
        }
        let (verbs, commas, open) = (code >> 4 & 15, code >> 8 & 15, code >> 12 & 1);
        let next = self.near(anchor, end);
        let next2 = self.near(anchor, end + 1);
        let last = self.shape(end - 1);
        let word = if next == COMMA { self.word(end + 1) } else { self.word(end) };
        let sentence_end = kind == 1;
        let next = if sentence_end { EDGE } else { next };
        sink.two(t::END_AT, next, if sentence_end { EDGE } else { next2 });
        sink.two(t::END_BEFORE, last, next);
        sink.one(t::END_WORD, if sentence_end { 0 } else { word });
        let state = usize::from(quoted) | open << 1 | usize::from(last == CLOSES) << 2;
        sink.three(t::END_QUOTE, state, first, next);
        sink.three(t::END_NTH, commas.min(2), next, usize::from(sentence_end));
        sink.two(t::END_ENTRY, anchor.entry, next);
        sink.three(t::END_START, first, next, verbs.min(2) + 3 * usize::from(commas > 0));
        sink.two(t::END_LENGTH, bucket(end - start), next);
        let verbs_after = code >> 13 & 3;
        sink.three(t::END_FINITE, verbs.min(3), verbs_after, next);
        sink.three(t::END_FORM, anchor.form, next, verbs.min(3));
        let clauses = usize::from(verbs > 0) + 2 * usize::from(verbs_after > 0);
        let takes = self.tables.cues.get(anchor.number).takes;
        sink.three(t::END_ENTRY_FINITE, anchor.entry, clauses, usize::from(sentence_end));
        let kinds = usize::from(takes.has(Takes::THAT)) + 2 * usize::from(takes.has(Takes::NP)) + 4 * usize::from(takes.has(Takes::TO));
        sink.three(t::END_TAKES, kinds, clauses, next);
        sink.three(t::END_COMMAS, commas.min(3), verbs_after, next);
        let rest = bucket(anchor.end.saturating_sub(end)).min(5);
        sink.three(t::END_REST, rest, next, next2);
        sink.three(t::END_SIDE, side, next, verbs.min(3));
        sink.three(t::END_CUE, next, if sentence_end { 0 } else { self.cue_ahead(end) }, verbs.min(3));
    }

    /// "…, but a rebel commander said": behind a comma somebody else says something, so that what was said first is over.
    fn somebody_else_says(&self, at: usize, end: usize) -> bool {
        let doc = &self.context.doc;
        if !matches!(self.shape(at), CONJ | WHILE | BECAUSE) || at + 2 >= end {
            return false;
        }
        let Some(chunk) = doc.chunk(at + 1).filter(|c| c.kind == ChunkKind::Noun && c.tokens.start as usize == at + 1) else {
            return false;
        };
        let mut verb = chunk.tokens.end as usize;
        // "a person familiar with the talks"
        if self.shape(verb) == ADJ
            && matches!(self.shape(verb + 1), PREP | TO)
            && let Some(object) = doc.chunk(verb + 2).filter(|c| c.kind == ChunkKind::Noun && c.tokens.start as usize == verb + 2)
        {
            verb = object.tokens.end as usize;
        }
        verb += usize::from(self.shape(verb) == ADV);
        let cue = doc.get(verb).filter(|_| verb < end && self.shape(verb) == FINITE);
        let entry = cue.and_then(|t| self.context.lexicon.entry(t, Class::Cue));
        entry.is_some_and(|e| {
            let cue = self.tables.cues.get(self.tables.cues.number(Class::Cue, e));
            cue.trust == Trust::High && cue.class == CueClass::Say
        })
    }

    /// "… and added that": the source goes on to say something else, so that what was said first is over.
    fn says_on(&self, at: usize) -> bool {
        let verb = self.shape(at) == CONJ && self.shape(at + 1) == FINITE && self.shape(at + 2) == THAT;
        verb && self.tables.shapes.is(self.context.doc.token(at + 1), CUE)
    }

    /// Whether another cue verb begins at a place or one or two tokens behind it ("… and added that"): 0 no, 1 there, 2 and 3 behind.
    fn cue_ahead(&self, at: usize) -> usize {
        let verb = |n: usize| matches!(self.shape(n), FINITE | ING | PARTICIPLE) && self.tables.shapes.is(self.context.doc.token(n), CUE);
        (0..3).find(|n| verb(at + n)).map_or(0, |n| n + 1)
    }
}

/// "“No, we did,” said Jan Rykers.": a quotation that opens its sentence and has a speaker of its own behind it.
pub(super) fn opens_with_own_speaker(view: &View<'_, '_>, sentence: &Sentence) -> bool {
    let (from, to) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
    if view.shape(from) != OPENS {
        return false;
    }
    let Some(closes) = (from..to).find(|n| view.shape(*n) == CLOSES) else { return false };
    let says = |n: usize| view.shape(n) == FINITE && view.tables.shapes.is(view.context.doc.token(n), CUE);
    (closes + 1..to.min(closes + 5)).take_while(|n| !matches!(view.shape(*n), OPENS | COMMA | THAT)).any(says)
}

/// Packs what an end proposal must remember.
fn pack(kind: usize, verbs: usize, commas: usize, open: bool) -> usize {
    kind | verbs.min(15) << 4 | commas.min(15) << 8 | usize::from(open) << 12
}
