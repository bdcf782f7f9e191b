//! Cues that are kept whatever the weights say: too rare in what taught them, and too clear to need them.

use std::ops::Range;

use crate::extract::attribution::anchor::{Anchor, FORM_PASSIVE, View, finite};
use crate::extract::attribution::cues::{CueKind, Trust};
use crate::extract::attribution::shapes::*;
use crate::extract::attribution::sorts as sort;
use crate::text::{ChunkKind, Flags, Tag, TokenKind, Zone};

impl View<'_, '_> {
    /// Cues that are too rare to be learnt and too clear to need it: "reportedly", and a name behind a dash behind a quotation.
    pub(super) fn is_sure(&self, anchor: &Anchor) -> bool {
        match anchor.kind {
            CueKind::Adverb => self.tables.cues.get(anchor.number).trust == Trust::High,
            CueKind::Dash => self.shape(anchor.at - 1) == CLOSES || self.is_headline_byline(anchor),
            CueKind::Colon => self.is_speaker(anchor) || self.is_headline_speaker(anchor),
            CueKind::Noun => self.is_said_to_exist(anchor) || self.tells_clause(anchor),
            CueKind::Verb => self.is_hearsay(anchor) || self.puts_at(anchor) || self.is_told(anchor),
            CueKind::Preposition => self.is_attributed(anchor),
            CueKind::Adjective => (anchor.cue.start as usize..anchor.at).any(|n| self.is_make(n)),
        }
    }

    /// "He is believed to have fled": what nobody in particular says stands on both sides of the cue.
    pub(super) fn is_hearsay(&self, anchor: &Anchor) -> bool {
        let passive = anchor.form == FORM_PASSIVE && self.near(anchor, anchor.at + 1) == TO;
        passive && self.tables.shapes.is(self.context.doc.token(anchor.at), HEARSAY) || self.is_state(anchor)
    }

    /// "Dozens are feared dead": nobody is named, and what is feared stands on both sides.
    pub(super) fn is_state(&self, anchor: &Anchor) -> bool {
        anchor.kind == CueKind::Verb && anchor.form == FORM_PASSIVE && self.before_state(anchor.at)
    }

    /// "Police in Lima put the number of wounded at 260."
    fn puts_at(&self, anchor: &Anchor) -> bool {
        let doc = &self.context.doc;
        if !matches!(doc.word(anchor.at), "put" | "puts") {
            return false;
        }
        let mut behind = (anchor.at + 1..anchor.end.min(anchor.at + 12)).take_while(|n| !matches!(self.shape(*n), COMMA | TO));
        let at = behind.find(|n| doc.word(*n) == "at");
        at.is_some_and(|at| at > anchor.at + 1 && (at + 1..anchor.end.min(at + 4)).any(|n| self.shape(n) == NUM))
    }

    /// "in the words of a nurse", "the water, per the council, is clean"
    fn is_attributed(&self, anchor: &Anchor) -> bool {
        let doc = &self.context.doc;
        let cue = doc.text_of(anchor.cue);
        let next = anchor.cue.end as usize;
        if cue.eq_ignore_ascii_case("in the words of") {
            return true;
        }
        let group = doc.chunk(next).filter(|c| c.kind == ChunkKind::Noun && c.tokens.start as usize == next);
        // "Per the council, the water is clean", but "Per Holm, the coach, left".
        let opens = cue == "Per"
            && anchor.cue.start as usize == anchor.start
            && doc.tag(next) == Tag::Det
            && group.is_some_and(|c| self.near(anchor, c.tokens.end as usize) == COMMA);
        (opens || cue == "per" && self.before(anchor, anchor.cue.start as usize) == COMMA)
            && group.is_some_and(|c| {
                let over = matches!(self.near(anchor, c.tokens.end as usize), COMMA | STOP | EDGE);
                over && sort::NAMEABLE.contains(&self.sort(c.head as usize))
            })
    }

