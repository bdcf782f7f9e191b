//! Sources to actors: names, pronouns, definite nouns and documents.
//!
//! "He", "the ministry" and "the club's treasurer, Marta Fenn" are somebody. The attributions are read in text order and the
//! sources so far are remembered: a pronoun takes the last source that fits it, a definite noun the last actor that its word
//! names. A nameless organisation that speaks becomes an actor of its own, and so does any nameless source that is spoken of again.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::{Actor, Few, Links};
use crate::extract::{ActorType, Attribution, Context, Findings, Mention, SourceKind};
use crate::lexicon::{Class, EntryId};
use crate::text::{Tag, TokenKind, TokenSpan};

/// How far back, in sentences, a pronoun may reach for a source.
pub(super) const REACH: usize = 4;
/// How many mentions, actors or sources back a word may reach: enough for any article, and a bound for texts without end.
const LOOK_BACK: usize = 400;

/// What a source phrase is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Number {
    He,
    She,
    It,
    They,
}

/// Somebody who can be meant by a later word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) actor: usize,
    pub(super) number: Option<Number>,
    pub(super) sentence: usize,
}

pub(super) struct Resolve<'c, 'a> {
    pub(super) context: &'c Context<'a>,
    pub(super) findings: &'c Findings<'a>,
    pub(super) links: &'c mut Links<'a>,
    /// The actor of each mention.
    pub(super) actor_of: &'c [usize],
    /// The sources so far, in order.
    pub(super) sources: SmallVec<[Candidate; 32]>,
    /// The documents that spoke, by the hash of their noun ("report"), with the organisation that made them.
    pub(super) papers: Vec<(u32, usize)>,
    /// The nouns that a source's name stood beside, by their hash, with the source.
    pub(super) described: Vec<(u32, usize)>,
    /// How often a nominal actor was meant, from the first nominal one on.
    pub(super) meant: SmallVec<[u32; 16]>,
    /// Its noun.
    pub(super) nouns: SmallVec<[&'a str; 16]>,
    pub(super) named: usize,
}

/// Fills `links.source_actor`, adding nominal actors; `actor_of` has the actor of each mention.
pub(super) fn sources<'a>(context: &Context<'a>, findings: &Findings<'a>, links: &mut Links<'a>, actor_of: &[usize]) {
    let named = links.actors.len();
    let mut resolve = Resolve {
        context,
        findings,
        links,
        actor_of,
        sources: SmallVec::new(),
        papers: Vec::new(),
        described: Vec::new(),
        meant: SmallVec::new(),
        nouns: SmallVec::new(),
        named,
    };
    for (n, attribution) in findings.attributions.iter().enumerate() {
        resolve.links.source_actor[n] = resolve.source(attribution);
    }
    resolve.drop_unused();
}

impl<'c, 'a> Resolve<'c, 'a> {
    fn source(&mut self, attribution: &Attribution<'a>) -> Option<usize> {
        let phrase = *attribution.source.first()?;
        let doc = self.context.doc;
        let tokens = TokenSpan::new(doc.token_at(phrase.start as usize), doc.token_at(phrase.end as usize - 1) + 1);
        let head = attribution.source_head.filter(|&h| tokens.holds(h)).unwrap_or_else(|| self.head(tokens));
        let sentence = doc.sentence_index(tokens.start as usize);
        let (actor, number) = match self.pronoun(tokens) {
            Some(number) => (self.meant_by(attribution, number, tokens, sentence)?, Some(number)),
            None if self.relative(tokens) => (self.antecedent(attribution, tokens)?, None),
            None => (self.phrase(attribution, tokens, head)?, self.number_of(tokens, head)),
        };
        if self.context.lexicon.is(doc.token(head), Class::DocumentNoun) && self.links.actors[actor].actor_type == ActorType::Organization {
            self.papers.push((doc.token(head).hash, actor));
        }
        if actor >= self.named {
            self.meant[actor - self.named] += 1;
        }
        let number = number.or_else(|| self.actor_number(actor));
        self.sources.push(Candidate { actor, number, sentence });
        Some(actor)
    }

    /// The last noun or name before a comma, bracket or preposition.
    fn head(&self, tokens: TokenSpan) -> usize {
        let doc = &self.context.doc;
        let mut head = tokens.start as usize;
        for k in tokens.range() {
            if k > tokens.start as usize
                && (doc.kind(k) != TokenKind::Word && doc.kind(k) != TokenKind::Clitic && doc.kind(k) != TokenKind::Hyphen
                    || doc.tag(k) == Tag::Prep)
            {
                break;
            }
            if doc.tag(k).is_noun() || doc.token(k).capital() {
                head = k;
            }
        }
        head
    }

