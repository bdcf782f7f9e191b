//! Ranges, scores and shares: two numbers that make one claim.

use super::counted::plural;
use super::fraction::percentage;
use super::measure::{Measured, measure};
use super::number::{Amount, Form, read};
use super::view::View;
use super::word_list::{Words, words};
use crate::extract::Measure;
use crate::lexicon::{ChangeKind, Class, NumberKind};
use crate::text::{Tag, TokenKind};

/// How two numbers hang together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Pair {
    /// "40 to 60"
    Range,
    /// "2-1", "152-141"
    Score,
}

/// The second number of a range or score that begins with `a`.
pub(super) struct Second<'a> {
    pub amount: Amount<'a>,
    pub measured: Measured<'a>,
    pub pair: Pair,
    /// The first number takes the scale of the second ("4 to 5 thousand").
    pub scale: f64,
    /// "between" or "from" stands before the first number.
    pub opened: Option<usize>,
}

/// The range or score that `a` begins, if it begins one.
pub(super) fn second<'a>(view: View<'_, 'a>, a: &Amount<'a>, m: &Measured<'a>) -> Option<Second<'a>> {
    if !matches!(a.form, Form::Number) {
        return None;
    }
    let before = m.first.wrapping_sub(1);
    let between = view.is(before, "between");
    let from = view.is(before, "from") || view.is(before, "about") && view.is(before.wrapping_sub(1), "from");
    let at = m.next;
    let hyphen = matches!(view.kind(at), TokenKind::Hyphen | TokenKind::Dash);
    // "from 20 sq m up to 55 sq m"
    let up = from && view.is(at, "up") && view.is(at + 1, "to");
    let at = if up { at + 1 } else { at };
    let to = view.any(at, words!["to", "through"]);
    let joined = hyphen && view.adjoins(at) && view.adjoins(at + 1);
    let or = view.is(at, "or") && !m.own && a.low < 13.0 && a.low.fract() == 0.0;
    if !(hyphen || to || between && view.is(at, "and") || or) {
        return None;
    }
    // "5- or 6-foot" are two sizes; "in 2011 to 2.6 million" is a year and a level.
    let suspended = view.kind(at.wrapping_sub(1)) == TokenKind::Hyphen && at > a.end;
    let year = a.plain && a.whole == 4 && (1900.0..2060.0).contains(&a.low) && view.any(before, words!["in", "since", "by", "until"]);
    if suspended || year {
        return None;
    }
    let mut next = at + 1;
    // "30,000 to-45,000", "7-to-10"
    if to && view.kind(next) == TokenKind::Hyphen {
        next += 1;
    }
    let turn = view.joined(at) && view.is(at + 1, "to") && view.joined(at + 2);
    if turn {
        next = at + 3;
    }
    if view.is(at, "and") && view.any(next, words!["about", "around", "nearly", "almost"]) {
        next += 1;
    }
    let sign = next;
    for _ in 0..3 {
        if matches!(view.kind(next), TokenKind::Number) || view.is_class(next, Class::Number) {
            break;
        }
        if !view.is_class(next, Class::Currency) && view.kind(next) != TokenKind::Currency {
            break;
        }
        next += 1;
    }
    let mut b = read(view, next).filter(|b| b.first >= sign && matches!(b.form, Form::Number))?;
    if view.kind(next) == TokenKind::Number && view.kind(next.wrapping_sub(1)) == TokenKind::Period {
        b.first = next;
    }
    let money = (m.measure == Measure::Money).then_some(m.unit.as_ref());
    let n = measure(view, &b, money)?;
    let compatible = !m.own || !n.own || m.unit == n.unit && m.factor.min(1.0) == n.factor.min(1.0);
    if !compatible {
        return None;
    }
    // "from 14 miles to 24 people": of two things.
    let other = || m.measure != Measure::Money && (!between && !from || counts(view, b.end));
    if m.own && !n.own && n.measure == Measure::Count && other() {
        return None;
    }
    // "fell $1.63 to $66": the size of a change and the level reached.
    let changed =
        |at: usize| view.change(at).is_some_and(|(_, kind)| matches!(kind, ChangeKind::Verb | ChangeKind::Both | ChangeKind::Adverb));
    if m.own && !from && !between && to && (changed(before) || view.is(before, "by") || view.is(before, "another")) {
        return None;
    }
    if or {
        let close = b.low > a.low && b.low - a.low <= a.low.max(2.0);
        return (close && a.scale == 1.0 && !dated(view, a, &b)).then_some(Second {
            amount: b,
            measured: n,
            pair: Pair::Range,
            scale: 1.0,
            opened: None,
        });
    }
    let shared = a.scale == 1.0 && a.maybe == 1.0 && (b.scale >= 1000.0 || b.scale == 12.0 || n.factor > 1.0) && a.low < 1000.0;
    let scale = if shared { b.scale.max(n.factor) } else { 1.0 };
    // "89 to 93 million" shares the scale, "three to one thousand" does not.
    let scale = if scale > 1.0 && a.low * scale <= b.low * n.factor.max(1.0) { scale } else { 1.0 };
    if hyphen && !joined && (view.adjoins(at) || view.adjoins(at + 1)) && view.kind(at) == TokenKind::Hyphen {
        return None;
    }
    let mut pair = Pair::Range;
    // "voted 7 to 2", "by a vote of 7 to 2"
    let plain = !m.own && !n.own && !from && a.plain && b.plain && !counts(view, b.end);
    let ballot = to && plain && b.low < a.low && voted(view, m.first);
    if ballot || joined && !n.own && !m.own && a.plain && b.plain && is_score(view, a, &b) {
        pair = Pair::Score;
    } else if hyphen && !(n.own || m.own || between || from || a.low < b.low && (counts(view, b.end) || bare(view, m.first, b.end))) {
        return None;
    }
    // "from 18.5 to 21-23 billion": a level and a range.
    if (hyphen || from) && view.joined(b.end) && view.kind(b.end + 1) == TokenKind::Number {
        return None;
    }
    if dated(view, a, &b) {
        return None;
    }
    Some(Second { amount: b, measured: n, pair, scale, opened: (between || from).then_some(before) })
}