    /// "There were reports that the bridge was mined."
    fn is_said_to_exist(&self, anchor: &Anchor) -> bool {
        let doc = &self.context.doc;
        if self.near(anchor, anchor.cue.end as usize) != THAT {
            return false;
        }
        let group = doc.chunk(anchor.at).map_or(anchor.at, |c| c.tokens.start as usize).min(anchor.cue.start as usize);
        let be = (anchor.start..group).rev().find(|n| !matches!(self.shape(*n), ADV | NEG));
        be.is_some_and(|n| n > anchor.start && self.shape(n) == BE && doc.word(n - 1).eq_ignore_ascii_case("there"))
    }

    /// Only a name stands before the colon, and a quotation behind it, or the name is in capitals as in a transcript.
    fn is_speaker(&self, anchor: &Anchor) -> bool {
        let doc = &self.context.doc;
        let mut words = anchor.start..anchor.at;
        // "Dr." has a full stop.
        let name = |n: usize| {
            self.shape(n) == NAME || doc.has(n, Flags::CAPITAL) && self.shape(n) != STOP || n > anchor.start && self.shape(n) == STOP
        };
        let short = words.len() <= 5 && self.before(anchor, anchor.at) == NAME && words.clone().all(name);
        let transcript = doc.paragraph(anchor.at).tokens.start as usize == anchor.start && words.all(|n| doc.has(n, Flags::UPPER));
        short && (self.shape(anchor.at + 1) == OPENS || transcript)
    }

    /// A headline, or the sentence that opens a document whose headline is not told apart.
    pub(super) fn in_headline(&self, anchor: &Anchor) -> bool {
        anchor.sentence == 0 || self.context.doc.paragraph(anchor.at).zone == Zone::Headline
    }

    /// Somebody who can be named alone beside a headline, or what found what the headline says.
    fn can_head(&self, at: usize) -> bool {
        sort::NAMEABLE.contains(&self.sort(at)) || self.used(at, FINDER)
    }

    fn is_nominal(&self, tokens: Range<usize>) -> bool {
        tokens.into_iter().all(|n| matches!(self.shape(n), NAME | NOUN | PLURAL | ADJ | MEDIUM | HEARER))
    }

    /// "Minister: Ferry talks to resume on Monday"
    pub(super) fn is_headline_speaker(&self, anchor: &Anchor) -> bool {
        if anchor.kind != CueKind::Colon || !self.in_headline(anchor) {
            return false;
        }
        let doc = &self.context.doc;
        let start = (anchor.start..anchor.at).rev().find(|n| self.shape(*n) == DASH).map_or(anchor.start, |dash| dash + 1);
        let words = start..anchor.at;
        let behind = anchor.at + 1..anchor.end;
        let asks = doc.kind(anchor.end - 1) == TokenKind::Question;
        if words.is_empty() || words.len() > 5 || behind.len() < 3 || asks || !self.is_nominal(words) || !self.can_head(anchor.at - 1) {
            return false;
        }
        let capitals = behind.clone().filter(|n| doc.has(*n, Flags::CAPITAL)).count();
        capitals > 2 || behind.into_iter().any(|n| doc.tag(n).is_verb() || finite(self.shape(n)) || self.shape(n) == OPENS)
    }

    /// "Volcano could erupt within days – scientists"
    pub(super) fn is_headline_byline(&self, anchor: &Anchor) -> bool {
        if anchor.kind != CueKind::Dash || !self.in_headline(anchor) {
            return false;
        }
        let doc = &self.context.doc;
        let (before, behind) = (anchor.start..anchor.at, anchor.at + 1..anchor.end);
        let short = (1..=4).contains(&behind.len()) && before.len() > 2;
        short
            && self.is_nominal(behind)
            && self.can_head(anchor.end - 1)
            && before.clone().any(|n| doc.tag(n).is_verb())
            && !before.into_iter().any(|n| matches!(self.shape(n), DASH | COLON | OPENS))
    }
}