    /// The mentions that lie in `tokens`.
    pub(super) fn mentions_in(&self, tokens: TokenSpan) -> impl Iterator<Item = (usize, &Mention<'a>)> {
        let from = self.findings.mentions.partition_point(|m| m.tokens.start < tokens.start);
        self.findings.mentions[from..]
            .iter()
            .enumerate()
            .map(move |(n, m)| (from + n, m))
            .take_while(move |(_, m)| m.tokens.end <= tokens.end)
    }

    /// The name that holds token `head`, wherever the phrase around it was cut; a people is no name of a source.
    pub(super) fn name_at(&self, head: usize) -> Option<usize> {
        let next = self.findings.mentions.partition_point(|m| m.tokens.start as usize <= head);
        let last = next.checked_sub(1)?;
        let m = &self.findings.mentions[last];
        (m.tokens.holds(head) && m.kind != ActorType::Group).then_some(last)
    }

    /// The organisation whose name stands right before a head that only says what it is.
    fn name_before(&self, head: usize, tokens: TokenSpan) -> Option<usize> {
        let lexicon = self.context.lexicon;
        let noun = self.context.doc.token(head);
        let says_what = lexicon.entry(noun, Class::OrganizationNoun).is_some_and(|e| !self.refers(e).is_empty())
            || lexicon.is(noun, Class::OrganizationSuffix);
        let named = says_what && head > tokens.start as usize;
        named.then(|| self.name_at(head - 1)).flatten().filter(|&n| self.findings.mentions[n].kind == ActorType::Organization)
    }

    /// The mentions that begin before token `at`, the nearest first.
    pub(super) fn before(&self, at: usize) -> impl Iterator<Item = (usize, &'c Mention<'a>)> + use<'c, 'a> {
        let to = self.findings.mentions.partition_point(|m| (m.tokens.start as usize) < at);
        self.findings.mentions[..to].iter().enumerate().rev().take(LOOK_BACK)
    }

    /// The actor of a source phrase that is no pronoun; none for several nameless ones, which are no single actor: "the union and the
    /// company".
    fn phrase(&mut self, attribution: &Attribution<'a>, tokens: TokenSpan, head: usize) -> Option<usize> {
        let named = self.named_phrase(tokens, head);
        if named.is_some() {
            return named;
        }
        let doc = self.context.doc;
        let article = |at: usize| doc.tag(at) == Tag::Det;
        let joined = |k: usize| matches!(doc.word(k), "and" | "or") && article(k + 1) && doc.tag(k - 1).is_noun();
        if article(tokens.start as usize) && tokens.range().skip(2).any(joined) {
            return None;
        }
        let definite = matches!(doc.word(tokens.start as usize), "the" | "The" | "its" | "Its" | "their" | "Their");
        // "A report by the Harbour Institute found … The report also found …"
        if definite && let Some(&(_, actor)) = self.papers.iter().rev().take(LOOK_BACK).find(|(noun, _)| *noun == doc.token(head).hash) {
            return Some(actor);
        }
        if definite && let Some(actor) = self.definite(tokens, head) {
            return Some(actor);
        }
        Some(self.nominal(attribution, tokens, head))
    }

    /// The actor whom a source phrase names, or says the sort of.
    fn named_phrase(&mut self, tokens: TokenSpan, head: usize) -> Option<usize> {
        let lexicon = self.context.lexicon;
        let doc = self.context.doc;
        // The name that is the head, or that the head says the sort of: "Jane Roe Jr.", "the Ferrymen's League union", "Harlow plc".
        let at_head = self.name_at(head).or_else(|| self.name_before(head, tokens));
        if let Some(n) = at_head {
            if let Some(noun) = self.apposed_noun(self.findings.mentions[n].tokens) {
                self.named_at_last(noun, self.actor_of[n]);
            }
            return Some(self.actor_of[n]);
        }
        // "the island's deputy warden, Piet Groen", "a welder who gave his name as Anto": a person or organisation in apposition.
        if let Some(n) = self.apposed(tokens, head) {
            self.named_at_last(head, self.actor_of[n]);
            return Some(self.actor_of[n]);
        }
        // "an Ipsos poll", "a study by the Economic Institute".
        if lexicon.is(doc.token(head), Class::DocumentNoun)
            && let Some((n, _)) = self.mentions_in(tokens).find(|(_, m)| m.kind == ActorType::Organization)
        {
            return Some(self.actor_of[n]);
        }
        // "a paper issued last week by the Harbour Institute", of which only the first words were taken
        if lexicon.is(doc.token(head), Class::DocumentNoun) {
            let end = tokens.end as usize;
            let first = self.findings.mentions.partition_point(|m| (m.tokens.start as usize) < end);
            let maker = self.findings.mentions[first..].iter().take_while(|m| m.tokens.start as usize <= end + 9).position(|m| {
                let mut before = m.tokens.start as usize - 1;
                before -= usize::from(before > end && doc.word(before) == "the");
                m.kind == ActorType::Organization
                    && before >= end
                    && matches!(doc.word(before), "by" | "from")
                    && doc.sentence_index(before) == doc.sentence_index(head)
            });
            if let Some(n) = maker {
                return Some(self.actor_of[first + n]);
            }
        }
        // "the Maritime Office (MO) agency", of which only the last word was taken for the source
        if tokens.len() == 1 && self.acts(head) && head > 0 && doc.kind(head - 1) == TokenKind::Close {
            let near = self.before(head).next().filter(|(_, m)| m.kind == ActorType::Organization && m.tokens.end as usize + 2 >= head);
            if let Some((n, _)) = near {
                return Some(self.actor_of[n]);
            }
        }
        if let Some(n) = self.glossed(head) {
            self.named_at_last(head, self.actor_of[n]);
            self.described.push((doc.token(head).hash, self.actor_of[n]));
            return Some(self.actor_of[n]);
        }
        self.named_soon(head).map(|n| self.actor_of[n])
    }

