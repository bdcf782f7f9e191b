//! Numbers that belong to a name: inside or joined to one ("F-16"), behind a word that takes a label ("Section 427"), or behind
//! a capitalised word. In a headline with capitals throughout, the capital says nothing and the verb before the number counts.

use super::measure::Measured;
use super::number::Amount;
use super::view::View;
use super::word_list::words;
use crate::lexicon::{Class, EventKind, LabelKind};
use crate::text::{Flags, Tag, TokenKind};

/// Inside a longer name, or joined to one by a hyphen ("F-16", "Covid-19").
pub(super) fn in_name(view: View<'_, '_>, a: &Amount<'_>, m: &Measured<'_>) -> bool {
    let before = a.first.wrapping_sub(1);
    if view.kind(before) == TokenKind::Hyphen && view.adjoins(a.first) && view.adjoins(before) && a.first > 1 {
        let word = before - 1;
        let sub = view.any(word, words!["sub", "minus", "to", "plus", "by", "x", "magnitude"])
            || view.is_class(word, Class::Number)
            || view.kind(word) == TokenKind::Currency;
        let letters = view.kind(word) == TokenKind::Word && !sub;
        if letters && !(view.small(word) && m.own && view.word(word).len() > 2) {
            return true;
        }
    }
    if view.kind(before) == TokenKind::Ampersand || view.is(before, "#") {
        return true;
    }
    // "10-K", "9-iron" have letters behind; "787-9" is a chain.
    if view.joined(a.end) && !m.own && view.word(a.end + 1).len() == 1 && view.kind(a.end + 1) == TokenKind::Word {
        return true;
    }
    if let Some(mention) = view.mention(a.first)
        && mention.tokens.len() > a.end - a.first
        && mention.tokens.end as usize >= a.end
    {
        let first = mention.tokens.start as usize == a.first;
        let counts = first && view.tag(a.end).is_noun();
        return a.spelled || !counts && (first || !m.own);
    }
    false
}

/// "Section 427", "No. 10", "Stoxx 600", "Category 4".
pub(super) fn label(view: View<'_, '_>, a: &Amount<'_>, compared: bool) -> bool {
    if compared || a.scale > 1.0 {
        return false;
    }
    let before = a.first.wrapping_sub(1);
    let number = view.any(before, words!["no", "nos"])
        || view.kind(before) == TokenKind::Period && view.any(before.wrapping_sub(1), words!["no", "nos"]);
    if number && !a.spelled {
        return true;
    }
    let capitals = headline(view, a.first);
    let counted =
        view.tag(a.end) == Tag::Plural && view.small(a.end) || view.is(a.end, "people") || capitals && view.possible(a.end, Tag::Plural);
    if view.is_class(before, Class::Label)
        && let Some(entry) = view.get(before).and_then(|t| view.context.lexicon.entry(t, Class::Label))
    {
        let bare = view.context.lexicon.amounts().labels[entry.0 as usize] == LabelKind::Bare;
        if bare && (counted || a.spelled && !view.capital(a.first)) || bare && !view.capital(before) && view.tag(before) != Tag::Noun {
            return false;
        }
        return !(a.spelled && counted);
    }
    if view.any(before, words!["number", "numbered"]) {
        return true;
    }
    if capitals && view.get(before).is_some() && (befalls(view, before) || counted && verb(view, before)) {
        return false;
    }
    // A name with a number: a capitalised word right before bare digits, and nothing counted behind.
    let name = view.kind(before) == TokenKind::Word
        && view.has(before, Flags::CAPITAL)
        && (!view.has(before, Flags::SENTENCE) || matches!(view.tag(a.end), Tag::Past | Tag::Third))
        && view.tag(before) == Tag::Name
        || view.has(before, Flags::MIXED);
    let letter =
        view.word(before).len() == 1 && view.has(before, Flags::CAPITAL) && view.tag(before) == Tag::Name && view.word(before) != "I";
    if letter && a.plain && a.low >= 10.0 {
        return true;
    }
    let street = (a.end..a.end + 4)
        .any(|n| view.capital(n) && view.any(n, words!["Street", "Road", "Avenue", "Lane", "Drive", "Boulevard", "Square", "Terrace"]));
    if street && view.capital(a.end) && a.plain {
        return true;
    }
    let capital_number = a.spelled && view.capital(a.first) && !view.has(a.first, Flags::SENTENCE);
    (a.plain && a.low < 10_000.0 || capital_number) && name && view.calendar(before).is_none() && !counted && !view.tag(a.end).eq(&Tag::Adj)
}

/// "Storm Kills 41, Cuts Off Villages": every longer word of the sentence has a capital, but for words such as "after".
pub(super) fn headline(view: View<'_, '_>, at: usize) -> bool {
    let (start, end) = (view.sentence_start(at), view.sentence_end(at));
    if end - start > 24 || !view.capital(at - usize::from(at > start)) {
        return false;
    }
    let mut capitals = 0;
    for n in start..end {
        if view.capital(n) {
            capitals += 1;
        } else if view.kind(n) == TokenKind::Word && !view.has(n, Flags::DIGIT) {
            let small = view.word(n).len() <= 3 || matches!(view.tag(n), Tag::Prep | Tag::Sub | Tag::Particle | Tag::Conj | Tag::Det);
            if !small {
                return false;
            }
        }
    }
    capitals >= 3
}

/// A verb of harm or of what befalls people ("Kills", "Arrest"), or "leaves".
fn befalls(view: View<'_, '_>, at: usize) -> bool {
    let event = matches!(view.event(at), Some(EventKind::Harm | EventKind::Person)) && verb(view, at);
    at > view.sentence_start(at) && (event || view.any(at, words!["leaves", "leave", "left"]))
}

/// The lexicon knows the word as a finite verb.
fn verb(view: View<'_, '_>, at: usize) -> bool {
    [Tag::Third, Tag::Past, Tag::Base].into_iter().any(|tag| view.possible(at, tag))
}
