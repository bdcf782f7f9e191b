//! Phrases that open a sentence and say whose the rest of it is: "For the farmers, the tax is a betrayal", "In a television poll,
//! 40 percent backed the treaty", "In Berg's view, the search was illegal".
//!
//! "For" and "in" are cues here only and nowhere else, so that the whole form is asked for: the phrase, the comma behind it, and
//! behind "for" a clause that judges, since "For drivers, the road is closed" says what is so and nobody's opinion.

use crate::extract::attribution::Draft;
use crate::extract::attribution::anchor::{Anchor, FORM_BASE, FORM_MODAL, FORM_OTHER, FORM_PAST, FORM_THIRD, View, finite};
use crate::extract::attribution::content::{Content, RIGHT};
use crate::extract::attribution::cues::{CueKind, Takes};
use crate::extract::attribution::decide::Proposal;
use crate::extract::attribution::frames::{Frame, Says};
use crate::extract::attribution::shapes::*;
use crate::extract::attribution::sorts as sort;
use crate::extract::attribution::source::{PLACE_POSSESSOR, PLACE_RIGHT, Source};
use crate::lexicon::Class;
use crate::text::{ChunkKind, Flags, Tag, TokenSpan};

/// How far a phrase that opens a sentence may go, in tokens.
const PHRASE: usize = 20;

impl View<'_, '_> {
    /// The phrase that an anchor opens its sentence with, where the whole of the form is there: the rest of the sentence is what
    /// is said.
    pub(super) fn opening(&self, anchor: &Anchor) -> Option<Frame> {
        let (source, rest) = match anchor.kind {
            CueKind::Noun => self.in_view(anchor)?,
            CueKind::Preposition if !self.opens(anchor) && !self.behind_conjunction(anchor) => return None,
            CueKind::Preposition if self.tables.cues.is_for(anchor.number) => self.for_somebody(anchor)?,
            CueKind::Preposition if self.tables.cues.is_in(anchor.number) => self.in_poll(anchor)?,
            _ => return None,
        };
        let end = anchor.end - usize::from(self.shape(anchor.end - 1) == STOP);
        Some(Frame { source, says: Says::All(TokenSpan::new(rest, end)) })
    }

    /// "But for the farmers, …"
    fn behind_conjunction(&self, anchor: &Anchor) -> bool {
        anchor.at == anchor.start + 1 && self.shape(anchor.start) == CONJ
    }

    /// "For critics of the plan, that is too little."
    fn for_somebody(&self, anchor: &Anchor) -> Option<(Source, usize)> {
        let start = anchor.cue.end as usize;
        let chunk = self.group_at(anchor, start)?;
        let head = chunk.1;
        let many = || self.context.doc.tag(head) == Tag::Plural && self.used(start, SOME_OF_MANY) && self.sort(head) == sort::OTHER;
        if !sort::SPEAKERS.contains(&self.sort(head)) && !many() {
            return None;
        }
        let mut relative = false;
        for n in chunk.0.end as usize..anchor.end.min(start + PHRASE) {
            match self.shape(n) {
                COMMA if self.judges(anchor, n + 1) => return Some((opener(start, n, head, PLACE_RIGHT), n + 1)),
                COMMA => relative = false,
                WHO => relative = true,
                STOP | OPENS | SEMICOLON | DASH | COLON => return None,
                shape if finite(shape) && !relative => return None,
                _ => {}
            }
        }
        None
    }

    /// The clause that begins at `from` says what its subject is worth.
    fn judges(&self, anchor: &Anchor, from: usize) -> bool {
        let doc = &self.context.doc;
        let open = |n: &usize| !matches!(self.shape(*n), COMMA | STOP | OPENS | SEMICOLON | DASH);
        let Some(mut at) = (from..anchor.end.min(from + PHRASE)).take_while(open).find(|n| finite(self.shape(*n))) else { return false };
        if at == from {
            return false;
        }
        let quiet = |n: usize| matches!(self.near(anchor, n), ADV | NEG);
        let skip = |mut n: usize| {
            while quiet(n) {
                n += 1;
            }
            n
        };
        if matches!(self.shape(at), MODAL | HAVE) {
            at = skip(at + 1);
        }
        if at >= anchor.end || self.shape(at) != BE && !self.used(at, COPULA) {
            return false;
        }
        let predicate = skip(at + 1);
        if predicate >= anchor.end {
            return false;
        }
        match self.shape(predicate) {
            OPENS | THAT => true,
            DET | POSS => doc.chunk(predicate).is_some_and(|c| self.used(c.head as usize, VERDICT)),
            _ => self.used(predicate, JUDGEMENT | VERDICT),
        }
    }

