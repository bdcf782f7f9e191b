//! Mentions into actors: the same string, the surname of a person, the acronym or short form of an organisation, the
//! nationality of a country, another spelling.
//!
//! Every mention keeps the reason why it was joined. Where two actors fit, the mention stays alone: a wrong merge is worse
//! than two rows.

use std::borrow::Cow;
use std::cmp::Reverse;

use smallvec::{SmallVec, smallvec};

use super::owner::Owner;
use super::person::opposed;
use super::{Actor, Few, LinkReason, Mentioned, correct};
use crate::extract::{ActorType, Context, Mention, SourceKind};
use crate::lexicon::{Class, EntryId, Gender, IntMap, int_map};
use crate::text::{Flags, TokenKind, TokenSpan, fold_hash};

/// An actor while mentions are joined to it.
#[derive(Debug)]
pub(super) struct Cluster<'a> {
    /// The mention with the first full name.
    pub full: usize,
    /// Mentions with other full names of the same actor.
    pub forms: SmallVec<[usize; 1]>,
    pub kind: ActorType,
    /// Empty once it is merged into another.
    pub mentions: Mentioned,
    /// The clusters that its name may mean, where nothing tells which.
    pub could_be: SmallVec<[u32; 2]>,
    /// The name that the user gives it.
    pub name: Option<&'a str>,
    /// The country whose body it is.
    pub owner: Option<Owner>,
}

/// The key of what makes two mentions the same at once, and the reason why what is so written belongs together.
type Identity = (u32, LinkReason);

/// A mention that may be short for another, by what ranks it: the longer ones and those that tell their country first.
type Short = ((Reverse<usize>, bool, usize), Identity, Option<Owner>);

/// How many types of actors there are.
const KINDS: usize = ActorType::Group as usize + 1;

/// More than one actor fits.
const AMBIGUOUS: u32 = u32::MAX;

/// Joins the mentions of one document; those that the user drops are taken from the list. The actors get room for `more` behind them.
pub(super) fn actors<'a>(context: &Context<'a>, mentions: &mut Vec<Mention<'a>>, more: usize) -> Vec<Actor<'a>> {
    let mut alias = Alias {
        context,
        mentions,
        clusters: Vec::with_capacity(mentions.len()),
        exact: int_map(mentions.len()),
        spellings: int_map(mentions.len()),
        owned: IntMap::default(),
    };
    let mut later: SmallVec<[(usize, Identity); 32]> = SmallVec::new();
    for n in 0..mentions.len() {
        later.extend(alias.full_form(n).map(|identity| (n, identity)));
    }
    alias.same_names();
    alias.short_forms(&later);
    let mut clusters = alias.clusters;
    correct::apply(context, mentions, &mut clusters);
    finish(context, mentions, clusters, more)
}

pub(super) struct Alias<'c, 'a> {
    pub context: &'c Context<'a>,
    pub mentions: &'c [Mention<'a>],
    pub clusters: Vec<Cluster<'a>>,
    /// Keys of names as they are written to clusters, with the reason why what is so written belongs there.
    exact: IntMap<u32, (u32, LinkReason)>,
    /// Keys of names by their letters to clusters.
    pub spellings: IntMap<u32, u32>,
    /// The bodies whose country is told, by the keys of their names without it.
    pub owned: IntMap<u32, SmallVec<[u32; 1]>>,
}

