//! The lexicon entries that begin at each capital, looked up once.
//!
//! Whether a run of capitals goes on, where it is parted and what speaks for its pieces all ask the same entries again and
//! again; one walk through the phrases a capital answers them all.

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

/// The entries of a document's capitals.
#[derive(Debug, Default)]
pub(super) struct Hits {
    /// For each token where its hits end in `list`; they begin where those of the token before end.
    ends: Vec<u32>,
    list: Vec<Hit>,
    /// The tokens where a run of capitals may begin, in order.
    pub starts: Vec<u32>,
}

impl Hits {
    /// Looks every capital of the document up.
    pub fn of(doc: &Document<'_>, lexicon: &Lexicon) -> Hits {
        let tokens: &[Token] = doc.tokens();
        let capacity = tokens.len() / 6;
        let mut hits =
            Hits { ends: Vec::with_capacity(tokens.len()), list: Vec::with_capacity(capacity), starts: Vec::with_capacity(capacity) };
        for (at, t) in tokens.iter().enumerate() {
            if t.kind == TokenKind::Hyphen && at > 0 && !t.spaced() && tokens.get(at + 1).is_some_and(|n| n.capital() && !n.spaced()) {
                // "al-Shabaab" begins before its hyphen.
                hits.starts.push(at as u32 - 1);
                lexicon.entries_at(tokens, at - 1, MASK, |class, length, entry| {
                    if length > 2 {
                        hits.list.push(Hit { class, length: length as u32, entry });
                    }
                });
                if let Some(end) = hits.ends.last_mut() {
                    *end = hits.list.len() as u32;
                }
            }
            if t.kind == TokenKind::Word && shows_name(t, lexicon) {
                hits.starts.push(at as u32);
                lexicon.entries_at(tokens, at, MASK, |class, length, entry| hits.list.push(Hit { class, length: length as u32, entry }));
            }
            hits.ends.push(hits.list.len() as u32);
        }
        hits
    }

    /// The longest entry of `class` that begins at token `at`.
    #[inline]
    pub fn longest(&self, at: usize, class: Class) -> Option<(usize, EntryId)> {
        let end = *self.ends.get(at)? as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        self.list[start..end].iter().rev().find(|h| h.class == class).map(|h| (h.length as usize, h.entry))
    }

    /// True when an entry of any of the classes of the mask begins at token `at`.
    #[inline]
    pub fn any(&self, at: usize, classes: u64) -> bool {
        let Some(&end) = self.ends.get(at) else { return false };
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        self.list[start..end as usize].iter().any(|h| h.class.bit() & classes != 0)
    }

    /// The entries of the classes of the mask that begin at token `at`, of each class the longer ones behind the shorter ones.
    #[inline]
    pub fn at(&self, at: usize, classes: u64) -> impl Iterator<Item = (Class, usize, EntryId)> {
        let end = self.ends.get(at).map_or(0, |&end| end as usize);
        let start = if at == 0 { 0 } else { self.ends.get(at - 1).map_or(end, |&start| start as usize) };
        let list = self.list[start..end].iter();
        list.filter(move |h| h.class.bit() & classes != 0).map(|h| (h.class, h.length as usize, h.entry))
    }
}
