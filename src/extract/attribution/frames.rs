//! Frames: forms of words that leave no doubt who speaks and where what is said stands ("calls by nurses for …", "In a poll, …",
//! "Noting that …, the baker …", "was accused by the rival of …").
//!
//! A frame is looked for once for each anchor, and what it says is taken wherever the weights would choose. Each begins with a
//! rare token beside the cue, so that most anchors are let go at the first look.

use crate::extract::CueClass;
use crate::extract::attribution::anchor::{Anchor, FORM_BASE, FORM_ING, FORM_OTHER, FORM_PASSIVE, FORM_PAST, View, finite};
use crate::extract::attribution::content::{Content, RIGHT};
use crate::extract::attribution::cues::{CueKind, Takes, Trust};
use crate::extract::attribution::shapes::*;
use crate::extract::attribution::sorts as sort;
use crate::extract::attribution::source::{PLACE_LEFT, Source};
use crate::lexicon::Class;
use crate::text::TokenSpan;

/// How long the subject of a forecast may be, in tokens.
const SUBJECT: usize = 8;
/// How far before their verb documents may begin, in tokens.
const DOCUMENTS: usize = 10;
/// How far from the start of its sentence the colon behind a topic may stand, in tokens.
const TOPIC: usize = 14;

/// Where what is said stands.
#[derive(Clone, Copy, Debug)]
pub(super) enum Says {
    /// It begins here; where it ends is for the weights.
    From(usize),
    /// It is these tokens.
    All(TokenSpan),
    /// It stands before the cue.
    Before,
}

/// Who speaks, and where what is said stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// Who speaks.
    pub source: Source,
    /// Where what is said stands.
    pub says: Says,
}

impl Frame {
    /// The content, where the frame knows all of it.
    pub fn content(&self) -> Option<Content> {
        match self.says {
            Says::All(right) => Some(Content { side: RIGHT, left: None, right: Some(right), side_margin: 9.0, edge_margin: 9.0 }),
            Says::From(_) | Says::Before => None,
        }
    }

    /// The content stands before the cue.
    pub fn is_before(&self) -> bool {
        matches!(self.says, Says::Before)
    }

    /// Where the content begins, where that alone is known.
    pub fn from(&self) -> Option<usize> {
        match self.says {
            Says::From(start) => Some(start),
            Says::All(_) | Says::Before => None,
        }
    }
}

impl View<'_, '_> {
    /// The frame that an anchor stands in.
    pub(super) fn frame(&self, anchor: &Anchor) -> Option<Frame> {
        match anchor.kind {
            CueKind::Noun => self.behind_noun(anchor).or_else(|| self.opening(anchor)),
            CueKind::Preposition => self.opening(anchor),
            CueKind::Verb => match anchor.form {
                FORM_ING => self.noting(anchor),
                FORM_PASSIVE => self.accusing(anchor),
                FORM_PAST => self.compared(anchor).or_else(|| self.foreseeing(anchor)),
                FORM_BASE => self.documented(anchor),
                _ => None,
            },
            CueKind::Colon => self.on_topic(anchor),
            _ => None,
        }
    }

    /// "The bank forecast last month that", "files seen by the court show.": a verb that is written as a noun is.
    pub(super) fn verb_like_noun(&self, at: usize) -> Option<Anchor> {
        let token = self.context.doc.token(at);
        if !matches!(self.shape(at + 1), STOP | TIME | TIME_PREP | IN | ABOUT) {
            return None;
        }
        let entry = self.context.lexicon.entry(token, Class::Cue)?;
        let mut anchor = self.anchor(at, TokenSpan::new(at, at + 1), self.tables.cues.number(Class::Cue, entry), CueKind::Verb, FORM_OTHER);
        if self.foreseeing(&anchor).is_some() {
            anchor.form = FORM_PAST;
        } else if token.tag.is_noun() && self.documented(&anchor).is_some() {
            anchor.form = FORM_BASE;
        } else {
            return None;
        }
        Some(anchor)
    }

    /// "…, as analysts had predicted": those right before the verb foresaw what stands before them.
    fn compared(&self, anchor: &Anchor) -> Option<Frame> {
        let (tokens, head) = self.subject_before(anchor).filter(|_| self.is_compared(anchor))?;
        Some(Frame { source: Source { place: PLACE_LEFT, tokens, head, margin: 9.0 }, says: Says::Before })
    }

