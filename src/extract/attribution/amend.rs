//! What grammar knows better than the weights. Of a source: amounts, documents before a relative word, relative clauses between a
//! subject and its verb, and where the phrase ends. Of a content: headlines, and clauses that open a sentence.
//!
//! The weights rank what stands near a cue. Where a form of words leaves one reading only, that reading is taken here, behind
//! them; nothing here is asked while the weights are taught.

use crate::extract::attribution::anchor::{Anchor, FORM_BASE, FORM_ING, FORM_MODAL, FORM_PASSIVE, FORM_PAST, FORM_THIRD, View, finite};
use crate::extract::attribution::content::{Content, LEFT, RIGHT, Unit};
use crate::extract::attribution::cues::{CueKind, Takes};
use crate::extract::attribution::decide::Proposal;
use crate::extract::attribution::shapes::*;
use crate::extract::attribution::sorts as sort;
use crate::extract::attribution::source::{PLACE_BY, PLACE_NONE, PLACE_POSSESSOR, PLACE_RIGHT, Source, is_left, is_right};
use crate::text::{ChunkKind, Flags, Tag, TokenKind, TokenSpan};

/// How long what is put in between commas may be, in tokens.
const INSERTION: usize = 16;

impl View<'_, '_> {
    /// The proposal that is the source, where another than the one the weights chose must be.
    pub(super) fn amended(&self, anchor: &Anchor, proposals: &[Proposal], chosen: usize) -> Proposal {
        if anchor.kind == CueKind::Preposition
            && let Some(behind) = proposals.iter().find(|p| p.at == anchor.cue.end && p.code as usize & 15 >= PLACE_RIGHT)
            && !self.context.doc.get(behind.end as usize).is_some_and(|t| t.kind == TokenKind::Slash)
        {
            return *behind;
        }
        let found = self
            .behind_phrase(anchor)
            .or_else(|| self.nested_subject(anchor, &proposals[chosen]))
            .or_else(|| self.share(anchor, &proposals[chosen]))
            .or_else(|| self.behind_opening(anchor, proposals, chosen))
            .or_else(|| self.before_restrictive(anchor, proposals, chosen))
            .or_else(|| self.before_appositions(anchor, proposals, chosen))
            .or_else(|| self.before_relative(anchor, proposals, chosen));
        found.unwrap_or_else(|| self.with_quantity(anchor, proposals, chosen))
    }

    /// "Citing officials, the paper said": behind what an -ing form opens the sentence with, the subject follows.
    fn behind_opening(&self, anchor: &Anchor, proposals: &[Proposal], chosen: usize) -> Option<Proposal> {
        let chosen = &proposals[chosen];
        let left = |p: &Proposal| is_left(p.code as usize & 15);
        let opens = left(chosen) && chosen.at as usize == anchor.start && self.shape(anchor.start) == ING;
        let opens = opens && self.near(anchor, chosen.end as usize) == COMMA;
        proposals.iter().find(|p| opens && left(p) && p.at > chosen.end).copied()
    }

    /// "about one in five said", "four out of 10 voters said": the share is the head of the phrase.
    fn share(&self, anchor: &Anchor, chosen: &Proposal) -> Option<Proposal> {
        let doc = &self.context.doc;
        let (place, cue) = (chosen.code as usize & 15, anchor.cue.start as usize);
        let (at, end) = if is_left(place) { (chosen.at as usize, chosen.end as usize) } else { (cue.max(1) - 1, cue) };
        if place != PLACE_NONE && !is_left(place) || end != cue || at < anchor.start + 2 || doc.tag(at) != Tag::Num {
            return None;
        }
        let mut start = match (doc.word(at - 2), doc.word(at - 1)) {
            (_, "in") => at - 2,
            ("out", "of") if at > anchor.start + 2 => at - 3,
            _ => return None,
        };
        if doc.tag(start) != Tag::Num {
            return None;
        }
        if start > anchor.start + 1 && doc.word(start - 1) == "than" {
            start -= 2;
        }
        Some(Proposal::new(1, start, end))
    }

