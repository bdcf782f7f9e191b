//! What the pass asks of the tokens: short questions with answers also past the ends of the text, so that rules can look
//! around a number without checking bounds.

use super::word_list::{Words, words};
use std::cell::OnceCell;

use crate::extract::{Context, Mention};
use crate::lexicon::{CalendarKind, ChangeKind, Class, EventKind, NumberKind, NumberWord, small_singular};
use crate::text::{Flags, Tag, Token, TokenKind};

/// The document and the lexicon, asked by token index. An index past either end is a token that is nothing.
#[derive(Clone, Copy)]
pub(super) struct View<'c, 'a> {
    pub context: &'c Context<'a>,
    /// The names that the actor pass found.
    pub mentions: &'c [Mention<'a>],
    /// Codes of the countries among them, once somebody has asked.
    pub named: &'c OnceCell<Vec<&'c str>>,
}

impl<'c, 'a> View<'c, 'a> {
    /// Codes of the countries that the article names, the most often named first.
    pub fn countries(&self) -> &'c [&'c str] {
        self.named.get_or_init(|| {
            let mut counts: Vec<(usize, &str)> = Vec::new();
            for code in self.mentions.iter().filter_map(|m| m.country.as_deref()) {
                match counts.iter_mut().find(|(_, c)| *c == code) {
                    Some((n, _)) => *n += 1,
                    None => counts.push((1, code)),
                }
            }
            counts.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
            counts.into_iter().map(|(_, code)| code).collect()
        })
    }

    /// The mention that holds token `at`.
    pub fn mention(&self, at: usize) -> Option<&Mention<'a>> {
        let n = self.mentions.partition_point(|m| m.tokens.end as usize <= at);
        self.mentions.get(n).filter(|m| m.tokens.holds(at))
    }

    pub fn tokens(&self) -> &'a [Token] {
        self.context.doc.tokens()
    }

    pub fn get(&self, at: usize) -> Option<&'a Token> {
        self.tokens().get(at)
    }

    pub fn kind(&self, at: usize) -> TokenKind {
        self.context.doc.kind(at)
    }

    pub fn tag(&self, at: usize) -> Tag {
        self.context.doc.tag(at)
    }

    #[inline]
    pub fn word(&self, at: usize) -> &'a str {
        self.get(at).map_or("", |t| &self.context.doc.text[t.start as usize..t.end as usize])
    }

    #[inline]
    pub fn is(&self, at: usize, word: &str) -> bool {
        self.word(at).eq_ignore_ascii_case(word)
    }

    #[inline]
    pub fn any<'w>(&self, at: usize, words: impl Into<Words<'w>>) -> bool {
        words.into().hold(self.word(at))
    }

    /// The base form of the word, as the lexicon knows it.
    pub fn lemma(&self, at: usize) -> &'a str {
        self.get(at).map_or("", |t| self.context.lexicon.lemma(t))
    }

    /// The lexicon knows the word with this tag, whatever it is tagged here.
    pub fn possible(&self, at: usize, tag: Tag) -> bool {
        self.get(at).is_some_and(|t| self.context.lexicon.info(t).tags.has(tag))
    }

    /// The token stands right behind the one before, without space.
    pub fn adjoins(&self, at: usize) -> bool {
        self.get(at).is_some_and(|t| !t.spaced())
    }

    pub fn has(&self, at: usize, flags: Flags) -> bool {
        self.context.doc.has(at, flags)
    }

    pub fn capital(&self, at: usize) -> bool {
        self.has(at, Flags::CAPITAL)
    }

    pub fn is_class(&self, at: usize, class: Class) -> bool {
        self.get(at).is_some_and(|t| self.context.lexicon.is(t, class))
    }

    pub fn number(&self, at: usize) -> Option<NumberWord> {
        let entry = self.context.lexicon.entry(self.get(at)?, Class::Number)?;
        Some(self.context.lexicon.amounts().numbers[entry.0 as usize])
    }

    pub fn number_kind(&self, at: usize) -> Option<NumberKind> {
        self.number(at).map(|n| n.kind)
    }

    pub fn calendar(&self, at: usize) -> Option<CalendarKind> {
        let entry = self.context.lexicon.entry(self.get(at)?, Class::Clock)?;
        Some(self.context.lexicon.amounts().calendar[entry.0 as usize])
    }

    /// The month at `at`: a month name that is no other word here ("may", "march" in small letters).
    pub fn month(&self, at: usize) -> bool {
        // Text without capitals still has "on may 19" and "dec. 12".
        let dated = || match self.is(at, "may") || self.is(at, "march") {
            true => self.any(at.wrapping_sub(1), words!["on", "since", "until", "late", "early", "mid"]),
            false => self.kind(at + 1) == TokenKind::Period,
        };
        self.calendar(at) == Some(CalendarKind::Month)
            && (self.capital(at) || !self.any(at, words!["may", "march", "mar", "dec", "jun"]) || dated())
    }

    /// The event word at `at`, found by its base form or as written.
    pub fn event(&self, at: usize) -> Option<EventKind> {
        let token = self.get(at)?;
        let lexicon = self.context.lexicon;
        let known = |word| lexicon.entry(&Token { word, ..*token }, Class::Event);
        let entry = known(token.word).or_else(|| known(lexicon.info(token).lemma)).or_else(|| {
            let word = self.word(at);
            word.ends_with('s').then(|| lexicon.vocabulary().get(&small_singular(word))).and_then(known)
        })?;
        Some(lexicon.amounts().events[entry.0 as usize])
    }

    /// The direction and sort of the change word at `at`, found by its base form or as written.
    pub fn change(&self, at: usize) -> Option<(bool, ChangeKind)> {
        let token = self.get(at)?;
        let lexicon = self.context.lexicon;
        let known = |word| lexicon.entry(&Token { word, ..*token }, Class::Change);
        let entry = known(token.word).or_else(|| known(lexicon.info(token).lemma))?;
        Some(lexicon.amounts().changes[entry.0 as usize])
    }

    /// Past a hyphen that joins `at - 1` to the next word without spaces; `at` itself when there is none.
    pub fn past_hyphen(&self, at: usize) -> usize {
        if self.joined(at) { at + 1 } else { at }
    }

    /// A hyphen without spaces on either side.
    pub fn joined(&self, at: usize) -> bool {
        self.kind(at) == TokenKind::Hyphen && self.adjoins(at) && self.adjoins(at + 1)
    }

    /// A word in small letters.
    pub fn small(&self, at: usize) -> bool {
        self.kind(at) == TokenKind::Word && !self.capital(at)
    }

    /// The last token of the sentence of `at`, exclusive.
    pub fn sentence_end(&self, at: usize) -> usize {
        self.context.doc.sentence(at).tokens.end as usize
    }

    pub fn sentence_start(&self, at: usize) -> usize {
        self.context.doc.sentence(at).tokens.start as usize
    }

    /// The longest entry of `class` that ends right before `at`: the index of its first token and its row.
    pub fn ending_before(&self, at: usize, class: Class, most: usize) -> Option<(usize, usize)> {
        (1..=most.min(at)).rev().find_map(|len| {
            let found = self.context.lexicon.longest(self.tokens(), at - len, class)?;
            (found.0 == len).then_some((at - len, found.1.0 as usize))
        })
    }
}
