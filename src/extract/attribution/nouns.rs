//! Noun cues: who stands behind them ("calls by nurses for higher pay"), whether a clause says what they tell ("a report that the
//! dam had burst"), and where that ends when the sentence around goes on ("… was denied").
//!
//! A noun with its clause is often the subject of the sentence. The verb that follows what is said is then no part of it.

use std::ops::Range;

use crate::extract::CueClass;
use crate::extract::attribution::anchor::{Anchor, FORM_NOUN, View, finite};
use crate::extract::attribution::cues::{CueKind, Takes, Trust};
use crate::extract::attribution::frames::{Frame, Says};
use crate::extract::attribution::shapes::*;
use crate::extract::attribution::sorts as sort;
use crate::extract::attribution::source::{PLACE_BY, Source};
use crate::text::{ChunkKind, Tag, TokenKind, TokenSpan};

impl View<'_, '_> {
    /// "calls by nurses for higher pay", "a warning from the coastguard that the hull was cracked": who, and where what they say
    /// begins.
    pub(super) fn behind_noun(&self, anchor: &Anchor) -> Option<Frame> {
        if anchor.kind != CueKind::Noun || anchor.form != FORM_NOUN {
            return None;
        }
        let doc = &self.context.doc;
        let next = anchor.at + 1;
        let by = next < anchor.end && self.shape(next) == BY;
        if !(by || next < anchor.end && doc.word(next) == "from") {
            return None;
        }
        let (group, head) = self.group_at(anchor, next + 1)?;
        if !sort::SPEAKERS.contains(&self.sort(head)) && !matches!(self.shape(head), PLURAL | NAME) {
            return None;
        }
        let mut end = group.end as usize;
        while matches!(self.near(anchor, end), OF | IN)
            && let Some((more, _)) = self.group_at(anchor, end + 1)
        {
            end = more.end as usize;
        }
        let cue = self.tables.cues.get(anchor.number);
        let asks = matches!(cue.class, CueClass::Ask | CueClass::Promise);
        let says = match self.near(anchor, end) {
            THAT => {
                cue.trust == Trust::High && cue.class != CueClass::Show && !self.is_relative(anchor, end)
                    || self.used(anchor.at, HEARD) && !self.is_relative(anchor, end)
            }
            TO => asks && doc.get(end + 1).is_some_and(|t| t.tag == Tag::Base),
            // "warnings from engineers about cracks": not "a statement from the bank about fees", which is a thing one reads.
            ABOUT if doc.word(end) == "about" => {
                let about = cue.trust == Trust::High && cue.takes.has(Takes::ABOUT);
                // "cracks in the dam", but not "cracks in May"
                let topic = self.group_at(anchor, end + 1).filter(|_| about).map(|(group, _)| {
                    let mut last = group.end as usize;
                    while matches!(self.near(anchor, last), OF | IN | PREP)
                        && let Some((more, head)) = self.group_at(anchor, last + 1)
                        && self.sort(head) != sort::CALENDAR
                    {
                        last = more.end as usize;
                    }
                    TokenSpan::new(end, last)
                });
                if let Some(topic) = topic {
                    let source = Source { place: PLACE_BY, tokens: TokenSpan::new(next + 1, end), head, margin: 9.0 };
                    return Some(Frame { source, says: Says::All(topic) });
                }
                about
            }
            // "demand from China for copper" is bought and not said.
            _ => {
                cue.class == CueClass::Ask
                    && end < anchor.end
                    && doc.word(end) == "for"
                    && (cue.name != "demand" || self.is_one_saying(anchor))
            }
        };
        let source = Source { place: PLACE_BY, tokens: TokenSpan::new(next + 1, end), head, margin: 9.0 };
        says.then_some(Frame { source, says: Says::From(end) })
    }

    /// "a demand", "demands": said at one time, where "demand" alone is a quantity.
    fn is_one_saying(&self, anchor: &Anchor) -> bool {
        let doc = &self.context.doc;
        let first = doc.chunk(anchor.at).map_or(anchor.at, |c| c.tokens.start as usize);
        doc.tag(anchor.at) == Tag::Plural || matches!(doc.word(first), "a" | "A" | "another")
    }

