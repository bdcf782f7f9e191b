//! From capitals to runs: stretches of words that may hold names.
//!
//! A run begins at a capital and goes on over further capitals and over what stands inside names: initials and abbreviations
//! with their stop, hyphens, "&", the particles of surnames, and "of", "for" or "and" where the words before them are of a kind
//! that takes them ("Ministry of", "Food and Drug Administration").

use super::hits::{Hits, shows_name};
use crate::extract::Context;
use crate::lexicon::{Class, HeadPosition, small_singular};
use crate::text::{Flags, Tag, Token, TokenKind, WordId};

/// The scanner of one document.
#[derive(Clone, Copy)]
pub(super) struct Scan<'c, 'a> {
    pub context: &'c Context<'a>,
    pub hits: &'c Hits,
}

impl Scan<'_, '_> {
    fn token(&self, at: usize) -> Option<&Token> {
        self.context.doc.get(at)
    }

    /// A word with a capital, or one of the lexicon's names that has it inside ("eBay").
    pub fn capital(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| t.kind == TokenKind::Word && shows_name(t, self.context.lexicon))
    }

    /// A capital that goes on with what stands before it: not the first word of a sentence or paragraph.
    fn capital_inside(&self, at: usize) -> bool {
        self.capital(at) && !self.token(at).is_some_and(|t| t.flags.any(Flags(Flags::SENTENCE.0 | Flags::PARAGRAPH.0)))
    }

    fn lower_word(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| t.kind == TokenKind::Word && !t.capital())
    }

    fn glued(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| !t.spaced())
    }

    fn is(&self, at: usize, class: Class) -> bool {
        self.token(at).is_some_and(|t| self.context.lexicon.is(t, class))
    }

    fn text(&self, at: usize) -> &str {
        self.context.doc.word(at)
    }

    /// True when a run begins at `at`.
    pub fn begins(&self, at: usize) -> bool {
        if self.capital(at) {
            let prefixed = self.context.doc.kind(at + 1) == TokenKind::Hyphen && self.prefix(at);
            return !prefixed
                && !self.after_sign(at)
                && !self.after_prefix(at)
                && !self.pronoun(at)
                && !self.currency(at)
                && !self.party(at);
        }
        // "al-Shabaab"
        self.article_hyphen(at) && self.lower_word(at)
    }

    /// Right after "@" or "#": a handle or tag.
    fn after_sign(&self, at: usize) -> bool {
        at > 0 && self.glued(at) && matches!(self.text(at - 1), "@" | "#" | "/" | "_")
    }

    /// Behind "pro-", "anti-", "mid-": the word says whom something is for or against, not who acts.
    fn after_prefix(&self, at: usize) -> bool {
        at > 1 && self.glued(at) && self.context.doc.kind(at - 1) == TokenKind::Hyphen && self.glued(at - 1) && {
            let before = self.token(at - 2);
            let particle = self.is(at - 2, Class::NameParticle);
            before.is_some_and(|t| t.kind == TokenKind::Word && !particle && (!t.capital() || self.prefix(at - 2)))
        }
    }

    fn prefix(&self, at: usize) -> bool {
        matches!(
            self.text(at),
            "Pro" | "Anti" | "Non" | "Pan" | "Ex" | "Mid" | "Post" | "Pre" | "Co" | "Half" | "Neo" | "Semi" | "Sub" | "Trans"
        )
    }

    fn pronoun(&self, at: usize) -> bool {
        self.text(at) == "I"
    }

    /// "(R-Ariz.)": party and constituency of somebody named before.
    fn party(&self, at: usize) -> bool {
        let kind = |k: usize| self.context.doc.kind(k);
        let opens = |k: usize| k > 0 && kind(k - 1) == TokenKind::Open && matches!(self.text(k), "R" | "D" | "I");
        let dash = |k: usize| matches!(kind(k), TokenKind::Hyphen | TokenKind::Dash);
        dash(at + 1) && opens(at) || at > 2 && dash(at - 1) && opens(at - 2)
    }

    /// "US$ 40", "A$40".
    fn currency(&self, at: usize) -> bool {
        self.context.doc.kind(at + 1) == TokenKind::Currency && self.glued(at + 1)
    }

    /// "In", "On" or "As" with a capital but no name behind it: a sentence whose stop is missing begins here.
    fn breaks(&self, at: usize) -> bool {
        if self.pronoun(at) || self.context.doc.kind(at + 1) == TokenKind::Colon && self.common(at) {
            return true;
        }
        if self.context.doc.kind(at + 1) == TokenKind::Hyphen && self.prefix(at) {
            return true;
        }
        if self.capital(at + 1) && !self.is(at + 1, Class::Calendar) || self.context.doc.kind(at + 1) == TokenKind::Hyphen {
            return false;
        }
        let Some(t) = self.token(at) else { return false };
        !t.flags.has(Flags::UPPER)
            && matches!(
                self.context.lexicon.info(t).first,
                Tag::Det | Tag::Pron | Tag::Poss | Tag::Prep | Tag::Conj | Tag::Sub | Tag::Wh | Tag::To | Tag::Aux | Tag::Modal
            )
            && (self.lower_word(at + 1) || self.capital(at + 1))
            && !self.is(at, Class::FirstName)
            && !(at > 0 && self.is(at - 1, Class::FirstName) && self.capital(at - 1))
    }

    /// A word of the general vocabulary.
    pub fn common(&self, at: usize) -> bool {
        self.is(at, Class::CommonWord) || self.token(at).is_some_and(|t| !self.context.lexicon.info(t).tags.is_empty())
    }

    /// An inflected form of a word of the general vocabulary: "Commanders", "Browsing".
    pub fn inflected(&self, at: usize) -> bool {
        let word = self.text(at);
        let vocabulary = self.context.lexicon.vocabulary();
        let known = |stem: &str| {
            let info = vocabulary.info(vocabulary.get(stem));
            !info.tags.is_empty() || info.classes & Class::CommonWord.bit() != 0
        };
        if !word.is_ascii() || word.len() < 5 {
            return false;
        }
        if let Some(stem) = word.strip_suffix("ing").or_else(|| word.strip_suffix("ed")) {
            return known(stem) || known(&format!("{stem}e")) || known(&stem[..stem.len() - 1]);
        }
        word.ends_with('s') && !word.ends_with("ss") && known(&small_singular(word))
    }

    /// "al-" and its like before a capital.
    fn article_hyphen(&self, at: usize) -> bool {
        self.context.doc.kind(at + 1) == TokenKind::Hyphen
            && self.glued(at + 1)
            && self.glued(at + 2)
            && self.capital(at + 2)
            && self.is(at, Class::NameParticle)
    }

    /// The end of the run that begins at `start`.
    pub fn run(&self, start: usize) -> usize {
        let mut end = self.unit(start);
        while let Some(next) = self.joined(start, end) {
            end = self.unit(next);
        }
        end
    }

    /// The end of the capitals, with hyphens, initials and particles, from `start`.
    fn unit(&self, start: usize) -> usize {
        let mut end = if self.capital(start) { start + 1 } else { start + 3 };
        while let Some(t) = self.token(end) {
            end = match t.kind {
                TokenKind::Word if self.capital_inside(end) => {
                    if self.breaks(end) {
                        break;
                    }
                    if !t.spaced()
                        && self.context.doc.kind(end - 1) != TokenKind::Hyphen
                        && self.context.doc.kind(end - 1) != TokenKind::Period
                    {
                        break;
                    }
                    end + 1
                }
                TokenKind::Word if t.flags.has(Flags::MIXED) && t.spaced() && self.text(end).as_bytes()[1] == b'\'' => end + 1,
                TokenKind::Number
                    if end - start < 3
                        && t.width() == 1
                        && self.capital_inside(end + 1)
                        && t.spaced()
                        && !self.is(end - 1, Class::Calendar) =>
                {
                    end + 2
                }
                // "Channel 4": the lexicon has the name with its number.
                TokenKind::Number if self.hits.longest(end - 1, Class::Organization).is_some_and(|(length, _)| length > 1) => end + 1,
                TokenKind::Word if self.particle_goes_on(end) => {
                    let mut to = end + 1;
                    while !self.capital(to) {
                        to += 1;
                    }
                    to + 1
                }
                TokenKind::Period if !t.spaced() => match self.after_period(end) {
                    Some(to) => to,
                    None => break,
                },
                TokenKind::Hyphen if !t.spaced() && self.glued(end + 1) => match self.after_hyphen(end) {
                    Some(to) => to,
                    None => break,
                },
                TokenKind::Dash if !t.spaced() && self.glued(end + 1) && self.capital(end + 1) && self.text(end) == "–" => end + 2,
                TokenKind::Ampersand if self.capital_inside(end + 1) => end + 2,
                TokenKind::Quote | TokenKind::Open if t.spaced() => match self.after_nickname(start, end) {
                    Some(to) => to,
                    None => break,
                },
                TokenKind::Word if self.text(end) == "plc" => end + 1,
                TokenKind::Clitic if self.inner_possessive(end) => end + 2,
                TokenKind::Apostrophe if !t.spaced() && self.plural_possessive(end) => end + 2,
                _ => break,
            };
        }
        end
    }

    /// `Robert "Bobby" Tanner`, "José (Pepe) Marín": what a person is called stands between the first name and the surname.
    fn after_nickname(&self, start: usize, at: usize) -> Option<usize> {
        let (kind, close) = (|k: usize| self.context.doc.kind(k), (at + 2..at + 5).find(|&k| self.context.doc.kind(k) != TokenKind::Word)?);
        let ends = if kind(at) == TokenKind::Open { TokenKind::Close } else { TokenKind::Quote };
        let inside = at - start <= 2 && kind(close) == ends && (at + 1..close).all(|k| self.capital(k)) && self.is(start, Class::FirstName);
        // "Peru (Lima) Kim": letters and places in brackets are none.
        let named = self.is(at + 1, Class::FirstName) || kind(at) == TokenKind::Quote;
        (inside && named && self.glued(at + 1) && self.glued(close) && self.capital_inside(close + 1)).then_some(close + 2)
    }

    /// Particles between capitals: "Kevin De Bruyne", "Bill de Blasio", "Mohammed bin Salman al-Saud".
    fn particle_goes_on(&self, at: usize) -> bool {
        let mut to = at;
        while to < at + 3 && self.lower_word(to) && self.is(to, Class::NameParticle) && !self.article_hyphen(to) {
            to += 1;
        }
        if self.lower_word(to) && self.article_hyphen(to) {
            return true;
        }
        to > at && self.capital_inside(to) && self.token(to).is_some_and(Token::spaced)
    }

    /// A stop that belongs to the name: after an initial or an abbreviation.
    fn after_period(&self, at: usize) -> Option<usize> {
        let before = self.token(at - 1)?;
        let word = self.text(at - 1);
        let dotted = word.contains('.');
        let single = word.len() == 1;
        let abbreviated = dotted
            || single
            || self.is(at - 1, Class::Abbreviation)
            || (before.end - before.start <= 4 && self.is(at - 1, Class::Title))
            || self.is(at - 1, Class::OrganizationSuffix);
        if !abbreviated {
            return None;
        }
        let goes_on = self.capital_inside(at + 1) && !self.breaks(at + 1) && (self.token(at + 1).is_some_and(Token::spaced) || single);
        if goes_on {
            // "the U.S. Trump said" is rarer than "the U.S. Navy"; what the sentence pass cut stays cut.
            return Some(at + 2);
        }
        // "Inc." keeps its stop, "Company." ends the sentence.
        let suffix =
            before.width() <= 5 && !before.flags.has(Flags::UPPER) && self.is(at - 1, Class::OrganizationSuffix) && !self.common(at - 1);
        if dotted || single || suffix || self.generation(at - 1) {
            let hyphen = self.context.doc.kind(at + 1) == TokenKind::Hyphen && self.glued(at + 1);
            return (!hyphen || dotted).then_some(at + 1);
        }
        None
    }

    fn generation(&self, at: usize) -> bool {
        matches!(self.text(at), "Jr" | "Sr")
    }

    /// A hyphen inside a name: "Al-Maeena", "Chung-tai", "Covid-19"; not "China-based".
    fn after_hyphen(&self, at: usize) -> Option<usize> {
        let next = self.token(at + 1)?;
        if next.capital() && next.kind == TokenKind::Word {
            return Some(at + 2);
        }
        if next.kind == TokenKind::Number {
            return Some(at + 2);
        }
        if self.prefix(at - 1) {
            return None;
        }
        let short = next.kind == TokenKind::Word && next.width() <= 6;
        let syllable = short && at >= 2 && self.capital(at - 2) && self.capital(at - 1);
        if syllable && self.is(at - 2, Class::Surname) {
            return Some(at + 2);
        }
        let known = self.context.lexicon.info(next);
        let common = !known.tags.is_empty() || self.is(at + 1, Class::CommonWord);
        let particle = self.is(at + 1, Class::NameParticle);
        // "Hau Lung-bin", "Kim Jong-un": a short second syllable that is no English word; "Val-de-Marne".
        if particle && self.context.doc.kind(at + 2) == TokenKind::Hyphen && self.capital(at + 3) {
            return Some(at + 4);
        }
        (syllable && (!common || particle)
            || (next.kind == TokenKind::Word && !common && next.word == WordId::UNKNOWN && next.end - next.start <= 5))
            .then_some(at + 2)
    }

    /// "Korean People's Army", "King's College": the possessive stands inside the name.
    fn inner_possessive(&self, at: usize) -> bool {
        if !self.capital_inside(at + 1) || self.text(at).len() < 2 || !self.text(at).ends_with(['s', 'S']) {
            return false;
        }
        if let Some((length, _)) = self.hits.longest(at - 1, Class::Organization)
            && length > 2
        {
            return true;
        }
        let owner = matches!(
            self.text(at - 1),
            "People"
                | "Children"
                | "Women"
                | "Men"
                | "King"
                | "Queen"
                | "Nation"
                | "Farmer"
                | "Worker"
                | "Veteran"
                | "Mother"
                | "Father"
                | "Valentine"
                | "Girl"
                | "Boy"
                | "Teacher"
                | "Lord"
                | "Prince"
                | "Attorney General"
                | "Driver"
                | "Citizen"
        );
        // "St Brendan's Hospital"
        let saint = at >= 2 && matches!(self.text(at - 2), "St" | "Saint");
        let saint = saint || at >= 3 && self.text(at - 3) == "St" && self.context.doc.kind(at - 2) == TokenKind::Period;
        // "Prince George's County"
        let patron = saint || at >= 2 && matches!(self.text(at - 2), "Prince" | "Princess" | "King" | "Queen");
        (owner || saint) && self.head_follows(at + 1) || patron && self.is(at + 1, Class::PlaceHead) && !self.capital_inside(at + 2)
    }

    /// "Workers' Party", "Veterans' Affairs".
    fn plural_possessive(&self, at: usize) -> bool {
        self.text(at - 1).ends_with('s') && self.capital_inside(at + 1) && self.is(at - 1, Class::CommonWord) && self.head_follows(at + 1)
    }

    /// An organisation word closes the capitals from `at`.
    fn head_follows(&self, at: usize) -> bool {
        let mut to = at;
        while to < at + 4 && self.capital_inside(to) {
            if self.closing_head(to) {
                return true;
            }
            to += 1;
        }
        false
    }

    /// A word that closes names of organisations.
    pub fn closing_head(&self, at: usize) -> bool {
        let lexicon = self.context.lexicon;
        self.token(at)
            .and_then(|t| lexicon.entry(t, Class::OrganizationHead))
            .is_some_and(|e| lexicon.names().head(e).position != HeadPosition::First)
    }

    /// Several words that close names of organisations stand at the end of `start..end`: "Red Cross".
    pub fn closing_phrase(&self, start: usize, end: usize) -> bool {
        (start..end).any(|k| {
            self.hits.longest(k, Class::OrganizationHead).is_some_and(|(length, entry)| {
                length > 1 && k + length == end && self.context.lexicon.names().head(entry).position != HeadPosition::First
            })
        })
    }

    /// Where the name goes on after `end` over "of", "for", "and", "on", "the".
    fn joined(&self, start: usize, end: usize) -> Option<usize> {
        let link = self.token(end)?;
        if link.kind != TokenKind::Word || link.capital() || !link.spaced() {
            return None;
        }
        let word = self.text(end);
        if !matches!(word, "of" | "for" | "and" | "on" | "against" | "without" | "to" | "in" | "de" | "do" | "du" | "des" | "the") {
            return None;
        }
        let next = if self.text(end + 1 - usize::from(end + 1 >= self.context.doc.tokens().len())) == "the" { end + 2 } else { end + 1 };
        let goes_on = self.capital_inside(next) || self.lower_word(next) && self.article_hyphen(next);
        if !goes_on {
            return None;
        }
        if self.lexicon_phrase(start, end, next) {
            return Some(next);
        }
        let joins = match word {
            "of" | "for" | "on" | "against" | "without" | "to" => {
                self.head_takes(start, end)
                    || word == "of" && (self.closing_head_takes_of(start, end, next) || self.body_of_country(start, end, next))
            }
            "and" => next == end + 1 && self.and_joins(start, end),
            _ => false,
        };
        joins.then_some(next)
    }

    /// A lexicon entry spans the link.
    fn lexicon_phrase(&self, start: usize, end: usize, next: usize) -> bool {
        (start..end).any(|k| {
            [Class::Organization, Class::Country, Class::Title]
                .iter()
                .any(|&class| self.hits.longest(k, class).is_some_and(|(length, _)| k + length > next))
        })
    }

    /// The words before the link and the link are one opening entry: "University of", "Committee on".
    fn head_takes(&self, start: usize, end: usize) -> bool {
        (start..end).any(|k| {
            let head = self.hits.longest(k, Class::OrganizationHead);
            let place = || self.hits.longest(k, Class::PlaceHead);
            let thing = || self.hits.longest(k, Class::ThingHead);
            head.or_else(place).or_else(thing).is_some_and(|(length, _)| k + length == end + 1)
        })
    }

    /// "Ministry of Defence of the Russian Federation": a name that an organisation word and "of" open takes its country too.
    fn body_of_country(&self, start: usize, end: usize, next: usize) -> bool {
        let opens = |k| self.hits.longest(k, Class::OrganizationHead).is_some_and(|(length, _)| length > 1 && k + length < end);
        self.hits.longest(next, Class::Country).is_some() && (start..end).any(opens)
    }

    /// "High Court of Tarrow", "Free Army of Syria"; not "Republicans of Ohio".
    fn closing_head_takes_of(&self, start: usize, end: usize, next: usize) -> bool {
        let lexicon = self.context.lexicon;
        let Some(entry) = self.token(end - 1).and_then(|t| lexicon.entry(t, Class::OrganizationHead)) else { return false };
        let head = lexicon.names().head(entry);
        let date = self.is(next, Class::CommonWord) && self.token(next).is_some_and(|t| t.tag == Tag::Num);
        head.position != HeadPosition::First && !date && (!head.weak || end - start > 1)
    }

    /// "Health and Human Services" after "Department of", "Food and Drug Administration".
    fn and_joins(&self, start: usize, end: usize) -> bool {
        let right = self.unit(end + 1);
        let topic = |k: usize| self.is(k, Class::CommonWord) && !self.is(k, Class::Title) && !self.closing_strong(k);
        let right_topic = (end + 1..right).all(|k| self.is(k, Class::CommonWord));
        let link = (start..end).rev().find(|&k| matches!(self.text(k), "of" | "for" | "on"));
        if let Some(link) = link {
            let plurals = self.text(end - 1).ends_with('s') && self.text(right - 1).ends_with('s') && !self.is(end - 1, Class::Place);
            return link + 3 >= end
                && (plurals || (link + 1..end).all(|k| self.text(k) == "the" || topic(k)) && right_topic)
                && (right - end <= 3)
                && !self.next_is_plural_head(right);
        }
        // "Avon and Somerset Police"
        let police = end - start == 1 && right == end + 3 && matches!(self.text(right - 1), "Police" | "Constabulary");
        if police && !self.token(start).is_some_and(|t| t.flags.has(Flags::SENTENCE) && self.common(start)) {
            return true;
        }
        // "Sarnath Electricity and Water Authority"
        let place = usize::from(end - start > 1 && self.is(start, Class::Place) && !topic(start));
        end - start <= 4
            && (start + place..end).all(topic)
            && !self.token(start).is_some_and(|t| t.flags.has(Flags::SENTENCE) && self.context.lexicon.info(t).first != Tag::Noun)
            && right - end >= 3
            && self.closing_head(right - 1)
            && (end + 1..right).all(|k| self.is(k, Class::CommonWord) || self.closing_head(k))
    }

    fn closing_strong(&self, at: usize) -> bool {
        let lexicon = self.context.lexicon;
        self.token(at).and_then(|t| lexicon.entry(t, Class::OrganizationHead)).is_some_and(|e| !lexicon.names().head(e).weak)
    }

    /// "Health and Education departments": two names share a lower-case head.
    fn next_is_plural_head(&self, at: usize) -> bool {
        self.lower_word(at)
            && matches!(self.text(at), "departments" | "ministries" | "ministers" | "committees" | "secretaries" | "counties")
    }
}