    /// "Dockers in Lund who saw the fire said": the cue is the verb of the group before the relative clause.
    fn before_restrictive(&self, anchor: &Anchor, proposals: &[Proposal], chosen: usize) -> Option<Proposal> {
        let doc = &self.context.doc;
        let (place, at) = (proposals[chosen].code as usize & 15, proposals[chosen].at as usize);
        let form = matches!(anchor.form, FORM_BASE | FORM_THIRD | FORM_PAST);
        let pronoun = self.shape(at) == PRON || doc.tag(at) == Tag::Pron;
        if place != 1 || !form || pronoun || proposals[chosen].end != anchor.cue.start || at < anchor.start + 3 {
            return None;
        }
        let open = |n: &usize| {
            !matches!(self.shape(*n), COMMA | THAT | STOP | DASH | SEMICOLON | OPENS | CLOSES | WH | WHILE | BECAUSE | IF | SUB)
        };
        let relative = (anchor.start + 1..at).rev().take(16).take_while(open).find(|n| self.shape(*n) == WHO)?;
        let clause = |n: usize| finite(self.shape(n)) && self.tables.shapes.is(doc.token(n), CUE);
        let verb = finite(self.shape(relative + 1)) || self.shape(relative + 1) == ADV;
        if !verb || !self.any_finite(relative + 1..at) || (relative + 1..at).any(clause) {
            return None;
        }
        let ends_at = |end: usize| proposals.iter().find(|p| is_left(p.code as usize & 15) && p.end as usize == end);
        let mut group = ends_at(relative)?;
        while matches!(self.before(anchor, group.at as usize), PREP | OF | IN | ABOUT)
            && let Some(outer) = ends_at(group.at as usize - 1)
        {
            group = outer;
        }
        Some(*group)
    }

    /// "Ana Berg, an aide to a senator, said": of a name with appositions behind it the name speaks, and none of those in them.
    fn before_appositions(&self, anchor: &Anchor, proposals: &[Proposal], chosen: usize) -> Option<Proposal> {
        let cue = anchor.cue.start as usize;
        let place_of = |p: &Proposal| p.code as usize & 15;
        let chosen = &proposals[chosen];
        let left = |p: &Proposal| is_left(place_of(p)) && place_of(p) != PLACE_POSSESSOR;
        if !left(chosen) || self.before(anchor, cue) != COMMA || self.sort(chosen.end as usize - 1) == sort::PERSON {
            return None;
        }
        let named = |p: &&Proposal| {
            let (at, end) = (p.at as usize, p.end as usize);
            let free = !matches!(self.before(anchor, at), PREP | OF | IN | ABOUT | BY | TO | AS | CONJ) && !finite(self.before(anchor, at));
            left(p) && p.at < chosen.at && self.sort(end - 1) == sort::PERSON && self.near(anchor, end) == COMMA && free && {
                let mut relative = false;
                !(end..cue).any(|n| {
                    let shape = self.shape(n);
                    relative = shape == WHO || relative && shape != COMMA;
                    !relative && finite(shape)
                })
            }
        };
        proposals.iter().rfind(named).copied()
    }

