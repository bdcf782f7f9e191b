//! Ages without a unit: "Maria Santos, 34,", "aged seven", "she turned 40", "died at 79".

use super::draft::Draft;
use super::number::Form;
use super::view::View;
use super::word_list::{Words, words};
use crate::lexicon::{Class, NumberKind};
use crate::text::{Tag, TokenKind};

/// Several people of a family or of an age.
const FAMILY: Words<'_> = words![
    "sons",
    "daughters",
    "children",
    "brothers",
    "sisters",
    "boys",
    "girls",
    "men",
    "women",
    "teenagers",
    "siblings",
    "cousins",
    "nephews",
    "nieces",
    "grandchildren",
];

/// The number measures something that people are: an age without a unit.
pub(super) fn bare_age(view: View<'_, '_>, draft: &Draft<'_>) -> bool {
    let a = &draft.amount;
    if draft.measured.own
        || draft.measured.joined
        || a.form != Form::Number
        || a.low < 1.0
        || a.low > 118.0
        || a.scale > 1.0
        || !a.suffix.is_empty()
    {
        return false;
    }
    let (before, next) = (draft.first.wrapping_sub(1), draft.next);
    let earlier = before.wrapping_sub(1);
    if view.any(draft.first, words!["under", "over"]) && draft.first + 1 == a.first && (a.plain || a.spelled) {
        const ANYONE: Words<'_> = words!["people", "those", "anyone", "everyone"];
        // "drivers over 65 signed", not "drivers over 65 incidents"
        let somebody = view.any(before, ANYONE) || view.any(before, words!["aged", "ages"]) || person_role(view, before);
        return somebody && !view.tag(draft.next).is_noun();
    }
    // "three children aged 4, 6 and 11"
    let listed = |n: &usize| {
        matches!(view.kind(*n), TokenKind::Number | TokenKind::Comma)
            || view.any(*n, words!["and", "or"])
            || matches!(view.number_kind(*n), Some(NumberKind::Unit | NumberKind::Teen))
    };
    let opens = (draft.first.saturating_sub(12)..draft.first).rev().take_while(listed).last();
    if let Some(noun) = opens.map(|n| n.wrapping_sub(1)).filter(|_| !view.tag(next).is_noun()) {
        // "his two sons, 14 and 12,"
        let ends = (next..next + 4).find(|n| !listed(n)).unwrap_or(next);
        let closed = view.kind(ends.wrapping_sub(1)) == TokenKind::Comma || matches!(view.kind(ends), TokenKind::Period);
        if view.any(noun, words!["aged", "ages"]) || view.any(noun, FAMILY) && closed && view.kind(noun + 1) == TokenKind::Comma {
            return true;
        }
    }
    // "At 46, he is the youngest bishop."
    if view.is(before, "at") && before == view.sentence_start(draft.first) && view.kind(next) == TokenKind::Comma {
        return view.any(next + 1, words!["he", "she"]);
    }
    if view.any(before, words!["aged", "age", "ages"]) || view.is(before, "of") && view.is(earlier, "age") {
        return true;
    }
    // "life expectancy in the valley is about 68"
    let told = view.sentence_start(draft.first).max(draft.first.saturating_sub(10));
    if (told..draft.first).any(|n| view.is(n, "expectancy")) && a.low >= 20.0 && !view.tag(next).is_noun() {
        return true;
    }
    let noun_follows = view.tag(next).is_noun() || view.tag(next) == Tag::Adj || view.kind(next) == TokenKind::Percent;
    if noun_follows {
        return false;
    }
    let stop = |at: usize| {
        matches!(
            view.kind(at),
            TokenKind::Comma | TokenKind::Period | TokenKind::Close | TokenKind::Semicolon | TokenKind::Quote | TokenKind::Dash
        )
    };
    let person = |at: usize| {
        view.tag(at) == Tag::Name && view.calendar(at).is_none()
            || view.tag(at) != Tag::Plural && person_role(view, at)
            || view.is(at, "couple")
    };
    // "Sen. Ann Poe (D-Ohio), 79,"
    let bracketed = view.kind(earlier) == TokenKind::Close && view.kind(before) == TokenKind::Comma && stop(next) && a.low >= 18.0;
    if bracketed && a.plain {
        let open = (earlier.saturating_sub(6)..earlier).rev().find(|&n| view.kind(n) == TokenKind::Open);
        return open.is_some_and(|n| n > 0 && view.tag(n - 1) == Tag::Name);
    }
    if view.kind(before) == TokenKind::Comma && stop(next) && person(earlier) && a.low >= 2.0 && a.low.fract() == 0.0 && !a.spelled {
        return true;
    }
    if view.kind(before) == TokenKind::Comma
        && view.is(next, "and")
        && person(earlier)
        && a.plain
        && view.kind(next + 2) != TokenKind::Number
        && a.low > 10.0
    {
        return view.tag(next + 1) == Tag::Name;
    }
    if view.kind(before) == TokenKind::Open && view.kind(next) == TokenKind::Close && person(earlier) && a.plain && a.low >= 14.0 {
        return view.tag(earlier) == Tag::Name && view.tag(earlier.wrapping_sub(1)) == Tag::Name;
    }
    if view.any(before, words!["turned", "turns", "turning"])
        && a.low >= 10.0
        && (stop(next) || view.tag(next) == Tag::Prep || view.tag(next) == Tag::Mark)
    {
        return true;
    }
    let be = view.any(before, words!["is", "was", "be", "am"]) || view.is(before, "'s");
    if be && a.low >= 5.0 && !a.spelled && a.low.fract() == 0.0 {
        // "The doctor, who has treated thousands, is 71."
        if view.kind(earlier) == TokenKind::Comma && stop(next) && a.low >= 18.0 {
            let start = view.sentence_start(draft.first);
            let first = (start..start + 6).find(|&n| view.tag(n).is_noun() && !view.tag(n + 1).is_noun());
            return first.is_some_and(|n| person(n) && view.kind(n + 1) == TokenKind::Comma && view.is(n + 2, "who"));
        }
        let subject = if view.any(earlier, words!["will", "would"]) { earlier.wrapping_sub(1) } else { earlier };
        let human = view.any(subject, words!["he", "she", "who", "i"]);
        return human && (stop(next) || view.any(next, words!["when", "by", "at", "and", "in", "on"]));
    }
    if view.is(before, "at") && a.plain && a.low >= 15.0 && (stop(next) || next >= view.sentence_end(draft.first)) {
        let start = view.sentence_start(draft.first).max(draft.first.saturating_sub(5));
        // "The number of dead stood at 79", "12 dead, toll at 79"
        let toll = (view.sentence_start(draft.first)..draft.first).any(|n| {
            view.any(n, words!["toll", "number", "count", "deaths", "stood", "stands", "stand", "standing", "put", "remained", "remains"])
        });
        return !toll && (start..draft.first).any(|n| view.any(n, words!["died", "dies", "dead", "retired", "retire", "married"]));
    }
    false
}

/// A noun for one person, or several: an office, a trade or a relation.
fn person_role(view: View<'_, '_>, at: usize) -> bool {
    let lexicon = view.context.lexicon;
    let entry = view.get(at).and_then(|_| lexicon.entry_of(&lexicon.base(view.word(at)), Class::Role));
    entry.is_some_and(|entry| lexicon.names().person_role(entry))
}
