//! Whom a report names as its own source: "…, the agency said, citing survivors" and "the paper quoted brokers as saying …".
//!
//! Two speak, one through the other, and both say the same. The words of the report are found as always; who is cited becomes a
//! second attribution with the same content.

use crate::extract::CueClass;
use crate::extract::attribution::Draft;
use crate::extract::attribution::anchor::{Anchor, FORM_ING, View, finite};
use crate::extract::attribution::cues::CueKind;
use crate::extract::attribution::decide::{Decide, Outcome, Proposal};
use crate::extract::attribution::shapes::*;
use crate::extract::attribution::sorts as sort;
use crate::extract::attribution::source::{PLACE_RIGHT, Source};
use crate::lexicon::Class;
use crate::text::{ChunkKind, TokenSpan};

/// What is remembered of a sentence from one cue to the next.
#[derive(Debug, Default)]
pub struct Cited {
    /// The last report, as long as its sentence goes on.
    said: Option<Draft>,
    /// "Citing survivors, the agency said": who is cited before the report comes.
    ahead: Option<(Anchor, Source)>,
    /// One past the tokens that are done with.
    done: usize,
}

impl View<'_, '_> {
    /// Remembers a report; who was cited ahead of it says the same.
    pub(super) fn said(&self, draft: &Draft, cited: &mut Cited, then: impl FnOnce(Draft)) {
        let class = self.tables.cues.get(draft.anchor.number).class;
        if draft.anchor.kind != CueKind::Verb || !matches!(class, CueClass::Say | CueClass::Report) {
            return;
        }
        cited.said = Some(*draft);
        if let Some((anchor, source)) = cited.ahead.take().filter(|(a, _)| a.sentence == draft.anchor.sentence) {
            then(Draft { anchor, source, content: draft.content });
        }
    }

    /// True when the anchor is one of those of this module and is done with.
    pub(super) fn cites<D: Decide>(
        &self,
        anchor: &Anchor,
        cited: &mut Cited,
        decider: &mut D,
        proposals: &mut Vec<Proposal>,
        mut then: impl FnMut(Draft),
    ) -> bool {
        if anchor.kind != CueKind::Verb {
            return false;
        }
        if anchor.at < cited.done {
            decider.ends(Outcome::NoCue);
            return true;
        }
        if let Some((group, saying, number)) = self.quoted_group(anchor) {
            let mut outer = *anchor;
            outer.cue.end = saying as u32 + 1;
            let frame = self.frame(&outer);
            let source = frame.map_or_else(|| self.source(&outer, decider, proposals), |frame| frame.source);
            let content = self.content(&outer, &source, frame.as_ref(), decider, proposals);
            if content.left.is_some() || content.right.is_some() {
                then(Draft { anchor: *anchor, source, content });
                let inner = Anchor { at: saying, cue: TokenSpan::new(saying, saying + 1), form: FORM_ING, number, ..*anchor };
                then(Draft { anchor: inner, source: right_source(group), content });
                cited.done = saying + 1;
                decider.ends(Outcome::Kept);
                return true;
            }
        }
        if anchor.form != FORM_ING || !self.tables.cues.is_cite(anchor.number) {
            return false;
        }
        let Some(source) = self.citable(anchor) else { return false };
        let report = cited.said.filter(|said| said.anchor.sentence == anchor.sentence);
        if let Some(said) = report {
            let cue_start = anchor.cue.start;
            let mut content = said.content;
            if let Some(right) = content.right.as_mut().filter(|right| right.start < cue_start) {
                right.end = right.end.min(cue_start);
            }
            then(Draft { anchor: *anchor, source, content });
            decider.ends(Outcome::Kept);
            return true;
        }
        let doc = &self.context.doc;
        let report = |n: usize| self.shape(n) == FINITE && self.tables.shapes.is(doc.token(n), CUE);
        let aside = self.opens(anchor) || self.near(anchor, source.tokens.end as usize) == COMMA;
        if aside && (source.tokens.end as usize..anchor.end).any(report) {
            cited.ahead = Some((*anchor, source));
            return true;
        }
        false
    }

    /// Somebody, or a document, right behind "citing", with what belongs to the phrase.
    fn citable(&self, anchor: &Anchor) -> Option<Source> {
        let doc = &self.context.doc;
        let start = anchor.cue.end as usize;
        let group = |at: usize| doc.chunk(at).filter(|c| c.kind == ChunkKind::Noun && c.tokens.start as usize == at && at < anchor.end);
        // A bare noun behind the -ing form may be one group with it.
        let chunk =
            doc.chunk(start).filter(|c| c.kind == ChunkKind::Noun && (c.tokens.start as usize) + 1 >= start && start < anchor.end)?;
        let head = chunk.head as usize;
        if !sort::CITABLE.contains(&self.sort(head)) {
            return None;
        }
        let mut end = chunk.tokens.end as usize;
        while end < anchor.end {
            let next = match self.shape(end) {
                OF | PREP | IN | ABOUT | BY => group(end + 1),
                PARTICIPLE => match self.near(anchor, end + 1) {
                    PREP | IN | BY | ABOUT => group(end + 2),
                    _ => group(end + 1),
                },
                _ => None,
            };
            match next {
                Some(next) => end = next.tokens.end as usize,
                None => break,
            }
        }
        (!finite(self.near(anchor, end))).then(|| right_source((TokenSpan::new(start, end), head)))
    }

    /// The group, the place of "saying" and its number in "quoted brokers as saying".
    fn quoted_group(&self, anchor: &Anchor) -> Option<((TokenSpan, usize), usize, usize)> {
        let doc = &self.context.doc;
        let start = anchor.cue.end as usize;
        if !self.tables.cues.is_citing(anchor.number) || start >= anchor.end {
            return None;
        }
        let chunk = doc.chunk(start).filter(|c| c.kind == ChunkKind::Noun && c.tokens.start as usize == start)?;
        let near = start + 1..anchor.end.min(start + 14);
        let as_at = near.into_iter().take_while(|n| !finite(self.shape(*n))).find(|n| self.shape(*n) == AS)?;
        let saying = as_at + 1;
        let says = self.near(anchor, saying) == ING && self.tables.shapes.is(doc.token(saying), CUE);
        let entry = self.context.lexicon.entry(doc.token(saying), Class::Cue).filter(|_| says)?;
        Some(((TokenSpan::new(start, as_at), chunk.head as usize), saying, self.tables.cues.number(Class::Cue, entry)))
    }
}

/// A source right of its cue of which there is no doubt.
fn right_source((tokens, head): (TokenSpan, usize)) -> Source {
    Source { place: PLACE_RIGHT, tokens, head, margin: 9.0 }
}