    /// "Ana Berg, a driver from Lund who owns two vans, said": who speaks stands before the relative clause that a comma has closed.
    fn before_relative(&self, anchor: &Anchor, proposals: &[Proposal], chosen: usize) -> Option<Proposal> {
        let doc = &self.context.doc;
        let place_of = |p: &Proposal| p.code as usize & 15;
        let (place, at) = (place_of(&proposals[chosen]), proposals[chosen].at as usize);
        if !is_left(place) || place == PLACE_POSSESSOR || self.before(anchor, anchor.cue.start as usize) != COMMA {
            return None;
        }
        let relative = (anchor.start + 2..at).rev().take(30).find(|n| self.shape(*n) == WHO)?;
        let inside = relative + 1..at;
        let closed = inside.clone().any(|n| self.shape(n) == COMMA && (finite(self.shape(n + 1)) || self.shape(n + 1) == CONJ));
        if self.shape(relative - 1) != COMMA || closed || !self.any_finite(inside) {
            return None;
        }
        let before = |p: &&Proposal| is_left(place_of(p)) && place_of(p) != PLACE_POSSESSOR && (p.end as usize) < relative;
        let mut groups = proposals.iter().filter(before);
        let person = groups.clone().find(|p| self.sort(p.end as usize - 1) == sort::PERSON);
        let free = |p: &&Proposal| !matches!(self.before(anchor, p.at as usize), PREP | OF | IN | ABOUT | BY | TO | AS);
        person.or_else(|| groups.find(free)).copied().filter(|p| doc.tag(p.end as usize - 1) != Tag::Num)
    }

    /// "12 percent of those over 65": the amount before "of" is the head of the phrase.
    fn with_quantity(&self, anchor: &Anchor, proposals: &[Proposal], chosen: usize) -> Proposal {
        let doc = &self.context.doc;
        let at = proposals[chosen].at as usize;
        let of = is_left(proposals[chosen].code as usize & 15) && self.before(anchor, at) == OF;
        let ends_at = |end: usize| proposals.iter().find(|p| p.code & 15 != 0 && p.end as usize == end);
        let before_of = if of { ends_at(at - 1) } else { None };
        let amount = before_of.filter(|p| {
            let head = p.end as usize - 1;
            doc.tag(head) == Tag::Num || self.used(head, AMOUNT)
        });
        amount.copied().unwrap_or(proposals[chosen])
    }

    /// "a report by the bank, which said": a document before a relative word is named as the source itself.
    pub(super) fn document_before(&self, anchor: &Anchor, span: TokenSpan, place: usize, margin: f32) -> Option<Source> {
        let doc = &self.context.doc;
        let relative = span.start as usize;
        if self.shape(relative) != WHO && self.shape(relative) != THAT {
            return None;
        }
        let end = if relative > anchor.start && self.shape(relative - 1) == COMMA { relative - 1 } else { relative };
        let (mut at, mut found) = (end, None);
        while at > anchor.start {
            let chunk = doc.chunk(at - 1).filter(|c| c.kind == ChunkKind::Noun)?;
            let (start, head) = ((chunk.tokens.start as usize).max(anchor.start), chunk.head as usize);
            if self.sort(head) == sort::DOCUMENT {
                found = Some(Source { place, tokens: TokenSpan::new(start, end), head, margin });
                break;
            }
            // "from", "by", "of" lead further back, but only one step.
            if at != end || start <= anchor.start || doc.tag(start - 1) != Tag::Prep {
                break;
            }
            at = start - 1;
        }
        found
    }

    /// A rough number begins with the word that makes it one.
    fn is_rough(&self, anchor: &Anchor, start: usize) -> bool {
        let doc = &self.context.doc;
        start > anchor.start && doc.tag(start) == Tag::Num && self.used(start - 1, ROUGHLY)
    }

    /// "the Maritime Trade Office (MTO) agency", "nearly four out of 10 residents": what stands before the brackets or makes the
    /// number a rough one belongs to the phrase.
    pub(super) fn fuller_start(&self, anchor: &Anchor, start: usize) -> usize {
        let doc = &self.context.doc;
        if self.is_rough(anchor, start) {
            return start - 1;
        }
        if start < anchor.start + 4 || doc.kind(start - 1) != TokenKind::Close {
            return start;
        }
        let open = (anchor.start.max(start.saturating_sub(6))..start - 1).rev().find(|n| doc.kind(*n) == TokenKind::Open);
        let name = open.filter(|open| *open > anchor.start).and_then(|open| doc.chunk(open - 1)).filter(|c| c.kind == ChunkKind::Noun);
        name.map_or(start, |c| (c.tokens.start as usize).max(anchor.start))
    }

