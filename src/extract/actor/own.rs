//! The evidence that a candidate bears in itself: its words, their shapes and what the lexicon knows of them.

use super::context::Witness;
use super::evidence::{Evidence, Gathered};
use super::parse::Piece;
use crate::lexicon::{Class, EntryId};
use crate::text::{Flags, TokenKind};

impl Witness<'_, '_> {
    /// What the words of the piece say.
    pub fn own(&self, piece: &Piece, to: &mut Gathered) {
        let (start, end) = (piece.tokens.start as usize, piece.tokens.end as usize);
        if let Some(known) = piece.known {
            if known.class == Class::Group || known.class == Class::Nationality {
                self.not_a_name(start, end, to);
            }
            to.add(match known.class {
                Class::Country => Evidence::Country,
                Class::Nationality => Evidence::Nationality,
                Class::Group => Evidence::KnownGroup,
                Class::Place => Evidence::Place,
                _ => Evidence::KnownOrganization,
            });
            return;
        }
        self.not_a_name(start, end, to);
        let words = (start..end).filter(|&k| matches!(self.kind(k), TokenKind::Word | TokenKind::Number)).count();
        let last = (start..end).rev().find(|&k| self.kind(k) == TokenKind::Word).unwrap_or(start);
        if words > 1 {
            self.several_words(piece, start, end, last, to);
        } else {
            self.one_word(start, piece.first, to);
        }
    }

    /// An entry of not_names.csv covers the piece.
    fn not_a_name(&self, start: usize, end: usize, to: &mut Gathered) {
        let context = self.parse.scan.context;
        if let Some((length, entry)) = self.parse.scan.hits.longest(start, Class::NotName)
            && start + length >= end
        {
            let one = length == 1 && !self.token(start).flags.has(Flags::UPPER);
            let written = &context.lexicon.row(Class::NotName, entry).entry;
            if !one || written.as_str() == self.word(start) {
                to.add(Evidence::NotAName);
            }
        }
    }

    fn several_words(&self, piece: &Piece, start: usize, end: usize, last: usize, to: &mut Gathered) {
        let named = end - start == 2 && self.given_name(start);
        match self.parse.head(piece.tokens) {
            Some(true) => to.add(Evidence::OrganizationHead),
            Some(false) if !named => to.add(Evidence::WeakOrganizationHead),
            _ => {}
        }
        if self.is(last, Class::OrganizationSuffix) {
            to.add(Evidence::CompanySuffix);
        }
        self.place_and_thing(start, end, last, named, to);
        if piece.place_and_name {
            to.add(Evidence::PlaceAndName);
        }
        if (start..end).any(|k| self.kind(k) == TokenKind::Ampersand) {
            to.add(Evidence::Ampersand);
        }
        let linked = (start + 1..end).any(|k| self.lower(k) && !self.is(k, Class::NameParticle));
        let lexicon = self.parse.scan.context.lexicon;
        let mut person = false;
        if let Some(first) = lexicon.entry(self.token(start), Class::FirstName).filter(|_| !linked) {
            let common = lexicon.names().first_name(first).common || self.parse.common(start);
            to.add(if common { Evidence::CommonFirstName } else { Evidence::FirstName });
            person = true;
        }
        if (start..last).any(|k| {
            self.token(k).width() == 1 && self.kind(k + 1) == TokenKind::Period
                || self.token(k).width() == 3 && self.word(k).as_bytes()[1] == b'.'
        }) && self.parse.head(piece.tokens) != Some(true)
        {
            to.add(Evidence::Initial);
            person = true;
        }
        if (start + 1..end).any(|k| self.lower(k) && self.is(k, Class::NameParticle)) && !linked {
            to.add(Evidence::NameParticle);
        }
        if matches!(self.word(last), "Jr" | "Sr" | "II" | "III" | "IV") {
            to.add(Evidence::Generation);
        }
        if (start + 1..end).any(|k| self.kind(k) == TokenKind::Hyphen && self.lower(k + 1)) {
            to.add(Evidence::SyllableName);
        }
        let own_words = || (start..end).filter(|&k| self.kind(k) == TokenKind::Word);
        if own_words().all(|k| self.parse.common(k) && !(person && k == start)) {
            to.add(Evidence::CommonWords);
        } else if own_words().all(|k| !self.parse.common(k) || k == start && person) && own_words().count() <= 3 && !piece.place_and_name {
            to.add(Evidence::TwoUnknownWords);
        }
        if (start..end).any(|k| self.token(k).flags.has(Flags::DIGIT)) {
            to.add(Evidence::WithDigits);
        }
    }

