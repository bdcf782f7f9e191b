//! What stands right beside an amount and is its event: a state or participle behind it ("12 missing", "15 hamlets still
//! flooded"), an adverb of change before it ("down six points"), or the toll that it is.

use super::clause::{copula, finite, taken_for_verb, verb_group};
use super::draft::{Draft, Event};
use super::view::View;
use super::word_list::words;
use crate::extract::Measure;
use crate::lexicon::{ChangeKind, EventKind};
use crate::text::{Tag, TokenSpan};

/// The toll of deaths: "the toll at 58".
pub(super) fn toll<'a>(view: View<'_, 'a>, draft: &Draft<'a>) -> Option<Event<'a>> {
    let counted = draft.counted;
    if counted.is_empty() || counted.start as usize >= draft.first || draft.borrowed.is_some() {
        return None;
    }
    if view.event(counted.end as usize - 1) == Some(EventKind::Toll) {
        // "the toll climbed to 74": the verb says more.
        if (counted.end as usize..draft.first).any(|n| verb_group(view, n).is_some()) {
            return None;
        }
        let death = view.any(counted.start as usize, words!["death"]);
        return death.then(|| Event::Said(view.word(counted.start as usize)));
    }
    // "The number of people hurt in the storm reached 19"
    let at = counted.end as usize;
    matches!(view.event(at), Some(EventKind::Harm | EventKind::Person | EventKind::State)).then(|| Event::Said(view.word(at)))
}

/// "12 dead", "3 people dead", "people killed", "12 missing": a state or a participle of harm right behind.
pub(super) fn state_behind<'a>(view: View<'_, 'a>, after: usize, end: usize) -> Option<Event<'a>> {
    let mut at = after;
    while at < end
        && at < after + 3
        && view.any(
            at,
            words!["more", "others", "still", "feared", "reported", "reportedly", "confirmed", "also", "all", "seriously", "critically"],
        )
    {
        at += 1;
    }
    if at >= end {
        return None;
    }
    let kind = view.event(at);
    // In a headline the capital hides what the word is.
    let verbal = matches!(view.tag(at), Tag::Participle | Tag::Past | Tag::Adj) || view.capital(at) && view.possible(at, Tag::Participle);
    let participle = verbal && matches!(kind, Some(EventKind::Harm | EventKind::Person));
    let state = kind == Some(EventKind::State) && !matches!(view.tag(at), Tag::Plural);
    (state || participle).then(|| Event::Said(coordinated(view, at, end)))
}

/// "killed or wounded", "dead or missing": the words with what they are joined to.
fn coordinated<'a>(view: View<'_, 'a>, at: usize, end: usize) -> &'a str {
    let pair = view.any(at + 1, words!["or", "and"]) && at + 2 < end && view.event(at + 2).is_some() && view.tag(at + 2) != Tag::Plural;
    let number = view.tag(at + 3) == Tag::Num;
    let last = if pair && !number { at + 2 } else { at };
    view.context.doc.text_of(TokenSpan::new(at, last + 1))
}

/// "8% rebuilt", "15 hamlets still flooded", "90 arrests recorded": a participle that belongs to the amount.
pub(super) fn participle_behind(view: View<'_, '_>, draft: &Draft<'_>, after: usize, end: usize) -> Option<usize> {
    let mut at = after;
    while at < end && at < after + 2 && matches!(view.tag(at), Tag::Adv) {
        at += 1;
    }
    let lone = verb_group(view, at).is_none_or(|g| g.tokens.start as usize == at);
    // "with 15 hamlets still flooded": no finite verb can stand here.
    let absolute = view.is(draft.first.wrapping_sub(1), "with")
        && view.get(at).is_some_and(|t| view.context.lexicon.info(t).tags.has(Tag::Participle));
    // "with two deputies abstaining"
    let abstaining = view.is(draft.first.wrapping_sub(1), "with") && view.tag(at) == Tag::Ing;
    // "of the 1,250 people questioned said": the first of two finite verbs is none; "Of 4,200 homes inspected, ..."
    let start = view.sentence_start(draft.first);
    let reduced = view.tag(at) == Tag::Past
        && (verb_group(view, at + 1).is_some_and(|g| finite(view, g)) || view.is(start, "of") && start + 3 > draft.first);
    // "gave two traders suspended sentences": it belongs to the noun behind.
    let attributive = view.tag(at + 1) == Tag::Plural && !view.is_class(at + 1, crate::lexicon::Class::Calendar) && at + 1 < end;
    let plain = at < end
        && lone
        && !attributive
        && (view.tag(at) == Tag::Participle || absolute || abstaining || reduced)
        && !view.any(at, words!["aged", "compared", "based", "according", "made", "called", "known", "headed", "led", "followed", "given"]);
    let amount = !draft.measured.joined && (draft.counts() || matches!(draft.measured.measure, Measure::Percent | Measure::Money));
    (plain && amount).then_some(at)
}

/// "up 15%", "down six points".
pub(super) fn change_adverb<'a>(view: View<'_, 'a>, draft: &Draft<'a>) -> Option<Event<'a>> {
    let start = view.sentence_start(draft.first);
    let mut at = draft.first.checked_sub(1)?;
    while at > start
        && (view.any(at, words!["by", "from", "about", "to", "only", "just"]) || view.tag(at) == Tag::Adv && view.change(at).is_none())
    {
        at -= 1;
    }
    let (_, kind) = view.change(at).filter(|_| at >= start)?;
    if kind != ChangeKind::Adverb || view.is(at, "off") {
        return None;
    }
    let verb = (at.saturating_sub(2).max(start)..at).rev().find(|&n| view.tag(n).is_verb() && !taken_for_verb(view, n));
    Some(match verb {
        Some(n) if !copula(view, n) && !["close", "end", "finish", "open", "trade"].contains(&view.lemma(n)) => Event::Said(view.word(n)),
        _ => Event::Said(view.word(at)),
    })
}