    /// Takes out the ends of a source phrase that cannot be, and all others where only one can.
    pub(super) fn amend_ends(&self, anchor: &Anchor, place: usize, span: TokenSpan, limit: usize, proposals: &mut Vec<Proposal>) {
        let end = span.end as usize;
        // "– Ada Lund, striker": a short line behind a dash is all of the byline.
        if anchor.kind == CueKind::Dash && anchor.end <= end + 6 {
            let full = anchor.end - usize::from(self.shape(anchor.end - 1) == STOP);
            let free = (end..full).all(|n| matches!(self.shape(n), COMMA | NAME | NOUN | PLURAL | ADJ | OF | IN | DET | MEDIUM | PREP));
            if full > end && free {
                proposals.clear();
                proposals.push(Proposal::new(0, span.start as usize, full));
                return;
            }
        }
        let asked_by = anchor.form == FORM_PASSIVE && place == PLACE_BY;
        if is_right(place) {
            // "according to Berg, the council made further cuts", "was asked by a member why it was late": a clause of its own
            // begins there.
            proposals.retain(|p| {
                let rest = end..p.end as usize;
                let asks = asked_by && rest.clone().any(|n| matches!(self.shape(n), THAT | WHETHER | IF | WH));
                let comma = rest.clone().find(|n| self.shape(*n) == COMMA).unwrap_or(rest.end);
                let relative = (comma..rest.end).find(|n| self.shape(*n) == WHO).unwrap_or(rest.end);
                let told = asked_by
                    && rest.clone().any(|n| self.shape(n) == TO && self.context.doc.get(n + 1).is_some_and(|t| t.tag == Tag::Base));
                !asks && !told && !self.any_finite(comma..relative)
            });
        }
        // "was released by the coastguard on Monday": the day is that of the release.
        if is_right(place) && anchor.kind == CueKind::Verb && proposals.len() > 1 {
            let day = |p: &Proposal| {
                p.end as usize > end + 1
                    && self.shape(p.end as usize - 1) == TIME
                    && matches!(self.shape(p.end as usize - 2), ABOUT | IN | PREP)
            };
            if !proposals.iter().all(day) {
                proposals.retain(|p| !day(p));
            }
        }
        if is_left(place) {
            // ", which makes tyres," is background.
            let background = |n: usize| self.shape(n) == COMMA && self.shape(n + 1) == WHO && self.context.doc.word(n + 1) == "which";
            if let Some(n) = (end..limit).find(|n| background(*n)) {
                proposals.retain(|p| p.end as usize <= n);
            }
        }
        // "dockers in Lund who saw the fire said": without a comma all of it belongs to the phrase.
        let relative = (end..limit).find(|n| self.shape(*n) == WHO);
        let at_once = relative.is_some_and(|n| !self.any_finite(end..n));
        if is_left(place) && at_once && !(end..limit).any(|n| matches!(self.shape(n), COMMA | DASH | STOP)) {
            proposals.clear();
            proposals.push(Proposal::new(0, span.start as usize, limit));
            return;
        }
        // "those surveyed said", "according to a poll released on Monday": a participle right behind the group belongs to it.
        // "three people close to the talks said": so does an adjective with its preposition.
        let adjective = match self.near(anchor, end) {
            ADJ => matches!(self.near(anchor, end + 1), TO | PREP | OF),
            BASE => self.context.doc.word(end) == "close" && matches!(self.near(anchor, end + 1), TO | PREP),
            _ => false,
        };
        if self.near(anchor, end) != PARTICIPLE && !(adjective && is_left(place)) {
            return;
        }
        let stops = |n: &usize| matches!(self.near(anchor, *n), COMMA | STOP | EDGE | CLOSES | SEMICOLON | COLON | DASH);
        let verb = |n: usize| finite(self.shape(n)) && self.shape(n - 1) != DET;
        let full = if is_left(place) { limit } else { (end..anchor.end).find(stops).unwrap_or(anchor.end) };
        let spoken = is_right(place) || matches!(anchor.form, FORM_BASE | FORM_THIRD | FORM_PAST | FORM_MODAL);
        let open = full > end && matches!(self.shape(full - 1), PREP | OF | IN | ABOUT | BY | TO | AS);
        let whole = spoken && !open && !(end..full).any(|n| verb(n) || stops(&n));
        if whole && full <= end + 16 {
            proposals.clear();
            proposals.push(Proposal::new(0, span.start as usize, full));
        }
    }

