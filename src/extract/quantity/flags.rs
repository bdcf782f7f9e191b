//! Change and marks: whether a number is the size of a change, and whether it is hedged, definite or a rate.

use super::clause::verb_group;
use super::draft::Draft;
use super::number::Form;
use super::view::View;
use super::word_list::{Words, words};
use crate::extract::{Change, Flag, Measure};
use crate::lexicon::ChangeKind;
use crate::text::{Tag, TokenKind};

/// The direction, when the number is the size of a change: "rose 3 percent", "down six points", "a 5% increase".
pub(super) fn change(view: View<'_, '_>, draft: &Draft<'_>, drafts: &[Draft<'_>]) -> Option<Change> {
    let direction = |up: bool| Some(if up { Change::Up } else { Change::Down });
    match draft.amount.form {
        Form::Growth => return Some(Change::Up),
        Form::Halved => return Some(Change::Down),
        _ => {}
    }
    if matches!(draft.measured.measure, Measure::Age | Measure::Score) || draft.verb {
        return None;
    }
    // "from 6.5 to 7 cm" holds both levels.
    if draft.comparator == crate::extract::Comparator::Between && view.any(draft.first, words!["from"]) {
        return None;
    }
    // "+0.2%"
    let sign = draft.first.wrapping_sub(1);
    if view.is(sign, "+") && view.adjoins(draft.first) {
        return Some(Change::Up);
    }
    // "fall below 90 per cent": a level.
    if view.any(draft.first, words!["below", "above", "under"]) && draft.first < draft.amount.first {
        return None;
    }
    let start = view.sentence_start(draft.first);
    let mut at = draft.first;
    let mut steps = 0;
    while at > start && steps < 4 {
        at -= 1;
        steps += 1;
        if view.any(
            at,
            words!["by", "another", "further", "additional", "an", "a", "only", "just", "around", "about", "even", "up", "down", "off"],
        ) || view.tag(at) == Tag::Adv
        {
            if let Some((up, ChangeKind::Adverb)) = view.change(at).filter(|_| at + 1 == draft.first || view.is(at + 1, "by")) {
                let alone = !view.is(at, "off") || draft.measured.own;
                let steps = draft.unit == "point" || draft.unit == "place";
                return if alone && (draft.measured.own || steps || draft.unit.is_empty() || view.is(at + 1, "by") || !draft.counts()) {
                    direction(up)
                } else {
                    None
                };
            }
            continue;
        }
        if let Some((up, kind)) = view.change(at)
            && (matches!(kind, ChangeKind::Verb | ChangeKind::Both)
                && (view.tag(at).is_verb() || view.context.lexicon.info(&view.tokens()[at]).tags.is_empty())
                || kind == ChangeKind::Adverb && view.tag(at) != Tag::Prep)
        {
            // "cut 400 jobs" says what was done to the counted, "fell 400 points" how far something fell.
            let sized = !draft.counts() && draft.measured.measure != Measure::Duration
                || view.any(at + 1, words!["by"])
                || matches!(draft.unit.as_ref(), "point" | "place" | "notch" | "position" | "spot");
            // "raised 3 million pounds" collects them.
            let collected = draft.measured.measure == Measure::Money && at + 1 >= draft.first && view.lemma(at) == "raise";
            return if sized && !collected { direction(up) } else { None };
        }
        break;
    }
    // "slowed to 2.9 per cent from 3.4": the level that the change leads from.
    if view.is(draft.first.wrapping_sub(1), "from") && draft.comparator != crate::extract::Comparator::Between && !draft.measured.joined {
        let left = (start.max(draft.first.saturating_sub(12))..draft.first).rev();
        let found = left.filter_map(|n| view.change(n).filter(|(_, kind)| *kind == ChangeKind::Adverb || view.tag(n).is_verb())).next();
        return found.and_then(|(up, _)| direction(up));
    }
    // "raised its rate by 25 basis points"
    if view.is(draft.first.wrapping_sub(1), "by") && (!draft.counts() || draft.unit.is_empty() || draft.unit == "point") {
        // "cut the risk of dying by 27 percent": past what only belongs to the object.
        let left = (start.max(draft.first.saturating_sub(12))..draft.first).rev();
        let verb = left.take_while(|&n| view.kind(n) != TokenKind::Comma).find(|&n| {
            verb_group(view, n).is_some() && (view.tag(n) != Tag::Ing || view.change(n).is_some())
                || n + 2 == draft.first && view.change(n).is_some()
        });
        if let Some((up, _)) = verb.and_then(|n| view.change(n)) {
            return direction(up);
        }
    }
    // "shed 40 points, or 0.3%": the same change in other words.
    let before = draft.first.wrapping_sub(1);
    if let Some(d) = drafts.last().filter(|d| d.change.is_some() && !draft.counts() && draft.first > d.next && draft.first - d.next <= 3)
        && (view.is(before, "or")
            || view.kind(before) == TokenKind::Open
            || view.any(before, words!["about"]) && view.is(before.wrapping_sub(1), "or"))
    {
        return d.change;
    }
    // "rose 0.3 percent from April and 2.9 percent from a year earlier"
    let also = drafts.last().filter(|d| view.any(before, words!["and", "but"]) && d.unit == draft.unit && !draft.counts());
    let verbless = |d: &&Draft<'_>| {
        d.next < draft.first && draft.first - d.next <= 10 && !(d.next..draft.first).any(|n| verb_group(view, n).is_some())
    };
    if let Some(d) = also.filter(|d| d.change.is_some() && d.event.text() == draft.event.text()).filter(verbless)
        && view.tag(draft.next) == Tag::Prep
        && !view.is(draft.next, "of")
    {
        return d.change;
    }
    // "a 5% increase", "a 12-point drop"
    let next = view.past_hyphen(draft.next);
    let than = view.any(next, words!["fewer"]) && view.any(next + 1, words!["than"]);
    if !draft.counts() || draft.measured.joined || than {
        for at in next..(next + 2).min(view.sentence_end(draft.first)) {
            if let Some((up, kind)) = view.change(at)
                && matches!(kind, ChangeKind::Noun | ChangeKind::Both)
                && view.tag(at).is_noun()
            {
                return direction(up);
            }
            if view.tag(at) != Tag::Adj && !view.tag(at).is_noun() {
                break;
            }
        }
        let more = view.is(next, "more")
            && (draft.measured.measure == Measure::Percent && view.tag(next + 1) != Tag::Adj
                || draft.measured.measure == Measure::Money && view.is(next + 1, "than"));
        if more || view.any(next, words!["higher"]) {
            return Some(Change::Up);
        }
        if view.any(next, words!["lower", "cheaper", "fewer", "smaller", "less"]) {
            return Some(Change::Down);
        }
    }
    // "an increase of 3 percent"
    let before = draft.first.wrapping_sub(1);
    if view.is(before, "of")
        && !draft.counts()
        && let Some((up, kind)) = view.change(before.wrapping_sub(1))
        && matches!(kind, ChangeKind::Noun | ChangeKind::Both)
    {
        return direction(up);
    }
    None
}

