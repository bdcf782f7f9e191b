//! Persons under several full names, and which of several persons a surname means.
//!
//! "John S. Brandt" and "John Brandt", "Bill Brandt" and "William Brandt", two spellings of one name: the ends of the name
//! agree and nothing between them speaks against it. A surname that two persons bear is decided by "Mr" or "Mrs" and by the
//! office before it, or not at all.

use smallvec::SmallVec;

use super::LinkReason;
use super::alias::Alias;
use super::spelling::Letters;
use crate::extract::{ActorType, Mention};
use crate::lexicon::{Class, Gender, IntMap, int_map};
use crate::text::{Flags, TokenKind, TokenSpan, fold_hash};

/// The fewest letters that tell a name by its spelling alone.
const LETTERS: usize = 6;

/// What stands between the first and the last word of a person's name.
type Middle = SmallVec<[usize; 2]>;

impl<'a> Alias<'_, 'a> {
    /// Joins the full names of one person, and places in two spellings.
    pub(super) fn same_names(&mut self) {
        let mut ends: IntMap<u32, SmallVec<[u32; 1]>> = int_map(self.clusters.len());
        let mut parts: IntMap<u32, (u32, LinkReason)> = IntMap::default();
        for c in 0..self.clusters.len() {
            let (n, kind) = (self.clusters[c].full, self.clusters[c].kind);
            let listed = |tokens: TokenSpan| self.context.lexicon.is(self.context.doc.token(tokens.start as usize), Class::Spelling);
            let place = kind == ActorType::Location && (self.mentions[n].tokens.len() > 1 || listed(self.mentions[n].tokens));
            if kind != ActorType::Person && !place || self.mentions[n].shared {
                continue;
            }
            if let Some(key) = self.spelled(self.mentions[n].tokens, kind) {
                let mut known = *self.spellings.entry(key).or_insert(c as u32);
                // Who bears the spelling may have become a part of another.
                while let Some(&(into, _)) = parts.get(&known) {
                    known = into;
                }
                let known = known as usize;
                if known != c {
                    self.merge(c, known, LinkReason::Spelling);
                    parts.insert(c as u32, (known as u32, LinkReason::Spelling));
                    continue;
                }
            }
            if kind == ActorType::Person
                && let Some(one) = self.same_ends(c, &mut ends)
            {
                self.merge(c, one, LinkReason::ShortForm);
                parts.insert(c as u32, (one as u32, LinkReason::ShortForm));
            }
        }
        if !parts.is_empty() {
            self.moved(&parts);
        }
    }

    /// The one person with the same first name, or what it is short for, and the same last one.
    fn same_ends(&self, c: usize, ends: &mut IntMap<u32, SmallVec<[u32; 1]>>) -> Option<usize> {
        let tokens = self.mentions[self.clusters[c].full].tokens;
        let words: SmallVec<[usize; 8]> = self.words(tokens).collect();
        let (&first, &last) = match (words.first(), words.last()) {
            (Some(first), Some(last)) if first != last => (first, last),
            _ => return None,
        };
        let doc = &self.context.doc;
        let surname = doc.token(last).hash;
        if doc.token(first).width() == 1 || doc.token(last).width() < 3 {
            return None;
        }
        let key = |first: u32| (first.rotate_left(7) ^ surname).wrapping_mul(0x9e37_79b1);
        let own = key(doc.token(first).hash);
        let lexicon = self.context.lexicon;
        let mut keys: SmallVec<[u32; 4]> = SmallVec::from_slice(&[own]);
        if let Some(entry) = lexicon.entry(doc.token(first), Class::Nickname) {
            keys.extend(lexicon.row(Class::Nickname, entry).list(0).map(|formal| key(fold_hash(formal))));
        }
        for key in &keys {
            let Some(others) = ends.get(key) else { continue };
            let fits: SmallVec<[u32; 2]> = others.iter().copied().filter(|&o| self.middles_agree(c, o as usize)).collect();
            if let [one] = *fits {
                return Some(one as usize);
            }
            if !fits.is_empty() {
                return None;
            }
        }
        for key in keys {
            ends.entry(key).or_default().push(c as u32);
        }
        None
    }

    /// Nothing between first name and surname tells the two apart: none, or the same words or initials.
    fn middles_agree(&self, one: usize, other: usize) -> bool {
        let doc = &self.context.doc;
        let middle = |n: usize| -> Middle {
            let words: SmallVec<[usize; 8]> = self.words(self.mentions[n].tokens).collect();
            words[1..words.len().max(2) - 1].iter().copied().collect()
        };
        let agree = |a: &Middle, b: &Middle| {
            if a.is_empty() || b.is_empty() {
                // "Salman" is not "bin Salman".
                return a.iter().chain(b).all(|&k| doc.token(k).capital() && !self.context.lexicon.is(doc.token(k), Class::NameParticle));
            }
            let initial = |k: usize| doc.token(k).width() == 1;
            let same = |&(&k, &l): &(&usize, &usize)| {
                let (a, b) = (doc.word(k), doc.word(l));
                doc.token(k).hash == doc.token(l).hash || (initial(k) || initial(l)) && a.chars().next() == b.chars().next()
            };
            a.len() == b.len() && a.iter().zip(b).all(|pair| same(&pair))
        };
        let own = middle(self.clusters[one].full);
        let cluster = &self.clusters[other];
        std::iter::once(&cluster.full).chain(&cluster.forms).all(|&n| agree(&own, &middle(n)))
    }

    /// The key of a name by its letters; none where they are too few to tell.
    pub(super) fn spelled(&self, tokens: TokenSpan, kind: ActorType) -> Option<u32> {
        let doc = &self.context.doc;
        let mut name = Letters::new();
        let (mut count, mut listed) = (0, false);
        let last = self.words(tokens).next_back();
        for k in self.words(tokens) {
            let token = doc.token(k);
            let article = token.width() == 2 && matches!(doc.word(k), "al" | "el" | "Al" | "El" | "ul") && Some(k) != last;
            if article && (doc.kind(k + 1) == TokenKind::Hyphen || !token.capital()) {
                continue;
            }
            count += 1;
            match self.context.lexicon.entry(token, Class::Spelling) {
                Some(entry) => {
                    listed = true;
                    name.word(&self.context.lexicon.row(Class::Spelling, entry).entry);
                }
                None => name.word(doc.word(k)),
            }
        }
        // A place of one word is only told by the list: "Marina" is not "Marinna", but "Kiev" is Kyiv. Capitals are an acronym's.
        let enough = match kind {
            ActorType::Location if count == 1 => listed,
            _ => name.count >= LETTERS || listed && count > 1,
        };
        (enough && !(count == 1 && doc.has(tokens.start as usize, Flags::UPPER))).then_some(name.hash ^ super::alias::kind_mark(kind))
    }

    /// The persons that the single word of a mention can mean.
    pub(super) fn bearers(&self, tokens: TokenSpan) -> SmallVec<[u32; 2]> {
        let key = self.key(tokens);
        let count = self.words(tokens).count();
        let bears = |n: usize| {
            let words: SmallVec<[usize; 8]> = self.words(self.mentions[n].tokens).collect();
            let part = |from: usize, to: usize| self.key(TokenSpan::new(words[from], words[to - 1] + 1)) == key;
            words.len() > count && (part(words.len() - count, words.len()) || part(0, count))
        };
        let person = |&(_, c): &(u32, &super::alias::Cluster<'_>)| {
            c.kind == ActorType::Person && !c.mentions.is_empty() && std::iter::once(&c.full).chain(&c.forms).any(|&n| bears(n))
        };
        (0u32..).zip(&self.clusters).filter(person).map(|(n, _)| n).collect()
    }

    /// Keeps those of `bearers` that the title of the mention fits.
    pub(super) fn by_title(&self, m: &Mention<'_>, bearers: &mut SmallVec<[u32; 2]>) {
        let Some(title) = m.title else { return };
        let gender = self.title_gender(m);
        if gender != Gender::Open {
            let sure: SmallVec<[u32; 2]> = bearers.iter().copied().filter(|&c| self.gender(c as usize) == gender).collect();
            if sure.len() == 1 {
                *bearers = sure;
            } else {
                bearers.retain(|c| !opposed(self.gender(*c as usize), gender));
            }
            return;
        }
        let doc = &self.context.doc;
        let Some(word) = title.range().rev().find(|&k| doc.kind(k) == TokenKind::Word).map(|k| doc.token(k).hash) else { return };
        let holds = |c: u32| {
            let mentions = self.clusters[c as usize].mentions.iter();
            mentions.flat_map(|&(n, _)| &self.mentions[n].roles).any(|role| role.range().any(|k| doc.token(k).hash == word))
        };
        let fitting: SmallVec<[u32; 2]> = bearers.iter().copied().filter(|&c| holds(c)).collect();
        if fitting.len() == 1 {
            *bearers = fitting;
        }
    }

    /// What the title before a mention says of its bearer.
    pub(super) fn title_gender(&self, m: &Mention<'_>) -> Gender {
        let lexicon = self.context.lexicon;
        m.title
            .and_then(|t| lexicon.longest(self.context.doc.tokens(), t.start as usize, Class::Title))
            .map_or(Gender::Open, |(_, entry)| lexicon.names().title(entry))
    }

    /// Man or woman, by the first name, else by the titles.
    pub(super) fn gender(&self, c: usize) -> Gender {
        let (cluster, lexicon) = (&self.clusters[c], self.context.lexicon);
        let tokens = self.mentions[cluster.full].tokens;
        if self.words(tokens).count() > 1
            && let Some(entry) = lexicon.entry(self.context.doc.token(tokens.start as usize), Class::FirstName)
            && lexicon.names().first_name(entry).gender != Gender::Open
        {
            return lexicon.names().first_name(entry).gender;
        }
        let titles = cluster.mentions.iter().map(|&(n, _)| self.title_gender(&self.mentions[n]));
        titles.into_iter().find(|&g| g != Gender::Open).unwrap_or_default()
    }
}

/// One is a man, the other a woman.
pub(super) fn opposed(one: Gender, other: Gender) -> bool {
    matches!((one, other), (Gender::Male, Gender::Female) | (Gender::Female, Gender::Male))
}