    /// "Haas said the tunnel, which opened in 1962, was unsafe": the clause goes on behind a relative clause that follows its subject.
    pub(super) fn keep_whole_clause(&self, anchor: &Anchor, start: usize, proposals: &mut Vec<Proposal>) {
        let takes_clause = self.tables.cues.get(anchor.number).takes.has(Takes::THAT);
        if !takes_clause || matches!(self.shape(start), TO | WH | WHETHER | OPENS | ABOUT | OF) || start >= anchor.end {
            return;
        }
        let open = |n: &usize| !finite(self.shape(*n)) && !matches!(self.shape(*n), STOP | OPENS | SEMICOLON | DASH | TO | BASE | ING);
        let relative = (start..anchor.end.min(start + 14)).take_while(open).find(|n| self.shape(*n) == COMMA);
        let Some(relative) = relative.filter(|n| self.near(anchor, n + 1) == WHO) else { return };
        let verb = |n: usize| finite(self.near(anchor, n)) || self.near(anchor, n) == ADV && finite(self.near(anchor, n + 1));
        let closes = (relative + 2..anchor.end).find(|n| self.shape(*n) == COMMA && verb(n + 1));
        if let Some(closes) = closes.filter(|n| self.any_finite(relative..*n))
            && proposals.iter().any(|p| p.end as usize > closes + 1)
        {
            proposals.retain(|p| p.end as usize > closes + 1);
        }
    }

    /// A speaker beside a headline says all of the headline.
    pub(super) fn headline_content(&self, anchor: &Anchor) -> Option<Content> {
        let whole = |side, left, right| Some(Content { side, left, right, side_margin: 9.0, edge_margin: 9.0 });
        if self.is_headline_speaker(anchor) {
            let stop = usize::from(self.shape(anchor.end - 1) == STOP);
            return whole(RIGHT, None, Some(TokenSpan::new(anchor.at + 1, anchor.end - stop)));
        }
        self.is_headline_byline(anchor).then(|| whole(LEFT, Some(TokenSpan::new(anchor.start, anchor.at)), None)).flatten()
    }

    /// "The hull was cracked, the captain told a hearing, adding that …", "…, the army said, citing villagers": a clause before the
    /// source, and behind the cue none.
    pub(super) fn nothing_behind(&self, anchor: &Anchor, unit: Unit) -> bool {
        let doc = &self.context.doc;
        let quiet = unit.quiet;
        let tells = self.tables.shapes.is(doc.token(anchor.at), TELL);
        let over = match self.near(anchor, quiet) {
            COMMA => self.near(anchor, quiet + 1) == ING && (tells || doc.word(quiet + 1) == "citing"),
            // "5,000 people marched, organisers said; police put the number at 1,500."
            SEMICOLON => true,
            STOP | EDGE => tells && quiet + 1 >= anchor.end,
            _ => false,
        };
        over && self.before(anchor, unit.start) == COMMA && self.any_finite(anchor.start..unit.start)
    }

