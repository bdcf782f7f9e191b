//! How sure the text is of what somebody says: the cue's own certainty, turned by what stands with it.
//!
//! A cue has a certainty of its own ("denied", "claimed", "expects"). Negation turns it ("did not deny", "does not expect"), and so
//! does a verb that refuses ("declined to confirm"); a modal or an adverb weakens what would be plain ("would argue",
//! "reportedly told"); and what is plainly said may itself leave things open ("said it may rain").

use crate::extract::Certainty::{self, Alleged, Asserted, Denied, Expected, Hedged};
use crate::extract::CueClass;
use crate::extract::attribution::anchor::{Anchor, View};
use crate::extract::attribution::cues::CueKind;
use crate::extract::attribution::shapes::{DET, HEDGE, IF, MODAL, NEG, OPENS, POSS, SEEM, WH, WHETHER};
use crate::lexicon::Class;
use crate::text::{Tag, TokenSpan};

/// How many words of a piece of content are looked at: what stands further on is mostly another clause.
const OPENING: usize = 16;

impl View<'_, '_> {
    /// The class of a cue in its place: to rule something out is to deny it.
    pub(super) fn class(&self, anchor: &Anchor) -> CueClass {
        if self.rules_out(anchor) { CueClass::Deny } else { self.tables.cues.get(anchor.number).class }
    }

    /// The certainty of what a cue attributes; `pieces` is what is said.
    pub(super) fn certainty(&self, anchor: &Anchor, pieces: &[TokenSpan]) -> Certainty {
        let own = self.own(anchor);
        if self.negated(anchor) {
            return self.turned(anchor, own, pieces);
        }
        if own != Asserted {
            return own;
        }
        self.weakened(anchor).or_else(|| self.left_open(pieces)).unwrap_or(Asserted)
    }

    /// The cue's own certainty: that of its word, of the verb that carries a noun ("rejected the claim"), or of hearsay.
    fn own(&self, anchor: &Anchor) -> Certainty {
        let own = self.tables.cues.get(anchor.number).certainty;
        if self.rules_out(anchor) || anchor.kind == CueKind::Noun && self.denies_before(anchor) {
            return Denied;
        }
        if own == Asserted && anchor.kind == CueKind::Verb && self.is_hearsay(anchor) { Hedged } else { own }
    }

    fn rules_out(&self, anchor: &Anchor) -> bool {
        let last = anchor.cue.end as usize - 1;
        last > anchor.at && self.context.doc.word(last) == "out" && self.tables.cues.get(anchor.number).name == "rule"
    }

    /// A verb of denial or refusal stands in the cue, before its last word, or right before a noun cue.
    fn denies_before(&self, anchor: &Anchor) -> bool {
        let denies = |n: usize| {
            let entry = self.context.lexicon.entry(self.context.doc.token(n), Class::Cue);
            entry.is_some_and(|e| self.tables.cues.get(self.tables.cues.number(Class::Cue, e)).certainty == Denied)
        };
        // "rejected reports that", "denied the persistent rumours that"
        let first = anchor.cue.start as usize;
        let loose = |n: &usize| matches!(self.context.doc.tag(*n), Tag::Det | Tag::Adj | Tag::Poss);
        let outside = (anchor.start..first).rev().take(4).find(|n| !loose(n)).filter(|_| anchor.kind == CueKind::Noun);
        outside.into_iter().chain(first..anchor.at).any(|n| self.context.doc.tag(n).is_verb() && denies(n))
    }

    fn negated(&self, anchor: &Anchor) -> bool {
        let refused = anchor.kind == CueKind::Verb && anchor.cue.len() > 2 && self.denies_before(anchor);
        let no = || {
            let doc = &self.context.doc;
            doc.chunk(anchor.at).is_some_and(|c| doc.word(c.tokens.start as usize).eq_ignore_ascii_case("no"))
        };
        anchor.negated || refused || anchor.kind == CueKind::Noun && no()
    }

    /// What negation makes of a certainty. Who does not believe or expect something believes the contrary; who does not deny it
    /// admits it; what nobody says or confirms stays open, and a question stays a question.
    fn turned(&self, anchor: &Anchor, own: Certainty, pieces: &[TokenSpan]) -> Certainty {
        match (self.class(anchor), own) {
            (CueClass::Deny, _) => Asserted,
            (CueClass::Believe | CueClass::Expect, Hedged | Expected) if anchor.kind == CueKind::Verb => Denied,
            (CueClass::Say, Asserted) if pieces.last().is_some_and(|piece| self.asks(*piece)) => Asserted,
            _ => Hedged,
        }
    }

    /// A piece of content that is a question: "whether it would appeal", "from where they came".
    fn asks(&self, piece: TokenSpan) -> bool {
        piece.range().take(2).any(|n| matches!(self.shape(n), WH | WHETHER | IF) || self.context.doc.tag(n) == Tag::Wh)
    }

    /// A modal, an adverb of hearsay, or "seemed to" in the cue.
    fn weakened(&self, anchor: &Anchor) -> Option<Certainty> {
        let doc = &self.context.doc;
        anchor.cue.range().find_map(|n| {
            if self.shape(n) == MODAL {
                return match doc.word(n) {
                    "will" | "'ll" | "’ll" | "shall" => Some(Expected),
                    "can" | "must" | "should" => None,
                    _ => Some(Hedged),
                };
            }
            self.tables.shapes.is(doc.token(n), HEDGE | SEEM).then_some(Hedged)
        })
    }

    /// A word near the start of a piece that makes it less than certain.
    fn left_open(&self, pieces: &[TokenSpan]) -> Option<Certainty> {
        let doc = &self.context.doc;
        let open = |&n: &usize| {
            if !self.tables.shapes.is(doc.token(n), HEDGE) {
                return false;
            }
            // "May" the month and "the might of the storm" are no modals, and what could not be done is certain.
            let month = doc.token(n).capital() && n > doc.sentence(n).tokens.start as usize && self.shape(n - 1) != OPENS;
            let noun = n > 0 && matches!(self.shape(n - 1), DET | POSS);
            let unable = doc.word(n) == "could" && self.shape(n + 1) == NEG;
            !(self.shape(n) == MODAL && (month || noun || unable))
        };
        let first = pieces.iter().flat_map(|p| p.range().take(OPENING)).find(open)?;
        Some(if doc.word(first) == "allegedly" { Alleged } else { Hedged })
    }
}