/// "from 18 to 27-29 billion crowns": the scale and the unit that a single level takes over from the range it leads to.
pub(super) fn led_to<'a>(view: View<'_, 'a>, a: &Amount<'a>, m: &Measured<'a>) -> Option<(f64, Measured<'a>)> {
    let before = m.first.wrapping_sub(1);
    if m.own || a.scale > 1.0 || a.form != Form::Number || !view.is(a.end, "to") || !view.is(before, "from") {
        return None;
    }
    let low = read(view, a.end + 1).filter(|b| b.form == Form::Number && view.joined(b.end))?;
    let high = read(view, low.end + 1).filter(|c| c.form == Form::Number && c.low > low.low)?;
    let n = measure(view, &high, None).filter(|n| n.own)?;
    Some((high.scale, Measured { first: m.first, start_byte: m.start_byte, end_byte: m.end_byte, next: m.next, ..n }))
}

/// Votes are what the numbers from `first` on give.
pub(super) fn voted(view: View<'_, '_>, first: usize) -> bool {
    const DECIDED: Words<'_> = words!["passed", "approved", "rejected", "defeated", "adopted", "cleared", "backed"];
    const PUT: Words<'_> = words!["bill", "motion", "resolution", "measure", "amendment", "treaty", "legislation"];
    let sentence = view.sentence_start(first)..first;
    (first.saturating_sub(4)..first).any(|n| view.any(n, words!["voted", "vote", "votes"]))
        || sentence.clone().any(|n| view.any(n, DECIDED)) && sentence.into_iter().any(|n| view.any(n, PUT))
}

/// Years, days of a month or clock times on either side.
fn dated(view: View<'_, '_>, a: &Amount<'_>, b: &Amount<'_>) -> bool {
    let year = |x: &Amount<'_>| x.plain && x.whole == 4 && (1600.0..2100.0).contains(&x.low);
    (year(a) && a.first > 0 && b.plain && (year(b) || b.whole == 2))
        || year(b) && a.plain && a.low <= 31.0 && view.month(a.first.wrapping_sub(1))
        || view.month(a.first.wrapping_sub(1)) && a.plain && a.low <= 31.0
        || view.month(b.end) && b.plain && b.low <= 31.0
}

/// Something is counted at `at`: a plural, or modifiers and then one.
fn counts(view: View<'_, '_>, at: usize) -> bool {
    (at..at + 4).find_map(|n| match view.tag(n) {
        _ if plural(view, n) || view.any(n, words!["sheep", "fish", "police"]) => Some(true),
        Tag::Adj | Tag::Noun | Tag::Name | Tag::Participle => None,
        _ => Some(view.is(n, "%")),
    }) == Some(true)
}

/// "the span is 300-450": behind a verb or a preposition, with nothing behind.
fn bare(view: View<'_, '_>, first: usize, end: usize) -> bool {
    let before = view.tag(first.wrapping_sub(1));
    let stop = end >= view.tokens().len() || matches!(view.kind(end), TokenKind::Period | TokenKind::Comma);
    stop && (before == Tag::Aux || before == Tag::Prep) && !view.capital(first.wrapping_sub(1))
}

