//! What an amount describes where no noun stands with it: the subject or the object of the verb it belongs to, what grows or
//! shrinks by it, and the noun before "with", "over" or an adverb of change.

use super::clause::{copula, described, governor, main_verb, noun_group, object_at, says_when, subject_of, verb_group};
use super::draft::Draft;
use super::view::View;
use crate::extract::Measure;
use crate::lexicon::{ChangeKind, Class};
use crate::text::{Tag, TokenKind, TokenSpan};

/// How far to the left of an amount without a verb, in tokens, the noun may stand that it describes.
const REACH: usize = 64;

/// Verbs whose subject a sum describes; with any other verb the subject only spends or gets it.
const STATES: &[&str] = &[
    "be", "cost", "reach", "total", "amount", "stand", "sell", "trade", "value", "price", "fetch", "range", "start", "average", "hit",
    "exceed", "remain", "run", "come", "settle", "end", "close", "open", "finish", "expect", "estimate", "go", "move", "return", "become",
    "equal", "vary",
];

/// Verbs whose object has the price behind "for".
const TRADES: &[&str] =
    &["buy", "sell", "acquire", "purchase", "offer", "rent", "lease", "list", "get", "have", "auction", "book", "order", "stock", "swap"];

/// The subject of the verb that the amount belongs to, its object when the amount says how far or where to that is moved, or
/// the noun that "up" and "down" describe.
pub(super) fn subject(view: View<'_, '_>, draft: &Draft<'_>) -> Option<TokenSpan> {
    let start = view.sentence_start(draft.first);
    if let Some(span) = beside_adverb(view, draft, start) {
        return Some(span);
    }
    if let Some(span) = beside_measure(view, draft, start) {
        return Some(span);
    }
    let Some(verb) = governor(view, draft.first, false) else {
        // No verb: the nearest noun group to the left that is no time.
        let mut at = draft.first;
        let from = start.max(at.saturating_sub(REACH));
        while at > from {
            at -= 1;
            let Some(group) = noun_group(view, at) else { continue };
            if !says_when(view, group) {
                return described(view, group);
            }
            at = group.tokens.start as usize;
        }
        return None;
    };
    let money = draft.measured.measure == Measure::Money;
    let head = main_verb(view, verb.head);
    let behind = (verb.group.end as usize).max(head + 1);
    if let Some(span) = moved(view, draft, head) {
        return Some(span);
    }
    // "trimmed its outlook to 1.7 per cent", "lifted the charge by 30 basis points"
    if (verb.nouns > 0 || object_at(view, behind).is_some())
        && let Some(preposition) = verb.preposition.or(view.is(draft.first, "from").then_some(draft.first))
        && view.any(preposition, &["to", "by", "from", "at", "below", "above", "under", "over", "for"])
        && let Some(object) =
            object_at(view, behind).filter(|g| !says_when(view, g) && !matches!(view.tag(g.head as usize), Tag::Num | Tag::Pron))
        && !view.is_class(object.head as usize, Class::Unit)
        && (!money || !view.is(preposition, "for") || TRADES.contains(&view.lemma(head)) || view.any(head, &["has", "had"]))
    {
        return described(view, &object);
    }
    let change = view.change(head).is_some();
    let passive = verb.group.len() > 1 && view.tag(head) == Tag::Participle && verb.group.range().any(|n| copula(view, n));
    if money && !change && !passive && !copula(view, head) && !STATES.contains(&view.lemma(head)) && !view.any(head, &["worth"]) {
        return None;
    }
    let group = subject_of(view, verb.group, 0)?;
    described(view, &group)
}

/// "a phone with 3,687 mAh", "plants over 40 MW": the noun right before what introduces a measure.
fn beside_measure(view: View<'_, '_>, draft: &Draft<'_>, start: usize) -> Option<TokenSpan> {
    if matches!(draft.measured.measure, Measure::Duration | Measure::Age | Measure::Percent | Measure::Money) || draft.counts() {
        return None;
    }
    let before = draft.first.checked_sub(1).filter(|&n| n > start)?;
    let over = draft.first + 1 == draft.amount.first && view.any(draft.first, &["over", "above", "below", "under"]);
    let noun = if view.is(before, "with") { before - 1 } else { before };
    let group = noun_group(view, noun).filter(|g| (over || noun < before) && view.tag(g.head as usize).is_noun() && !says_when(view, g))?;
    (group.tokens.end as usize == noun + 1).then(|| described(view, group)).flatten()
}

/// "adding £30 a month to the rent", "wiped $10bn off its value": what grows or shrinks by the amount.
fn moved(view: View<'_, '_>, draft: &Draft<'_>, verb: usize) -> Option<TokenSpan> {
    if !["add", "wipe", "knock", "shave", "slice"].contains(&view.lemma(verb)) || verb + 3 < draft.first {
        return None;
    }
    let end = view.sentence_end(draft.first);
    let to = (draft.next..end.min(draft.next + 4)).find(|&n| view.any(n, &["to", "off", "from"]))?;
    let off = to + usize::from(view.is(to + 1, "of"));
    let digits = view.word(off + 1).bytes().any(|b| b.is_ascii_digit());
    let amount = digits || view.tag(off + 1) == Tag::Num || view.kind(off + 1) == TokenKind::Currency;
    let group = noun_group(view, off + 1).filter(|g| view.tag(g.head as usize).is_noun() && !says_when(view, g) && !amount)?;
    described(view, group)
}

/// "Copperline, up 7 percent", "83 lorries last month, up 9%": the noun before the comma or the adverb.
fn beside_adverb(view: View<'_, '_>, draft: &Draft<'_>, start: usize) -> Option<TokenSpan> {
    let mut at = draft.first.checked_sub(1)?;
    // "Dow +0.2%"
    if view.is(at, "+") && at > start && view.adjoins(draft.first) {
        return described(view, noun_group(view, at - 1)?);
    }
    if view.any(at, &["from", "by", "to"]) && at > start {
        at -= 1;
    }
    // "sent its shares down 6 percent"
    let moved = view.change(at).is_some_and(|(_, kind)| kind == ChangeKind::Adverb);
    if moved
        && let Some(group) = at.checked_sub(1).and_then(|n| noun_group(view, n)).filter(|g| g.tokens.end as usize == at)
        && let Some(verb) = (group.tokens.start as usize).checked_sub(1).filter(|&n| n >= start)
        && ["send", "drive", "push", "pull", "knock", "drag"].contains(&view.lemma(verb))
    {
        return described(view, group);
    }
    let adverb = view.change(at).is_some_and(|(_, kind)| kind == ChangeKind::Adverb) && at > start && view.kind(at - 1) == TokenKind::Comma;
    if !adverb {
        return None;
    }
    let verb = (start..at).rev().find_map(|n| verb_group(view, n));
    match verb {
        Some(verb) => {
            let object = noun_group(view, verb.tokens.end as usize).filter(|g| !says_when(view, g) && view.tag(g.head as usize).is_noun());
            described(view, &object.copied().or_else(|| subject_of(view, verb.tokens, 0))?)
        }
        None => described(view, (start..at).rev().find_map(|n| noun_group(view, n))?),
    }
}
