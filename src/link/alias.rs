//! Mentions into actors: the same string, the surname of a person, the acronym or short form of an organisation, the
//! nationality of a country, another spelling.
//!
//! Every mention keeps the reason why it was joined. Where two actors fit, the mention stays alone: a wrong merge is worse
//! than two rows.

use std::borrow::Cow;

use smallvec::{SmallVec, smallvec};

use super::{Actor, LinkReason};
use crate::extract::{ActorType, Context, Mention, SourceKind};
use crate::lexicon::{Class, IntMap};
use crate::text::{Flags, TokenKind, TokenSpan, fold_hash};

/// An actor while mentions are joined to it.
#[derive(Debug)]
struct Cluster {
    /// The mention with the fullest name.
    full: usize,
    kind: ActorType,
    mentions: SmallVec<[(usize, LinkReason); 2]>,
}

/// More than one actor fits.
const AMBIGUOUS: u32 = u32::MAX;

/// Joins the mentions of one document.
pub(super) fn actors<'a>(context: &Context<'a>, mentions: &[Mention<'a>]) -> Vec<Actor<'a>> {
    let mut alias = Alias { context, mentions, clusters: Vec::new(), exact: IntMap::default() };
    let mut later = Vec::new();
    for n in 0..mentions.len() {
        if !alias.full_form(n) {
            later.push(n);
        }
    }
    alias.short_forms(&later);
    alias.finish()
}

struct Alias<'c, 'a> {
    context: &'c Context<'a>,
    mentions: &'c [Mention<'a>],
    clusters: Vec<Cluster>,
    /// Keys of whole names to clusters.
    exact: IntMap<u32, u32>,
}

