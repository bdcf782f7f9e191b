//! From a run of capitals to the names in it.
//!
//! "North Korean President Kim" holds a nationality, a title and a person; "Welsh Ministry of Forestry" is one organisation.
//! The run is read from left to right: calendar words and opening words of a sentence fall away, titles part what stands before
//! them from the person behind them, and places and nationalities stay alone unless an organisation word closes the run.

use super::memory::{Memory, opens};
use super::scan::Scan;
use crate::lexicon::{Class, EntryId, HeadPosition};
use crate::text::{Flags, Tag, Token, TokenKind, TokenSpan};

/// The lexicon entry that a whole piece is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Known {
    pub class: Class,
    pub entry: EntryId,
}

/// A candidate: words that may be one name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub tokens: TokenSpan,
    /// The entry that all its words are.
    pub known: Option<Known>,
    /// The title directly before it.
    pub title: Option<TokenSpan>,
    /// "The" stands before it.
    pub article: bool,
    /// It begins where any word would have a capital.
    pub first: bool,
    /// A place or nationality and words behind it.
    pub place_and_name: bool,
}

/// Reads runs into pieces.
#[derive(Clone, Copy)]
pub(super) struct Parse<'c, 'a> {
    pub scan: Scan<'c, 'a>,
    pub memory: &'c Memory,
}

/// The classes whose entries are names, the surest first.
const KNOWN_CLASSES: [Class; 5] = [Class::Country, Class::Nationality, Class::Group, Class::Organization, Class::Place];

/// What there is of nature and bears the name before it.
const NATURE: [&str; 16] = [
    "basin",
    "beach",
    "coast",
    "delta",
    "estuary",
    "floodplain",
    "forest",
    "forests",
    "jungle",
    "lagoon",
    "peninsula",
    "rainforest",
    "rainforests",
    "river",
    "valley",
    "wetlands",
];

/// Their bits.
const KNOWN: u64 = Class::Country.bit() | Class::Nationality.bit() | Class::Group.bit() | Class::Organization.bit() | Class::Place.bit();

