//! Anchors: the words that may be cues, each with the group of words that would be the cue.
//!
//! An anchor is a token with a cue class, a colon or a dash. A verb takes its auxiliaries, negation and adverbs along, and the
//! verbs that only carry it ("declined to say", "went on to say"); a noun takes the light verb before it ("expressed concern").

use std::ops::Range;

use crate::extract::attribution::Tables;
use crate::extract::attribution::cues::{CueKind, Takes};
use crate::extract::attribution::decide::Proposal;
use crate::extract::attribution::features::{CUES, UNKNOWN_WORD};
use crate::extract::attribution::shapes::{
    self, ADJ, ADV, AS, BASE, BE, BRACKET, CARRIER, CLOSES, COMMA, DASH, DO, EDGE, FINITE, HAVE, HEARSAY, HEDGE, ING, MODAL, NAME, NEG,
    NOUN, OF, OPENS, PARTICIPLE, PLURAL, POSS, PRON, STOP, TIME, TIME_PREP, TO, WH, WHO,
};
use crate::extract::attribution::sorts as sort;
use crate::extract::{ActorType, Context, Mention};
use crate::lexicon::Class;
use crate::text::{ChunkKind, Flags, Tag, TokenKind, TokenSpan, Zone};

/// A word that may be a cue.
#[derive(Clone, Copy, Debug)]
pub struct Anchor {
    /// The token.
    pub at: usize,
    /// The tokens that would be the cue.
    pub cue: TokenSpan,
    /// The number of the cue in the cue table.
    pub number: usize,
    /// The number of the cue in the features.
    pub entry: usize,
    /// What kind of word it is.
    pub kind: CueKind,
    /// Its form, a place in `templates::FORMS`.
    pub form: usize,
    /// Its sentence.
    pub sentence: usize,
    /// Its sentence's tokens.
    pub start: usize,
    /// One past them.
    pub end: usize,
    /// "not", "never", "no" belong to the cue.
    pub negated: bool,
    /// A modal belongs to the cue.
    pub modal: bool,
    /// It stands in a quotation.
    pub quoted: bool,
    /// How it stands to quotations, a place in `templates::QUOTES`.
    pub quote: usize,
}

/// Forms, as in `templates::FORMS`.
pub const FORM_BASE: usize = 0;
/// A third person.
pub const FORM_THIRD: usize = 1;
/// A past.
pub const FORM_PAST: usize = 2;
/// A participle without an auxiliary.
pub const FORM_PARTICIPLE: usize = 3;
/// An -ing form.
pub const FORM_ING: usize = 4;
/// A passive.
pub const FORM_PASSIVE: usize = 5;
const FORM_TO: usize = 6;
/// A noun without a verb that carries it.
pub const FORM_NOUN: usize = 7;
/// Behind a modal.
pub const FORM_MODAL: usize = 8;
/// No verb form.
pub const FORM_OTHER: usize = 9;

/// The lists that the pass fills anew for every document; a thread keeps them.
#[derive(Debug, Default)]
pub struct Buffers {
    shapes: Vec<u8>,
    names: Vec<u8>,
    candidates: Vec<u32>,
    /// The proposals of the question at hand.
    pub proposals: Vec<Proposal>,
}

/// A document with the shape of every token.
#[derive(Debug)]
pub struct View<'c, 'a> {
    /// The context.
    pub context: &'c Context<'a>,
    /// The tables of the pass.
    pub tables: &'a Tables,
    shapes: &'c [u8],
    /// For each token the sort of the name that it belongs to; `OTHER` for none.
    names: &'c [u8],
    /// The tokens where a cue could be or begin.
    candidates: &'c [u32],
}