impl<'a> Alias<'_, 'a> {
    fn word(&self, at: usize) -> &'a str {
        self.context.doc.word(at)
    }

    /// The words of a name without stops and hyphens.
    fn key(&self, tokens: TokenSpan) -> u32 {
        let doc = &self.context.doc;
        tokens
            .range()
            .filter(|&k| matches!(doc.kind(k), TokenKind::Word | TokenKind::Number))
            .fold(7, |hash: u32, k| (hash.rotate_left(5) ^ doc.token(k).hash).wrapping_mul(0x9e37_79b1))
    }

    fn words(&self, tokens: TokenSpan) -> impl DoubleEndedIterator<Item = usize> {
        let doc = self.context.doc;
        tokens.range().filter(move |&k| matches!(doc.kind(k), TokenKind::Word | TokenKind::Number))
    }

    /// What makes two mentions the same at once: the country, the lexicon's organisation, or the words.
    fn identity(&self, n: usize) -> (u32, LinkReason) {
        let m = &self.mentions[n];
        let text = self.context.doc.slice(m.span);
        if let Some(canonical) = &m.canonical {
            let reason = match m.kind {
                ActorType::Group => LinkReason::Nationality,
                _ if text.eq_ignore_ascii_case(canonical) => LinkReason::Full,
                _ if self.upper(m.tokens) => LinkReason::Acronym,
                _ => LinkReason::ShortForm,
            };
            return (fold_hash(canonical), reason);
        }
        if m.kind == ActorType::Organization
            && let Some((length, entry)) =
                self.context.lexicon.longest(self.context.doc.tokens(), m.tokens.start as usize, Class::Organization)
            && m.tokens.start as usize + length > self.words(m.tokens).next_back().unwrap_or(0)
        {
            let reason = if self.upper(m.tokens) { LinkReason::Acronym } else { LinkReason::Full };
            return (fold_hash(&self.context.lexicon.row(Class::Organization, entry).entry) ^ 0x5555, reason);
        }
        (self.key(m.tokens), LinkReason::Full)
    }

    fn upper(&self, tokens: TokenSpan) -> bool {
        self.words(tokens).all(|k| self.context.doc.has(k, Flags::UPPER))
    }

    /// Joins a mention that stands for itself: a full name, a country. False for what may be short for another.
    fn full_form(&mut self, n: usize) -> bool {
        let m = &self.mentions[n];
        let (key, reason) = self.identity(n);
        if let Some(&c) = self.exact.get(&key)
            && (self.clusters[c as usize].kind == m.kind || m.canonical.is_some() || self.words(m.tokens).count() > 1)
        {
            self.clusters[c as usize].mentions.push((n, reason));
            return true;
        }
        let single = self.words(m.tokens).count() == 1;
        let open = m.canonical.is_none()
            && match m.kind {
                ActorType::Person => single,
                ActorType::Organization => true,
                _ => false,
            };
        if open && (single || m.kind == ActorType::Organization) {
            return false;
        }
        self.open(n, key, reason);
        true
    }

    fn open(&mut self, n: usize, key: u32, reason: LinkReason) -> usize {
        let kind = match self.mentions[n].kind {
            ActorType::Group if self.mentions[n].canonical.is_some() => ActorType::Country,
            kind => kind,
        };
        let c = self.clusters.len();
        self.exact.insert(key, c as u32);
        self.clusters.push(Cluster { full: n, kind, mentions: smallvec![(n, reason)] });
        c
    }

    /// Joins what is left, the longest first, so that every short form finds the forms that it may be short for.
    fn short_forms(&mut self, later: &[usize]) {
        let mut order: Vec<usize> = later.to_vec();
        order.sort_by_key(|&n| std::cmp::Reverse(self.words(self.mentions[n].tokens).count()));
        let mut parts: IntMap<u32, (u32, LinkReason)> = IntMap::default();
        for c in 0..self.clusters.len() {
            self.offer(c, &mut parts);
        }
        for n in order {
            let m = &self.mentions[n];
            let (key, reason) = self.identity(n);
            if let Some(&c) = self.exact.get(&key)
                && self.clusters[c as usize].kind == m.kind
            {
                self.clusters[c as usize].mentions.push((n, reason));
                continue;
            }
            let short = self.key(m.tokens) ^ kind_mark(m.kind);
            match parts.get(&short) {
                Some(&(c, why)) if c != AMBIGUOUS => {
                    let why = if why == LinkReason::Acronym && self.in_brackets(m.tokens) { LinkReason::ParenthesisedAcronym } else { why };
                    self.clusters[c as usize].mentions.push((n, why));
                    self.exact.insert(key, c);
                }
                _ => {
                    let c = self.open(n, key, reason);
                    self.offer(c, &mut parts);
                }
            }
        }
    }

    /// Writes down the short forms that can stand for a cluster.
    fn offer(&self, c: usize, parts: &mut IntMap<u32, (u32, LinkReason)>) {
        let cluster = &self.clusters[c];
        let m = &self.mentions[cluster.full];
        let words: SmallVec<[usize; 8]> = self.words(m.tokens).collect();
        let mut put = |key: u32, why| {
            let slot = parts.entry(key ^ kind_mark(cluster.kind)).or_insert((c as u32, why));
            if slot.0 != c as u32 {
                slot.0 = AMBIGUOUS;
            }
        };
        let span = |from: usize, to: usize| TokenSpan::new(words[from], words[to - 1] + 1);
        match cluster.kind {
            ActorType::Person if words.len() > 1 => {
                for from in 1..words.len() {
                    put(self.key(span(from, words.len())), LinkReason::Surname);
                }
                put(self.key(span(0, 1)), LinkReason::ShortForm);
            }
            ActorType::Organization if words.len() > 1 => {
                for from in 0..words.len() {
                    for to in from + 1..=words.len() {
                        if to - from < words.len() && (from == 0 || to == words.len() || to - from > 1) {
                            put(self.key(span(from, to)), LinkReason::ShortForm);
                        }
                    }
                }
                for key in self.acronyms(m.tokens).into_iter().flatten() {
                    put(key, LinkReason::Acronym);
                }
            }
            _ => {}
        }
    }

    fn acronyms(&self, tokens: TokenSpan) -> [Option<u32>; 3] {
        let (mut capitals, mut all) = (String::new(), String::new());
        for k in self.words(tokens) {
            let Some(c) = self.word(k).chars().next() else { continue };
            if c.is_uppercase() {
                capitals.push(c);
            }
            all.push(c);
        }
        let key = |letters: &str| (7u32.rotate_left(5) ^ fold_hash(letters)).wrapping_mul(0x9e37_79b1);
        let without_first = capitals.chars().next().map_or(0, char::len_utf8);
        [
            (capitals.len() >= 2).then(|| key(&capitals)),
            (all != capitals && all.len() >= 2).then(|| key(&all)),
            (capitals.len() >= 4).then(|| key(&capitals[without_first..])),
        ]
    }

    fn in_brackets(&self, tokens: TokenSpan) -> bool {
        tokens.start > 0
            && self.context.doc.kind(tokens.start as usize - 1) == TokenKind::Open
            && self.context.doc.kind(tokens.end as usize) == TokenKind::Close
    }

    fn finish(mut self) -> Vec<Actor<'a>> {
        for cluster in &mut self.clusters {
            cluster.mentions.sort_unstable_by_key(|&(n, _)| n);
        }
        self.clusters.sort_unstable_by_key(|c| c.mentions[0].0);
        let clusters = std::mem::take(&mut self.clusters);
        clusters.into_iter().map(|c| self.actor(c)).collect()
    }

    fn actor(&self, cluster: Cluster) -> Actor<'a> {
        let doc = &self.context.doc;
        let of = |n: usize| &self.mentions[n];
        let named =
            cluster.mentions.iter().map(|&(n, _)| n).filter(|&n| of(n).kind != ActorType::Group || cluster.kind == ActorType::Group);
        let fullest = named.max_by_key(|&n| (of(n).span.len(), std::cmp::Reverse(n)));
        let name: Cow<'a, str> = match fullest {
            Some(n) => Cow::Borrowed(doc.slice(of(n).span)),
            None => of(cluster.full).canonical.clone().unwrap_or(Cow::Borrowed("")),
        };
        let mut aliases: Vec<Cow<'a, str>> = Vec::new();
        let mut roles: Vec<Cow<'a, str>> = Vec::new();
        for &(n, _) in &cluster.mentions {
            let text = doc.slice(of(n).span);
            if of(n).kind != ActorType::Group && text != name && !aliases.iter().any(|a| a == text) {
                aliases.push(Cow::Borrowed(text));
            }
            for role in &of(n).roles {
                if !roles.iter().any(|r| r.eq_ignore_ascii_case(role)) {
                    roles.push(role.clone());
                }
            }
        }
        let country = cluster.mentions.iter().find_map(|&(n, _)| of(n).country.clone());
        Actor {
            name,
            kind: SourceKind::Named,
            actor_type: cluster.kind,
            country,
            roles,
            aliases,
            rule: of(cluster.mentions[0].0).rule,
            mentions: cluster.mentions,
        }
    }
}

/// Keeps the short forms of persons and of organisations apart.
fn kind_mark(kind: ActorType) -> u32 {
    (kind as u32 + 1).wrapping_mul(0x85eb_ca6b)
}