    /// "that won him the prize", "that the council had ordered": the clause says which it is, and not what it tells.
    fn is_relative(&self, anchor: &Anchor, that: usize) -> bool {
        let subject = match self.near(anchor, that + 1) {
            PRON | DET | POSS | NAME | NOUN | PLURAL | ADJ | NUM | HEARER | MEDIUM | TIME | ING | WHILE | BECAUSE | IF | PREP | IN
            | NEG => true,
            _ => self.shape(that + 1) == OPENS,
        };
        let open = |n: &usize| !matches!(self.shape(*n), STOP | SEMICOLON);
        let first = (that + 2..anchor.end.min(that + 26)).take_while(open).find(|n| self.is_verb(*n));
        let Some(first) = first.filter(|_| subject) else { return true };
        let verb = self.verb_end(anchor, first);
        let last = self.context.doc.token(verb - 1);
        let makes = || self.tables.shapes.is(last, MAKES);
        let gap = match self.near(anchor, verb) {
            shape if finite(shape) => makes() || self.tables.shapes.is(last, CUE),
            STOP | EDGE | COMMA | BY | IN | TIME => makes(),
            _ => false,
        };
        gap && !(first..verb).any(|n| self.shape(n) == BE)
    }

    /// A finite verb, among them the present of a plural, which looks like an infinitive.
    fn is_verb(&self, at: usize) -> bool {
        match self.shape(at) {
            BASE => at > 0 && matches!(self.shape(at - 1), PRON | NOUN | PLURAL | NAME | ADV | WHO | HEARER),
            shape => finite(shape),
        }
    }

    /// One past the verb group that begins with the finite verb at `at`.
    pub(super) fn verb_end(&self, anchor: &Anchor, at: usize) -> usize {
        let mut end = at + 1;
        let mut auxiliary = matches!(self.shape(at), BE | HAVE | DO | MODAL);
        while auxiliary {
            let next = if matches!(self.near(anchor, end), ADV | NEG) { end + 1 } else { end };
            match self.near(anchor, next) {
                BE | HAVE | DO => end = next + 1,
                BASE | PARTICIPLE | FINITE | ING => {
                    end = next + 1;
                    auxiliary = false;
                }
                ADV | NEG => end = next,
                _ => auxiliary = false,
            }
        }
        end
    }

    /// Where the group of a noun cue begins.
    fn group_start_of(&self, anchor: &Anchor) -> usize {
        let chunk = self.context.doc.chunk(anchor.at).map_or(anchor.at, |c| c.tokens.start as usize);
        chunk.min(anchor.cue.start as usize).max(anchor.start)
    }

    /// "Reports that the dam had burst", "Berg's claim that the vote was bought": a clause tells what was reported or claimed.
    pub(super) fn tells_clause(&self, anchor: &Anchor) -> bool {
        let that = anchor.cue.end as usize;
        if anchor.kind != CueKind::Noun || self.near(anchor, that) != THAT {
            return false;
        }
        let cue = self.tables.cues.get(anchor.number);
        let told = match cue.class {
            CueClass::Say | CueClass::Deny | CueClass::Promise | CueClass::Ask => cue.trust == Trust::High,
            _ => self.used(anchor.at, HEARD),
        };
        if !told || !cue.takes.has(Takes::THAT) || self.is_relative(anchor, that) {
            return false;
        }
        let group = self.group_start_of(anchor);
        self.possessor_of(anchor).is_some() || self.opens_sentence(anchor, group)
    }

    /// A group opens its sentence, alone or behind a preposition ("Amid rumours that …").
    fn opens_sentence(&self, anchor: &Anchor, group: usize) -> bool {
        group == anchor.start || group == anchor.start + 1 && matches!(self.shape(anchor.start), PREP | ABOUT | IN | BY | BECAUSE | WHILE)
    }

