//! Verbs whose form leaves no doubt that they attribute, although what taught the weights has few of them: "was told by a guard
//! that", "as analysts had predicted", "than traders had forecast", "the figure was given by the ministry", "his client believed the
//! gun was a toy".

use crate::extract::CueClass;
use crate::extract::attribution::anchor::{Anchor, FORM_ING, FORM_PASSIVE, FORM_PAST, FORM_THIRD, View, finite};
use crate::extract::attribution::cues::{CueKind, Takes, Trust};
use crate::extract::attribution::decide::Proposal;
use crate::extract::attribution::frames::{Frame, Says};
use crate::extract::attribution::shapes::*;
use crate::extract::attribution::sorts as sort;
use crate::extract::attribution::source::{PLACE_RIGHT, Source, is_further_left};
use crate::text::{ChunkKind, Tag, TokenSpan};

impl View<'_, '_> {
    /// A verb with what makes it a cue for certain.
    pub(super) fn is_told(&self, anchor: &Anchor) -> bool {
        self.is_told_by(anchor) || self.is_figure_given(anchor) || self.is_nested(anchor)
    }

    /// The noun group that ends right before the cue.
    pub(super) fn subject_before(&self, anchor: &Anchor) -> Option<(TokenSpan, usize)> {
        let at = (anchor.cue.start as usize).checked_sub(1).filter(|at| *at >= anchor.start)?;
        let at = if self.shape(at) == ADV { at.checked_sub(1)? } else { at };
        let Some(chunk) = self.context.doc.chunk(at).filter(|c| c.kind == ChunkKind::Noun && c.tokens.end as usize == at + 1) else {
            // "as polls had suggested": "polls" looks like a verb.
            return self.used(at, POLL).then(|| (TokenSpan::new(at, at + 1), at));
        };
        Some((chunk.tokens, chunk.head as usize))
    }

    /// "Drivers were advised by police to turn back", "was told by a guard that the gate was open".
    fn is_told_by(&self, anchor: &Anchor) -> bool {
        let end = anchor.cue.end as usize;
        if anchor.form != FORM_PASSIVE || self.near(anchor, end) != BY || !self.tables.cues.get(anchor.number).takes.has(Takes::PERSON) {
            return false;
        }
        let Some((group, _)) = self.group_at(anchor, end + 1) else { return false };
        let behind = group.end as usize;
        match self.near(anchor, behind) {
            THAT | WHETHER => true,
            TO => self.context.doc.get(behind + 1).is_some_and(|t| t.tag == Tag::Base),
            _ => false,
        }
    }

    /// "…, as analysts had predicted", "… than traders had forecast".
    pub(super) fn is_compared(&self, anchor: &Anchor) -> bool {
        let end = anchor.cue.end as usize;
        let cue = self.tables.cues.get(anchor.number);
        let foresees = cue.trust != Trust::Low && cue.takes.has(Takes::THAT);
        if !foresees || anchor.form != FORM_PAST || !matches!(self.near(anchor, end), STOP | EDGE | COMMA | CONJ | DASH | SEMICOLON | TIME)
        {
            return false;
        }
        self.subject_before(anchor).is_some_and(|(group, head)| {
            let before = group.start as usize;
            let joined = before > anchor.start && self.before_comparison(anchor, before) < before;
            let over = || self.shape(before - 1) != AS || matches!(self.near(anchor, end), STOP | EDGE);
            joined && over() && !matches!(self.sort(head), sort::CALENDAR | sort::PRONOUN | sort::NUMBER)
        })
    }

    /// Where the clause ends that ", as" or "than" joins to what follows at `end`.
    pub(super) fn before_comparison(&self, anchor: &Anchor, end: usize) -> usize {
        let doc = &self.context.doc;
        if end < anchor.start + 3 {
            return end;
        }
        let last = end - 1;
        let joins = match self.shape(last) {
            AS if matches!(self.shape(last - 1), COMMA | DASH) => last - 1,
            _ if doc.word(last) == "than" => last,
            _ => return end,
        };
        // "However, as the paper reported, …": no clause stands before.
        if self.any_finite(anchor.start..joins) { joins } else { end }
    }

    /// Where what was forecast begins before "than": a number that stands there is the one that came, and not the forecast.
    pub(super) fn compared_from(&self, anchor: &Anchor, start: usize, end: usize) -> usize {
        let doc = &self.context.doc;
        if doc.get(end).is_none() || doc.word(end) != "than" || !self.stretch(start..end).contains(&(NUM as u8)) {
            return start;
        }
        let compares = |n: &usize| matches!(doc.word(*n), "more" | "less" | "fewer" | "worse" | "better") || doc.word(*n).ends_with("er");
        (start.max(anchor.start)..end).rev().take(4).find(compares).unwrap_or(start)
    }

    /// "The figure was given by the ministry."
    fn is_figure_given(&self, anchor: &Anchor) -> bool {
        let by = anchor.form == FORM_PASSIVE && self.near(anchor, anchor.cue.end as usize) == BY;
        by && self.used(anchor.at, GIVES)
            && self.subject_before(anchor).is_some_and(|(group, head)| self.used(head, FIGURE) && self.shape(group.start as usize) == DET)
    }