    /// "In a survey by the institute, two thirds of tenants wanted a new vote."
    fn in_poll(&self, anchor: &Anchor) -> Option<(Source, usize)> {
        let doc = &self.context.doc;
        let start = anchor.cue.end as usize;
        let (mut head, mut relative) = (None, false);
        for n in start..anchor.end.min(start + PHRASE) {
            match self.shape(n) {
                // "In a poll of nurses, taken in May, …"
                COMMA if matches!(self.near(anchor, n + 1), WHO | PARTICIPLE | FINITE | ING) => relative = true,
                COMMA => {
                    let head = head?;
                    let rest = n + 1;
                    let verb = (rest..anchor.end).any(|n| finite(self.shape(n)) || doc.tag(n).is_verb());
                    let states = verb && !self.reports(anchor, rest);
                    return states.then(|| (opener(start, n, head, PLACE_RIGHT), rest));
                }
                WHO => relative = true,
                // "a poll published on Friday" looks like a verb.
                FINITE if head == Some(n - 1) => {}
                // "a poll of drivers published on Friday"
                FINITE if head.is_some() && self.used(n, SURVEYED) && matches!(self.near(anchor, n + 1), IN | BY | ABOUT | TIME | PREP) => {
                }
                STOP | OPENS | SEMICOLON | COLON => return None,
                OF | PREP | IN | ABOUT | BY if head.is_none() => return None,
                // "May" is a month.
                shape if finite(shape) && !relative && !doc.has(n, Flags::CAPITAL) => return None,
                _ if head.is_none() => {
                    let poll = self.used(n, POLL);
                    let ends = doc.chunk(n).is_none_or(|c| c.kind != ChunkKind::Noun || c.head as usize == n);
                    head = (poll && ends).then_some(n);
                }
                _ => {}
            }
        }
        None
    }

    /// Somebody says in words of their own what stands from `at` on: "the bank said that …".
    fn reports(&self, anchor: &Anchor, at: usize) -> bool {
        let Some((group, head)) = self.group_at(anchor, at) else { return false };
        let verb = group.end as usize + usize::from(self.near(anchor, group.end as usize) == ADV);
        // "In a poll, 41 per cent said": a share of those asked is part of what the poll found.
        let share = self.used(head, AMOUNT) || self.context.doc.tag(group.start as usize) == Tag::Num;
        let speaks = !share && (sort::REPORTERS.contains(&self.sort(head)) || self.shape(head) == NOUN);
        speaks && matches!(self.near(anchor, verb), FINITE | HAVE) && {
            let last = self.verb_end(anchor, verb) - 1;
            let entry = self.context.lexicon.entry(self.context.doc.token(last), Class::Cue);
            entry.is_some_and(|e| self.tables.cues.get(self.tables.cues.number(Class::Cue, e)).takes.has(Takes::THAT))
        }
    }

    /// "In Berg's view, the search was illegal."
    fn in_view(&self, anchor: &Anchor) -> Option<(Source, usize)> {
        let next = anchor.at + 1;
        if self.near(anchor, next) != COMMA || !self.used(anchor.at, VIEW) {
            return None;
        }
        let (start, end) = self.possessor_of(anchor)?;
        let opens = start > anchor.start && start - 1 <= anchor.start + 1 && self.shape(start - 1) == IN;
        let holds = opens && sort::SPEAKERS.contains(&self.sort(end - 1)) && self.any_finite(next + 1..anchor.end);
        holds.then(|| (opener(start, end, end - 1, PLACE_POSSESSOR), next + 1))
    }

