//! The lexicon entries that begin at each capital, looked up once.
//!
//! Whether a run of capitals goes on, where it is parted and what speaks for its pieces all ask the same entries again and
//! again; one walk through the phrases a capital answers them all.

use std::cell::Cell;

use crate::lexicon::{Class, EntryId, Lexicon};
use crate::text::{Document, Flags, Token, TokenKind};

/// True for a word that may belong to a name: it has a capital, or stands in the lexicon as it is written ("eBay").
#[inline]
pub(super) fn shows_name(token: &Token, lexicon: &Lexicon) -> bool {
    token.flags.any(Flags(Flags::CAPITAL.0 | Flags::UPPER.0)) || token.flags.has(Flags::MIXED) && lexicon.is(token, Class::Organization)
}

const MASK: u64 = Class::Organization.bit()
    | Class::Country.bit()
    | Class::Nationality.bit()
    | Class::Group.bit()
    | Class::Place.bit()
    | Class::Title.bit()
    | Class::Role.bit()
    | Class::OrganizationHead.bit()
    | Class::PlaceHead.bit()
    | Class::ThingHead.bit()
    | Class::NotName.bit();

/// An entry that begins at some token.
#[derive(Clone, Copy, Debug)]
struct Hit {
    class: Class,
    length: u32,
    entry: EntryId,
}

thread_local! {
    static KEPT: Cell<Hits> = const { Cell::new(Hits { places: Vec::new(), list: Vec::new(), starts: Vec::new() }) };
}

/// The entries of a document's capitals; kept from document to document, because most tokens have none and clearing the places of
/// those that have costs less than making places for all.
#[derive(Debug, Default)]
pub(super) struct Hits {
    /// For each token where its hits begin and end in `list`.
    places: Vec<(u32, u32)>,
    list: Vec<Hit>,
    /// The tokens where a run of capitals may begin, in order.
    pub starts: Vec<u32>,
}

impl Hits {
    /// Looks every capital of the document up.
    pub fn of(doc: &Document<'_>, lexicon: &Lexicon) -> Hits {
        let tokens: &[Token] = doc.tokens();
        let capitals = &doc.analysis.landmarks.capitals;
        let mut hits = KEPT.take();
        if hits.places.len() < tokens.len() {
            hits.places.resize(tokens.len(), (0, 0));
        }
        for &capital in capitals {
            let at = capital as usize;
            let t = &tokens[at];
            if at > 1 && t.capital() && !t.spaced() && tokens[at - 1].kind == TokenKind::Hyphen && !tokens[at - 1].spaced() {
                // "al-Shabaab" begins before its hyphen.
                hits.look_up(tokens, lexicon, at - 2, 3);
            }
            if t.kind == TokenKind::Word && shows_name(t, lexicon) {
                hits.look_up(tokens, lexicon, at, 1);
            }
        }
        hits
    }

    /// Takes the entries of at least so many tokens that begin at `at`.
    fn look_up(&mut self, tokens: &[Token], lexicon: &Lexicon, at: usize, least: usize) {
        self.starts.push(at as u32);
        let from = self.list.len() as u32;
        let list = &mut self.list;
        lexicon.entries_at(tokens, at, MASK, |class, length, entry| {
            if length >= least {
                list.push(Hit { class, length: length as u32, entry });
            }
        });
        let (start, end) = &mut self.places[at];
        // What begins before a hyphen may have a capital too, and entries of its own that stand right before these.
        if *end != from {
            *start = from;
        }
        *end = self.list.len() as u32;
    }

    /// Leaves the lists to the next document.
    pub fn keep(mut self) {
        self.starts.drain(..).for_each(|at| self.places[at as usize] = (0, 0));
        self.list.clear();
        KEPT.set(self);
    }

    fn hits(&self, at: usize) -> &[Hit] {
        self.places.get(at).map_or(&[], |&(start, end)| &self.list[start as usize..end as usize])
    }

    /// The longest entry of `class` that begins at token `at`.
    #[inline]
    pub fn longest(&self, at: usize, class: Class) -> Option<(usize, EntryId)> {
        self.hits(at).iter().rev().find(|h| h.class == class).map(|h| (h.length as usize, h.entry))
    }

    /// True when an entry of any of the classes of the mask begins at token `at`.
    #[inline]
    pub fn any(&self, at: usize, classes: u64) -> bool {
        self.hits(at).iter().any(|h| h.class.bit() & classes != 0)
    }

    /// The entries of the classes of the mask that begin at token `at`, of each class the longer ones behind the shorter ones.
    #[inline]
    pub fn at(&self, at: usize, classes: u64) -> impl DoubleEndedIterator<Item = (Class, usize, EntryId)> {
        self.hits(at).iter().filter(move |h| h.class.bit() & classes != 0).map(|h| (h.class, h.length as usize, h.entry))
    }
}