    /// Where what a noun cue tells ends, when the noun is the subject of a verb behind it, or opens the sentence in a phrase that
    /// a comma closes.
    pub(super) fn before_outer_verb(&self, anchor: &Anchor, start: usize, end: usize) -> usize {
        let clause = anchor.kind == CueKind::Noun && anchor.form == FORM_NOUN && start > anchor.at && end <= anchor.end;
        // "fears of a flood", "calls for an inquiry": the preposition may be part of the cue.
        let behind_cue = start == anchor.cue.end as usize && start > anchor.at + 1;
        if !clause || !behind_cue && !matches!(self.shape(start), THAT | TO | OF | ABOUT | PREP) {
            return end;
        }
        let group = self.group_start_of(anchor);
        let boundary =
            |n: &usize| matches!(self.shape(*n), COMMA | SEMICOLON | DASH | COLON | THAT | WHILE | BECAUSE | IF | SUB | CONJ | OPENS);
        let from = (anchor.start..group).rev().find(boundary).map_or(anchor.start, |n| n + 1);
        if (from..group).any(|n| finite(self.shape(n)) || matches!(self.shape(n), ING | BASE | PARTICIPLE | TO)) {
            return end;
        }
        let phrase = from < group && matches!(self.shape(from), PREP | ABOUT | IN | BY | AS)
            || from > anchor.start && matches!(self.shape(from - 1), BECAUSE | WHILE);
        let over = if phrase {
            let closes = |n: &usize| {
                let verb = |mut tokens: Range<usize>| tokens.any(|n| self.is_verb(n));
                self.shape(*n) == COMMA && verb(start + 1..*n) && verb(*n + 1..anchor.end)
            };
            (start + 1..end).find(closes)
        } else {
            self.outer_verb(anchor, start, end)
        };
        over.unwrap_or(end)
    }

    /// The verb of the sentence around a clause, an infinitive or a phrase that begins at `start`.
    fn outer_verb(&self, anchor: &Anchor, start: usize, end: usize) -> Option<usize> {
        let doc = &self.context.doc;
        let (mut needed, mut seen, mut at) = (usize::from(self.shape(start) == THAT), 0, start + 1);
        let (mut said, mut brackets, mut spare) = (false, 0, None);
        while at < end {
            match doc.kind(at) {
                TokenKind::Open => brackets += 1,
                TokenKind::Close if brackets > 0 => brackets -= 1,
                _ => {}
            }
            let (shape, before) = (self.shape(at), self.shape(at - 1));
            match shape {
                _ if brackets > 0 => {}
                WHO | WH | THAT | WHETHER | SUB | WHILE | BECAUSE | IF => needed += 1,
                STOP | SEMICOLON => break,
                PARTICIPLE | BASE
                    if spare.is_none()
                        && seen > 0
                        && seen >= needed
                        && matches!(before, NOUN | PLURAL | NAME | ADJ | ADV | PRON | PARTICIPLE | FINITE) =>
                {
                    spare = Some(at);
                }
                _ if self.is_verb(at) && at > start + 1 && !self.looks_like_verb(at) => {
                    let and = before == CONJ || before == ADV && self.shape(at - 2) == CONJ;
                    // "that the judge said he slept", "refugees the council will take": a clause without "that" has a verb of its own.
                    let inner = said && before == PRON || self.is_contact(start, at);
                    if seen >= needed && !and && !inner {
                        return Some(at);
                    }
                    seen += usize::from(!and && !inner);
                    let verb = self.verb_end(anchor, at);
                    said = self.tables.shapes.is(doc.token(verb - 1), CUE);
                    at = verb;
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
        spare
    }

    /// "so-called", "the 2001 attacks", "from pink slips": a word with the form of a verb that is none.
    fn looks_like_verb(&self, at: usize) -> bool {
        let doc = &self.context.doc;
        let third = doc.tag(at) == Tag::Third && !matches!(self.shape(at), BE | HAVE | DO);
        let hyphen = doc.kind(at - 1) == TokenKind::Hyphen && !doc.token(at - 1).spaced();
        let noun = match self.shape(at - 1) {
            NUM | DET | POSS => true,
            ADJ => matches!(self.shape(at - 2), DET | POSS | PREP | OF | IN | ABOUT | NUM | ADJ),
            _ => false,
        };
        hyphen || third && noun
    }

    /// The group before the verb at `at` follows right behind another one: "the refugees Berg will take".
    fn is_contact(&self, start: usize, at: usize) -> bool {
        let group = self.context.doc.chunk(at - 1).filter(|c| c.kind == ChunkKind::Noun && c.tokens.start as usize > start + 1);
        group.is_some_and(|c| {
            let first = c.tokens.start as usize;
            matches!(self.shape(first - 1), NOUN | PLURAL | TIME) && matches!(self.shape(first), PRON | NAME | DET | POSS)
        })
    }
}