    /// "At the trade fair Lund said", "In Vienna Novak told reporters": without a comma the name behind the phrase that opens the
    /// sentence runs into one group with it. The name speaks.
    pub(super) fn behind_phrase(&self, anchor: &Anchor) -> Option<Proposal> {
        let doc = &self.context.doc;
        let cue = anchor.cue.start as usize;
        let paragraph = doc.paragraph(anchor.at);
        let dateline = if paragraph.tokens.start as usize == anchor.start { paragraph.dateline as usize } else { 0 };
        let first = anchor.start + dateline;
        let spoken = anchor.kind == CueKind::Verb && matches!(anchor.form, FORM_BASE | FORM_THIRD | FORM_PAST | FORM_MODAL);
        if !spoken || cue < first + 3 || self.shape(cue - 1) != NAME {
            return None;
        }
        let opens = matches!(self.shape(first), PREP | IN | ABOUT | TIME_PREP | WHILE) && doc.has(first, Flags::CAPITAL);
        let stops = |n: usize| finite(self.shape(n)) || matches!(self.shape(n), COMMA | OPENS | CLOSES | THAT | WHO | DASH | COLON | CONJ);
        if !opens || (first + 1..cue).any(stops) {
            return None;
        }
        let name = (first + 1..cue).rev().take_while(|n| self.shape(*n) == NAME).last()?;
        let start = match self.shape(name - 1) {
            TIME | NUM => name,
            // "After the airline Novair said": the name is that of the noun.
            NOUN | PLURAL | MEDIUM | HEARER
                if matches!(self.sort(cue - 1), sort::OTHER | sort::PERSON) && self.sort(name - 1) != sort::ROLE =>
            {
                name
            }
            // "At the trade fair Lund said": "fair" looks like an adjective.
            ADJ if name > first + 2 && matches!(self.shape(name - 2), NOUN) && matches!(self.sort(cue - 1), sort::OTHER | sort::PERSON) => {
                name
            }
            // "At the fair chief executive Lund said"
            NOUN if self.sort(name - 1) == sort::ROLE => {
                let role = (first + 1..name).rev().take_while(|n| self.sort(*n) == sort::ROLE).last()?;
                if !matches!(self.shape(role - 1), NOUN | TIME | NUM) {
                    return None;
                }
                role
            }
            _ => {
                let place = [Class::Place, Class::Country].into_iter().filter_map(|c| self.context.lexicon.longest(doc.tokens(), name, c));
                let len = place.map(|(len, _)| len).max()?;
                name + len
            }
        };
        (start < cue).then(|| Proposal::new(1, start, cue))
    }

    /// A word of a topic, which has no verb.
    pub(super) fn names_topic(&self, at: usize) -> bool {
        matches!(self.shape(at), NAME | NOUN | PLURAL | ADJ | DET | POSS | OF | IN | CONJ | COMMA | PREP | MEDIUM | HEARER)
    }

    /// "Keller on the price of milk": a headline that names a person and a topic, and no verb.
    pub(super) fn headline_topic(&self) -> Option<Draft> {
        let doc = &self.context.doc;
        let span = doc.analysis.sentences.first()?.tokens;
        let (start, end) = (span.start as usize, span.end as usize);
        let on = (start + 1..end.min(start + 5)).find(|n| doc.word(*n) == "on")?;
        let topic = on + 1..end;
        let person = (start..on).all(|n| matches!(self.shape(n), NAME | NOUN)) && self.sort(on - 1) == sort::PERSON;
        if !person || !(2..=10).contains(&topic.len()) || doc.paragraph(start).tokens.end as usize != end {
            return None;
        }
        let asks = matches!(self.shape(on + 1), WH) && self.any_finite(on + 2..end);
        if !asks && !topic.clone().all(|n| self.names_topic(n)) || self.shape(end - 1) == STOP {
            return None;
        }
        let mut anchor = self.anchor(on, TokenSpan::new(on, on + 1), self.tables.cues.topic(), CueKind::Preposition, FORM_OTHER);
        anchor.quote = self.quote_state(&anchor);
        let content = Content { side: RIGHT, left: None, right: Some(TokenSpan::new(on + 1, end)), side_margin: 9.0, edge_margin: 9.0 };
        Some(Draft { anchor, source: opener(start, on, on - 1, 1), content })
    }

    /// The noun group that begins at `at`, and its head.
    pub(super) fn group_at(&self, anchor: &Anchor, at: usize) -> Option<(TokenSpan, usize)> {
        let chunk = self.context.doc.get(at).filter(|_| at < anchor.end).and_then(|_| self.context.doc.chunk(at))?;
        let begins = chunk.kind == ChunkKind::Noun && chunk.tokens.start as usize == at;
        begins.then_some((chunk.tokens, chunk.head as usize))
    }
}

fn opener(start: usize, end: usize, head: usize, place: usize) -> Source {
    Source { place, tokens: TokenSpan::new(start, end), head, margin: 9.0 }
}