impl<'a> Parse<'_, 'a> {
    pub(super) fn token(&self, at: usize) -> &'a Token {
        self.scan.context.doc.token(at)
    }

    pub(super) fn is(&self, at: usize, class: Class) -> bool {
        self.scan.context.lexicon.is(self.token(at), class)
    }

    pub(super) fn longest(&self, at: usize, class: Class) -> Option<(usize, EntryId)> {
        self.scan.hits.longest(at, class)
    }

    /// True when a word at `at` has its capital from its place.
    pub fn position_gives_capital(&self, at: usize) -> bool {
        let t = self.token(at);
        t.flags.any(Flags(Flags::SENTENCE.0 | Flags::PARAGRAPH.0)) || at == 0 || opens(self.token(at - 1)) || {
            let before = self.token(at - 1);
            before.flags.has(Flags::SENTENCE) && before.kind != TokenKind::Word
        }
    }

    /// A word of the general vocabulary.
    pub fn common(&self, at: usize) -> bool {
        self.scan.common(at)
    }

    fn function_word(&self, at: usize) -> bool {
        let info = self.scan.context.lexicon.info(self.token(at));
        matches!(
            info.first,
            Tag::Det
                | Tag::Pron
                | Tag::Poss
                | Tag::Prep
                | Tag::Conj
                | Tag::Sub
                | Tag::Wh
                | Tag::To
                | Tag::Neg
                | Tag::Aux
                | Tag::Modal
                | Tag::Adv
                | Tag::Intj
        )
    }

    /// Splits the run `start..end` and hands every piece to `found`.
    pub fn run(&self, start: usize, end: usize, found: &mut impl FnMut(Piece)) {
        let mut at = start;
        let mut title: Option<TokenSpan> = None;
        while at < end {
            if self.token(at).kind != TokenKind::Word || !(self.scan.capital(at) || self.scan.begins(at)) {
                at += 1;
                continue;
            }
            let first = self.position_gives_capital(at);
            if title.is_none() && self.drops(at, end, first) {
                at += 1;
                continue;
            }
            if let Some(to) = self.title(at, end) {
                title = Some(TokenSpan::new(title.map_or(at, |t| t.start as usize), to));
                at = to;
                continue;
            }
            let mut piece = self.piece(at, end, first, title.take());
            if at > 0 && piece.title.is_none() && self.numbered(at - 1, piece.tokens.end as usize) {
                piece.tokens.start -= 1;
            }
            at = (piece.tokens.end as usize).max(at + 1);
            found(piece);
        }
    }

    /// The ordinal of a unit, court or congress that `end` closes: "47th Mechanised Brigade".
    fn numbered(&self, at: usize, end: usize) -> bool {
        let doc = &self.scan.context.doc;
        let unit = matches!(
            doc.word(end - 1),
            "Army"
                | "Battalion"
                | "Brigade"
                | "Circuit"
                | "Congress"
                | "Corps"
                | "Division"
                | "Fleet"
                | "Infantry"
                | "Regiment"
                | "Squadron"
                | "Wing"
        );
        let ordinal = |word: &str| word.as_bytes()[0].is_ascii_digit() && ["st", "nd", "rd", "th"].iter().any(|e| word.ends_with(e));
        unit && doc.kind(at) == TokenKind::Number && self.token(at + 1).spaced() && ordinal(doc.word(at))
    }

    /// Words that are no part of a name although they have a capital.
    fn drops(&self, at: usize, end: usize, first: bool) -> bool {
        let word = self.scan.context.doc.word(at);
        if matches!(word, "The" | "A" | "An" | "I") {
            return word != "A" || first;
        }
        // "Former Florida Gov. Lou Ames"
        if word == "Former" && at + 1 < end {
            return true;
        }
        if self.calendar(at) && (at + 1 == end || !self.scan.closing_head(end - 1)) {
            return true;
        }
        let known = self.known_at(at, end);
        if !first || known.is_some_and(|(length, _)| length > 1 || self.upper(at)) {
            return false;
        }
        // "Suspected Islamist fighters", "Southern Peru": the first word only opens the sentence.
        if known.is_none()
            && at + 1 < end
            && self.common(at)
            && !self.is(at, Class::FirstName)
            && !self.scan.hits.any(at, Class::OrganizationHead.bit() | Class::PlaceHead.bit() | Class::Title.bit())
            && !self.scan.closing_head(end - 1)
            && !self.is(end - 1, Class::ThingHead)
            && self.known_at(at + 1, end).is_some_and(|(length, _)| at + 1 + length == end)
        {
            return true;
        }
        // "Yesterday Paula Reyes won", "Suspect Paula Reyes": a first name and a surname follow.
        if known.is_none()
            && at + 3 == end
            && self.common(at)
            && !self.is(at, Class::FirstName)
            && self.is(at + 1, Class::FirstName)
            && !self.common(at + 1)
            && !self.scan.hits.any(at, Class::OrganizationHead.bit() | Class::PlaceHead.bit() | Class::Title.bit())
            && !self.scan.closing_head(end - 1)
            && !self.is(end - 1, Class::ThingHead)
        {
            return true;
        }
        if self.function_word(at) {
            if let Some(name) = self.modal_or_name(at, end) {
                return !name;
            }
            // "Will Smith said", "On Semiconductor": the document decides where it can.
            return !self.is(at, Class::FirstName) || self.memory.lower(self.token(at)) || at + 1 == end;
        }
        false
    }

    /// "Will Falk said", "Will Falk resign?": whether a modal verb that is also a first name is one here; none where neither a
    /// question nor a finite verb behind the name tells.
    fn modal_or_name(&self, at: usize, end: usize) -> Option<bool> {
        let doc = &self.scan.context.doc;
        let modal = self.scan.context.lexicon.info(self.token(at)).first == Tag::Modal;
        if !modal || at + 1 >= end || !self.is(at, Class::FirstName) {
            return None;
        }
        let last = doc.sentence(at).tokens.end as usize - 1;
        if doc.kind(last) == TokenKind::Question {
            return Some(false);
        }
        let verb = matches!(doc.tag(end), Tag::Past | Tag::Third | Tag::Aux | Tag::Modal);
        (verb || doc.kind(end) == TokenKind::Clitic).then_some(true)
    }

    /// A month, day or holiday; an era only behind its year ("B.C." is also a province).
    pub(super) fn calendar(&self, at: usize) -> bool {
        let lexicon = self.scan.context.lexicon;
        let Some(entry) = lexicon.entry(self.token(at), Class::Calendar) else { return false };
        let number = |k: usize| self.scan.context.doc.kind(k) == TokenKind::Number;
        let dated = at > 0 && number(at - 1) || number(at + 1) || number(at + 2) && self.token(at + 1).kind == TokenKind::Period;
        match lexicon.row(Class::Calendar, entry).cells[0].as_str() {
            "era" => at > 0 && number(at - 1),
            // "Jun Nakagawa", "April Torrow"
            _ => dated || !self.is(at, Class::FirstName) || !self.scan.capital(at + 1),
        }
    }

    /// The longest entry of the known kinds at `at` that ends in the run.
    pub(super) fn known_at(&self, at: usize, end: usize) -> Option<(usize, Known)> {
        // Most words are none of these, which one look at their bits tells.
        if !self.scan.context.lexicon.begins(self.token(at), KNOWN) {
            return None;
        }
        // The longest entry of each class, which stands last; a class that is surer wins a draw.
        let (mut best, mut seen): (Option<(usize, usize, Known)>, u64) = (None, 0);
        for (class, length, entry) in self.scan.hits.at(at, KNOWN).rev() {
            if at + length > end || seen & class.bit() != 0 {
                continue;
            }
            seen |= class.bit();
            let rank = KNOWN_CLASSES.iter().position(|c| *c == class).unwrap_or(KNOWN_CLASSES.len());
            if !(length == 1 && class == Class::Organization && self.landscape(at))
                && best.is_none_or(|(n, other, _)| length > n || length == n && rank < other)
                && self.case_agrees(at, length, class, entry)
                && !(length == 1 && self.common_entry(at, class, entry))
            {
                best = Some((length, rank, Known { class, entry }));
            }
        }
        let (mut length, _, known) = best?;
        if at + length < end && self.token(at + length).kind == TokenKind::Period {
            length += 1;
        }
        Some((length, known))
    }

    /// "the Amazon rainforest", "Shell beach", "the Brazilian Amazon": a word of nature behind it makes a place of what is a company
    /// elsewhere, and so does the article of a name that is a place's too.
    fn landscape(&self, at: usize) -> bool {
        let doc = &self.scan.context.doc;
        let Some(next) = doc.get(at + 1) else { return false };
        if next.kind == TokenKind::Word && !next.capital() && NATURE.contains(&doc.word(at + 1)) {
            return true;
        }
        let alone = next.kind != TokenKind::Word && next.kind != TokenKind::Clitic && next.kind != TokenKind::Hyphen
            || next.kind == TokenKind::Word && !next.tag.is_noun() && next.tag != Tag::Adj;
        alone && at > 0 && self.is(at, Class::Place) && (matches!(doc.word(at - 1), "the" | "The") || self.is(at - 1, Class::Nationality))
    }

    /// "US" is the country, "Us" at the start of a sentence the pronoun.
    pub fn case_agrees(&self, at: usize, length: usize, class: Class, entry: EntryId) -> bool {
        let t = self.token(at);
        if length > 1 || t.flags.has(Flags::UPPER) && (t.width() > 2 || !self.common(at)) {
            return true;
        }
        let row = self.scan.context.lexicon.row(class, entry);
        let word = self.scan.context.doc.word(at);
        let spec = class.spec();
        row.entry == word || spec.forms.iter().any(|&column| row.list(column).any(|form| form.trim_end_matches('.') == word))
    }

    /// "Apple" at the start of a sentence, when the document has no other proof of the name.
    fn common_entry(&self, at: usize, class: Class, entry: EntryId) -> bool {
        let names = self.scan.context.lexicon.names();
        // "Amazon said": a name that is no word of the language needs no other proof.
        let word = class != Class::Organization || self.common(at) || self.scan.inflected(at);
        (class == Class::Organization && names.common_organization(entry) || class == Class::Place && names.common_place(entry))
            && (self.memory.lower(self.token(at)) || word && self.position_gives_capital(at) && !self.memory.capital_inside(self.token(at)))
    }

    /// The piece that begins at `at`.
    fn piece(&self, at: usize, end: usize, first: bool, title: Option<TokenSpan>) -> Piece {
        let stop = self.stop(at, end);
        let make = |to: usize, known, place_and_name| Piece {
            tokens: TokenSpan::new(at, to),
            known,
            title,
            article: at > 0 && self.scan.context.doc.word(at - 1).eq_ignore_ascii_case("the"),
            first,
            place_and_name,
        };
        let Some((length, known)) = self.known_at(at, end) else {
            // "Team Estonia", "Forward Finland": a common word and a country are a team or party.
            let team = stop == at + 2
                && self.common(at)
                && !self.directional(at)
                && !self.is(at, Class::FirstName)
                && self.known_at(at + 1, stop).is_some_and(|(_, k)| matches!(k.class, Class::Country));
            return make(stop, None, team);
        };
        let to = at + length;
        if to >= stop {
            return make(to, Some(known), false);
        }
        let whole = make(stop, None, known.class != Class::Organization);
        if self.token(to).kind == TokenKind::Hyphen || self.syllables(to, stop) && self.is(at, Class::Surname) {
            return make(stop, None, false);
        }
        // "Peruvian Red Cross": the branch of a country. "A Ugandan Airbus": a company's product, and whose it is.
        if known.class == Class::Nationality
            && self.known_at(to, stop).is_some_and(|(n, k)| to + n == stop && k.class == Class::Organization)
        {
            let of = (to..stop).any(|k| matches!(self.scan.context.doc.word(k), "of" | "for" | "on"));
            let body = of || self.scan.closing_phrase(to, stop) || self.scan.closing_head(stop - 1);
            return if body { whole } else { make(to, Some(known), false) };
        }
        // "NHS Wales", "Gallup Korea": the branch in a country.
        let branch = known.class == Class::Organization
            && self.known_at(to, stop).is_some_and(|(n, k)| to + n == stop && matches!(k.class, Class::Country | Class::Place));
        if branch {
            return make(stop, None, true);
        }
        // "Corp." keeps its stop.
        let dotted = stop > to + 1 && self.token(stop - 1).kind == TokenKind::Period;
        let closes = self.scan.closing_head(stop - 1) || self.is(stop - 1 - usize::from(dotted), Class::OrganizationSuffix);
        let thing = self.is(stop - 1, Class::ThingHead);
        let place = self.is(stop - 1, Class::PlaceHead);
        let of = (to..stop).any(|k| matches!(self.scan.context.doc.word(k), "of" | "for" | "on"));
        if closes || thing || place || (of && !self.scan.context.doc.word(to).eq("of")) {
            // "Russian Defence Ministry", "Paris Agreement", "Hudson River"
            return whole;
        }
        if title.is_some() {
            return whole;
        }
        match known.class {
            // "Chelsea Clinton", "Jordan Spieth": a first name that is also a place.
            Class::Country | Class::Place if self.is(at, Class::FirstName) && length == 1 && stop == to + 1 && !self.common(to) => {
                make(stop, None, false)
            }
            Class::Nationality | Class::Group => make(to, Some(known), false),
            Class::Organization => make(to, Some(known), false),
            _ if self.is(to, Class::FirstName) && stop - to >= 2 => make(to, Some(known), false),
            _ if stop == to + 1 && self.directional(to) => make(to, Some(known), false),
            _ => whole,
        }
    }

    /// "Chi-fung": a first name of two syllables.
    fn syllables(&self, at: usize, end: usize) -> bool {
        at + 3 == end && self.token(at + 1).kind == TokenKind::Hyphen
    }

    fn directional(&self, at: usize) -> bool {
        matches!(
            self.scan.context.doc.word(at),
            "North"
                | "South"
                | "East"
                | "West"
                | "Central"
                | "Northern"
                | "Southern"
                | "Eastern"
                | "Western"
                | "Greater"
                | "Upper"
                | "Lower"
        )
    }

    pub(super) fn upper(&self, at: usize) -> bool {
        self.token(at).flags.has(Flags::UPPER)
    }

    /// How an organisation word closes or opens a piece: strong or weak.
    pub fn head(&self, tokens: TokenSpan) -> Option<bool> {
        let lexicon = self.scan.context.lexicon;
        let (start, end) = (tokens.start as usize, tokens.end as usize);
        let mut weak = None;
        for k in start..end {
            if let Some((length, entry)) = self.longest(k, Class::OrganizationHead) {
                let head = lexicon.names().head(entry);
                let last = head.position != HeadPosition::First && (k > start || length > 1);
                // "Trinity College Dublin": where it is, behind the word for what it is.
                let closes = last && (k + length == end || self.place_fills(k + length, end));
                let opens = k == start && head.position != HeadPosition::Last && k + length < end;
                let inner = k > start && length > 1 && head.position == HeadPosition::First && k + length < end;
                if closes || opens || inner {
                    if !head.weak {
                        return Some(true);
                    }
                    weak = Some(false);
                }
            }
        }
        weak
    }
}
