//! Letters that stand for a body: the initials of its name, and letters in brackets behind the name or behind a noun that names
//! no other body.

use smol_str::SmolStrBuilder;

use super::alias::{Alias, NO_WORDS, with_word};
use crate::extract::{ActorType, Mention};
use crate::lexicon::Class;
use crate::text::{TokenKind, TokenSpan, fold_hash};

impl Alias<'_, '_> {
    /// The keys of the letters that may stand for a name: its capitals, all its initials, its capitals without the first.
    pub(super) fn acronyms(&self, tokens: TokenSpan) -> [Option<u32>; 3] {
        let (mut capitals, mut all) = (SmolStrBuilder::new(), SmolStrBuilder::new());
        for k in self.words(tokens) {
            let Some(c) = self.word(k).chars().next() else { continue };
            if c.is_uppercase() {
                capitals.push(c);
            }
            all.push(c);
        }
        let (capitals, all) = (capitals.finish(), all.finish());
        let key = |letters: &str| with_word(NO_WORDS, fold_hash(letters));
        let without_first = capitals.chars().next().map_or(0, char::len_utf8);
        [
            (capitals.len() >= 2).then(|| key(&capitals)),
            (all != capitals && all.len() >= 2).then(|| key(&all)),
            (capitals.len() >= 4).then(|| key(&capitals[without_first..])),
        ]
    }

    /// "the state ferry company (SOFERA)": letters in brackets behind the noun of a body that has no other name here.
    pub(super) fn glosses(&self, m: &Mention<'_>) -> bool {
        let start = m.tokens.start as usize;
        let (doc, lexicon) = (&self.context.doc, self.context.lexicon);
        start >= 2
            && self.in_brackets(m.tokens)
            && self.upper(m.tokens)
            && !doc.token(start - 2).capital()
            && lexicon
                .entry(doc.token(start - 2), Class::OrganizationNoun)
                .is_some_and(|e| lexicon.row(Class::OrganizationNoun, e).cells[0] == "true")
    }

    /// Nothing else stands in the brackets around a mention.
    pub(super) fn in_brackets(&self, tokens: TokenSpan) -> bool {
        tokens.start > 0
            && self.context.doc.kind(tokens.start as usize - 1) == TokenKind::Open
            && self.context.doc.kind(tokens.end as usize) == TokenKind::Close
    }

    /// "the National Institute for Space Research (INPE)": the cluster of the name that the letters of another language stand
    /// right behind in brackets.
    pub(super) fn behind_its_name(&self, n: usize) -> Option<u32> {
        let m = &self.mentions[n];
        let open = (m.tokens.start as usize).checked_sub(1)?;
        let name = &self.mentions[n.checked_sub(1)?];
        let body = m.kind == ActorType::Organization && m.canonical.is_none() && self.upper(m.tokens) && m.tokens.len() == 1;
        let letters = self.context.doc.word(m.tokens.start as usize).len() >= 3;
        let behind = name.kind == ActorType::Organization && name.tokens.end as usize == open && self.words(name.tokens).count() > 2;
        if !(body && letters && behind && self.in_brackets(m.tokens)) {
            return None;
        }
        self.clusters.iter().position(|c| c.mentions.iter().any(|&(k, _)| k + 1 == n)).map(|c| c as u32)
    }
}