impl<'c, 'a> View<'c, 'a> {
    /// Looks at every token once. The proposals of `buffers` are handed back, to be filled beside the view.
    pub fn new(context: &'c Context<'a>, mentions: &[Mention<'a>], buffers: &'c mut Buffers) -> (Self, &'c mut Vec<Proposal>) {
        let tables = &context.rules.attribution_tables;
        let tokens = context.doc.tokens();
        let Buffers { shapes, names, candidates, proposals } = buffers;
        shapes.clear();
        candidates.clear();
        shapes.extend(tokens.iter().enumerate().map(|(n, token)| {
            let (shape, candidate) = tables.shapes.of(token);
            if candidate {
                candidates.push(n as u32);
            }
            shape
        }));
        names.clear();
        names.resize(tokens.len(), 0);
        for mention in mentions {
            let sort = match mention.kind {
                ActorType::Person => sort::PERSON,
                ActorType::Organization => sort::ORGANIZATION,
                ActorType::Country => sort::COUNTRY,
                ActorType::Location => sort::LOCATION,
                ActorType::Group => sort::GROUP,
            };
            names[mention.tokens.range()].fill(sort as u8);
        }
        (View { context, tables, shapes, names, candidates }, proposals)
    }

    /// What the head of a phrase is, a place in `sorts::SORTS`.
    pub fn sort(&self, at: usize) -> usize {
        let name = self.names.get(at).map_or(0, |n| *n as usize);
        if name != 0 {
            return name;
        }
        let Some(token) = self.context.doc.get(at) else { return sort::OTHER };
        let classes = self.context.lexicon.info(token).classes;
        let is = |class: Class| classes & class.bit() != 0;
        match token.tag {
            Tag::Pron | Tag::Poss => sort::PRONOUN,
            Tag::Wh | Tag::Sub => sort::RELATIVE,
            Tag::Num => sort::NUMBER,
            _ if is(Class::DocumentNoun) => sort::DOCUMENT,
            _ if is(Class::Role) => sort::ROLE,
            _ if is(Class::OrganizationNoun) || is(Class::OrganizationHead) => sort::ORGANIZATION_NOUN,
            _ if is(Class::PlaceNoun) => sort::PLACE_NOUN,
            _ if is(Class::Calendar) || self.shape(at) == TIME => sort::CALENDAR,
            Tag::Plural if is(Class::Group) => sort::GROUP,
            _ => sort::OTHER,
        }
    }

    /// The word at a place has one of these uses (bits of `shapes`).
    #[inline]
    pub fn used(&self, at: usize, uses: u32) -> bool {
        self.context.doc.get(at).is_some_and(|token| self.tables.shapes.is(token, uses))
    }

    /// The shape of a token.
    #[inline]
    pub fn shape(&self, at: usize) -> usize {
        self.shapes.get(at).map_or(EDGE, |s| *s as usize)
    }

    /// The shapes of a stretch of tokens.
    #[inline]
    pub fn stretch(&self, tokens: Range<usize>) -> &[u8] {
        self.shapes.get(tokens).unwrap_or_default()
    }

    /// A finite verb stands in a stretch of tokens.
    #[inline]
    pub fn any_finite(&self, tokens: Range<usize>) -> bool {
        self.stretch(tokens).iter().any(|shape| finite(usize::from(*shape)))
    }

    /// The shape of a token, `EDGE` outside the anchor's sentence.
    #[inline]
    pub fn near(&self, anchor: &Anchor, at: usize) -> usize {
        if at < anchor.start || at >= anchor.end { EDGE } else { self.shape(at) }
    }

    /// The shape before a token, `EDGE` at the start of the sentence.
    #[inline]
    pub fn before(&self, anchor: &Anchor, at: usize) -> usize {
        if at <= anchor.start { EDGE } else { self.shape(at - 1) }
    }

    /// The feature number of a token's word.
    #[inline]
    pub fn word(&self, at: usize) -> usize {
        self.context.doc.get(at).map_or(UNKNOWN_WORD, |t| self.tables.model.word(t.word))
    }

    /// Finds the anchors in text order.
    pub fn anchors(&self) -> impl Iterator<Item = Anchor> + '_ {
        let mut after = 0;
        self.candidates.iter().filter_map(move |at| {
            let at = *at as usize;
            let word = self.context.doc.kind(at) == TokenKind::Word;
            if !word {
                return self.mark_anchor(at);
            }
            let anchor = if at >= after { self.word_anchor(at)? } else { return None };
            after = anchor.cue.end as usize;
            Some(anchor)
        })
    }