    /// "Noting that prices had doubled, the baker raised his own": the subject behind the comma notes what stands before it.
    pub(super) fn noting(&self, anchor: &Anchor) -> Option<Frame> {
        let that = anchor.cue.end as usize;
        let cue = self.tables.cues.get(anchor.number);
        let opens = anchor.form == FORM_ING && anchor.kind == CueKind::Verb && self.opens(anchor) && self.near(anchor, that) == THAT;
        if !opens || cue.trust == Trust::Low || !cue.takes.has(Takes::THAT) {
            return None;
        }
        let subject = |comma: usize| {
            let (group, head) = self.group_at(anchor, comma + 1)?;
            let end = group.end as usize;
            let acts = finite(self.near(anchor, end)) || self.near(anchor, end) == ADV && finite(self.near(anchor, end + 1));
            acts.then(|| Source { place: PLACE_RIGHT, tokens: TokenSpan::new(comma + 1, end), head, margin: 9.0 })
        };
        let clause = |comma: &usize| self.shape(*comma) == COMMA && self.any_finite(that..*comma);
        let comma = (that + 1..anchor.end).find(clause)?;
        subject(comma).map(|source| Frame { source, says: Says::All(TokenSpan::new(that, comma)) })
    }

    /// "The mayor was accused by the opposition of taking money": who accuses, and of what.
    pub(super) fn accusing(&self, anchor: &Anchor) -> Option<Frame> {
        let by = anchor.cue.end as usize;
        if anchor.kind != CueKind::Verb || anchor.form != FORM_PASSIVE || self.near(anchor, by) != BY {
            return None;
        }
        let (group, head) = self.group_at(anchor, by + 1)?;
        let of = group.end as usize;
        if self.near(anchor, of) != OF || self.near(anchor, of + 1) != ING {
            return None;
        }
        let end = (of + 2..anchor.end).find(|n| matches!(self.shape(*n), COMMA | STOP | SEMICOLON | DASH)).unwrap_or(anchor.end);
        let source = Source { place: PLACE_RIGHT, tokens: group, head, margin: 9.0 };
        Some(Frame { source, says: Says::All(TokenSpan::new(of, end)) })
    }

    /// What a figure stands for that is given: the sentence before, up to the figure.
    pub(super) fn figure_before(&self, anchor: &Anchor) -> Option<TokenSpan> {
        if anchor.kind != CueKind::Verb || anchor.sentence == 0 || !self.is_figure_given(anchor) {
            return None;
        }
        let (group, _) = self.subject_before(anchor)?;
        let before = self.context.doc.analysis.sentences[anchor.sentence - 1].tokens;
        let counts = self.stretch(before.range()).contains(&(NUM as u8));
        (group.start as usize == anchor.start && counts).then(|| TokenSpan::new(before.start as usize, group.end as usize))
    }

    /// "The agency reported that the mayor said he would resign": in a clause of its own the nearest subject speaks.
    pub(super) fn nested_subject(&self, anchor: &Anchor, chosen: &Proposal) -> Option<Proposal> {
        let verb = anchor.kind == CueKind::Verb && matches!(anchor.form, FORM_PAST | FORM_THIRD);
        if !verb || !is_further_left(chosen.code as usize & 15) {
            return None;
        }
        let (group, head) = self.subject_before(anchor)?;
        let start = group.start as usize;
        let within = start > anchor.start + 1 && self.shape(start - 1) == THAT && self.says(start - 2) && chosen.end < group.start;
        // "Officials say residents told reporters that": without "that" only behind a plain verb of saying.
        let bare = start > anchor.start
            && self.used(start - 1, PLAIN_SAYING)
            && matches!(self.sort(head), sort::PERSON | sort::GROUP | sort::ROLE);
        (bare || within && sort::THINKERS.contains(&self.sort(head))).then(|| Proposal::new(1, start, head + 1))
    }

    fn says(&self, at: usize) -> bool {
        self.shape(at) == FINITE && self.tables.shapes.is(self.context.doc.token(at), CUE)
    }

    /// "The bridge was safe, the council was told": the hearer before the cue is no part of what was told.
    pub(super) fn before_hearer(&self, anchor: &Anchor, end: usize) -> usize {
        let told = anchor.form == FORM_PASSIVE && self.tables.cues.get(anchor.number).takes.has(Takes::PERSON);
        if !told || end != anchor.cue.start as usize {
            return end;
        }
        let Some((group, _)) = self.subject_before(anchor) else { return end };
        let start = group.start as usize;
        if self.before(anchor, start) == COMMA && self.any_finite(anchor.start..start) { start - 1 } else { end }
    }

    /// "The lawyer said his client believed the gun was a toy": a clause of thinking or saying inside another.
    fn is_nested(&self, anchor: &Anchor) -> bool {
        let cue = self.tables.cues.get(anchor.number);
        let end = anchor.cue.end as usize;
        if !matches!(anchor.form, FORM_PAST | FORM_THIRD)
            || !matches!(cue.class, CueClass::Say | CueClass::Believe)
            || !cue.takes.has(Takes::THAT)
            || cue.trust == Trust::Low
        {
            return false;
        }
        let within = |at: usize| at > anchor.start + 1 && (self.says(at - 1) || self.shape(at - 1) == THAT && self.says(at - 2));
        let thinks = self
            .subject_before(anchor)
            .is_some_and(|(group, head)| sort::THINKERS.contains(&self.sort(head)) && within(group.start as usize));
        let clause = || match self.near(anchor, end) {
            THAT => !finite(self.near(anchor, end + 1)),
            _ => self.group_at(anchor, end).is_some_and(|(group, _)| finite(self.near(anchor, group.end as usize))),
        };
        thinks && clause()
    }
}