    /// "The bank forecast last month that prices would fall": a past that is written as the noun is, with a time before its clause.
    fn foreseeing(&self, anchor: &Anchor) -> Option<Frame> {
        let doc = &self.context.doc;
        let cue = self.tables.cues.get(anchor.number);
        let behind = anchor.at + 1;
        let time = |n: &usize| matches!(self.shape(*n), TIME | TIME_PREP | IN | ABOUT | DET | NUM);
        let timed = |that: usize| (behind..that).all(|n| time(&n)) && (behind..that).any(|n| self.shape(n) == TIME);
        if !time(&behind)
            || !doc.word(anchor.at).ends_with("cast")
            || anchor.at == anchor.start
            || cue.trust != Trust::High
            || !cue.takes.has(Takes::THAT)
        {
            return None;
        }
        let that = (behind + 1..anchor.end.min(behind + 4)).find(|n| self.shape(*n) == THAT).filter(|that| timed(*that))?;
        // All that stands before it is its subject: "The Bank of Finland", and not "The weather" or "The bank’s".
        let head = anchor.at - 1;
        let named = self.shape(head) == NAME || sort::NAMEABLE.contains(&self.sort(head));
        let subject = |n: usize| matches!(self.shape(n), DET | NAME | NOUN | PLURAL | ADJ | OF | MEDIUM | HEARER);
        (named && head < anchor.start + SUBJECT && (anchor.start..anchor.at).all(subject)).then(|| {
            let source = Source { place: PLACE_LEFT, tokens: TokenSpan::new(anchor.start, anchor.at), head, margin: 9.0 };
            Frame { source, says: Says::From(that) }
        })
    }

    /// "The plant lost money last year, files seen by the court show.": documents behind a comma, at the end of the sentence, with
    /// those who saw them.
    fn documented(&self, anchor: &Anchor) -> Option<Frame> {
        let end = anchor.at + 1;
        if self.tables.cues.get(anchor.number).class != CueClass::Show || !matches!(self.near(anchor, end), STOP | EDGE) {
            return None;
        }
        let by = (anchor.start + 4..anchor.at).rev().take(DOCUMENTS).find(|n| self.shape(*n) == BY)?;
        let head = by - 2;
        let seen = matches!(self.shape(by - 1), PARTICIPLE | FINITE) && self.sort(head) == sort::DOCUMENT;
        let start = self.context.doc.chunk(head).map_or(head, |c| c.tokens.start as usize);
        let closed = !(by + 1..anchor.at).any(|n| finite(self.shape(n)) || matches!(self.shape(n), COMMA | THAT | WHO));
        let stands = start > anchor.start + 1 && self.shape(start - 1) == COMMA && self.any_finite(anchor.start..start);
        (seen && closed && stands && by + 1 < anchor.at).then(|| {
            let source = Source { place: PLACE_LEFT, tokens: TokenSpan::new(start, anchor.at), head, margin: 9.0 };
            Frame { source, says: Says::Before }
        })
    }

    /// "Moreno on school meals: “Nobody should …”": a person and a topic at the start of a paragraph, and what was said of it.
    fn on_topic(&self, anchor: &Anchor) -> Option<Frame> {
        let doc = &self.context.doc;
        let (start, colon) = (anchor.start, anchor.at);
        if colon < start + 3 || colon > start + TOPIC || doc.paragraph(colon).tokens.start as usize != start {
            return None;
        }
        let on = (start + 1..colon.min(start + 5)).find(|n| doc.word(*n) == "on")?;
        let person = (start..on).all(|n| matches!(self.shape(n), NAME | NOUN)) && self.sort(on - 1) == sort::PERSON;
        let topic = (on + 1..colon).all(|n| self.names_topic(n));
        let speaks = self.shape(colon + 1) == OPENS || self.any_finite(colon + 1..anchor.end);
        (person && on + 1 < colon && topic && speaks).then(|| {
            let source = Source { place: PLACE_LEFT, tokens: TokenSpan::new(start, on), head: on - 1, margin: 9.0 };
            Frame { source, says: Says::From(colon + 1) }
        })
    }
}