    fn word_anchor(&self, at: usize) -> Option<Anchor> {
        let doc = &self.context.doc;
        let lexicon = self.context.lexicon;
        let token = doc.token(at);
        if self.is_idle(at) {
            return None;
        }
        let cues = &self.tables.cues;
        if let Some((len, entry)) = lexicon.longest(doc.tokens(), at, Class::CueWord) {
            let number = cues.number(Class::CueWord, entry);
            let cue = cues.get(number);
            match cue.kind {
                // "clear of snow" says nothing: an adjective that does not take "of" is another word before it.
                CueKind::Adjective if self.shape(at + len) == OF && !cue.takes.has(Takes::OF) => return None,
                CueKind::Adjective if matches!(token.tag, Tag::Adj | Tag::Participle | Tag::Past | Tag::Adv) => {
                    return Some(self.adjective_anchor(at, number));
                }
                CueKind::Adjective => {}
                CueKind::Preposition if cues.is_for(number) || cues.is_in(number) => {
                    return Some(self.anchor(at, TokenSpan::new(at, at + 1), number, CueKind::Preposition, FORM_OTHER));
                }
                kind => return Some(self.anchor(at, TokenSpan::new(at, at + len), number, kind, FORM_OTHER)),
            }
        }
        if let Some(anchor) = self.quoted_as_saying(at).or_else(|| self.verb_like_noun(at)) {
            return Some(anchor);
        }
        let verb = lexicon.entry(token, Class::Cue).filter(|_| {
            token.tag.is_verb()
                && !self.carries_noun(at)
                && !self.carries_verb(at)
                && !self.is_noun_before_that(at)
                && !self.makes_clear(at)
        });
        if let Some(entry) = verb {
            return Some(self.verb_anchor(at, cues.number(Class::Cue, entry)));
        }
        let noun = lexicon.entry(token, Class::CueNoun).filter(|_| token.tag.is_noun() || self.is_noun_before_that(at));
        noun.map(|entry| self.noun_anchor(at, cues.number(Class::CueNoun, entry)))
    }

    pub(super) fn anchor(&self, at: usize, cue: TokenSpan, number: usize, kind: CueKind, form: usize) -> Anchor {
        let doc = &self.context.doc;
        let sentence = doc.sentence_index(at);
        let span = doc.analysis.sentences[sentence].tokens;
        Anchor {
            at,
            cue,
            number,
            entry: number.min(CUES - 1),
            kind,
            form,
            sentence,
            start: span.start as usize,
            end: span.end as usize,
            negated: false,
            modal: false,
            quoted: doc.has(at, Flags::QUOTED),
            quote: 0,
        }
    }

    /// Walks left from `at` over auxiliaries, adverbs, negation and carrying verbs.
    fn group_start(&self, at: usize, anchor: &mut Anchor) -> usize {
        let doc = &self.context.doc;
        let mut start = at;
        let mut n = at;
        while n > anchor.start {
            n -= 1;
            match self.shape(n) {
                ADV => {}
                NEG => anchor.negated = true,
                MODAL => anchor.modal = true,
                BE | HAVE | DO => {}
                // "will likely announce": an adverb that looks like an adjective.
                ADJ if n > anchor.start && self.shape(n - 1) == MODAL && self.used(n, HEDGE) => {}
                TO => {
                    start = n;
                    if n > anchor.start && self.carrier(n - 1) {
                        n -= 1;
                    } else if n > anchor.start + 1 && self.carrier(n - 2) && doc.tag(n - 1) == Tag::Particle {
                        n -= 2;
                    } else {
                        break;
                    }
                }
                _ => break,
            }
            start = n;
        }
        // A sentence adverb before a comma is no part of it, and an adverb alone may belong to what stands before.
        start
    }

    fn carrier(&self, at: usize) -> bool {
        let token = self.context.doc.token(at);
        matches!(self.shape(at), FINITE | BASE | ING | PARTICIPLE | BE | HAVE) && self.tables.shapes.is(token, CARRIER)
    }

    /// "expressed concern", "issued a warning": the noun is the anchor, and takes the verb along.
    fn carries_noun(&self, at: usize) -> bool {
        let doc = &self.context.doc;
        let lexicon = self.context.lexicon;
        let Some(chunk) = doc.get(at + 1).and_then(|_| doc.chunk(at + 1)).filter(|c| c.kind == ChunkKind::Noun) else { return false };
        let head = doc.token(chunk.head as usize);
        let Some(entry) = lexicon.entry(head, Class::CueNoun) else { return false };
        let number = self.tables.cues.number(Class::CueNoun, entry);
        self.tables.cues.get(number).with.contains(&lexicon.info(doc.token(at)).lemma)
    }

    /// "declined to say": the second verb is the anchor, and takes the first along.
    fn carries_verb(&self, at: usize) -> bool {
        // "went on to say"
        let to = if self.shape(at + 2) == TO && self.context.doc.tag(at + 1) == Tag::Particle { at + 2 } else { at + 1 };
        let next = if self.shape(to + 1) == ADV { to + 2 } else { to + 1 };
        let token = self.context.doc.get(next).filter(|t| t.tag == Tag::Base && self.shape(to) == TO && self.carrier(at));
        token.is_some_and(|t| self.context.lexicon.entry(t, Class::Cue).is_some())
    }