    /// An article or a preposition of places stands before the name.
    fn at_place(&self, start: usize) -> bool {
        let before = if start > 0 { self.word(start - 1) } else { "" };
        matches!(before, "the" | "The" | "in" | "In" | "at" | "At" | "near" | "Near" | "across" | "along" | "outside" | "off" | "through")
    }

    /// A first name that is no common word.
    fn given_name(&self, at: usize) -> bool {
        self.is(at, Class::FirstName) && !self.parse.common(at) && !self.is(at, Class::Place) && !self.is(at, Class::Country)
    }

    fn place_and_thing(&self, start: usize, end: usize, last: usize, named: bool, to: &mut Gathered) {
        let context = self.parse.scan.context;
        let row = |class, at| self.parse.scan.hits.longest(at, class);
        let place = |entry: EntryId| &context.lexicon.row(Class::PlaceHead, entry).cells;
        let weak = |weak| if weak { Evidence::WeakPlaceHead } else { Evidence::PlaceHead };
        // "in Helen Park" is a park, "Helen Park runs a bakery" a woman.
        let inside = end - start == 2 && self.is(start, Class::FirstName) && self.at_place(start);
        if inside && row(Class::PlaceHead, last).is_some_and(|(_, e)| place(e)[0] != "first") {
            to.add(Evidence::PlaceHead);
        } else if let Some((length, entry)) = row(Class::PlaceHead, last)
            && place(entry)[0] != "first"
            && last + length <= end
            && !(named && place(entry)[1] == "true")
        {
            to.add(weak(place(entry)[1] == "true"));
        } else if let Some((length, entry)) = row(Class::PlaceHead, start)
            && place(entry)[0] != "last"
            && start + length < end
            // "Santa Brenna Lines", "Lake Orsk Mining": a firm that bears the name of a place.
            && !self.parse.scan.closing_head(last)
        {
            to.add(weak(place(entry)[1] == "true"));
        }
        let thing = |entry: EntryId| context.lexicon.row(Class::ThingHead, entry).cells[0] == "first";
        let weak = |entry: EntryId| context.lexicon.row(Class::ThingHead, entry).cells[1] == "true";
        let closing = row(Class::ThingHead, last).is_some_and(|(_, e)| !(thing(e) || named && weak(e)));
        if closing || row(Class::ThingHead, start).is_some_and(|(n, e)| thing(e) && start + n < end) {
            to.add(Evidence::ThingHead);
        }
    }

    fn one_word(&self, at: usize, first: bool, to: &mut Gathered) {
        let t = self.token(at);
        let lexicon = self.parse.scan.context.lexicon;
        let word = self.word(at);
        let common = self.parse.common(at) || first && self.parse.scan.inflected(at);
        let common = common || self.is(at, Class::Currency);
        let plural_acronym =
            t.flags.has(Flags::MIXED) && word.ends_with('s') && word[..word.len() - 1].bytes().all(|b| b.is_ascii_uppercase());
        if plural_acronym || word.len() == 1 {
            to.add(Evidence::CommonWord);
        } else if t.flags.has(Flags::UPPER) && t.width() <= 6 && !(common && t.width() > 2) {
            to.add(Evidence::Acronym);
        } else if word.contains('.') && word.len() > 4 && !word.ends_with('.') {
            to.add(Evidence::WebAddress);
        } else if let Some(entry) = lexicon.entry(t, Class::FirstName) {
            to.add(if lexicon.names().first_name(entry).common || common { Evidence::CommonWord } else { Evidence::SingleFirstName });
        } else if common {
            to.add(Evidence::CommonWord);
        } else {
            to.add(Evidence::UnknownWord);
        }
        if t.flags.has(Flags::DIGIT) {
            to.add(Evidence::WithDigits);
            if word.as_bytes()[1..].iter().all(u8::is_ascii_digit) {
                // "A39", "F1": a road, a class, a model
                to.add(Evidence::Label);
            }
        }
    }
}
