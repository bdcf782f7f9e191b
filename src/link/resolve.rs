//! Sources to actors: names, pronouns, definite nouns and documents.
//!
//! "He", "the ministry" and "the commission's chair, Joseph Addy" are somebody. The attributions are read in text order and the
//! sources so far are remembered: a pronoun takes the last source that fits it, a definite noun the last actor that its word
//! names. A nameless organisation that speaks becomes an actor of its own, and so does any nameless source that is spoken of again.

use std::borrow::Cow;

use super::{Actor, Links};
use crate::extract::{ActorType, Attribution, Context, Findings, Mention, SourceKind};
use crate::lexicon::{Class, Gender};
use crate::text::{Tag, TokenKind, TokenSpan};

/// How far back, in sentences, a pronoun may reach for a source.
const REACH: usize = 4;
/// How many mentions, actors or sources back a word may reach: enough for any article, and a bound for texts without end.
const LOOK_BACK: usize = 400;

/// What a source phrase is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Number {
    He,
    She,
    It,
    They,
}

/// Somebody who can be meant by a later word.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    actor: usize,
    number: Option<Number>,
    sentence: usize,
}

struct Resolve<'c, 'a> {
    context: &'c Context<'a>,
    findings: &'c Findings<'a>,
    links: &'c mut Links<'a>,
    /// The actor of each mention.
    actor_of: Vec<usize>,
    /// The sources so far, in order.
    sources: Vec<Candidate>,
    /// How often a nominal actor was meant, from the first nominal one on.
    meant: Vec<u32>,
    named: usize,
}