    /// "are feared dead", "four reported killed": a state stands behind the verb, which nobody can report or fear as such.
    pub fn before_state(&self, at: usize) -> bool {
        let doc = &self.context.doc;
        // "he said earlier this week", "in a finish that she said defied all odds": somebody says so.
        let somebody = doc.word(at) == "said" && (at == 0 || self.shape(at - 1) != BE);
        if somebody || self.shape(at + 1) == TIME_PREP || !self.tables.shapes.is(doc.token(at), HEARSAY) {
            return false;
        }
        let end = doc.sentence(at).tokens.end as usize;
        let Some(state) = doc.get(at + 1).filter(|_| at + 1 < end) else { return false };
        let free = |n: usize| n >= end || doc.chunk(n).is_none_or(|c| c.kind != ChunkKind::Noun);
        match state.tag {
            Tag::Adj | Tag::Participle | Tag::Past => free(at + 1),
            Tag::Ing => self.context.lexicon.info(state).tags.has(Tag::Adj) && free(at + 1) && free(at + 2),
            _ => false,
        }
    }

    /// "what police believed happened": a relative word stands shortly before.
    fn in_relative(&self, at: usize) -> bool {
        (at.saturating_sub(6)..at).any(|n| matches!(self.shape(n), WH | WHO))
    }

    fn verb_anchor(&self, at: usize, number: usize) -> Anchor {
        let doc = &self.context.doc;
        let mut anchor = self.anchor(at, TokenSpan::new(at, at + 1), number, CueKind::Verb, FORM_OTHER);
        let start = self.group_start(at, &mut anchor);
        anchor.cue = TokenSpan::new(start, at + 1);
        let has = |shape| (start..at).any(|n| self.shape(n) == shape);
        anchor.form = match doc.tag(at) {
            Tag::Base if has(TO) => FORM_TO,
            Tag::Base if has(MODAL) => FORM_MODAL,
            Tag::Base => FORM_BASE,
            Tag::Third => FORM_THIRD,
            Tag::Past | Tag::Participle if !has(HAVE) && self.before_state(at) && !self.in_relative(at) => FORM_PASSIVE,
            Tag::Past => FORM_PAST,
            Tag::Participle if has(BE) => FORM_PASSIVE,
            Tag::Participle if has(HAVE) => FORM_PAST,
            Tag::Participle => FORM_PARTICIPLE,
            Tag::Ing => FORM_ING,
            _ => FORM_OTHER,
        };
        anchor
    }

    /// "was quoted as saying": the cue is the last verb, and its source the subject of the first.
    fn quoted_as_saying(&self, at: usize) -> Option<Anchor> {
        let tokens = self.context.doc.tokens();
        let passive = self.shape(at) == PARTICIPLE && self.shape(at + 1) == AS && self.shape(at + 2) == ING;
        let entry = tokens.get(at + 2).filter(|_| passive).and_then(|t| self.context.lexicon.entry(t, Class::Cue))?;
        let number = self.tables.cues.number(Class::Cue, entry);
        let mut anchor = self.anchor(at + 2, TokenSpan::new(at, at + 3), number, CueKind::Verb, FORM_PAST);
        let start = self.group_start(at, &mut anchor);
        anchor.cue = TokenSpan::new(start, at + 3);
        Some(anchor)
    }

    fn noun_anchor(&self, at: usize, number: usize) -> Anchor {
        let doc = &self.context.doc;
        let mut anchor = self.anchor(at, TokenSpan::new(at, at + 1), number, CueKind::Noun, FORM_NOUN);
        let Some(chunk) = doc.chunk(at) else { return anchor };
        let chunk_start = chunk.tokens.start as usize;
        let light = &self.tables.cues.get(number).with;
        if chunk_start > anchor.start
            && let Some(verb) = doc.chunk(chunk_start - 1).filter(|c| c.kind == ChunkKind::Verb)
            && light.contains(&self.context.lexicon.info(doc.token(verb.head as usize)).lemma)
        {
            let start = self.group_start(verb.head as usize, &mut anchor);
            anchor.cue = TokenSpan::new(start, at + 1);
            anchor.form = match doc.tag(verb.head as usize) {
                Tag::Base => FORM_BASE,
                Tag::Third => FORM_THIRD,
                Tag::Ing => FORM_ING,
                _ => FORM_PAST,
            };
        }
        anchor
    }

