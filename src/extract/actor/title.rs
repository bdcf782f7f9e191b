//! Where titles part a run of capitals.
//!
//! "Justice Minister Ada Falk" is a title and a person, "Justice Ministry" neither, and "Facebook CEO Mark Brandt" an organisation
//! before the title: a title ends what stands before it when a name stands behind it, unless it is a surname or a word of the name.

use super::parse::Parse;
use crate::lexicon::{Class, EntryId};
use crate::text::{TokenKind, TokenSpan};

impl<'a> Parse<'_, 'a> {
    /// The end of a title at `at` that a name follows.
    pub(super) fn title(&self, at: usize, end: usize) -> Option<usize> {
        let (length, _) = self.longest(at, Class::Title).or_else(|| self.role_first(at, end))?;
        let mut to = at + length;
        if to > end {
            return None;
        }
        if to < end && self.token(to).kind == TokenKind::Period {
            to += 1;
        }
        if to >= end {
            return (at + length >= end).then_some(end);
        }
        // "Dean Cope, 31,": somebody whose age is told has a first name.
        let doc = &self.scan.context.doc;
        let aged = || doc.kind(end) == TokenKind::Comma && doc.kind(end + 1) == TokenKind::Number && doc.word(end + 1).len() == 2;
        if length == 1 && to + 1 == end && self.is(at, Class::FirstName) && aged() {
            return None;
        }
        let hyphen = matches!(self.token(to).kind, TokenKind::Hyphen | TokenKind::Clitic | TokenKind::Ampersand);
        if hyphen || self.known_at(at, end).is_some_and(|(n, _)| n > length) {
            return None;
        }
        // "Justice Department", "General Motors", "Speaker's Office": the organisation word closes the run, no first name opens it.
        if length == 1 && self.scan.closing_head(end - 1) && !self.is(to, Class::FirstName) && end - at <= 4 {
            return None;
        }
        // "St. Louis", "King County", "Prince George's County".
        // A surname may be a word for a place: "Ms Marsh", "Gov. Park Hills", "Premier Dee Marsh"; but "Prince George County".
        let short = to > at && self.token(to - 1).kind == TokenKind::Period;
        let person = self.longest(at, Class::Title).is_some_and(|(_, e)| match self.title_kind(e) {
            "honorific" => to < end && to + 2 >= end,
            "royal" | "religious" => false,
            _ => to + 2 == end && (short || self.is(to, Class::FirstName)),
        });
        let place = self.is(end - 1, Class::PlaceHead) && end - at <= 4 && !person;
        if length == 1 && (place || self.longest(at, Class::Place).is_some_and(|(n, _)| n > 1)) {
            return None;
        }
        Some(to)
    }

    fn title_kind(&self, entry: EntryId) -> &'a str {
        &self.scan.context.lexicon.row(Class::Title, entry).cells[0]
    }

    /// "Biologist Nick Bos" at the start of a sentence: a trade that any first word could be.
    fn role_first(&self, at: usize, end: usize) -> Option<(usize, EntryId)> {
        let (length, entry) = self.longest(at, Class::Role)?;
        let to = at + length;
        let named = to + 1 < end && (self.is(to, Class::FirstName) || !self.common(to) && !self.common(to + 1));
        (self.position_gives_capital(at) && named && self.scan.context.lexicon.names().person_role(entry)).then_some((length, entry))
    }

    /// Where the piece must end: before a title with a name behind it, before calendar words.
    pub(super) fn stop(&self, at: usize, end: usize) -> usize {
        let mut k = at + 1;
        while k < end {
            if self.token(k).kind == TokenKind::Word && self.scan.capital(k) {
                if self.calendar(k) && !self.scan.closing_head(end - 1) && !self.is(end - 1, Class::ThingHead) {
                    return k;
                }
                if self.is(k, Class::FirstName)
                    && end - k <= 3
                    && end - k >= 2
                    && !self.linked(k)
                    && !self.common(k)
                    && self.head(TokenSpan::new(at, k)) == Some(true)
                    && self.head(TokenSpan::new(at, end)).is_none_or(|_| !self.scan.closing_head(end - 1))
                {
                    // "Halden State University Lena Voss" without a comma
                    return k;
                }
                if let Some((length, _)) = self.longest(k, Class::Title)
                    && !self.linked(k)
                {
                    let to = k + length;
                    // "Okla. Sen. Ada Polk"
                    let behind = |at: usize| at < end && self.token(at).kind == TokenKind::Word;
                    let behind = behind(to) || behind(to + 1) && self.token(to).kind == TokenKind::Period;
                    // "Facebook CEO Mark Zuckerberg", "Senate Majority Leader"; "Martin Luther King", "Judge Stephen Bishop".
                    // "Virginia Governor" is nobody's name although Virginia can be a first name.
                    let given = self.is(at, Class::FirstName) && !(length == 1 && self.place_fills(at, k));
                    let surname = length == 1 && k + 1 == end && (given || k - at >= 2 && !self.place_fills(at, k)) && !self.upper(k);
                    let head = self.scan.closing_head(end - 1);
                    if (behind && !head) || (to >= end && !surname && (length > 1 || self.upper(k) || !given) && self.title_noun(k)) {
                        return k - usize::from(self.token(k - 1).kind == TokenKind::Ampersand);
                    }
                }
            }
            k += 1;
        }
        end
    }

    /// A title that is hardly a surname when it closes a run: "US President", "Finance Minister".
    fn title_noun(&self, at: usize) -> bool {
        self.common(at) || self.upper(at)
    }

    /// Behind "of", "for" or "and" inside the name: "Office of the President".
    fn linked(&self, at: usize) -> bool {
        let before = self.token(at - 1);
        before.kind == TokenKind::Word && !before.capital() || matches!(before.kind, TokenKind::Hyphen | TokenKind::Quote | TokenKind::Open)
    }

    /// One place fills the words from `at` to the end.
    pub(super) fn place_fills(&self, at: usize, end: usize) -> bool {
        self.token(at).kind == TokenKind::Word
            && [Class::Place, Class::Country].iter().any(|&class| self.longest(at, class).is_some_and(|(length, _)| at + length == end))
    }
}