/// Marks the draft: hedged, definite, per unit, negated, additional.
pub(super) fn mark(view: View<'_, '_>, draft: &mut Draft<'_>) {
    let start = view.sentence_start(draft.first);
    let end = view.sentence_end(draft.first);
    let before = draft.first.wrapping_sub(1);
    let every = (draft.end..end.min(draft.end + 8)).any(|n| {
        view.any(n, words!["every", "each"]) && (time(view, n + 1) || view.any(n - 1, words!["to", "for"]) && view.tag(n + 1) != Tag::Mark)
    }) || view.any(draft.next, words!["apiece", "each", "annually", "daily", "weekly", "monthly"])
        || (start.max(draft.first.saturating_sub(6))..draft.first)
            .any(|n| (n == start || view.tag(n - 1) == Tag::Sub) && view.any(n, words!["each", "every"]));
    if draft.measured.per_unit || every || rate(view, draft, end) {
        draft.flags.insert(Flag::PerUnit);
    }
    let definite = view.any(before, words!["the", "these", "those", "both", "all"])
        || view.any(before, words!["other", "last", "past", "next", "first"]) && view.is(before.wrapping_sub(1), "the");
    if definite
        && !draft.measured.joined
        && draft.counts()
        && draft.comparator == crate::extract::Comparator::Exact
        && draft.measured.measure == Measure::Count
    {
        draft.flags.insert(Flag::Definite);
    }
    if view.is(before, "not") && draft.amount.form != Form::Zero {
        draft.flags.insert(Flag::Negated);
    }
    if additional(view, draft) {
        draft.flags.insert(Flag::Additional);
    }
    let boundary = |n: usize| matches!(view.kind(n), TokenKind::Semicolon | TokenKind::Quote) || view.tag(n) == Tag::Sub;
    // Most words around a number cannot hedge, and their tags say so.
    let silent =
        |n: usize| view.tag(n).is_noun() || matches!(view.tag(n), Tag::Det | Tag::Prep | Tag::Num | Tag::Poss | Tag::Mark | Tag::To);
    let hedge = |n: usize| {
        !silent(n)
            && view.any(
                n,
                words![
                    "could",
                    "may",
                    "might",
                    "reportedly",
                    "feared",
                    "allegedly",
                    "believed",
                    "possibly",
                    "apparently",
                    "presumed",
                    "unconfirmed",
                    "suspected",
                    "thought",
                ],
            )
            && !(view.is(n, "suspected") && view.tag(n + 1).is_noun())
            && view.tag(n + 1) != Tag::Neg
            && !(view.is(n, "may") && view.capital(n) && n > start)
            && (!view.any(n, words!["believed", "thought"]) || view.tag(n) == Tag::Participle)
    };
    let mut n = draft.first;
    let mut steps = 0;
    while n > start && steps < 14 {
        n -= 1;
        steps += 1;
        if hedge(n) {
            draft.flags.insert(Flag::Hedged);
        }
        if boundary(n) {
            break;
        }
    }
    for n in draft.end..end.min(draft.end + 8) {
        if hedge(n) {
            draft.flags.insert(Flag::Hedged);
        }
        if boundary(n) || matches!(view.kind(n), TokenKind::Comma) || view.tag(n) == Tag::Conj {
            break;
        }
    }
}