    fn adjective_anchor(&self, at: usize, number: usize) -> Anchor {
        let mut anchor = self.anchor(at, TokenSpan::new(at, at + 1), number, CueKind::Adjective, FORM_OTHER);
        let start = self.group_start(at, &mut anchor);
        anchor.cue = TokenSpan::new(start, at + 1);
        // "made it clear", "makes clear that"
        let doc = &self.context.doc;
        let it = usize::from(start == at && at > anchor.start && doc.word(at - 1) == "it");
        let clear = matches!(doc.word(at), "clear" | "explicit");
        if clear && start == at && at >= anchor.start + 1 + it && self.is_make(at - 1 - it) && self.shape(at + 1) == shapes::THAT {
            let start = self.group_start(at - 1 - it, &mut anchor);
            anchor.cue = TokenSpan::new(start, at + 1);
        }
        anchor
    }

    /// "made clear", "made it clear": the adjective is the anchor, and takes the verb along.
    fn makes_clear(&self, at: usize) -> bool {
        let clear = |n: usize| self.context.doc.get(n).is_some() && matches!(self.context.doc.word(n), "clear" | "explicit");
        self.is_make(at) && (clear(at + 1) || self.shape(at + 1) == PRON && clear(at + 2))
    }

    pub(super) fn is_make(&self, at: usize) -> bool {
        matches!(self.context.doc.word(at), "make" | "makes" | "made" | "making")
    }

    /// A colon after a speaker at the start of a line or sentence, a dash before one at its end.
    fn mark_anchor(&self, at: usize) -> Option<Anchor> {
        let doc = &self.context.doc;
        let cues = &self.tables.cues;
        let kind = doc.token(at).kind;
        let span = TokenSpan::new(at, at + 1);
        if kind == TokenKind::Colon {
            let anchor = self.anchor(at, span, cues.colon(), CueKind::Colon, FORM_OTHER);
            let near = at > anchor.start && at + 1 < anchor.end && !anchor.quoted;
            let before = self.before(&anchor, at);
            // Digits on both sides are a time or a score; a verb of saying before the colon is the cue itself.
            let speaker = near && (matches!(before, NAME | NOUN | PLURAL | BRACKET | PRON | CLOSES) || self.is_headline_speaker(&anchor));
            return speaker.then_some(anchor);
        }
        if kind == TokenKind::Hyphen && !doc.token(at).spaced() && !doc.token(at).flags.has(Flags::LINE) {
            return None;
        }
        let anchor = self.anchor(at, span, cues.dash(), CueKind::Dash, FORM_OTHER);
        let closes = at > 0 && matches!(self.shape(at - 1), CLOSES | STOP | COMMA);
        let short = anchor.end - at <= 16;
        let first_name = self.shape(at + 1) == NAME || self.shape(at + 1) == NOUN;
        let byline = closes && short && first_name && !anchor.quoted && doc.paragraph(at).zone != Zone::Furniture;
        (self.shape(at) == DASH && (byline || self.is_headline_byline(&anchor))).then_some(anchor)
    }

    /// How the anchor stands to quotations, a place in `templates::QUOTES`.
    pub fn quote_state(&self, anchor: &Anchor) -> usize {
        if anchor.quoted {
            return 1;
        }
        let unit_start = anchor.cue.start as usize;
        let has = |tokens: Range<usize>, mark: usize| self.stretch(tokens).iter().any(|shape| usize::from(*shape) == mark);
        let near_left = has(anchor.start.max(unit_start.saturating_sub(8))..unit_start, CLOSES);
        let near_right = has(anchor.cue.end as usize..anchor.end.min(anchor.cue.end as usize + 6), OPENS);
        match (near_left, near_right) {
            (true, true) => 5,
            (true, false) => 2,
            (false, true) => 3,
            (false, false) => {
                if self.stretch(anchor.start..anchor.end).iter().any(|shape| matches!(usize::from(*shape), OPENS | CLOSES)) {
                    4
                } else {
                    0
                }
            }
        }
    }
}

/// True for the shapes that a subject ends in.
pub fn nominal(shape: usize) -> bool {
    matches!(shape, NAME | NOUN | PLURAL | PRON | WHO | POSS)
}

/// True for the shapes that begin a finite verb.
pub fn finite(shape: usize) -> bool {
    matches!(shape, FINITE | BE | HAVE | DO | MODAL)
}