    /// "The commission" of the Electoral Commission, "the minister" of a person with that office, "the ministry" named before.
    pub(super) fn definite(&self, tokens: TokenSpan, head: usize) -> Option<usize> {
        let doc = self.context.doc;
        // "The aid group" is as bare as "the group".
        let longest = head.checked_sub(1).and_then(|at| self.context.lexicon.longest(doc.tokens(), at, Class::OrganizationNoun));
        let compound = longest.filter(|(n, _)| *n == 2).map(|(_, entry)| entry);
        let bare = head - tokens.start as usize <= 1 + usize::from(compound.is_some()) && head + 1 == tokens.end as usize;
        let word = doc.token(head).hash;
        // The same words before.
        let text = self.without_article(tokens);
        let actors = 0..self.links.actors.len();
        if let Some(n) = actors.rev().take(LOOK_BACK).find(|&n| self.links.actors[n].name.eq_ignore_ascii_case(text)) {
            return Some(n);
        }
        if !bare {
            return None;
        }
        let before = tokens.start as usize;
        // An organisation whose name has the word; the nearest mention before wins.
        let mut best: Option<(usize, usize)> = None;
        for (n, m) in self.before(before) {
            let sentence = doc.sentence_index(m.tokens.start as usize);
            if best.is_some_and(|(_, last)| sentence < last) {
                break;
            }
            let holds = match m.kind {
                ActorType::Organization => m.tokens.range().any(|k| doc.token(k).hash == word),
                ActorType::Person => {
                    // The head of a role stands before what it belongs to.
                    m.roles.iter().any(|role| {
                        let owner = role.range().find(|&k| doc.tag(k) == Tag::Prep).unwrap_or(role.end as usize);
                        (role.start as usize..owner).next_back().is_some_and(|k| doc.token(k).hash == word)
                    })
                }
                _ => false,
            };
            let actor = self.actor_of[n];
            // Two ministers in one sentence are as good as each other, so that nobody knows which of them "the minister" is.
            if holds && best.is_some_and(|(first, _)| first != actor) {
                return None;
            }
            if holds {
                best = best.or(Some((actor, sentence)));
            }
        }
        if let Some((actor, _)) = best {
            return Some(actor);
        }
        // A nominal source with the same head.
        let noun = |c: &&Candidate| c.actor.checked_sub(self.named).is_some_and(|n| self.nouns[n].eq_ignore_ascii_case(doc.word(head)));
        if let Some(c) = self.sources.iter().rev().take(LOOK_BACK).find(noun) {
            return Some(c.actor);
        }
        if let Some(&(_, actor)) = self.described.iter().rev().take(LOOK_BACK).find(|(noun, _)| *noun == word) {
            return Some(actor);
        }
        // "the company", "the group", "the agency": the last organisation that spoke, or was named in the sentence before; when these
        // are two, nobody knows which of them.
        if compound.map_or_else(|| self.acts(head) && self.generic(head), |entry| self.refers(entry) == "any") {
            let sentence = doc.sentence_index(before);
            let spoke = self
                .sources
                .iter()
                .rev()
                .take_while(|c| c.sentence + REACH >= sentence)
                .find(|c| self.links.actors[c.actor].actor_type == ActorType::Organization);
            let near = self
                .before(before)
                .take_while(|(_, m)| doc.sentence_index(m.tokens.start as usize) + 2 >= sentence)
                .find(|(_, m)| m.kind == ActorType::Organization)
                .map(|(n, m)| (self.actor_of[n], doc.sentence_index(m.tokens.start as usize)));
            return match (spoke, near) {
                (Some(c), Some((named, since))) if named != c.actor && since > c.sentence => None,
                (Some(c), _) => Some(c.actor),
                (None, near) => near.map(|(actor, _)| actor),
            };
        }
        None
    }