/// "another 12", "at least a further $4 million", "9 more bodies"; not "9 more than in May".
fn additional(view: View<'_, '_>, draft: &Draft<'_>) -> bool {
    const WORDS: Words<'_> = words!["additional", "extra", "further"];
    (draft.first.saturating_sub(1)..draft.amount.first).any(|n| view.is(n, "another") || view.any(n, WORDS))
        || view.any(draft.next, WORDS) && view.tag(draft.next + 1).is_noun()
        || view.is(draft.next, "more")
            && draft.measured.measure != Measure::Percent
            && !view.any(draft.next + 1, words!["than", "or", "and"])
}

/// "300 infections a day", "two landslides a week".
fn rate(view: View<'_, '_>, draft: &Draft<'_>, end: usize) -> bool {
    let own = draft.counted.is_empty() || (draft.counted.start as usize) < draft.first;
    let at = if own { draft.next } else { draft.counted.end as usize };
    // "1,200 litres of saline a day"
    let described = !draft.counts() && draft.about.start as usize == draft.next + 1 && view.is(draft.next, "of");
    let at = if described { draft.about.end as usize } else { at };
    // "€75,000 a lorry,": one sum for each.
    let stop = |n: usize| matches!(view.kind(n), TokenKind::Comma | TokenKind::Period | TokenKind::Semicolon) || view.tag(n) == Tag::Conj;
    let each = draft.measured.measure == Measure::Money && view.any(at, words!["a", "an"]) && view.tag(at + 1) == Tag::Noun && stop(at + 2);
    if each && at + 1 < end {
        return true;
    }
    if at + 1 >= end || !draft.counts() && draft.measured.own && draft.measured.measure != Measure::Percent {
        let rate = view.any(at, words!["per", "a", "an", "each", "every"]) && time(view, at + 1) && !earlier(view, at + 2);
        return at + 1 < end && rate && !draft.measured.joined;
    }
    let per = view.is(at, "per") || view.is(at, "for") && view.any(at + 1, words!["every", "each"]);
    view.any(at, words!["each", "every"]) && time(view, at + 1)
        || per
        || view.any(at, words!["a", "an"]) && time(view, at + 1) && !earlier(view, at + 2)
        || view.any(at, words!["daily", "annually"])
}

/// "£335m a year earlier": when, not how often.
pub(super) fn earlier(view: View<'_, '_>, at: usize) -> bool {
    view.any(at, words!["earlier", "ago", "before", "previously", "later", "prior", "after", "since"])
}

fn time(view: View<'_, '_>, at: usize) -> bool {
    view.any(
        at,
        words![
            "day", "week", "month", "year", "hour", "minute", "second", "night", "decade", "annum", "capita", "quarter", "session",
            "season", "game", "match",
        ],
    )
}
