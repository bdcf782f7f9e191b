//! Comparators: the words before or behind an amount that bound it, and when the same words are something else.

use super::number::Form;
use super::view::View;
use super::word_list::words;
use crate::extract::Comparator;
use crate::lexicon::{ChangeKind, Class, ComparatorPlace, NumberKind};
use crate::text::TokenKind;

/// A comparator before an amount: its first token and what it says; a verb stays a verb.
pub(super) struct Before {
    pub first: usize,
    pub comparator: Comparator,
    pub verb: bool,
}

/// The comparator that ends right before token `first`. `duration` and `year` tell what the amount measures.
pub(super) fn before(view: View<'_, '_>, first: usize, duration: bool) -> Option<Before> {
    // "the sub-80 kg class"
    if first > 1 && view.joined(first - 1) && view.is(first - 2, "sub") {
        return Some(Before { first: first - 2, comparator: Comparator::LessThan, verb: false });
    }
    let first = past_additional(view, first);
    let (mut start, mut entry) = view.ending_before(first, Class::Comparator, 5)?;
    let amounts = view.context.lexicon.amounts();
    let mut word = &amounts.comparators[entry];
    if word.place == ComparatorPlace::After {
        return None;
    }
    let mut comparator = Comparator::named(&word.comparator)?;
    let verb = word.place == ComparatorPlace::Verb;
    if start < view.sentence_start(first) || !plausible(view, start, first, verb, duration) {
        return None;
    }
    // "at least about 40": the outer comparator bounds the amount.
    if comparator == Comparator::About
        && !verb
        && let Some((outer, outer_entry)) = view.ending_before(start, Class::Comparator, 4)
    {
        let outer_word = &amounts.comparators[outer_entry];
        if matches!(outer_word.place, ComparatorPlace::Before | ComparatorPlace::Both) && plausible(view, outer, start, false, duration) {
            (start, entry, word) = (outer, outer_entry, outer_word);
            comparator = Comparator::named(&word.comparator)?;
        }
    }
    let _ = entry;
    Some(Before { first: start, comparator, verb })
}

/// "at least another 12", "up to a further 300": the comparator stands before what calls the amount one more.
fn past_additional(view: View<'_, '_>, first: usize) -> usize {
    let before = first.wrapping_sub(1);
    if view.is(before, "another") {
        before
    } else if view.any(before, words!["further", "additional", "extra"]) && view.any(before.wrapping_sub(1), words!["a", "an"]) {
        before - 1
    } else {
        first
    }
}

/// "120 over 80": blood pressure, and what else is read as one figure over another.
fn pressure(view: View<'_, '_>, over: usize) -> bool {
    let figure = |at: usize| view.kind(at) == TokenKind::Number && matches!(view.word(at).len(), 2 | 3);
    let before = over.wrapping_sub(1);
    figure(before) && figure(over + 1) && !view.month(before.wrapping_sub(1)) && !view.tag(over + 2).is_noun() && !view.small(over + 2)
}

fn plausible(view: View<'_, '_>, start: usize, first: usize, verb: bool, duration: bool) -> bool {
    let before = start.wrapping_sub(1);
    let word = view.word(start).to_ascii_lowercase();
    let one = first - start == 1;
    if verb {
        return match word.as_str() {
            // "passed three inspections" is no comparison.
            "pass" | "passes" | "passed" | "cross" | "crosses" | "crossed" => {
                let small = view.number_kind(first) == Some(NumberKind::Unit) && view.number_kind(first + 1).is_none();
                !duration && view.word(first).len() > 2 && !small
            }
            "top" | "tops" => view.tag(start).is_verb() && view.word(first).len() > 2,
            "approach" | "approaches" => view.tag(start).is_verb(),
            _ => true,
        };
    }
    match word.as_str() {
        "over" if one => {
            // "over three years" is "during" unless something lasts for it.
            let span = duration
                && !view.any(before, words!["for", "just", "well", "is", "are", "was", "were", "took", "takes", "lasted", "in", "been"]);
            let going =
                view.any(before, words!["turn", "turned", "take", "takes", "took", "taken", "taking", "hand", "handed", "run", "ran"]);
            !span && !going && !pressure(view, start)
        }
        "under" | "below" | "above" if one => !view.any(before, words!["the", "from"]),
        "about" if one => !view.any(
            before,
            words![
                "talk",
                "talking",
                "talked",
                "spoke",
                "speak",
                "speaks",
                "speaking",
                "worry",
                "worried",
                "complain",
                "complained",
                "ask",
                "asked",
                "know",
                "knew",
                "think",
                "wrote",
                "write",
                "writing",
                "concerned",
                "story",
                "stories",
                "all",
                "what",
            ],
        ),
        "some" if one => view.get(first).is_some(),
        "near" | "beyond" if one => !duration,
        // "is short of 3,200 teachers" lacks them.
        "short" => !view.any(before, words!["cut", "fell", "fall", "stop", "stopped", "is", "are", "run", "ran", "running", "left"]),
        "south" | "north" if one => false,
        // "back up to 7 percent": a level reached, not a ceiling.
        "up" => {
            const MOVES: &[&str] =
                &["inch", "edge", "creep", "move", "go", "climb", "tick", "nudge", "drift", "push", "shoot", "jump", "surge", "crawl"];
            let moves = view.any(before, words!["back", "it", "them"]) || MOVES.contains(&view.lemma(before));
            // "could cost it up to $900 million"
            let paid = view.any(before, words!["it", "them"])
                && view.any(before.wrapping_sub(1), words!["cost", "costs", "costing", "pay", "charge", "earn", "give"]);
            let change = view.change(before).is_some_and(|(_, kind)| matches!(kind, ChangeKind::Verb | ChangeKind::Both));
            (!moves || paid) && !change
        }
        "as" if first - start == 3 => true,
        "better" | "cheaper" | "larger" | "bigger" | "higher" | "lower" => true,
        "short-of" => false,
        "estimated" => !view.any(before, words!["an"]),
        _ => true,
    }
}

/// A comparator behind the amount, whose span ends before token `end` and whose unit ends before `next`: what it says, and the
/// token and byte where the span ends with it (unchanged when it stands behind the unit).
pub(super) fn after(view: View<'_, '_>, end: usize, next: usize, form: Form) -> Option<(Comparator, Option<usize>)> {
    for at in [end, next] {
        let glued = view.joined(at) || view.kind(at) == TokenKind::Hyphen && view.adjoins(at);
        let start = if glued { at + 1 } else { at };
        let Some((len, entry)) = view.context.lexicon.longest(view.tokens(), start, Class::Comparator) else {
            if end == next {
                break;
            }
            continue;
        };
        let word = &view.context.lexicon.amounts().comparators[entry.0 as usize];
        let follows = matches!(word.place, ComparatorPlace::After | ComparatorPlace::Both);
        let stop = start + len;
        let number = matches!(view.kind(stop), TokenKind::Number | TokenKind::Currency);
        let one = len == 1;
        let fits = match view.word(start) {
            "plus" if one => (glued || !number) && form != Form::Zero,
            "+" => view.adjoins(start) && !number,
            "odd" => glued,
            _ => !number && (!one || glued),
        };
        if follows && fits {
            let comparator = Comparator::named(&word.comparator)?;
            return Some((comparator, (at == end).then_some(stop)));
        }
        if end == next {
            break;
        }
    }
    None
}