/// Two joined numbers that are the score of a game or a vote.
fn is_score(view: View<'_, '_>, a: &Amount<'_>, b: &Amount<'_>) -> bool {
    const AROUND: Words<'_> = words![
        "win",
        "wins",
        "won",
        "beat",
        "beaten",
        "beating",
        "lost",
        "lose",
        "losing",
        "loss",
        "lead",
        "leads",
        "led",
        "leading",
        "draw",
        "drew",
        "drawn",
        "tie",
        "tied",
        "victory",
        "victories",
        "defeat",
        "defeats",
        "defeated",
        "vote",
        "voted",
        "votes",
        "voting",
        "ruled",
        "ruling",
        "score",
        "aggregate",
        "record",
        "ended",
        "finished",
        "decision",
        "margin",
        "thrashed",
        "thrashing",
        "hammered",
        "down",
        "up",
        "ahead",
        "trailed",
        "trailing",
        "split",
        "passed",
        "approved",
        "rejected",
        "backed",
        "equaliser",
        "winner",
        "thriller",
        "comeback",
        "start",
        "stalemate",
        "clinched",
        "secured",
        "edged",
        "downed",
        "rout",
        "majority",
        "upheld",
        "went",
    ];
    let near = |at: usize| view.any(at, AROUND);
    let start = view.sentence_start(a.first);
    // "beat him 6-4, 3-6, 7-5": one score behind another.
    let row = |n: &usize| matches!(view.kind(*n), TokenKind::Number | TokenKind::Hyphen | TokenKind::Comma | TokenKind::Dash);
    let edge = (start..a.first).rev().take_while(row).last().unwrap_or(a.first);
    let left = (edge.saturating_sub(6).max(start)..edge).any(near);
    let right = (b.end..(b.end + 4).min(view.sentence_end(a.first))).any(near);
    (left || right) && a.low < 1000.0 && b.low < 1000.0 && !counts_small(view, b.end)
}

fn counts_small(view: View<'_, '_>, at: usize) -> bool {
    view.tag(at) == Tag::Plural
        && view.any(at, words!["people", "years", "days", "hours", "minutes", "weeks", "months", "percent", "times"])
}

/// "one in five", "seven of every 20", "four crates in every nine": the share that `a` begins, as an amount with its end.
pub(super) fn share<'a>(view: View<'_, 'a>, a: &Amount<'a>) -> Option<Amount<'a>> {
    if !matches!(a.form, Form::Number) || a.low < 1.0 || a.low > 999.0 || a.low.fract() != 0.0 || a.scale > 1.0 || !a.suffix.is_empty() {
        return None;
    }
    // "one child in six"
    let single = a.low == 1.0 && a.spelled && view.tag(a.end) == Tag::Noun && view.is(a.end + 1, "in") && view.small(a.end);
    let noun = (view.tag(a.end) == Tag::Plural || single) && !view.is_class(a.end, Class::Unit);
    let mut at = if noun { a.end + 1 } else { a.end };
    if view.joined(at) && view.any(at + 1, words!["in", "out"]) {
        at += 1;
    }
    let every = |n: usize| view.any(n, words!["every", "each"]);
    let together = noun && !every(at + 1) && view.is(at, "in") && (a.spelled || a.low < 10.0);
    let (to, strict) = if together {
        (view.past_hyphen(at + 1), true)
    } else if view.is(at, "in") && every(at + 1) || view.is(at, "of") && every(at + 1) {
        (at + 2, false)
    } else if view.is(at, "in") && !noun {
        (view.past_hyphen(at + 1), true)
    } else if view.is(at, "out") && view.is(at + 1, "of") && !noun {
        if every(at + 2) { (at + 3, false) } else { (at + 2, true) }
    } else {
        return None;
    };
    let b = read(view, to).filter(|b| b.form == Form::Number && b.low > a.low && b.low.fract() == 0.0)?;
    if strict {
        let unit = measure(view, &b, None)?;
        let out = view.is(at, "out");
        let round =
            b.low <= 10.0 || [12.0, 15.0, 20.0, 25.0, 30.0, 40.0, 50.0, 100.0, 1000.0, 10_000.0, 100_000.0, 1_000_000.0].contains(&b.low);
        // "1 in 14 patients"
        let round = round || a.low == 1.0 && !out && b.low <= 200.0 && view.tag(unit.next) == Tag::Plural && view.small(unit.next);
        // "245 for seven in 50 overs": what was done in so many.
        let played =
            view.any(unit.next, words!["overs", "games", "matches", "starts", "attempts", "balls", "outings", "innings", "appearances"]);
        if !round
            || played
            || unit.own
            || noun && view.tag(unit.next).is_noun()
            || out && b.low > 10.0 && b.low != 100.0
            || !out && a.low > 9.0
        {
            return None;
        }
        if view.month(b.first.wrapping_sub(1)) || view.number_kind(view.past_hyphen(b.end)) == Some(NumberKind::Parts) {
            return None;
        }
    }
    let percent = percentage(a.low / b.low);
    let mut whole = *a;
    (whole.end, whole.after, whole.end_byte) = (b.end, b.after, b.end_byte);
    (whole.low, whole.high, whole.form, whole.plain) = (percent, percent, Form::Share, false);
    Some(whole)
}
