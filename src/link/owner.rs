//! Whose body an organisation is: "Poland's Ministry of Defence", "the Russian Defence Ministry", "the Bank of Norway".
//!
//! Many countries have a body of one name, so that the words alone do not tell which is meant: the country before the name or in
//! it does. Without it the name may mean each of them.

use smallvec::SmallVec;

use super::alias::Alias;
use crate::extract::ActorType;
use crate::lexicon::{Class, EntryId};
use crate::text::TokenKind;

/// The country of a body.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Owner {
    /// Its row in countries.csv.
    pub country: EntryId,
    /// A possessor or a nationality word says so, which leaves no doubt: a country's name in a name may be a part of it only
    /// ("University of Georgia").
    pub sure: bool,
}

impl Owner {
    /// What parts the keys of bodies that have one name.
    pub fn mark(self) -> u32 {
        (self.country.0 + 1).wrapping_mul(0x9e37_79b1)
    }
}

impl Alias<'_, '_> {
    /// The country whose body the organisation of mention `n` is, where the text tells.
    pub(super) fn owner(&self, n: usize) -> Option<Owner> {
        let m = &self.mentions[n];
        if m.kind != ActorType::Organization {
            return None;
        }
        let (start, end) = (m.tokens.start as usize, m.tokens.end as usize);
        let (doc, lexicon) = (&self.context.doc, self.context.lexicon);
        if start >= 2 && doc.kind(start - 1) == TokenKind::Clitic && doc.word(start - 1).ends_with('s') {
            let before = self.mentions[..n].last().filter(|b| b.kind == ActorType::Country && b.tokens.end as usize == start - 1)?;
            let (_, country) = lexicon.longest(doc.tokens(), before.tokens.start as usize, Class::Country)?;
            return Some(Owner { country, sure: true });
        }
        let within = |at: usize, class: Class| lexicon.longest(doc.tokens(), at, class).filter(|(length, _)| at + length <= end);
        if let Some((_, row)) = within(start, Class::Nationality).filter(|(length, _)| start + length < end) {
            let country = lexicon.country(&lexicon.row(Class::Nationality, row).cells[0])?;
            return Some(Owner { country, sure: true });
        }
        if let Some((_, country)) = within(start, Class::Country).filter(|(length, _)| start + length < end) {
            return Some(Owner { country, sure: false });
        }
        let of = (start + 1..end).rev().find(|&k| doc.word(k) == "of")?;
        let from = of + 1 + usize::from(of + 1 < end && doc.word(of + 1) == "the");
        let (_, country) = within(from, Class::Country).filter(|(length, _)| from + length == end)?;
        Some(Owner { country, sure: false })
    }

    /// Notes that a cluster, whose name without a country has the key `bare`, is a body of a country.
    pub(super) fn own(&mut self, c: u32, bare: u32, owner: Option<Owner>) {
        let cluster = &mut self.clusters[c as usize];
        if owner.is_some() && cluster.kind == ActorType::Organization {
            cluster.owner = cluster.owner.or(owner);
            let bearers = self.owned.entry(bare).or_default();
            if !bearers.contains(&c) {
                bearers.push(c);
            }
        }
    }

    /// The clusters of different countries that a name without a country may mean.
    pub(super) fn namesakes(&self, key: u32, short: Option<u32>) -> SmallVec<[u32; 2]> {
        let mut found: SmallVec<[u32; 2]> = self.owned.get(&key).into_iter().flatten().copied().collect();
        if !found.is_empty() {
            found.extend(short.filter(|c| !found.contains(c)));
        }
        found
    }

    /// True unless the two are of different countries.
    pub(super) fn same_country(&self, c: u32, owner: Option<Owner>) -> bool {
        let known = self.clusters[c as usize].owner;
        known.zip(owner).is_none_or(|(a, b)| a.country == b.country)
    }
}