impl<'a> Alias<'_, 'a> {
    pub(super) fn word(&self, at: usize) -> &'a str {
        self.context.doc.word(at)
    }

    /// The words of a name without stops and hyphens.
    pub(super) fn key(&self, tokens: TokenSpan) -> u32 {
        let doc = &self.context.doc;
        tokens
            .range()
            .filter(|&k| matches!(doc.kind(k), TokenKind::Word | TokenKind::Number))
            .fold(NO_WORDS, |key, k| with_word(key, doc.token(k).hash))
    }

    pub(super) fn words(&self, tokens: TokenSpan) -> impl DoubleEndedIterator<Item = usize> {
        let doc = self.context.doc;
        tokens.range().filter(move |&k| matches!(doc.kind(k), TokenKind::Word | TokenKind::Number))
    }

    /// What makes two mentions the same at once: the country, the lexicon's organisation, or the words.
    fn identity(&self, n: usize) -> Identity {
        let m = &self.mentions[n];
        let text = self.context.doc.slice(m.span);
        if m.shared
            && !matches!(m.kind, ActorType::Country | ActorType::Group)
            && let Some(canonical) = &m.canonical
        {
            return (key_of(canonical), LinkReason::ShortForm);
        }
        if let Some(canonical) = &m.canonical {
            let reason = match m.kind {
                ActorType::Group => LinkReason::Nationality,
                _ if m.shared => LinkReason::ShortForm,
                _ if text.eq_ignore_ascii_case(canonical) => LinkReason::Full,
                _ if self.upper(m.tokens) => LinkReason::Acronym,
                _ => LinkReason::ShortForm,
            };
            return (fold_hash(canonical), reason);
        }
        if let Some(entry) = self.entry(m) {
            let reason = if self.upper(m.tokens) { LinkReason::Acronym } else { LinkReason::Full };
            let reason = if self.glosses(m) { LinkReason::ParenthesisedAcronym } else { reason };
            return (self.entry_key(entry), reason);
        }
        (self.key(m.tokens), if self.glosses(m) { LinkReason::ParenthesisedAcronym } else { LinkReason::Full })
    }

    /// The lexicon's organisation whose name or short form the whole mention is. What follows the mention is no part of it: "U.N."
    /// of "the U.N. refugee agency UNHCR" is the United Nations.
    pub(super) fn entry(&self, m: &Mention<'_>) -> Option<EntryId> {
        if m.kind != ActorType::Organization {
            return None;
        }
        let start = m.tokens.start as usize;
        let tokens = &self.context.doc.tokens()[..m.tokens.end as usize];
        let (length, entry) = self.context.lexicon.longest(tokens, start, Class::Organization)?;
        // Whose letters they are the text tells.
        if m.tokens.len() == 1 && self.context.lexicon.is(&tokens[start], Class::Letters) {
            return None;
        }
        (start + length > self.words(m.tokens).next_back().unwrap_or(0)).then_some(entry)
    }

    /// The key of the lexicon's organisation.
    fn entry_key(&self, entry: EntryId) -> u32 {
        fold_hash(&self.context.lexicon.row(Class::Organization, entry).entry) ^ 0x5555
    }

    /// The cluster of the body that the lexicon has letters for which are not its initials, when several countries have such letters:
    /// "CDC" of the Centers for Disease Control and Prevention.
    fn known_letters(&self, n: usize) -> Option<u32> {
        let m = &self.mentions[n];
        let (doc, lexicon) = (&self.context.doc, self.context.lexicon);
        let token = doc.token(m.tokens.start as usize);
        let letters = m.kind == ActorType::Organization && m.tokens.len() == 1 && lexicon.is(token, Class::Letters);
        let entry = lexicon.entry(token, Class::Organization).filter(|_| letters)?;
        self.exact.get(&self.entry_key(entry)).map(|&(c, _)| c)
    }

    /// The mention is written as a short form of the cluster, but it is the short name of another organisation that the lexicon
    /// knows: what a name begins with may be whose body it is ("U.N. Security Council"), and letters may agree by chance.
    fn known_apart(&self, m: &Mention<'_>, c: u32, why: LinkReason) -> bool {
        if c == AMBIGUOUS || !self.upper(m.tokens) {
            return false;
        }
        let Some(entry) = self.entry(m) else { return false };
        let (doc, lexicon, cluster) = (&self.context.doc, self.context.lexicon, &self.clusters[c as usize]);
        let full = self.mentions[cluster.full].tokens;
        if why == LinkReason::Acronym {
            // "FAO" of "UN Food and Agriculture Organisation": the name in the lexicon has a word of it. One of letters tells nothing.
            let name = &lexicon.row(Class::Organization, entry).entry;
            let told = |word: &str| word.len() > 3 && self.words(full).any(|k| doc.token(k).hash == fold_hash(word));
            return !self.in_brackets(m.tokens) && name.contains(' ') && !name.split([' ', '-']).any(told);
        }
        // "IBM Corp" is IBM, and "IBM" at the end of a name is what the name says.
        let rest = self.words(full).skip(self.words(m.tokens).count());
        let begins = self.words(full).zip(self.words(m.tokens)).all(|(a, b)| doc.token(a).hash == doc.token(b).hash);
        why == LinkReason::ShortForm && begins && !rest.into_iter().any(|k| lexicon.is(doc.token(k), Class::OrganizationSuffix))
    }

    pub(super) fn upper(&self, tokens: TokenSpan) -> bool {
        self.words(tokens).all(|k| self.context.doc.has(k, Flags::UPPER))
    }

    /// Joins a mention that stands for itself: a full name, a country. What may be short for another is left, and its identity told.
    fn full_form(&mut self, n: usize) -> Option<Identity> {
        let m = &self.mentions[n];
        let (key, reason) = self.identity(n);
        if let Some(&(c, known)) = self.exact.get(&key)
            && (self.clusters[c as usize].kind == m.kind || m.canonical.is_some() || self.words(m.tokens).count() > 1)
        {
            self.again(n, c, reason, known);
            return None;
        }
        // "Van Dorst", with the capital that a particle has where no first name stands before it.
        let first = self.context.doc.token(m.tokens.start as usize);
        let surname = m.kind == ActorType::Person && self.context.lexicon.is(first, Class::NameParticle);
        let single = surname || self.words(m.tokens).count() == 1;
        let open = m.canonical.is_none()
            && match m.kind {
                ActorType::Person => single,
                ActorType::Organization => true,
                _ => false,
            };
        if open && (single || m.kind == ActorType::Organization) {
            return Some((key, reason));
        }
        self.open(n, key, reason);
        None
    }

    /// Joins a mention that is written as one before it, for the same reason. A country and its nationality word are written with
    /// one key, and so are an organisation of the lexicon and its letters, so these have each their own.
    fn again(&mut self, n: usize, c: u32, own: LinkReason, known: LinkReason) {
        let m = &self.mentions[n];
        let reason = match known {
            _ if m.canonical.is_some() || known == LinkReason::Full => own,
            LinkReason::ParenthesisedAcronym => LinkReason::Acronym,
            _ => known,
        };
        let bracketed = reason == LinkReason::Acronym && m.canonical.is_none() && self.in_brackets(m.tokens);
        let reason = if bracketed { LinkReason::ParenthesisedAcronym } else { reason };
        self.clusters[c as usize].mentions.push((n, reason));
    }

    pub(super) fn open(&mut self, n: usize, key: u32, reason: LinkReason) -> usize {
        let kind = match self.mentions[n].kind {
            ActorType::Group if self.mentions[n].canonical.is_some() => ActorType::Country,
            kind => kind,
        };
        let c = self.clusters.len();
        self.exact.insert(key, (c as u32, reason));
        let mentions = smallvec![(n, reason)];
        self.clusters.push(Cluster { full: n, forms: SmallVec::new(), kind, mentions, could_be: SmallVec::new(), name: None, owner: None });
        c
    }

    /// Makes `from` a part of `into`; what `exact` knows of it is told by [`Alias::moved`] once all are merged.
    pub(super) fn merge(&mut self, from: usize, into: usize, reason: LinkReason) {
        let full = self.clusters[from].full;
        let mentions = std::mem::take(&mut self.clusters[from].mentions);
        let joined = mentions.into_iter().map(|(n, why)| (n, if why == LinkReason::Full { reason } else { why }));
        self.clusters[into].mentions.extend(joined);
        self.clusters[into].forms.push(full);
    }

    /// Tells where the clusters went that were merged: for each the one it is a part of, with the reason.
    pub(super) fn moved(&mut self, parts: &IntMap<u32, (u32, LinkReason)>) {
        for (c, why) in self.exact.values_mut() {
            // What a part was merged into may have been merged itself.
            while let Some(&(into, reason)) = parts.get(c) {
                *c = into;
                *why = if *why == LinkReason::Full { reason } else { *why };
            }
        }
    }

    /// Joins what is left, the longest first, so that every short form finds the forms that it may be short for.
    fn short_forms(&mut self, later: &[(usize, Identity)]) {
        // Of names of one length those that tell their country come first, so that the others find them.
        let ranked = |&(n, identity): &(usize, Identity)| {
            let owner = self.owner(n);
            let rank = (Reverse(self.words(self.mentions[n].tokens).count()), owner.is_none(), n);
            (rank, identity, owner)
        };
        let mut later: SmallVec<[Short; 32]> = later.iter().map(ranked).collect();
        later.sort_unstable_by_key(|(rank, ..)| *rank);
        // What nobody is left to ask for is not offered.
        let mut left = [0u32; KINDS];
        later.iter().for_each(|&((.., n), ..)| left[self.mentions[n].kind as usize] += 1);
        let mut parts: IntMap<u32, (u32, LinkReason)> = int_map(4 * later.len());
        for c in 0..self.clusters.len() {
            if !self.clusters[c].mentions.is_empty() && left[self.clusters[c].kind as usize] > 0 {
                self.offer(c, self.clusters[c].full, &mut parts);
                for k in 0..self.clusters[c].forms.len() {
                    self.offer(c, self.clusters[c].forms[k], &mut parts);
                }
            }
        }
        for ((.., n), (bare, reason), owner) in later {
            let m = &self.mentions[n];
            left[m.kind as usize] -= 1;
            let mut key = bare;
            let found = parts.get(&(self.key(m.tokens) ^ kind_mark(m.kind))).copied().filter(|&(c, why)| !self.known_apart(m, c, why));
            let ambiguous = m.kind == ActorType::Person && found.is_some_and(|(c, _)| c == AMBIGUOUS);
            let gender = if m.kind == ActorType::Person && m.title.is_some() { self.title_gender(m) } else { Gender::Open };
            let fits = |alias: &Self, c: u32| {
                alias.same_country(c, owner) && (gender == Gender::Open || !opposed(alias.gender(c as usize), gender))
            };
            let mut bearers = SmallVec::new();
            if let Some(owner) = owner {
                let taken = self.exact.get(&bare).is_some_and(|&(c, _)| !self.same_country(c, Some(owner)));
                key = if taken || self.exact.contains_key(&(bare ^ owner.mark())) { bare ^ owner.mark() } else { bare };
            } else if m.kind == ActorType::Organization && !self.owned.is_empty() {
                bearers = self.namesakes(bare, found.map(|(c, _)| c).filter(|&c| c != AMBIGUOUS));
                if bearers.len() > 1 {
                    // Whoever may be each of them is nobody of them, and the same wherever it is so written.
                    key ^= 0x51ed_270b;
                }
            }
            if let Some(&(c, known)) = self.exact.get(&key)
                && self.clusters[c as usize].kind == m.kind
                && !(ambiguous && m.title.is_some())
                && fits(self, c)
            {
                self.again(n, c, reason, known);
                self.own(c, bare, owner);
                continue;
            }
            let mut target = found.filter(|&(c, _)| c != AMBIGUOUS && bearers.len() < 2 && fits(self, c));
            if ambiguous {
                bearers = self.bearers(m.tokens);
                self.by_title(m, &mut bearers);
                if let [one] = *bearers {
                    // What the title told holds for the words with it, not for the bare name.
                    self.clusters[one as usize].mentions.push((n, LinkReason::Surname));
                    continue;
                }
            } else if target.is_none() && found.is_none() && bearers.len() < 2 {
                let spelled = self.spelled(m.tokens, m.kind).and_then(|key| self.spellings.get(&key).copied());
                target = spelled.filter(|&c| c != AMBIGUOUS && fits(self, c)).map(|c| (c, LinkReason::Spelling));
            }
            if target.is_none() && found.is_none() && bearers.len() < 2 {
                target = self.behind_its_name(n).or_else(|| self.known_letters(n)).map(|c| (c, LinkReason::Acronym));
            }
            if let Some((c, why)) = target {
                self.exact.insert(key, (c, why));
                let why = if why == LinkReason::Acronym && self.in_brackets(m.tokens) { LinkReason::ParenthesisedAcronym } else { why };
                self.clusters[c as usize].mentions.push((n, why));
                self.own(c, bare, owner);
                continue;
            }
            if gender != Gender::Open && (ambiguous || found.is_some() || self.exact.contains_key(&key)) {
                // "Mrs Falk" beside a Mr Falk: the bare surname does not mean her.
                key ^= 0x2b5d_e1c3 + gender as u32;
                if let Some(&(c, known)) = self.exact.get(&key) {
                    self.again(n, c, reason, known);
                    continue;
                }
            }
            let c = self.open(n, key, reason);
            self.own(c as u32, bare, owner);
            if bearers.len() > 1 {
                self.clusters[c].could_be = bearers;
            } else if left[m.kind as usize] > 0 {
                self.offer(c, n, &mut parts);
            }
        }
    }

    /// Writes down the short forms that can stand for a cluster.
    fn offer(&mut self, c: usize, n: usize, parts: &mut IntMap<u32, (u32, LinkReason)>) {
        let kind = self.clusters[c].kind;
        let m = &self.mentions[n];
        if m.shared {
            return;
        }
        let words: SmallVec<[usize; 8]> = self.words(m.tokens).collect();
        let spell = |alias: &mut Self, tokens| {
            if let Some(key) = alias.spelled(tokens, kind) {
                let slot = alias.spellings.entry(key).or_insert(c as u32);
                if *slot != c as u32 {
                    *slot = AMBIGUOUS;
                }
            }
        };
        match kind {
            ActorType::Person => spell(self, TokenSpan::new(*words.last().unwrap_or(&(m.tokens.start as usize)), m.tokens.end as usize)),
            ActorType::Organization if words.len() > 1 => spell(self, m.tokens),
            _ => {}
        }
        let mut put = |key: u32, why| {
            let slot = parts.entry(key ^ kind_mark(kind)).or_insert((c as u32, why));
            if slot.0 != c as u32 {
                slot.0 = AMBIGUOUS;
            }
        };
        let span = |from: usize, to: usize| TokenSpan::new(words[from], words[to - 1] + 1);
        match kind {
            ActorType::Person if words.len() > 1 => {
                for from in 1..words.len() {
                    put(self.key(span(from, words.len())), LinkReason::Surname);
                }
                put(self.key(span(0, 1)), LinkReason::ShortForm);
            }
            ActorType::Organization if words.len() > 1 => {
                for from in 0..words.len() {
                    let mut key = NO_WORDS;
                    for to in from + 1..=words.len() {
                        key = with_word(key, self.context.doc.token(words[to - 1]).hash);
                        if to - from < words.len() && (from == 0 || to == words.len() || to - from > 1) {
                            put(key, LinkReason::ShortForm);
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
}

/// The key of no words.
pub(super) const NO_WORDS: u32 = 7;

/// The key of a name with one more word, by the word's hash.
pub(super) fn with_word(key: u32, word: u32) -> u32 {
    (key.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b1)
}

/// The key of a name that stands in no text.
fn key_of(name: &str) -> u32 {
    name.split([' ', '-']).filter(|w| !w.is_empty()).fold(NO_WORDS, |key, word| with_word(key, fold_hash(word)))
}

fn finish<'a>(context: &Context<'a>, mentions: &[Mention<'a>], mut clusters: Vec<Cluster<'a>>, more: usize) -> Vec<Actor<'a>> {
    for cluster in &mut clusters {
        cluster.mentions.sort_unstable_by_key(|&(n, _)| n);
    }
    let mut order: SmallVec<[u32; 64]> = (0..clusters.len() as u32).filter(|&c| !clusters[c as usize].mentions.is_empty()).collect();
    order.sort_unstable_by_key(|&c| clusters[c as usize].mentions[0].0);
    if clusters.iter().any(|c| !c.could_be.is_empty()) {
        let mut places = vec![None; clusters.len()];
        order.iter().zip(0u32..).for_each(|(&c, place)| places[c as usize] = Some(place));
        for cluster in clusters.iter_mut() {
            cluster.could_be = cluster.could_be.iter().filter_map(|&o| places[o as usize]).collect();
        }
    }
    let mut actors = Vec::with_capacity(order.len() + more);
    actors.extend(order.iter().map(|&c| actor(context, mentions, &mut clusters[c as usize])));
    actors
}

fn actor<'a>(context: &Context<'a>, mentions: &[Mention<'a>], cluster: &mut Cluster<'a>) -> Actor<'a> {
    let doc = &context.doc;
    let of = |n: usize| &mentions[n];
    let stands = |n: usize| !of(n).shared && (of(n).kind != ActorType::Group || cluster.kind == ActorType::Group);
    let fullest = cluster.mentions.iter().map(|&(n, _)| n).filter(|&n| stands(n)).max_by_key(|&n| (of(n).span.len(), Reverse(n)));
    let name: Cow<'a, str> = match (cluster.name, fullest) {
        (Some(name), _) => Cow::Borrowed(name),
        (None, Some(n)) => Cow::Borrowed(doc.slice(of(n).span)),
        (None, None) => of(cluster.full).canonical.clone().unwrap_or(Cow::Borrowed("")),
    };
    let mut aliases: Few<Cow<'a, str>> = Few::new();
    let mut roles: Few<Cow<'a, str>> = Few::new();
    for &(n, _) in &cluster.mentions {
        let text = doc.slice(of(n).span);
        if stands(n) && text != name && !aliases.iter().any(|a| a == text) {
            aliases.push(Cow::Borrowed(text));
        }
        for &role in &of(n).roles {
            let text = doc.text_of(role);
            if !roles.iter().any(|r| r.eq_ignore_ascii_case(text)) {
                roles.push(Cow::Borrowed(text));
            }
        }
    }
    Actor {
        name,
        kind: SourceKind::Named,
        actor_type: cluster.kind,
        country: cluster.mentions.iter().find_map(|&(n, _)| of(n).country.clone()).or_else(|| country(context, mentions, cluster)),
        roles,
        belongs_to: SmallVec::new(),
        could_be: cluster.could_be.iter().map(|&c| c as usize).collect(),
        aliases,
        rule: of(cluster.mentions[0].0).rule,
        mentions: std::mem::take(&mut cluster.mentions),
    }
}

/// The code of the country that a body belongs to, or that the people of a nationality word come from.
fn country<'a>(context: &Context<'a>, mentions: &[Mention<'a>], cluster: &Cluster<'a>) -> Option<Cow<'a, str>> {
    let row = match cluster.kind {
        ActorType::Organization => context.lexicon.row(Class::Country, cluster.owner.filter(|o| o.sure)?.country),
        ActorType::Country => {
            let name = mentions[cluster.full].canonical.as_ref()?;
            context.lexicon.row(Class::Country, context.lexicon.country(name)?)
        }
        _ => return None,
    };
    Some(Cow::Borrowed(row.cells[0].as_str()))
}

/// Keeps the short forms of persons and of organisations apart.
pub(super) fn kind_mark(kind: ActorType) -> u32 {
    (kind as u32 + 1).wrapping_mul(0x85eb_ca6b)
}
