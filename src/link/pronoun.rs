//! Pronouns to actors: the last source that fits, or whoever opened the sentence before.
//!
//! What speaks is mostly what spoke; a person or body that opens a sentence after the last source takes its place.

use super::resolve::{Number, REACH, Resolve};
use crate::extract::{ActorType, Attribution, Mention};
use crate::lexicon::{Class, Gender, small_singular};
use crate::text::{ChunkKind, Tag, TokenKind, TokenSpan};

/// How many mentions of a person are read for a title or a first name that tells the gender; who is named often is told early.
const MENTIONS: usize = 32;

impl<'a> Resolve<'_, 'a> {
    pub(super) fn pronoun(&self, tokens: TokenSpan) -> Option<Number> {
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

    pub(super) fn relative(&self, tokens: TokenSpan) -> bool {
        tokens.len() == 1 && matches!(self.context.doc.word(tokens.start as usize), "who" | "which" | "that")
    }

    pub(super) fn actor_number(&self, actor: usize) -> Option<Number> {
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

    pub(super) fn gender(&self, actor: usize) -> Gender {
        let lexicon = self.context.lexicon;
        let doc = &self.context.doc;
        for &(m, _) in self.links.actors[actor].mentions.iter().take(MENTIONS) {
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
    pub(super) fn meant_by(&mut self, attribution: &Attribution<'a>, number: Number, tokens: TokenSpan, sentence: usize) -> Option<usize> {
        let fits = |actor: usize, known: Option<Number>| {
            let kind = self.links.actors[actor].actor_type;
            match number {
                Number::He => kind == ActorType::Person && known != Some(Number::She) && known != Some(Number::They),
                Number::She => kind == ActorType::Person && known != Some(Number::He) && known != Some(Number::They),
                Number::It => {
                    (matches!(kind, ActorType::Organization | ActorType::Country) || kind == ActorType::Group && known == Some(Number::It))
                        && known != Some(Number::They)
                }
                Number::They => known == Some(Number::They) || kind == ActorType::Group && known != Some(Number::It),
            }
        };
        let doc = &self.context.doc;
        let at = tokens.start as usize;
        let source = self.sources.iter().rev().take_while(|c| c.sentence + REACH >= sentence).find(|c| fits(c.actor, c.number));
        let opening = self.opening(number, at, sentence);
        let mut near = self.before(at).take_while(|(_, m)| doc.sentence_index(m.tokens.start as usize) + 3 >= sentence);
        let mention = near.find(|(n, m)| {
            self.actor_of[*n] != usize::MAX
                && !matches!(m.kind, ActorType::Location | ActorType::Country | ActorType::Group)
                && (number != Number::It || self.opens_sentence(m.tokens.start as usize))
                && fits(self.actor_of[*n], self.actor_number(self.actor_of[*n]))
        });
        let mention = mention.filter(|&(n, m)| {
            // "Lena Voss and Petra Lund met": either can be "she".
            let other = n.checked_sub(1).filter(|&other| self.actor_of[other] != self.actor_of[n]);
            !other.is_some_and(|other| {
                let before = self.findings.mentions[other].tokens.end;
                before + 1 == m.tokens.start
                    && doc.tag(before as usize) == Tag::Conj
                    && self.actor_of[other] != usize::MAX
                    && fits(self.actor_of[other], self.actor_number(self.actor_of[other]))
            })
        });
        // "Lena Voss met Petra Lund": where neither spoke before, either can be "she".
        let mention = mention.filter(|&(n, m)| {
            let of_sentence = |other: &(usize, &Mention<'a>)| {
                doc.sentence_index(other.1.tokens.start as usize) == doc.sentence_index(m.tokens.start as usize)
            };
            let rival = |(other, named): &(usize, &Mention<'a>)| {
                let actor = self.actor_of[*other];
                if actor == usize::MAX || actor == self.actor_of[n] || named.kind != ActorType::Person {
                    return false;
                }
                // One known to be a woman means "she" better than one of whom nothing is known.
                let known = self.actor_number(actor);
                known == self.actor_number(self.actor_of[n]) && fits(actor, known)
            };
            source.is_some()
                || !matches!(number, Number::He | Number::She)
                || !self.before(m.tokens.start as usize).take_while(of_sentence).any(|other| rival(&other))
        });
        let since = opening.is_some_and(|(_, head)| source.is_none_or(|c| c.sentence < doc.sentence_index(head)));
        if let (true, Some((chunk, head))) = (since, opening) {
            let word = doc.word(chunk.start as usize);
            let known = if word == "The" { self.definite(chunk, head) } else { None };
            return Some(known.unwrap_or_else(|| self.referred(attribution, chunk, head)));
        }
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

    /// The noun group that opens the sentence before, when the pronoun can mean it: "Community leaders gave another account. They …".
    pub(super) fn opening(&self, number: Number, at: usize, sentence: usize) -> Option<(TokenSpan, usize)> {
        let doc = &self.context.doc;
        // "It" must open its sentence too; "they wrote" may close one.
        let opens = doc.sentence(at).tokens.start as usize + 2 >= at;
        if !(number == Number::They || number == Number::It && opens) {
            return None;
        }
        let before = doc.analysis.sentences.get(sentence.checked_sub(1)?)?.tokens;
        // The subject: the first noun group for people or a body that no preposition and no verb governs.
        let first = doc.analysis.chunks.partition_point(|c| c.tokens.start < before.start);
        let chunk = doc.analysis.chunks[first..].iter().take_while(|c| c.tokens.end <= before.end).find(|c| {
            let free = c.tokens.start == before.start || {
                let tag = doc.tag(c.tokens.start as usize - 1);
                tag != Tag::Prep && tag != Tag::To && !tag.is_verb()
            };
            let head = c.head as usize;
            c.kind == ChunkKind::Noun
                && free
                && if number == Number::They { self.people(head) } else { doc.tag(head) == Tag::Noun && self.acts(head) }
        })?;
        let head = chunk.head as usize;
        let named = self.mentions_in(chunk.tokens).any(|(_, m)| m.tokens.holds(head));
        (!named).then_some((chunk.tokens, head))
    }

    /// A plural noun for persons.
    fn people(&self, at: usize) -> bool {
        let doc = &self.context.doc;
        let lexicon = self.context.lexicon;
        if doc.tag(at) != Tag::Plural {
            return false;
        }
        let words = lexicon.vocabulary();
        let singular = words.info(words.get(&small_singular(doc.word(at))));
        lexicon.is(doc.token(at), Class::Role) || singular.classes & (Class::Role.bit() | Class::Title.bit()) != 0
    }

    /// The subject place of its sentence: nothing but a title or an article before it.
    pub(super) fn opens_sentence(&self, at: usize) -> bool {
        let start = self.context.doc.sentence(at).tokens.start as usize;
        at - start <= 3
    }

    /// Whom a relative pronoun stands behind.
    pub(super) fn antecedent(&mut self, attribution: &Attribution<'a>, tokens: TokenSpan) -> Option<usize> {
        let doc = self.context.doc;
        let at = tokens.start as usize;
        let mut back = at.checked_sub(1)?;
        if doc.kind(back) == TokenKind::Comma {
            back = back.checked_sub(1)?;
        }
        let sentence = doc.sentence(at).tokens.start;
        // "Petra Lund, a baker in Odense, who": the person before the apposition.
        let person = self.before(at).find(|(_, m)| {
            m.tokens.end as usize <= at && m.tokens.start >= sentence && m.kind == ActorType::Person && at - m.tokens.end as usize <= 12
        });
        let direct = self.before(at).find(|(_, m)| m.tokens.holds(back) && m.kind != ActorType::Group).map(|(n, _)| n);
        let who = matches!(doc.word(at), "who");
        match (direct, person) {
            (Some(n), _) if !who || self.findings.mentions[n].kind == ActorType::Person => Some(self.actor_of[n]),
            (_, Some((n, _))) if who => Some(self.actor_of[n]),
            _ => {
                // "a memo from the port authority, which hinted"
                let chunk = doc.chunk(back).filter(|c| c.head as usize == back)?;
                let mut start = chunk.tokens.start as usize;
                if start > 0 && doc.kind(start - 1) == TokenKind::Clitic {
                    start = doc.chunk(start - 1).or_else(|| doc.chunk(start.saturating_sub(2))).map_or(start, |c| c.tokens.start as usize);
                }
                let phrase = TokenSpan::new(start, chunk.tokens.end as usize);
                (self.acts(back) || self.person(back) || self.context.lexicon.is(doc.token(back), Class::Role))
                    .then(|| self.referred(attribution, phrase, back))
            }
        }
    }
}
