//! Names that stand beside the noun of a source: in apposition, in brackets, in one of the next sentences.
//!
//! "The panel, the Brandt Council", "the state ferry company (SOFERA)", "the harvest board, known as ONRA": the noun says what somebody
//! is and the name who, so that both are one actor, and the noun alone means it later.

use super::resolve::{REACH, Resolve};
use crate::extract::ActorType;
use crate::lexicon::Class;
use crate::text::{Flags, Tag, TokenKind, TokenSpan};

impl Resolve<'_, '_> {
    /// "A doctors' group said … . The group, the Kordal Committee, blamed", "its director said. Ana Brenno, the director, …": the name
    /// that one of the next sentences gives to the same noun.
    pub(super) fn named_soon(&self, head: usize) -> Option<usize> {
        let doc = &self.context.doc;
        let word = doc.token(head).hash;
        let next = doc.sentence_index(head) + 1;
        let sentences = doc.analysis.sentences.get(next..)?.iter().take(2);
        for start in sentences.map(|s| s.tokens.start as usize) {
            let first = self.findings.mentions.partition_point(|m| (m.tokens.start as usize) < start);
            let m = self.findings.mentions.get(first)?;
            let at = m.tokens.start as usize;
            let named = matches!(m.kind, ActorType::Person | ActorType::Organization);
            if named && at <= start + 4 && self.apposed_noun(m.tokens).is_some_and(|noun| doc.token(noun).hash == word) {
                return Some(first);
            }
        }
        None
    }

    /// The noun that stands in apposition to a name: "the panel, the Brandt Council", "Ivo Marek, the harbour master".
    pub(super) fn apposed_noun(&self, name: TokenSpan) -> Option<usize> {
        let doc = &self.context.doc;
        let (start, end) = (name.start as usize, name.end as usize);
        let before = start - usize::from(start > 0 && doc.word(start - 1) == "the");
        if before >= 2 + doc.sentence(start).tokens.start as usize
            && doc.kind(before - 1) == TokenKind::Comma
            && doc.tag(before - 2) == Tag::Noun
        {
            return Some(before - 2);
        }
        let behind =
            doc.kind(end) == TokenKind::Comma && doc.get(end + 2).is_some() && doc.word(end + 1) == "the" && doc.tag(end + 2) == Tag::Noun;
        behind.then_some(end + 2)
    }

    /// "A doctors' group said … The group, the Kordal Medical Committee, blamed": the nameless source before has its name now.
    pub(super) fn named_at_last(&mut self, head: usize, actor: usize) {
        let word = self.context.doc.word(head);
        let sentence = self.context.doc.sentence_index(head);
        let named = self.named;
        let same = self
            .sources
            .iter()
            .rev()
            .take_while(|c| c.sentence + REACH >= sentence)
            .find(|c| c.actor >= named && self.nouns[c.actor - named].eq_ignore_ascii_case(word));
        let Some(nominal) = same.map(|c| c.actor) else { return };
        self.meant[nominal - named] = 0;
        for known in self.links.source_actor.iter_mut().filter(|a| **a == Some(nominal)) {
            *known = Some(actor);
        }
        for source in self.sources.iter_mut().filter(|c| c.actor == nominal) {
            source.actor = actor;
        }
    }

    /// The name that stands in apposition to the head, in the phrase or, when the phrase was cut at the comma, right behind it.
    pub(super) fn apposed(&self, tokens: TokenSpan, head: usize) -> Option<usize> {
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

    /// The name in brackets behind a noun for an acting body: "the state ferry company (SOFERA)", or behind "known as". Brackets behind
    /// any other noun say where somebody is or whom he stands for: "the governor (Ruritania)", "the senator (DEM)".
    pub(super) fn glossed(&self, head: usize) -> Option<usize> {
        let doc = &self.context.doc;
        if !self.acts(head) || doc.tag(head) == Tag::Plural {
            return None;
        }
        let at = match doc.kind(head + 1) {
            TokenKind::Open => head + 2,
            TokenKind::Comma if matches!(doc.word(head + 2), "known" | "called") => {
                let reason = (head + 3..head + 8).take_while(|&k| doc.kind(k) == TokenKind::Word && !doc.token(k).capital());
                head + 3 + reason.count()
            }
            _ => return None,
        };
        let n = self.name_at(at)?;
        let name = &self.findings.mentions[n];
        let end = name.tokens.end as usize;
        let closed = match doc.kind(head + 1) {
            TokenKind::Open => doc.kind(end) == TokenKind::Close,
            _ => doc.kind(end) == TokenKind::Comma,
        };
        let acronym = doc.has(at, Flags::UPPER) || self.context.lexicon.is(doc.token(at), Class::Organization);
        (closed && acronym && name.kind == ActorType::Organization && name.tokens.start as usize == at && name.tokens.len() == 1)
            .then_some(n)
    }
}
