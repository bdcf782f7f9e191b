//! The evidence that stands around a candidate: what its neighbours, its place in the sentence and the document say of it.

use super::evidence::{Evidence, Gathered};
use super::memory::Memory;
use super::parse::{Parse, Piece};
use crate::lexicon::{Class, EntryId};
use crate::text::{Flags, Tag, Token, TokenKind, WordId, Zone};

/// Looks at candidates of one document.
#[derive(Clone, Copy)]
pub(super) struct Witness<'c, 'a> {
    pub parse: Parse<'c, 'a>,
}

/// How many tokens an apposition may take to name its role.
const APPOSITION: usize = 7;

impl<'a> Witness<'_, 'a> {
    pub(super) fn token(&self, at: usize) -> &'a Token {
        self.parse.scan.context.doc.token(at)
    }

    fn get(&self, at: usize) -> Option<&'a Token> {
        self.parse.scan.context.doc.get(at)
    }

    pub(super) fn kind(&self, at: usize) -> TokenKind {
        self.parse.scan.context.doc.kind(at)
    }

    pub(super) fn word(&self, at: usize) -> &'a str {
        self.get(at).map_or("", |_| self.parse.scan.context.doc.word(at))
    }

    pub(super) fn is(&self, at: usize, class: Class) -> bool {
        self.get(at).is_some_and(|t| self.parse.scan.context.lexicon.is(t, class))
    }

    pub(super) fn lower(&self, at: usize) -> bool {
        self.get(at).is_some_and(|t| t.kind == TokenKind::Word && !t.capital())
    }

    fn memory(&self) -> &Memory {
        self.parse.memory
    }

    /// What its place in the sentence and the document's habits say.
    pub fn place(&self, piece: &Piece, to: &mut Gathered) {
        let (start, end) = (piece.tokens.start as usize, piece.tokens.end as usize);
        if piece.known.is_some() {
            return;
        }
        if end - start == 1 {
            let t = self.token(start);
            if piece.first && (self.parse.common(start) || self.parse.scan.inflected(start)) && !self.memory().capital_inside(t) {
                to.add(Evidence::SentenceFirst);
            }
            if self.memory().lower(t) {
                to.add(Evidence::LowerElsewhere);
            }
        }
        if !piece.first {
            to.add(Evidence::CapitalElsewhere);
        }
    }

    /// What stands around it.
    pub fn around(&self, piece: &Piece, to: &mut Gathered) {
        // What a nationality word is, nothing around it changes: "according to Danish officials".
        if piece.known.is_some_and(|k| k.class == Class::Nationality) && piece.title.is_none() {
            return;
        }
        let (start, end) = (piece.tokens.start as usize, piece.tokens.end as usize);
        if piece.title.is_some() {
            to.add(Evidence::Title);
        } else if piece.known.is_none() && self.vessel(start, end) {
            to.add(Evidence::Vessel);
        }
        if self.subject(piece) {
            to.add(Evidence::Subject);
            // "Target said sales fell"
            let listed = self.parse.scan.hits.longest(start, Class::Organization);
            if listed.is_some_and(|(length, entry)| length == 1 && self.parse.case_agrees(start, 1, Class::Organization, entry)) {
                to.add(Evidence::KnownOrganization);
            }
        }
        self.after(start, end, to);
        if start > 0 {
            self.before(start, end, to);
        }
        let doc = &self.parse.scan.context.doc;
        let paragraph = doc.paragraph(start);
        if paragraph.zone == Zone::Byline {
            to.add(Evidence::Byline);
        }
        if start < paragraph.tokens.start as usize + paragraph.dateline as usize && start == paragraph.tokens.start as usize {
            to.add(Evidence::Dateline);
        }
    }

    /// "the tanker Corvane Star", "USS Halloran", "M/V Brisa Norte": a ship's name.
    fn vessel(&self, start: usize, end: usize) -> bool {
        let lexicon = self.parse.scan.context.lexicon;
        let letters = |at: usize, entry: EntryId| lexicon.row(Class::Vessel, entry).entry == self.word(at);
        let entry = |at: usize| lexicon.entry(self.token(at), Class::Vessel);
        if end - start > 1 && self.token(start).flags.has(Flags::UPPER) && entry(start).is_some_and(|e| letters(start, e)) {
            return true;
        }
        let Some(at) = start.checked_sub(1) else { return false };
        if self.token(at).kind != TokenKind::Word {
            return false;
        }
        if self.lower(at) {
            return entry(at).is_some_and(|e| letters(at, e));
        }
        let slash = at > 1 && self.word(at - 1) == "/" && !self.token(at).spaced() && !self.token(at - 1).spaced();
        slash && matches!((self.word(at - 2), self.word(at)), ("M", "V" | "T" | "S" | "Y") | ("F" | "S", "V"))
    }

    /// A common word that opens a sentence and stands as a name does: English gives a singular noun an article unless it is
    /// a name, so "Anchor said" and "Anchor, which" name somebody. Nouns for bodies and people ("Police said") need none.
    pub fn subject(&self, piece: &Piece) -> bool {
        let (start, end) = (piece.tokens.start as usize, piece.tokens.end as usize);
        if !piece.first || end - start != 1 || piece.known.is_some() || !self.parse.common(start) {
            return false;
        }
        let stands = match self.kind(end) {
            TokenKind::Word => self.lower(end) && self.speaks(end),
            TokenKind::Comma => matches!(self.word(end + 1), "which" | "who"),
            TokenKind::Clitic => self.word(end).ends_with('s') && self.lower(end + 1),
            _ => false,
        };
        let t = self.token(start);
        stands
            && (self.parse.scan.context.lexicon.info(t).first == Tag::Noun || self.is(start, Class::Organization))
            && t.tag != Tag::Plural
            && !self.word(start).ends_with('s')
            && !self.memory().lower(t)
            && !self.parse.scan.closing_head(start)
            && !self.is(start, Class::OrganizationNoun)
            && !self.is(start, Class::Calendar)
            && !self.role(start)
    }

    fn after(&self, start: usize, end: usize, to: &mut Gathered) {
        let Some(next) = self.get(end) else { return };
        match next.kind {
            TokenKind::Word if !next.capital() => {
                if self.binomial(end) {
                    to.add(Evidence::Binomial);
                } else if self.word(end) == "who" {
                    to.add(Evidence::Who);
                } else if self.speaks(end) || (self.kind(end + 1) == TokenKind::Word && next.tag == Tag::Adv && self.speaks(end + 1)) {
                    to.add(Evidence::Speaks);
                } else if self.noun_after(end, Class::PlaceNoun) {
                    to.add(Evidence::PlaceNounAfter);
                } else if self.noun_after(end, Class::OrganizationNoun) {
                    to.add(Evidence::OrganizationNounAfter);
                }
            }
            TokenKind::Number if end - start == 1 && self.parse.common(start) => to.add(Evidence::Label),
            TokenKind::Comma => self.after_comma(start, end, to),
            TokenKind::Open => {
                if self.get(end + 1).is_some_and(|t| t.flags.has(Flags::UPPER)) && self.kind(end + 2) == TokenKind::Close {
                    to.add(Evidence::AcronymBeside);
                } else if self.kind(end + 1) == TokenKind::Number
                    && self.kind(end + 2) == TokenKind::Close
                    && self.token(end + 1).width() == 2
                {
                    to.add(Evidence::Age);
                }
            }
            TokenKind::Hyphen if !next.spaced() && self.word(end + 1) == "based" => to.add(Evidence::Based),
            TokenKind::Clitic
                if self.word(end).ends_with('s') && (end + 1..end + 4).take_while(|&k| self.lower(k)).any(|k| self.role(k)) =>
            {
                to.add(Evidence::PossessiveRole)
            }
            TokenKind::Quote if start > 0 && self.kind(start - 1) == TokenKind::Quote => to.add(Evidence::Quoted),
            _ => {}
        }
    }

    /// The second word of a species' name: "Formica rufa".
    fn binomial(&self, at: usize) -> bool {
        let word = self.word(at);
        let latin = ["a", "us", "is", "um", "ae", "ii", "ens"].iter().any(|e| word.ends_with(e));
        latin && word.len() > 4 && self.token(at).word == WordId::UNKNOWN && self.lower(at)
    }

    /// The name stands for itself: no noun behind it takes the words before it.
    fn alone(&self, end: usize) -> bool {
        let Some(next) = self.get(end) else { return true };
        match next.kind {
            TokenKind::Word => {
                !matches!(next.tag, Tag::Noun | Tag::Plural | Tag::Name | Tag::Adj)
                    || next.flags.has(Flags::SENTENCE)
                    || self.is(end, Class::PlaceNoun)
            }
            TokenKind::Clitic | TokenKind::Hyphen | TokenKind::Apostrophe => false,
            _ => true,
        }
    }

    fn noun_after(&self, at: usize, class: Class) -> bool {
        self.is(at, class) && self.kind(at + 1) != TokenKind::Hyphen
    }

    fn after_comma(&self, start: usize, end: usize, to: &mut Gathered) {
        let Some(next) = self.get(end + 1) else { return };
        // "a teacher in Brennovia, who": what follows is said of the teacher.
        let governed =
            start > 0 && self.token(start - 1).tag == Tag::Prep && !matches!(self.word(start - 1), "by" | "with" | "for" | "of" | "to");
        let now = usize::from(self.word(end + 1) == "now");
        if self.kind(end + 1 + now) == TokenKind::Number {
            let end = end + now;
            let next = self.token(end + 1);
            let closes = matches!(self.kind(end + 2), TokenKind::Comma | TokenKind::Period) || matches!(self.word(end + 2), "of" | "from");
            if next.width() <= 2 && closes && !governed {
                to.add(Evidence::Age);
            }
            return;
        }
        if self.word(end + 1) == "who" {
            if !governed {
                to.add(Evidence::Who);
            }
            return;
        }
        if next.capital() {
            let place = self.parse.scan.hits.any(end + 1, Class::Country.bit() | Class::Place.bit());
            if place {
                to.add(Evidence::PlaceComma);
            }
            return;
        }
        if governed {
            return;
        }
        let mut k = end + 1;
        while k < end + 1 + APPOSITION
            && self.kind(k) == TokenKind::Word
            && !matches!(self.token(k).tag, Tag::Prep | Tag::Pron | Tag::Sub | Tag::Conj | Tag::Modal | Tag::Aux | Tag::Ing | Tag::Past)
        {
            if self.role(k) && self.lower(k) && self.token(k).tag != Tag::Plural {
                let firm = self.is(k, Class::OrganizationNoun);
                to.add(if firm { Evidence::OrganizationNounAfter } else { Evidence::RoleAfter });
                return;
            }
            k += 1;
        }
    }

    /// A noun for people in an office, trade or relation.
    fn role(&self, at: usize) -> bool {
        let lexicon = self.parse.scan.context.lexicon;
        self.is(at, Class::Title)
            || self.get(at).and_then(|t| lexicon.entry(t, Class::Role)).is_some_and(|e| lexicon.names().person_role(e))
    }

    fn speaks(&self, at: usize) -> bool {
        self.get(at).is_some_and(|t| {
            matches!(t.tag, Tag::Past | Tag::Third | Tag::Mark | Tag::Participle)
                && self.parse.scan.context.lexicon.names().speech(self.parse.scan.context.lexicon.info(t).lemma)
        })
    }

    fn before(&self, start: usize, end: usize, to: &mut Gathered) {
        let mut at = start - 1;
        let alone = self.alone(end);
        if self.word(at) == "the" || self.word(at) == "The" {
            if alone {
                to.add(Evidence::Article);
            }
            if at == 0 {
                return;
            }
            at -= 1;
        }
        let t = self.token(at);
        match t.kind {
            TokenKind::Word if !t.capital() || t.flags.has(Flags::SENTENCE) => {}
            TokenKind::Comma if at > 0 && self.lower(at - 1) && self.role(at - 1) && at + 1 == start => {
                if at >= 2 && (self.lower(at - 2) || self.kind(at - 2) == TokenKind::Clitic) {
                    to.add(Evidence::RoleBefore);
                }
                return;
            }
            _ => return,
        }
        // "his rival Jersey Gov. Ann Roe": the role is hers.
        if at + 1 == start && self.lower(at) && self.role(at) && !self.role(end) && !(at > 0 && self.kind(at - 1) == TokenKind::Hyphen) {
            // "ministry spokesman" is somebody, although a source "the spokesman" may stand for the ministry.
            let lexicon = self.parse.scan.context.lexicon;
            let person = lexicon.entry(self.token(at), Class::Role).is_some_and(|role| lexicon.names().person_role(role));
            if self.is(at, Class::OrganizationNoun) && !person {
                to.add(Evidence::OrganizationNounBefore);
            } else {
                to.add(Evidence::RoleBefore);
            }
            return;
        }
        match self.word(at) {
            "in" | "In" | "across" | "throughout" | "Across" | "through" | "off" | "via" | "along" if alone => {
                to.add(Evidence::PrepositionIn)
            }
            "near" | "outside" | "around" | "toward" | "towards" | "into" | "north" | "south" | "east" | "west" | "northern"
            | "southern" | "eastern" | "western" | "central" | "downtown" | "Near" | "Outside"
                if alone =>
            {
                to.add(Evidence::PrepositionNear)
            }
            "at" | "At" if alone => {
                to.add(if at > 0 && self.role(at - 1) { Evidence::OfficeOf } else { Evidence::PrepositionAt });
            }
            "to" if at > 0 && self.word(at - 1).eq_ignore_ascii_case("according") => to.add(Evidence::AccordingTo),
            "from" | "From" | "to" if alone => to.add(Evidence::PrepositionFrom),
            "told" => to.add(Evidence::Told),
            "said" | "says" if matches!(self.kind(end), TokenKind::Period | TokenKind::Comma) => to.add(Evidence::Speaks),
            "of" | "for" | "with" if at > 0 => {
                let seat = self.word(at) == "of"
                    && matches!(self.word(at - 1), "Bishop" | "Archbishop" | "Mayor" | "Sultan" | "Emir" | "Duke" | "Earl");
                if seat || self.lower(at - 1) && self.is(at - 1, Class::PlaceNoun) && self.word(at) == "of" {
                    to.add(Evidence::PlaceNounBefore);
                } else if self.role(at - 1) {
                    let title = !self.lower(at - 1) && at + 1 == start;
                    to.add(if title && self.parse.common(start) { Evidence::TitlePhrase } else { Evidence::OfficeOf });
                } else if self.word(at - 1) == "member" || self.word(at - 1) == "members" {
                    to.add(Evidence::OfficeOf);
                } else if self.word(at) == "of" && self.token(at - 1).capital() && !self.token(at - 1).flags.has(Flags::SENTENCE) {
                    to.add(Evidence::NameOf);
                }
            }
            _ if at + 1 == start && self.lower(at) => {
                if self.is(at, Class::OrganizationNoun) {
                    to.add(Evidence::OrganizationNounBefore);
                } else if self.is(at, Class::PlaceNoun) {
                    to.add(Evidence::PlaceNounBefore);
                }
            }
            _ => {}
        }
    }
}
