//! Words with the form of a cue that attribute nothing where they stand: parts of compounds, "as expected", "known as", "went
//! according to plan"; and nouns that look like a verb where a sentence begins.
//!
//! What is told here by two or three words beside it is never weighed at all.

use crate::extract::attribution::anchor::{View, finite};
use crate::extract::attribution::shapes::*;
use crate::text::{Tag, TokenKind};

impl View<'_, '_> {
    /// A part of a compound ("think-tank"), "than expected", "as expected", "known as" and "asked not to be named" attribute nothing.
    pub(super) fn is_idle(&self, at: usize) -> bool {
        let doc = &self.context.doc;
        let joined = |n: usize| doc.kind(n) == TokenKind::Hyphen && !doc.token(n).spaced();
        if joined(at + 1) || at > 0 && joined(at - 1) && !doc.token(at).spaced() {
            return true;
        }
        let is = |n: usize, bit| doc.get(n).is_some_and(|t| self.tables.shapes.is(t, bit));
        if doc.tag(at) != Tag::Ing && at > 0 && is(at - 1, THAN) && self.shape(at + 1) != TO {
            return matches!(doc.tag(at), Tag::Participle | Tag::Past);
        }
        if !is(at, IDLER) {
            return false;
        }
        let word = |n: usize| doc.get(n).map_or("", |t| self.context.lexicon.vocabulary().word(t.word));
        // "known as the Baker", "as the scheme is known" and "known for its wine" name or describe somebody, and a clock tells the time.
        if is(at, KNOW) && doc.tag(at) == Tag::Participle && (matches!(self.shape(at + 1), AS | COMMA | STOP) || word(at + 1) == "for") {
            return true;
        }
        if is(at, TELL) && (word(at + 1) == "time" || word(at + 1) == "the" && word(at + 2) == "time") {
            return true;
        }
        // "44 percent of those asked said": asked they were, and did not ask.
        if is(at, ASK) && matches!(doc.tag(at), Tag::Participle | Tag::Past) && finite(self.shape(at + 1)) {
            return true;
        }
        // "a story told by a narrator in black": nobody is told anything.
        if is(at, TELL) && self.shape(at + 1) == BY && !self.says_on_behind(at + 2) {
            return true;
        }
        if is(at, ASK) && (at + 1..at + 6).any(|n| is(n, NAMED)) {
            return true;
        }
        // "went according to plan", "claimed the lives of 31": nobody says so.
        word(at) == "according" && matches!(word(at + 2), "plan" | "plans" | "schedule")
            || word(at).starts_with("claim") && (at + 1..at + 5).any(|n| matches!(word(n), "life" | "lives" | "victim" | "victims"))
    }

    /// Behind `at` a clause, an infinitive or a quotation follows in the sentence.
    fn says_on_behind(&self, at: usize) -> bool {
        let sentence = self.context.doc.sentence(at).tokens;
        let end = sentence.end as usize;
        // "The gate was open, the inquiry was told by a guard."
        self.stretch(sentence.start as usize..at).contains(&(COMMA as u8))
            || self.stretch(at..end).iter().any(|shape| matches!(usize::from(*shape), THAT | TO | OPENS) || finite(usize::from(*shape)))
    }

    /// "Reports that the dam had burst": a noun that looks like a verb where the sentence begins.
    pub(super) fn is_noun_before_that(&self, at: usize) -> bool {
        let doc = &self.context.doc;
        doc.tag(at) == Tag::Third && self.shape(at + 1) == THAT && doc.sentence(at).tokens.start as usize == at
    }
}