/// Fills `links.source_actor`, adding nominal actors.
pub(super) fn sources<'a>(context: &Context<'a>, findings: &Findings<'a>, links: &mut Links<'a>) {
    let mut actor_of = vec![usize::MAX; findings.mentions.len()];
    for (n, actor) in links.actors.iter().enumerate() {
        for &(m, _) in &actor.mentions {
            actor_of[m] = n;
        }
    }
    let named = links.actors.len();
    let mut resolve = Resolve { context, findings, links, actor_of, sources: Vec::new(), meant: Vec::new(), named };
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
            Some(number) => (self.meant_by(number, tokens, sentence)?, Some(number)),
            None if self.relative(tokens) => (self.antecedent(tokens)?, None),
            None => (self.phrase(attribution, tokens, head), self.number_of(tokens, head)),
        };
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

    fn pronoun(&self, tokens: TokenSpan) -> Option<Number> {
        if tokens.len() != 1 {
            return None;
        }
        Some(match self.context.doc.word(tokens.start as usize) {
            "he" | "He" => Number::He,
            "she" | "She" => Number::She,
            "it" | "It" => Number::It,
            "they" | "They" | "both" | "Both" => Number::They,
            _ => return None,
        })
    }

    fn relative(&self, tokens: TokenSpan) -> bool {
        tokens.len() == 1 && matches!(self.context.doc.word(tokens.start as usize), "who" | "which" | "that")
    }

    /// The mentions that lie in `tokens`.
    fn mentions_in(&self, tokens: TokenSpan) -> impl Iterator<Item = (usize, &Mention<'a>)> {
        let from = self.findings.mentions.partition_point(|m| m.tokens.start < tokens.start);
        self.findings.mentions[from..]
            .iter()
            .enumerate()
            .map(move |(n, m)| (from + n, m))
            .take_while(move |(_, m)| m.tokens.end <= tokens.end)
    }

    /// The mentions that begin before token `at`, the nearest first.
    fn before(&self, at: usize) -> impl Iterator<Item = (usize, &'c Mention<'a>)> + use<'c, 'a> {
        let to = self.findings.mentions.partition_point(|m| (m.tokens.start as usize) < at);
        self.findings.mentions[..to].iter().enumerate().rev().take(LOOK_BACK)
    }

    /// The actor of a source phrase that is no pronoun.
    fn phrase(&mut self, attribution: &Attribution<'a>, tokens: TokenSpan, head: usize) -> usize {
        let lexicon = self.context.lexicon;
        let doc = self.context.doc;
        // The name that is the head.
        let at_head = self.mentions_in(tokens).find(|(_, m)| m.tokens.holds(head) && m.kind != ActorType::Group).map(|(n, _)| n);
        if let Some(n) = at_head {
            // "Facebook co-founder Mark Zuckerberg": the person stands behind.
            return self.actor_of[n];
        }
        // "the town's vice mayor, Rodelio Abad", "a farmer who gave his name as Ko Lwin": a person or organisation in apposition.
        if let Some(n) = self.apposed(tokens, head) {
            return self.actor_of[n];
        }
        // "an Ipsos poll", "a study by the Economic Institute".
        if lexicon.is(doc.token(head), Class::DocumentNoun)
            && let Some((n, _)) = self.mentions_in(tokens).find(|(_, m)| m.kind == ActorType::Organization)
        {
            return self.actor_of[n];
        }
        // "Rome" in "Rome and Tunis", "the UN": a phrase that begins with a name and goes on with "and".
        let definite = matches!(doc.word(tokens.start as usize), "the" | "The" | "its" | "Its" | "their" | "Their");
        if definite && let Some(actor) = self.definite(tokens, head) {
            return actor;
        }
        self.nominal(attribution, tokens, head)
    }

    /// The name that stands in apposition to the head, in the phrase or, when the phrase was cut at the comma, right behind it.
    fn apposed(&self, tokens: TokenSpan, head: usize) -> Option<usize> {
        let doc = self.context.doc;
        let end = tokens.end as usize;
        let inside = self.mentions_in(tokens).find(|(_, m)| {
            let start = m.tokens.start as usize;
            if start <= head {
                return false;
            }
            match m.kind {
                ActorType::Person => {
                    let comma = (head + 1..start).find(|&k| doc.kind(k) == TokenKind::Comma);
                    start == head + 1
                        || matches!(doc.word(start - 1), "as" | "named" | "called" | "the")
                        || comma.is_some_and(|c| start - c <= 7 && !(c + 1..start).any(|k| matches!(doc.tag(k), Tag::Prep | Tag::Wh)))
                }
                ActorType::Organization => start == head + 1 || doc.kind(start - 1) == TokenKind::Comma,
                _ => false,
            }
        });
        if let Some((n, _)) = inside {
            return Some(n);
        }
        let singular = doc.tag(head) != Tag::Plural && (self.acts(head) || self.person(head)) && head + 1 == end;
        if !singular || doc.kind(end) != TokenKind::Comma {
            return None;
        }
        let n = self.findings.mentions.partition_point(|m| (m.tokens.start as usize) < end + 1);
        let m = self.findings.mentions.get(n).filter(|m| m.tokens.start as usize == end + 1)?;
        let closed = matches!(doc.kind(m.tokens.end as usize), TokenKind::Comma | TokenKind::Period);
        (closed && matches!(m.kind, ActorType::Person | ActorType::Organization)).then_some(n)
    }

    /// "The commission" of the Electoral Commission, "the minister" of a person with that office, "the ministry" named before.
    fn definite(&self, tokens: TokenSpan, head: usize) -> Option<usize> {
        let doc = self.context.doc;
        let bare = head - tokens.start as usize <= 1 && head + 1 == tokens.end as usize;
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
        let mut best: Option<usize> = None;
        for (n, m) in self.before(before) {
            let holds = match m.kind {
                ActorType::Organization => m.tokens.range().any(|k| doc.token(k).hash == word),
                ActorType::Person => {
                    m.roles.iter().any(|r| r.split_whitespace().next_back().is_some_and(|w| crate::text::fold_hash(w) == word))
                }
                _ => false,
            };
            if holds {
                best = Some(self.actor_of[n]);
                break;
            }
        }
        if best.is_some() {
            return best;
        }
        // A nominal source with the same head.
        let folded = doc.word(head).to_lowercase();
        if let Some(c) =
            self.sources.iter().rev().find(|c| {
                self.links.actors[c.actor].kind == SourceKind::Nominal && ends_with_word(&self.links.actors[c.actor].name, &folded)
            })
        {
            return Some(c.actor);
        }
        // "the company", "the group", "the agency": the last organisation that spoke, or was named in the sentence before.
        if self.acts(head) && self.generic(head) {
            let sentence = doc.sentence_index(before);
            let spoke = self
                .sources
                .iter()
                .rev()
                .take_while(|c| c.sentence + REACH >= sentence)
                .find(|c| self.links.actors[c.actor].actor_type == ActorType::Organization);
            if let Some(c) = spoke {
                return Some(c.actor);
            }
            let near = self.findings.mentions.iter().enumerate().rev().find(|(_, m)| {
                (m.tokens.start as usize) < before
                    && m.kind == ActorType::Organization
                    && doc.sentence_index(m.tokens.start as usize) + 2 >= sentence
            });
            return near.map(|(n, _)| self.actor_of[n]);
        }
        None
    }

    /// A noun so wide that it can stand for any organisation of its kind.
    fn generic(&self, at: usize) -> bool {
        matches!(
            self.context.doc.word(at),
            "company"
                | "group"
                | "organization"
                | "organisation"
                | "agency"
                | "firm"
                | "institute"
                | "pollster"
                | "newspaper"
                | "broadcaster"
                | "charity"
                | "institution"
                | "automaker"
                | "carmaker"
                | "retailer"
                | "lender"
                | "network"
                | "website"
                | "publisher"
                | "maker"
                | "manufacturer"
                | "airline"
        )
    }

    fn acts(&self, at: usize) -> bool {
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
    fn nominal(&mut self, attribution: &Attribution<'a>, tokens: TokenSpan, head: usize) -> usize {
        let name = self.without_article(tokens);
        let actor_type = match () {
            () if self.acts(head) => ActorType::Organization,
            () if self.person(head) => ActorType::Person,
            () => ActorType::Group,
        };
        let country = self.mentions_in(tokens).find_map(|(_, m)| m.country.clone());
        self.links.actors.push(Actor {
            name: Cow::Borrowed(name),
            kind: SourceKind::Nominal,
            actor_type,
            country,
            roles: Vec::new(),
            aliases: Vec::new(),
            mentions: Vec::new(),
            rule: attribution.rule,
        });
        self.meant.push(if actor_type == ActorType::Organization { 1 } else { 0 });
        self.links.actors.len() - 1
    }

    /// A singular noun for a person.
    fn person(&self, at: usize) -> bool {
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
        None
    }

    fn actor_number(&self, actor: usize) -> Option<Number> {
        let a = &self.links.actors[actor];
        match a.actor_type {
            ActorType::Person => match self.gender(actor) {
                Gender::Male => Some(Number::He),
                Gender::Female => Some(Number::She),
                Gender::Open => None,
            },
            ActorType::Group => Some(Number::They),
            _ => Some(Number::It),
        }
    }

    fn gender(&self, actor: usize) -> Gender {
        let lexicon = self.context.lexicon;
        let doc = &self.context.doc;
        for &(m, _) in &self.links.actors[actor].mentions {
            let start = self.findings.mentions[m].tokens.start as usize;
            let mut before = start.saturating_sub(1);
            if doc.kind(before) == TokenKind::Period && before > 0 {
                before -= 1;
            }
            if let Some(entry) = lexicon.entry(doc.token(before), Class::Title)
                && doc.token(before).capital()
                && lexicon.names().title(entry) != Gender::Open
            {
                return lexicon.names().title(entry);
            }
            if let Some(entry) = lexicon.entry(doc.token(start), Class::FirstName)
                && self.findings.mentions[m].tokens.len() > 1
            {
                return lexicon.names().first_name(entry).gender;
            }
        }
        Gender::Open
    }

    /// The actor that a pronoun means: the last source that fits, or the last person or organisation named before it.
    fn meant_by(&self, number: Number, tokens: TokenSpan, sentence: usize) -> Option<usize> {
        let fits = |actor: usize, known: Option<Number>| {
            let kind = self.links.actors[actor].actor_type;
            match number {
                Number::He => kind == ActorType::Person && known != Some(Number::She) && known != Some(Number::They),
                Number::She => kind == ActorType::Person && known != Some(Number::He) && known != Some(Number::They),
                Number::It => matches!(kind, ActorType::Organization | ActorType::Country) && known != Some(Number::They),
                Number::They => known == Some(Number::They) || kind == ActorType::Group,
            }
        };
        let doc = &self.context.doc;
        let at = tokens.start as usize;
        let source = self.sources.iter().rev().take_while(|c| c.sentence + REACH >= sentence).find(|c| fits(c.actor, c.number));
        let mention = self.before(at).find(|(n, m)| {
            doc.sentence_index(m.tokens.start as usize) + 3 >= sentence
                && self.actor_of[*n] != usize::MAX
                && !matches!(m.kind, ActorType::Location | ActorType::Country | ActorType::Group)
                && fits(self.actor_of[*n], self.actor_number(self.actor_of[*n]))
        });
        match (source, mention) {
            // A person who opened a sentence after the last source spoke is the one spoken of now.
            (Some(c), Some((n, m))) => {
                let later = doc.sentence_index(m.tokens.start as usize) > c.sentence && self.opens_sentence(m.tokens.start as usize);
                Some(if later { self.actor_of[n] } else { c.actor })
            }
            (Some(c), None) => Some(c.actor),
            (None, Some((n, _))) if number != Number::They => Some(self.actor_of[n]),
            _ => None,
        }
    }

    /// The subject place of its sentence: nothing but a title or an article before it.
    fn opens_sentence(&self, at: usize) -> bool {
        let start = self.context.doc.sentence(at).tokens.start as usize;
        at - start <= 3
    }

    /// Whom a relative pronoun stands behind.
    fn antecedent(&mut self, tokens: TokenSpan) -> Option<usize> {
        let doc = self.context.doc;
        let at = tokens.start as usize;
        let mut back = at.checked_sub(1)?;
        if doc.kind(back) == TokenKind::Comma {
            back = back.checked_sub(1)?;
        }
        let sentence = doc.sentence(at).tokens.start;
        // "Ibrahim Sangaré, a teacher in Ménaka, who": the person before the apposition.
        let person = self.before(at).find(|(_, m)| {
            m.tokens.end as usize <= at && m.tokens.start >= sentence && m.kind == ActorType::Person && at - m.tokens.end as usize <= 12
        });
        let direct = self.before(at).find(|(_, m)| m.tokens.holds(back) && m.kind != ActorType::Group).map(|(n, _)| n);
        let who = matches!(doc.word(at), "who");
        match (direct, person) {
            (Some(n), _) if !who || self.findings.mentions[n].kind == ActorType::Person => Some(self.actor_of[n]),
            (_, Some((n, _))) if who => Some(self.actor_of[n]),
            _ => None,
        }
    }

    /// Nominal actors that nothing but their own source means are left to the source's words.
    fn drop_unused(&mut self) {
        let mut place = Vec::with_capacity(self.meant.len());
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

fn ends_with_word(name: &str, word: &str) -> bool {
    name.len() >= word.len() && name.is_char_boundary(name.len() - word.len()) && name[name.len() - word.len()..].eq_ignore_ascii_case(word)
}