    /// "Since the strike began in March, 3 million parcels have been left": where the main clause begins behind a clause of time,
    /// cause or condition that opens what is said, and is said as well.
    pub(super) fn opening_clause(&self, anchor: &Anchor, end: usize) -> Option<usize> {
        let doc = &self.context.doc;
        let first = anchor.start;
        let word = doc.token(first).flags.has(Flags::CAPITAL).then(|| doc.word(first))?;
        if !matches!(word, "Since" | "After" | "When" | "Because" | "If" | "Before" | "Until" | "Once" | "Unless" | "As") {
            return None;
        }
        let comma = (first..end).find(|n| self.shape(*n) == COMMA)?;
        self.any_finite(first..comma).then_some(comma + 1)
    }

    /// "Police said, citing two guards, that the vault was open": the clause behind what is put in.
    pub(super) fn behind_insertion(&self, anchor: &Anchor, at: usize) -> Option<usize> {
        if self.near(anchor, at) != COMMA || self.near(anchor, at + 1) != ING {
            return None;
        }
        let closes = (at + 2..anchor.end.min(at + INSERTION)).find(|n| self.shape(*n) == COMMA)?;
        (self.near(anchor, closes + 1) == THAT).then_some(closes + 1)
    }

    /// "The firm, citing weak sales, shut a shop", "the clerks, who said it was safe, went home": what stands between commas ends
    /// where the verb of the clause around it follows.
    pub(super) fn insertion_end(&self, anchor: &Anchor, source: &Source, start: usize, end: usize) -> usize {
        let cue = anchor.cue.start as usize;
        let relative = source.place != 0 && self.shape(source.tokens.start as usize) == WHO;
        let opens = if relative { source.tokens.start as usize } else { cue };
        let inserted = self.before(anchor, opens) == COMMA && is_left(source.place) && (relative || anchor.form == FORM_ING);
        if !inserted || self.shape(start) == OPENS {
            return end;
        }
        // "shut" looks like a participle and "cut 40 jobs" like a noun; the clause around has no other verb yet.
        let waits = !self.any_finite(anchor.start..opens);
        let looks = |n: usize| match self.near(anchor, n) {
            PARTICIPLE => true,
            BASE | NOUN => self.near(anchor, n + 1) == NUM,
            _ => false,
        };
        let acts = |n: usize| finite(self.near(anchor, n)) || waits && looks(n);
        let verb = |n: usize| acts(n) || self.near(anchor, n) == ADV && acts(n + 1);
        (start + 1..end).find(|n| self.shape(*n) == COMMA && verb(n + 1)).unwrap_or(end)
    }

    /// "denied the report, calling it a hoax": behind a thing that is denied or confirmed the speaker goes on in a verb of its own.
    pub(super) fn before_chain(&self, anchor: &Anchor, start: usize, end: usize) -> usize {
        if anchor.kind != CueKind::Verb || end > anchor.end || self.shape(start) == OPENS {
            return end;
        }
        let verb = |n: usize| finite(self.shape(n)) || matches!(self.shape(n), BASE | OPENS);
        let Some(comma) = (start..end).take_while(|n| !verb(*n)).find(|n| self.shape(*n) == COMMA) else { return end };
        let doc = &self.context.doc;
        let goes_on =
            self.shape(comma + 1) == ING && doc.word(comma + 1) != "according" && self.tables.shapes.is(doc.token(comma + 1), CUE);
        if goes_on && comma > start && !matches!(self.shape(start), THAT | IN | PREP | ABOUT) { comma } else { end }
    }

    /// "“We are done,” said Mia Holt, 40, who sold the farm, “and we will not be back”": where the same sentence is quoted on.
    pub(super) fn goes_on(&self, anchor: &Anchor, source: &Source, unit: Unit) -> Option<usize> {
        let before = |back: usize| unit.start >= anchor.start + back && self.shape(unit.start - back) == [CLOSES, COMMA][back - 1];
        if !is_right(source.place) || !before(1) || !before(2) {
            return None;
        }
        let opens = (unit.end..anchor.end).find(|n| self.shape(*n) == OPENS)?;
        let same = self.shape(opens - 1) == COMMA && !self.context.doc.has(opens + 1, Flags::CAPITAL);
        same.then_some(opens)
    }
}