    /// A noun so wide that it can stand for any organisation of its kind.
    fn generic(&self, at: usize) -> bool {
        let lexicon = self.context.lexicon;
        lexicon.entry(self.context.doc.token(at), Class::OrganizationNoun).is_some_and(|e| self.refers(e) == "any")
    }

    fn refers(&self, noun: EntryId) -> &str {
        &self.context.lexicon.row(Class::OrganizationNoun, noun).cells[1]
    }

    pub(super) fn acts(&self, at: usize) -> bool {
        let lexicon = self.context.lexicon;
        lexicon
            .entry(self.context.doc.token(at), Class::OrganizationNoun)
            .is_some_and(|e| lexicon.row(Class::OrganizationNoun, e).cells[0] == "true")
    }

    fn without_article(&self, tokens: TokenSpan) -> &'a str {
        let doc = self.context.doc;
        let article = matches!(doc.word(tokens.start as usize), "the" | "The" | "a" | "A" | "an" | "An");
        doc.text_of(TokenSpan::new(tokens.start as usize + usize::from(article && tokens.len() > 1), tokens.end as usize))
    }

    /// A new nominal actor for a phrase, or the one of the same words.
    pub(super) fn nominal(&mut self, attribution: &Attribution<'a>, tokens: TokenSpan, head: usize) -> usize {
        let doc = &self.context.doc;
        // "the UN human rights office", of which the first word was not taken for the source
        let owner = self.name_at(tokens.start.saturating_sub(1) as usize).map(|n| &self.findings.mentions[n]);
        let whole = owner.filter(|m| m.kind == ActorType::Organization && m.tokens.end == tokens.start && doc.tag(head).is_noun());
        let name = whole
            .map_or_else(|| self.without_article(tokens), |m| doc.text_of(TokenSpan::new(m.tokens.start as usize, tokens.end as usize)));
        let actor_type = match () {
            () if self.acts(head) => ActorType::Organization,
            () if self.person(head) => ActorType::Person,
            () => ActorType::Group,
        };
        let country = self.mentions_in(tokens).find_map(|(n, m)| match m.kind {
            ActorType::Group => self.links.actors[self.actor_of[n]].country.clone(),
            _ => m.country.clone(),
        });
        self.links.actors.push(Actor {
            name: Cow::Borrowed(name),
            kind: SourceKind::Nominal,
            actor_type,
            country,
            roles: Few::new(),
            belongs_to: SmallVec::new(),
            could_be: SmallVec::new(),
            aliases: Few::new(),
            mentions: SmallVec::new(),
            rule: attribution.rule,
        });
        self.nouns.push(self.context.doc.word(head));
        self.meant.push(if actor_type == ActorType::Organization { 1 } else { 0 });
        self.links.actors.len() - 1
    }

    /// A nominal actor that a pronoun refers to, which is reason enough to keep it.
    pub(super) fn referred(&mut self, attribution: &Attribution<'a>, tokens: TokenSpan, head: usize) -> usize {
        let actor = self.nominal(attribution, tokens, head);
        self.meant[actor - self.named] += 1;
        actor
    }

    /// A singular noun for a person.
    pub(super) fn person(&self, at: usize) -> bool {
        let lexicon = self.context.lexicon;
        let t = self.context.doc.token(at);
        t.tag != Tag::Plural
            && (lexicon.is(t, Class::Title) || lexicon.entry(t, Class::Role).is_some_and(|e| lexicon.names().person_role(e)))
    }

    fn number_of(&self, tokens: TokenSpan, head: usize) -> Option<Number> {
        let doc = &self.context.doc;
        if doc.tag(head) == Tag::Plural || tokens.range().any(|k| matches!(doc.word(k), "and")) {
            return Some(Number::They);
        }
        (doc.tag(head) == Tag::Noun && !self.person(head)).then_some(Number::It)
    }

    /// Nominal actors that nothing but their own source means are left to the source's words.
    fn drop_unused(&mut self) {
        let mut place: SmallVec<[Option<usize>; 16]> = SmallVec::new();
        let mut kept = self.named;
        for &meant in &self.meant {
            place.push((meant >= 2).then_some(kept));
            kept += usize::from(meant >= 2);
        }
        let (named, mut n) = (self.named, 0);
        self.links.actors.retain(|_| {
            n += 1;
            n <= named || place[n - 1 - named].is_some()
        });
        for source in &mut self.links.source_actor {
            *source = source.and_then(|a| if a < named { Some(a) } else { place[a - named] });
        }
    }
}
